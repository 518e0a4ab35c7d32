import { type Description, describePassages, PASSAGE_FEATURES } from './extracts-features.ts';
import type { Passage } from './extracts-passages.ts';

/** What is known of a choice of passages as a whole. */
export const CHOICE_FEATURES = [
  'words',
  'wordsSquared',
  'saidTwice',
  'titleCovered',
  'repeatedCovered',
  'neighbors',
] as const;

export type Feature = (typeof PASSAGE_FEATURES)[number] | (typeof CHOICE_FEATURES)[number];
export type Weights = Readonly<Record<Feature, number>>;

export type Limits = { maxWords: number; maxPassages: number };

/** Passages by their order, rising, and what the choice is worth. */
type Choice = { orders: readonly number[]; words: number; worth: number };

/** Of a long article the best passages by themselves are tried in company, and the first ones always. */
const MAX_CANDIDATES = 18;
const ALWAYS_TRIED = 3;
/** So many unfinished choices are carried on at each step. */
const BEAM = 16;

/**
 * The passages worth most together, in the article's order, within `limits`; none where no passage fits. One that leans on the
 * passage before it comes only with that one. The same input always gives the same choice.
 */
export function choosePassages(
  passages: readonly Passage[],
  { title, language, weights, limits }: { title: string; language: string; weights: Weights; limits: Limits },
): readonly Passage[] {
  const description = describePassages(passages, title, language);
  const alone = description.values.map((values) => weigh(values, PASSAGE_FEATURES, weights));
  const candidates = pickCandidates(passages, alone, limits).filter(
    (order, _, all) => !all.some((other) => other < order && saysAgain(order, other, description)),
  );
  let best: Choice = { orders: [], words: 0, worth: -Infinity };
  let beam: readonly Choice[] = [best];
  for (let size = 1; size <= limits.maxPassages && beam.length > 0; size++) {
    const grown = new Map<string, Choice>();
    for (const choice of beam) {
      for (const order of candidates) {
        const orders = extend(choice, order, passages, limits);
        if (!orders || grown.has(orders.join())) continue;
        const words = choice.words + (passages[order]?.length ?? 0);
        const own = orders.reduce((total, one) => total + (alone[one] ?? 0), 0);
        const worth =
          own + weigh(describeChoice(orders, words / limits.maxWords, description), CHOICE_FEATURES, weights);
        grown.set(orders.join(), { orders, words, worth });
      }
    }
    beam = [...grown.values()].toSorted((a, b) => b.worth - a.worth || compareOrders(a, b)).slice(0, BEAM);
    const [first] = beam;
    if (first && first.worth > best.worth) best = first;
  }
  return best.orders.flatMap((order) => passages[order] ?? []);
}

function weigh(values: readonly number[], names: readonly Feature[], weights: Weights): number {
  let worth = 0;
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (name !== undefined) worth += (values[i] ?? 0) * weights[name];
  }
  return worth;
}

function pickCandidates(
  passages: readonly Passage[],
  alone: readonly number[],
  { maxWords }: Limits,
): readonly number[] {
  return passages
    .filter(({ length }) => length <= maxWords)
    .map(({ order }) => order)
    .toSorted(
      (a, b) => Number(b < ALWAYS_TRIED) - Number(a < ALWAYS_TRIED) || (alone[b] ?? 0) - (alone[a] ?? 0) || a - b,
    )
    .slice(0, MAX_CANDIDATES);
}

/** The orders of `choice` and one more; undefined where that one is not to be added. */
function extend(
  choice: Choice,
  order: number,
  passages: readonly Passage[],
  { maxWords }: Limits,
): readonly number[] | undefined {
  const passage = passages[order];
  if (!passage || choice.orders.includes(order) || choice.words + passage.length > maxWords) return undefined;
  if (!passage.opens && !choice.orders.includes(order - 1)) return undefined;
  return [...choice.orders, order].toSorted((a, b) => a - b);
}

/** Whether most of the shorter of two passages stands in the longer: a standfirst often says the first paragraph again. */
function saysAgain(order: number, earlier: number, { terms }: Description): boolean {
  const [one, other] = [terms[order], terms[earlier]];
  if (!one || !other) return false;
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const term of small.keys()) if (large.has(term)) shared++;
  return shared > 0.7 * small.size;
}

/** `CHOICE_FEATURES` of passages by their rising orders; `fill` is the share of the words that they may have. */
export function describeChoice(orders: readonly number[], fill: number, description: Description): readonly number[] {
  const { terms, title, repeated, repeatedTotal } = description;
  const seen = new Set<string>();
  let [twice, inTitle, covered] = [0, 0, 0];
  for (const order of orders) {
    for (const term of terms[order]?.keys() ?? []) {
      if (seen.has(term)) {
        twice++;
        continue;
      }
      seen.add(term);
      covered += repeated.get(term) ?? 0;
      if (title.has(term)) inTitle++;
    }
  }
  return [
    fill,
    fill ** 2,
    twice / Math.max(1, seen.size),
    inTitle / Math.max(1, title.size),
    covered / Math.max(1, repeatedTotal),
    orders.filter((order, i) => i > 0 && order === (orders[i - 1] ?? 0) + 1).length,
  ];
}

function compareOrders(a: Choice, b: Choice): number {
  return (a.orders[0] ?? 0) - (b.orders[0] ?? 0) || (a.orders[1] ?? 0) - (b.orders[1] ?? 0);
}
