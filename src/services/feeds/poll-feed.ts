import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import type { FeedRow } from '../../data/schema.ts';
import type { Random } from '../../ids.ts';
import type { Log } from '../../log.ts';
import { redactAddress } from '../fetching/web-address.ts';
import { hashBody, noteFailure, noteSuccess, noteUnchanged, PollLost } from './note-poll.ts';
import { readAnswer, type SourceGrounds } from './read-source.ts';

export type PollGrounds = SourceGrounds & { db: Database; clock: Clock; random: Random; log: Log };

/** For so long a server is believed that says nothing changed: some say so for ever. */
const BELIEVED_MS = 20 * 3_600_000;

/**
 * Asks a leased feed and writes down what came of it, all in one transaction. What goes wrong is the feed's problem, kept with it;
 * throws only what the database does, and when `signal` aborts.
 */
export async function pollFeed(grounds: PollGrounds, feed: FeedRow, signal: AbortSignal): Promise<void> {
  const { db, clock, log, fetcher } = grounds;
  const about = { feed: feed.id, address: redactAddress(feed.url) };
  const isBelieved = feed.read_at !== null && Math.abs(clock.now() - feed.read_at) < BELIEVED_MS;
  const validators = isBelieved ? { etag: feed.etag, lastModified: feed.last_modified } : {};
  const answer = await fetcher.fetch({ url: feed.url, for: 'feed', ...validators, signal });
  const isSame = answer.kind === 'ok' && answer.bytes.length > 0 && hashBody(answer.bytes) === feed.body_hash;
  try {
    if (answer.kind === 'not-modified' || (isSame && answer.movedTo === null)) {
      await noteUnchanged(db, grounds, { feed, answer, now: clock.now() });
      log.debug('feed unchanged', about);
      return;
    }
    const reading = await readAnswer(grounds, answer, clock.now());
    const now = clock.now();
    if (reading.kind === 'problem') {
      const { problem, retryAfterMs } = reading;
      await noteFailure(db, grounds, { feed, problem, retryAfterMs, now });
      log.info('feed not read', { ...about, ...problem, failures: feed.failures + 1 });
      return;
    }
    const counts = await db.transaction().execute((tx) => noteSuccess(tx, grounds, { feed, reading, now }));
    log.debug('feed read', { ...about, ...counts });
  } catch (error) {
    if (!(error instanceof PollLost)) throw error;
    log.info('feed polled by another process', about);
  }
}
