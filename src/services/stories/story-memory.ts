import type { Group, Story } from './story-group.ts';
import type { StoryItem } from './story-item.ts';
import { addVector, clearRow, emptyRow, emptyTable, readRow, type Table, type Vector } from './story-table.ts';
import { numberOf } from './story-vocabulary.ts';

/** All that is remembered of the articles of the window. */
export type StoryMemory = {
  table: Table;
  /** By slot; none where a slot is free. */
  groups: (Group | undefined)[];
  freeSlots: number[];
  /** By slot: one through the length of the group's own row, and how alike an article must be to join it. */
  scales: number[];
  needs: number[];
  alive: number;
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
    table: emptyTable(),
    groups: [],
    freeSlots: [],
    scales: [],
    needs: [],
    alive: 0,
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
export function weighTerms({ vocabulary }: Table, terms: ReadonlyMap<string, number>, all: number): Vector {
  const ids: number[] = [];
  const weights: number[] = [];
  let square = 0;
  for (const [term, weight] of terms) {
    const id = numberOf(vocabulary, term);
    const weighed = weight * rarityOf(vocabulary.counts[id] ?? 0, all);
    ids.push(id);
    weights.push(weighed);
    square += weighed * weighed;
  }
  const length = Math.sqrt(square) || 1;
  for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] ?? 0) / length;
  return { ids, weights };
}

/** A new group, and story, for an article that is like no other. */
export function foundGroup(memory: StoryMemory, { id, at }: StoryItem, language: string): Group {
  const n = memory.founded++;
  const slot = memory.freeSlots.pop() ?? memory.groups.length;
  const story: Story = { id, n, groups: [] };
  const rows = { own: emptyRow(), shared: emptyRow() };
  const group: Group = { n, slot, language, ids: [], firstAt: at, lastAt: at, ...rows, story };
  story.groups.push(group);
  memory.groups[slot] = group;
  memory.alive++;
  memory.counts.set(language, (memory.counts.get(language) ?? 0) + 1);
  return group;
}

/** Whether a group was not forgotten, and did not become part of another. */
export function isAlive({ groups }: StoryMemory, group: Group): boolean {
  return groups[group.slot] === group;
}

/** Makes one of two groups of one language; the older one stays. */
export function absorbGroup(memory: StoryMemory, one: Group, other: Group): Group {
  const [kept, gone] = one.n < other.n ? [one, other] : [other, one];
  const { table } = memory;
  joinStories(one.story, other.story);
  // Before the other is dropped: a term that no group holds is forgotten.
  addVector(table, { row: kept.own, slot: kept.slot }, readRow(table, gone.own));
  addVector(table, { row: kept.shared, slot: kept.slot }, readRow(table, gone.shared));
  dropGroup(memory, gone);
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
  for (const group of from.groups) group.story = into;
  into.groups.push(...from.groups);
  from.groups = [];
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
  for (const group of memory.groups) if (group && group.lastAt < memory.newest - windowMs) forgetGroup(memory, group);
  if (memory.byId.size < maxItems) return;
  // A tenth at once: sorting for every article would cost more than all the rest.
  const alive = memory.groups.filter((group) => group !== undefined);
  for (const group of alive.toSorted((a, b) => a.lastAt - b.lastAt || a.n - b.n)) {
    if (memory.byId.size <= maxItems * 0.9) return;
    forgetGroup(memory, group);
  }
}

function forgetGroup(memory: StoryMemory, group: Group): void {
  dropGroup(memory, group);
  for (const id of group.ids) memory.byId.delete(id);
}

function dropGroup(memory: StoryMemory, group: Group): void {
  clearRow(memory.table, group.own);
  clearRow(memory.table, group.shared);
  memory.groups[group.slot] = undefined;
  memory.freeSlots.push(group.slot);
  memory.alive--;
  group.story.groups = group.story.groups.filter((other) => other !== group);
  memory.counts.set(group.language, (memory.counts.get(group.language) ?? 1) - 1);
}
