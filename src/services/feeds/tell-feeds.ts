import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { finishPoll, leaseFeed, listUntoldFeeds } from '../../data/feed-poll-store.ts';
import { findFeed } from '../../data/feed-store.ts';
import type { FeedRow } from '../../data/schema.ts';
import type { Log } from '../../log.ts';
import { notice, type Reply, timestamp } from '../../reply.ts';
import { explainSource } from '../../words/explain-source.ts';
import { type Locale, wordsFor } from '../../words/words.ts';
import { readProblem } from './followed-feed.ts';

/** A problem younger than this mostly goes by itself. */
const TOLD_AFTER_MS = 24 * 3_600_000;
const LEASE_MS = 90_000;
/** How long after a word that could not be said the next try is. */
const AGAIN_MS = 15 * 60_000;

export type TellGrounds = {
  db: Database;
  clock: Clock;
  log: Log;
  owner: string;
  /** Of the words to the administrators. */
  locale: Locale;
  /** Shows a reply to the operators; absent where they named no channel. Throws when it could not. */
  tellAdmin?: ((reply: Reply) => Promise<void>) | undefined;
};

/**
 * Tells the administrators, once each, of feeds that have failed for a day or have ended, and of those that can be read again. A
 * word that could not be said is tried again each quarter of an hour, as long as it holds.
 */
export function createFeedTelling(grounds: TellGrounds): () => Promise<void> {
  const { db, clock, log } = grounds;
  const resting = new Map<string, number>();
  return async () => {
    const now = clock.now();
    for (const [id, until] of resting) if (until <= now || until > now + AGAIN_MS) resting.delete(id);
    const failingSince = now - TOLD_AFTER_MS;
    for (const feed of await listUntoldFeeds(db, { failingSince, resting: [...resting.keys()] })) {
      const terms = { now: clock.now(), owner: grounds.owner, leaseMs: LEASE_MS, longestMs: 0 };
      if (!(await leaseFeed(db, feed.id, terms))) continue;
      try {
        await grounds.tellAdmin?.(explainFeed(feed, grounds.locale));
        await settle(db, feed.id, feed.problem_json === null ? null : clock.now());
      } catch (error) {
        log.error('administrators not told of a feed', { feed: feed.id, error });
        resting.set(feed.id, clock.now() + AGAIN_MS);
        await settle(db, feed.id, feed.told_at);
      }
    }
  };
}

/** Gives the lease back with what was told. */
async function settle(db: Database, id: string, toldAt: number | null): Promise<void> {
  const feed = await findFeed(db, id);
  if (feed) await finishPoll(db, feed, { told_at: toldAt });
}

/** What the administrators read of a feed. */
function explainFeed(feed: FeedRow, locale: Locale): Reply {
  const words = wordsFor(locale);
  const name = feed.title ?? feed.url;
  const problem = readProblem(feed.problem_json);
  if (!problem) return notice(words.feedNews.readAgain(name, feed.url));
  if (feed.state === 'gone') return notice(words.feedNews.gone(name, feed.url), 'problem');
  const since = timestamp(feed.problem_since ?? feed.added_at);
  return notice(words.feedNews.failing(name, feed.url, { since, why: explainSource(words, problem) }), 'problem');
}
