import { addEvent } from '../../data/event-store.ts';
import { listParts, recordSent, recordTry } from '../../data/part-store.ts';
import type { PartRow, SlotRow } from '../../data/schema.ts';
import { finishSlot, holdSlot, isRun, releaseSlot, setLateReason, type SlotEnd } from '../../data/slot-store.ts';
import type { Reached } from './circuit.ts';
import { backoffMs, type Desk, GIVE_UP_MS, LATE_MS } from './desk.ts';
import { finishTold, type Worker } from './finish.ts';
import type { PostOutcome } from './outbox.ts';

/** `lost` aborts a post under way when the lease is lost; `stopping` only keeps the next part from being sent. */
type Signals = { lost: AbortSignal; stopping: AbortSignal };
type PartResult = 'sent' | 'found' | 'stop';
/** A composed slot. `isFresh`: composed just now, so that nothing of it can have been sent by anybody. */
type Sending = { slot: SlotRow; priority: number; isFresh: boolean };
/** One part of it. `endOf`: the slot's outcome, where no other part is left; `found`: this one was there before. */
type SendingPart = Sending & { part: PartRow; endOf?: (found: boolean) => SlotEnd };

/**
 * Sends the parts of a composed slot that were not sent, in order, and writes the slot's outcome with the last of them;
 * or gives the slot back to be tried again. Throws LeaseLost when another process took the slot.
 */
export async function sendParts(worker: Worker, sending: Sending, signals: Signals): Promise<void> {
  const { db, owner } = worker.desk;
  const { slot } = sending;
  const parts = await listParts(db, slot.id);
  const unsent = parts.filter((part) => part.message_id === null);
  const endOf = (isFound: boolean) => postedEnd(worker, slot, { parts, isFound });
  if (unsent.length === 0) return finishSlot(db, slot, endOf(false));
  let isFound = unsent.length === parts.length;
  for (const part of unsent) {
    if (signals.stopping.aborted) return releaseSlot(db, slot.id, owner, null);
    const isAllFound = isFound;
    const last = part === unsent.at(-1) && { endOf: (found: boolean) => endOf(isAllFound && found) };
    const result = await sendPart(worker, { ...sending, part, ...last }, signals.lost);
    if (result === 'stop') return;
    isFound &&= result === 'found';
  }
}

/** `isFound`: all of it had been posted before this outbox was written, by a database that is older than the channel. */
function postedEnd(
  { desk }: Worker,
  slot: SlotRow,
  { parts, isFound }: { parts: readonly PartRow[]; isFound: boolean },
): SlotEnd {
  const now = desk.clock.now();
  const retried = parts.some((part) => part.tries > 0);
  const reason = slot.late_reason ?? (now - slot.due_at > LATE_MS ? (retried ? 'retried' : 'slow') : null);
  const lateReason = isFound ? null : reason;
  return {
    owner: desk.owner,
    now,
    outcome: lateReason === null ? 'posted' : 'late',
    lateReason,
    detail: { ...(lateReason !== null && { reason: lateReason }), ...(isFound && { found: true }) },
    covers: slot.covers_seq,
  };
}

async function sendPart(worker: Worker, sending: SendingPart, signal: AbortSignal): Promise<PartResult> {
  const { db, clock, owner } = worker.desk;
  const { slot, isFresh } = sending;
  const report = worker.circuit.enter();
  if (typeof report === 'number') {
    await releaseSlot(db, slot.id, owner, report);
    return 'stop';
  }
  const startedAt = clock.now();
  let reached: Reached = 'unknown';
  try {
    const before = await recordTry(db, sending.part, owner, startedAt);
    const isFirst = before.tries === 0;
    const firstTryAt = before.first_try_at ?? startedAt;
    // Never sent, and composed just now or on time: nothing of ours can be there, so the look is saved.
    const isNew = isFirst && (isFresh || startedAt - slot.due_at <= LATE_MS);
    const lookSince = isNew ? null : Math.min(slot.due_at, firstTryAt);
    const outcome = await postPart(worker, { ...sending, part: before }, lookSince, signal);
    reached = isUnreachable(outcome) ? 'unreachable' : 'answered';
    return await recordOutcome(worker, { ...sending, part: before, startedAt }, outcome);
  } finally {
    report(reached);
  }
}

