import { findDigest } from '../../data/digest-store.ts';
import { listDueSoon } from '../../data/slot-store-plan.ts';
import type { Desk } from './desk.ts';
import { eachOf } from './each-of.ts';

/** How long before its hour an edition is prepared. */
const AHEAD_MS = 20 * 60_000;
const AT_ONCE = 2;

/** Prepares what is due soon, once for each slot and once more where it asks for that; what fails is made at the hour. Never says that there is more to do. */
export function createPreparation(desk: Desk): (stopping: AbortSignal) => Promise<boolean> {
  const prepared = new Map<string, { dueAt: number; againAt: number | null }>();
  return async (stopping) => {
    const { prepare } = desk;
    if (!prepare) return false;
    const now = desk.clock.now();
    for (const [id, { dueAt }] of prepared) if (dueAt <= now) prepared.delete(id);
    const soon = await listDueSoon(desk.db, now, now + AHEAD_MS);
    const wanted = soon.filter(({ id, dueAt }) => {
      const known = prepared.get(id);
      return known?.dueAt !== dueAt || (known.againAt !== null && known.againAt <= now);
    });
    await eachOf(wanted, AT_ONCE, async ({ id, dueAt }) => {
      if (stopping.aborted || dueAt <= desk.clock.now()) return;
      prepared.set(id, { dueAt, againAt: null });
      const digest = await findDigest(desk.db, id);
      try {
        if (digest?.state !== 'active') return;
        prepared.set(id, { dueAt, againAt: await prepare(desk, digest, { dueAt, signal: stopping }) });
      } catch (error) {
        if (!stopping.aborted) desk.log.info('edition not prepared', { digest: id, error });
      }
    });
    return false;
  };
}
