import type { Database } from './database.ts';
import { addEvent } from './event-store.ts';
import type { DigestRow, NewDigest } from './schema.ts';

/** What an edit writes: the columns of the order, and what is told of it. */
export type DigestEditing = {
  columns: Partial<Omit<DigestRow, 'id' | 'guild_id' | 'state' | 'planned_until' | 'next_due_at' | 'covered_seq'>>;
  isRescheduled: boolean;
  detail: Readonly<Record<string, unknown>>;
};

/** Stores a digest unless its server keeps `max` already; says whether it did. One transaction, so that two at once cannot pass the limit. */
export async function insertDigest(db: Database, digest: NewDigest, max: number): Promise<boolean> {
  return db.transaction().execute((tx) => insertDigestIn(tx, digest, max));
}

/** The same in the caller's transaction. */
export async function insertDigestIn(tx: Database, digest: NewDigest, max: number): Promise<boolean> {
  if ((await countDigests(tx, digest.guild_id)) >= max) return false;
  await tx.insertInto('digests').values(digest).execute();
  const detail = { channel: digest.channel_id, times: digest.times_json, days: digest.days_json, zone: digest.zone };
  await addEvent(tx, { at: digest.created_at, digestId: digest.id, slotId: null, kind: 'created', detail });
  return true;
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

/**
 * Changes a digest as `edit` says from its row as it is, and records that; undefined when the digest is gone. `event` names
 * the edit; null when `edit` gave nothing to change. A new schedule counts from `now` on: what was due before is planned.
 */
export async function editDigest(
  db: Database,
  digestId: string,
  { now, edit }: { now: number; edit(row: DigestRow): DigestEditing | undefined },
): Promise<{ before: DigestRow; after: DigestRow; event: number | null } | undefined> {
  return db.transaction().execute(async (tx) => {
    const before = await findDigest(tx, digestId);
    if (!before || before.state === 'removed') return undefined;
    const editing = edit(before);
    if (!editing) return { before, after: before, event: null };
    // 0: the planner looks when it is due next.
    const planned = { planned_until: Math.max(now, before.planned_until), next_due_at: 0 };
    const changes = { ...editing.columns, ...(editing.isRescheduled && planned) };
    await tx.updateTable('digests').set(changes).where('id', '=', digestId).execute();
    const event = { at: now, digestId, slotId: null, kind: 'edited', detail: editing.detail } as const;
    await addEvent(tx, event);
    return { before, after: { ...before, ...changes }, event: await findLastSeq(tx, digestId) };
  });
}

async function findLastSeq(db: Database, digestId: string): Promise<number> {
  const { seq } = await db
    .selectFrom('events')
    .select('seq')
    .where('digest_id', '=', digestId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return seq;
}

/** The digests of all servers that are not removed, oldest first. */
export async function listAllDigests(db: Database): Promise<readonly DigestRow[]> {
  return db
    .selectFrom('digests')
    .selectAll()
    .where('state', '!=', 'removed')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
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
