import { Routes } from 'discord.js';
import * as z from 'zod';
import type { Log } from '../log.ts';
import { type BotRestOptions, createBotRest, RateLimited } from './bot-rest.ts';
import { findPart } from './find-part.ts';
import { codeOf, statusOf } from './interaction-api.ts';
import { CODES } from './limits.ts';
import { fetchPermissions } from './permissions.ts';

/** One message to send, as the outbox has it: `body` is the final JSON, `lookSince` epoch milliseconds. */
export type Delivered = {
  channelId: string;
  body: string;
  key: string;
  /** Look first for a message of ours with this key, sent at or after this instant; null when it cannot have been sent before. */
  lookSince: number | null;
  signal: AbortSignal;
};

/** What became of it. `found`: it had been sent before. `retry` says nothing of whether Discord stored it. */
export type Outcome =
  | { kind: 'sent'; messageId: string; found: boolean }
  | {
      kind: 'refused';
      reason: 'missing-access' | 'missing-permission' | 'unknown-channel' | 'unauthorized' | 'invalid';
      detail: string;
    }
  | { kind: 'retry'; reason: 'rate-limited' | 'server' | 'network'; afterMs: number | null; detail: string }
  | { kind: 'uncertain'; detail: string };

export type Delivery = {
  /** Sends one message at most once. Never throws but for the signal's abort, after which it may have been sent. */
  post: (part: Delivered) => Promise<Outcome>;
  /** The bot's permissions in a channel; 0n where it cannot see one. Throws what Discord or the network said else. */
  permissionsIn: (channelId: string) => Promise<bigint>;
  /** Ends its timers; safe to call again. Posts under way end by their signals. */
  stop: () => void;
};

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

  /** The outcome when the part was sent before or nobody can tell; undefined when it must be sent now. */
  async function look(part: Delivered, since: number): Promise<Outcome | undefined> {
    try {
      const looked = await findPart(rest, { ...part, since, botId: await botId() });
      if (looked.kind === 'absent') return undefined;
      if (looked.kind === 'blind') return { kind: 'uncertain', detail: looked.why };
      log.info('part found, not sent again', { channel: part.channelId, key: part.key, message: looked.messageId });
      return { kind: 'sent', messageId: looked.messageId, found: true };
    } catch (error) {
      // It may stand in a channel that was closed to us since.
      if (statusOf(error) === 403) return { kind: 'uncertain', detail: describe(error) };
      throw error;
    }
  }

  return {
    async post(part) {
      try {
        const before = part.lookSince === null ? undefined : await look(part, part.lookSince);
        if (before) return before;
        const sent = await rest.post(Routes.channelMessages(part.channelId), part.body, part.signal);
        return { kind: 'sent', messageId: identified.parse(sent).id, found: false };
      } catch (error) {
        part.signal.throwIfAborted();
        return explainError(error);
      }
    },
    async permissionsIn(channelId) {
      const id = await botId();
      try {
        return await fetchPermissions(rest, { channelId, botId: id });
      } catch (error) {
        if (statusOf(error) === 403 || statusOf(error) === 404) return 0n;
        throw error;
      }
    },
    stop: () => rest.stop(),
  };
}

/** An answer of Discord's carries its own code: without one, something between us and it has answered. */
function explainError(error: unknown): Outcome {
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
