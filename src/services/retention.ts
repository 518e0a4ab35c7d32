import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import {
  type AgeCursor,
  deleteAged,
  deleteTombstones,
  findFeedAfter,
  forgetUnlisted,
  trimFeed,
} from '../data/retention-store.ts';
import type { Log } from '../log.ts';

const DAY_MS = 24 * 3_600_000;
/** Buttons under an edition work for so long. */
const SHOWN_DAYS = 90;
/** So long it is said of an article that it is no longer kept. */
const TOMBSTONE_DAYS = 730;
/** Between two steps of a round others come to the database; a start, and a database that fails, are left alone first. */
const STEP_PAUSE_MS = 1_000;
const FIRST_PAUSE_MS = 60_000;
const ROUND_PAUSE_MS = 6 * 3_600_000;

export type RetentionOptions = {
  db: Database;
  clock: Clock;
  /** Days after which an article goes; 0: never. */
  keepDays: number;
  /** Articles kept of each feed; 0: all. */
  keepPerFeed: number;
};

export type Retention = {
  /** One short piece of work on at most 25 articles; false at the end of a round, and the next call begins another. */
  step(): Promise<boolean>;
};

type Piece = () => Promise<boolean>;

/**
 * What is too old, or too much for its feed, goes little by little: by age, then feed by feed, then old tombstones. Never goes
 * what docs/decisions/keeping.md lists.
 */
export function createRetention({ db, clock, keepDays, keepPerFeed }: RetentionOptions): Retention {
  let cursor: AgeCursor | undefined;
  let feedId = '';
  const limits = () => ({ now: clock.now(), shownSince: clock.now() - SHOWN_DAYS * DAY_MS });
  const age: Piece = async () => {
    if (keepDays === 0) return false;
    cursor = await deleteAged(db, cursor, { ...limits(), before: clock.now() - keepDays * DAY_MS });
    return cursor !== undefined;
  };
  const feeds: Piece = async () => {
    const next = await findFeedAfter(db, feedId);
    if (next === undefined) {
      feedId = '';
      return false;
    }
    const isTooLong = keepPerFeed > 0 && (await trimFeed(db, next, { ...limits(), keep: keepPerFeed }));
    const isUnlisted = await forgetUnlisted(db, next);
    // A feed with more to let go of is looked at again.
    if (!isTooLong && !isUnlisted) feedId = next;
    return true;
  };
  const tombstones: Piece = () => deleteTombstones(db, clock.now() - TOMBSTONE_DAYS * DAY_MS);
  const pieces = [age, feeds, tombstones];
  let at = 0;
  return {
    step: async () => {
      const hasMore = await pieces[at]?.();
      if (!hasMore) at = (at + 1) % pieces.length;
      return Boolean(hasMore) || at > 0;
    },
  };
}

/** Takes the steps of `retention`, a round four times a day, until the function it gives is called, which waits for the step under way. */
export function startRetention(retention: Retention, { clock, log }: { clock: Clock; log: Log }): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rest = (ms: number) => clock.wait(ms, signal).catch(() => undefined);
  const pauseAfterStep = async () => {
    try {
      return (await retention.step()) ? STEP_PAUSE_MS : ROUND_PAUSE_MS;
    } catch (error) {
      log.error('old articles not looked after', { error });
      return FIRST_PAUSE_MS;
    }
  };
  const work = async () => {
    await rest(FIRST_PAUSE_MS);
    while (!signal.aborted) await rest(await pauseAfterStep());
  };
  const done = work();
  return async () => {
    stopping.abort();
    await done;
  };
}
