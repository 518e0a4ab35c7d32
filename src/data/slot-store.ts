import type { Database } from './database.ts';
import { addEvent } from './event-store.ts';
import type { DigestRow, SlotRow, SlotState } from './schema.ts';

/** A slot without an outcome is due, leased or composed, and has no finished_at. */
export type Outcome = Exclude<SlotState, 'due' | 'leased' | 'composed'>;

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

/** Asked for twice within this long, a run is one: nobody wants two editions of one moment. */
const TWICE_MS = 10_000;

/** Stores the slot of a run on demand; false when that run has one already, or another one was asked for a moment ago. */
export async function insertRun(
  db: Database,
  digest: DigestRow,
  slot: { id: string; localTime: string; dueAt: number },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const justAsked = await tx
      .selectFrom('slots')
      .select('id')
      .where('digest_id', '=', digest.id)
      .where('local_time', 'like', 'now:%')
      .where('due_at', '>', slot.dueAt - TWICE_MS)
      // What is due later was written before the clock went back.
      .where('due_at', '<=', slot.dueAt)
      .executeTakeFirst();
    if (justAsked) return false;
    const inserted = await tx
      .insertInto('slots')
      .values({
        id: slot.id,
        digest_id: digest.id,
        local_time: slot.localTime,
        zone: digest.zone,
        due_at: slot.dueAt,
        state: 'due',
      })
      .onConflict((conflict) => conflict.columns(['digest_id', 'local_time']).doNothing())
      .executeTakeFirst();
    const isNew = inserted.numInsertedOrUpdatedRows === 1n;
    if (isNew) await addEvent(tx, { at: slot.dueAt, digestId: digest.id, slotId: slot.id, kind: 'due', detail: {} });
    return isNew;
  });
}

/** The end of a slot as it is written down. */
export type SlotEnd = {
  owner: string;
  now: number;
  outcome: Outcome;
  lateReason?: string | null;
  detail: Readonly<Record<string, unknown>>;
  /** Moves the digest's covered_seq forward to here. */
  covers?: number | null;
  /** The outcome must be told: until `markTold`, the lease stays and passes to another process when it ends. */
  tellUntil?: number;
  /** When it may be seen whether the cause of a refusal is gone. */
  retryAt?: number | null;
};

/** Writes a slot's outcome, once: throws LeaseLost when `owner` does not hold it any more. */
export async function finishSlot(db: Database, slot: Pick<SlotRow, 'id' | 'digest_id'>, end: SlotEnd): Promise<void> {
  if (!(await db.transaction().execute(async (tx) => endSlot(tx, slot, end)))) throw lostLease(slot.id, end.owner);
}

/** The same inside a transaction that holds more; false, and nothing is written, when `owner` does not hold the slot. */
export async function endSlot(tx: Database, slot: Pick<SlotRow, 'id' | 'digest_id'>, end: SlotEnd): Promise<boolean> {
  const ended = await tx
    .updateTable('slots')
    .set({
      state: end.outcome,
      finished_at: end.now,
      retry_at: end.retryAt ?? null,
      lease_owner: end.tellUntil === undefined ? null : end.owner,
      lease_until: end.tellUntil ?? null,
      ...(end.lateReason !== undefined && { late_reason: end.lateReason }),
    })
    .where('id', '=', slot.id)
    .where('lease_owner', '=', end.owner)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return false;
  if (typeof end.covers === 'number') await coverDigest(tx, slot.digest_id, end.covers);
  const { now: at, outcome: kind, detail } = end;
  await addEvent(tx, { at, digestId: slot.digest_id, slotId: slot.id, kind, detail });
  return true;
}

/** What is thrown where `owner` does not hold a slot any more. */
export function lostLease(slotId: string, owner: string): LeaseLost {
  return new LeaseLost(`Slot ${slotId} is not held by ${owner}`);
}

/** Moves a digest's covered_seq forward to `seq`; never back. */
export async function coverDigest(db: Database, digestId: string, seq: number): Promise<void> {
  await db
    .updateTable('digests')
    .set({ covered_seq: seq })
    .where('id', '=', digestId)
    .where((one) => one.or([one('covered_seq', 'is', null), one('covered_seq', '<', seq)]))
    .execute();
}

/** The highest articles.seq that was stored at or before an instant; null when there is none. */
export async function findSeqAt(db: Database, epochMs: number): Promise<number | null> {
  const row = await db
    .selectFrom('articles')
    .select('seq')
    .where('stored_at', '<=', epochMs)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? null;
}

/** Gives the slot back to whoever comes next, not before `retryAt`. */
export async function releaseSlot(db: Database, slotId: string, owner: string, retryAt: number | null): Promise<void> {
  await db
    .updateTable('slots')
    .set({ lease_owner: null, lease_until: null, retry_at: retryAt })
    .where('id', '=', slotId)
    .where('lease_owner', '=', owner)
    .where('finished_at', 'is', null)
    .execute();
}

/** Holds the slot until `leaseUntil`; false when another process has it or it has its outcome. */
export async function renewLease(db: Database, slotId: string, owner: string, leaseUntil: number): Promise<boolean> {
  const renewed = await db
    .updateTable('slots')
    .set({ lease_until: leaseUntil })
    .where('id', '=', slotId)
    .where('lease_owner', '=', owner)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  return renewed.numUpdatedRows === 1n;
}

/** Says why a slot is late. Throws LeaseLost when `owner` does not hold it any more. */
export async function setLateReason(db: Database, slotId: string, owner: string, lateReason: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('slots')
    .set({ late_reason: lateReason })
    .where('id', '=', slotId)
    .where('lease_owner', '=', owner)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw lostLease(slotId, owner);
}

/** The slot as it is, held by `owner`. Throws LeaseLost otherwise. */
export async function holdSlot(db: Database, slotId: string, owner: string): Promise<SlotRow> {
  const slot = await db
    .selectFrom('slots')
    .selectAll()
    .where('id', '=', slotId)
    .where('lease_owner', '=', owner)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  if (!slot) throw lostLease(slotId, owner);
  return slot;
}

/** The newest `limit` slots that were folded into one, by due time. */
export async function listFolded(
  db: Database,
  slot: Pick<SlotRow, 'digest_id' | 'local_time'>,
  limit: number,
): Promise<readonly SlotRow[]> {
  const rows = await db
    .selectFrom('slots')
    .innerJoin('events', 'events.slot_id', 'slots.id')
    .selectAll('slots')
    .where('events.digest_id', '=', slot.digest_id)
    .where('events.kind', '=', 'folded')
    .where('events.detail_json', '=', JSON.stringify({ into: slot.local_time }))
    .orderBy('slots.due_at', 'desc')
    .limit(limit)
    .execute();
  return rows.toReversed();
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
