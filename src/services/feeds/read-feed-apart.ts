import type { ReadingHost } from '../reading/reading-host.ts';
import { FEED_MAX_BYTES, type FeedInput, type FeedReading } from './feed-types.ts';

const LIMITS = { timeoutMs: 4_500, memoryMb: 200 };

/** Reads a feed in the worker; one that takes too long or too much memory there is unreadable. Throws for faults of the reader. */
export async function readFeedApart(host: Pick<ReadingHost, 'runReading'>, input: FeedInput): Promise<FeedReading> {
  // One byte more says that there is more; a part of a buffer would be sent with the whole of it.
  const bytes = input.bytes.slice(0, FEED_MAX_BYTES + 1);
  const read = await host.runReading('feed', { ...input, bytes }, LIMITS);
  if ('value' in read) return read.value;
  if (read.failure === 'timeout' || read.failure === 'memory')
    return { kind: 'not-a-feed', what: 'unreadable', feeds: [] };
  throw new Error(`The feed could not be read (${read.failure}): ${read.detail}`);
}
