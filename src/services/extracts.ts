import type { Article } from './articles.ts';
import { choosePassages, type Limits } from './extracts-choice.ts';
import { collectPassages, type Passage } from './extracts-passages.ts';
import { WEIGHTS } from './extracts-weights.ts';
import type { Summary, SummaryLength } from './summaries-text.ts';

export const EXTRACT_LIMITS: Record<SummaryLength, Limits> = {
  'one-line': { maxWords: 60, maxPassages: 1 },
  short: { maxWords: 60, maxPassages: 3 },
  detailed: { maxWords: 120, maxPassages: 6 },
};

/**
 * A summary without a model: whole sentences of the article, verbatim and in its order, each its own evidence.
 * At most 60 words for `short` (up to three sentences), 120 for `detailed`, one sentence for `one-line`; only an article with
 * no sentence that short gives a longer one. Never headings; never a first "He said" whose antecedent is left out.
 */
export function extractSummary(article: Article, length: SummaryLength): Summary {
  const chosen = choose(collectPassages(article), article, EXTRACT_LIMITS[length]);
  // An article without a body is its title.
  if (chosen.length === 0)
    return { headline: null, points: [{ text: article.title, evidence: [{ paragraph: 0, quote: article.title }] }] };
  return { headline: null, points: toPoints(chosen) };
}

/** The first whole sentences that fit in 60 words: what an extract must not lose to. Those too long to fit before the first that does are passed over. */
export function leadSummary(article: Article): Summary {
  const { maxWords } = EXTRACT_LIMITS.short;
  const chosen: Passage[] = [];
  let left = maxWords;
  for (const passage of collectPassages(article)) {
    if (passage.length > left && chosen.length > 0) break;
    if (passage.length > left) continue;
    chosen.push(passage);
    left -= passage.length;
  }
  return { headline: null, points: toPoints(chosen) };
}

function toPoints(passages: readonly Passage[]): Summary['points'] {
  return passages.map(({ paragraph, text }) => ({ text, evidence: [{ paragraph, quote: text }] }));
}

function choose(passages: readonly Passage[], article: Article, limits: Limits): readonly Passage[] {
  const chosen = choosePassages(passages, { ...article, weights: WEIGHTS, limits });
  if (chosen.length > 0) return chosen;
  // All lean on another: then one that fits, with nothing before it; else the shortest.
  const fits = passages.find((passage) => passage.length <= limits.maxWords);
  const shortest = passages.toSorted((a, b) => a.length - b.length || a.order - b.order)[0];
  return [fits ?? shortest].filter((passage) => passage !== undefined);
}
