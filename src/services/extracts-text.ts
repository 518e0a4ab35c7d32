import { NO_ORIGIN } from './articles.ts';
import type { Article } from './articles.ts';
import { cleanBody, cleanLine } from './clean.ts';
import { EXTRACT_LIMITS, extractSummary, leadSummary } from './extracts.ts';
import { countWords } from './extracts-passages.ts';
import type { SummaryLength } from './summaries-text.ts';
import { FUNCTION_WORDS } from './written-language-words.ts';

/** `extracts` chooses; `lead` takes the first sentences that fit. */
export const EXTRACT_METHODS = ['extracts', 'lead'] as const;
export type ExtractMethod = (typeof EXTRACT_METHODS)[number];

export type RawText = { title?: string | undefined; document: string; language?: string | undefined };

/**
 * The sentences that sum up a text which is not stored, each a slice of `document` as it is, in its order; none where no sentence
 * is within the limit. Throws a RangeError for a language that is no BCP 47 tag. The title steers the choice and is never given.
 */
export function extractFromText(
  { title = '', document, language }: RawText,
  { method, length }: { method: ExtractMethod; length: SummaryLength },
): readonly string[] {
  const known =
    language === undefined || language === '' ? guessLanguage(document) : new Intl.Locale(language).toString();
  const article = { ...NOT_STORED, title: cleanLine(title), language: known, body: cleanBody(document) };
  const { points } = method === 'lead' ? leadSummary(article) : extractSummary(article, length);
  const texts = points
    .filter(({ evidence }) => evidence.some(({ paragraph }) => paragraph > 0))
    .map(({ text }) => text);
  const words = texts.reduce((total, text) => total + countWords(text), 0);
  return words <= EXTRACT_LIMITS[length].maxWords ? sliceFrom(document, texts) : [];
}

const NOT_STORED: Omit<Article, 'title' | 'language' | 'body'> = {
  id: '',
  seq: 0,
  revision: 0,
  outlet: null,
  url: null,
  publishedAt: null,
  publishedOn: null,
  inferred: [],
  ...NO_ORIGIN,
  storedAt: 0,
};

/** Enough of a text to tell its language. */
const GUESS_CHARS = 2_000;

/** The languages that each function word belongs to. */
const languagesOfWord = new Map<string, string[]>();
for (const [language, words] of FUNCTION_WORDS)
  for (const word of words) languagesOfWord.set(word, [...(languagesOfWord.get(word) ?? []), language]);

/** The language whose commonest words a text has most of; `und` where it has none that is known. */
export function guessLanguage(text: string): string {
  const hits = new Map<string, number>();
  for (const word of text
    .slice(0, GUESS_CHARS)
    .toLowerCase()
    .match(/\p{L}+/gu) ?? [])
    for (const language of languagesOfWord.get(word) ?? []) hits.set(language, (hits.get(language) ?? 0) + 1);
  return [...hits].reduce((best, one) => (one[1] > best[1] ? one : best), ['und', 0] as const)[0];
}

/** What cleaning takes away or changes between words: blanks, soft hyphens, controls. */
const DROPPED = /[\s\p{Cc}\u00ad\ufeff]/u;

/** Cleaned sentences as they stand in the raw text, with its own blanks. One that is not found (decomposed letters) stays as cleaned. */
function sliceFrom(document: string, sentences: readonly string[]): readonly string[] {
  if (sentences.every((sentence) => document.includes(sentence))) return sentences;
  const places: number[] = [];
  let squeezed = '';
  for (let i = 0; i < document.length; i++) {
    const mark = document.charAt(i);
    if (DROPPED.test(mark)) continue;
    squeezed += mark;
    places.push(i);
  }
  let from = 0;
  return sentences.map((sentence) => {
    const wanted = sentence.replace(/[\s\p{Cc}\u00ad\ufeff]/gu, '');
    const at = squeezed.indexOf(wanted, from);
    if (at < 0) return sentence;
    from = at + wanted.length;
    return document.slice(places[at], (places[from - 1] ?? 0) + 1);
  });
}
