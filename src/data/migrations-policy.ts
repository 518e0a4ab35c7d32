import type { Kysely } from 'kysely';

/** What a source policy brings along: articles that members asked to see all the same, and what they contest of an outlet's card. */
export async function addPolicy(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('opened_articles')
    .addColumn('member_hash', 'text', (c) => c.notNull())
    .addColumn('article_id', 'text', (c) => c.notNull().references('articles.id').onDelete('cascade'))
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('opened_articles_pk', ['member_hash', 'article_id'])
    .execute();
  await db.schema.createIndex('opened_articles_by_article').on('opened_articles').column('article_id').execute();
  await db.schema.createIndex('opened_articles_by_time').on('opened_articles').column('opened_at').execute();
  await db.schema
    .createTable('contests')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('outlet_id', 'text', (c) => c.notNull())
    .addColumn('outlet_name', 'text', (c) => c.notNull())
    .addColumn('member_hash', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('said', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('written_at', 'bigint', (c) => c.notNull())
    .addColumn('closed_at', 'bigint')
    .addUniqueConstraint('contests_once_a_day', ['member_hash', 'outlet_id', 'day'])
    .execute();
  await db.schema.createIndex('contests_by_state').on('contests').columns(['state', 'written_at']).execute();
  await db.schema.createIndex('contests_by_guild').on('contests').columns(['guild_id', 'state']).execute();
}
