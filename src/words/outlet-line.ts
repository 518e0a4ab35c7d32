import { escapeMarkdown, joinMarkdown, type Markdown, md, timestamp } from '../reply.ts';
import type { OutletKind } from './en.ts';
import { dateFormat, displayName, formatDay } from './formats.ts';
import type { Locale, Words } from './words.ts';

/** What a line about an article's source needs to know of it. */
export type SourcedArticle = {
  language: string;
  outlet: { name: string; kind: OutletKind; country: string | null } | null;
  publishedAt: number | null;
  publishedOn: string | null;
  /** For a text that is dated itself: hours are written out in its zone (IANA), the year only where it is another. Absent, Discord shows them in each reader's own. */
  datedLike?: { at: number; zone: string };
  /** What surrounds the line says the article's language already. */
  isLanguageClear?: boolean;
};

/** Who published it, what kind of outlet that is, when, in what language: one line. */
export function describeSource(words: Words, locale: Locale, article: SourcedArticle): Markdown {
  const { outlet } = article;
  const source = outlet ? md`**${outlet.name}**, ${describeOutlet(words, locale, outlet)}` : md`${words.card.noOutlet}`;
  const language = displayName(locale, 'language', article.language);
  const named = article.isLanguageClear === true ? [] : [md`${language}`];
  return joinMarkdown([source, describeDate(words, locale, article), ...named], ' · ');
}

/** What kind of outlet it is, and its country where that is known. */
export function describeOutlet(words: Words, locale: Locale, outlet: NonNullable<SourcedArticle['outlet']>): string {
  const kind = words.card.kinds[outlet.kind];
  if (outlet.country === null) return kind;
  return `${kind} (${displayName(locale, 'region', outlet.country)})`;
}

/** Who states what kind of outlet it is: a link, and the day where that is known; undefined where nobody does. */
export function describeStatement(
  locale: Locale,
  outlet: { citation: string | null; citationUrl: string | null; statedOn: string | null } | null,
): Markdown | undefined {
  const source = outlet && linkCitation(outlet);
  return source && outlet?.statedOn ? md`${source} (${formatDay(locale, outlet.statedOn)})` : (source ?? undefined);
}

/** Who states it, as a link where there is one; undefined where nobody does. */
export function linkCitation(outlet: { citation: string | null; citationUrl: string | null }): Markdown | undefined {
  const { citation, citationUrl } = outlet;
  if (!citation) return undefined;
  return citationUrl ? { md: `[${escapeMarkdown(citation)}](<${citationUrl}>)` } : md`${citation}`;
}

function describeDate(words: Words, locale: Locale, article: SourcedArticle): Markdown {
  const { publishedAt, publishedOn, datedLike } = article;
  if (publishedAt === null && publishedOn === null) return md`${words.card.noDate}`;
  if (publishedAt !== null && !datedLike) return timestamp(publishedAt, 'f');
  // A calendar day has no zone: it is the same day for every reader.
  const at = publishedAt ?? Date.parse(`${publishedOn}T00:00:00Z`);
  const timeZone = publishedAt === null || !datedLike ? 'UTC' : datedLike.zone;
  if (!datedLike) return md`${dateFormat(locale, { dateStyle: 'long', timeZone }).format(at)}`;
  const yearOf = (ms: number) => dateFormat('en', { year: 'numeric', timeZone }).format(ms);
  const style: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    ...(yearOf(at) !== yearOf(datedLike.at) && { year: 'numeric' }),
    ...(publishedAt !== null && { hour: 'numeric', minute: '2-digit' }),
    timeZone,
  };
  return md`${dateFormat(locale, style).format(at)}`;
}
