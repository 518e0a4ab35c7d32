import { type APIInteractionResponse, DiscordAPIError } from 'discord.js';
import * as z from 'zod';
import type { Clock } from '../../src/clock.ts';
import type { Command } from '../../src/commands/command.ts';
import type { Download } from '../../src/discord/download.ts';
import type { InteractionApi } from '../../src/discord/interaction-api.ts';
import type { Rendered } from '../../src/discord/render.ts';
import { createRouter, type Router } from '../../src/discord/router.ts';
import type { Random } from '../../src/ids.ts';
import type { Fields, Log, LogLevel } from '../../src/log.ts';
import type { Services } from '../../src/services/services.ts';
import { testClock } from './clock.ts';
import { testRandom } from './random.ts';

export const APPLICATION_ID = '100000000000000001';
export const GUILD_ID = '200000000000000001';
export const CHANNEL_ID = '300000000000000001';
export const USER_ID = '400000000000000001';
const FILE_ID = '800000000000000001';
/** View Channel, Send Messages, Embed Links, Attach Files, Read Message History, Send Messages in Threads. */
export const MEMBER_PERMISSIONS = (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 38n);
export const MANAGE_GUILD = 1n << 5n;

/** A raw interaction, as the gateway sends it. */
export type RawInteraction = Readonly<Record<string, unknown>>;

/** What a channel option says: permissions default to those of an ordinary member; no `botPermissions` as in a thin payload. */
export type RawChannel = {
  channelId: string;
  type?: number;
  memberPermissions?: bigint;
  botPermissions?: bigint;
  /** Of a thread. */
  locked?: boolean;
};
/** What a role option says. */
export type RawRole = { roleId: string; mentionable: boolean };
/** What a file option says: `contentType` and `url` are those of a small text on Discord's own host unless given. */
export type RawFile = { fileName: string; size?: number; contentType?: string; url?: string };
export type RawValues = Readonly<Record<string, string | number | boolean | RawChannel | RawRole | RawFile>>;

export type Overrides = {
  /** The member may manage the server. */
  manager?: boolean;
  /** In a direct message with the bot. */
  direct?: boolean;
  /** Anything else of the payload, by its raw name. */
  [name: string]: unknown;
};

let nextId = 500_000_000_000_000_000n;

/** A slash command: `name` may be followed by a subcommand, or a group and a subcommand, with blanks between. */
export function slash(name: string, options: RawValues = {}, overrides: Overrides = {}): RawInteraction {
  return envelope(2, commandData(name, options), overrides);
}

/** A command of a message's menu, pointed at `message` as Discord resolves it. */
export function pointAt(
  name: string,
  message: Readonly<Record<string, unknown>>,
  overrides: Overrides = {},
): RawInteraction {
  const target = { id: '900000000000000001', type: 0, content: '', embeds: [], components: [], ...message };
  const resolved = { messages: { [target.id]: target } };
  return envelope(2, { id: '700000000000000002', name, type: 3, target_id: target.id, resolved }, overrides);
}

/** An option being typed: `focused` names it, `options` holds what was typed so far. */
export function complete(name: string, focused: string, options: RawValues, overrides: Overrides = {}): RawInteraction {
  return envelope(4, commandData(name, options, focused), overrides);
}

/** A press on a button, or with `values` a choice in a select. `onEphemeral`: the message is one that only the member sees. */
export function press(
  customId: string,
  { values, onEphemeral = false, ...overrides }: Overrides & { values?: string[]; onEphemeral?: boolean } = {},
): RawInteraction {
  const data = { custom_id: customId, component_type: values ? 3 : 2, ...(values && { values }) };
  return envelope(3, data, { message: pressedMessage(onEphemeral), ...overrides });
}

/** A choice in a channel select. */
export function chooseChannel(customId: string, channel: RawChannel, overrides: Overrides = {}): RawInteraction {
  const resolved = { channels: { [channel.channelId]: resolveChannel(channel) } };
  const data = { custom_id: customId, component_type: 8, values: [channel.channelId], resolved };
  return envelope(3, data, { message: pressedMessage(true), ...overrides });
}

/** A form that was sent, opened by a button of a message that only the member sees: a field is a text or what was chosen. */
export function submit(
  customId: string,
  fields: readonly (string | readonly string[])[],
  overrides: Overrides = {},
): RawInteraction {
  const components = fields.map((field, i) => {
    const held = typeof field === 'string' ? { type: 4, value: field } : { type: 3, values: field };
    return { type: 18, id: i, component: { id: 10 + i, custom_id: `f${i}`, ...held } };
  });
  return envelope(5, { custom_id: customId, components }, { message: pressedMessage(true), ...overrides });
}

function pressedMessage(onEphemeral: boolean) {
  return { id: '600000000000000001', flags: onEphemeral ? 64 : 0 };
}

