import { claimUntold, markTold } from '../../data/slot-store-told.ts';
import { explainOutcome } from './admin-words.ts';
import { type Desk, LEASE_MS } from './desk.ts';

/** Tells the administrators of every slot that was refused or is uncertain; says whether there was one. */
export async function tellOutcomes(desk: Desk, stopping: AbortSignal): Promise<boolean> {
  let hasTold = false;
  while (!stopping.aborted && (await tellOne(desk))) hasTold = true;
  return hasTold;
}

async function tellOne(desk: Desk): Promise<boolean> {
  const claimed = await claimUntold(desk.db, { now: desk.clock.now(), owner: desk.owner, leaseMs: LEASE_MS });
  if (!claimed) return false;
  const { slot, digest } = claimed;
  let ok = true;
  try {
    await desk.tellAdmin(await explainOutcome(desk.db, slot, digest));
  } catch (error) {
    ok = false;
    desk.log.error('administrators not told', { digest: digest.id, slot: slot.local_time, error });
  }
  await markTold(desk.db, slot, { now: desk.clock.now(), ok });
  return true;
}
