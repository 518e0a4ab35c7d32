import { addServed, type Served } from '../data/call-store-sums.ts';
import type { Database } from '../data/database.ts';

/** Counts one served text; resolves when it is stored. */
export type ServedCounter = (kind: Omit<Served, 'times'>) => Promise<void>;

/** Counts in memory what comes while a write is under way, so that a thousand readers at once are one write, not a thousand. */
export function createServedCounter(db: Database): ServedCounter {
  let waiting = new Map<string, Served>();
  let next: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();
  const write = async (before: Promise<void>) => {
    await before.catch(() => undefined);
    const batch = [...waiting.values()];
    waiting = new Map();
    next = undefined;
    await addServed(db, batch);
  };
  return (kind) => {
    const key = JSON.stringify(Object.values(kind));
    waiting.set(key, { ...kind, times: 1 + (waiting.get(key)?.times ?? 0) });
    if (next === undefined) {
      next = write(last);
      last = next;
    }
    return next;
  };
}
