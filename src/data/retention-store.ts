import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from './database.ts';
import { deleteArticles, GONE } from './keeping-store.ts';
import type { Schema } from './schema.ts';

/** Articles deleted in one transaction: others wait for it, and SQLite holds the process meanwhile. */
const AT_ONCE = 25;
/** What a feed has not listed for so long, while it listed others, is not kept in mind any more. */
const UNLISTED_MS = 30 * 24 * 3_600_000;

/** Where a pass has come to, in the order of storage. */
export type AgeCursor = { storedAt: number; seq: number };

export type Limits = {
  /** Epoch milliseconds. */
  now: number;
  /** Editions since then keep what they show. */
  shownSince: number;
};

/**
 * Looks at the next 25 articles stored before `before` and deletes those of them that nothing keeps. Gives the place to
 * go on from, undefined at the end. Kept are: every server's news (imports, the stored article), what an edition shows, what a
 * member added since, and the newest article of each feed.
 */
export async function deleteAged(
  db: Database,
  after: AgeCursor | undefined,
  { before, now, shownSince }: Limits & { before: number },
): Promise<AgeCursor | undefined> {
  const { storedAt, seq } = after ?? { storedAt: -1, seq: -1 };
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('articles')
      .select(['id', 'seq', 'stored_at'])
      .select((one) => isShown(one, shownSince).as('is_shown'))
      .select((one) => isAdded(one, before).as('is_added'))
      .select((one) => isNewest(one).as('is_newest'))
      .where('scope', '=', 'some')
      .where('stored_at', '<', before)
      .where(sql<SqlBool>`(stored_at, seq) > (${storedAt}, ${seq})`)
      .orderBy('stored_at')
      .orderBy('seq')
      .limit(AT_ONCE)
      .execute();
    const ids = rows.filter((row) => !row.is_shown && !row.is_added && !row.is_newest).map((row) => row.id);
    await deleteArticles(tx, ids, { reason: 'age', at: now });
    const last = rows.at(-1);
    return last && rows.length === AT_ONCE ? { storedAt: last.stored_at, seq: last.seq } : undefined;
  });
}

type OfArticle = ExpressionBuilder<Schema, 'articles'>;

function isShown(one: OfArticle, since: number) {
  return one.exists(
    one
      .selectFrom('edition_articles')
      .innerJoin('slots', 'slots.id', 'edition_articles.slot_id')
      .select('slots.id')
      .whereRef('edition_articles.article_id', '=', 'articles.id')
      .where((slot) => slot.or([slot('finished_at', 'is', null), slot('finished_at', '>=', since)])),
  );
}

function isAdded(one: OfArticle, since: number) {
  return one.exists(
    one
      .selectFrom('article_guilds')
      .select('guild_id')
      .whereRef('article_guilds.article_id', '=', 'articles.id')
      .where('added_at', '>=', since),
  );
}

/** In some feed nothing became news after it. */
function isNewest(one: OfArticle) {
  return one.exists(
    one
      .selectFrom('feed_items')
      .select('feed_id')
      .whereRef('feed_items.article_id', '=', 'articles.id')
      .where((item) =>
        item.not(
          item.exists(
            item
              .selectFrom('feed_items as others')
              .select('others.guid')
              .whereRef('others.feed_id', '=', 'feed_items.feed_id')
              .whereRef('others.news_seq', '>', 'feed_items.news_seq')
              .where('others.article_id', 'is not', null),
          ),
        ),
      ),
  );
}

/** The feed after `id` in the order of ids, to go through all of them one by one. */
export async function findFeedAfter(db: Database, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('feeds').select('id').where('id', '>', id).orderBy('id').limit(1).executeTakeFirst();
  return row?.id;
}

/**
 * Lets go of up to 25 articles of a feed beyond its newest `keep`, but of none that an edition shows, and deletes those
 * that no other feed and no member holds. Says whether there are more.
 */
export async function trimFeed(
  db: Database,
  feedId: string,
  { keep, now, shownSince }: Limits & { keep: number },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const held = tx.selectFrom('feed_items').where('feed_id', '=', feedId).where('article_id', 'is not', null);
    // Two items with one article have one news_seq; what was let go of has 0.
    const oldest = await held
      .select('news_seq')
      .distinct()
      .orderBy('news_seq', 'desc')
      .offset(keep - 1)
      .limit(1)
      .executeTakeFirst();
    if (!oldest) return false;
    const rows = await held
      .innerJoin('articles', 'articles.id', 'feed_items.article_id')
      .select(['articles.id', 'news_seq'])
      .distinct()
      .where('news_seq', '>', 0)
      .where('news_seq', '<', oldest.news_seq)
      .where((one) => one.not(isShown(one, shownSince)))
      .orderBy('news_seq')
      .limit(AT_ONCE)
      .execute();
    if (rows.length === 0) return false;
    const ids = rows.map((row) => row.id);
    await tx.updateTable('feed_items').set(GONE).where('feed_id', '=', feedId).where('article_id', 'in', ids).execute();
    await deleteArticles(tx, await findUnheld(tx, ids), { reason: 'age', at: now });
    return rows.length === AT_ONCE;
  });
}

async function findUnheld(db: Database, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('articles')
    .select('id')
    .where('id', 'in', ids)
    .where('scope', '=', 'some')
    .where('id', 'not in', db.selectFrom('article_guilds').select('article_id').where('article_id', 'in', ids))
    .where((one) =>
      one.not(
        one.exists(one.selectFrom('feed_items').select('guid').whereRef('feed_items.article_id', '=', 'articles.id')),
      ),
    )
    .execute();
  return rows.map((row) => row.id);
}

/**
 * Forgets up to 25 items of a feed that left no article, once the feed has long listed others and not them. What a
 * feed still lists is kept in mind for ever: it would be stored again. A feed that is not read forgets nothing.
 */
export async function forgetUnlisted(db: Database, feedId: string): Promise<boolean> {
  const items = db.selectFrom('feed_items').where('feed_id', '=', feedId);
  const { last } = await items.select((one) => one.fn.max('seen_at').as('last')).executeTakeFirstOrThrow();
  const unlisted = items
    .select('guid')
    .where('article_id', 'is', null)
    .where('state', '!=', 'waiting')
    .where('seen_at', '<', (last ?? 0) - UNLISTED_MS)
    .limit(AT_ONCE);
  const { numDeletedRows } = await db
    .deleteFrom('feed_items')
    .where('feed_id', '=', feedId)
    .where('guid', 'in', unlisted)
    .executeTakeFirst();
  return Number(numDeletedRows) === AT_ONCE;
}

/** Deletes up to 25 tombstones from before `before`; says whether there are more. */
export async function deleteTombstones(db: Database, before: number): Promise<boolean> {
  const old = db
    .selectFrom('gone_articles')
    .select('id')
    .where('gone_at', '<', before)
    .orderBy('gone_at')
    .limit(AT_ONCE);
  const { numDeletedRows } = await db.deleteFrom('gone_articles').where('id', 'in', old).executeTakeFirst();
  return Number(numDeletedRows) === AT_ONCE;
}
