import { Routes } from 'discord.js';
import * as z from 'zod';
import type { Log } from '../log.ts';
import { type BotRest, type BotRestOptions, createBotRest, type Sending } from './bot-rest.ts';
import { findForumPost, sendForumPost } from './deliver-forum.ts';
import { describe, type Failure, orExplain } from './deliver-failure.ts';
import { type Edit, editMessage, type Edited } from './deliver-edit.ts';
import { findPart, type FoundPart, type Looked } from './find-part.ts';
import { codeOf, statusOf } from './interaction-api.ts';
import { CODES } from './limits.ts';
import { fetchPlace, mayPostIn } from './permissions.ts';
import type { Pace } from './rest-limiter.ts';

/** One part to send, as the outbox has it: `body` is the final JSON, `lookSince` epoch milliseconds. */
export type Delivered = {
  channelId: string;
  /** 'forum-post': the body makes a post in a forum channel. */
  form: 'message' | 'forum-post';
  body: string;
  key: string;
  /** Look first for a message of ours with this key, sent at or after this instant; null when it cannot have been sent before. */
  lookSince: number | null;
  /** Who goes first where requests wait for Discord's limits: lower first. */
  priority: number;
  /** Called when its turn has come, right before it is sent; what it throws keeps it from being sent. */
  before?: () => Promise<void>;
  signal: AbortSignal;
};

/** What became of it. `channelId`: where it stands, the thread for a forum post. `found`: it had been sent before. `retry` says nothing of whether Discord stored it. */
export type Outcome =
  | { kind: 'sent'; messageId: string; channelId: string; found: boolean }
  | Failure
  | { kind: 'uncertain'; detail: string };

/** Parts to look for. */
export type Sought = {
  channelId: string;
  form: Delivered['form'];
  keys: readonly string[];
  /** Epoch milliseconds. */
  since: number;
  priority: number;
  signal: AbortSignal;
};

/** Which of the sought parts stands there, the oldest one. `sentAt`: epoch milliseconds by Discord's clock. 'blind': nobody can tell. */
export type Found =
  | FoundPart
  | { kind: 'absent' }
  | { kind: 'blind'; detail: string }
  | { kind: 'retry'; afterMs: number | null; detail: string };

export type Published =
  | { kind: 'published' }
  | { kind: 'refused'; detail: string }
  | { kind: 'retry'; afterMs: number | null; detail: string };

export type Delivery = {
  /** Sends one message at most once. Never throws but for the signal's abort, after which it may have been sent. */
  post: (part: Delivered) => Promise<Outcome>;
  /** Looks for parts that may have been sent by a database older than the channel. Throws as `post` does. */
  find: (sought: Sought) => Promise<Found>;
  /** Publishes a message of an announcement channel to the channels that follow it; once, however often it is asked. Throws as `post` does. */
  publish: (message: { channelId: string; messageId: string; signal: AbortSignal }) => Promise<Published>;
  /** Gives a message this body, for which a closed thread is opened; the same edit may be asked for again. Throws as `post` does. */
  edit: (message: Edit) => Promise<Edited>;
  /** Whether the bot may post there; false where Discord does not say. Never throws. */
  mayPost: (channelId: string) => Promise<boolean>;
  /** The bot's permissions in a channel; 0n where it cannot see one. Throws what Discord or the network said else. */
  permissionsIn: (channelId: string) => Promise<bigint>;
  /** For the client's own REST: what it sends counts against the same limit. */
  makeRequest: BotRest['makeRequest'];
  /** What went out since the start, and how much of it had to wait. */
  pace: () => Pace;
  /** Ends its timers; safe to call again. Posts under way end by their signals. */
  stop: () => void;
};

const identified = z.object({ id: z.string() });

/** Whoever waits for an answer on a screen goes before any digest, and what nobody waits for goes last. */
const FIRST = { priority: -Infinity };
const LAST = { priority: Infinity };

/**
 * Sends parts to channels: one request a try, every further try is the caller's
 * (https://docs.discord.com/developers/resources/message#create-message).
 */
export function createDelivery(options: BotRestOptions & { log: Log }): Delivery {
  const { log } = options;
  const rest = createBotRest(options);
  const botId = rememberBotId(rest);
  const place = async (channelId: string, sending: Sending) =>
    fetchPlace(rest, { channelId, botId: await botId(), ...sending });

  /** What stands there of these parts. Throws what the REST throws. */
  async function look(sought: Sought): Promise<Looked> {
    try {
      const parts = { ...sought, botId: await botId(sought) };
      return await (sought.form === 'forum-post' ? findForumPost(rest, parts) : findPart(rest, parts));
    } catch (error) {
      // It may stand in a channel that was closed to us since.
      if (statusOf(error) === 403 && codeOf(error) !== undefined) return { kind: 'blind', detail: describe(error) };
      throw error;
    }
  }

  /** The outcome when the part was sent before or nobody can tell; undefined when it must be sent now. */
  async function lookBefore(part: Delivered, since: number): Promise<Outcome | undefined> {
    const looked = await look({ ...part, keys: [part.key], since });
    if (looked.kind === 'absent') return undefined;
    if (looked.kind === 'blind') return { kind: 'uncertain', detail: looked.detail };
    const { messageId, channelId } = looked;
    log.info('part found, not sent again', { channel: channelId, key: part.key, message: messageId });
    return { kind: 'sent', messageId, channelId, found: true };
  }

  async function send(part: Delivered): Promise<Outcome> {
    const { channelId, form, body } = part;
    if (form === 'forum-post') {
      const id = await sendForumPost(rest, part);
      return { kind: 'sent', messageId: id, channelId: id, found: false };
    }
    const { id } = identified.parse(await rest.post(Routes.channelMessages(channelId), body, part));
    return { kind: 'sent', messageId: id, channelId, found: false };
  }

  return {
    post: (part) =>
      orExplain(part, async () => {
        const before = part.lookSince === null ? undefined : await lookBefore(part, part.lookSince);
        return before ?? send(part);
      }),
    async find(sought) {
      const found = await orExplain(sought, () => look(sought));
      return found.kind === 'refused' ? { kind: 'blind', detail: found.detail } : found;
    },
    publish: (message) => orExplain(message, () => publish(rest, message)),
    edit: (message) => orExplain(message, () => editMessage(rest, message)),
    async mayPost(channelId) {
      try {
        return mayPostIn(await place(channelId, LAST));
      } catch (error) {
        log.debug('permissions not known', { channel: channelId, error });
        return false;
      }
    },
    async permissionsIn(channelId) {
      try {
        return (await place(channelId, FIRST)).permissions;
      } catch (error) {
        if (statusOf(error) === 403 || statusOf(error) === 404) return 0n;
        throw error;
      }
    },
    makeRequest: rest.makeRequest,
    pace: () => rest.pace(),
    stop: () => rest.stop(),
  };
}

async function publish(
  rest: BotRest,
  { channelId, messageId, signal }: Parameters<Delivery['publish']>[0],
): Promise<Published> {
  try {
    await rest.post(Routes.channelMessageCrosspost(channelId, messageId), '{}', { signal, ...LAST });
  } catch (error) {
    if (codeOf(error) !== CODES.alreadyCrossposted) throw error;
  }
  return { kind: 'published' };
}

/** The bot's own id, asked for once; a failure is not remembered. */
function rememberBotId(rest: BotRest): (sending?: Sending) => Promise<string> {
  let known: string | undefined;
  return async ({ signal, priority } = FIRST) =>
    (known ??= identified.parse(await rest.get(Routes.user(), { signal, priority })).id);
}
