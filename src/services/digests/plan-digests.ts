import type { DigestRow } from '../../data/schema.ts';
import { listUnplanned, type Plan, planSlots } from '../../data/slot-store-plan.ts';
import { newId } from '../../ids.ts';
import { findNextSlot, nextSlots, type Schedule } from './calendar.ts';
import { type Desk, LATE_MS } from './desk.ts';

/** Digests planned in one transaction: others wait for it. */
const AT_ONCE = 100;
/** A digest whose schedule cannot be read is looked at again with the next minute. */
const FAILED_MS = 55_000;

/** A digest's schedule from its row. */
export function scheduleOf(digest: Pick<DigestRow, 'times_json' | 'days_json' | 'cron' | 'zone'>): Schedule {
  return {
    times: JSON.parse(digest.times_json),
    days: JSON.parse(digest.days_json),
    zone: digest.zone,
    cron: digest.cron,
  };
}

/** Plans the slots of a digest that fell due since it was planned last. Throws when its schedule cannot be read. */
export async function planDigest(desk: Desk, digest: Pick<DigestRow, 'id'>): Promise<void> {
  const now = desk.clock.now();
  await planSlots(desk.db, [digest.id], now, (row) => planOf(desk, row, now));
}

/** Plans what fell due, of every digest. One that fails is logged, stops no other and is left alone for a minute. */
export function createPlanning(desk: Desk): () => Promise<void> {
  const failed = new Map<string, number>();
  return async () => {
    const now = desk.clock.now();
    const due = (await listUnplanned(desk.db, now)).filter((id) => {
      const failedAt = failed.get(id);
      return failedAt === undefined || Math.abs(now - failedAt) >= FAILED_MS;
    });
    for (let first = 0; first < due.length; first += AT_ONCE)
      await planSlots(desk.db, due.slice(first, first + AT_ONCE), now, (row) => {
        try {
          const plan = planOf(desk, row, now);
          failed.delete(row.id);
          return plan;
        } catch (error) {
          failed.set(row.id, now);
          desk.log.error('digest not looked after', { digest: row.id, error });
          return undefined;
        }
      });
  };
}

function planOf(desk: Desk, row: DigestRow, now: number): Plan {
  const schedule = scheduleOf(row);
  const slots = nextSlots(schedule, row.planned_until, now).map((slot) => ({
    ...slot,
    id: newId(desk.random),
    lateReason: now - slot.dueAt > LATE_MS ? 'not-running' : null,
  }));
  return { slots, nextDueAt: findNextSlot(schedule, Math.max(row.planned_until, now))?.dueAt ?? null };
}
