import { type GuardSource, pairKey, sentenceAt } from './source.ts';
import type { Token } from './tokens.ts';

/** What stands between two matches: words of the claim against words of the source. */
export type Gap = {
  claim: readonly Token[];
  source: readonly Token[];
  /** Matched words without a break before and after; 0 at an end of the claim. */
  before: number;
  after: number;
  /** Where the claim's part begins, and the source's. */
  at: number;
  place: number;
};

/** A claim laid against the passage of the source that it is nearest to. */
export type Alignment = {
  /** Places in the source by places in the claim. */
  matches: readonly (readonly [claim: number, source: number])[];
  gaps: readonly Gap[];
  /** Share of the claim's words, by weight, that stand in the passage in the same order. */
  share: number;
};

/** Pairs that stand in more places than this say nothing of where to look. */
const MAX_PLACES = 60;
/** Shifts between claim and source are counted in steps of so many words, over a window of so many steps. */
const STEP = 8;
const WINDOW = 7;
/** A claim longer than this is laid in pieces, so that time stays in line with length. */
export const MAX_ALIGNED_TOKENS = 160;

/** Lays a claim of at most `MAX_ALIGNED_TOKENS` against the passage that shares most neighboring words with it; undefined where none does. */
export function alignClaim(claim: readonly Token[], source: GuardSource): Alignment | undefined {
  const shift = findShift(claim, source);
  if (shift === undefined || claim.length > MAX_ALIGNED_TOKENS) return undefined;
  const from = Math.max(0, shift);
  const to = Math.min(source.tokens.length, shift + WINDOW * STEP + claim.length);
  const passage = source.tokens.slice(from, to);
  const kept = dropStrays(matchInOrder(claim, passage));
  const matches = fillGaps(claim, passage, kept).map(([i, j]) => [i, j + from] as const);
  const total = claim.reduce((sum, token) => sum + weigh(token), 0);
  const held = matches.reduce((sum, [i]) => sum + weigh(claim[i]), 0);
  return { matches, gaps: findGaps(claim, source, matches), share: total === 0 ? 0 : held / total };
}

/** The shift from claim to source that most pairs of words agree on. */
function findShift(claim: readonly Token[], source: GuardSource): number | undefined {
  const votes = new Map<number, number>();
  const vote = (places: readonly number[], at: number, weight: number) => {
    for (const place of places) {
      const step = Math.floor((place - at) / STEP);
      votes.set(step, (votes.get(step) ?? 0) + weight);
    }
  };
  claim.forEach((token, i) => {
    const pairs = i > 0 ? (source.pairs.get(pairKey(claim[i - 1], token)) ?? []) : [];
    if (pairs.length <= MAX_PLACES) vote(pairs, i - 1, 3);
    const places = source.places.get(token.key) ?? [];
    if (places.length <= MAX_PLACES / 6 && weigh(token) > 1) vote(places, i, 1);
  });
  let best: number | undefined;
  let most = 0;
  for (const step of votes.keys()) {
    let sum = 0;
    // The middle of the window counts more: words left out of a claim shift what follows.
    for (let i = 0; i < WINDOW; i++) sum += (votes.get(step + i) ?? 0) * (i === 0 || i === WINDOW - 1 ? 0.9 : 1);
    if (sum > most || (sum === most && best !== undefined && step < best)) {
      most = sum;
      best = step;
    }
  }
  return best === undefined ? undefined : (best - 1) * STEP;
}

/** Words that hold a sentence together weigh less than those that say something. */
function weigh(token: Token | undefined): number {
  if (!token) return 0;
  return token.isNumber || token.isCapital || token.key.length > 3 ? 3 : 1;
}

/** The heaviest common subsequence, runs of neighbors preferred. */
function matchInOrder(claim: readonly Token[], passage: readonly Token[]): readonly (readonly [number, number])[] {
  const width = passage.length + 1;
  const best = new Float32Array((claim.length + 1) * width);
  const runs = new Uint16Array((claim.length + 1) * width);
  for (let i = 1; i <= claim.length; i++) {
    const token = claim[i - 1];
    for (let j = 1; j < width; j++) {
      const cell = i * width + j;
      const above = best[cell - width] ?? 0;
      const left = best[cell - 1] ?? 0;
      let value = Math.max(above, left);
      if (token?.key === passage[j - 1]?.key) {
        const run = runs[cell - width - 1] ?? 0;
        const matched = (best[cell - width - 1] ?? 0) + weigh(token) + (run > 0 ? 0.5 : 0);
        if (matched >= value) {
          value = matched;
          runs[cell] = run + 1;
        }
      }
      best[cell] = value;
    }
  }
  const matches: [number, number][] = [];
  for (let i = claim.length, j = passage.length; i > 0 && j > 0; ) {
    const cell = i * width + j;
    if ((runs[cell] ?? 0) > 0) matches.push([--i, --j]);
    else if ((best[cell - width] ?? 0) >= (best[cell - 1] ?? 0)) i--;
    else j--;
  }
  return matches.toReversed();
}

