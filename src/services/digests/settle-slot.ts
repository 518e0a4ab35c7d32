import { findDigest } from '../../data/digest-store.ts';
import { findSlot, settleSlotRow } from '../../data/slot-store-reopen.ts';
import type { Desk } from './desk.ts';

/** What somebody who settles a slot says of it: that its message is there, or that it is to be sent. */
export type Settling = 'there' | 'send';

/**
 * What became of it. 'posted': it counts as posted now. 'sending': it is on its way again. 'already': the slot was
 * settled before, or has another outcome. 'unknown': there is no such slot, or its digest was removed.
 */
export type Settled = { kind: 'posted' | 'sending' | 'already' | 'unknown' };

/**
 * Settles a slot that was refused or is uncertain, in one transaction: of two presses at once the second is 'already'.
 * The planner must be woken for one that is 'sending'. It is looked for once more where that is possible, and sent where
 * it is not. The caller checks whose digest it is: `findSlotDigest`.
 */
export async function settleSlot(desk: Pick<Desk, 'db' | 'clock'>, slotId: string, as: Settling): Promise<Settled> {
  const { db, clock } = desk;
  const digest = await findSlotDigest(desk, slotId);
  if (!digest || digest.state === 'removed') return { kind: 'unknown' };
  return { kind: (await settleSlotRow(db, slotId, { as, now: clock.now() })) ?? 'already' };
}

/** The digest that a slot belongs to. */
export async function findSlotDigest({ db }: Pick<Desk, 'db'>, slotId: string) {
  const slot = await findSlot(db, slotId);
  return slot && findDigest(db, slot.digest_id);
}
