import type { Database } from './database.ts';

/** What a server chose, as JSON; undefined for one that never chose. */
export async function findGuildSettings(db: Database, guildId: string): Promise<string | undefined> {
  const row = await db.selectFrom('guilds').select('settings_json').where('id', '=', guildId).executeTakeFirst();
  return row?.settings_json;
}

/** Stores a server's choices in place of earlier ones. */
export async function saveGuildSettings(db: Database, guildId: string, settingsJson: string): Promise<void> {
  await db
    .insertInto('guilds')
    .values({ id: guildId, settings_json: settingsJson })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ settings_json: settingsJson }))
    .execute();
}
