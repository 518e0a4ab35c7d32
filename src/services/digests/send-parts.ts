import { addEvent } from '../../data/event-store.ts';
import { listParts, recordSent, recordTry } from '../../data/part-store.ts';
import type { PartRow, SlotRow } from '../../data/schema.ts';
import type { ClaimedSlot } from '../../data/slot-store-claim.ts';
import { finishSlot, releaseSlot } from '../../data/slot-store.ts';
import { backoffMs, type Desk, GIVE_UP_MS, LATE_MS, LEASE_MS } from './desk.ts';
import type { PostOutcome } from './outbox.ts';

/** `lost` aborts a post under way when the lease is lost; `stopping` only keeps the next part from being sent. */
type Signals = { lost: AbortSignal; stopping: AbortSignal };
type PartResult = 'sent' | 'found' | 'stop';

/**
 * Sends the parts of a composed slot that were not sent, in order, and writes the slot's outcome; or gives the slot back
 * to be tried again. Throws LeaseLost when another process took the slot.
 */
export async function sendParts(desk: Desk, { slot }: ClaimedSlot, signals: Signals): Promise<void> {
  const parts = await listParts(desk.db, slot.id);
  let isFound = true;
  for (const part of parts) {
    if (part.message_id !== null) {
      isFound = false;
      continue;
    }
    if (signals.stopping.aborted) return releaseSlot(desk.db, slot.id, desk.owner, null);
    const result = await sendPart(desk, slot, part, signals.lost);
    if (result === 'stop') return;
    isFound &&= result === 'found';
  }
  await finishPosted(desk, slot, { parts, isFound });
}

/** `isFound`: all of it had been posted before this outbox was written, by a database that is older than the channel. */
async function finishPosted(
  desk: Desk,
  slot: SlotRow,
  { parts, isFound }: { parts: readonly PartRow[]; isFound: boolean },
): Promise<void> {
  const now = desk.clock.now();
  const retried = parts.some((part) => part.tries > 0);
  const reason = slot.late_reason ?? (now - slot.due_at > LATE_MS ? (retried ? 'retried' : 'slow') : null);
  const lateReason = isFound ? null : reason;
  await finishSlot(desk.db, slot, {
    owner: desk.owner,
    now,
    outcome: lateReason === null ? 'posted' : 'late',
    lateReason,
    detail: { ...(lateReason !== null && { reason: lateReason }), ...(isFound && { found: true }) },
    covers: slot.covers_seq,
  });
}

async function sendPart(desk: Desk, slot: SlotRow, part: PartRow, signal: AbortSignal): Promise<PartResult> {
  const { db, clock, owner } = desk;
  const startedAt = clock.now();
  const before = await recordTry(db, part, owner, startedAt);
  const isFirst = before.tries === 0;
  const firstTryAt = before.first_try_at ?? startedAt;
  // Never sent and on time: nothing of ours can be there, so the look is saved.
  const lookSince = isFirst && startedAt - slot.due_at <= LATE_MS ? null : Math.min(slot.due_at, firstTryAt);
  const outcome = await tryPost(desk, part, lookSince, signal);
  const now = clock.now();
  switch (outcome.kind) {
    case 'sent': {
      const { messageId, found } = outcome;
      await recordSent(db, part, { digestId: slot.digest_id, messageId, found, now });
      return found && isFirst ? 'found' : 'sent';
    }
    case 'refused':
      await finishTold(desk, slot, 'refused', { part: part.n, reason: outcome.reason, detail: outcome.detail });
      return 'stop';
    case 'uncertain':
      await finishTold(desk, slot, 'uncertain', { part: part.n, detail: outcome.detail });
      return 'stop';
    case 'retry':
      await retryLater(desk, slot, { n: part.n, tries: before.tries + 1, firstTryAt }, outcome);
      return 'stop';
  }
}

/** `post` never throws but for the signal's abort; should it, whether Discord has the message is unknown, so it is looked for at the next try. */
async function tryPost(desk: Desk, part: PartRow, lookSince: number | null, signal: AbortSignal): Promise<PostOutcome> {
  const { channel_id: channelId, body, key } = part;
  try {
    return await desk.office.post({ channelId, form: 'message', body, key, lookSince, priority: 0, signal });
  } catch (error) {
    signal.throwIfAborted();
    desk.log.error('post threw', { key, error });
    return { kind: 'retry', reason: 'network', afterMs: null, detail: String(error) };
  }
}

async function retryLater(
  desk: Desk,
  slot: SlotRow,
  part: { n: number; tries: number; firstTryAt: number },
  outcome: Extract<PostOutcome, { kind: 'retry' }>,
): Promise<void> {
  const now = desk.clock.now();
  const { reason, detail } = outcome;
  if (now - part.firstTryAt >= GIVE_UP_MS)
    return finishTold(desk, slot, 'refused', { part: part.n, reason: 'gave-up', detail });
  const retryAt = now + backoffMs(part.tries, outcome.afterMs);
  await addEvent(desk.db, {
    at: now,
    digestId: slot.digest_id,
    slotId: slot.id,
    kind: 'retry',
    detail: { part: part.n, try: part.tries, reason, detail, until: retryAt },
  });
  await releaseSlot(desk.db, slot.id, desk.owner, retryAt);
}

/** Finishes a slot with an outcome that the administrators must hear of. */
export async function finishTold(
  desk: Desk,
  slot: SlotRow,
  outcome: 'refused' | 'uncertain',
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const now = desk.clock.now();
  await finishSlot(desk.db, slot, { owner: desk.owner, now, outcome, detail, tellUntil: now + LEASE_MS });
  desk.log.warn(`digest ${outcome}`, { digest: slot.digest_id, slot: slot.local_time, ...detail });
}
