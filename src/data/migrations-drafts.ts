import type { Kysely } from 'kysely';

/** Digests that managers are about to set up, a row for each guide that is open. */
export async function openDrafts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('digest_drafts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('member_hash', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('draft_json', 'text', (c) => c.notNull())
    .addColumn('done_json', 'text')
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('digest_drafts_by_time').on('digest_drafts').column('updated_at').execute();
}
