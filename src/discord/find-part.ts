import { Routes } from 'discord.js';
import * as z from 'zod';
import type { BotRest, Sending } from './bot-rest.ts';
import { LIMITS } from './limits.ts';
import { fetchPlace, mayReadHistory } from './permissions.ts';

/** A part that was sent before. `sentAt`: epoch milliseconds by Discord's clock. */
export type FoundPart = { kind: 'found'; key: string; messageId: string; channelId: string; sentAt: number };
/** What a look gave. 'blind': it could not be looked, and why. */
export type Looked = FoundPart | { kind: 'absent' } | { kind: 'blind'; detail: string };
/** What is looked for: the bot's own messages since `since` (epoch milliseconds) of which a custom id carries one of `keys`. */
export type Look = { channelId: string; keys: readonly string[]; since: number; botId: string } & Sending;

/** 2015-01-01T00:00:00Z, from which ids count (https://docs.discord.com/developers/reference#snowflakes). */
const DISCORD_EPOCH_MS = 1_420_070_400_000;
/** Clocks differ: ours says when we sent, Discord's is in the ids. */
const CLOCK_MARGIN_MS = 60_000;
/** 5,000 messages: a channel with more since the first try is not looked through. */
const MAX_PAGES = 50;

export const BLIND = { kind: 'blind', detail: 'no permission to read the history' } as const;

/** As much of a message as tells whether it is a part. */
export const messageIn = z.object({
  id: z.string(),
  author: z.object({ id: z.string() }),
  components: z.unknown().optional(),
});
type Message = z.infer<typeof messageIn>;

/**
 * Looks through a channel or thread, the newest messages first, for the oldest of the parts: Discord does not give a nonce
 * back later. A channel that shows nothing at all is empty or hides its history, so only then are the permissions asked
 * for. Throws what the REST throws, or a ZodError.
 */
export async function findPart(rest: Pick<BotRest, 'get'>, look: Look): Promise<Looked> {
  const { channelId, signal, priority } = look;
  const from = firstIdSince(look.since);
  let found: FoundPart | undefined;
  let before: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = new URLSearchParams({ limit: String(LIMITS.historyPage), ...(before !== undefined && { before }) });
    const given = await rest.get(Routes.channelMessages(channelId), { query, signal, priority });
    const messages = z.array(messageIn).parse(given).toSorted(newestFirst);
    if (page === 0 && messages.length === 0 && !mayReadHistory(await fetchPlace(rest, look))) return BLIND;
    const since = messages.filter(({ id }) => BigInt(id) >= from);
    found = since.reduce((oldest, message) => readPart(message, look, channelId) ?? oldest, found);
    if (found && look.keys.length === 1) return found;
    if (since.length < LIMITS.historyPage) return found ?? { kind: 'absent' };
    before = since.at(-1)?.id;
  }
  return { kind: 'blind', detail: `more than ${MAX_PAGES * LIMITS.historyPage} messages since` };
}

/** The part that a message is; undefined for anything else. */
export function readPart(
  { id, author, components }: Message,
  { keys, botId }: Pick<Look, 'keys' | 'botId'>,
  channelId: string,
): FoundPart | undefined {
  const key = author.id === botId ? keys.find((one) => carries(components, one)) : undefined;
  if (key === undefined) return undefined;
  return { kind: 'found', key, messageId: id, channelId, sentAt: Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS };
}

/** The least id of what may have been sent at `epochMs` by our clock. */
export function firstIdSince(epochMs: number): bigint {
  return snowflakeAt(epochMs - CLOCK_MARGIN_MS);
}

/** The least id of a message sent at `epochMs`. */
export function snowflakeAt(epochMs: number): bigint {
  return BigInt(Math.max(0, Math.floor(epochMs) - DISCORD_EPOCH_MS)) << 22n;
}

/** A sort order for what has an id. */
export function newestFirst(a: { id: string }, b: { id: string }): number {
  return BigInt(a.id) > BigInt(b.id) ? -1 : 1;
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
