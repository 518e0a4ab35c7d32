import type { Article } from './articles.ts';
import { findQuotations, findVerbatim, hasQuotationMark, levelTypography } from './evidence-text.ts';
import { FINDING_TYPES, type FindingType } from './guard/findings.ts';
import { checkText, type GuardSource, readSource } from './guard/guard.ts';
import { isSameLanguage } from './languages.ts';
import type { Evidence, Point } from './summaries-text.ts';

/** Why a point falls: what its evidence lacks, or what the guard found (docs/decisions/guard.md). */
export type PointFault = 'no-words' | 'no-evidence' | 'quote' | FindingType;

export type CheckedPoint = { held: true; point: Point } | { held: false; fault: PointFault };

/** Evidence shorter than this many letters and digits proves nothing: "la" stands in every French paragraph. */
const MIN_EVIDENCE_LETTERS = 8;
const MIN_EVIDENCE_LETTERS_UNSPACED = 4;

/**
 * A model's point against the article: every quotation verbatim in its paragraph, every number, date, quotation and link of the
 * point in that evidence, its names in the article and no negation, name or speaker exchanged. The quotes given back are sliced
 * from the article. `language` is the point's. A point that code could not confirm is held and marked `toCheck`.
 * What it cannot see (a wrong verb, a swapped role) stands in docs/decisions/guard.md.
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
  const quotes = evidence.map(({ quote }) => quote);
  const { fault, soft } = judge(text, quotes, article, { from: article.language, to: language });
  if (fault) return { held: false, fault };
  return { held: true, point: { text, evidence, ...(soft && { toCheck: true }) } };
}

/** Whether a headline says no number, date, name, quotation or link that the whole article lacks, nor turns what it says. */
export function isHeadlineSupported(headline: string, article: Article, language: string): boolean {
  if (headline.trim() === '') return false;
  const languages = { from: article.language, to: language };
  const texts = [article.title, ...article.body.map((block) => block.text)];
  const checks = checkText(headline, sourceOf(article), { language });
  return (
    checks.every(({ verdict }) => verdict !== 'unsupported') &&
    areQuotationsHeld(headline, texts, languages) &&
    areLinksHeld(headline, texts)
  );
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

/** What a text (in `to`) says that the passages it rests on (in `from`) do not hold; `soft` where code cannot tell. */
type Outcome = { fault?: PointFault; soft: boolean };

function judge(text: string, quotes: readonly string[], article: Article, languages: Languages): Outcome {
  const checks = checkText(text, sourceOf(article), { language: languages.to, evidence: quotes });
  const findings = checks.flatMap((check) => check.findings);
  const [hard] = findings.filter((finding) => finding.hard).toSorted((a, b) => rank(a.type) - rank(b.type));
  const fault: PointFault | undefined = areQuotationsHeld(text, quotes, languages)
    ? areLinksHeld(text, quotes)
      ? hard?.type
      : 'link'
    : hard?.type === 'number' || hard?.type === 'date'
      ? hard.type
      : 'quotation';
  return { ...(fault && { fault }), soft: findings.length > 0 };
}

/** Of several errors the plainest is told. */
function rank(type: FindingType): number {
  return FINDING_TYPES.indexOf(type);
}

const readings = new WeakMap<Article, GuardSource>();

/** The article as the guard reads it, once; inter-titles hold names too, and are cited as no paragraph. */
function sourceOf(article: Article): GuardSource {
  const known = readings.get(article);
  if (known) return known;
  const blocks = article.body.map((block) => ({ n: block.kind === 'paragraph' ? block.n : -1, text: block.text }));
  const source = readSource([{ n: 0, text: article.title }, ...blocks], article.language);
  readings.set(article, source);
  return source;
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