function envelope(type: number, data: unknown, { manager, direct, ...overrides }: Overrides): RawInteraction {
  const id = String(nextId++);
  const user = { id: USER_ID, username: 'reader' };
  const permissions = String(MEMBER_PERMISSIONS | (manager === true ? MANAGE_GUILD : 0n));
  const place =
    direct === true
      ? { user }
      : { guild_id: GUILD_ID, member: { user, permissions, roles: [] }, guild_locale: 'en-US' };
  return {
    id,
    application_id: APPLICATION_ID,
    type,
    token: `interaction-${id}`,
    version: 1,
    channel_id: CHANNEL_ID,
    channel: { id: CHANNEL_ID, type: direct === true ? 1 : 0 },
    locale: 'en-US',
    app_permissions: String(MEMBER_PERMISSIONS),
    authorizing_integration_owners: direct === true ? {} : { '0': GUILD_ID },
    ...place,
    data,
    ...overrides,
  };
}

function commandData(path: string, values: RawValues, focused?: string) {
  const [name = '', ...nested] = path.split(' ');
  const leaves: unknown[] = Object.entries(values).map(([option, value]) => ({
    name: option,
    type: optionType(value),
    value: isChannel(value) ? value.channelId : isRole(value) ? value.roleId : isFile(value) ? FILE_ID : value,
    ...(option === focused && { focused: true }),
  }));
  const options = nested
    .toReversed()
    .reduce((inner, part, depth) => [{ name: part, type: depth === 0 ? 1 : 2, options: inner }], leaves);
  const channels = Object.values(values)
    .filter(isChannel)
    .map((channel) => [channel.channelId, resolveChannel(channel)]);
  const roles = Object.values(values)
    .filter(isRole)
    .map(({ roleId, mentionable }) => [roleId, { id: roleId, name: 'readers', mentionable, permissions: '0' }]);
  const files = Object.values(values)
    .filter(isFile)
    .map((file) => [FILE_ID, resolveFile(file)]);
  const resolved = {
    channels: Object.fromEntries(channels),
    roles: Object.fromEntries(roles),
    attachments: Object.fromEntries(files),
  };
  return { id: '700000000000000001', name, type: 1, options, resolved };
}

function resolveChannel(channel: RawChannel) {
  const { channelId, type = 0, memberPermissions = MEMBER_PERMISSIONS, botPermissions, locked } = channel;
  const own = botPermissions === undefined ? {} : { app_permissions: String(botPermissions) };
  const thread = locked === undefined ? {} : { thread_metadata: { archived: false, locked } };
  return { id: channelId, type, permissions: String(memberPermissions), ...own, ...thread };
}

function isChannel(value: RawValues[string]): value is RawChannel {
  return typeof value === 'object' && 'channelId' in value;
}

function resolveFile({ fileName, size = 100, contentType, url }: RawFile) {
  const address = url ?? `https://cdn.discordapp.com/ephemeral-attachments/${APPLICATION_ID}/${FILE_ID}/${fileName}`;
  const type = contentType === undefined ? {} : { content_type: contentType };
  return { id: FILE_ID, filename: fileName, size, url: address, proxy_url: address, ephemeral: true, ...type };
}

function isFile(value: RawValues[string]): value is RawFile {
  return typeof value === 'object' && 'fileName' in value;
}

function isRole(value: RawValues[string]): value is RawRole {
  return typeof value === 'object' && 'roleId' in value;
}

function optionType(value: RawValues[string]): number {
  if (isChannel(value)) return 7;
  if (isRole(value)) return 8;
  if (isFile(value)) return 11;
  if (typeof value === 'boolean') return 5;
  if (typeof value === 'string') return 3;
  return Number.isInteger(value) ? 4 : 10;
}

/** One request to Discord; `body` is what would be sent as JSON. */
export type RecordedCall = { method: 'POST' | 'PATCH'; route: string; body: RawBody; files: Rendered['files'] };
export type RawBody = Readonly<Record<string, unknown>>;

/** An InteractionApi that writes down each request in `calls`; `fail` may answer one with an error. */
export function recordingApi(fail: (call: RecordedCall) => Error | undefined = () => undefined) {
  const calls: RecordedCall[] = [];
  const note = async (method: 'POST' | 'PATCH', route: string, body: unknown, files: Rendered['files'] = []) => {
    const call = { method, route, body: record.parse(JSON.parse(JSON.stringify(body))), files };
    calls.push(call);
    const error = fail(call);
    if (error) throw error;
  };
  const api: InteractionApi = {
    acknowledge: (to, answer: APIInteractionResponse) =>
      note('POST', `/interactions/${to.id}/${to.token}/callback`, answer),
    edit: (to, { body, files }) =>
      note('PATCH', `/webhooks/${to.application_id}/${to.token}/messages/@original`, body, files),
    followUp: (to, { body, files }) =>
      note('POST', `/webhooks/${to.application_id}/${to.token}`, { ...body, flags: body.flags | 64 }, files),
    stop: () => undefined,
  };
  return { api, calls };
}

