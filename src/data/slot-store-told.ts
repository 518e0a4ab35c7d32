import type { Database } from './database.ts';
import { addEvent } from './event-store.ts';
import type { DigestRow, SlotRow } from './schema.ts';
import { type ClaimTerms, isOver } from './slot-store-claim.ts';

/** Slots read to find one that is free: another process tells the others meanwhile. */
const LOOKED_AT = 50;

/**
 * Leases one finished slot whose outcome was not told to the administrators yet. Those whose id is in `resting` are to be
 * told later, by this process: their leases are kept.
 */
export async function claimUntold(
  db: Database,
  terms: Pick<ClaimTerms, 'now' | 'owner' | 'leaseMs'>,
  resting: ReadonlySet<string>,
): Promise<{ slot: SlotRow; digest: DigestRow } | undefined> {
  // Nearly always there is none: no transaction then.
  if ((await selectUntold(db, 1)).length === 0) return undefined;
  return db.transaction().execute(async (tx) => {
    const lease = { lease_owner: terms.owner, lease_until: terms.now + terms.leaseMs };
    const slots = await selectUntold(tx, LOOKED_AT);
    const over = slots.filter((one) => resting.has(one.id) && isOver(one.lease_until, terms)).map((one) => one.id);
    if (over.length > 0) await tx.updateTable('slots').set(lease).where('id', 'in', over).execute();
    const isMine = (one: SlotRow) => one.lease_owner === terms.owner || isOver(one.lease_until, terms);
    const slot = slots.find((one) => !resting.has(one.id) && isMine(one));
    if (!slot) return undefined;
    await tx.updateTable('slots').set(lease).where('id', '=', slot.id).execute();
    const digest = await tx
      .selectFrom('digests')
      .selectAll()
      .where('id', '=', slot.digest_id)
      .executeTakeFirstOrThrow();
    return { slot: { ...slot, ...lease }, digest };
  });
}

/** The administrators were told of the slot's outcome, or could not be: it is not told again. */
export async function markTold(
  db: Database,
  slot: Pick<SlotRow, 'id' | 'digest_id'>,
  told: { now: number; ok: boolean },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('slots')
      .set({ lease_owner: null, lease_until: null })
      .where('id', '=', slot.id)
      .where('finished_at', 'is not', null)
      .execute();
    const event = { at: told.now, digestId: slot.digest_id, slotId: slot.id, kind: 'told' } as const;
    await addEvent(tx, { ...event, detail: { ok: told.ok } });
  });
}

/** When the lease on a slot that must be told ends, epoch milliseconds; null when none is left to tell. */
export async function findUntoldEnd(db: Database): Promise<number | null> {
  const [slot] = await selectUntold(db, 1);
  return slot?.lease_until ?? null;
}

async function selectUntold(db: Database, limit: number): Promise<readonly SlotRow[]> {
  return db
    .selectFrom('slots')
    .selectAll()
    .where('state', 'in', ['refused', 'uncertain'])
    .where('lease_until', 'is not', null)
    .orderBy('lease_until')
    .limit(limit)
    .execute();
}
