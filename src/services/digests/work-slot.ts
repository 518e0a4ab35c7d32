import { addEvent } from '../../data/event-store.ts';
import type { SlotRow } from '../../data/schema.ts';
import type { ClaimedSlot } from '../../data/slot-store-claim.ts';
import { holdSlot, LeaseLost, releaseSlot, renewLease } from '../../data/slot-store.ts';
import { composeSlot } from './compose-slot.ts';
import { type Desk, GIVE_UP_MS, LEASE_MS } from './desk.ts';
import { finishTold, type Worker } from './finish.ts';
import { lookBack } from './look-back.ts';
import { sendParts } from './send-parts.ts';

/** A slot that cannot be composed waits as long as it is old, within these. */
const COMPOSE_RETRY_MS = { shortest: 5_000, longest: 300_000 };

/** A leased slot with its place where requests wait for Discord's limits. `onComposed`: no composition is to come of it. */
export type SlotAtWork = ClaimedSlot & { priority: number; onComposed(): void };

/**
 * Takes a leased slot as far as it goes: composed, sent, finished, or given back with the reason recorded. Never throws
 * for one slot's failure, only when the database does not let it be recorded either: the lease then runs out.
 */
export async function workSlot(worker: Worker, claimed: SlotAtWork, stopping: AbortSignal): Promise<void> {
  const { desk } = worker;
  const { slot, priority } = claimed;
  try {
    await holdingLease(desk, slot, async (lost) => {
      const isFresh = slot.state === 'leased';
      if (isFresh && (await composeOrWait(worker, claimed, { lost, stopping })) !== 'composed') return;
      claimed.onComposed();
      // The composition said what the edition covers.
      const composed = await holdSlot(desk.db, slot.id, desk.owner);
      await sendParts(worker, { slot: composed, priority, isFresh }, { lost, stopping });
    });
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    desk.log.info('slot taken over by another process', { digest: slot.digest_id, slot: slot.local_time });
  }
}

async function composeOrWait(
  worker: Worker,
  claimed: SlotAtWork,
  { lost, stopping }: { lost: AbortSignal; stopping: AbortSignal },
): Promise<'composed' | 'skipped' | 'waiting'> {
  const { desk, composing } = worker;
  const { slot, priority } = claimed;
  const signal = AbortSignal.any([lost, stopping]);
  try {
    const digest = await lookBack(worker, claimed, signal);
    if (digest === 'done') return 'waiting';
    return await composing.pass(priority, signal, () => composeSlot(desk, { ...claimed, digest }, signal));
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