/** What Discord answers for a request it refuses: `code` as in 10062 (unknown interaction). */
export function refusal(status: number, code: number, message = 'refused'): DiscordAPIError {
  return new DiscordAPIError({ code, message }, code, status, 'POST', 'http://127.0.0.1/', {});
}

export type RecordedEvent = { level: LogLevel; event: string; fields: Fields };

/** A log that writes down each event. */
export function recordingLog() {
  const events: RecordedEvent[] = [];
  const at =
    (level: LogLevel) =>
    (event: string, fields: Fields = {}) =>
      void events.push({ level, event, fields });
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { log, events };
}

export type Running = {
  commands: readonly Command[];
  /** Those that the commands under test use. */
  services?: Partial<Services>;
  clock?: Clock;
  random?: Random;
  botPermissions?: (channelId: string) => Promise<bigint>;
  download?: Download;
  fail?: (call: RecordedCall) => Error | undefined;
};

/** Services for commands that use only those given. */
export function partialServices(services: Partial<Services> = {}): Services {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test brings those that its commands use
  return services as Services;
}

/** The real router before a recorded Discord. */
export function testRouter(options: Running) {
  const { api, calls } = recordingApi(options.fail);
  const { log, events } = recordingLog();
  const router: Router = createRouter({
    commands: options.commands,
    services: partialServices(options.services),
    api,
    log,
    clock: options.clock ?? testClock(),
    random: options.random ?? testRandom(),
    botPermissions: options.botPermissions ?? (async () => MEMBER_PERMISSIONS),
    download: options.download ?? (async () => new Uint8Array()),
    ...(options.services?.shown && { noteShown: options.services.shown.note }),
  });
  return { router, calls, events };
}

/** What a member is left with after an interaction. */
export type Seen = {
  calls: readonly RecordedCall[];
  events: readonly RecordedEvent[];
  /** The last message: its body, or undefined when there is none. */
  reply: RawBody | undefined;
  /** All texts of that message, a line each. */
  text: string;
  buttons: readonly { label: string; customId: string; disabled: boolean }[];
  selects: readonly { customId: string; options: readonly { label: string; value: string }[] }[];
  /** Of an autocomplete answer. */
  choices: readonly { name: string; value: string }[];
  /** Only the member sees the answer. */
  isEphemeral: boolean;
};

/** Runs one raw payload through the real router and gives what the member sees. */
export async function runInteraction(options: Running & { payload: RawInteraction }): Promise<Seen> {
  const { router, calls, events } = testRouter(options);
  await router.handle(options.payload);
  return { calls, events, ...see(calls) };
}

/** Reads the member's view from the requests that were made. */
export function see(calls: readonly RecordedCall[]): Omit<Seen, 'calls' | 'events'> {
  const [first] = calls.map(({ body }) => callback.parse(body));
  const messages = calls.map(({ route, body }) =>
    route.endsWith('/callback') ? (callback.parse(body).data ?? {}) : body,
  );
  const reply = messages.findLast((body) => 'components' in body);
  const parts = flatten(reply);
  return {
    reply,
    text: parts.flatMap((part) => (part.type === 10 ? [part.content ?? ''] : [])).join('\n'),
    buttons: parts
      .filter((part) => part.type === 2)
      .map((part) => ({ label: part.label ?? '', customId: part.custom_id ?? '', disabled: part.disabled === true })),
    selects: parts
      .filter((part) => part.type === 3)
      .map((part) => ({ customId: part.custom_id ?? '', options: part.options ?? [] })),
    choices: first?.data?.choices ?? [],
    // Type 6 changes the pressed message, which the router does to ephemeral ones alone.
    isEphemeral: first?.type === 6 || messages.some((body) => (Number(body['flags'] ?? 0) & 64) !== 0),
  };
}

/** A component as a message's JSON has it. */
export type RawPart = {
  type: number;
  content?: string | undefined;
  label?: string | undefined;
  custom_id?: string | undefined;
  disabled?: boolean | undefined;
  options?: { label: string; value: string }[] | undefined;
  components?: RawPart[] | undefined;
};

const rawPart: z.ZodType<RawPart> = z.looseObject({
  type: z.number(),
  content: z.string().optional(),
  label: z.string().optional(),
  custom_id: z.string().optional(),
  disabled: z.boolean().optional(),
  options: z.array(z.looseObject({ label: z.string(), value: z.string() })).optional(),
  get components() {
    return z.array(rawPart).optional();
  },
});
const message = z.looseObject({ components: z.array(rawPart).default([]) });
const record = z.record(z.string(), z.unknown());
const callback = z.object({
  type: z.number().optional(),
  data: z.looseObject({ choices: z.array(z.object({ name: z.string(), value: z.string() })).optional() }).optional(),
});

/** Every component of a message's JSON, nested ones after their parent. */
export function flatten(body: unknown): RawPart[] {
  const nest = (parts: readonly RawPart[]): RawPart[] =>
    parts.flatMap((part) => [part, ...nest(part.components ?? [])]);
  return body === undefined ? [] : nest(message.parse(body).components);
}
