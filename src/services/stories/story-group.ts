/** Articles of one language that tell of one event, as what their words have in common. */
export type Group = {
  /** Order of founding: decides between equals, and which of two that become one stays. */
  n: number;
  language: string;
  ids: string[];
  firstAt: number;
  lastAt: number;
  own: Side;
  shared: Side;
  story: Story;
};

/** The groups of one event in several languages: one of each language. `id`: of its first article. */
export type Story = { id: string; n: number; groups: Set<Group> };

/** The sum of the articles' term vectors, dampened, with the square of its length. */
export type Side = { sums: Map<string, number>; square: number };

/** What says a thing ten times says it less than ten times as loud: keeps big groups from drifting. */
const DAMPING = 0.8;

/** Terms to the groups that hold them, with the dampened sums. */
export type TermIndex = Map<string, Map<Group, number>>;

/** An empty side of a group. */
export function emptySide(): Side {
  return { sums: new Map(), square: 0 };
}

/** Adds a vector to one side of a group, and to the index. */
export function addVector(
  { group, side, index }: { group: Group; side: Side; index: TermIndex },
  vector: Iterable<readonly [string, number]>,
): void {
  for (const [term, weight] of vector) {
    const before = side.sums.get(term) ?? 0;
    const sum = before + weight;
    side.sums.set(term, sum);
    const dampened = sum ** DAMPING;
    side.square += dampened ** 2 - before ** (2 * DAMPING);
    const groups = index.get(term);
    if (groups) groups.set(group, dampened);
    else index.set(term, new Map([[group, dampened]]));
  }
}

/** Takes a group's side out of the index. */
export function removeSide(group: Group, side: Side, index: TermIndex): void {
  for (const term of side.sums.keys()) {
    const groups = index.get(term);
    groups?.delete(group);
    if (groups?.size === 0) index.delete(term);
  }
}

/** The cosine between two sides, 0 to 1, with the terms that they share. */
export function compareSides(one: Side, other: Side): { cosine: number; common: readonly string[] } {
  const [small, big] = one.sums.size < other.sums.size ? [one, other] : [other, one];
  const common: string[] = [];
  let dot = 0;
  for (const [term, sum] of small.sums) {
    const counterpart = big.sums.get(term);
    if (counterpart === undefined) continue;
    common.push(term);
    dot += (sum * counterpart) ** DAMPING;
  }
  return { cosine: dot === 0 ? 0 : dot / Math.sqrt(one.square * other.square), common };
}

/** A word that so many groups hold tells little, and would make every article a comparison with all of them. */
const MAX_HOLDERS = 300;

/** The cosine of a vector of length one with every group that shares a term with it that not everybody has. */
export function scoreGroups(
  vector: ReadonlyMap<string, number>,
  index: TermIndex,
  sideOf: (group: Group) => Side,
): ReadonlyMap<Group, number> {
  const dots = new Map<Group, number>();
  for (const [term, weight] of vector) {
    const holders = index.get(term);
    if (!holders || holders.size > MAX_HOLDERS) continue;
    for (const [group, dampened] of holders) dots.set(group, (dots.get(group) ?? 0) + weight * dampened);
  }
  for (const [group, dot] of dots) dots.set(group, dot / Math.sqrt(sideOf(group).square));
  return dots;
}
