import type { Mention } from './topics.ts';

/** What ranking knows of a story. Ids are any that tell stories and outlets apart. */
export type Ranked = {
  id: string;
  /** Distinct outlets of its new articles; none where no outlet is known. */
  outletIds: readonly string[];
  /** The outlet of its lead article; null where it is not known. */
  leadOutletId: string | null;
  /** Of its newest article: epoch milliseconds, and the place in the order of storage. */
  newestAt: number;
  newestSeq: number;
  /** Where each of the digest's topics that occurs in it stands best. */
  topics: readonly Mention[];
};

const HALF_LIFE_MS = 12 * 3_600_000;
const WEIGHTS = { coverage: 1, recency: 1, topics: 1.5 } as const;
/** How sure a mention makes it that the story is on the topic. */
const TOPIC_SHARE: Readonly<Record<Mention, number>> = { title: 0.6, opening: 0.4, text: 0.2 };
/** What an outlet that leads a story already leaves to its next one. */
const REPEATED_OUTLET = 0.7;

/**
 * The `limit` stories that an edition shows, best first:
 * score = coverage + recency + 1.5 topics, each from 0 to 1, times 0.7 for each chosen story that the same outlet leads;
 * coverage = 1 - 0.5^(outlets - 1); recency = 0.5^(hours behind the newest story / 12);
 * topics = 1 - the product over mentions of (1 - 0.6 in a title, 0.4 in an opening, 0.2 in a text).
 * Equal scores: the newest, then the id. The order of `stories` does not count.
 */
export function rankStories<Story extends Ranked>(stories: readonly Story[], limit: number): readonly Story[] {
  const newestAt = Math.max(...stories.map((story) => story.newestAt));
  const waiting = stories
    .map((story) => ({ story, score: scoreStory(story, newestAt) }))
    .toSorted((a, b) => b.score - a.score || compareStories(a.story, b.story));
  const led = new Map<string, number>();
  const chosen: Story[] = [];
  while (chosen.length < limit && waiting.length > 0) {
    const scores = waiting.map(({ story, score }) => score * REPEATED_OUTLET ** timesLed(led, story));
    const best = Math.max(...scores);
    // Of equals after the discount, the tie is settled as before it.
    const tied = waiting.filter((_, i) => scores[i] === best).toSorted((a, b) => compareStories(a.story, b.story));
    const [next] = tied;
    if (!next) break;
    waiting.splice(waiting.indexOf(next), 1);
    chosen.push(next.story);
    const { leadOutletId } = next.story;
    if (leadOutletId !== null) led.set(leadOutletId, (led.get(leadOutletId) ?? 0) + 1);
  }
  return chosen;
}

/** A story's score before diversity, from 0 to 3.5. */
export function scoreStory(story: Omit<Ranked, 'id' | 'leadOutletId' | 'newestSeq'>, newestAt: number): number {
  const coverage = 1 - 0.5 ** Math.max(story.outletIds.length - 1, 0);
  const recency = 0.5 ** (Math.max(newestAt - story.newestAt, 0) / HALF_LIFE_MS);
  const misses = story.topics.reduce((product, mention) => product * (1 - TOPIC_SHARE[mention]), 1);
  return WEIGHTS.coverage * coverage + WEIGHTS.recency * recency + WEIGHTS.topics * (1 - misses);
}

function timesLed(led: ReadonlyMap<string, number>, { leadOutletId }: Ranked): number {
  return leadOutletId === null ? 0 : (led.get(leadOutletId) ?? 0);
}

function compareStories(a: Ranked, b: Ranked): number {
  return b.newestSeq - a.newestSeq || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
