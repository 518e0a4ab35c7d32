import { sql } from 'kysely';
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

/** Makes the articles of one story part of another, and the first one is no more. */
export async function mergeStory(db: Database, from: string, into: string): Promise<void> {
  await db
    .insertInto('story_articles')
    .columns(['story_id', 'article_id'])
    .expression((one) =>
      one
        .selectFrom('story_articles')
        .select((column) => [column.val(into).as('story_id'), 'article_id'])
        .where('story_id', '=', from),
    )
    .onConflict((on) => on.doNothing())
    .execute();
  await db.deleteFrom('stories').where('id', '=', from).execute();
}

/** What the grouping of stories needs of an article. */
export type StoryArticle = {
  seq: number;
  id: string;
  title: string;
  /** How its first paragraph begins; empty where it has none. */
  opening: string;
  language: string;
  publishedAt: number | null;
  publishedOn: string | null;
  storedAt: number;
  sameTextAs: string | null;
};

/** The place in the order of storage of the first article that was stored at this moment (epoch milliseconds) or later; undefined where none was. */
export async function findFirstStoredSince(db: Database, since: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('articles')
    .select((one) => one.fn.min('seq').as('seq'))
    .where('stored_at', '>=', since)
    .executeTakeFirst();
  return row?.seq ?? undefined;
}

/** Articles by order of storage: those after seq `after`, up to seq `to`; at most `limit`. */
export async function listForStories(
  db: Database,
  { after, to, limit }: { after: number; to: number; limit: number },
): Promise<readonly StoryArticle[]> {
  const rows = await selectForStories(db)
    .where('articles.seq', '>', after)
    .where('articles.seq', '<=', to)
    .orderBy('articles.seq')
    .limit(limit)
    .execute();
  return rows.map(toStoryArticle);
}

/** One article as the grouping of stories needs it. */
export async function findForStories(db: Database, id: string): Promise<StoryArticle | undefined> {
  const row = await selectForStories(db).where('articles.id', '=', id).executeTakeFirst();
  return row && toStoryArticle(row);
}

/** Those of the ids that are articles still. */
export async function keepStored(db: Database, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await db.selectFrom('articles').select('id').where('id', 'in', ids).execute();
  return rows.map(({ id }) => id);
}

/** More of a paragraph than stories are told by. */
const OPENING_CHARS = 400;

/** Read by SQLite: whole texts would be taken apart and thrown away for their first words. */
const opening = sql<string | null>`(
  select substr(json_extract(block.value, '$.text'), 1, ${sql.lit(OPENING_CHARS)})
  from json_each(revisions.body_json) as block
  where json_extract(block.value, '$.kind') = 'paragraph'
  order by block.key limit 1)`;

function selectForStories(db: Database) {
  return db
    .selectFrom('articles')
    .innerJoin('revisions', (join) =>
      join.onRef('revisions.article_id', '=', 'articles.id').onRef('revisions.revision', '=', 'articles.revision'),
    )
    .select([
      'articles.seq',
      'articles.id',
      'revisions.title',
      'articles.language',
      'articles.published_at',
      'articles.published_on',
      'articles.stored_at',
      'articles.same_text_as',
      opening.as('opening'),
    ]);
}

type StoryRow = Awaited<ReturnType<ReturnType<typeof selectForStories>['executeTakeFirstOrThrow']>>;

function toStoryArticle(row: StoryRow): StoryArticle {
  return {
    seq: row.seq,
    id: row.id,
    title: row.title,
    opening: row.opening ?? '',
    language: row.language,
    publishedAt: row.published_at,
    publishedOn: row.published_on,
    storedAt: row.stored_at,
    sameTextAs: row.same_text_as,
  };
}
