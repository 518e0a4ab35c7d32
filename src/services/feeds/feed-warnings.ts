import type { ReadFeed, ReadItem } from './feed-types.ts';
import type { FeedWarning } from './feeds.ts';

const LATEST = 5;
const DAY_MS = 86_400_000;
const STALE_DAYS = 92;
/** A text of this length is an article's; feeds that cut theirs mostly do so below. */
const FULL_CHARS = 1_200;
const CUT_SHORT = /(?:\[?…\]?|\.\.\.|\[&hellip;\])$/u;

/** Whether an item carries its whole text, as far as that shows: long enough, and not broken off. */
export function isFullText({ blocks }: Pick<ReadItem, 'blocks'>): boolean {
  const chars = blocks.reduce((sum, { text }) => sum + text.length, 0);
  return chars >= FULL_CHARS && !CUT_SHORT.test(blocks.at(-1)?.text.trim() ?? '');
}

/** The last five items, newest first where they are dated, and the plain troubles of a feed. */
export function checkFeed(
  feed: Pick<ReadFeed, 'items' | 'leftOut'>,
  now: number,
): { latest: readonly ReadItem[]; warnings: readonly FeedWarning[] } {
  const { items } = feed;
  const latest = items.toSorted((a, b) => (timeOf(b) ?? 0) - (timeOf(a) ?? 0)).slice(0, LATEST);
  const newest = latest[0] ? timeOf(latest[0]) : null;
  const isMost = (is: (item: ReadItem) => boolean) => items.filter(is).length > items.length / 2;
  const troubles: readonly (readonly [FeedWarning, boolean])[] = [
    ['no-items', items.length === 0],
    ['no-dates', isMost((item) => timeOf(item) === null && !item.hasFutureDate)],
    ['future-dates', items.some((item) => item.hasFutureDate)],
    ['no-ids', isMost(({ guid }) => guid === null)],
    ['no-links', isMost(({ url }) => url === null)],
    ['excerpts-only', items.length > 0 && !items.some(isFullText)],
    ['stale', newest !== null && newest < now - STALE_DAYS * DAY_MS],
    ['cut', feed.leftOut > 0],
  ];
  return { latest, warnings: troubles.filter(([, is]) => is).map(([warning]) => warning) };
}

function timeOf({ publishedAt, publishedOn }: ReadItem): number | null {
  return publishedAt ?? (publishedOn === null ? null : Date.parse(publishedOn));
}
