import { splitWords } from '../../data/analyzer.ts';

/** Words compared of each text: enough to tell, and a bounded cost. */
const MAX_WORDS = 400;

/** The share of words that two texts have in common (Jaccard), 0 to 1; 1 for two that have none. */
export function likeness(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => new Set(splitWords(text.slice(0, MAX_WORDS * 12)).slice(0, MAX_WORDS)));
  if (!a || !b || (a.size === 0 && b.size === 0)) return 1;
  const both = a.intersection(b).size;
  return both / (a.size + b.size - both);
}
