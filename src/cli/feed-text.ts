import { checkFeed } from '../services/feeds/feed-warnings.ts';
import type { FeedReading, ReadItem } from '../services/feeds/feed-types.ts';
import type { FeedWarning } from '../services/feeds/feeds.ts';

const NOT_A_FEED: Readonly<Record<Extract<FeedReading, { kind: 'not-a-feed' }>['what'], string>> = {
  page: 'This is a web page, not a feed.',
  login: 'This is a page that asks to log in, not a feed.',
  empty: 'There is nothing in it.',
  unreadable: 'This is no feed: neither RSS, Atom, RDF nor JSON Feed can be made out in it.',
};
const WARNINGS: Readonly<Record<FeedWarning, string>> = {
  'no-dates': 'Its items have no dates: each is taken to be from when it is first seen.',
  'future-dates': 'Some of its dates lie in the future and are not believed.',
  'no-ids': 'Its items have no ids: they are known by their address or text.',
  'no-links': 'Its items have no address that can be opened.',
  'excerpts-only': 'It has excerpts only: the text is read from each item’s page.',
  'no-items': 'It has no items.',
  stale: 'Its newest item is over three months old.',
  cut: 'It is too long: only the newest of its items are read.',
};
const FORMATS = { rss: 'RSS', rdf: 'RDF (RSS 1.0)', atom: 'Atom', json: 'JSON Feed' };

/** A feed for a person: its facts, the last five items with their dates, and what is wrong with it in plain words. */
export function formatFeed(reading: FeedReading, now: number): string {
  if (reading.kind === 'not-a-feed') {
    const feeds = reading.feeds.map(({ url, title }) => `  ${url}${title === null ? '' : `  ${title}`}`);
    return [NOT_A_FEED[reading.what], ...(feeds.length > 0 ? ['It offers:', ...feeds] : [])].join('\n');
  }
  const { feed } = reading;
  const { latest, warnings } = checkFeed(feed, now);
  const facts = [
    ['Title', feed.title],
    ['Format', FORMATS[feed.format]],
    ['Site', feed.siteUrl],
    ['Language', feed.language],
    ['Items', String(feed.items.length + feed.leftOut)],
  ].flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  return [facts.join('\n'), ...latest.map(formatItem), ...warnings.map((warning) => `! ${WARNINGS[warning]}`)].join(
    '\n\n',
  );
}

function formatItem(item: ReadItem): string {
  const date = item.publishedAt === null ? item.publishedOn : new Date(item.publishedAt).toISOString();
  const opening = item.blocks.find(({ kind }) => kind === 'paragraph')?.text ?? '';
  const lines = [`${date ?? 'no date'}  ${item.title ?? '(no title)'}`, item.url, shorten(opening)];
  return lines.filter((line) => line !== null && line !== '').join('\n  ');
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 200 ? line : `${line.slice(0, 199).trimEnd()}…`;
}
