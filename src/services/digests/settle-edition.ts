import { findSlot } from '../../data/slot-store-reopen.ts';
import type { Desk } from './desk.ts';
import type { SettledEdition } from './digests.ts';
import type { Planner } from './planner.ts';
import { findSlotDigest, settleSlot, type Settling } from './settle-slot.ts';

/** Settles an edition that was refused or is uncertain, and says which it was. What is to be sent again is begun at once. */
export async function settleEdition(
  desk: Desk,
  planner: Pick<Planner, 'wake'>,
  { slotId, as }: { slotId: string; as: Settling },
): Promise<SettledEdition> {
  const slot = await findSlot(desk.db, slotId);
  const digest = await findSlotDigest(desk, slotId);
  const { kind } = await settleSlot(desk, slotId, as);
  if (kind === 'unknown' || !slot || !digest) return { kind: 'unknown' };
  if (kind === 'sending') planner.wake();
  return { kind, dueAt: slot.due_at, digestId: digest.id };
}
