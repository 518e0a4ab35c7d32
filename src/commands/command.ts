import {
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import * as z from 'zod';
import { UserError } from '../errors.ts';
import type { Form, Markdown, Reply } from '../reply.ts';
import type { Services } from '../services/services.ts';
import type { Locale, Words } from '../words/words.ts';

/** Who asks, where, and with what: everything a command may know beside its input. */
export type Ask = {
  services: Services;
  /** The language of our own sentences. */
  locale: Locale;
  words: Words;
  /** The interaction's own locale as Discord sent it (BCP 47): the default language for summaries and translations. */
  userLocale: string;
  guildId?: string;
  channelId: string;
  /** Discord's number for the kind of the channel, where it says. */
  channelType?: number;
  userId: string;
  /** Of the member in the channel; 0n in a direct message. */
  memberPermissions: bigint;
  /** Of the bot in the channel. */
  botPermissions: bigint;
  /** Of the bot in another channel of the server; 0n where it sees nothing. Asks Discord. */
  botPermissionsIn(channelId: string): Promise<bigint>;
  /** Of a channel select: what was chosen there, by its id. */
  channels: ReadonlyMap<string, ChannelOption>;
  /** The bytes of a file that the member attached. Throws UserError file-too-large or file-unreachable. */
  download(attachment: AttachmentOption, maxBytes: number): Promise<Uint8Array>;
  /** A command of ours to press, by its English name and subcommand; its name alone where Discord's id of it is not known. */
  mention(command: string): Markdown;
  /** The interaction's id: names a run on demand. */
  interactionId: string;
  /** `authorizing_integration_owners`: by installation type, the server or user that installed the bot. */
  owners: Readonly<Record<string, string>>;
  now: number;
  signal: AbortSignal;
};

/** 'ephemeral': only the presser sees it. 'public': everybody. 'update': changes the pressed message when it is ephemeral, else answers the presser alone. */
export type ReplyKind = 'ephemeral' | 'public' | 'update';

export type Answer = Promise<Reply> | AsyncGenerator<Reply, Reply>;

export type Choice = { name: string; value: string };

/** What a channel option carries, from the interaction's resolved data. Permissions are computed by Discord for that channel. */
export const channelOption = z.object({
  id: z.string(),
  type: z.number(),
  memberPermissions: z.bigint(),
  botPermissions: z.bigint(),
  /** A thread that only who may manage threads can open. */
  isLocked: z.boolean().default(false),
});
export type ChannelOption = z.infer<typeof channelOption>;

/** What a role option carries. `isMentionable`: by anybody. */
export const roleOption = z.object({ id: z.string(), isMentionable: z.boolean() });
export type RoleOption = z.infer<typeof roleOption>;

/** What an attachment option carries, as Discord says it; Ask.download gives the bytes. `size` is in bytes. */
export const attachmentOption = z.object({
  id: z.string(),
  name: z.string(),
  contentType: z.string().nullable(),
  size: z.number(),
  url: z.string(),
});
export type AttachmentOption = z.infer<typeof attachmentOption>;

/** The message that a member points at with a command of its menu: read from that interaction and nowhere else. */
export const targetMessage = z.object({
  /** What it says: its own words, then those of its embeds. Empty where it says nothing. */
  text: z.string(),
  /** Its http(s) addresses in the order in which a reader meets them, those of Discord itself left out. */
  links: z.array(z.string()),
  /** What our own buttons below it name, and what our selects there offer. */
  named: z.array(z.string()),
  offered: z.array(z.string()),
});
export type TargetMessage = z.output<typeof targetMessage>;

/** A slash command, or one in the menu of a message, whose name may have capitals and blanks and which has no options. */
export type CommandData =
  | RESTPostAPIChatInputApplicationCommandsJSONBody
  | RESTPostAPIContextMenuApplicationCommandsJSONBody;

type Action<Input> = {
  /** The custom id's arguments, in order; a select adds its value, a form what its fields hold. */
  input: z.ZodType<Input, readonly string[]>;
  reply: ReplyKind;
  requires?: 'ManageGuild';
  run(input: Input, ask: Ask): Answer;
};

/** An action whose answer is a form. It cannot be deferred, so `open` does no I/O. */
type Opening<Input> = {
  input: z.ZodType<Input, readonly string[]>;
  requires?: 'ManageGuild';
  open(input: Input, ask: Ask): Form;
};

/** One of the actions that a button, select or form of a command can name. */
export type AnyAction =
  | {
      input: z.ZodType<unknown, readonly string[]>;
      reply: ReplyKind;
      requires?: 'ManageGuild';
      // Method syntax: parameters are bivariant, so actions of different inputs live in one list; the router passes only what `input` parsed.
      run(input: unknown, ask: Ask): Answer;
    }
  | {
      input: z.ZodType<unknown, readonly string[]>;
      requires?: 'ManageGuild';
      open(input: unknown, ask: Ask): Form;
    };

type Definition<Input> = {
  data: CommandData;
  /** Options by name; a subcommand's name is added as `subcommand`, a group's as `group`. Of a message's menu: `message`, a TargetMessage. */
  input: z.ZodType<Input>;
  /** An input with `share: true` is answered in public whatever this says. */
  reply: ReplyKind;
  /** Checked by the router at the command and at each press, beside Discord's own default_member_permissions. */
  requires?: 'ManageGuild';
  run(input: Input, ask: Ask): Answer;
  /** At most 25 choices for the option being typed. `typed` is its text so far; `options` the others. */
  complete?(option: string, typed: string, ask: Ask): Promise<readonly Choice[]>;
  actions?: Readonly<Record<string, AnyAction>>;
};

/** A command of any input: what the router and the list hold. */
export type Command = {
  data: CommandData;
  input: z.ZodType;
  reply: ReplyKind;
  requires?: 'ManageGuild';
  run(input: unknown, ask: Ask): Answer;
  complete?(option: string, typed: string, ask: Ask): Promise<readonly Choice[]>;
  actions?: Readonly<Record<string, AnyAction>>;
};

/** The server that the interaction comes from. Throws UserError needs-server. */
export function guildOf(ask: Pick<Ask, 'guildId'>): string {
  if (ask.guildId === undefined) throw new UserError('needs-server', {});
  return ask.guildId;
}

/**
 * Whether the bot is a member of the place: not where only the one who asks has installed it, and sees its answers alone
 * (https://docs.discord.com/developers/resources/application#installation-context).
 */
export function isInstalledHere({ owners }: Pick<Ask, 'owners'>): boolean {
  return owners['0'] !== undefined || owners['1'] === undefined;
}

/** Whose articles who asks sees beside every server's: those of the server, or their own where there is none that the bot is in. */
export function sightOf(ask: Pick<Ask, 'guildId' | 'userId' | 'owners'>): string {
  return ask.guildId !== undefined && isInstalledHere(ask) ? ask.guildId : `dm:${ask.userId}`;
}

/** Whether who asks may manage the server; never in a direct message. */
export function mayManage({ memberPermissions }: Pick<Ask, 'memberPermissions'>): boolean {
  return (memberPermissions & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n;
}

/** Gives a command as it is, its `run` typed by its `input` schema. */
export function command<Input>(definition: Definition<Input>): Command & Definition<Input> {
  return definition;
}

/** The same for an action of a button, select or form. */
export function action<Input>(definition: Action<Input>): AnyAction & Action<Input> {
  return definition;
}

/** The same for an action that opens a form. */
export function opening<Input>(definition: Opening<Input>): AnyAction & Opening<Input> {
  return definition;
}
