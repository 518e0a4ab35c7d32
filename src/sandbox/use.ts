import type { Channel } from './channel.ts';
import type { Refusal } from './command-text.ts';
import { buildPress, buildSelection } from './components.ts';
import { buildSubmission } from './submission.ts';
import type { Actor, Choice, Exchange, Installation, Sandbox, SandboxMessage, Waiting } from './contract.ts';
import { awaitAnswer, refusedExchange } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import type { Ground } from './ground.ts';
import { type Interaction, newToken } from './interactions.ts';
import { isJson, type Json, readNumber, readText } from './json.ts';
import { snapshot } from './message-store.ts';
import { buildMessageCommand } from './message-commands.ts';
import { sayAs } from './member-messages.ts';
import { frameInteraction, type Place, TYPES } from './payloads.ts';
import { createSeeing, type Seeing } from './seen.ts';
import { buildCommand, buildCompletion } from './slash-commands.ts';
import { createWaits } from './waits.ts';

/** What members do, and what can be seen of it. */
export type Use = Pick<
  Sandbox,
  | 'waitForBot'
  | 'botConnected'
  | 'command'
  | 'attach'
  | 'messageCommand'
  | 'complete'
  | 'press'
  | 'select'
  | 'submitModal'
  | 'sendRaw'
  | 'replay'
  | 'messages'
  | 'addChannel'
  | 'addChannels'
  | 'threads'
  | 'setThread'
  | 'waitForMessage'
  | 'refresh'
  | 'commands'
  | 'setLocale'
  | 'setInstallation'
  | 'openDirect'
  | 'openGroup'
  | 'say'
  | 'locales'
> &
  Seeing;

type Built = { data: Json; message?: Json } | Refusal;

type Build = (body: Json, place: Place) => Built;

type Hands = {
  placeOf: (actor: Actor, channelId: string) => Place;
  act: (type: number, place: Place, built: Built, waiting: Waiting) => Promise<Exchange>;
};

/** Members' hands: each act becomes an interaction at the gateway. */
export function createUse(ground: Ground, gateway: Gateway, given: Partial<Record<Actor, string>>): Use {
  const { world, messages } = ground;
  const locales: Record<Actor, string> = { manager: given.manager ?? 'en-US', member: given.member ?? 'en-US' };
  const installations: Record<Actor, Installation> = { manager: 'server', member: 'server' };
  const localeListeners = new Set<(actor: Actor, locale: string) => void>();
  const onLocale = (listener: (actor: Actor, locale: string) => void) => {
    localeListeners.add(listener);
    return () => void localeListeners.delete(listener);
  };
  const hands: Hands = {
    placeOf: (actor, channelId) => ({
      userId: world.ids.users[actor],
      channelId,
      locale: locales[actor],
      installation: installations[actor],
    }),
    async act(type, place, built, waiting) {
      if ('refusal' in built) return refusedExchange(built.refusal);
      return send(ground, gateway, { ...frameInteraction(ground, type, place), ...built }, waiting);
    },
  };
  return {
    ...createWaits(ground, gateway),
    ...createSeeing(ground, gateway, onLocale),
    ...typing(ground, gateway, hands),
    ...pressing(ground, hands),
    sendRaw: (payload, waiting = {}) => send(ground, gateway, payload, waiting),
    async replay(interactionId) {
      const interaction = ground.interactions.find(interactionId);
      if (!interaction) return refusedExchange('There was no such interaction.');
      gateway.dispatch('INTERACTION_CREATE', interaction.payload);
      return awaitAnswer(ground, interaction, {});
    },
    attach: (file) => ground.uploads.add(file).id,
    messages: (channel) => messages.list(world.channels.idOf(channel)).map(snapshot),
    addChannel: (channel) => world.channels.add(channel, world.ids.users.member).id,
    addChannels: (count) => world.channels.addMany(count),
    threads: (parentId) => world.channels.threads(parentId).map(describeThread),
    setThread: (id, state) =>
      world.channels.changeThread(id, {
        ...state,
        ...(state.archived !== undefined && { archivedAt: ground.clock.now() }),
      }),
    refresh(message) {
      const held = messages.find(message.id);
      return held ? snapshot(held) : null;
    },
    commands: () => structuredClone(ground.commands.list),
    setLocale(actor, locale) {
      locales[actor] = locale;
      for (const listener of localeListeners) listener(actor, locale);
    },
    setInstallation(actor, how) {
      installations[actor] = how;
    },
    openGroup: (name) => world.channels.openGroup(name, Object.values(world.ids.users)).id,
    say: (channel, content, as = 'member') =>
      snapshot(sayAs(ground, world.ids.users[as], { channelId: world.channels.idOf(channel), content })),
    openDirect: (actor) => world.channels.openDirect(world.ids.users[actor]).id,
    locales: () => ({ ...locales }),
  };
}

