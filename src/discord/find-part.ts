import { PermissionFlagsBits, Routes } from 'discord.js';
import * as z from 'zod';
import type { BotRest } from './bot-rest.ts';
import { LIMITS } from './limits.ts';
import { fetchPermissions } from './permissions.ts';

/** What a look through a channel gave. `sentAt`: epoch milliseconds. 'blind': it could not be looked through, and why. */
export type Looked =
  | { kind: 'found'; key: string; messageId: string; channelId: string; sentAt: number }
  | { kind: 'absent' }
  | { kind: 'blind'; detail: string };

/** 2015-01-01T00:00:00Z, from which ids count (https://docs.discord.com/developers/reference#snowflakes). */
const DISCORD_EPOCH_MS = 1_420_070_400_000;
/** Clocks differ: ours says when we sent, Discord's is in the ids. */
const CLOCK_MARGIN_MS = 60_000;
/** 5,000 messages: a channel with more since the first try is not looked through. */
const MAX_PAGES = 50;

const HISTORY = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;

const messagesIn = z.array(
  z.object({ id: z.string(), author: z.object({ id: z.string() }), components: z.unknown().optional() }),
);

/**
 * Looks through what the channel got since `since` (epoch milliseconds) for a message of the bot with a custom id that
 * carries one of `keys`, the oldest one: Discord does not give a nonce back later. Permissions come first, for without them Discord answers with
 * an empty list. Throws what the REST throws, or a ZodError.
 */
export async function findPart(
  rest: BotRest,
  part: { channelId: string; keys: readonly string[]; since: number; botId: string; signal: AbortSignal },
): Promise<Looked> {
  const permissions = await fetchPermissions(rest, part);
  if ((permissions & HISTORY) !== HISTORY) return { kind: 'blind', detail: 'no permission to read the history' };
  const { channelId } = part;
  let after = snowflakeAt(part.since - CLOCK_MARGIN_MS);
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = new URLSearchParams({ after: String(after), limit: String(LIMITS.historyPage) });
    const messages = messagesIn.parse(
      await rest.get(Routes.channelMessages(channelId), { query, signal: part.signal }),
    );
    for (const { id, author, components } of messages.toSorted((a, b) => compareIds(a.id, b.id))) {
      const key = author.id === part.botId ? part.keys.find((one) => carries(components, one)) : undefined;
      if (key !== undefined) return { kind: 'found', key, messageId: id, channelId, sentAt: sentAtOf(id) };
    }
    if (messages.length < LIMITS.historyPage) return { kind: 'absent' };
    after = messages.reduce((newest, { id }) => (BigInt(id) > newest ? BigInt(id) : newest), after);
  }
  return { kind: 'blind', detail: `more than ${MAX_PAGES * LIMITS.historyPage} messages since` };
}

/** The least id of a message sent at `epochMs`. */
export function snowflakeAt(epochMs: number): bigint {
  return BigInt(Math.max(0, Math.floor(epochMs) - DISCORD_EPOCH_MS)) << 22n;
}

/** When the message with this id was sent, epoch milliseconds. */
function sentAtOf(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;
}

function compareIds(a: string, b: string): number {
  return BigInt(a) < BigInt(b) ? -1 : 1;
}

/** Whether a custom id anywhere in `value` contains `key`. */
function carries(value: unknown, key: string): boolean {
  if (Array.isArray(value)) return value.some((item) => carries(item, key));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, inner]) =>
      (name === 'custom_id' && typeof inner === 'string' && inner.includes(key)) || carries(inner, key),
  );
}
