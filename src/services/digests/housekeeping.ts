import { pruneDigests } from '../../data/prune-store.ts';
import { forgetNextDue } from '../../data/slot-store-plan.ts';
import type { Desk } from './desk.ts';

const DAY_MS = 24 * 3_600_000;
/** How long the history of a digest is kept. */
const KEPT_MS = 120 * DAY_MS;
/** Between two deletions, so that others come to the database. */
const PAUSE_MS = 50;

/**
 * Once a day, and at the start: deletes history that is too old, a little at a time, and has digests without a slot in
 * sight looked at again. Never says that there is more to do.
 */
export function createHousekeeping(desk: Desk): (stopping: AbortSignal) => Promise<boolean> {
  let lastAt: number | undefined;
  return async (stopping) => {
    const now = desk.clock.now();
    if (lastAt !== undefined && Math.abs(now - lastAt) < DAY_MS) return false;
    lastAt = now;
    await forgetNextDue(desk.db, 'none-in-sight');
    while ((await pruneDigests(desk.db, now - KEPT_MS)) > 0) {
      if (stopping.aborted) break;
      await desk.clock.wait(PAUSE_MS, stopping).catch(() => undefined);
    }
    return false;
  };
}
