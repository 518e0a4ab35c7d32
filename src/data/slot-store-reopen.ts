import type { Database } from './database.ts';
import { addEvent } from './event-store.ts';
import type { DigestRow, PartRow, SlotRow } from './schema.ts';
import { coverDigest, findSeqAt } from './slot-store.ts';

/** A refused slot whose cause may be gone, and where its next part belongs. */
export type RefusedSlot = { slot: SlotRow; digest: DigestRow; channelId: string };

/** What stands for the id of a message that an administrator says is there. */
export const UNNAMED_MESSAGE = '';

/** Refused slots that are looked at again by `now`; a moment later than `latest` was written before the clock went back. */
export async function listRefused(
  db: Database,
  { now, latest, limit }: { now: number; latest: number; limit: number },
): Promise<readonly RefusedSlot[]> {
  const slots = await db
    .selectFrom('slots')
    .selectAll()
    .where('state', '=', 'refused')
    // Most are never looked at again: the index leaves them out.
    .where('retry_at', 'is not', null)
    .where((one) => one.or([one('retry_at', '<=', now), one('retry_at', '>', latest)]))
    .orderBy('retry_at')
    .limit(limit)
    .execute();
  return Promise.all(
    slots.map(async (slot) => {
      const digest = await db
        .selectFrom('digests')
        .selectAll()
        .where('id', '=', slot.digest_id)
        .executeTakeFirstOrThrow();
      const part = (await listUnsent(db, slot.id))[0];
      return { slot, digest, channelId: part?.channel_id ?? digest.channel_id };
    }),
  );
}

/** When the next refused slot is looked at again, epoch milliseconds; null when none is. */
export async function findNextRefused(db: Database): Promise<number | null> {
  const row = await db
    .selectFrom('slots')
    .select('retry_at')
    .where('state', '=', 'refused')
    .where('retry_at', 'is not', null)
    .orderBy('retry_at')
    .limit(1)
    .executeTakeFirst();
  return row?.retry_at ?? null;
}

/** When a refused slot is looked at next; null: never again. Nothing changes once it has been reopened. */
export async function setRefusedRetry(db: Database, slotId: string, retryAt: number | null): Promise<void> {
  await db
    .updateTable('slots')
    .set({ retry_at: retryAt })
    .where('id', '=', slotId)
    .where('state', '=', 'refused')
    .execute();
}

/** Whether a slot of the calendar that is due later than this one has begun: it may hold this one's articles. */
export async function hasLaterBegun(db: Database, slot: SlotRow): Promise<boolean> {
  const later = await db
    .selectFrom('slots')
    .select('id')
    .where('digest_id', '=', slot.digest_id)
    .where('due_at', '>', slot.due_at)
    .where('local_time', 'not like', 'now:%')
    .where('state', 'in', ['leased', 'composed', 'posted', 'late', 'refused', 'uncertain'])
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

/** Has a refused slot worked on again because the cause is gone, told or not; false when it is not refused any more. */
export async function reopenRefused(db: Database, slotId: string, now: number): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const slot = await findSlot(tx, slotId);
    if (slot?.state !== 'refused') return false;
    await reopen(tx, slot, { now, lateReason: 'refused' });
    return true;
  });
}

/**
 * Settles a slot that was refused or is uncertain. 'there': the part in question counts as sent, and the slot as posted,
 * unless more parts follow: they are sent. 'send': it is worked on again. Undefined when the slot has no such outcome.
 */
export async function settleSlotRow(
  db: Database,
  slotId: string,
  settling: { as: 'there' | 'send'; now: number },
): Promise<'posted' | 'sending' | undefined> {
  return db.transaction().execute(async (tx) => {
    const slot = await findSlot(tx, slotId);
    if (slot?.state !== 'refused' && slot?.state !== 'uncertain') return undefined;
    const { as, now } = settling;
    await addEvent(tx, { at: now, digestId: slot.digest_id, slotId, kind: 'settled', detail: { as } });
    const rest = as === 'there' ? await settlePart(tx, slotId) : 'more';
    if (rest === 'more') {
      await reopen(tx, slot, { now, lateReason: 'settled' });
      return 'sending';
    }
    await finishSettled(tx, slot, now);
    return 'posted';
  });
}

export async function findSlot(db: Database, id: string): Promise<SlotRow | undefined> {
  return db.selectFrom('slots').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The part that nobody could find counts as sent. 'more': others follow it, and where they belong is known. */
async function settlePart(db: Database, slotId: string): Promise<'more' | 'all'> {
  const [part, ...others] = await listUnsent(db, slotId);
  if (!part) return 'all';
  await db
    .updateTable('parts')
    .set({ message_id: UNNAMED_MESSAGE, publish_state: 'no' })
    .where('slot_id', '=', slotId)
    .where('n', '=', part.n)
    .execute();
  // The others of a forum post go into its thread, which only its message tells.
  return others.length > 0 && part.form === 'message' ? 'more' : 'all';
}

async function finishSettled(db: Database, slot: SlotRow, now: number): Promise<void> {
  await db
    .updateTable('slots')
    .set({ state: 'posted', finished_at: now, retry_at: null, lease_owner: null, lease_until: null })
    .where('id', '=', slot.id)
    .execute();
  const covers = slot.covers_seq ?? (await findSeqAt(db, slot.due_at));
  if (covers !== null) await coverDigest(db, slot.digest_id, covers);
  const detail = { settled: 'there' };
  await addEvent(db, { at: now, digestId: slot.digest_id, slotId: slot.id, kind: 'posted', detail });
}

async function reopen(db: Database, slot: SlotRow, how: { now: number; lateReason: string }): Promise<void> {
  const { now, lateReason } = how;
  const part = await db.selectFrom('parts').select('n').where('slot_id', '=', slot.id).limit(1).executeTakeFirst();
  await db
    .updateTable('slots')
    .set({
      state: part ? 'composed' : 'due',
      late_reason: lateReason,
      finished_at: null,
      retry_at: null,
      lease_owner: null,
      lease_until: null,
    })
    .where('id', '=', slot.id)
    .execute();
  // It is tried for as long as a new slot is before it is given up again.
  await db
    .updateTable('parts')
    .set({ first_try_at: now })
    .where('slot_id', '=', slot.id)
    .where('message_id', 'is', null)
    .where('tries', '>', 0)
    .execute();
  const event = { at: now, digestId: slot.digest_id, slotId: slot.id, kind: 'reopened' } as const;
  await addEvent(db, { ...event, detail: { reason: lateReason } });
}

async function listUnsent(db: Database, slotId: string): Promise<readonly PartRow[]> {
  return db
    .selectFrom('parts')
    .selectAll()
    .where('slot_id', '=', slotId)
    .where('message_id', 'is', null)
    .orderBy('n')
    .execute();
}
