import { PermissionFlagsBits } from 'discord.js';
import type * as z from 'zod';
import { type Answer, type Ask, type Command, isInstalledHere, type ReplyKind } from '../commands/command.ts';
import { UserError } from '../errors.ts';
import type { Form } from '../reply.ts';
import { decodeCustomId } from './custom-id.ts';
import {
  type ActionInteraction,
  channelOf,
  channelsToAsk,
  chosenChannels,
  chosenToAsk,
  type CommandInteraction,
  type Interaction,
  innermostOptions,
  type PressInteraction,
  type RawComponent,
  readOptions,
  userOf,
  valuesOf,
} from './interaction.ts';
import { THREADS } from './permissions.ts';

/** How the answer is shown. */
export type Showing = 'ephemeral' | 'public' | 'update';

/** What an interaction asks for, checked but not yet run. */
export type Call = {
  showing: Showing;
  /** The answer is wrapped: a promise inside a promise would be awaited before interim replies could be told apart. */
  run(ask: Ask): Promise<{ answer: Answer }>;
};

/** A form that is to be opened, which is the whole first answer. */
export type FormCall = { open(ask: Ask): Form };

/** Fetches the bot's permissions in a channel; 0n where it cannot even see the channel. */
export type AskPermissions = (channelId: string) => Promise<bigint>;

export type Commands = ReadonlyMap<string, Command>;

const EPHEMERAL = 64;
const IN_SERVER = 0;
const IN_DIRECT_MESSAGE = 1;

/**
 * What a slash command asks for. Throws UserError needs-server, needs-manager, cannot-share or bad-option. Options are
 * read before the answer is deferred, so that a refusal stays private, unless a channel's permissions must be fetched.
 */
export function callOfCommand(from: CommandInteraction, command: Command, ask: AskPermissions): Call {
  checkPlace(from, command);
  checkManager(from, command.requires);
  const isShared = innermostOptions(from.data.options).options.some(
    ({ name, value }) => name === 'share' && value === true,
  );
  if (isShared) checkSharing(from);
  const showing = showingOf(isShared ? 'public' : command.reply, from);
  const unknown = channelsToAsk(from);
  if (unknown.length === 0) {
    const input = parseInput(command.input, readOptions(from, new Map()));
    return { showing, run: async (asker) => ({ answer: command.run(input, asker) }) };
  }
  return {
    showing,
    async run(asker) {
      const asked = new Map(await Promise.all(unknown.map(async (id) => [id, await ask(id)] as const)));
      return { answer: command.run(parseInput(command.input, readOptions(from, asked)), asker) };
    },
  };
}

/** What a press, a choice or a form asks for. Throws UserError stale-button, needs-server, needs-manager or cannot-share. */
export function callOfPress(from: ActionInteraction, commands: Commands, ask: AskPermissions): Call | FormCall {
  const named = (command: string) => nameOf(command, from, commands);
  const ref = decodeCustomId(from.data.custom_id, [...commands.keys()][0] ?? '', named);
  const action = commands.get(ref.command)?.actions?.[ref.action];
  if (!action || (from.type === 3 && !isOffered(from)))
    throw new UserError('stale-button', { command: named(ref.command) });
  checkManager(from, action.requires);
  const input = parsePress(action.input, [...ref.args, ...valuesOf(from)], named(ref.command));
  if ('open' in action) return { open: (asker) => action.open(input, asker) };
  if (action.reply === 'public') checkSharing(from);
  return {
    showing: showingOf(action.reply, from),
    async run(asker) {
      const channels = from.type === 3 ? await readChosen(from, ask) : asker.channels;
      return { answer: action.run(input, { ...asker, channels }) };
    },
  };
}

async function readChosen(from: PressInteraction, ask: AskPermissions): Promise<Ask['channels']> {
  const asked = await Promise.all(chosenToAsk(from).map(async (id) => [id, await ask(id)] as const));
  return chosenChannels(from, new Map(asked));
}

