import type { SandboxFile } from './contract.ts';
import type { UploadedFile } from './form.ts';
import type { Ground } from './ground.ts';
import type { Interaction } from './interactions.ts';
import { isJson, type Json, readJson, readList, readNumber, readText } from './json.ts';
import { allComponents, ATTACHMENT, FLAGS } from './message-rules.ts';
import type { StoredMessage } from './message-store.ts';
import { PERMISSIONS } from './permissions.ts';
import { isSnowflake } from './snowflakes.ts';

export type Draft = {
  channelId: string;
  /** Where it is given: the message that opens a thread has the thread's. */
  id?: string;
  payload: Json;
  files: readonly UploadedFile[];
  /** What it answers; absent for a message of the bot's own accord. */
  interaction?: Interaction;
  ephemeral?: boolean;
};

type Attached = { json: Json; file: SandboxFile };

const SLASH_ANSWER = 20;
const MENU_ANSWER = 23;
/** Flags that a bot may set: suppressed embeds, ephemeral, silent, components. */
const SETTABLE = FLAGS.suppressEmbeds | FLAGS.ephemeral | 4096 | FLAGS.componentsV2;

/** Stores a new message of the bot as Discord would; the body was inspected before. */
export function storeMessage(ground: Ground, draft: Draft): StoredMessage {
  const { clock, world, messages, nextId } = ground;
  const { payload, interaction, channelId, ephemeral = false } = draft;
  const id = draft.id ?? nextId();
  const sentAt = clock.now();
  const attached = attach(ground, channelId, payload, draft.files, []);
  const message: StoredMessage = {
    id,
    channelId,
    authorId: world.ids.application,
    sentAt,
    editedAt: null,
    ephemeral,
    visibleTo: ephemeral ? (interaction?.userId ?? null) : null,
    nonce: readNonce(payload),
    files: attached.map((one) => one.file),
    interactionId: interaction?.id ?? null,
    names: world.names(),
    body: {
      id,
      type: typeOf(interaction),
      channel_id: channelId,
      author: world.userJson(world.ids.application),
      timestamp: isoOf(sentAt),
      edited_timestamp: null,
      tts: payload['tts'] === true,
      pinned: false,
      application_id: world.ids.application,
      flags: flagsOf(payload) | (ephemeral ? FLAGS.ephemeral : 0),
      ...(interaction && { webhook_id: world.ids.application, interaction_metadata: metadataOf(ground, interaction) }),
      ...contentOf(ground, payload, channelId, attached),
      ...(payload['nonce'] !== undefined && payload['nonce'] !== null && { nonce: payload['nonce'] }),
    },
  };
  messages.add(message);
  return message;
}

/** A nonce as text: Discord takes numbers too. */
export function readNonce(payload: Json): string | null {
  const nonce = payload['nonce'];
  return typeof nonce === 'string' || typeof nonce === 'number' ? String(nonce) : null;
}

/** Changes a message; what the payload does not name stays. A deferred one loses its "thinking" and is not "edited". */
export function changeMessage(
  ground: Ground,
  message: StoredMessage,
  payload: Json,
  files: readonly UploadedFile[],
): void {
  const { body } = message;
  const held = readList(body, 'attachments').filter(isJson);
  const old = held.map((json, i) => ({
    json,
    file: message.files[i] ?? { name: '', text: '', bytes: new Uint8Array() },
  }));
  const attached = attach(ground, message.channelId, payload, files, old);
  const flags = readNumber(body, 'flags') ?? 0;
  const wasThinking = (flags & LOADING) !== 0;
  const merged = {
    content: payload['content'] === undefined ? body['content'] : payload['content'],
    embeds: payload['embeds'] === undefined ? body['embeds'] : payload['embeds'],
    components: payload['components'] === undefined ? body['components'] : payload['components'],
    allowed_mentions: payload['allowed_mentions'],
  };
  message.editedAt = wasThinking ? null : ground.clock.now();
  message.files = attached.map((one) => one.file);
  message.body = {
    ...body,
    ...contentOf(ground, merged, message.channelId, attached),
    flags: (flags & ~LOADING) | (flagsOf(payload) & (FLAGS.componentsV2 | FLAGS.suppressEmbeds)),
    edited_timestamp: message.editedAt === null ? null : isoOf(message.editedAt),
  };
  ground.messages.touch(message);
}

/** Marks an answer that is still to come (https://docs.discord.com/developers/resources/message#message-object-message-flags). */
export const LOADING = 128;

function typeOf(interaction: Interaction | undefined): number {
  if (interaction?.type !== 2) return 0;
  return readNumber(interaction.payload['data'], 'type') === 3 ? MENU_ANSWER : SLASH_ANSWER;
}

function flagsOf(payload: Json): number {
  return (readNumber(payload, 'flags') ?? 0) & SETTABLE;
}

function contentOf(ground: Ground, payload: Json, channelId: string, attached: readonly Attached[]): Json {
  const components = resolveComponents(readList(payload, 'components'), attached);
  const embeds = readList(payload, 'embeds').map((embed) => (isJson(embed) ? { type: 'rich', ...embed } : embed));
  const content = readText(payload, 'content') ?? '';
  return {
    content,
    embeds,
    components,
    attachments: attached.map((one) => one.json),
    ...mentionsIn(ground, payload, channelId),
  };
}

