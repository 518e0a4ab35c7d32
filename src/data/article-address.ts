import type { Database } from './database.ts';
import { isNotHidden, isVisibleTo } from './search-filter.ts';

/** The newest stored article at an address, by its key, of those that a server sees; undefined where there is none in full. */
export async function findAtAddress(db: Database, addressKey: string, guildId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('articles')
    .select('id')
    .where('address_key', '=', addressKey)
    // What a feed gave in part may be there in full by now.
    .where('extent', '=', 'full')
    .where(isVisibleTo(guildId))
    .where(isNotHidden(guildId))
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}
