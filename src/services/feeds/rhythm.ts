import type { ReadFeed } from './feed-types.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const SHORTEST_MS = 10 * MINUTE_MS;
export const LONGEST_MS = 24 * HOUR_MS;
/** No wait that a server asks for is honored beyond this. */
export const LONGEST_ASKED_MS = 7 * LONGEST_MS;
/** Of a feed without dates. */
const UNDATED_MS = HOUR_MS;
/** A feed is asked so often between two items, on average. */
const ASKED_PER_ITEM = 3;
/** One that has been silent is asked again after this share of its silence. */
const SHARE_OF_SILENCE = 1 / 20;
/** Items that say how often a feed speaks. */
const COUNTED = 20;
/** Fewer say nothing about how soon a feed drops its items. */
const ENOUGH = 5;

/** How often a feed is asked (milliseconds), by how often it has spoken of late, and by what it and its server ask for. */
export function rhythmOf(
  { items, ttlMs }: Pick<ReadFeed, 'items' | 'ttlMs'>,
  { now, freshForMs, beforeMs }: { now: number; freshForMs: number | null; beforeMs: number | null },
): number {
  const times = items
    .map((item) => item.publishedAt ?? (item.publishedOn === null ? null : Date.parse(`${item.publishedOn}T12:00:00Z`)))
    .filter((time) => time !== null && time <= now)
    .toSorted((a, b) => (b ?? 0) - (a ?? 0));
  const [newest] = times;
  if (newest === undefined || newest === null) return clamp(Math.max(beforeMs ?? UNDATED_MS, asked(ttlMs, freshForMs)));
  const counted = times.slice(0, COUNTED);
  const oldest = counted.at(-1) ?? newest;
  const gapMs = counted.length > 1 ? (newest - oldest) / (counted.length - 1) : LONGEST_MS;
  const own = Math.max(gapMs / ASKED_PER_ITEM, (now - newest) * SHARE_OF_SILENCE);
  // A feed that forgets within the hour is asked in time whatever it asks for: an item that nobody saw is lost.
  const spanMs = now - (times.at(-1) ?? newest);
  const askable = times.length >= ENOUGH ? Math.min(asked(ttlMs, freshForMs), spanMs / 2) : asked(ttlMs, freshForMs);
  return clamp(Math.max(own, askable));
}

/** After an answer that had nothing new: a little longer. */
export function longerRhythm(beforeMs: number | null, freshForMs: number | null): number {
  return clamp(Math.max((beforeMs ?? UNDATED_MS) * 1.25, freshForMs ?? 0));
}

/** How long to wait after `failures` failed polls in a row: twice as long each time, up to a day; at least what the server asks. */
export function failureWait(failures: number, { retryAfterMs }: { retryAfterMs: number | null }): number {
  const own = Math.min(SHORTEST_MS * 2 ** Math.min(failures - 1, 12), LONGEST_MS);
  return Math.max(own, Math.min(retryAfterMs ?? 0, LONGEST_ASKED_MS));
}

/** A wait made up to a tenth longer, so that feeds do not come due together. `share`: 0 to 1, from randomness. */
export function withJitter(waitMs: number, share: number): number {
  return Math.round(waitMs * (1 + share / 10));
}

function asked(ttlMs: number | null, freshForMs: number | null): number {
  return Math.min(Math.max(ttlMs ?? 0, freshForMs ?? 0), LONGEST_MS);
}

function clamp(ms: number): number {
  return Math.round(Math.min(Math.max(ms, SHORTEST_MS), LONGEST_MS));
}
