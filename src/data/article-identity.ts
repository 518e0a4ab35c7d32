import { sql } from 'kysely';
import type { Database } from './database.ts';

/** What of a stored article decides whether a text is it again. */
export type StoredIdentity = {
  id: string;
  seq: number;
  revision: number;
  title: string;
  contentHash: string;
  textKey: string | null;
  addressKey: string | null;
  url: string | null;
  extent: 'full' | 'excerpt';
  bodyJson: string;
};

/** The stored articles with one of these address keys, of these text keys or of this content; in order of storage. */
export async function findIdentities(
  db: Database,
  by: { id: string } | { addressKeys: readonly string[] } | { textKey: string } | { contentHash: string },
): Promise<readonly StoredIdentity[]> {
  const query = selectIdentities(db);
  if ('id' in by) return query.where('articles.id', '=', by.id).execute();
  if ('textKey' in by) return query.where('articles.text_key', '=', by.textKey).execute();
  if ('contentHash' in by) return query.where('articles.content_hash', '=', by.contentHash).execute();
  return by.addressKeys.length === 0 ? [] : query.where('articles.address_key', 'in', by.addressKeys).execute();
}

/** The first stored article with this text, other than `id`. */
export async function findTwin(db: Database, textKey: string, id: string): Promise<string | null> {
  const row = await db
    .selectFrom('articles')
    .select('id')
    .where('text_key', '=', textKey)
    .where('id', '!=', id)
    .where('same_text_as', 'is', null)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Notes which article was stored first with the same text; null for none. */
export async function setTwin(db: Database, id: string, twin: string | null): Promise<void> {
  await db.updateTable('articles').set({ same_text_as: twin }).where('id', '=', id).execute();
}

/** Makes an article every server's news. */
export async function showToAll(db: Database, id: string): Promise<void> {
  await db.updateTable('articles').set({ scope: 'all' }).where('id', '=', id).where('scope', '=', 'some').execute();
}

/**
 * The next place in the order of storage, taken without an article: for one stored before that becomes some server's news now.
 * Later than all that any digest covers.
 */
export async function takeSeq(db: Database): Promise<number> {
  // https://sqlite.org/autoinc.html: an ordinary table, there from the first article on.
  const { rows } = await sql<{ seq: number }>`
    update sqlite_sequence set seq = seq + 1 where name = 'articles' returning seq`.execute(db);
  return rows[0]?.seq ?? 0;
}

/** A server holds an article of its own accord from now on; what it removed before is shown again. False where it did already. */
export async function holdArticle(
  db: Database,
  held: { articleId: string; guildId: string; memberId: string; now: number; newsSeq: number },
): Promise<boolean> {
  await db
    .deleteFrom('hidden_articles')
    .where('article_id', '=', held.articleId)
    .where('guild_id', '=', held.guildId)
    .execute();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('article_guilds')
    .values({
      article_id: held.articleId,
      guild_id: held.guildId,
      added_by: held.memberId,
      added_at: held.now,
      news_seq: held.newsSeq,
    })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

function selectIdentities(db: Database) {
  return db
    .selectFrom('articles')
    .innerJoin('revisions', (join) =>
      join.onRef('revisions.article_id', '=', 'articles.id').onRef('revisions.revision', '=', 'articles.revision'),
    )
    .select([
      'articles.id',
      'articles.seq',
      'articles.revision',
      'revisions.title',
      'articles.content_hash as contentHash',
      'articles.text_key as textKey',
      'articles.address_key as addressKey',
      'articles.url',
      'articles.extent',
      'revisions.body_json as bodyJson',
    ])
    .orderBy('articles.seq')
    .limit(20);
}
