import { listUnplanned } from '../../data/digest-store.ts';
import type { DigestRow } from '../../data/schema.ts';
import { claimSlot, claimUntold, findNextWork, markTold } from '../../data/slot-store-claim.ts';
import { type PlannedSlot, planSlots } from '../../data/slot-store.ts';
import { newId } from '../../ids.ts';
import { explainOutcome } from './admin-words.ts';
import { nextSlots, type Schedule } from './calendar.ts';
import { type Desk, LATE_MS, LEASE_MS, LONGEST_RETRY_MS } from './desk.ts';
import { workSlot } from './work-slot.ts';

/** Slots worked on at once: one server's slow edition does not hold up the others at eight o'clock. */
const WORKERS = 4;

/**
 * One round: plans what fell due, works on every open slot, tells what must be told. Gives when to come again for a wait
 * or lease that ends, epoch milliseconds, or null. A failure of one digest is logged and stops no other.
 */
export async function lookAfterDigests(desk: Desk, busy: Set<string>, stopping: AbortSignal): Promise<number | null> {
  const now = desk.clock.now();
  for (const digest of await listUnplanned(desk.db, now)) await guard(desk, digest.id, () => planDigest(desk, digest));
  await Promise.all(Array.from({ length: WORKERS }, () => workSlots(desk, busy, stopping)));
  while (!stopping.aborted && (await tellOne(desk)));
  return findNextWork(desk.db);
}

/** A digest's schedule from its row. */
export function scheduleOf(digest: Pick<DigestRow, 'times_json' | 'days_json' | 'zone' | 'cron'>): Schedule {
  const { zone, cron } = digest;
  return { times: JSON.parse(digest.times_json), days: JSON.parse(digest.days_json), zone, cron };
}

/** Plans the slots of a digest that fell due since it was planned last. */
export async function planDigest(desk: Desk, digest: DigestRow): Promise<void> {
  const now = desk.clock.now();
  const plan = (row: DigestRow): PlannedSlot[] =>
    nextSlots(scheduleOf(row), row.planned_until, now).map((slot) => ({
      ...slot,
      id: newId(desk.random),
      lateReason: now - slot.dueAt > LATE_MS ? 'not-running' : null,
    }));
  // Most minutes nothing is due: no transaction then.
  if (plan(digest).length > 0) await planSlots(desk.db, digest.id, now, plan);
}

async function workSlots(desk: Desk, busy: Set<string>, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const options = {
      now: desk.clock.now(),
      owner: desk.owner,
      leaseMs: LEASE_MS,
      longestRetryMs: LONGEST_RETRY_MS,
      busy,
    };
    const claimed = await claimSlot(desk.db, options);
    if (!claimed) return;
    busy.add(claimed.digest.id);
    await guard(desk, claimed.digest.id, () => workSlot(desk, claimed, stopping));
    busy.delete(claimed.digest.id);
  }
}

async function guard(desk: Desk, digest: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    desk.log.error('digest not looked after', { digest, error });
  }
}

/** Tells the administrators of one slot that was refused or is uncertain; false when there is none. */
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
