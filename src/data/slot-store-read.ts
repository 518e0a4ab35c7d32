import type { Database } from './database.ts';
import type { SlotRow } from './schema.ts';

/** Whether a digest has a slot for a local time already. */
export async function hasSlotAt(db: Database, digestId: string, localTime: string): Promise<boolean> {
  const row = await db
    .selectFrom('slots')
    .select('id')
    .where('digest_id', '=', digestId)
    .where('local_time', '=', localTime)
    .executeTakeFirst();
  return row !== undefined;
}

/** A digest's slot with an outcome that was due last; undefined when there is none. */
export async function findLastFinished(db: Database, digestId: string): Promise<SlotRow | undefined> {
  return db
    .selectFrom('slots')
    .selectAll()
    .where('digest_id', '=', digestId)
    .where('finished_at', 'is not', null)
    .orderBy('due_at', 'desc')
    .orderBy('local_time', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The newest `limit` slots of a server's digests that are not removed, the latest due first. */
export async function listGuildSlots(db: Database, guildId: string, limit: number): Promise<readonly SlotRow[]> {
  return db
    .selectFrom('slots')
    .innerJoin('digests', 'digests.id', 'slots.digest_id')
    .selectAll('slots')
    .where('digests.guild_id', '=', guildId)
    .where('digests.state', '!=', 'removed')
    .orderBy('slots.due_at', 'desc')
    .orderBy('slots.local_time', 'desc')
    .limit(limit)
    .execute();
}
