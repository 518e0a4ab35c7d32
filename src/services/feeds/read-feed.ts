import { decodeText } from '../decoding/decode-text.ts';
import { cutItems } from './cut-items.ts';
import { toAddress, toBase } from './feed-addresses.ts';
import { toReadItem } from './feed-item.ts';
import { type FeedFormat, findRoot, rootAttributes } from './feed-root.ts';
import { readLine, toLanguage } from './feed-text.ts';
import type { FeedInput, FeedReading, ReadFeed, ReadItem } from './feed-types.ts';
import { readNoFeed } from './not-a-feed.ts';
import { parseFeed } from './parse-feed.ts';
import type { RawFeed } from './raw-feed.ts';

/** No honest feed is longer; one that is ends with its last whole item before. */
const MAX_BYTES = 16_000_000;
const MAX_ITEMS = 500;
/** Of all items together; the largest of 300 real feeds has 2 million. Beyond it items keep all but their text. */
const TEXT_MAX_CHARS = 8_000_000;

/** Reads a feed of any format and encoding. Never throws for what the bytes hold: what is no feed is said, with the feeds that a page offers. */
export function readFeed(input: FeedInput): FeedReading {
  const { bytes, contentType, url, now } = input;
  const { text } = decodeText({ bytes, contentType, syntax: 'xml', maxBytes: MAX_BYTES });
  if (text.trim() === '') return { kind: 'not-a-feed', what: 'empty', feeds: [] };
  const { kind, at } = findRoot(text);
  if (kind === 'page' || kind === 'other') return readNoFeed(text, kind === 'page', url);
  const isCut = bytes.length > MAX_BYTES;
  const document = text.slice(at);
  const cut = kind === 'json' ? { xml: document, leftOut: 0 } : cutItems(document, { maxItems: MAX_ITEMS, now, isCut });
  const parsed = parseFeed(cut.xml, kind, kind === 'json' ? Number.POSITIVE_INFINITY : MAX_ITEMS);
  if (parsed === null) return readNoFeed(text, false, url);
  const { raw, leftOut } = kind === 'json' ? cutJson(parsed, input) : { raw: parsed, leftOut: cut.leftOut };
  const beyond = leftOut + (isCut ? Math.max(1, countBeyond(bytes)) : 0);
  return { kind: 'feed', feed: toReadFeed(raw, { format: kind, leftOut: beyond, url, now, xml: cut.xml }) };
}

type Frame = { format: FeedFormat; leftOut: number; url: string | null; now: number; xml: string };

function toReadFeed(raw: RawFeed, { format, leftOut, url, now, xml }: Frame): ReadFeed {
  const root = format === 'json' ? { base: null, language: null } : rootAttributes(xml);
  const selfUrl = toAddress(raw.selfLink, toBase(url, root.base));
  const base = toBase(url ?? selfUrl ?? toAddress(raw.siteLinks[0], null), root.base, raw.base);
  const language = toLanguage(raw.language) ?? toLanguage(root.language);
  const context = { base, language, authors: raw.authors, now };
  return {
    format,
    title: readLine(raw.title),
    siteUrl: raw.siteLinks.map((link) => toAddress(link, base)).find((link) => link !== null) ?? null,
    selfUrl,
    language,
    ttlMs: raw.ttlMs,
    items: withinBudget(raw.items.map((item) => toReadItem(item, context))),
    leftOut,
  };
}

function withinBudget(items: readonly ReadItem[]): readonly ReadItem[] {
  let left = TEXT_MAX_CHARS;
  return items.map((item) => {
    left -= item.html?.length ?? 0;
    return left >= 0 ? item : { ...item, html: null, blocks: [] };
  });
}

/** JSON is parsed whole in any case. */
function cutJson(raw: RawFeed, { now }: FeedInput): { raw: RawFeed; leftOut: number } {
  if (raw.items.length <= MAX_ITEMS) return { raw, leftOut: 0 };
  const instants = raw.items.map(({ published }) => Date.parse(published[0] ?? ''));
  const isDated = instants.every((instant) => instant <= now + 86_400_000);
  const order = [...raw.items.keys()];
  if (isDated) order.sort((a, b) => (instants[b] ?? 0) - (instants[a] ?? 0) || a - b);
  const kept = new Set(order.slice(0, MAX_ITEMS));
  return { raw: { ...raw, items: raw.items.filter((_, i) => kept.has(i)) }, leftOut: raw.items.length - MAX_ITEMS };
}

/** Items in the bytes that are not read. */
function countBeyond(bytes: Uint8Array): number {
  const rest = Buffer.from(bytes.buffer, bytes.byteOffset + MAX_BYTES, bytes.length - MAX_BYTES);
  let count = 0;
  for (const end of ['</item>', '</entry>'])
    for (let at = rest.indexOf(end); at >= 0; at = rest.indexOf(end, at + 1)) count++;
  return count;
}
