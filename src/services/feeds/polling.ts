import { findNextWaiting } from '../../data/feed-item-store.ts';
import { claimDueFeed, findNextPoll } from '../../data/feed-poll-store.ts';
import { removeLeftFeeds } from '../../data/feed-store.ts';
import { newId } from '../../ids.ts';
import type { Reply } from '../../reply.ts';
import type { Locale } from '../../words/words.ts';
import { createPlanner, type Tick } from '../digests/planner.ts';
import { type IngestGrounds, ingestNext } from '../ingest/ingest.ts';
import { pollFeed, type PollGrounds } from './poll-feed.ts';
import { LONGEST_ASKED_MS } from './rhythm.ts';
import { createFeedTelling } from './tell-feeds.ts';

export type PollingGrounds = PollGrounds &
  IngestGrounds & {
    /** Shows a reply to the operators; absent where they named no channel. */
    tellAdmin?: ((reply: Reply) => Promise<void>) | undefined;
    /** Of what the operators read. */
    locale: Locale;
    tick?: Tick;
  };

export type Polling = {
  /** Looks for work at once and then each minute; a second call changes nothing. */
  start(): void;
  /** Looks for work now. Does nothing in a process that was not started. */
  wake(): void;
  /** Polls what is due and stores what waits until nothing is left for now; one round at a time. Never throws: faults are logged. */
  pollDue(): Promise<void>;
  /** No more work; waits for what is under way, which is given back undone. Safe to call twice. */
  stop(): Promise<void>;
};

/** Feeds and pages at once: the fetcher lets eight through, and one host only one at a time. */
const WORKERS = 8;
/** How long a feed is its poller's: longer than it may take to come, through all redirects, and be read. */
const LEASE_MS = 5 * 60_000;
const DAY_MS = 24 * 3_600_000;
/** A feed that nobody follows is kept this long, for whoever takes the leaving back. */
const LEFT_KEPT_MS = 30 * DAY_MS;

/**
 * Polls the feeds that are due and stores their new items. All that it knows stands in the database, with leases: any number of
 * processes share the work, and one that dies holds up a feed or an item for five minutes.
 */
export function createPolling(grounds: PollingGrounds): Polling {
  const { db, clock, log } = grounds;
  const owner = newId(grounds.random);
  const tell = createFeedTelling({ ...grounds, owner });
  const planner = createPlanner({
    work: async (stopping) => {
      await drainAll(grounds, owner, stopping);
      if (stopping.aborted) return null;
      await tell();
      await removeLeftFeeds(db, clock.now() - LEFT_KEPT_MS, 10);
      const [poll, item] = [await findNextPoll(db), await findNextWaiting(db)];
      return poll === null || item === null ? (poll ?? item) : Math.min(poll, item);
    },
    clock,
    log,
    ...(grounds.tick && { tick: grounds.tick }),
  });
  return { start: planner.start, wake: planner.wake, pollDue: planner.runOnce, stop: planner.stop };
}

/** Works until nothing is due. Each worker that finds work calls another: a minute without any asks the database twice. */
async function drainAll(grounds: PollingGrounds, owner: string, stopping: AbortSignal): Promise<void> {
  const { promise: isDone, resolve, reject } = Promise.withResolvers<void>();
  let [called, working] = [0, 0];
  const call = () => {
    if (working >= WORKERS) return;
    working++;
    // Half of the workers begin with feeds and half with items, so that neither waits for all of the other.
    drain(grounds, { owner, stopping, first: called++ % 2, onTaken: call })
      .finally(() => working--)
      .then(() => (working === 0 ? resolve() : undefined), reject);
  };
  call();
  await isDone;
}

type Draining = { owner: string; stopping: AbortSignal; first: number; onTaken: () => void };

async function drain(grounds: PollingGrounds, { owner, stopping, first, onTaken }: Draining): Promise<void> {
  const kinds = [
    () => pollNext(grounds, { owner, stopping, onTaken }),
    () => ingestNext(grounds, stopping, onTaken),
  ] as const;
  const [one, other] = first === 0 ? kinds : [kinds[1], kinds[0]];
  while (!stopping.aborted && ((await one()) || (await other())));
}

/** Polls the feed that is due first; false where none is. */
async function pollNext(
  grounds: PollingGrounds,
  { owner, stopping, onTaken }: Pick<Draining, 'owner' | 'stopping' | 'onTaken'>,
): Promise<boolean> {
  const { db, clock, log } = grounds;
  const terms = { now: clock.now(), owner, leaseMs: LEASE_MS, longestMs: LONGEST_ASKED_MS * 1.2 };
  const feed = await claimDueFeed(db, terms);
  if (!feed) return false;
  onTaken();
  try {
    await pollFeed(grounds, feed, stopping);
  } catch (error) {
    // Its lease runs out, and it is polled again.
    if (!stopping.aborted) log.error('feed not polled', { feed: feed.id, error });
  }
  return true;
}
