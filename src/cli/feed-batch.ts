import type { FeedInput, FeedReading, ReadItem } from '../services/feeds/feed-types.ts';
import { answerDocuments, toIso } from './document-batch.ts';
import type { LineAnswer, LineStreams } from './line-batch.ts';

/** So many feeds between two signs of life. */
const PROGRESS_STEP = 50;

export type FeedsBatch = LineStreams & { read(feed: Omit<FeedInput, 'now'>): Promise<FeedReading> };

/** One line {id, ...feed} for each line {id, file or base64, url?, headers?}, or {id?, error}; gives the number of errors. */
export async function checkFeedsBatch({ read, ...streams }: FeedsBatch): Promise<number> {
  return answerDocuments(streams, {
    answer: async (document) => toJsonFeed(await read(document), document.url !== null),
    progressEach: PROGRESS_STEP,
  });
}

/**
 * A feed as JSON output gives it: instants in ISO 8601, a day alone where the hour is unknown, the text of the blocks beside
 * them. The addresses of a feed whose own is not known (`isPlaced` false) stay as they are written.
 */
export function toJsonFeed(reading: FeedReading, isPlaced: boolean): LineAnswer {
  if (reading.kind === 'not-a-feed')
    return { error: `not a feed (${reading.what})`, what: reading.what, feeds: reading.feeds };
  return { ...reading.feed, items: reading.feed.items.map((item) => toJsonItem(item, isPlaced)) };
}

function toJsonItem(item: ReadItem, isPlaced: boolean): LineAnswer {
  const { publishedAt, publishedOn, modifiedAt, blocks, ...rest } = item;
  return {
    ...rest,
    url: isPlaced ? item.url : item.link,
    publishedAt: toIso(publishedAt) ?? publishedOn,
    modifiedAt: toIso(modifiedAt),
    blocks,
    text: blocks.map(({ text }) => text).join('\n\n'),
  };
}
