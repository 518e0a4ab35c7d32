import { decodeText } from '../decoding/decode-text.ts';
import { cutItems } from './cut-items.ts';
import { cutJson } from './cut-json.ts';
import { toAddress, toBase } from './feed-addresses.ts';
import { toReadItem } from './feed-item.ts';
import { type FeedFormat, findRoot, rootAttributes } from './feed-root.ts';
import { readLine, toLanguage } from './feed-text.ts';
import { FEED_MAX_BYTES, type FeedInput, type FeedReading, type ReadFeed } from './feed-types.ts';
import { readNoFeed } from './not-a-feed.ts';
import { parseFeed } from './parse-feed.ts';
import type { RawFeed } from './raw-feed.ts';

const MAX_ITEMS = 500;
/** Of all items together; the largest of 300 real feeds has 2 million. Beyond it items keep all but their text. */
const TEXT_MAX_CHARS = 3_000_000;

/** Reads a feed of any format and encoding. Never throws for what the bytes hold: what is no feed is said, with the feeds that a page offers. */
export function readFeed(input: FeedInput): FeedReading {
  const { bytes, contentType, url, now } = input;
  const { text } = decodeText({ bytes, contentType, syntax: 'xml', maxBytes: FEED_MAX_BYTES });
  if (text.trim() === '') return { kind: 'not-a-feed', what: 'empty', feeds: [] };
  const { kind: format, at } = findRoot(text);
  if (format === 'page' || format === 'other') return readNoFeed(text, format === 'page', url);
  const limit = { maxItems: MAX_ITEMS, now, isCut: bytes.length > FEED_MAX_BYTES };
  const document = format === 'json' ? cutJson(text, limit) : cutItems(text.slice(at), limit);
  const raw = document && parseFeed(document.value, format, MAX_ITEMS);
  if (!raw) return readNoFeed(text, false, url);
  const leftOut = document.leftOut + (limit.isCut ? 1 : 0);
  const root = typeof document.value === 'string' ? rootAttributes(document.value) : { base: null, language: null };
  return { kind: 'feed', feed: toReadFeed(raw, { format, leftOut, url, now, root }) };
}

type Frame = {
  format: FeedFormat;
  leftOut: number;
  url: string | null;
  now: number;
  root: ReturnType<typeof rootAttributes>;
};

function toReadFeed(raw: RawFeed, { format, leftOut, url, now, root }: Frame): ReadFeed {
  const selfUrl = toAddress(raw.selfLink, toBase(url, root.base));
  const base = toBase(url ?? selfUrl ?? toAddress(raw.siteLinks[0], null), root.base, raw.base);
  const language = toLanguage(raw.language) ?? toLanguage(root.language);
  const context = { base, language, authors: raw.authors, now };
  let room = TEXT_MAX_CHARS;
  const items = raw.items.map((item) => {
    const read = toReadItem(item, { ...context, hasRoom: room > 0 });
    room -= read.html?.length ?? 0;
    return read;
  });
  return {
    format,
    title: readLine(raw.title),
    siteUrl: raw.siteLinks.map((link) => toAddress(link, base)).find((link) => link !== null) ?? null,
    selfUrl,
    language,
    ttlMs: raw.ttlMs,
    items,
    leftOut,
  };
}
