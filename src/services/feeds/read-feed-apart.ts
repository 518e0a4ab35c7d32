import type { ReadingHost } from '../reading/reading-host.ts';
import type { FeedInput, FeedReading } from './feed-types.ts';

const LIMITS = { timeoutMs: 4_500, memoryMb: 200 };

/** Reads a feed in the worker; one that takes too long or too much memory there is unreadable. Throws for faults of the reader. */
export async function readFeedApart(host: Pick<ReadingHost, 'runReading'>, input: FeedInput): Promise<FeedReading> {
  const read = await host.runReading('feed', input, LIMITS);
  if ('value' in read) return read.value;
  if (read.failure === 'timeout' || read.failure === 'memory')
    return { kind: 'not-a-feed', what: 'unreadable', feeds: [] };
  throw new Error(`The feed could not be read (${read.failure}): ${read.detail}`);
}
