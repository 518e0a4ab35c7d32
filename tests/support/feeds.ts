import { expect } from 'vitest';
import type { FeedInput, ReadFeed, ReadItem } from '../../src/services/feeds/feed-types.ts';
import { readFeed } from '../../src/services/feeds/read-feed.ts';

export const NOW = Date.UTC(2026, 10, 23, 12);
const XML = '<?xml version="1.0" encoding="utf-8"?>\n';
const NAMES =
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"';

export function rss(items: string, { channel = '', root = '' } = {}): string {
  return `${XML}<rss version="2.0" ${NAMES} ${root}><channel><title>The Harbor Courier</title><link>https://example.org/</link>${channel}${items}</channel></rss>`;
}

export function atom(entries: string, { feed = '', root = '' } = {}): string {
  return `${XML}<feed xmlns="http://www.w3.org/2005/Atom" ${root}><title>The Harbor Courier</title>${feed}${entries}</feed>`;
}

export function reading(source: string | Uint8Array, more: Partial<FeedInput> = {}) {
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  return readFeed({ bytes, contentType: null, url: 'https://example.org/feed.xml', now: NOW, ...more });
}

/** The feed that the bytes hold; fails for bytes that are none. */
export function feedOf(source: string | Uint8Array, more: Partial<FeedInput> = {}): ReadFeed {
  const read = reading(source, more);
  if (read.kind !== 'feed') expect.fail(`not a feed: ${read.what}`);
  return read.feed;
}

export function itemOf(source: string | Uint8Array, more: Partial<FeedInput> = {}): ReadItem {
  const [item] = feedOf(source, more).items;
  return item ?? expect.fail('no item');
}
