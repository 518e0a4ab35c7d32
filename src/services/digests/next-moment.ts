import type { Database } from '../../data/database.ts';
import { findNextCorrection } from '../../data/correction-store-send.ts';
import { findNextPublish } from '../../data/publish-store.ts';
import { findNextRefused } from '../../data/slot-store-reopen.ts';
import { findUntoldEnd } from '../../data/slot-store-told.ts';

/** The first moment at which there is something to do again, epoch milliseconds; null when none is known. */
export async function findNextMoment(db: Database, slotsAt: number | null): Promise<number | null> {
  const moments = [
    slotsAt,
    await findUntoldEnd(db),
    await findNextRefused(db),
    await findNextPublish(db),
    await findNextCorrection(db),
  ];
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
}
