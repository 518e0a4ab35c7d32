import { PermissionFlagsBits, Routes } from 'discord.js';
import * as z from 'zod';
import type { Log } from '../log.ts';
import { type BotRestOptions, createBotRest, RateLimited } from './bot-rest.ts';
import { findPart } from './find-part.ts';
import { codeOf, statusOf } from './interaction-api.ts';
import { CODES } from './limits.ts';
import { fetchPermissions } from './permissions.ts';

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
  signal: AbortSignal;
};

/** What became of it. `channelId`: where it stands, the thread for a forum post. `found`: it had been sent before. `retry` says nothing of whether Discord stored it. */
export type Outcome =
  | { kind: 'sent'; messageId: string; channelId: string; found: boolean }
  | {
      kind: 'refused';
      reason:
        | 'missing-access'
        | 'missing-permission'
        | 'unknown-channel'
        | 'unauthorized'
        | 'thread-closed'
        | 'invalid';
      detail: string;
    }
  | { kind: 'retry'; reason: 'rate-limited' | 'server' | 'network'; afterMs: number | null; detail: string }
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
  | { kind: 'found'; key: string; messageId: string; channelId: string; sentAt: number }
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
  /** Whether the bot may post there; false where Discord does not say. Never throws. */
  mayPost: (channelId: string) => Promise<boolean>;
  /** The bot's permissions in a channel; 0n where it cannot see one. Throws what Discord or the network said else. */
  permissionsIn: (channelId: string) => Promise<bigint>;
  /** Ends its timers; safe to call again. Posts under way end by their signals. */
  stop: () => void;
};

const POSTING = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages;

const identified = z.object({ id: z.string() });

/**
 * Sends messages to channels: one request a try, every further try is the caller's
 * (https://docs.discord.com/developers/resources/message#create-message).
 */
export function createDelivery(options: BotRestOptions & { log: Log }): Delivery {
  const { log } = options;
  const rest = createBotRest(options);
  let me: Promise<string> | undefined;

  function botId(): Promise<string> {
    me ??= rest.get(Routes.user()).then(
      (user) => identified.parse(user).id,
      (error: unknown) => {
        me = undefined;
        throw error;
      },
    );
    return me;
  }

  /** What stands in the channel of these parts; 'blind' where that cannot be looked at. Throws what the REST throws. */
  async function look(sought: Omit<Sought, 'priority'>): Promise<Exclude<Found, { kind: 'retry' }>> {
    try {
      // Not yet: a post in a forum is a thread of its own.
      if (sought.form === 'forum-post') return { kind: 'blind', detail: 'posts of a forum are not looked through' };
      return await findPart(rest, { ...sought, botId: await botId() });
    } catch (error) {
      // It may stand in a channel that was closed to us since.
      if (statusOf(error) === 403) return { kind: 'blind', detail: describe(error) };
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

  async function permissionsIn(channelId: string): Promise<bigint> {
    const id = await botId();
    try {
      return await fetchPermissions(rest, { channelId, botId: id });
    } catch (error) {
      if (statusOf(error) === 403 || statusOf(error) === 404) return 0n;
      throw error;
    }
  }

  return {
    async post(part) {
      const { channelId, form, signal } = part;
      try {
        const before = part.lookSince === null ? undefined : await lookBefore(part, part.lookSince);
        if (before) return before;
        const route = form === 'forum-post' ? Routes.threads(channelId) : Routes.channelMessages(channelId);
        const { id } = identified.parse(await rest.post(route, part.body, signal));
        // A post and the message that opens it have one id.
        return { kind: 'sent', messageId: id, channelId: form === 'forum-post' ? id : channelId, found: false };
      } catch (error) {
        signal.throwIfAborted();
        return explainError(error);
      }
    },
    async find(sought) {
      try {
        return await look(sought);
      } catch (error) {
        sought.signal.throwIfAborted();
        const outcome = explainError(error);
        if (outcome.kind === 'refused') return { kind: 'blind', detail: outcome.detail };
        return { kind: 'retry', afterMs: outcome.afterMs, detail: outcome.detail };
      }
    },
    async publish({ channelId, messageId, signal }) {
      try {
        await rest.post(Routes.channelMessageCrosspost(channelId, messageId), '{}', signal);
        return { kind: 'published' };
      } catch (error) {
        signal.throwIfAborted();
        if (codeOf(error) === CODES.alreadyCrossposted) return { kind: 'published' };
        const outcome = explainError(error);
        if (outcome.kind === 'refused') return { kind: 'refused', detail: outcome.detail };
        return { kind: 'retry', afterMs: outcome.afterMs, detail: outcome.detail };
      }
    },
    async mayPost(channelId) {
      try {
        return ((await permissionsIn(channelId)) & POSTING) === POSTING;
      } catch (error) {
        log.warn('permissions not known', { channel: channelId, error });
        return false;
      }
    },
    permissionsIn,
    stop: () => rest.stop(),
  };
}

type Failure = Extract<Outcome, { kind: 'refused' | 'retry' }>;

/** An answer of Discord's carries its own code: without one, something between us and it has answered. */
function explainError(error: unknown): Failure {
  const detail = describe(error);
  if (error instanceof RateLimited) return { kind: 'retry', reason: 'rate-limited', afterMs: error.afterMs, detail };
  const status = statusOf(error);
  if (status !== undefined && codeOf(error) !== undefined)
    return { kind: 'refused', reason: refusalOf(status, codeOf(error)), detail };
  const reason = status !== undefined || error instanceof z.ZodError ? 'server' : 'network';
  return { kind: 'retry', reason, afterMs: null, detail };
}

function refusalOf(status: number, code: number | undefined): Extract<Outcome, { kind: 'refused' }>['reason'] {
  if (status === 401) return 'unauthorized';
  if (status === 404) return 'unknown-channel';
  if (code === CODES.missingPermissions) return 'missing-permission';
  return status === 403 ? 'missing-access' : 'invalid';
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const status = statusOf(error);
  return [status, codeOf(error), error.name, error.message].filter((word) => word !== undefined).join(' ');
}
