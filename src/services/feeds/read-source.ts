import { addressKey } from '../ingest/address-key.ts';
import type { Fetched, Fetcher } from '../fetching/fetching.ts';
import type { FeedInput, FeedReading, ReadFeed } from './feed-types.ts';
import type { SourceProblem } from './feeds.ts';

export type SourceGrounds = {
  fetcher: Pick<Fetcher, 'fetch'>;
  /** Reads a feed apart from the bot's own thread; never throws for what the bytes hold. */
  readFeed(input: FeedInput): Promise<FeedReading>;
};

type Answer = Extract<Fetched, { kind: 'ok' }>;

/** `offers`: the feeds that a page names which came instead of one. */
export type SourceReading =
  | { kind: 'feed'; feed: ReadFeed; answer: Answer }
  | {
      kind: 'problem';
      problem: SourceProblem;
      retryAfterMs: number | null;
      offers: readonly { url: string; title: string | null }[];
    };

/** Fetches an address of which a feed is expected, and reads it. Rejects when `signal` aborts. */
export async function readSource(
  grounds: SourceGrounds,
  url: string,
  { now, signal, isAwaited }: { now: number; signal: AbortSignal; isAwaited: boolean },
): Promise<SourceReading> {
  const answer = await grounds.fetcher.fetch({ url, for: 'feed', signal, isAwaited });
  return readAnswer(grounds, answer, now);
}

/** What an answer from a feed's address holds. One that is not modified was asked with validators: that is the caller's to see. */
export async function readAnswer(
  { readFeed }: Pick<SourceGrounds, 'readFeed'>,
  answer: Fetched,
  now: number,
): Promise<SourceReading> {
  if (answer.kind === 'failed')
    return problem({ what: answer.problem, status: answer.status }, { retryAfterMs: answer.retryAfterMs });
  if (answer.kind === 'not-modified' || answer.bytes.length === 0) return problem({ what: 'empty', status: 200 });
  const { bytes, contentType, url, status } = answer;
  const reading = await readFeed({ bytes, contentType, url, now });
  if (reading.kind === 'feed') return { kind: 'feed', feed: reading.feed, answer };
  return problem({ what: reading.what, status }, { offers: reading.feeds });
}

function problem(
  told: SourceProblem,
  { retryAfterMs = null, offers = [] }: Partial<Extract<SourceReading, { kind: 'problem' }>> = {},
): SourceReading {
  return { kind: 'problem', problem: told, retryAfterMs, offers };
}

/** The address that a person gave, with https where they left the scheme out; undefined for none. */
export function readAddress(given: string): { url: string; key: string } | undefined {
  const bare = given
    .trim()
    .replace(/^feed:(?:\/\/)?/i, '')
    .replace(/^<(.*)>$/s, '$1');
  const text = /^https?:/i.test(bare) ? bare : `https://${bare}`;
  if (
    bare === '' ||
    /\s/.test(bare) ||
    (/^[a-z][a-z0-9+.-]*:/i.test(bare) && !/^https?:/i.test(bare) && !/^[^/]+:\d+(?:\/|$)/.test(bare))
  )
    return undefined;
  const url = URL.parse(text);
  if (!url || !url.hostname.includes('.')) return undefined;
  url.hash = '';
  const key = addressKey(url.href);
  return key === null ? undefined : { url: url.href, key };
}