/** Who is pinged: what the text names and `allowed_mentions` lets through. */
function mentionsIn(ground: Ground, payload: Json, channelId: string): Json {
  const { world } = ground;
  const texts = allComponents(payload).map((one) => (one['type'] === 10 ? (readText(one, 'content') ?? '') : ''));
  const text = [readText(payload, 'content') ?? '', ...texts].join('\n');
  const allowed = readJson(payload, 'allowed_mentions');
  const lets = (kind: string) => !allowed || readList(allowed, 'parse').includes(kind);
  const named = Array.from(text.matchAll(/<@!?(\d+)>/g), ([, id = '']) => id);
  const users = named.filter((id) => lets('users') || readList(allowed, 'users').includes(id));
  const roles = Array.from(text.matchAll(/<@&(\d+)>/g), ([, id = '']) => id).filter(
    (id) => lets('roles') || readList(allowed, 'roles').includes(id),
  );
  const mayPingAll = (world.permissions(world.ids.application, channelId) & MENTION_EVERYONE) !== 0n;
  return {
    mentions: [...new Set(users)].map(world.userJson).filter((user) => user !== undefined),
    mention_roles: [...new Set(roles)],
    mention_everyone: mayPingAll && lets('everyone') && /@(everyone|here)\b/.test(text),
  };
}

const MENTION_EVERYONE = 1n << 17n;

const CHOOSING: Json = { min_values: 1, max_values: 1, disabled: false };
/** By type of component, what a message says although nobody set it (https://docs.discord.com/developers/components/reference). */
const DEFAULTS: Readonly<Record<number, Json>> = {
  3: CHOOSING,
  5: CHOOSING,
  6: CHOOSING,
  7: CHOOSING,
  8: CHOOSING,
  13: { spoiler: false },
  14: { divider: true, spacing: 1 },
  17: { accent_color: null, spoiler: false },
};

/** Gives every component its number, and every file its address, as Discord does. */
function resolveComponents(components: readonly unknown[], attached: readonly Attached[]): unknown[] {
  let last = 0;
  const resolve = (one: unknown): unknown => {
    if (!isJson(one)) return one;
    const id = readNumber(one, 'id') ?? ++last;
    const resolved: Json = { ...DEFAULTS[readNumber(one, 'type') ?? 0], ...one, id };
    if (Array.isArray(one['components'])) resolved['components'] = one['components'].map(resolve);
    if (isJson(one['accessory'])) resolved['accessory'] = resolve(one['accessory']);
    const found = findAttached(one['file'], attached);
    if (found) Object.assign(resolved, { file: mediaOf(found), name: found['filename'], size: found['size'] });
    const picture = findAttached(one['media'], attached);
    if (picture) resolved['media'] = mediaOf(picture);
    if (Array.isArray(one['items'])) resolved['items'] = one['items'].map((item) => resolvePicture(item, attached));
    return resolved;
  };
  return components.map(resolve);
}

function resolvePicture(item: unknown, attached: readonly Attached[]): unknown {
  const found = isJson(item) ? findAttached(item['media'], attached) : undefined;
  return isJson(item) && found ? { ...item, media: mediaOf(found) } : item;
}

/** The attachment that a media item names by its file's name. */
function findAttached(media: unknown, attached: readonly Attached[]): Json | undefined {
  const name = readText(media, 'url');
  return attached.find(({ json }) => name === `${ATTACHMENT}${readText(json, 'filename')}`)?.json;
}

function mediaOf({ id, url }: Json): Json {
  return { id, url, proxy_url: url };
}

/** The attachments after a request: those kept, then the new ones. Without a list all are kept. */
function attach(
  ground: Ground,
  channelId: string,
  payload: Json,
  files: readonly UploadedFile[],
  old: readonly Attached[],
): Attached[] {
  const listed = payload['attachments'];
  const kept = Array.isArray(listed)
    ? old.filter(({ json }) => listed.some((one) => isJson(one) && String(one['id']) === json['id']))
    : old;
  const described = readList(payload, 'attachments').filter(isJson);
  const added = files.map((file, i) => {
    const index = /^files\[(\d+)\]$/.exec(file.field)?.[1] ?? String(i);
    const about = described.find((one) => String(one['id']) === index && !isSnowflake(index));
    const name = readText(about, 'filename') ?? file.name;
    const id = ground.nextId();
    const url = `${ground.origin()}/attachments/${channelId}/${id}/${encodeURIComponent(name)}`;
    const json = { id, filename: name, size: file.bytes.length, url, proxy_url: url, content_type: file.contentType };
    return { json, file: { name, text: file.text, bytes: file.bytes } };
  });
  return [...kept, ...added];
}

function metadataOf({ world }: Ground, interaction: Interaction): Json {
  return {
    id: interaction.id,
    type: interaction.type,
    user: world.userJson(interaction.userId),
    authorizing_integration_owners: readJson(interaction.payload, 'authorizing_integration_owners') ?? {
      '0': world.ids.guild,
    },
    ...(readText(interaction.payload['data'], 'target_id') !== undefined && {
      target_message_id: readText(interaction.payload['data'], 'target_id'),
    }),
    ...(interaction.originalId !== null && { original_response_message_id: interaction.originalId }),
  };
}

/** As Discord writes moments. */
export function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('Z', '000+00:00');
}

/** Whether the bot may do `permission` in a channel. */
export function botMay(ground: Ground, channelId: string, permission: keyof typeof PERMISSIONS): boolean {
  return (ground.world.permissions(ground.world.ids.application, channelId) & PERMISSIONS[permission]) !== 0n;
}
