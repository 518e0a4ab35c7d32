import { sql } from 'kysely';
import type { Database } from './database.ts';

/** What SQLite finds wrong with the file (https://sqlite.org/pragma.html#pragma_quick_check); undefined where it is sound. */
export async function findDamage(db: Database): Promise<string | undefined> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db);
  const [first] = rows;
  return first === undefined || first.quick_check === 'ok' ? undefined : first.quick_check;
}

/** Bytes of the database, its log left out, and the name of its last schema change. */
export async function measureDatabase(db: Database): Promise<{ bytes: number; version: string }> {
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  const size = await sql<{ page_size: number }>`pragma page_size`.execute(db);
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(
    db,
  );
  return {
    bytes: (pages.rows[0]?.page_count ?? 0) * (size.rows[0]?.page_size ?? 0),
    version: rows[0]?.name ?? '',
  };
}

/** The latest editions since `since` that failed, newest first, of one server or (undefined) of all. */
export async function listTroubles(
  db: Database,
  { guildId, since, limit }: { guildId: string | undefined; since: number; limit: number },
) {
  let query = db
    .selectFrom('events')
    .innerJoin('digests', 'digests.id', 'events.digest_id')
    .select(['events.kind', 'events.happened_at'])
    .where('events.kind', 'in', ['refused', 'uncertain', 'compose-failed'])
    .where('events.happened_at', '>=', since);
  if (guildId !== undefined) query = query.where('digests.guild_id', '=', guildId);
  return query.orderBy('events.seq', 'desc').limit(limit).execute();
}