function describeThread({ id, name, thread }: Channel): ReturnType<Use['threads']>[number] {
  const { archived = false, locked = false, tags = [] } = thread ?? {};
  return { id, name, archived, locked, tags };
}

function typing(ground: Ground, gateway: Gateway, { placeOf, act }: Hands): Pick<Use, 'command' | 'complete'> {
  const { idOf } = ground.world.channels;
  return {
    command(text, options = {}) {
      const place = placeOf(options.as ?? 'member', idOf(options.channel ?? 'general'));
      const { raw: isRaw = false, files } = options;
      return act(TYPES.command, place, buildCommand(ground, place, text, { isRaw, files }), options);
    },
    complete(text, options = {}) {
      const place = placeOf(options.as ?? 'member', idOf(options.channel ?? 'general'));
      return loadChoices(ground, gateway, place, text);
    },
  };
}

function pressing(
  ground: Ground,
  { placeOf, act }: Hands,
): Pick<Use, 'messageCommand' | 'press' | 'select' | 'submitModal'> {
  const { messages, interactions } = ground;
  /** On the newest version of a message, as a client shows it. */
  const actOn = (type: number, message: SandboxMessage, actor: Actor, build: Build, waiting: Waiting) => {
    const place = placeOf(actor, message.channelId);
    const held = messages.find(message.id);
    const isSeen = held && (held.visibleTo === null || held.visibleTo === place.userId);
    if (!isSeen) return Promise.resolve(refusedExchange('That message is not there for you.'));
    const built = build(held.body, place);
    const pressed = type === TYPES.component && !('refusal' in built) ? { message: held.body } : {};
    return act(type, place, { ...built, ...pressed }, waiting);
  };
  const press = (message: SandboxMessage, options: Waiting & { as?: Actor }, build: Build) =>
    actOn(TYPES.component, message, options.as ?? actorOf(ground, message), build, options);
  return {
    messageCommand(name, message, options = {}) {
      const build: Build = (body, place) => buildMessageCommand(ground, place, name, body);
      return actOn(TYPES.command, message, options.as ?? 'member', build, options);
    },
    press: (message, which, options = {}) => press(message, options, (body) => buildPress(body, which)),
    select: (message, which, values, options = {}) =>
      press(message, options, (body, place) => buildSelection(ground, place, body, { which, values })),
    submitModal(exchange, values, options = {}) {
      const opener = interactions.find(exchange.interactionId);
      if (!opener?.modal) return Promise.resolve(refusedExchange('That opened no form.'));
      const place = placeOf(options.as ?? nameActor(ground, opener.userId), opener.channelId);
      const message = isJson(opener.payload['message']) ? { message: opener.payload['message'] } : {};
      return act(TYPES.modal, place, { ...buildSubmission(opener.modal, values), ...message }, options);
    },
  };
}

function send(ground: Ground, gateway: Gateway, payload: Json, waiting: Waiting): Promise<Exchange> {
  const interaction = open(ground, payload);
  gateway.dispatch('INTERACTION_CREATE', interaction.payload);
  return awaitAnswer(ground, interaction, waiting);
}

/** Gives an interaction its id and token, where it has none, and keeps it. */
function open({ nextId, random, clock, world, interactions }: Ground, given: Json): Interaction {
  const id = readText(given, 'id') ?? nextId();
  const token = readText(given, 'token') ?? newToken(id, random);
  const user = isJson(given['member']) ? given['member']['user'] : given['user'];
  const payload = { id, token, application_id: world.ids.application, ...given };
  return interactions.open({
    id,
    token,
    payload,
    type: readNumber(given, 'type') ?? 0,
    channelId: readText(given, 'channel_id') ?? world.ids.channels.general,
    userId: readText(user, 'id') ?? world.ids.users.member,
    openedAt: clock.monotonicMs(),
  });
}

async function loadChoices(ground: Ground, gateway: Gateway, place: Place, text: string): Promise<readonly Choice[]> {
  const built = buildCompletion(ground, place, text);
  if ('refusal' in built) throw new Error(built.refusal);
  const interaction = open(ground, { ...frameInteraction(ground, TYPES.autocomplete, place), ...built });
  gateway.dispatch('INTERACTION_CREATE', interaction.payload);
  const { outcome } = await awaitAnswer(ground, interaction, {});
  if (outcome !== 'answered' || !interaction.choices) throw new Error(`Loading options failed: ${outcome}.`);
  return interaction.choices;
}

/** Whoever an ephemeral message is for presses it; on any other, the member. */
function actorOf(ground: Ground, message: SandboxMessage): Actor {
  return nameActor(ground, ground.messages.find(message.id)?.visibleTo ?? '');
}

function nameActor({ world }: Ground, userId: string): Actor {
  return userId === world.ids.users.manager ? 'manager' : 'member';
}
