import { type Kysely, sql } from 'kysely';

/** Feeds that are polled and followed by servers, what an article brings along from the web, and what was removed. */
export async function openNewsroom(db: Kysely<unknown>): Promise<void> {
  await extendFeeds(db);
  await extendFeedItems(db);
  await extendArticles(db);
  await createKeeping(db);
  await renewSearchIndex(db);
}

async function extendFeeds(db: Kysely<unknown>): Promise<void> {
  const texts = [
    'address_key',
    'site_url',
    'language',
    'etag',
    'last_modified',
    'body_hash',
    'problem_json',
    'lease_owner',
  ];
  const instants = [
    'polled_at',
    'succeeded_at',
    'read_at',
    'problem_since',
    'told_at',
    'interval_ms',
    'lease_until',
    'left_at',
  ];
  for (const name of texts) await db.schema.alterTable('feeds').addColumn(name, 'text').execute();
  for (const name of instants) await db.schema.alterTable('feeds').addColumn(name, 'bigint').execute();
  await db.schema
    .alterTable('feeds')
    .addColumn('failures', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('feeds')
    .addColumn('moved_json', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute();
  await db.schema.createIndex('feeds_by_address').on('feeds').column('address_key').execute();
  await db.schema.createIndex('feeds_by_due').on('feeds').columns(['state', 'due_at']).execute();
  await db.schema
    .createTable('guild_feeds')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('feed_id', 'text', (c) => c.notNull().references('feeds.id').onDelete('cascade'))
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('added_by', 'text', (c) => c.notNull())
    .addColumn('added_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('guild_feeds_pk', ['guild_id', 'feed_id'])
    .execute();
  await db.schema.createIndex('guild_feeds_by_feed').on('guild_feeds').column('feed_id').execute();
}

async function extendFeedItems(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('feed_items')
    .addColumn('state', 'text', (c) => c.notNull().defaultTo('stored'))
    .execute();
  for (const name of ['item_hash', 'address_key', 'item_json'])
    await db.schema.alterTable('feed_items').addColumn(name, 'text').execute();
  await db.schema
    .alterTable('feed_items')
    .addColumn('tries', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('feed_items').addColumn('due_at', 'bigint').execute();
  await db.schema
    .alterTable('feed_items')
    .addColumn('news_seq', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex('feed_items_by_news').on('feed_items').columns(['feed_id', 'news_seq']).execute();
  await db.schema.createIndex('feed_items_by_hash').on('feed_items').columns(['feed_id', 'item_hash']).execute();
  await db.schema.createIndex('feed_items_by_article').on('feed_items').column('article_id').execute();
  await db.schema.createIndex('feed_items_by_due').on('feed_items').columns(['state', 'due_at']).execute();
  await db.schema.createIndex('feed_items_by_address').on('feed_items').columns(['feed_id', 'address_key']).execute();
}

async function extendArticles(db: Kysely<unknown>): Promise<void> {
  for (const name of ['author', 'image_json', 'address_key', 'text_key', 'same_text_as'])
    await db.schema.alterTable('articles').addColumn(name, 'text').execute();
  await db.schema.alterTable('articles').addColumn('modified_at', 'bigint').execute();
  const words = { extent: 'full', access: 'open', scope: 'all' };
  for (const [name, value] of Object.entries(words))
    await db.schema
      .alterTable('articles')
      .addColumn(name, 'text', (c) => c.notNull().defaultTo(value))
      .execute();
  await db.schema.createIndex('articles_by_address').on('articles').column('address_key').execute();
  await db.schema.createIndex('articles_by_text').on('articles').column('text_key').execute();
  await db.schema.createIndex('articles_by_scope').on('articles').columns(['scope', 'seq']).execute();
  await db.schema.createIndex('articles_by_same_text').on('articles').column('same_text_as').execute();
  // What grew too old, without a look at the rest.
  await db.schema.createIndex('articles_by_storage').on('articles').columns(['scope', 'stored_at']).execute();
  await db.schema
    .createTable('article_guilds')
    .addColumn('article_id', 'text', (c) => c.notNull().references('articles.id').onDelete('cascade'))
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('added_by', 'text', (c) => c.notNull())
    .addColumn('added_at', 'bigint', (c) => c.notNull())
    .addColumn('news_seq', 'integer', (c) => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('article_guilds_pk', ['article_id', 'guild_id'])
    .execute();
  await db.schema
    .createIndex('article_guilds_by_news')
    .on('article_guilds')
    .columns(['guild_id', 'news_seq'])
    .execute();
}

async function createKeeping(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('hidden_articles')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('article_id', 'text', (c) => c.notNull())
    .addColumn('hidden_by', 'text', (c) => c.notNull())
    .addColumn('hidden_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('hidden_articles_pk', ['guild_id', 'article_id'])
    .execute();
  await db.schema.createIndex('hidden_articles_by_article').on('hidden_articles').column('article_id').execute();
  await db.schema
    .createTable('gone_articles')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('url', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('gone_at', 'bigint', (c) => c.notNull())
    .addColumn('address_key', 'text')
    .addColumn('guilds_json', 'text')
    .execute();
  await db.schema.createIndex('gone_articles_by_time').on('gone_articles').column('gone_at').execute();
  await db.schema.createIndex('gone_articles_by_address').on('gone_articles').column('address_key').execute();
}

/** The index anew, its words with their vowel signs (categories M*), which FTS5 else takes for blanks; the articles' words come back at the next start. */
async function renewSearchIndex(db: Kysely<unknown>): Promise<void> {
  await sql`drop table article_words`.execute(db);
  await sql`create virtual table article_words using fts5(title, body, outlet, content='', contentless_delete=1, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co'")`.execute(
    db,
  );
}
