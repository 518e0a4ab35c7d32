import type { Kysely } from 'kysely';

/** What channels showed last: the article that a summary or translation is of when none is named. */
export async function openChannels(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('channel_articles')
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('reader', 'text', (c) => c.notNull())
    .addColumn('article_id', 'text', (c) => c.notNull().references('articles.id').onDelete('cascade'))
    .addColumn('shown_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('channel_articles_pk', ['channel_id', 'reader'])
    .execute();
  await db.schema.createIndex('channel_articles_by_article').on('channel_articles').column('article_id').execute();
  await db.schema.createIndex('channel_articles_by_reader').on('channel_articles').column('reader').execute();
  await db.schema.createIndex('channel_articles_by_time').on('channel_articles').column('shown_at').execute();
  await db.schema.createIndex('parts_by_channel').on('parts').columns(['channel_id', 'sent_at']).execute();
}
