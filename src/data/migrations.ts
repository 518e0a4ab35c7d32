import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { openChannels } from './migrations-channels.ts';
import { addContestWords } from './migrations-contests.ts';
import { addCorrections, noteCorrections } from './migrations-corrections.ts';
import { extendDigests, indexDigestWork } from './migrations-digests.ts';
import { openDrafts } from './migrations-drafts.ts';
import { openNewsroom } from './migrations-newsroom.ts';
import { indexOutlets } from './migrations-outlets.ts';
import { addPolicy } from './migrations-policy.ts';

/** Every change of the schema, in order of name. A migration that was released is never edited: a new one is added. */
export const migrations: Record<string, Migration> = {
  '0001-core': { up: createCore },
  '0002-search': { up: indexSearch },
  '0004-cost': { up: addCost },
  '0005-glossary': { up: createGlossary },
  '0006-digests': { up: extendDigests },
  '0007-digest-work': { up: indexDigestWork },
  '0008-outlets': { up: indexOutlets },
  '0009-newsroom': { up: openNewsroom },
  '0010-corrections': { up: addCorrections },
  '0011-policy': { up: addPolicy },
  '0012-channels': { up: openChannels },
  '0014-contest-words': { up: addContestWords },
  '0015-correction-notes': { up: noteCorrections },
  '0016-drafts': { up: openDrafts },
};

// The migrator hands over a Kysely of whatever schema was there before: `unknown` is the honest type for it.
async function createCore(db: Kysely<unknown>): Promise<void> {
  await createNewsroom(db);
  await createTexts(db);
  await createDigests(db);
}

