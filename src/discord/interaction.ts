import { ApplicationCommandOptionType } from 'discord.js';
import * as z from 'zod';
import type { AttachmentOption, ChannelOption, RoleOption } from '../commands/command.ts';
import { readTarget } from './target-message.ts';

/** Plain numbers: Discord may add types that the enum does not know. */
const CHANNEL_OPTION: number = ApplicationCommandOptionType.Channel;
const ROLE_OPTION: number = ApplicationCommandOptionType.Role;
const FILE_OPTION: number = ApplicationCommandOptionType.Attachment;

const permissions = z.string().regex(/^\d+$/).transform(BigInt);
const channel = z.object({ id: z.string(), type: z.number() });

/** An option as it was sent: a value, or a subcommand or group with options of its own. */
export type RawOption = {
  name: string;
  type: number;
  value?: string | number | boolean | undefined;
  focused?: boolean | undefined;
  options?: RawOption[] | undefined;
};

const option: z.ZodType<RawOption> = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
  get options() {
    return z.array(option).optional();
  },
});

const resolvedChannel = channel.extend({
  permissions: permissions.optional(),
  app_permissions: permissions.optional(),
  /** Of a thread. */
  thread_metadata: z.object({ locked: z.boolean().default(false) }).optional(),
});

const resolvedRole = z.object({ id: z.string(), mentionable: z.boolean().default(false) });

/** https://docs.discord.com/developers/resources/message#attachment-object */
const resolvedFile = z.object({
  id: z.string(),
  filename: z.string(),
  content_type: z.string().nullish(),
  size: z.number(),
  url: z.string(),
});

const resolved = z.object({
  channels: z.record(z.string(), resolvedChannel).default({}),
  roles: z.record(z.string(), resolvedRole).default({}),
  attachments: z.record(z.string(), resolvedFile).default({}),
  messages: z.record(z.string(), z.unknown()).default({}),
});

const commandData = z.object({
  name: z.string(),
  options: z.array(option).default([]),
  resolved: resolved.default({ channels: {}, roles: {}, attachments: {}, messages: {} }),
  /** The message that a command of a message's menu points at. */
  target_id: z.string().optional(),
});

/** Of a message's component, as much as tells what may be pressed or chosen. */
export type RawComponent = {
  custom_id?: string | undefined;
  options?: readonly { value: string }[] | undefined;
  components?: readonly RawComponent[] | undefined;
  /** Of a section: what stands beside its text. */
  accessory?: RawComponent | undefined;
};

const component: z.ZodType<RawComponent> = z.object({
  custom_id: z.string().optional(),
  options: z.array(z.object({ value: z.string() })).optional(),
  get components() {
    return z.array(component).optional();
  },
  get accessory() {
    return component.optional();
  },
});

const pressedMessage = z.object({
  id: z.string().default(''),
  flags: z.number().default(0),
  components: z.array(component).default([]),
});

const componentData = z.object({
  custom_id: z.string(),
  values: z.array(z.string()).default([]),
  resolved: resolved.default({ channels: {}, roles: {}, attachments: {}, messages: {} }),
});

/** What a field of a form holds: a text, or of a select what was chosen. */
const fieldData = z.object({ value: z.string().optional(), values: z.array(z.string()).optional() });

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-modal-submit-data-structure */
const formData = z.object({
  custom_id: z.string(),
  /** What is no field of ours, or holds several, gives nothing: then there are too few, and the answer says so. */
  components: z
    .array(z.object({ component: fieldData.optional().catch(undefined) }).catch({ component: undefined }))
    .default([])
    .catch([]),
});

const common = z.object({
  id: z.string(),
  application_id: z.string(),
  token: z.string(),
  guild_id: z.string().optional(),
  channel_id: z.string().optional(),
  channel: channel.optional(),
  locale: z.string().default('en-US'),
  member: z.object({ user: z.object({ id: z.string() }), permissions }).optional(),
  user: z.object({ id: z.string() }).optional(),
  app_permissions: permissions.default(0n),
  authorizing_integration_owners: z.record(z.string(), z.string()).default({}),
});

const interaction = z.discriminatedUnion('type', [
  common.extend({ type: z.literal(2), data: commandData }),
  common.extend({ type: z.literal(4), data: commandData }),
  common.extend({
    type: z.literal(3),
    data: componentData,
    message: pressedMessage.default({ id: '', flags: 0, components: [] }),
  }),
  common.extend({
    type: z.literal(5),
    data: formData,
    /** The one whose button opened the form. */
    message: pressedMessage.default({ id: '', flags: 0, components: [] }),
  }),
]);

/**
 * What we read of a raw interaction: a command (2), a press (3), an option being typed (4) or a form that was sent (5)
 * (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object).
 */
export type Interaction = z.infer<typeof interaction>;
export type CommandInteraction = Extract<Interaction, { type: 2 | 4 }>;
export type PressInteraction = Extract<Interaction, { type: 3 }>;
/** What names one of our actions by its custom id. */
export type ActionInteraction = Extract<Interaction, { type: 3 | 5 }>;

/** Reads a raw payload; throws a ZodError for one of another type or shape. */
export function parseInteraction(payload: unknown): Interaction {
  return interaction.parse(payload);
}

