import { stemWord } from '../../data/analyzer-stemmers.ts';
import type { Alignment } from './align.ts';
import { type GuardSource, pairKey, sentenceAt, type SourceSentence } from './source.ts';
import type { Token } from './tokens.ts';

/** How much of a text its source covers, each from 0 to 1. */
export type Coverage = {
  /** Neighboring words that stand side by side in the source. */
  pairs: number;
  /** Content words, by stem, that stand anywhere in it. */
  words: number;
  /** Content words, by stem, that stand in the best passage of one or two sentences. */
  passage: number;
  /** The aligned share. */
  order: number;
};

const stems = new WeakMap<GuardSource, ReadonlySet<string>>();

/** What of a text in the source's language the source covers; undefined for a text without content words. */
export function measureCoverage(
  tokens: readonly Token[],
  source: GuardSource,
  alignment: Alignment | undefined,
): Coverage {
  const content = tokens.filter(isContent);
  const all = stemsOf(source);
  const stem = (token: Token) => stemWord(token.key, source.language);
  const near = new Set(passageOf(source, alignment).flatMap(({ from, to }) => source.tokens.slice(from, to).map(stem)));
  const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
  let pairs = 0;
  for (let i = 1; i < tokens.length; i++) if (source.pairs.has(pairKey(tokens[i - 1], tokens[i]))) pairs++;
  return {
    pairs: share(pairs, tokens.length - 1),
    words: share(content.filter((token) => all.has(stem(token))).length, content.length),
    passage: share(content.filter((token) => near.has(stem(token))).length, content.length),
    order: alignment?.share ?? 0,
  };
}

function isContent({ key, isNumber }: Token): boolean {
  return key.length > 3 || isNumber;
}

function stemsOf(source: GuardSource): ReadonlySet<string> {
  const known = stems.get(source);
  if (known) return known;
  const set = new Set(Array.from(source.places.keys(), (key) => stemWord(key, source.language)));
  stems.set(source, set);
  return set;
}

/** The sentences that hold the matched words: the one with most, and its better neighbor. */
export function passageOf(source: GuardSource, alignment: Alignment | undefined): readonly SourceSentence[] {
  const counts = new Map<SourceSentence, number>();
  for (const [, place] of alignment?.matches ?? []) {
    const sentence = sentenceAt(source, place);
    if (sentence) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  const ranked = [...counts].toSorted(([a, n], [b, m]) => m - n || a.from - b.from);
  return ranked.slice(0, 2).map(([sentence]) => sentence);
}
