import type { Article } from '../articles.ts';
import { splitSentences } from '../sentences.ts';
import type { Point } from '../summaries-text.ts';
import { asksNumber, termsOf } from './question-terms.ts';

/** A sentence holds this share of the question's weight, or it answers nothing. */
const MIN_COVERAGE = 0.5;
/** And of the best one's score, to stand beside it. */
const BESIDE_BEST = 0.75;
const MAX_SENTENCES = 3;
const NUMBER_BONUS = 0.15;

export type Extract = Point & { score: number };

/**
 * The article's own sentences that hold the words of a question, in its order, at most three; none where no sentence holds half
 * of them. Rare words weigh more (inverse document frequency over the article's sentences, Spärck Jones 1972).
 */
export function extractAnswer(article: Article, question: string): readonly Extract[] {
  const terms = termsOf(question);
  if (terms.length === 0) return [];
  const sentences = article.body.flatMap((block) =>
    block.kind === 'heading'
      ? []
      : splitSentences(block.text, article.language).map((text) => ({
          paragraph: block.n,
          text,
          terms: new Set(termsOf(text)),
        })),
  );
  const weights = new Map(terms.map((term) => [term, weigh(term, sentences)] as const));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const scored = sentences.map((sentence): { sentence: typeof sentence; score: number } => {
    const held = terms.reduce((sum, term) => sum + (sentence.terms.has(term) ? (weights.get(term) ?? 0) : 0), 0);
    const isNumber = asksNumber(question) && /\p{Nd}/u.test(sentence.text);
    return { sentence, score: held / total + (held > 0 && isNumber ? NUMBER_BONUS : 0) };
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const floor = Math.max(MIN_COVERAGE, best * BESIDE_BEST);
  const chosen = new Set(
    scored
      .filter(({ score }) => score >= floor)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, MAX_SENTENCES),
  );
  return scored
    .filter((one) => chosen.has(one))
    .map(({ sentence: { text, paragraph }, score }) => ({ text, evidence: [{ paragraph, quote: text }], score }));
}

/** A word that the article lacks counts as the rarest: what the question asks for is then likely not there. */
function weigh(term: string, sentences: readonly { terms: ReadonlySet<string> }[]): number {
  const holding = sentences.filter((sentence) => sentence.terms.has(term)).length;
  return Math.log(1 + sentences.length / (holding + 0.5));
}
