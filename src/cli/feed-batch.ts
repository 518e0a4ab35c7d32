import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { FeedInput, FeedReading, ReadItem } from '../services/feeds/feed-types.ts';
import { answerLines, type LineAnswer, lineId, type LineStreams } from './line-batch.ts';
import { toIso } from './read-batch.ts';

const lineSchema = z.object({
  id: lineId,
  file: z.string().nullish(),
  base64: z.base64().nullish(),
  url: z.string().nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
});
type Line = z.output<typeof lineSchema>;

/** So many feeds between two signs of life. */
const PROGRESS_STEP = 50;

export type FeedsBatch = LineStreams & { read(feed: Omit<FeedInput, 'now'>): Promise<FeedReading> };

/** One line {id, ...feed} for each line {id, file or base64, url?, headers?}, or {id?, error}; gives the number of errors. */
export async function checkFeedsBatch({ read, ...streams }: FeedsBatch): Promise<number> {
  const answer = (line: Line) => answerLine(line, read);
  return answerLines(streams, { schema: lineSchema, answer, progressEach: PROGRESS_STEP });
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

async function answerLine(line: Line, read: FeedsBatch['read']): Promise<LineAnswer> {
  const { id, url, headers } = line;
  const bytes = await bytesOf(line);
  if (typeof bytes === 'string') return { id, error: bytes };
  const contentType =
    Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
  const address = url && URL.canParse(url) ? url : null;
  try {
    return { id, ...toJsonFeed(await read({ bytes, contentType, url: address }), address !== null) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

/** The bytes of a line's feed, or what is wrong in words. */
async function bytesOf({ file, base64 }: Line): Promise<Uint8Array | string> {
  if (base64 !== null && base64 !== undefined) return Buffer.from(base64, 'base64');
  if (file === null || file === undefined) return 'give a file: lines of a batch are not fetched';
  try {
    return await readFile(file);
  } catch (error) {
    return `file: ${error instanceof Error ? error.message : String(error)}`;
  }
}
