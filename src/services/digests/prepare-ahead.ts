import { findDigest } from '../../data/digest-store.ts';
import { listDueSoon } from '../../data/slot-store-plan.ts';
import type { Desk, Prepare } from './desk.ts';
import { eachOf } from './each-of.ts';

/** How long before its hour an edition is prepared. */
const AHEAD_MS = 20 * 60_000;
const AT_ONCE = 2;

/** A slot that was prepared, and when it is to be once more; epoch milliseconds. */
type Prepared = { dueAt: number; againAt: number | null };

/**
 * Prepares what is due soon, once for each slot unless a preparation asks for another; what fails is made at the hour.
 * Never says that there is more to do.
 */
export function createPreparation(desk: Desk): (stopping: AbortSignal) => Promise<boolean> {
  const { prepare, db, clock } = desk;
  const prepared = new Map<string, Prepared>();

  function isWanted({ id, dueAt }: { id: string; dueAt: number }): boolean {
    const before = prepared.get(id);
    return before?.dueAt !== dueAt || (before.againAt !== null && before.againAt <= clock.now());
  }

  return async (stopping) => {
    if (!prepare) return false;
    const now = clock.now();
    for (const [id, { dueAt }] of prepared) if (dueAt <= now) prepared.delete(id);
    const wanted = (await listDueSoon(db, now, now + AHEAD_MS)).filter(isWanted);
    await eachOf(wanted, AT_ONCE, async ({ id, dueAt }) => {
      if (stopping.aborted || dueAt <= clock.now()) return;
      prepared.set(id, { dueAt, againAt: null });
      const againAt = await prepareOne(desk, prepare, { id, dueAt, signal: stopping });
      // A moment that has passed is no reason to begin again each minute.
      if (againAt !== null && againAt > clock.now()) prepared.set(id, { dueAt, againAt });
    });
    return false;
  };
}

async function prepareOne(
  desk: Desk,
  prepare: Prepare,
  { id, dueAt, signal }: { id: string; dueAt: number; signal: AbortSignal },
): Promise<number | null> {
  try {
    const digest = await findDigest(desk.db, id);
    return digest?.state === 'active' ? await prepare(desk, digest, { dueAt, signal }) : null;
  } catch (error) {
    if (!signal.aborted) desk.log.info('edition not prepared', { digest: id, error });
    return null;
  }
}
