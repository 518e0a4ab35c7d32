import { addVector, compareSides, type Group, scoreGroups, type Story } from './story-group.ts';
import type { StoryItem } from './story-item.ts';
import { linkLanguages } from './story-links.ts';
import { absorbGroup, emptyMemory, foundGroup, type StoryMemory, sweep, weighTerms } from './story-memory.ts';
import { createNameBook } from './story-names.ts';
import { readTerms } from './story-terms.ts';

/** News of one event follows within three days; what follows later is another. */
export const STORY_WINDOW_MS = 72 * 3_600_000;
/** However long it goes on, an affair of weeks is many events. */
const MAX_STORY_MS = 5 * 24 * 3_600_000;
const MAX_ITEMS = 20_000;

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
 * within the window of the newest article (default: 72 hours), and at most `maxItems` (default: 20,000).
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
      const own = weighTerms(terms.own, memory.own, memory.counts.get(language) ?? 0);
      const shared = weighTerms(names.spell(terms.shared), memory.shared, memory.groups.size);
      const near = rankGroups(memory, own, (group) => isInReach(group, item.at));
      const twin = memory.byId.get(like ?? '');
      const best = near[0] && near[0].lead >= 0 ? near[0].group : undefined;
      const group = twin ?? best ?? foundGroup(memory, item, language);
      join(memory, group, item, { own, shared });
      const { grown, joined } = mergeNear(memory, group, near);
      const linked = linkLanguages(memory, grown, {
        terms: shared.keys(),
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
      groups: memory.groups.size,
      terms: memory.own.size + memory.shared.size,
    }),
  };
}

type Vector = ReadonlyMap<string, number>;
type Near = { group: Group; lead: number };

/** The groups that are most like an article; `lead`: how far beyond what is needed to join. */
function rankGroups({ own }: StoryMemory, vector: Vector, isInReach: (group: Group) => boolean): readonly Near[] {
  return Array.from(
    scoreGroups(vector, own, (group) => group.own),
    ([group, likeness]) => ({ group, lead: likeness - LIKENESS - FEW_LIKENESS / group.ids.length }),
  )
    .filter(({ group, lead }) => lead + FEW_LIKENESS >= 0 && isInReach(group))
    .toSorted((a, b) => b.lead - a.lead || a.group.n - b.group.n)
    .slice(0, NEIGHBORS);
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
  addVector({ group, side: group.own, index: memory.own }, vectors.own);
  addVector({ group, side: group.shared, index: memory.shared }, vectors.shared);
}

/** What an article stands between may be one event: groups that were founded apart and have grown alike. */
function mergeNear(
  memory: StoryMemory,
  group: Group,
  near: readonly Near[],
): { grown: Group; joined: readonly Story[] } {
  let grown = group;
  const joined: Story[] = [];
  for (const { group: other } of near) {
    if (other === grown || !memory.groups.has(other)) continue;
    const needed = MERGE_LIKENESS + FEW_MERGE_LIKENESS / Math.min(grown.ids.length, other.ids.length);
    if (compareSides(grown.own, other.own).cosine < needed) continue;
    joined.push(grown.story, other.story);
    grown = absorbGroup(memory, grown, other);
  }
  return { grown, joined };
}

function toPlaced({ id, groups }: Story, joined: readonly string[]): Placed {
  const absorbed = [...new Set(joined)].filter((other) => other !== id);
  const all = [...groups];
  const startedAt = Math.min(...all.map(({ firstAt }) => firstAt));
  return { storyId: id, absorbed, startedAt, isAlone: all.length === 1 && all.every(({ ids }) => ids.length === 1) };
}