/** A command's name as the member's Discord shows it. */
function nameOf(command: string, { locale }: Interaction, commands: Commands): string {
  const names: Readonly<Record<string, string | null | undefined>> = {
    ...commands.get(command)?.data.name_localizations,
  };
  return names[locale] ?? command;
}

/** Whether the message, as Discord sends it along, offers what was pressed or chosen. Nothing is known of one without components. */
function isOffered({ message, data }: PressInteraction): boolean {
  if (message.components.length === 0) return true;
  const pressed = allComponents(message.components).find((one) => one.custom_id === data.custom_id);
  const { options } = pressed ?? {};
  return (
    pressed !== undefined && (!options || data.values.every((value) => options.some((one) => one.value === value)))
  );
}

function allComponents(components: readonly RawComponent[]): readonly RawComponent[] {
  return components.flatMap((one) => [
    one,
    ...allComponents(one.components ?? []),
    ...(one.accessory ? [one.accessory] : []),
  ]);
}

/** Whether the member of the interaction may manage the server, as Discord computed it. */
export function isManager(from: Interaction): boolean {
  return has(from, PermissionFlagsBits.ManageGuild);
}

/** Who asks, where and with what. */
export function askOf(
  from: Interaction,
  rest: Pick<Ask, 'services' | 'locale' | 'words' | 'now' | 'signal' | 'botPermissionsIn' | 'download' | 'mention'>,
): Ask {
  return {
    ...rest,
    userLocale: from.locale,
    ...(from.guild_id !== undefined && { guildId: from.guild_id }),
    channelId: channelOf(from),
    ...(from.channel && { channelType: from.channel.type }),
    userId: userOf(from),
    memberPermissions: from.member?.permissions ?? 0n,
    botPermissions: from.app_permissions,
    channels: new Map(),
    interactionId: from.id,
    owners: from.authorizing_integration_owners,
  };
}

function showingOf(kind: ReplyKind, from: Interaction): Showing {
  if (kind !== 'update') return kind;
  return (from.type === 3 || from.type === 5) && (from.message.flags & EPHEMERAL) !== 0 ? 'update' : 'ephemeral';
}

function checkPlace(from: Interaction, command: Command): void {
  const place = from.guild_id === undefined ? IN_DIRECT_MESSAGE : IN_SERVER;
  const contexts: readonly number[] | undefined = command.data.contexts ?? undefined;
  if (place === IN_DIRECT_MESSAGE && contexts && !contexts.includes(place)) throw new UserError('needs-server', {});
}

function checkManager(from: Interaction, requires: 'ManageGuild' | undefined): void {
  if (requires === undefined) return;
  if (from.guild_id === undefined) throw new UserError('needs-server', {});
  if (!isManager(from)) throw new UserError('needs-manager', {});
}

/** A shared reply speaks in the channel for the member, who must be allowed to speak there, and the bot must be there to speak. */
function checkSharing(from: Interaction): void {
  if (!isInstalledHere({ owners: from.authorizing_integration_owners })) throw new UserError('not-in-server', {});
  if (from.guild_id === undefined) return;
  const inThread = THREADS.has(from.channel?.type);
  if (!has(from, inThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages))
    throw new UserError('cannot-share', {});
}

function has(from: Interaction, permission: bigint): boolean {
  const held = from.member?.permissions ?? 0n;
  return (held & (permission | PermissionFlagsBits.Administrator)) !== 0n;
}

function parseInput(schema: z.ZodType, input: Record<string, unknown>): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const name = parsed.error.issues[0]?.path[0] ?? Object.keys(input)[0] ?? '';
  throw new UserError('bad-option', { option: String(name) }, { cause: parsed.error });
}

function parsePress(schema: z.ZodType, args: readonly string[], command: string): unknown {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  // The arguments were ours: another version of us wrote them.
  throw new UserError('stale-button', { command }, { cause: parsed.error });
}