/** So few words that match far from the rest are chance: a name of the next sentence, put in this one. */
const STRAY_WORDS = 3;
const STRAY_DISTANCE = 6;

/** Matches without short runs that lie far from their neighbors in the source and near to them in the claim. */
function dropStrays(matches: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const runs: (readonly [number, number])[][] = [];
  for (const match of matches) {
    const [i, j] = runs.at(-1)?.at(-1) ?? [-9, -9];
    if (match[0] === i + 1 && match[1] === j + 1) runs.at(-1)?.push(match);
    else runs.push([match]);
  }
  const isFar = (one: readonly [number, number] | undefined, other: readonly [number, number] | undefined) =>
    !one || !other || other[1] - one[1] > other[0] - one[0] + STRAY_DISTANCE;
  if (runs.length === 1) return matches;
  return runs
    .filter(
      (run, k) =>
        run.length > STRAY_WORDS || !(isFar(runs[k - 1]?.at(-1), run[0]) && isFar(run.at(-1), runs[k + 1]?.[0])),
    )
    .flat();
}

/** Matches again what strays had kept apart, near to its neighbors. */
function fillGaps(
  claim: readonly Token[],
  passage: readonly Token[],
  kept: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const filled: (readonly [number, number])[] = [];
  for (let k = 0; k <= kept.length; k++) {
    const [i, j] = kept[k - 1] ?? [-1, -1];
    const [toClaim, toPassage] = kept[k] ?? [claim.length, passage.length];
    const length = toClaim - i - 1;
    const reach = length + STRAY_DISTANCE;
    const start = k === 0 ? Math.max(0, toPassage - reach) : j + 1;
    const end = k === kept.length ? Math.min(passage.length, start + reach) : toPassage;
    if (length > 1 && kept.length > 0)
      for (const [a, b] of matchInOrder(claim.slice(i + 1, toClaim), passage.slice(start, end)))
        filled.push([a + i + 1, b + start]);
    const match = kept[k];
    if (match) filled.push(match);
  }
  return filled;
}

function findGaps(claim: readonly Token[], source: GuardSource, matches: readonly (readonly [number, number])[]) {
  const gaps: Gap[] = [];
  const runs = runLengths(matches);
  for (let k = 0; k <= matches.length; k++) {
    const [fromClaim, fromSource] = matches[k - 1] ?? [-1, undefined];
    const [toClaim, toSource] = matches[k] ?? [claim.length, undefined];
    const inClaim = claim.slice(fromClaim + 1, toClaim);
    const start = fromSource === undefined ? edge(source, toSource, inClaim.length, -1) : fromSource + 1;
    const end = toSource ?? edge(source, fromSource, inClaim.length, 1);
    const inSource = source.tokens.slice(start, Math.max(start, end));
    if (inClaim.length === 0 && (inSource.length === 0 || k === 0 || k === matches.length)) continue;
    gaps.push({
      claim: inClaim,
      source: inSource,
      before: runs.endingAt[k - 1] ?? 0,
      after: runs.startingAt[k] ?? 0,
      at: fromClaim + 1,
      place: start,
    });
  }
  return gaps;
}

/** Before the first and after the last match the source counts for about as many words as the claim has there. */
function edge(source: GuardSource, place: number | undefined, length: number, direction: 1 | -1): number {
  if (place === undefined) return 0;
  const slack = length === 0 ? 0 : length + 2;
  // What opens a claim stands for what opens its sentence, not for the end of the one before.
  const { from, to } = sentenceAt(source, place) ?? { from: 0, to: 0 };
  if (direction < 0) return Math.max(from, place - slack);
  return Math.min(source.tokens.length, place + 1 + slack, Math.max(to, place + 1 + length));
}

function runLengths(matches: readonly (readonly [number, number])[]) {
  const joins = (k: number) => {
    const [a, b] = matches[k] ?? [0, 0];
    const [c, d] = matches[k - 1] ?? [-9, -9];
    return a === c + 1 && b === d + 1;
  };
  const endingAt: number[] = [];
  matches.forEach((_, k) => endingAt.push(k > 0 && joins(k) ? (endingAt[k - 1] ?? 0) + 1 : 1));
  const startingAt: number[] = matches.map(() => 1);
  for (let k = matches.length - 2; k >= 0; k--) if (joins(k + 1)) startingAt[k] = (startingAt[k + 1] ?? 0) + 1;
  return { endingAt, startingAt };
}
