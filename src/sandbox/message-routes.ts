import { apiError, formError } from './api-error.ts';
import type { Channel } from './channel.ts';
import { botMay, changeMessage, readNonce, storeMessage } from './compose-message.ts';
import { requireObject } from './form.ts';
import type { Ground } from './ground.ts';
import { type Json, readNumber } from './json.ts';
import { FLAGS } from './message-rules.ts';
import type { Page, StoredMessage } from './message-store.ts';
import { openThread, requireOpen } from './thread-doors.ts';
import { NO_CONTENT, ok, type RestRequest, type Route } from './routes.ts';
import { isSnowflake } from './snowflakes.ts';

const ONE = /^\/channels\/(\d+)\/messages\/(\d+)$/;
const ALL = /^\/channels\/(\d+)\/messages$/;
/** "A few minutes", says Discord of how long a nonce is remembered (https://docs.discord.com/developers/resources/message#create-message). */
const NONCE_WINDOW_MS = 3 * 60_000;

/** Messages of channels, of the bot's own accord. */
export function messageRoutes(ground: Ground): Route[] {
  return [
    {
      method: 'POST',
      pattern: ALL,
      handle: (request, [channelId = '']) => ok(send(ground, channelId, request)),
    },
    ...readingRoutes(ground),
    ...changingRoutes(ground),
  ];
}

function readingRoutes(ground: Ground): Route[] {
  return [
    {
      method: 'GET',
      pattern: ALL,
      handle(request, [channelId = '']) {
        requireVisible(ground, channelId);
        const page = readPage(request.query);
        // Not an error: whoever may not read history gets an empty list.
        if (!botMay(ground, channelId, 'readMessageHistory')) return ok([]);
        return ok(ground.messages.page(channelId, page).map((message) => withoutNonce(message.body)));
      },
    },
    {
      method: 'GET',
      pattern: ONE,
      handle(_, [channelId = '', id = '']) {
        requireVisible(ground, channelId);
        if (!botMay(ground, channelId, 'readMessageHistory')) throw apiError('missingPermissions');
        return ok(withoutNonce(find(ground, channelId, id).body));
      },
    },
  ];
}

function changingRoutes(ground: Ground): Route[] {
  return [
    {
      method: 'PATCH',
      pattern: ONE,
      handle(request, [channelId = '', id = '']) {
        const message = findOwn(ground, channelId, id);
        const { thread } = requireVisible(ground, channelId);
        if (thread) requireOpen(ground, channelId, thread);
        const body = requireObject(request.form.json);
        const check = { body, fileNames: request.form.files.map((file) => file.name), before: message.body };
        ground.inspector.inspectMessage('MessageEditRequestPartial', body, check);
        changeMessage(ground, message, body, request.form.files);
        return ok(message.body);
      },
    },
    {
      method: 'DELETE',
      pattern: ONE,
      handle(_, [channelId = '', id = '']) {
        ground.messages.remove(findOwn(ground, channelId, id).id);
        return NO_CONTENT;
      },
    },
    {
      method: 'POST',
      pattern: /^\/channels\/(\d+)\/messages\/(\d+)\/crosspost$/,
      handle: (_, [channelId = '', id = '']) => ok(crosspost(ground, findOwn(ground, channelId, id)).body),
    },
  ];
}

function find({ messages }: Ground, channelId: string, id: string): StoredMessage {
  const message = messages.find(id);
  if (!message || message.channelId !== channelId || message.ephemeral) throw apiError('unknownMessage');
  return message;
}

function findOwn(ground: Ground, channelId: string, id: string): StoredMessage {
  requireVisible(ground, channelId);
  const message = find(ground, channelId, id);
  if (message.authorId !== ground.world.ids.application) throw apiError('notAuthor');
  return message;
}

/** The channel, when it is there and the bot sees it; else throws as Discord does. */
export function requireVisible(ground: Ground, channelId: string): Channel {
  const channel = ground.world.channels.find(channelId);
  if (!channel) throw apiError('unknownChannel');
  if (!botMay(ground, channelId, 'viewChannel')) throw apiError('missingAccess');
  return channel;
}

function send(ground: Ground, channelId: string, { form }: RestRequest): Json {
  const { thread } = requireVisible(ground, channelId);
  if (thread) openThread(ground, channelId, thread);
  else if (!botMay(ground, channelId, 'sendMessages')) throw apiError('missingPermissions');
  if (form.files.length > 0 && !botMay(ground, channelId, 'attachFiles')) throw apiError('missingPermissions');
  const body = requireObject(form.json);
  const fileNames = form.files.map((file) => file.name);
  ground.inspector.inspectMessage('MessageCreateRequest', body, { body, fileNames });
  return (findRepeat(ground, channelId, body) ?? storeMessage(ground, { channelId, payload: body, files: form.files }))
    .body;
}

/** The message that an enforced nonce names: Discord returns it and sends none. */
function findRepeat({ messages, world, clock }: Ground, channelId: string, body: Json): StoredMessage | undefined {
  const nonce = readNonce(body);
  if (body['enforce_nonce'] !== true || nonce === null) return undefined;
  return messages.findByNonce(channelId, world.ids.application, nonce, clock.now() - NONCE_WINDOW_MS);
}

function readPage(query: URLSearchParams): Page {
  const limit = Number(query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw formError([{ path: ['limit'], code: 'NUMBER_TYPE_MAX', message: 'int value should be between 1 and 100.' }]);
  const page: Page = { limit };
  // One of the three counts, in this order.
  for (const key of ['around', 'before', 'after'] as const) {
    const id = query.get(key);
    if (id === null) continue;
    if (!isSnowflake(id) && !/^\d+$/.test(id))
      throw formError([{ path: [key], code: 'NUMBER_TYPE_COERCE', message: `Value "${id}" is not snowflake.` }]);
    page[key] = id;
    break;
  }
  return page;
}

/** A nonce is told to the sender alone, at once: history does not have it. */
function withoutNonce(body: Json): Json {
  const { nonce: _, ...rest } = body;
  return rest;
}

function crosspost(ground: Ground, message: StoredMessage): StoredMessage {
  if (ground.world.channels.find(message.channelId)?.type !== 5) throw apiError('channelType');
  const flags = readNumber(message.body, 'flags') ?? 0;
  if ((flags & FLAGS.crossposted) !== 0) throw apiError('alreadyCrossposted');
  if (!botMay(ground, message.channelId, 'sendMessages')) throw apiError('missingPermissions');
  message.body['flags'] = flags | FLAGS.crossposted;
  ground.messages.touch(message);
  return message;
}
