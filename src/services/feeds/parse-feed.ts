import { parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith';
import type { FeedFormat } from './feed-root.ts';
import { fromAtom } from './raw-atom.ts';
import type { RawFeed } from './raw-feed.ts';
import { fromJson } from './raw-json.ts';
import { fromRdf, fromRss } from './raw-rss.ts';
import { repairXml } from './repair-xml.ts';

const EMPTY: RawFeed = {
  title: null,
  siteLinks: [],
  selfLink: null,
  language: null,
  ttlMs: null,
  authors: [],
  base: null,
  items: [],
};

/**
 * A feed, as text or as a value of JSON, by the parser, or by the parser after a repair where it is no XML. Its root names the format: one without anything
 * usable is an empty feed. Null for JSON that is none, and for what no repair helps.
 */
export function parseFeed(document: unknown, format: FeedFormat, maxItems: number): RawFeed | null {
  if (format === 'json') return attempt(() => fromJson(parseJsonFeed(document, { maxItems })));
  return typeof document === 'string' ? parseMarkup(document, format, maxItems) : null;
}

function parseMarkup(text: string, format: Exclude<FeedFormat, 'json'>, maxItems: number): RawFeed | null {
  const parsed = attempt(() => parseXml(text, format, maxItems));
  if (parsed && (parsed.items.length > 0 || !/<(?:[\w.-]+:)?(?:item|entry)[\s>]/i.test(text))) return parsed;
  const repaired = attempt(() => repairXml(text));
  const second = repaired === null ? null : attempt(() => parseXml(repaired, format, maxItems));
  if (second && second.items.length >= (parsed?.items.length ?? 0)) return second;
  return parsed ?? (repaired === null ? null : EMPTY);
}

function parseXml(xml: string, format: Exclude<FeedFormat, 'json'>, maxItems: number): RawFeed {
  if (format === 'rss') return fromRss(parseRssFeed(xml, { maxItems }));
  return format === 'rdf' ? fromRdf(parseRdfFeed(xml, { maxItems })) : fromAtom(parseAtomFeed(xml, { maxItems }));
}

/** Whatever a parser throws at what a document holds, a stack too small included, means that it cannot be read. */
function attempt<Value>(work: () => Value): Value | null {
  try {
    return work();
  } catch {
    return null;
  }
}
