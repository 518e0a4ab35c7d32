import { addEvent } from '../../data/event-store.ts';
import type { SlotRow } from '../../data/schema.ts';
import type { ClaimedSlot } from '../../data/slot-store-claim.ts';
import { holdSlot, LeaseLost, releaseSlot, renewLease } from '../../data/slot-store.ts';
import { composeSlot } from './compose-slot.ts';
import { type Desk, GIVE_UP_MS, LEASE_MS } from './desk.ts';
import { finishTold, sendParts } from './send-parts.ts';

/** A slot that cannot be composed waits as long as it is old, within these. */
const COMPOSE_RETRY_MS = { shortest: 5_000, longest: 300_000 };

/**
 * Takes a leased slot as far as it goes: composed, sent, finished, or given back with the reason recorded. Never throws
 * for one slot's failure, only when the database does not let it be recorded either: the lease then runs out.
 */
export async function workSlot(desk: Desk, claimed: ClaimedSlot, stopping: AbortSignal): Promise<void> {
  const { slot } = claimed;
  try {
    await holdingLease(desk, slot, async (lost) => {
      const signal = AbortSignal.any([lost, stopping]);
      if (slot.state === 'leased' && (await composeOrWait(desk, claimed, signal, stopping)) !== 'composed') return;
      // The composition said what the edition covers.
      const composed = await holdSlot(desk.db, slot.id, desk.owner);
      await sendParts(desk, { ...claimed, slot: composed }, { lost, stopping });
    });
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    desk.log.info('slot taken over by another process', { digest: slot.digest_id, slot: slot.local_time });
  }
}

async function composeOrWait(
  desk: Desk,
  claimed: ClaimedSlot,
  signal: AbortSignal,
  stopping: AbortSignal,
): Promise<'composed' | 'skipped' | 'waiting'> {
  const { slot } = claimed;
  try {
    return await composeSlot(desk, claimed, signal);
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    if (stopping.aborted) await releaseSlot(desk.db, slot.id, desk.owner, null);
    else await waitAfterFailure(desk, slot, error);
    return 'waiting';
  }
}

async function waitAfterFailure(desk: Desk, slot: SlotRow, error: unknown): Promise<void> {
  const now = desk.clock.now();
  const age = Math.max(now - slot.due_at, 0);
  desk.log.error('digest not composed', { digest: slot.digest_id, slot: slot.local_time, error });
  if (age >= GIVE_UP_MS) return finishTold(desk, slot, 'refused', { reason: 'compose', detail: String(error) });
  const { shortest, longest } = COMPOSE_RETRY_MS;
  const retryAt = now + Math.min(Math.max(age, shortest), longest);
  const event = { at: now, digestId: slot.digest_id, slotId: slot.id, kind: 'compose-failed' } as const;
  await addEvent(desk.db, { ...event, detail: { detail: String(error), until: retryAt } });
  await releaseSlot(desk.db, slot.id, desk.owner, retryAt);
}

/** Runs `work` while the lease on the slot is renewed; its signal aborts with LeaseLost when that fails. */
async function holdingLease(desk: Desk, slot: SlotRow, work: (lost: AbortSignal) => Promise<void>): Promise<void> {
  const { db, clock, owner } = desk;
  const done = new AbortController();
  const lost = new AbortController();
  const beat = async () => {
    for (;;) {
      await clock.wait(LEASE_MS / 3, done.signal);
      if (!(await renewLease(db, slot.id, owner, clock.now() + LEASE_MS)))
        throw new LeaseLost(`Slot ${slot.id} is gone`);
    }
  };
  const beating = beat().catch((cause: unknown) => {
    if (!done.signal.aborted) lost.abort(new LeaseLost(`The lease on slot ${slot.id} was not renewed`, { cause }));
  });
  try {
    await work(lost.signal);
  } finally {
    done.abort();
    await beating;
  }
}
