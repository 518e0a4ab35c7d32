import type { Kysely } from 'kysely';

/** How long after its hour a digest made before there was a choice is still posted. */
const LATE_LIMIT_MS = 24 * 3_600_000;

/**
 * What a manager chooses for a digest beyond its hours; when it is due next; how each part reaches its channel; and which
 * articles an edition shows.
 */
export async function extendDigests(db: Kysely<unknown>): Promise<void> {
  const digests = () => db.schema.alterTable('digests');
  await digests().addColumn('cron', 'text').execute();
  await digests().addColumn('second_language', 'text').execute();
  await digests()
    .addColumn('second_shown', 'text', (c) => c.notNull().defaultTo('press'))
    .execute();
  await digests()
    .addColumn('catch_up', 'text', (c) => c.notNull().defaultTo('late'))
    .execute();
  await digests()
    .addColumn('late_limit_ms', 'bigint', (c) => c.notNull().defaultTo(LATE_LIMIT_MS))
    .execute();
  await digests()
    .addColumn('topics_json', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute();
  await digests()
    .addColumn('muted_json', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute();
  await digests().addColumn('role_id', 'text').execute();
  await digests()
    .addColumn('channel_type', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await digests()
    .addColumn('publish', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  // 0: every digest is looked at once after the upgrade, which finds its next slot.
  await digests()
    .addColumn('next_due_at', 'bigint', (c) => c.defaultTo(0))
    .execute();
  await db.schema.createIndex('digests_by_due').on('digests').columns(['state', 'next_due_at']).execute();
  await extendParts(db);
}

async function extendParts(db: Kysely<unknown>): Promise<void> {
  const parts = () => db.schema.alterTable('parts');
  await parts()
    .addColumn('form', 'text', (c) => c.notNull().defaultTo('message'))
    .execute();
  await parts().addColumn('sent_at', 'bigint').execute();
  await parts()
    .addColumn('publish_state', 'text', (c) => c.notNull().defaultTo('no'))
    .execute();
  await parts().addColumn('publish_at', 'bigint').execute();
  await db.schema.createIndex('parts_by_publish').on('parts').columns(['publish_state', 'publish_at']).execute();
  await db.schema
    .createTable('edition_articles')
    .addColumn('slot_id', 'text', (c) => c.notNull().references('slots.id').onDelete('cascade'))
    .addColumn('part', 'integer', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('article_id', 'text', (c) => c.notNull())
    .addColumn('lead', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('edition_articles_pk', ['slot_id', 'position', 'article_id'])
    .execute();
  await db.schema.createIndex('edition_articles_by_article').on('edition_articles').column('article_id').execute();
  // An edition asks for the stories of the articles that came since the last one.
  await db.schema.createIndex('story_articles_by_article').on('story_articles').column('article_id').execute();
}

/** The indexes of the planner's questions, so that none of them reads the slots that ended long ago. */
export async function indexDigestWork(db: Kysely<unknown>): Promise<void> {
  // Slots without an outcome, and those that ended before some day.
  await db.schema.createIndex('slots_by_end').on('slots').columns(['finished_at', 'digest_id']).execute();
  await db.schema.createIndex('slots_by_retry').on('slots').columns(['state', 'retry_at']).execute();
  // A finished slot with a lease is one that must still be told.
  await db.schema.createIndex('slots_by_lease').on('slots').columns(['state', 'lease_until']).execute();
  await db.schema.dropIndex('slots_by_state').execute();
}
