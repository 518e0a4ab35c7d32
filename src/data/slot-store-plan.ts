import type { Database } from './database.ts';
import { addEvents, type DigestEvent } from './event-store.ts';
import type { DigestRow } from './schema.ts';

/** A slot to plan; several of one digest on one instant are merged into the last of them. */
export type PlannedSlot = { id: string; localTime: string; dueAt: number; lateReason: string | null };

/** What a digest's schedule says: the slots to plan, in order, and the instant of the first one after them (null: none). */
export type Plan = { slots: readonly PlannedSlot[]; nextDueAt: number | null };

/** SQLite takes at most 32,766 values in a statement; a slot has eight. */
const SLOTS_AT_ONCE = 500;

/** The active digests of which a slot is due by `now`, the longest due first. Those without next_due_at are not among them. */
export async function listUnplanned(db: Database, now: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('digests')
    .select('id')
    .where('state', '=', 'active')
    .where('next_due_at', '<=', now)
    .orderBy('next_due_at')
    .execute();
  return rows.map((row) => row.id);
}

/** Has every digest looked at again: those without a slot in sight (`of`: 'none-in-sight'), or all of them. */
export async function forgetNextDue(db: Database, of: 'all' | 'none-in-sight'): Promise<void> {
  const all = db.updateTable('digests').set({ next_due_at: 0 }).where('state', '=', 'active');
  await (of === 'all' ? all : all.where('next_due_at', 'is', null)).execute();
}

/**
 * Plans the slots of some digests up to `now` in one transaction; `plan` gives them from the digest as it is inside it,
 * or undefined to leave the digest as it is. planned_until moves to `now` where slots were due; a slot that was planned
 * before stays as it is.
 */
export async function planSlots(
  db: Database,
  digestIds: readonly string[],
  now: number,
  plan: (digest: DigestRow) => Plan | undefined,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const digests = await tx
      .selectFrom('digests')
      .selectAll()
      .where('id', 'in', digestIds)
      .where('state', '=', 'active')
      .execute();
    for (const digest of digests) {
      const planned = plan(digest);
      if (!planned) continue;
      await insertSlots(tx, digest, planned.slots, now);
      const plannedUntil = planned.slots.length > 0 ? Math.max(now, digest.planned_until) : digest.planned_until;
      await tx
        .updateTable('digests')
        .set({ planned_until: plannedUntil, next_due_at: planned.nextDueAt })
        .where('id', '=', digest.id)
        .execute();
    }
  });
}

async function insertSlots(db: Database, digest: DigestRow, slots: readonly PlannedSlot[], now: number): Promise<void> {
  const rows = slots.map((slot, index) => {
    const next = slots[index + 1];
    return { slot, into: next?.dueAt === slot.dueAt ? next.localTime : undefined };
  });
  for (let first = 0; first < rows.length; first += SLOTS_AT_ONCE) {
    const some = rows.slice(first, first + SLOTS_AT_ONCE);
    const inserted = await db
      .insertInto('slots')
      .values(some.map(({ slot, into }) => toRow(digest, slot, into === undefined ? null : now)))
      .onConflict((conflict) => conflict.columns(['digest_id', 'local_time']).doNothing())
      .returning('id')
      .execute();
    const isNew = new Set(inserted.map((row) => row.id));
    const events = some.filter(({ slot }) => isNew.has(slot.id)).map((row) => toEvent(digest.id, row, now));
    await addEvents(db, events);
  }
}

function toRow(digest: DigestRow, slot: PlannedSlot, mergedAt: number | null) {
  return {
    id: slot.id,
    digest_id: digest.id,
    local_time: slot.localTime,
    zone: digest.zone,
    due_at: slot.dueAt,
    state: mergedAt === null ? ('due' as const) : ('merged' as const),
    late_reason: mergedAt === null ? slot.lateReason : null,
    finished_at: mergedAt,
  };
}

function toEvent(digestId: string, row: { slot: PlannedSlot; into: string | undefined }, at: number): DigestEvent {
  const { slot, into } = row;
  const event = { at, digestId, slotId: slot.id };
  if (into !== undefined) return { ...event, kind: 'merged', detail: { into } };
  return { ...event, kind: 'due', detail: slot.lateReason === null ? {} : { late: slot.lateReason } };
}

/** The active digests of which a slot falls due after `now` and up to `until`, the first due first. */
export async function listDueSoon(
  db: Database,
  now: number,
  until: number,
): Promise<readonly { id: string; dueAt: number }[]> {
  const rows = await db
    .selectFrom('digests')
    .select(['id', 'next_due_at'])
    .where('state', '=', 'active')
    .where('next_due_at', '>', now)
    .where('next_due_at', '<=', until)
    .orderBy('next_due_at')
    .execute();
  return rows.flatMap((row) => (row.next_due_at === null ? [] : [{ id: row.id, dueAt: row.next_due_at }]));
}