async function createNewsroom(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outlets')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('names_json', 'text', (c) => c.notNull())
    .addColumn('domains_json', 'text', (c) => c.notNull())
    .addColumn('country', 'text')
    .addColumn('owner', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('citation', 'text')
    .addColumn('citation_url', 'text')
    .addColumn('stated_on', 'text')
    .execute();
  await db.schema
    .createTable('articles')
    .addColumn('seq', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('outlet_id', 'text', (c) => c.references('outlets.id'))
    .addColumn('url', 'text')
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('published_at', 'bigint')
    .addColumn('published_on', 'text')
    .addColumn('inferred_json', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('content_hash', 'text', (c) => c.notNull())
    .addColumn('stored_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('articles_by_hash').on('articles').column('content_hash').execute();
  await db.schema.createIndex('articles_by_url').on('articles').column('url').execute();
  await db.schema
    .createTable('revisions')
    .addColumn('article_id', 'text', (c) => c.notNull().references('articles.id').onDelete('cascade'))
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('body_json', 'text', (c) => c.notNull())
    .addColumn('content_hash', 'text', (c) => c.notNull())
    .addColumn('stored_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('revisions_pk', ['article_id', 'revision'])
    .execute();
  // Contentless: the index holds the analyzed words only, the text itself stays in revisions. rowid = articles.seq.
  // The prefix indexes are for the first letters that a member types, which half of all words begin with.
  await sql`create virtual table article_words using fts5(title, body, outlet, content='', contentless_delete=1, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0")`.execute(
    db,
  );
  await createFeeds(db);
}

async function createFeeds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('feeds')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('url', 'text', (c) => c.notNull().unique())
    .addColumn('title', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('added_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('feed_items')
    .addColumn('feed_id', 'text', (c) => c.notNull().references('feeds.id').onDelete('cascade'))
    .addColumn('guid', 'text', (c) => c.notNull())
    .addColumn('article_id', 'text', (c) => c.references('articles.id'))
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('feed_items_pk', ['feed_id', 'guid'])
    .execute();
  await db.schema
    .createTable('stories')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('story_articles')
    .addColumn('story_id', 'text', (c) => c.notNull().references('stories.id').onDelete('cascade'))
    .addColumn('article_id', 'text', (c) => c.notNull().references('articles.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('story_articles_pk', ['story_id', 'article_id'])
    .execute();
}

async function createTexts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('texts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('article_id', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('task', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('length', 'text', (c) => c.notNull())
    .addColumn('question_hash', 'text', (c) => c.notNull())
    .addColumn('glossary_hash', 'text', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('model', 'text', (c) => c.notNull())
    .addColumn('prompt_version', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('lease_until', 'bigint')
    .addColumn('body_json', 'text')
    .addColumn('author', 'text')
    .addColumn('stored_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('texts_one_per_question', [
      'article_id',
      'revision',
      'task',
      'language',
      'length',
      'question_hash',
      'glossary_hash',
      'origin',
      'model',
      'prompt_version',
    ])
    .execute();
  await db.schema
    .createTable('calls')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('called_at', 'bigint', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('command', 'text', (c) => c.notNull())
    .addColumn('task', 'text', (c) => c.notNull())
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('member_hash', 'text', (c) => c.notNull())
    .addColumn('model', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('reserved_tokens', 'integer', (c) => c.notNull())
    .addColumn('tokens_in', 'integer', (c) => c.notNull())
    .addColumn('tokens_cached', 'integer', (c) => c.notNull())
    .addColumn('tokens_out', 'integer', (c) => c.notNull())
    .addColumn('error', 'text')
    .execute();
  await db.schema.createIndex('calls_by_day').on('calls').columns(['day', 'guild_id']).execute();
  await db.schema.createIndex('calls_by_member').on('calls').columns(['member_hash', 'called_at']).execute();
  await db.schema
    .createTable('guilds')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('settings_json', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('members')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('chosen_at', 'bigint', (c) => c.notNull())
    .execute();
}

async function createDigests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('digests')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('times_json', 'text', (c) => c.notNull())
    .addColumn('days_json', 'text', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('quiet', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('planned_until', 'bigint', (c) => c.notNull())
    .addColumn('covered_seq', 'integer')
    .execute();
  await db.schema.createIndex('digests_by_guild').on('digests').column('guild_id').execute();
  await db.schema
    .createTable('slots')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('digest_id', 'text', (c) => c.notNull().references('digests.id').onDelete('cascade'))
    .addColumn('local_time', 'text', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('lease_until', 'bigint')
    .addColumn('lease_owner', 'text')
    .addColumn('late_reason', 'text')
    .addColumn('covers_seq', 'integer')
    .addColumn('retry_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .addUniqueConstraint('slots_one_per_time', ['digest_id', 'local_time'])
    .execute();
  await db.schema.createIndex('slots_by_state').on('slots').columns(['state', 'due_at']).execute();
  await db.schema
    .createTable('parts')
    .addColumn('slot_id', 'text', (c) => c.notNull().references('slots.id').onDelete('cascade'))
    .addColumn('n', 'integer', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('first_try_at', 'bigint')
    .addColumn('message_id', 'text')
    .addPrimaryKeyConstraint('parts_pk', ['slot_id', 'n'])
    .execute();
  await db.schema
    .createTable('events')
    .addColumn('seq', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('happened_at', 'bigint', (c) => c.notNull())
    .addColumn('digest_id', 'text')
    .addColumn('slot_id', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('detail_json', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('events_by_digest').on('events').columns(['digest_id', 'seq']).execute();
}

// By language: a question is analyzed in every language that has articles. By outlet: the filter, and the outlets that have articles.
async function indexSearch(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('articles_by_language').on('articles').column('language').execute();
  await db.schema.createIndex('articles_by_outlet').on('articles').column('outlet_id').execute();
}

/** Who pays for a call and what it cost; and how often a stored text was served instead of a call. */
async function addCost(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('calls')
    .addColumn('payer', 'text', (c) => c.notNull().defaultTo(''))
    .execute();
  await db.schema.alterTable('calls').addColumn('nano_usd', 'bigint').execute();
  await db.schema
    .alterTable('calls')
    .addColumn('counted_nano_usd', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`update calls set payer = 'server:' || guild_id where guild_id <> ''`.execute(db);
  // Holds all that a cap of a month sums, so that a busy month is not read call by call before each next one.
  await db.schema
    .createIndex('calls_counted')
    .on('calls')
    .columns(['day', 'payer', 'state', 'reserved_tokens', 'tokens_in', 'tokens_out', 'counted_nano_usd'])
    .execute();
  await db.schema
    .createTable('served')
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('payer', 'text', (c) => c.notNull())
    .addColumn('command', 'text', (c) => c.notNull())
    .addColumn('task', 'text', (c) => c.notNull())
    .addColumn('model', 'text', (c) => c.notNull())
    .addColumn('times', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('served_pk', ['day', 'payer', 'command', 'task', 'model'])
    .execute();
}

async function createGlossary(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('glossary_terms')
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('term', 'text', (c) => c.notNull())
    .addColumn('translation', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('glossary_terms_pk', ['guild_id', 'language', 'term'])
    .execute();
}
