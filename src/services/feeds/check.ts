import { isWholeText } from '../ingest/excerpt.ts';
import { cleanLine } from '../clean.ts';
import type { FeedsGrounds } from './feeds-grounds.ts';
import { checkFeed } from './feed-warnings.ts';
import type { FeedCheck, ItemPreview } from './feeds.ts';
import type { ReadItem } from './feed-types.ts';
import { readAddress, readSource } from './read-source.ts';

const OPENING_CHARS = 200;

/** What the feed at an address gives now: its last items as they would look, and its troubles. Rejects when `signal` aborts. */
export async function checkAddress(
  grounds: Pick<FeedsGrounds, 'clock' | 'fetcher' | 'readFeed' | 'findLanguage'>,
  given: string,
  signal: AbortSignal,
): Promise<FeedCheck> {
  const address = readAddress(given);
  const none = {
    url: address?.url ?? given,
    title: null,
    siteUrl: null,
    language: null,
    items: [],
    total: 0,
    warnings: [],
  };
  if (!address) return { ...none, problem: { what: 'address', status: null } };
  const now = grounds.clock.now();
  const reading = await readSource(grounds, address.url, { now, signal, isAwaited: true });
  if (reading.kind === 'problem') return { ...none, problem: reading.problem };
  const { feed, answer } = reading;
  const { latest, warnings } = checkFeed(feed, now);
  const items: ItemPreview[] = [];
  for (const item of latest) items.push(await preview(grounds, item, feed.language));
  return {
    url: answer.movedTo ?? address.url,
    title: feed.title,
    siteUrl: feed.siteUrl,
    language: feed.language,
    items,
    total: feed.items.length + feed.leftOut,
    warnings,
    problem: null,
  };
}

async function preview(
  { findLanguage }: Pick<FeedsGrounds, 'findLanguage'>,
  item: ReadItem,
  feedLanguage: string | null,
): Promise<ItemPreview> {
  const text = item.blocks.map((block) => block.text).join(' ');
  const opening = cleanLine(text);
  const title = cleanLine(item.title ?? '');
  const { language } = await findLanguage({ declared: [item.language, feedLanguage], title, text });
  return {
    title: title === '' ? cut(opening, 90) : title,
    url: item.url,
    publishedAt: item.publishedAt,
    publishedOn: item.publishedOn,
    language,
    opening: cut(opening, OPENING_CHARS),
    isFull: isWholeText(item.blocks),
  };
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = text.lastIndexOf(' ', max);
  return `${text.slice(0, end > max / 2 ? end : max)}…`;
}
