import { compareSides, type Group, type Story } from './story-group.ts';
import { joinStories, rarityOf, type StoryMemory } from './story-memory.ts';

/** Names, concepts and numbers alone must be this much alike, with so many of them in common. */
const LIKENESS = 0.42;
const COMMON = 3;
const CANDIDATES = 3;

/**
 * Joins a group, which an article with these shared terms came to, to the story of other languages that its names and numbers point to. A story holds one group of each language:
 * two of one language that are not alike by their own words are not made one by their names. Gives the stories it was joined to.
 */
export function linkLanguages(
  memory: StoryMemory,
  group: Group,
  { terms, isInReach }: { terms: Iterable<string>; isInReach: (other: Group) => boolean },
): readonly Story[] {
  const joined: Story[] = [];
  for (const other of findCandidates(memory, group, terms)) {
    if (other.story === group.story || !isInReach(other) || speakAlike(group, other)) continue;
    const { cosine, common } = compareSides(group.shared, other.shared);
    if (common.length < COMMON || cosine < LIKENESS) continue;
    joined.push(group.story, other.story);
    joinStories(other.story, group.story);
  }
  return joined;
}

function findCandidates({ shared, groups }: StoryMemory, group: Group, terms: Iterable<string>): readonly Group[] {
  const found = new Map<Group, number>();
  for (const term of terms) {
    const holders = shared.get(term);
    if (!holders || holders.size > MAX_HOLDERS) continue;
    const rarity = rarityOf(holders.size, groups.size);
    for (const other of holders.keys())
      if (other.language !== group.language) found.set(other, (found.get(other) ?? 0) + rarity);
  }
  const ranked = [...found].toSorted(([a, x], [b, y]) => y - x || a.n - b.n);
  return ranked.slice(0, CANDIDATES).map(([other]) => other);
}

/** A name that so many groups hold points to none of them: "Europe". Bounds the work too. */
const MAX_HOLDERS = 400;

function speakAlike(one: Group, other: Group): boolean {
  const spoken = new Set(Array.from(one.story.groups, ({ language }) => language));
  return Array.from(other.story.groups).some(({ language }) => spoken.has(language));
}
