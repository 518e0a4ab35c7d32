import type { Database } from './database.ts';
import { addEvent } from './event-store.ts';
import type { DigestRow, NewDigest } from './schema.ts';

/** Stores a digest unless its server keeps `max` already; says whether it did. One transaction, so that two at once cannot pass the limit. */
export async function insertDigest(db: Database, digest: NewDigest, max: number): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    if ((await countDigests(tx, digest.guild_id)) >= max) return false;
    await tx.insertInto('digests').values(digest).execute();
    const detail = { channel: digest.channel_id, times: digest.times_json, days: digest.days_json, zone: digest.zone };
    await addEvent(tx, { at: digest.created_at, digestId: digest.id, slotId: null, kind: 'created', detail });
    return true;
  });
}

/** The digests of a server that are not removed, oldest first. */
export async function listDigests(db: Database, guildId: string): Promise<readonly DigestRow[]> {
  return db
    .selectFrom('digests')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('state', '!=', 'removed')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** A digest by its id, removed ones included. */
export async function findDigest(db: Database, id: string): Promise<DigestRow | undefined> {
  return db.selectFrom('digests').selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * Changes a digest's state; undefined when bringing a removed one back would pass `max` in its server. Time that passed
 * while it was not active counts as planned: nothing of it is caught up.
 */
export async function setDigestState(
  db: Database,
  digest: DigestRow,
  change: { state: DigestRow['state']; now: number; max: number },
): Promise<DigestRow | undefined> {
  const { state, now, max } = change;
  return db.transaction().execute(async (tx) => {
    const current = await findDigest(tx, digest.id);
    if (!current || current.state === state) return current;
    if (current.state === 'removed' && (await countDigests(tx, digest.guild_id)) >= max) return undefined;
    const plannedUntil = state === 'active' ? Math.max(now, current.planned_until) : current.planned_until;
    // 0: the planner looks when it is due next.
    const changes = { state, planned_until: plannedUntil, next_due_at: 0 };
    await tx.updateTable('digests').set(changes).where('id', '=', digest.id).execute();
    await addEvent(tx, { at: now, digestId: digest.id, slotId: null, kind: state, detail: {} });
    return { ...current, ...changes };
  });
}

/** Removes every digest of a server; what is due of them is posted no more. */
export async function removeDigests(db: Database, guildId: string): Promise<void> {
  await db.updateTable('digests').set({ state: 'removed' }).where('guild_id', '=', guildId).execute();
}

async function countDigests(db: Database, guildId: string): Promise<number> {
  const { kept } = await db
    .selectFrom('digests')
    .select((one) => one.fn.countAll().as('kept'))
    .where('guild_id', '=', guildId)
    .where('state', '!=', 'removed')
    .executeTakeFirstOrThrow();
  return Number(kept);
}
