import { type Group, keepBest, type Ranked, type Story } from './story-group.ts';
import { joinStories, rarityOf, type StoryMemory } from './story-memory.ts';
import { compareRows, gather, type Vector } from './story-table.ts';

/** Names, concepts and numbers alone must be this much alike, with so many of them in common. */
const LIKENESS = 0.42;
const COMMON = 3;
const CANDIDATES = 3;

/**
 * Joins a group, which an article with these shared terms came to, to the story of other languages that its names and numbers
 * point to. A story holds one group of each language: two of one language that are not alike by their own words are not made one
 * by their names. Gives the stories it was joined to.
 */
export function linkLanguages(
  memory: StoryMemory,
  group: Group,
  { shared, isInReach }: { shared: Vector; isInReach: (other: Group) => boolean },
): readonly Story[] {
  const joined: Story[] = [];
  for (const { group: other } of findCandidates(memory, group, shared)) {
    if (other.story === group.story || !isInReach(other) || speakAlike(group, other)) continue;
    const { cosine, common } = compareRows(memory.table, group.shared, other.shared);
    if (common < COMMON || cosine < LIKENESS) continue;
    joined.push(group.story, other.story);
    joinStories(other.story, group.story);
  }
  return joined;
}

/** A name that so many groups hold points to none of them: "Europe". Bounds the work too. */
const MAX_HOLDERS = 400;

function findCandidates({ table, groups, alive }: StoryMemory, group: Group, { ids }: Vector): readonly Ranked[] {
  const { counts } = table.vocabulary;
  const vector = { ids, weights: ids.map((id) => rarityOf(counts[id] ?? 0, alive)) };
  const best: Ranked[] = [];
  const { slots, found, sums } = gather(table, { vector, most: MAX_HOLDERS, isPlain: true });
  for (let i = 0; i < found; i++) {
    const slot = slots[i] ?? 0;
    const other = groups[slot];
    if (other && other.language !== group.language) keepBest(best, { group: other, lead: sums[slot] ?? 0 }, CANDIDATES);
  }
  return best;
}

function speakAlike(one: Group, other: Group): boolean {
  return other.story.groups.some(({ language }) => one.story.groups.some((own) => own.language === language));
}
