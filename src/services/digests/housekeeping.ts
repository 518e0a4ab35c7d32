import { pruneDrafts } from '../../data/draft-store.ts';
import { pruneDigests } from '../../data/prune-store.ts';
import { forgetNextDue } from '../../data/slot-store-plan.ts';
import type { Desk } from './desk.ts';

const DAY_MS = 24 * 3_600_000;
/** How long the history of a digest is kept. */
const KEPT_MS = 120 * DAY_MS;
/**
 * Once a day, and at the start: has digests without a slot in sight looked at again, and deletes history that is too old,
 * a little each round so that others come to the database. Never says that there is more to do: the next minute will do.
 */
export function createHousekeeping(desk: Desk): () => Promise<boolean> {
  let lastAt: number | undefined;
  let isPruning = false;
  return async () => {
    const now = desk.clock.now();
    if (lastAt === undefined || Math.abs(now - lastAt) >= DAY_MS) {
      lastAt = now;
      isPruning = true;
      await forgetNextDue(desk.db, 'none-in-sight');
      await pruneDrafts(desk.db, now - DAY_MS);
    }
    if (isPruning) isPruning = await pruneDigests(desk.db, now - KEPT_MS);
    return false;
  };
}
