import type { Kysely } from 'kysely';

/** What members write against a card in their own words, and what a server's managers have dealt with. */
export async function addContestWords(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('contests').addColumn('words', 'text').execute();
  await db.schema.alterTable('contests').addColumn('guild_closed_at', 'bigint').execute();
}
