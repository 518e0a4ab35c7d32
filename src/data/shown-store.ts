import type { Database } from './database.ts';

/** Which article a channel showed, and when. */
export type ShownArticle = { articleId: string; shownAt: number };

/** Notes what a channel showed: to everybody (an empty `reader`), or to one reader, by the hash of their id. */
export async function saveShown(
  db: Database,
  shown: ShownArticle & { channelId: string; reader: string },
): Promise<void> {
  const what = { article_id: shown.articleId, shown_at: shown.shownAt };
  await db
    .insertInto('channel_articles')
    .values({ channel_id: shown.channelId, reader: shown.reader, ...what })
    .onConflict((on) => on.columns(['channel_id', 'reader']).doUpdateSet(what))
    .execute();
}

/** What the channel showed last to everybody, and to this reader since `since`; the newest first. */
export async function findShown(
  db: Database,
  { channelId, reader, since }: { channelId: string; reader: string; since: number },
): Promise<readonly ShownArticle[]> {
  return db
    .selectFrom('channel_articles')
    .select(['article_id as articleId', 'shown_at as shownAt'])
    .where('channel_id', '=', channelId)
    .where((eb) => eb.or([eb('reader', '=', ''), eb.and([eb('reader', '=', reader), eb('shown_at', '>', since)])]))
    .orderBy('shown_at', 'desc')
    .execute();
}

/** The first story of the edition that was posted last in a channel; undefined where none was. */
export async function findPosted(db: Database, channelId: string): Promise<ShownArticle | undefined> {
  const last = await db
    .selectFrom('parts')
    .select(['slot_id', 'sent_at'])
    .where('channel_id', '=', channelId)
    .where('sent_at', 'is not', null)
    .orderBy('sent_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last || last.sent_at === null) return undefined;
  const first = await db
    .selectFrom('edition_articles')
    .innerJoin('articles', 'articles.id', 'edition_articles.article_id')
    .select('edition_articles.article_id')
    .where('edition_articles.slot_id', '=', last.slot_id)
    .where('edition_articles.lead', '=', 1)
    .orderBy('edition_articles.position')
    .limit(1)
    .executeTakeFirst();
  return first && { articleId: first.article_id, shownAt: last.sent_at };
}

/** Forgets what single readers were shown until `until`. */
export async function pruneShown(db: Database, until: number): Promise<void> {
  await db.deleteFrom('channel_articles').where('shown_at', '<=', until).where('reader', '<>', '').execute();
}

/** Forgets all that one reader was shown. */
export async function forgetShown(db: Database, reader: string): Promise<void> {
  await db.deleteFrom('channel_articles').where('reader', '=', reader).execute();
}