function isUnreachable(outcome: PostOutcome): boolean {
  return outcome.kind === 'retry' && outcome.reason !== 'rate-limited';
}

async function recordOutcome(
  worker: Worker,
  tried: SendingPart & { startedAt: number },
  outcome: PostOutcome,
): Promise<PartResult> {
  const { desk } = worker;
  const { slot, part } = tried;
  switch (outcome.kind) {
    case 'sent': {
      const now = desk.clock.now();
      const isFound = outcome.found && part.tries === 0;
      const end = tried.endOf?.(isFound);
      await recordSent(desk.db, part, { ...outcome, digestId: slot.digest_id, now, ...(end && { end }) });
      if (part.n === 1 && !outcome.found && slot.late_reason === null && !isRun(slot))
        worker.onPunctual(now - slot.due_at);
      return isFound ? 'found' : 'sent';
    }
    case 'refused':
      await finishTold(desk, slot, 'refused', { part: part.n, reason: outcome.reason, detail: outcome.detail });
      return 'stop';
    case 'uncertain':
      await finishTold(desk, slot, 'uncertain', { part: part.n, detail: outcome.detail });
      return 'stop';
    case 'retry':
      await retryLater(desk, tried, outcome);
      return 'stop';
  }
}

/**
 * Posts a part. Where its past cannot be read, it is sent all the same if an administrator said so: once, and not again
 * after an answer that was lost.
 */
async function postPart(
  worker: Worker,
  sending: SendingPart,
  lookSince: number | null,
  signal: AbortSignal,
): Promise<PostOutcome> {
  const { desk } = worker;
  const { slot, part } = sending;
  const outcome = await tryPost(desk, sending, lookSince, signal);
  const isOrdered = slot.late_reason === 'settled' || (slot.late_reason === 'sent-again' && part.tries === 0);
  if (outcome.kind !== 'uncertain' || !isOrdered) return outcome;
  await setLateReason(desk.db, slot.id, desk.owner, 'sent-again');
  slot.late_reason = 'sent-again';
  return tryPost(desk, sending, null, signal);
}

/**
 * Its turn may come after a pause of the whole process, when another one has taken the slot: the lease is looked at right
 * before the message goes out. `post` never throws but for the signal's abort; should it, whether Discord has the message
 * is unknown, so it is looked for at the next try.
 */
async function tryPost(
  desk: Desk,
  { slot, part, priority }: SendingPart,
  lookSince: number | null,
  signal: AbortSignal,
): Promise<PostOutcome> {
  const { channel_id: channelId, form, body, key } = part;
  const lost: unknown[] = [];
  const before = async () => {
    try {
      await holdSlot(desk.db, slot.id, desk.owner);
    } catch (error) {
      lost.push(error);
      throw error;
    }
  };
  const outcome = await desk.office
    .post({ channelId, form, body, key, lookSince, priority, before, signal })
    .catch((error: unknown): PostOutcome => {
      signal.throwIfAborted();
      if (lost.length === 0) desk.log.error('post threw', { key, error });
      return { kind: 'retry', reason: 'network', afterMs: null, detail: String(error) };
    });
  if (lost.length > 0) throw lost[0];
  return outcome;
}

async function retryLater(
  desk: Desk,
  { slot, part, startedAt }: { slot: SlotRow; part: PartRow; startedAt: number },
  outcome: Extract<PostOutcome, { kind: 'retry' }>,
): Promise<void> {
  const now = desk.clock.now();
  const { reason, detail } = outcome;
  if (now - (part.first_try_at ?? startedAt) >= GIVE_UP_MS)
    return finishTold(desk, slot, 'refused', { part: part.n, reason: 'gave-up', detail });
  const tries = part.tries + 1;
  const retryAt = now + backoffMs(tries, outcome.afterMs);
  await addEvent(desk.db, {
    at: now,
    digestId: slot.digest_id,
    slotId: slot.id,
    kind: 'retry',
    detail: { part: part.n, try: tries, reason, detail, until: retryAt },
  });
  await releaseSlot(desk.db, slot.id, desk.owner, retryAt);
}
