import { sql } from 'kysely';
import * as z from 'zod';
import type { Database } from './database.ts';

/** Why articles go, and for the tombstone of those that managers removed: for which servers. */
export type Going = { reason: 'age' | 'removed'; at: number; guildIds?: readonly string[] };

/** An item of a feed whose article went. */
export const GONE = { article_id: null, state: 'gone', item_json: null, due_at: null, news_seq: 0 } as const;

const guildIds = z.array(z.string());

/**
 * Deletes articles with all that was made of them: revisions, texts, search words, places in stories. What is left is a
 * tombstone. Their feed items stay as `gone`, so that the feed does not bring them back. In the caller's transaction.
 */
export async function deleteArticles(db: Database, ids: readonly string[], going: Going): Promise<void> {
  if (ids.length === 0) return;
  await buryArticles(db, ids, going);
  await db.updateTable('feed_items').set(GONE).where('article_id', 'in', ids).execute();
  await passOnSameText(db, ids);
  await db.deleteFrom('texts').where('article_id', 'in', ids).execute();
  await db.deleteFrom('hidden_articles').where('article_id', 'in', ids).execute();
  const words = db.selectFrom('articles').select('seq').where('id', 'in', ids);
  await sql`delete from article_words where rowid in (${words})`.execute(db);
  const stories = await db
    .selectFrom('story_articles')
    .select('story_id')
    .distinct()
    .where('article_id', 'in', ids)
    .execute();
  // Revisions, places in stories and the servers that added it go with it (on delete cascade).
  await db.deleteFrom('articles').where('id', 'in', ids).execute();
  await deleteEmptyStories(
    db,
    stories.map((story) => story.story_id),
  );
}

async function buryArticles(db: Database, ids: readonly string[], { reason, at, guildIds: removers }: Going) {
  const rows = await db
    .selectFrom('articles')
    .innerJoin('revisions', (join) =>
      join.onRef('revisions.article_id', '=', 'articles.id').onRef('revisions.revision', '=', 'articles.revision'),
    )
    .select(['articles.id', 'revisions.title', 'articles.url', 'articles.address_key'])
    .where('articles.id', 'in', ids)
    .execute();
  if (rows.length === 0) return;
  const left = { reason, gone_at: at, guilds_json: removers ? JSON.stringify(removers) : null };
  await db
    .insertInto('gone_articles')
    .values(rows.map((row) => ({ ...row, ...left })))
    // An id of an import file may come and go again.
    .onConflict((on) =>
      on.column('id').doUpdateSet((row) => ({
        ...left,
        title: row.ref('excluded.title'),
        url: row.ref('excluded.url'),
        address_key: row.ref('excluded.address_key'),
      })),
    )
    .execute();
}

/** Where the article that was stored first with a text goes, the next one takes its place. */
async function passOnSameText(db: Database, ids: readonly string[]): Promise<void> {
  const twins = await db
    .selectFrom('articles')
    .select(['id', 'same_text_as'])
    .where('same_text_as', 'in', ids)
    .where('id', 'not in', ids)
    .orderBy('seq')
    .execute();
  for (const [first, ...others] of Map.groupBy(twins, (twin) => twin.same_text_as).values()) {
    await db
      .updateTable('articles')
      .set({ same_text_as: null })
      .where('id', '=', first?.id ?? '')
      .execute();
    const rest = others.map((twin) => twin.id);
    if (first && rest.length > 0)
      await db.updateTable('articles').set({ same_text_as: first.id }).where('id', 'in', rest).execute();
  }
}

async function deleteEmptyStories(db: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const left = db.selectFrom('story_articles').select('story_id').where('story_id', 'in', ids);
  await db.deleteFrom('stories').where('id', 'in', ids).where('id', 'not in', left).execute();
}

/** The tombstone of an article that is not kept any more; undefined where there is none, or the article is stored again. */
export async function findGoneArticle(db: Database, id: string) {
  return db
    .selectFrom('gone_articles')
    .select(['id', 'title', 'url', 'reason', 'gone_at as goneAt'])
    .where('id', '=', id)
    .where('id', 'not in', db.selectFrom('articles').select('id').where('id', '=', id))
    .executeTakeFirst();
}

/**
 * Whom an article is for: `readers` are the servers that added it or follow a feed with it, without those that hid it; the
 * empty string among them stands for every server. `shownTo`: servers whose editions show it. Undefined for an unknown id.
 */
export async function findReaders(db: Database, id: string) {
  const article = await db.selectFrom('articles').select(['id', 'scope']).where('id', '=', id).executeTakeFirst();
  if (!article) return undefined;
  const added = db.selectFrom('article_guilds').select('guild_id').where('article_id', '=', id);
  const followed = db
    .selectFrom('feed_items')
    .innerJoin('guild_feeds', 'guild_feeds.feed_id', 'feed_items.feed_id')
    .select('guild_feeds.guild_id')
    .where('feed_items.article_id', '=', id);
  const holders = await added.union(followed).execute();
  const hiding = await db.selectFrom('hidden_articles').select('guild_id').where('article_id', '=', id).execute();
  const shown = await db
    .selectFrom('edition_articles')
    .innerJoin('slots', 'slots.id', 'edition_articles.slot_id')
    .innerJoin('digests', 'digests.id', 'slots.digest_id')
    .select('digests.guild_id')
    .distinct()
    .where('edition_articles.article_id', '=', id)
    .execute();
  const hidden = new Set(hiding.map((row) => row.guild_id));
  const readers = new Set(article.scope === 'all' ? [''] : []);
  for (const { guild_id } of holders) if (!hidden.has(guild_id)) readers.add(guild_id);
  return { readers, hidden, shownTo: new Set(shown.map((row) => row.guild_id)) };
}

/** Keeps an article from one server's eyes; once more changes nothing. */
export async function hideArticle(
  db: Database,
  id: string,
  by: { guildId: string; memberId: string; at: number },
): Promise<void> {
  await db
    .insertInto('hidden_articles')
    .values({ guild_id: by.guildId, article_id: id, hidden_by: by.memberId, hidden_at: by.at })
    .onConflict((on) => on.doNothing())
    .execute();
}

/** Those of the articles that a server's managers keep from its eyes. */
export async function listHidden(db: Database, ids: readonly string[], guildId: string): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('hidden_articles')
    .select('article_id')
    .where('guild_id', '=', guildId)
    .where('article_id', 'in', ids)
    .execute();
  return new Set(rows.map((row) => row.article_id));
}

/** Takes that back; false where it was not hidden. */
export async function showArticle(db: Database, id: string, guildId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('hidden_articles')
    .where('article_id', '=', id)
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  return numDeletedRows > 0;
}

/**
 * Whether what a feed lists under this address was removed by the managers of all the servers that follow the feed: it is
 * not to be stored for them again. A member who adds the address stores it all the same.
 */
export async function isRemovedForFeed(db: Database, feedId: string, addressKey: string): Promise<boolean> {
  const tombs = await db
    .selectFrom('gone_articles')
    .select('guilds_json')
    .where('address_key', '=', addressKey)
    .where('guilds_json', 'is not', null)
    .execute();
  if (tombs.length === 0) return false;
  const removers = new Set(tombs.flatMap((tomb) => guildIds.parse(JSON.parse(tomb.guilds_json ?? '[]'))));
  const followers = await db.selectFrom('guild_feeds').select('guild_id').where('feed_id', '=', feedId).execute();
  return followers.length > 0 && followers.every((row) => removers.has(row.guild_id));
}
