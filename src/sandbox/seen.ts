import type { Actor, Change, Sandbox, SeenMessage } from './contract.ts';
import type { Gateway } from './gateway.ts';
import type { Ground } from './ground.ts';
import { isJson, readJson, readList, readNumber, readText } from './json.ts';
import { snapshot, type StoredMessage } from './message-store.ts';
import { PERMISSIONS } from './permissions.ts';

/** What whoever shows the sandbox can see of it. */
export type Seeing = Pick<Sandbox, 'channels' | 'history' | 'find' | 'dismiss' | 'onChange'>;

const ACTORS = ['manager', 'member'] as const satisfies readonly Actor[];
/** A direct message and a group are not among the channels. */
const KINDS = { 0: 'text', 1: 'text', 3: 'text', 5: 'announcement', 11: 'thread', 15: 'forum' } as const;
const COMMAND = 2;
const CHAT_INPUT = 1;
const SUBCOMMANDS = new Set([1, 2]);

/** Views on channels and messages, with who sees them, and word of each change. `onLocale` tells of a changed language. */
export function createSeeing(
  ground: Ground,
  gateway: Gateway,
  onLocale: (listener: (actor: Actor, locale: string) => void) => () => void,
): Seeing {
  const { world, messages, commands } = ground;
  const listeners = new Set<(change: Change) => void>();
  const tell = (change: Change) => {
    for (const listener of listeners) listener(change);
  };
  messages.onChange(({ id }) => tell({ kind: 'message', id }));
  messages.onRemove((id) => tell({ kind: 'message-gone', id }));
  gateway.onChange(() => tell({ kind: 'bot' }));
  onLocale((actor, locale) => tell({ kind: 'locale', actor, locale }));
  commands.tellChange = () => tell({ kind: 'commands' });
  ground.tellChannels = () => tell({ kind: 'channels' });
  return {
    channels: () =>
      world.channels.listShown().map(({ id, name, type }) => {
        const sees = (actor: Actor) => (world.permissions(world.ids.users[actor], id) & PERMISSIONS.viewChannel) !== 0n;
        return { id, name, kind: KINDS[type], visibleTo: ACTORS.filter(sees) };
      }),
    history: () => messages.all().map((message) => describe(ground, message)),
    find(id) {
      const message = messages.find(id);
      return message ? describe(ground, message) : null;
    },
    dismiss(id) {
      if (messages.find(id)?.ephemeral !== true) return false;
      messages.remove(id);
      return true;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The actor with a user's id; undefined for the bot and the owner. */
function findActor({ world }: Ground, userId: string | null): Actor | undefined {
  return ACTORS.find((actor) => world.ids.users[actor] === userId);
}

function describe(ground: Ground, message: StoredMessage): SeenMessage {
  return {
    message: snapshot(message),
    visibleTo: findActor(ground, message.visibleTo) ?? null,
    usedBy: findUse(ground, message),
  };
}

/** Who used which command, for its answers; a press or a form is no use of its own. */
function findUse(ground: Ground, { interactionId }: StoredMessage): SeenMessage['usedBy'] {
  const interaction = ground.interactions.find(interactionId ?? '');
  const actor = findActor(ground, interaction?.userId ?? null);
  const data = readJson(interaction?.payload, 'data');
  if (!actor || interaction?.type !== COMMAND || !data) return null;
  const isMenu = (readNumber(data, 'type') ?? CHAT_INPUT) !== CHAT_INPUT;
  return { actor, command: isMenu ? (readText(data, 'name') ?? '') : `/${nameCommand(data)}` };
}

/** The words of a command's data, subcommands included: "digest create". */
export function nameCommand(data: unknown): string {
  const inner = readList(data, 'options').find(
    (option) => isJson(option) && SUBCOMMANDS.has(readNumber(option, 'type') ?? 0),
  );
  return [readText(data, 'name') ?? '', ...(inner === undefined ? [] : [nameCommand(inner)])].join(' ');
}
