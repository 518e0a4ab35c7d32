import * as z from 'zod';
import type { Database } from '../../data/database.ts';
import { findNews, listSeen, type News, type NewsArticle } from '../../data/edition-store.ts';
import type { DigestRow } from '../../data/schema.ts';
import { findStoryIds, listFirstOfOutlets } from '../../data/story-store.ts';
import { readSettings, type SourcePolicy } from '../settings.ts';
import { treatmentOf } from '../sources.ts';
import { type Ranked, rankStories } from './rank.ts';
import { mergeStories, newsTime, type Story } from './stories.ts';
import { recallMentions } from './topics-memory.ts';
import type { Mention } from './topics.ts';

/** What one message or two show well on a phone; a line says how many more articles there are. */
const SHOWN = 10;
/** Of more new articles than these only the newest are ranked, so that an edition after a long silence costs no more. */
const RANKED_ARTICLES = 500;
const MENTIONS = ['title', 'opening', 'text'] as const satisfies readonly Mention[];
const phrases = z.array(z.string());

export type ChosenStory = {
  lead: NewsArticle;
  /** One article of each other outlet that the story has and the server sees, new or not, by order of storage. */
  others: readonly NewsArticle[];
  /** All that is known of it comes from one outlet. */
  isSoleSource: boolean;
  /** Its lead's text is shown on request alone, by the server's source policy. */
  isHeld: boolean;
};

/**
 * `more` counts the new articles that no chosen story holds; `coversSeq` is the highest articles.seq accounted for. `isLabeling`:
 * by the server's source policy it is said who calls an outlet state-controlled.
 */
export type Choice = {
  stories: readonly ChosenStory[];
  more: number;
  coversSeq: number | null;
  isLabeling?: boolean;
};

export type ChoosingDigest = Pick<DigestRow, 'guild_id' | 'covered_seq' | 'topics_json' | 'muted_json'> & {
  /** In place of its server's. */
  sourcePolicy?: SourcePolicy;
};

/**
 * The stories of a digest's next edition, best first: of the articles that became its server's news since its last posted one,
 * merged by story, without those that a muted phrase names in the title or opening of an article, and without articles of outlets that the server
 * blocks.
 */
export async function chooseStories(db: Database, digest: ChoosingDigest): Promise<Choice> {
  const news = await findNews(db, digest.guild_id, {
    coveredSeq: digest.covered_seq,
    limit: RANKED_ARTICLES,
  });
  if (news.lastSeq === null) return { stories: [], more: 0, coversSeq: digest.covered_seq };
  const groups = await findStoryIds(db, { from: news.articles.at(-1)?.seq ?? 0, to: news.articles[0]?.seq ?? 0 });
  const mentions = await readMentions(db, news, digest);
  const sourcePolicy = digest.sourcePolicy ?? (await readSettings(db, digest.guild_id)).sourcePolicy;
  const isShown = ({ outlet }: NewsArticle) => treatmentOf(outlet, sourcePolicy) !== 'blocked';
  const kept = mergeStories(news.articles.filter(isShown), groups).filter((story) => !mentions.isMuted(story));
  const ranked = kept.map((story) => ({ ...describeStory(story), topics: mentions.topicsOf(story), story }));
  const chosen = rankStories(ranked, SHOWN).map(({ story }) => story);
  const count = (stories: readonly Story[]) => stories.reduce((sum, { articles }) => sum + articles.length, 0);
  const more = count(kept) - count(chosen) + news.total - news.articles.length;
  const stories = (await addOthers(db, chosen, { guildId: digest.guild_id, until: news.lastSeq })).map((story) => ({
    ...story,
    others: story.others.filter(isShown),
    isHeld: treatmentOf(story.lead.outlet, sourcePolicy) === 'held',
  }));
  return { stories, more, coversSeq: news.lastSeq, isLabeling: sourcePolicy !== 'allowed' };
}

function describeStory({ id, lead, articles }: Story): Omit<Ranked, 'topics'> {
  return {
    id,
    outletIds: [...new Set(articles.flatMap(({ outlet }) => outlet?.id ?? []))],
    leadOutletId: lead.outlet?.id ?? null,
    newestAt: Math.max(...articles.map(newsTime)),
    newestSeq: Math.max(...articles.map(({ seq }) => seq)),
  };
}

/** What a digest's phrases say of its stories. */
async function readMentions(db: Database, news: News, digest: ChoosingDigest) {
  const topics = phrases.parse(JSON.parse(digest.topics_json));
  const muted = phrases.parse(JSON.parse(digest.muted_json));
  const mentionOf = await recallMentions(db, news.articles, [...topics, ...muted]);
  const find = (phrase: string, { articles }: Story): Mention | undefined => {
    const found = new Set(articles.map((article) => mentionOf(phrase, article)));
    return MENTIONS.find((mention) => found.has(mention));
  };
  return {
    topicsOf: (story: Story) => topics.flatMap((topic) => find(topic, story) ?? []),
    isMuted: (story: Story) => muted.some((phrase) => ['title', 'opening'].includes(find(phrase, story) ?? 'text')),
  };
}

async function addOthers(
  db: Database,
  stories: readonly Story[],
  { guildId, until }: { guildId: string; until: number },
): Promise<readonly Omit<ChosenStory, 'isHeld'>[]> {
  const firsts = await listFirstOfOutlets(
    db,
    stories.map(({ id }) => id),
    until,
  );
  const found = await listSeen(db, guildId, [...new Set(firsts.map(({ seq }) => seq))]);
  const bySeq = new Map(found.map((article) => [article.seq, article]));
  return stories.map(({ id, lead, articles }) => {
    const members = firsts.flatMap(({ storyId, seq }) => (storyId === id ? (bySeq.get(seq) ?? []) : []));
    const others = members.filter(({ outlet }) => outlet?.id !== lead.outlet?.id);
    const isOneOutlet = lead.outlet !== null && articles.every(({ outlet }) => outlet?.id === lead.outlet?.id);
    return { lead, others, isSoleSource: others.length === 0 && (articles.length === 1 || isOneOutlet) };
  });
}
