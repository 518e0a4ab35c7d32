import { type FeedDate, isFutureDate, readFeedDate } from '../dates/feed-date.ts';
import { toAddress, toBase } from './feed-addresses.ts';
import { longestText, readBody } from './feed-body.ts';
import { readImage } from './feed-images.ts';
import { readAuthors, readLine, toLanguage } from './feed-text.ts';
import type { ReadItem } from './feed-types.ts';
import type { RawItem } from './raw-feed.ts';

const GUID_MAX_CHARS = 2_000;

/** What items take from their feed. */
export type ItemContext = {
  base: string | null;
  language: string | null;
  authors: readonly string[];
  now: number;
  /** Whether its text is read as well. */
  hasRoom: boolean;
};

/** An item with its addresses whole, its title on one line, its dates as instants or days and its text as blocks. */
export function toReadItem(item: RawItem, context: ItemContext): ReadItem {
  const base = toBase(context.base, item.base);
  const language = toLanguage(item.language);
  const dating = { now: context.now, language: language ?? context.language };
  const published = firstDate(item.published, dating);
  const modified = firstDate(item.modified, dating);
  const title = readLine(item.title);
  const text = context.hasRoom ? (longestText(item.texts) ?? longestText(item.otherTexts)) : null;
  return {
    guid: item.guid?.slice(0, GUID_MAX_CHARS) ?? null,
    url: [...item.links, ...item.mediaLinks].map((link) => toAddress(link, base)).find((link) => link !== null) ?? null,
    link: item.links[0]?.trim() ?? item.guid,
    title,
    publishedAt: published?.at ?? null,
    publishedOn: published?.at === null ? published.on : null,
    modifiedAt: modified?.at ?? null,
    hasFutureDate: published === null && item.published.some((raw) => isFutureDate(raw, dating)),
    author: readAuthors(item.authors.length > 0 ? item.authors : context.authors),
    language,
    image: readImage(item.images, { html: text?.isPlain === false ? text.text : null, base, title }),
    html: text?.text ?? null,
    blocks: readBody(text, title),
  };
}

function firstDate(written: readonly string[], dating: { now: number; language: string | null }): FeedDate | null {
  for (const raw of written) {
    const date = readFeedDate(raw, dating);
    if (date) return date;
  }
  return null;
}
