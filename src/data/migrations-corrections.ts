import { type Kysely, sql } from 'kysely';

/** What the messages of editions say, so that a revision that changes it is seen; and the edits that follow from that. */
export async function addCorrections(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('shown_stories')
    .addColumn('slot_id', 'text', (c) => c.notNull().references('slots.id').onDelete('cascade'))
    .addColumn('part', 'integer', (c) => c.notNull())
    .addColumn('article_id', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('told_json', 'text', (c) => c.notNull())
    .addColumn('watched_until', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('shown_stories_pk', ['slot_id', 'part', 'article_id'])
    .execute();
  await db.schema
    .createIndex('shown_stories_by_article')
    .on('shown_stories')
    .columns(['article_id', 'watched_until'])
    .execute();
  // Each round asks which articles changed: few ever do.
  await sql`create index articles_revised on articles (id, revision) where revision > 1`.execute(db);
  await db.schema
    .createTable('corrections')
    .addColumn('slot_id', 'text', (c) => c.notNull().references('slots.id').onDelete('cascade'))
    .addColumn('part', 'integer', (c) => c.notNull())
    .addColumn('n', 'integer', (c) => c.notNull())
    .addColumn('article_id', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('message_id', 'text', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('retry_at', 'bigint')
    .addColumn('made_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('detail', 'text')
    .addPrimaryKeyConstraint('corrections_pk', ['slot_id', 'part', 'n'])
    .addUniqueConstraint('corrections_once', ['slot_id', 'part', 'article_id', 'revision'])
    .execute();
  await db.schema.createIndex('corrections_by_state').on('corrections').columns(['state', 'retry_at']).execute();
  await db.schema.createIndex('corrections_by_channel').on('corrections').columns(['channel_id', 'ended_at']).execute();
}

/** What an edit changes, so that it can be made anew without what the server shows no more; when it was tried; why it failed. */
export async function noteCorrections(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('corrections').addColumn('changes_json', 'text').execute();
  await db.schema.alterTable('corrections').addColumn('tried_at', 'bigint').execute();
  await db.schema.alterTable('corrections').addColumn('reason', 'text').execute();
}
