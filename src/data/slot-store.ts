import type { Database } from './database.ts';
import { addEvent } from './event-store.ts';
import type { DigestRow, SlotRow, SlotState } from './schema.ts';

/** The states of a slot that has no outcome yet. */
export const UNFINISHED = ['due', 'leased', 'composed'] as const satisfies readonly SlotState[];

export type Outcome = Exclude<SlotState, (typeof UNFINISHED)[number]>;

/** Another process holds the slot, or it has its outcome: what was about to be written must not be. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** The local time of a run on demand. The same interaction twice is one run. */
export function runTime(interactionId: string): string {
  return `now:${interactionId}`;
}

/** Whether a member asked for the slot; the others are due by the calendar. */
export function isRun(slot: Pick<SlotRow, 'local_time'>): boolean {
  return slot.local_time.startsWith('now:');
}

/** A slot to plan; several of one digest on one instant are merged into the last of them. */
export type PlannedSlot = { id: string; localTime: string; dueAt: number; lateReason: string | null };

/**
 * Plans a digest's slots up to `now` and moves planned_until there, in one transaction; `plan` gives the slots from the
 * digest as it is inside it. A slot that was planned before stays as it is. Nothing is written when nothing is due.
 */
export async function planSlots(
  db: Database,
  digestId: string,
  now: number,
  plan: (digest: DigestRow) => readonly PlannedSlot[],
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const digest = await tx.selectFrom('digests').selectAll().where('id', '=', digestId).executeTakeFirst();
    if (!digest || digest.state !== 'active' || digest.planned_until >= now) return;
    const slots = plan(digest);
    for (const [index, slot] of slots.entries()) {
      const next = slots[index + 1];
      await insertSlot(tx, digest, slot, next?.dueAt === slot.dueAt ? { into: next.localTime, now } : undefined);
    }
    if (slots.length > 0)
      await tx.updateTable('digests').set({ planned_until: now }).where('id', '=', digestId).execute();
  });
}

/** Stores the slot of a run on demand; false when that run has one already. */
export async function insertRun(
  db: Database,
  digest: DigestRow,
  slot: { id: string; localTime: string; dueAt: number },
): Promise<boolean> {
  return insertSlot(db, digest, { ...slot, lateReason: null }, undefined);
}

async function insertSlot(
  db: Database,
  digest: DigestRow,
  slot: PlannedSlot,
  merged: { into: string; now: number } | undefined,
): Promise<boolean> {
  const inserted = await db
    .insertInto('slots')
    .values({
      id: slot.id,
      digest_id: digest.id,
      local_time: slot.localTime,
      zone: digest.zone,
      due_at: slot.dueAt,
      state: merged ? 'merged' : 'due',
      late_reason: merged ? null : slot.lateReason,
      finished_at: merged ? merged.now : null,
    })
    .onConflict((conflict) => conflict.columns(['digest_id', 'local_time']).doNothing())
    .executeTakeFirst();
  const isNew = inserted.numInsertedOrUpdatedRows === 1n;
  if (isNew && merged) {
    const event = { at: merged.now, digestId: digest.id, slotId: slot.id, kind: 'merged' } as const;
    await addEvent(db, { ...event, detail: { into: merged.into } });
  }
  return isNew;
}

/** Writes a slot's outcome, once: throws LeaseLost when `owner` does not hold it any more. `covers` moves the digest's covered_seq forward. */
export async function finishSlot(
  db: Database,
  slot: Pick<SlotRow, 'id' | 'digest_id'>,
  end: {
    owner: string;
    now: number;
    outcome: Outcome;
    lateReason?: string | null;
    detail: Readonly<Record<string, unknown>>;
    covers?: number | null;
    /** The outcome must be told: until `markTold`, the lease stays and passes to another process when it ends. */
    tellUntil?: number;
  },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await holdSlot(tx, slot.id, end.owner);
    await tx
      .updateTable('slots')
      .set({
        state: end.outcome,
        finished_at: end.now,
        retry_at: null,
        lease_owner: end.tellUntil === undefined ? null : end.owner,
        lease_until: end.tellUntil ?? null,
        ...(end.lateReason !== undefined && { late_reason: end.lateReason }),
      })
      .where('id', '=', slot.id)
      .execute();
    if (typeof end.covers === 'number')
      await tx
        .updateTable('digests')
        .set({ covered_seq: end.covers })
        .where('id', '=', slot.digest_id)
        .where((one) => one.or([one('covered_seq', 'is', null), one('covered_seq', '<', end.covers ?? 0)]))
        .execute();
    await addEvent(tx, {
      at: end.now,
      digestId: slot.digest_id,
      slotId: slot.id,
      kind: end.outcome,
      detail: end.detail,
    });
  });
}

/** Gives the slot back to whoever comes next, not before `retryAt`. */
export async function releaseSlot(db: Database, slotId: string, owner: string, retryAt: number | null): Promise<void> {
  await db
    .updateTable('slots')
    .set({ lease_owner: null, lease_until: null, retry_at: retryAt })
    .where('id', '=', slotId)
    .where('lease_owner', '=', owner)
    .where('state', 'in', UNFINISHED)
    .execute();
}

/** Holds the slot until `leaseUntil`; false when another process has it or it has its outcome. */
export async function renewLease(db: Database, slotId: string, owner: string, leaseUntil: number): Promise<boolean> {
  const renewed = await db
    .updateTable('slots')
    .set({ lease_until: leaseUntil })
    .where('id', '=', slotId)
    .where('lease_owner', '=', owner)
    .where('state', 'in', UNFINISHED)
    .executeTakeFirst();
  return renewed.numUpdatedRows === 1n;
}

/** The slot as it is, held by `owner`. Throws LeaseLost otherwise. */
export async function holdSlot(db: Database, slotId: string, owner: string): Promise<SlotRow> {
  const slot = await db
    .selectFrom('slots')
    .selectAll()
    .where('id', '=', slotId)
    .where('lease_owner', '=', owner)
    .where('state', 'in', UNFINISHED)
    .executeTakeFirst();
  if (!slot) throw new LeaseLost(`Slot ${slotId} is not held by ${owner}`);
  return slot;
}

/** The newest `limit` slots of a digest, the latest due first. */
export async function listSlots(db: Database, digestId: string, limit: number): Promise<readonly SlotRow[]> {
  return db
    .selectFrom('slots')
    .selectAll()
    .where('digest_id', '=', digestId)
    .orderBy('due_at', 'desc')
    .orderBy('local_time', 'desc')
    .limit(limit)
    .execute();
}
