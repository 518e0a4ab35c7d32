import type { Database } from './database.ts';

/** Rows deleted in one transaction: others wait for it. */
const AT_ONCE = 200;

/**
 * Deletes up to a few hundred finished slots with their parts, articles and events, and as many events of digests
 * themselves, that are older than `before` (epoch milliseconds); never the newest slot of a digest. Says whether there is
 * more to delete.
 */
export async function pruneDigests(db: Database, before: number): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const slots = await pruneSlots(tx, before);
    const events = await pruneEvents(tx, before);
    return Math.max(slots, events) === AT_ONCE;
  });
}

async function pruneSlots(db: Database, before: number): Promise<number> {
  const slots = await db
    .selectFrom('slots')
    .select(['id', 'digest_id'])
    .where('finished_at', '<', before)
    .where('due_at', '<', before)
    .where((one) =>
      one.exists(
        one
          .selectFrom('slots as newer')
          .select('newer.id')
          .whereRef('newer.digest_id', '=', 'slots.digest_id')
          .whereRef('newer.due_at', '>', 'slots.due_at'),
      ),
    )
    .limit(AT_ONCE)
    .execute();
  if (slots.length === 0) return 0;
  const ids = slots.map((slot) => slot.id);
  const digests = [...new Set(slots.map((slot) => slot.digest_id))];
  await db.deleteFrom('events').where('digest_id', 'in', digests).where('slot_id', 'in', ids).execute();
  // Parts and the articles of editions go with their slot (on delete cascade).
  await db.deleteFrom('slots').where('id', 'in', ids).execute();
  return slots.length;
}

/** Events of no slot. They are stored in the order of time: the first that is young ends the search. */
async function pruneEvents(db: Database, before: number): Promise<number> {
  const young = await db
    .selectFrom('events')
    .select('seq')
    .where('happened_at', '>=', before)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  const old = db
    .selectFrom('events')
    .select('seq')
    .where('slot_id', 'is', null)
    .where('seq', '<', young?.seq ?? Number.MAX_SAFE_INTEGER)
    .where('happened_at', '<', before)
    .orderBy('seq')
    .limit(AT_ONCE);
  const { numDeletedRows } = await db.deleteFrom('events').where('seq', 'in', old).executeTakeFirst();
  return Number(numDeletedRows);
}
