import { type Group, keepBest, type Ranked, type Story } from './story-group.ts';
import type { StoryItem } from './story-item.ts';
import { linkLanguages } from './story-links.ts';
import { absorbGroup, emptyMemory, foundGroup, isAlive, type StoryMemory, sweep, weighTerms } from './story-memory.ts';
import { createNameBook } from './story-names.ts';
import { addVector, compareRows, gather, type Vector } from './story-table.ts';
import { readTerms } from './story-terms.ts';

/** News of one event follows within three days; what follows later is another. */
export const STORY_WINDOW_MS = 72 * 3_600_000;
/** However long it goes on, an affair of weeks is many events. */
const MAX_STORY_MS = 5 * 24 * 3_600_000;
/** What fits into 50 MB. */
const MAX_ITEMS = 16_000;

/** Chosen by cross-validation over random halves of stories (docs/decisions/stories.md). */
const LIKENESS = 0.14;
/** A group of few articles is told by few words: one alone must be this much more alike. */
const FEW_LIKENESS = 0.3;
/** The same for two groups that have grown alike, and for the smaller of them. */
const MERGE_LIKENESS = 0.18;
const FEW_MERGE_LIKENESS = 0.25;
const NEIGHBORS = 3;

export type StoryIndexOptions = { windowMs?: number; maxItems?: number };

export type Placed = {
  /** The id of the story's first article. */
  storyId: string;
  /** Ids of stories that turned out to be this one. */
  absorbed: readonly string[];
  /** When the news of the story began, epoch milliseconds. */
  startedAt: number;
  /** Nothing else is in the story. */
  isAlone: boolean;
};

export type StoryIndex = {
  /** Puts an article into its story; one that was placed before stays. `like`: an article whose story it shares by all means. */
  place(item: StoryItem, like?: string | null): Placed;
  /** The story of an article that is remembered. */
  find(id: string): string | undefined;
  /** How much is remembered. */
  size(): { items: number; groups: number; terms: number };
};

/**
 * Groups articles by event as they come: one pass, the same groups for the same articles in the same order. Remembers what is
 * within the window of the newest article (default: 72 hours), and at most `maxItems` (default: 16,000).
 */
export function createStoryIndex({
  windowMs = STORY_WINDOW_MS,
  maxItems = MAX_ITEMS,
}: StoryIndexOptions = {}): StoryIndex {
  const memory = emptyMemory();
  const names = createNameBook();
  const isInReach = (group: Group, at: number) =>
    Math.abs(at - group.lastAt) <= windowMs && at - group.firstAt <= MAX_STORY_MS;
  return {
    place(item, like) {
      const known = memory.byId.get(item.id);
      if (known) return toPlaced(known.story, []);
      sweep(memory, item.at, { windowMs, maxItems });
      const terms = readTerms(item);
      const { language } = terms;
      const own = weighTerms(memory.table, terms.own, memory.counts.get(language) ?? 0);
      const shared = weighTerms(memory.table, names.spell(terms.shared), memory.alive);
      const near = rankGroups(memory, own, (group) => isInReach(group, item.at));
      const twin = memory.byId.get(like ?? '');
      const best = near[0] && near[0].lead >= 0 ? near[0].group : undefined;
      const group = twin ?? best ?? foundGroup(memory, item, language);
      join(memory, group, item, { own, shared });
      const { grown, joined } = mergeNear(memory, group, near);
      setNeed(memory, grown);
      const linked = linkLanguages(memory, grown, {
        shared,
        isInReach: (other) => isInReach(other, item.at),
      });
      return toPlaced(
        grown.story,
        [...joined, ...linked].map((story) => story.id).filter((id) => id !== item.id),
      );
    },
    find: (id) => {
      const group = memory.byId.get(id);
      return group?.story.id;
    },
    size: () => ({
      items: memory.byId.size,
      groups: memory.alive,
      terms: memory.table.vocabulary.numbers.size,
    }),
  };
}

/** A word that so many groups hold tells little, and would make every article a comparison with all of them. */
const MAX_HOLDERS = 300;

/** The groups that are most like an article; `lead`: how far beyond what is needed to join. */
function rankGroups(
  { table, groups, scales, needs }: StoryMemory,
  vector: Vector,
  isInReach: (group: Group) => boolean,
): readonly Ranked[] {
  const best: Ranked[] = [];
  const { slots, found, sums } = gather(table, { vector, most: MAX_HOLDERS });
  for (let i = 0; i < found; i++) {
    const slot = slots[i] ?? 0;
    const lead = (sums[slot] ?? 0) * (scales[slot] ?? 0) - (needs[slot] ?? 0);
    // Nearly all are not near, and are not worth more than this look.
    if (lead + FEW_LIKENESS < 0 || lead < (best[NEIGHBORS - 1]?.lead ?? lead)) continue;
    const group = groups[slot];
    if (group && isInReach(group)) keepBest(best, { group, lead }, NEIGHBORS);
  }
  return best;
}

/** What a search reads of a group, side by side with that of all others. */
function setNeed({ scales, needs }: StoryMemory, { slot, own, ids }: Group): void {
  scales[slot] = 1 / Math.sqrt(own.square);
  needs[slot] = LIKENESS + FEW_LIKENESS / ids.length;
}

function join(
  memory: StoryMemory,
  group: Group,
  { id, at }: StoryItem,
  vectors: { own: Vector; shared: Vector },
): void {
  group.ids.push(id);
  memory.byId.set(id, group);
  group.firstAt = Math.min(group.firstAt, at);
  group.lastAt = Math.max(group.lastAt, at);
  addVector(memory.table, { row: group.own, slot: group.slot }, vectors.own);
  addVector(memory.table, { row: group.shared, slot: group.slot }, vectors.shared);
}

/** What an article stands between may be one event: groups that were founded apart and have grown alike. */
function mergeNear(
  memory: StoryMemory,
  group: Group,
  near: readonly Ranked[],
): { grown: Group; joined: readonly Story[] } {
  let grown = group;
  const joined: Story[] = [];
  for (const { group: other } of near) {
    if (other === grown || !isAlive(memory, other)) continue;
    const needed = MERGE_LIKENESS + FEW_MERGE_LIKENESS / Math.min(grown.ids.length, other.ids.length);
    if (compareRows(memory.table, grown.own, other.own).cosine < needed) continue;
    joined.push(grown.story, other.story);
    grown = absorbGroup(memory, grown, other);
  }
  return { grown, joined };
}

function toPlaced({ id, groups }: Story, joined: readonly string[]): Placed {
  const absorbed = [...new Set(joined)].filter((other) => other !== id);
  const startedAt = Math.min(...groups.map(({ firstAt }) => firstAt));
  return { storyId: id, absorbed, startedAt, isAlone: groups.length === 1 && groups[0]?.ids.length === 1 };
}
