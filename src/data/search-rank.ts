import { foldText, splitWords } from './analyzer.ts';

/** A match as ranking sees it. */
export type Candidate = {
  seq: number;
  id: string;
  /** FTS5's bm25: the better, the lower; null where nothing was typed. */
  bm25: number | null;
  /** When it was published as far as known, else stored: epoch milliseconds. */
  at: number;
  /** The article stored first with the same text. */
  twinOf: string | null;
};

/** After so long a match counts half: an article of today that mentions a word stands beside one of last year that is about it. */
const HALF_LIFE_DAYS = 180;
const DAY_MS = 86_400_000;

/**
 * By relevance and recency: score = -bm25 × 2^(-age / 180 days), the highest first; of equals the one stored last. An exponential
 * decay needs no clock: whatever the day it is counted from, the order is the same, so pages of a result hold together.
 */
export function rankCandidates(candidates: readonly Candidate[]): readonly Candidate[] {
  const newest = candidates.reduce((latest, { at }) => Math.max(latest, at), 0);
  const score = ({ bm25, at }: Candidate) => -(bm25 ?? 0) * 2 ** ((at - newest) / DAY_MS / HALF_LIFE_DAYS);
  return candidates
    .map((candidate) => ({ candidate, score: score(candidate) }))
    .toSorted((a, b) => b.score - a.score || b.candidate.seq - a.candidate.seq)
    .map(({ candidate }) => candidate);
}

/** Articles of one text, the best ranked first and in its place. */
export type Twins = { first: Candidate; others: readonly Candidate[] };

/** Each text once, in the order of its best ranked article. */
export function foldTwins(ranked: readonly Candidate[]): readonly Twins[] {
  const byText = new Map<string, Candidate[]>();
  for (const candidate of ranked) {
    const text = candidate.twinOf ?? candidate.id;
    const known = byText.get(text);
    if (known) known.push(candidate);
    else byText.set(text, [candidate]);
  }
  return [...byText.values()].flatMap(([first, ...others]) => (first ? [{ first, others }] : []));
}

/** How well a title says what was typed: 2 when it is that, 1 when it holds it word by word, else 0. */
export function gradeTitle(title: string, typed: readonly string[]): 0 | 1 | 2 {
  // Most titles hold other forms of the words: they are not taken apart.
  const folded = foldText(title);
  if (!typed.every((word) => folded.includes(word.slice(0, 1)))) return 0;
  const words = splitWords(title);
  const isHeld = (from: number) => typed.every((word, i) => words[from + i] === word);
  if (typed.length === 0 || !words.some((_, from) => isHeld(from))) return 0;
  return words.length === typed.length ? 2 : 1;
}
