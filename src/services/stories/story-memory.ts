import { addVector, emptySide, type Group, removeSide, type Story, type TermIndex } from './story-group.ts';
import type { StoryItem } from './story-item.ts';

/** All that is remembered of the articles of the window. */
export type StoryMemory = {
  own: TermIndex;
  shared: TermIndex;
  groups: Set<Group>;
  byId: Map<string, Group>;
  /** Groups by language. */
  counts: Map<string, number>;
  founded: number;
  newest: number;
  sweptAt: number;
};

/** Rarity counts groups, not articles: a big story does not make its own words common. While groups are few, all words are nearly alike. */
const PRIOR_GROUPS = 100;
const PRIOR_HOLDERS = 3.5;
const RARITY_POWER = 0.75;
const SWEEP_EACH_MS = 3_600_000;

/** A memory of nothing. */
export function emptyMemory(): StoryMemory {
  const ever = Number.NEGATIVE_INFINITY;
  return {
    own: new Map(),
    shared: new Map(),
    groups: new Set(),
    byId: new Map(),
    counts: new Map(),
    founded: 0,
    newest: ever,
    sweptAt: ever,
  };
}

/** How much a term that `holders` of `all` groups have tells of an event. */
export function rarityOf(holders: number, all: number): number {
  return Math.max(0, Math.log((all + PRIOR_GROUPS + 1) / (holders + PRIOR_HOLDERS))) ** RARITY_POWER;
}

/** Terms with their rarity, as a vector of length one. `all`: the groups that could hold them. */
export function weighTerms(
  terms: ReadonlyMap<string, number>,
  index: TermIndex,
  all: number,
): ReadonlyMap<string, number> {
  const weighed = Array.from(terms, ([term, weight]): [string, number] => [
    term,
    weight * rarityOf(index.get(term)?.size ?? 0, all),
  ]);
  const length = Math.hypot(...weighed.map(([, weight]) => weight)) || 1;
  return new Map(weighed.map(([term, weight]) => [term, weight / length]));
}

/** A new group, and story, for an article that is like no other. */
export function foundGroup(memory: StoryMemory, { id, at }: StoryItem, language: string): Group {
  const n = memory.founded++;
  const story: Story = { id, n, groups: new Set() };
  const sides = { own: emptySide(), shared: emptySide() };
  const group: Group = { n, language, ids: [], firstAt: at, lastAt: at, ...sides, story };
  story.groups.add(group);
  memory.groups.add(group);
  memory.counts.set(language, (memory.counts.get(language) ?? 0) + 1);
  return group;
}

/** Makes one of two groups of one language; the older one stays. */
export function absorbGroup(memory: StoryMemory, one: Group, other: Group): Group {
  const [kept, gone] = one.n < other.n ? [one, other] : [other, one];
  joinStories(one.story, other.story);
  dropGroup(memory, gone);
  addVector({ group: kept, side: kept.own, index: memory.own }, gone.own.sums);
  addVector({ group: kept, side: kept.shared, index: memory.shared }, gone.shared.sums);
  for (const id of gone.ids) memory.byId.set(id, kept);
  kept.ids = [...kept.ids, ...gone.ids];
  kept.firstAt = Math.min(kept.firstAt, gone.firstAt);
  kept.lastAt = Math.max(kept.lastAt, gone.lastAt);
  return kept;
}

/** Makes one story of two; the older one's id stays. */
export function joinStories(one: Story, other: Story): void {
  if (one === other) return;
  const [into, from] = one.n < other.n ? [one, other] : [other, one];
  for (const group of from.groups) {
    group.story = into;
    into.groups.add(group);
  }
  from.groups.clear();
}

/** Forgets what the window has left behind, and beyond `maxItems` what was quiet for longest. */
export function sweep(
  memory: StoryMemory,
  at: number,
  { windowMs, maxItems }: { windowMs: number; maxItems: number },
): void {
  memory.newest = Math.max(memory.newest, at);
  const isFull = memory.byId.size >= maxItems;
  if (!isFull && memory.newest - memory.sweptAt < SWEEP_EACH_MS) return;
  memory.sweptAt = memory.newest;
  for (const group of memory.groups) if (group.lastAt < memory.newest - windowMs) forgetGroup(memory, group);
  if (memory.byId.size < maxItems) return;
  // A tenth at once: sorting for every article would cost more than all the rest.
  for (const group of [...memory.groups].toSorted((a, b) => a.lastAt - b.lastAt || a.n - b.n)) {
    if (memory.byId.size <= maxItems * 0.9) return;
    forgetGroup(memory, group);
  }
}

function forgetGroup(memory: StoryMemory, group: Group): void {
  dropGroup(memory, group);
  for (const id of group.ids) memory.byId.delete(id);
}

function dropGroup(memory: StoryMemory, group: Group): void {
  removeSide(group, group.own, memory.own);
  removeSide(group, group.shared, memory.shared);
  memory.groups.delete(group);
  group.story.groups.delete(group);
  memory.counts.set(group.language, (memory.counts.get(group.language) ?? 1) - 1);
}
