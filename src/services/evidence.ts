import type { Article } from './articles.ts';
import { areWeekdaysKnown, collectMonths, findMonths, findWeekdays } from './evidence-dates.ts';
import { areScalesKnown, collectValues, findNumbers } from './evidence-numbers.ts';
import { findQuotations, findVerbatim, hasQuotationMark, levelTypography } from './evidence-text.ts';
import { isSameLanguage } from './languages.ts';
import type { Evidence, Point } from './summaries-text.ts';

export type PointFault = 'no-words' | 'no-evidence' | 'quote' | 'number' | 'date' | 'quotation' | 'link';

export type CheckedPoint = { held: true; point: Point } | { held: false; fault: PointFault };

/** Evidence shorter than this many letters and digits proves nothing: "la" stands in every French paragraph. */
const MIN_EVIDENCE_LETTERS = 8;
const MIN_EVIDENCE_LETTERS_UNSPACED = 4;

/**
 * A model's point against the article: every quotation verbatim in its paragraph, every number, date, quotation and link of the
 * point in that evidence. The quotes given back are sliced from the article. `language` is the point's.
 * What it cannot see (a wrong verb, a swapped role) stands in docs/decisions/evidence-check.md.
 */
export function checkPoint(point: Point, article: Article, language: string): CheckedPoint {
  const text = point.text.replace(/\s+/g, ' ').trim();
  if (text === '') return { held: false, fault: 'no-words' };
  if (point.evidence.length === 0) return { held: false, fault: 'no-evidence' };
  const evidence: Evidence[] = [];
  for (const given of point.evidence) {
    const found = findEvidence(given, article);
    if (!found) return { held: false, fault: 'quote' };
    if (!evidence.some((other) => other.paragraph === found.paragraph && other.quote === found.quote))
      evidence.push(found);
  }
  const fault = findFault(
    text,
    evidence.map(({ quote }) => quote),
    { from: article.language, to: language },
  );
  return fault ? { held: false, fault } : { held: true, point: { text, evidence } };
}

/** Whether a headline says no number, date, quotation or link that the whole article lacks. */
export function isHeadlineSupported(headline: string, article: Article, language: string): boolean {
  const texts = [article.title, ...article.body.map((block) => block.text)];
  return headline.trim() !== '' && findFault(headline, texts, { from: article.language, to: language }) === undefined;
}

function findEvidence({ paragraph, quote }: Evidence, article: Article): Evidence | undefined {
  const source =
    paragraph === 0
      ? article.title
      : article.body.find((block) => block.kind === 'paragraph' && block.n === paragraph)?.text;
  if (source === undefined) return undefined;
  const found = findVerbatim(quote, source);
  if (found === undefined || !(isLongEnough(found) || levelTypography(source) === levelTypography(found)))
    return undefined;
  return { paragraph, quote: found };
}

function isLongEnough(quote: string): boolean {
  const letters = quote.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(quote);
  return letters >= (unspaced ? MIN_EVIDENCE_LETTERS_UNSPACED : MIN_EVIDENCE_LETTERS);
}

type Languages = { from: string; to: string };

/** What `text` (in `to`) says that `sources` (in `from`) do not hold. */
function findFault(text: string, sources: readonly string[], languages: Languages): PointFault | undefined {
  if (!areNumbersHeld(text, sources, languages)) return 'number';
  if (!areDatesHeld(text, sources, languages)) return 'date';
  if (!areQuotationsHeld(text, sources, languages)) return 'quotation';
  return areLinksHeld(text, sources) ? undefined : 'link';
}

function areNumbersHeld(text: string, sources: readonly string[], { from, to }: Languages): boolean {
  const comparable = areScalesKnown(from, to);
  const held = sources.map((source) => collectValues(source, from, comparable));
  return findNumbers(text, to, comparable).every(({ readings }) =>
    readings.some((value) => held.some((values) => hasValue(values, value))),
  );
}

/** 2.1 million times a factor is not exactly 2 100 000 in floating point. */
function hasValue(values: ReadonlySet<number>, value: number): boolean {
  if (values.has(value)) return true;
  for (const other of values) if (Math.abs(other - value) <= Math.abs(value) * 1e-9) return true;
  return false;
}

function areDatesHeld(text: string, sources: readonly string[], { from, to }: Languages): boolean {
  const months = sources.map((source) => collectMonths(source, from));
  if (![...findMonths(text, to)].every((month) => months.some((held) => held.has(month)))) return false;
  if (!areWeekdaysKnown(from, to)) return true;
  const held = sources.map((source) => findWeekdays(source, from));
  return [...findWeekdays(text, to)].every((day) => held.some((days) => days.has(day)));
}

function areQuotationsHeld(text: string, sources: readonly string[], { from, to }: Languages): boolean {
  const quotations = findQuotations(text);
  // Translated words cannot be compared; that somebody is quoted can.
  if (!isSameLanguage(from, to)) return quotations.length === 0 || sources.some(hasQuotationMark);
  return quotations.every((quotation) => {
    // The closing stop inside the marks is the writer's typography.
    const words = quotation.replace(/[\s.,;!?…]+$/u, '');
    return sources.some(
      (source) =>
        findVerbatim(words, source) !== undefined ||
        findVerbatim(joinThousands(words), joinThousands(source)) !== undefined,
    );
  });
}

/** Thousands without their separator, which is typography: "1 600" and "1.600". The numbers themselves are held elsewhere. */
function joinThousands(text: string): string {
  return text.replace(/(?<=\d)[.,' \u00a0\u202f\u2009](?=\d{3}(?!\d))/g, '');
}

const LINK = /\b(?:https?:\/\/|www\.)\S+/giu;

function areLinksHeld(text: string, sources: readonly string[]): boolean {
  return Array.from(text.matchAll(LINK)).every(([link]) => sources.some((source) => source.includes(link)));
}
