import { skeletonsOf, soundAlike } from '../guard/transliterate.ts';

/** Gives every way of writing a name the one that came first. */
export type NameBook = { spell(terms: ReadonlyMap<string, number>): ReadonlyMap<string, number> };

/** Names of one generation; the one before is still known, so that memory is bounded and nothing is forgotten at once. */
const MAX_NAMES = 20_000;
/** So many names of one skeleton are compared by sound. */
const MAX_BUCKET = 24;
/** Shorter names sound like too many others. */
const MIN_SOUNDED = 4;

type Generation = { spellings: Map<string, string>; bySkeleton: Map<string, string[]> };

/** A book of the names seen, across scripts and customs of spelling: Choïgou, Shoigu and Шойгу are one. Terms that are no names stay. */
export function createNameBook(): NameBook {
  let generations: readonly [Generation, Generation] = [emptyGeneration(), emptyGeneration()];
  const learn = (name: string, spelling: string): string => {
    if (generations[0].spellings.size >= MAX_NAMES) generations = [emptyGeneration(), generations[0]];
    const [now] = generations;
    now.spellings.set(name, spelling);
    for (const skeleton of skeletonsOf(spelling)) {
      const bucket = now.bySkeleton.get(skeleton) ?? [];
      if (!bucket.includes(spelling) && bucket.length < MAX_BUCKET) bucket.push(spelling);
      now.bySkeleton.set(skeleton, bucket);
    }
    return spelling;
  };
  const spellOne = (name: string): string => {
    const known = generations[0].spellings.get(name);
    if (known !== undefined) return known;
    return learn(name, generations[1].spellings.get(name) ?? findAlike(name, generations) ?? name);
  };
  return {
    spell: (terms) =>
      new Map(
        Array.from(terms, ([term, weight]) => [term.startsWith('~') ? `~${spellOne(term.slice(1))}` : term, weight]),
      ),
  };
}

function emptyGeneration(): Generation {
  return { spellings: new Map(), bySkeleton: new Map() };
}

function findAlike(name: string, generations: readonly Generation[]): string | undefined {
  if (name.length < MIN_SOUNDED) return undefined;
  for (const { bySkeleton } of generations)
    for (const skeleton of skeletonsOf(name)) {
      const found = bySkeleton.get(skeleton)?.find((other) => other.length >= MIN_SOUNDED && soundAlike(name, other));
      if (found !== undefined) return found;
    }
  return undefined;
}
