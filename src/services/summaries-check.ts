import type { Article } from './articles.ts';
import { losesAttribution } from './attribution.ts';
import { checkPoint, isHeadlineSupported, type PointFault } from './evidence.ts';
import { isSameLanguage } from './languages.ts';
import { findForeign, type Foreign, toPlainWords } from './model-words.ts';
import { splitSentences } from './sentences.ts';
import type { Evidence, Point } from './summaries-text.ts';
import { isOtherLanguage } from './written-language.ts';

export type RefusalReason = PointFault | Foreign | 'language' | 'unrelated';

/** `mendable`: shown as it is, yet worth a second try. */
export type Judged =
  | { held: true; point: Point; mendable?: 'attribution' }
  | { held: false; fault: RefusalReason; text: string };

/** One point of a model's answer against the article: refused with the reason, or held, marked where code could not confirm it. */
export function judgePoint(given: Point, article: Article, language: string): Judged {
  const text = toPlainWords(given.text);
  const refuse = (fault: RefusalReason): Judged => ({ held: false, fault, text });
  const cited = given.evidence.map(({ paragraph }) => paragraphOf(article, paragraph));
  const foreign = findForeign(text, cited);
  if (foreign) return refuse(foreign);
  if (isOtherLanguage(text, language)) return refuse('language');
  const checked = checkPoint({ text, evidence: given.evidence }, article, language);
  if (!checked.held) return refuse(checked.fault);
  const { point } = checked;
  const sentences = point.evidence.flatMap((one) => sentencesAround(article, one));
  const languages = { from: article.language, to: language };
  const shares = sharesWords(point.text, [...sentences, article.title], languages);
  if (shares === 'none') return refuse('unrelated');
  if (losesAttribution(point.text, sentences, languages))
    return { held: true, point: { ...point, toCheck: true }, mendable: 'attribution' };
  return { held: true, point: shares === 'unsure' ? { ...point, toCheck: true } : point };
}

/** A model's headline in plain words, or null where it does not hold. */
export function judgeHeadline(given: string, article: Article, language: string): string | null {
  const headline = toPlainWords(given);
  const sources = [article.title, ...article.body.map(({ text }) => text)];
  if (findForeign(headline, sources) || isOtherLanguage(headline, language)) return null;
  if (sharesWords(headline, sources, { from: article.language, to: language }) === 'none') return null;
  return isHeadlineSupported(headline, article, language) ? headline : null;
}

function paragraphOf(article: Article, n: number): string {
  if (n === 0) return article.title;
  const block = article.body.find((one) => one.kind === 'paragraph' && one.n === n);
  return block?.text ?? '';
}

/** The whole sentences that a quotation stands in: who says it often stands outside of what is quoted. */
function sentencesAround(article: Article, { paragraph, quote }: Evidence): readonly string[] {
  const text = paragraphOf(article, paragraph);
  const start = text.indexOf(quote);
  const end = start + quote.length;
  const touched: string[] = [];
  let at = 0;
  for (const sentence of splitSentences(text, article.language)) {
    const from = text.indexOf(sentence, at);
    at = from + sentence.length;
    if (from < end && at > start) touched.push(sentence);
  }
  return touched.length > 0 ? touched : [quote];
}

/** So few content words prove nothing either way. */
const MIN_STEMS = 3;

/**
 * Whether a text has anything in common with its sources. In one language no word at all in common is `none`; across
 * languages names, figures and words of one root are looked for, and their absence is only `unsure`.
 */
function sharesWords(
  text: string,
  sources: readonly string[],
  { from, to }: { from: string; to: string },
): 'some' | 'none' | 'unsure' {
  const own = stemsOf(text);
  if (own.size < MIN_STEMS) return 'some';
  const said = new Set(sources.flatMap((source) => [...stemsOf(source)]));
  if ([...own].some((stem) => said.has(stem))) return 'some';
  return isSameLanguage(from, to) ? 'none' : 'unsure';
}

/** The first letters of long words without accents, scripts without blanks by pairs of letters, and every figure. */
function stemsOf(text: string): ReadonlySet<string> {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = folded.match(/\p{N}+|[\p{L}]+/gu) ?? [];
  return new Set(
    words.flatMap((word) => {
      if (/\p{N}/u.test(word)) return [word];
      if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Hangul}]/u.test(word)) return pairsOf(word);
      return word.length >= 5 ? [word.slice(0, 5)] : [];
    }),
  );
}

function pairsOf(word: string): readonly string[] {
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, i) => word.slice(i, i + 2));
}
