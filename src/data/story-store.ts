import type { Database } from './database.ts';

/** Puts articles into a story, which begins with the first of them. One that is in it already stays. */
export async function addToStory(
  db: Database,
  story: { id: string; startedAt: number },
  articleIds: readonly string[],
): Promise<void> {
  await db
    .insertInto('stories')
    .values({ id: story.id, started_at: story.startedAt })
    .onConflict((on) => on.doNothing())
    .execute();
  if (articleIds.length === 0) return;
  await db
    .insertInto('story_articles')
    .values(articleIds.map((articleId) => ({ story_id: story.id, article_id: articleId })))
    .onConflict((on) => on.doNothing())
    .execute();
}

/** The story of each article from seq `from` to `to` that is in one, by article id; of several, the one whose id comes first. */
export async function findStoryIds(
  db: Database,
  { from, to }: { from: number; to: number },
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('articles')
    .innerJoin('story_articles', 'story_articles.article_id', 'articles.id')
    .select((one) => ['article_id', one.fn.min('story_id').as('story_id')])
    .where('articles.seq', '>=', from)
    .where('articles.seq', '<=', to)
    .groupBy('article_id')
    .execute();
  return new Map(rows.map((row) => [row.article_id, row.story_id]));
}

/** The seq of the article by which each outlet came to these stories, up to seq `until`; in order of storage. Articles of no known outlet are left out. */
export async function listFirstOfOutlets(
  db: Database,
  storyIds: readonly string[],
  until: number,
): Promise<readonly { storyId: string; seq: number }[]> {
  if (storyIds.length === 0) return [];
  const rows = await db
    .selectFrom('story_articles')
    .innerJoin('articles', 'articles.id', 'story_articles.article_id')
    .select((one) => ['story_id', one.fn.min('articles.seq').as('seq')])
    .where('story_id', 'in', storyIds)
    .where('articles.seq', '<=', until)
    .where('outlet_id', 'is not', null)
    .groupBy(['story_id', 'outlet_id'])
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ storyId: row.story_id, seq: row.seq }));
}
