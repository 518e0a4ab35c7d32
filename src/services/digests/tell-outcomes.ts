import type { DigestRow, SlotRow } from '../../data/schema.ts';
import { claimUntold, markTold } from '../../data/slot-store-told.ts';
import { explainOutcome } from './admin-words.ts';
import { backoffMs, type Desk, LEASE_MS } from './desk.ts';

/** What kept a slot from Discord may keep the word of it from there for days: who finds the channel open again reads it. */
const TELL_FOR_MS = 30 * 24 * 3_600_000;
const LONGEST_WAIT_MS = 3_600_000;

/** Slots whose telling failed: how often, and when it is tried again (epoch milliseconds). */
type Waiting = Map<string, { tries: number; until: number }>;

/**
 * Tells the administrators of every slot that was refused or is uncertain; says whether there was one. Where that fails
 * it is tried again for a month, at first soon and then each hour.
 */
export function createTelling(desk: Desk): (stopping: AbortSignal) => Promise<boolean> {
  const waiting: Waiting = new Map();
  return async (stopping) => {
    let hasTold = false;
    while (!stopping.aborted) {
      const now = desk.clock.now();
      const resting = new Set([...waiting].flatMap(([id, { until }]) => (until > now ? [id] : [])));
      const claimed = await claimUntold(desk.db, { now, owner: desk.owner, leaseMs: LEASE_MS }, resting);
      if (!claimed) break;
      hasTold = (await tellOne(desk, claimed, waiting)) || hasTold;
    }
    return hasTold;
  };
}

async function tellOne(
  desk: Desk,
  { slot, digest }: { slot: SlotRow; digest: DigestRow },
  waiting: Waiting,
): Promise<boolean> {
  // Nobody can be told where no channel was named: that is recorded, and not tried again.
  const error = desk.tellAdmin ? await tryTelling(desk, desk.tellAdmin, { slot, digest }) : undefined;
  const now = desk.clock.now();
  const tries = (waiting.get(slot.id)?.tries ?? 0) + 1;
  waiting.delete(slot.id);
  const age = now - (slot.finished_at ?? now);
  if (error !== undefined && age < TELL_FOR_MS) {
    const waitMs = Math.max(backoffMs(tries, null), Math.min(age / 10, LONGEST_WAIT_MS));
    waiting.set(slot.id, { tries, until: now + waitMs });
    const fields = { digest: digest.id, slot: slot.local_time, error };
    if (tries === 1) desk.log.error('administrators not told', fields);
    else desk.log.debug('administrators not told', fields);
    return false;
  }
  await markTold(desk.db, slot, { now, ok: desk.tellAdmin !== undefined && error === undefined });
  return true;
}

/** What it threw, or undefined. */
async function tryTelling(
  { db }: Desk,
  tell: NonNullable<Desk['tellAdmin']>,
  { slot, digest }: { slot: SlotRow; digest: DigestRow },
): Promise<unknown> {
  try {
    await tell(await explainOutcome(db, slot, digest));
    return undefined;
  } catch (error) {
    return error ?? 'unknown';
  }
}
