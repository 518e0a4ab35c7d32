import { joinMarkdown, type Markdown, md, timestamp } from '../reply.ts';
import type { OutletKind } from './en.ts';
import type { Locale, Words } from './words.ts';

/** What a line about an article's source needs to know of it. */
export type SourcedArticle = {
  language: string;
  outlet: { name: string; kind: OutletKind; country: string | null } | null;
  publishedAt: number | null;
  publishedOn: string | null;
  /** IANA zone: the hour is written out in it and in the reader's language; absent, Discord shows it in each reader's own. */
  hoursIn?: string;
  /** What surrounds the line says the article's language already. */
  isLanguageClear?: boolean;
};

/** Who published it, what kind of outlet that is, when, in what language: one line. */
export function describeSource(words: Words, locale: Locale, article: SourcedArticle): Markdown {
  const { outlet } = article;
  const source = outlet ? md`**${outlet.name}**, ${describeOutlet(words, locale, outlet)}` : md`${words.card.noOutlet}`;
  const language = new Intl.DisplayNames(locale, { type: 'language' }).of(article.language) ?? article.language;
  const named = article.isLanguageClear === true ? [] : [md`${language}`];
  return joinMarkdown([source, describeDate(words, locale, article), ...named], ' · ');
}

/** What kind of outlet it is, and its country where that is known. */
export function describeOutlet(words: Words, locale: Locale, outlet: NonNullable<SourcedArticle['outlet']>): string {
  const kind = words.card.kinds[outlet.kind];
  if (outlet.country === null) return kind;
  return `${kind} (${new Intl.DisplayNames(locale, { type: 'region' }).of(outlet.country) ?? outlet.country})`;
}

function describeDate(words: Words, locale: Locale, article: SourcedArticle): Markdown {
  const { publishedAt, hoursIn } = article;
  if (publishedAt !== null && hoursIn === undefined) return timestamp(publishedAt, 'f');
  if (publishedAt !== null) {
    const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: hoursIn } as const;
    return md`${new Intl.DateTimeFormat(locale, style).format(publishedAt)}`;
  }
  if (article.publishedOn === null) return md`${words.card.noDate}`;
  // A calendar day has no zone: it is the same day for every reader.
  const day = new Date(`${article.publishedOn}T00:00:00Z`);
  return md`${new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(day)}`;
}