const bare = z.object({
  type: z.union([z.literal(2), z.literal(3), z.literal(5)]),
  id: z.string(),
  application_id: z.string(),
  token: z.string(),
  locale: z.string().catch('en-US'),
});

/** As much as it takes to answer somebody whose interaction cannot be read, as a command without a name; undefined where even that is missing, or nobody waits for words. */
export function readBare(payload: unknown): CommandInteraction | undefined {
  const { data: read } = bare.safeParse(payload);
  const known = read && interaction.parse({ ...read, type: 2, data: { name: '' } });
  return known?.type === 2 ? known : undefined;
}

/** The options of the innermost subcommand, and the names on the way to it. */
export function innermostOptions(options: readonly RawOption[]): {
  options: readonly RawOption[];
  names: { subcommand?: string; group?: string };
} {
  const first = options[0];
  if (first?.type === ApplicationCommandOptionType.SubcommandGroup) {
    const inner = innermostOptions(first.options ?? []);
    return { options: inner.options, names: { ...inner.names, group: first.name } };
  }
  if (first?.type === ApplicationCommandOptionType.Subcommand)
    return { options: first.options ?? [], names: { subcommand: first.name } };
  return { options, names: {} };
}

/** The bot's permissions by channel. */
export type BotPermissions = ReadonlyMap<string, bigint>;

/** The ids of the channel options whose permissions for the bot the interaction does not say. */
export function channelsToAsk(from: CommandInteraction): string[] {
  const { options } = innermostOptions(from.data.options);
  const ids = options.filter(isChannel).map(({ value }) => String(value));
  return ids.filter((id) => from.data.resolved.channels[id] && sentPermissions(id, from) === undefined);
}

/**
 * The options by name, as a command's schema takes them; a channel comes with the permissions that Discord resolved, a role with who may mention it, a file with where it is.
 * Where the bot's are not among them, the interaction's own serve for its own channel, `asked` for any other. A command of a
 * message's menu has no options: `message` is what it points at.
 */
export function readOptions(from: CommandInteraction, asked: BotPermissions): Record<string, unknown> {
  const { target_id: target } = from.data;
  if (target !== undefined) return { message: readTarget(from.data.resolved.messages[target]) };
  const { options, names } = innermostOptions(from.data.options);
  const values = options.map((sent) => [sent.name, readValue(sent, from, asked)]);
  return { ...names, ...Object.fromEntries(values) };
}

function readValue(sent: RawOption, from: CommandInteraction, asked: BotPermissions): unknown {
  if (isChannel(sent)) return readChannel(String(sent.value), from, asked);
  if (sent.type === FILE_OPTION) return readFile(sent, from);
  return sent.type === ROLE_OPTION ? readRole(sent, from) : sent.value;
}

function readRole(sent: RawOption, from: CommandInteraction): RoleOption | undefined {
  const role = from.data.resolved.roles[String(sent.value)];
  return role && { id: role.id, isMentionable: role.mentionable };
}

function readFile(sent: RawOption, from: CommandInteraction): AttachmentOption | undefined {
  const file = from.data.resolved.attachments[String(sent.value)];
  if (!file) return undefined;
  const { id, filename: name, content_type: contentType = null, size, url } = file;
  return { id, name, contentType, size, url };
}

/** What a press or a form gives beside its custom id: the chosen values, or what each field holds. */
export function valuesOf(from: ActionInteraction): readonly string[] {
  if (from.type === 3) return from.data.values;
  return from.data.components.flatMap(({ component: field }) =>
    field ? [field.value ?? field.values?.[0] ?? ''] : [],
  );
}

/** The ids of the chosen channels whose permissions for the bot the interaction does not say. */
export function chosenToAsk(from: PressInteraction): string[] {
  return Object.keys(from.data.resolved.channels).filter((id) => sentPermissions(id, from) === undefined);
}

/** What was chosen in a channel select, by id. */
export function chosenChannels(from: PressInteraction, asked: BotPermissions): ReadonlyMap<string, ChannelOption> {
  const read = Object.keys(from.data.resolved.channels).map((id) => [id, readChannel(id, from, asked)] as const);
  return new Map(read.flatMap(([id, found]) => (found ? [[id, found]] : [])));
}

/** An interaction that may carry channels. */
type Resolving = CommandInteraction | PressInteraction;

function readChannel(id: string, from: Resolving, asked: BotPermissions): ChannelOption | undefined {
  const found = from.data.resolved.channels[id];
  if (!found) return undefined;
  const botPermissions = sentPermissions(id, from) ?? asked.get(id) ?? 0n;
  const { type, permissions: memberPermissions = 0n, thread_metadata: thread } = found;
  return { id, type, memberPermissions, botPermissions, isLocked: thread?.locked === true };
}

function sentPermissions(id: string, from: Resolving): bigint | undefined {
  return (
    from.data.resolved.channels[id]?.app_permissions ?? (id === channelOf(from) ? from.app_permissions : undefined)
  );
}

function isChannel(sent: RawOption): boolean {
  return sent.type === CHANNEL_OPTION;
}

/** The channel that the interaction came from; empty when Discord names none. */
export function channelOf(from: Interaction): string {
  return from.channel?.id ?? from.channel_id ?? '';
}

/** The member or, in a direct message, the user; empty when Discord names none. */
export function userOf(from: Interaction): string {
  return from.member?.user.id ?? from.user?.id ?? '';
}
