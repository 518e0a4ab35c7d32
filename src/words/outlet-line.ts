import { joinMarkdown, type Markdown, md, timestamp } from '../reply.ts';
import type { OutletKind } from './en.ts';
import type { Locale, Words } from './words.ts';

/** What a line about an article's source needs to know of it. */
export type SourcedArticle = {
  language: string;
  outlet: { name: string; kind: OutletKind; country: string | null } | null;
  publishedAt: number | null;
  publishedOn: string | null;
};

/** Who published it, what kind of outlet that is, when, in what language: one line. */
export function describeSource(words: Words, locale: Locale, article: SourcedArticle): Markdown {
  const { outlet } = article;
  const source = outlet ? md`**${outlet.name}**, ${describeOutlet(words, locale, outlet)}` : md`${words.card.noOutlet}`;
  const language = new Intl.DisplayNames(locale, { type: 'language' }).of(article.language) ?? article.language;
  return joinMarkdown([source, describeDate(words, locale, article), md`${language}`], ' · ');
}

function describeOutlet(words: Words, locale: Locale, outlet: NonNullable<SourcedArticle['outlet']>): string {
  const kind = words.card.kinds[outlet.kind];
  if (outlet.country === null) return kind;
  return `${kind} (${new Intl.DisplayNames(locale, { type: 'region' }).of(outlet.country) ?? outlet.country})`;
}

function describeDate(words: Words, locale: Locale, article: SourcedArticle): Markdown {
  if (article.publishedAt !== null) return timestamp(article.publishedAt, 'f');
  if (article.publishedOn === null) return md`${words.card.noDate}`;
  // A calendar day has no zone: it is the same day for every reader.
  const day = new Date(`${article.publishedOn}T00:00:00Z`);
  return md`${new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(day)}`;
}
