import { decodeReferences } from '../pages/entities.ts';
import { toAddress } from './feed-addresses.ts';
import { readLine } from './feed-text.ts';
import type { FeedReading } from './feed-types.ts';

const HEAD_CHARS = 500_000;
const MAX_FEEDS = 20;
const FEED_TYPE = /^application\/(?:(?:rss|atom|rdf|feed)\+(?:xml|json)|json|xml)$|^text\/(?:rss\+)?xml$/i;

/** What came instead of a feed: a page with the feeds that it offers, a login page, or what nobody can read. */
export function readNoFeed(text: string, isPage: boolean, url: string | null): FeedReading {
  if (!isPage) return { kind: 'not-a-feed', what: 'unreadable', feeds: [] };
  const feeds = offeredFeeds(text.slice(0, HEAD_CHARS), url);
  const isLogin = feeds.length === 0 && /<input\s[^<>]{0,500}type\s*=\s*["']?password/i.test(text);
  return { kind: 'not-a-feed', what: isLogin ? 'login' : 'page', feeds };
}

/** The feeds that a page names in its head, in its order. */
function offeredFeeds(html: string, url: string | null): readonly { url: string; title: string | null }[] {
  const base = toAddress(/<base\s[^<>]{0,500}?href\s*=\s*["']([^"']+)/i.exec(html)?.[1], url) ?? url;
  const found = new Map<string, string | null>();
  for (const [tag] of html.matchAll(/<link\s[^<>]{0,2000}>/gi)) {
    const attributes = attributesOf(tag);
    const rel = attributes.get('rel')?.toLowerCase().split(/\s+/) ?? [];
    const type = attributes.get('type')?.split(';')[0]?.trim() ?? '';
    const isFeed = rel.includes('feed') || (rel.includes('alternate') && FEED_TYPE.test(type));
    // JSON and XML of other makes are offered under the plain types.
    if (!isFeed || (/\/(?:json|xml)$/.test(type) && /oembed|wp-json|manifest|sitemap/i.test(tag))) continue;
    const address = toAddress(attributes.get('href'), base);
    if (address === null || found.has(address) || found.size >= MAX_FEEDS) continue;
    found.set(address, readLine({ text: attributes.get('title') ?? '', isPlain: true }, 200));
  }
  return [...found].map(([address, title]) => ({ url: address, title }));
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const pairs = tag.matchAll(/([a-z][a-z-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/gi);
  return new Map(
    Array.from(pairs, ([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      decodeReferences(double ?? single ?? bare ?? ''),
    ]),
  );
}
