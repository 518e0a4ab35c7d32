import {
  claimTry,
  delayCorrection,
  endCorrection,
  findLastEdit,
  listDueCorrections,
} from '../../data/correction-store-send.ts';
import type { CorrectionRow } from '../../data/schema.ts';
import { admitCorrection } from './admit-correction.ts';
import { backoffMs, type Desk, GIVE_UP_MS, LONGEST_RETRY_MS } from './desk.ts';
import type { EditOutcome } from './outbox.ts';

const LISTED = 50;
/** Edits wait in the same queue as a channel's new messages, so that they are few. */
const CHANNEL_PAUSE_MS = 60_000;

/**
 * Sends the edits that are due, at most one a minute in a channel, whichever process sent the last one; says whether there was
 * one. The same body twice is one edit, so no lease is needed: what was sent and not recorded is sent again.
 */
export async function sendCorrections(desk: Desk, stopping: AbortSignal): Promise<boolean> {
  const now = desk.clock.now();
  const due = await listDueCorrections(desk.db, { now, latest: now + LONGEST_RETRY_MS, limit: LISTED });
  for (const correction of due) {
    if (stopping.aborted) break;
    await sendCorrection(desk, correction, stopping);
  }
  return due.length > 0;
}

async function sendCorrection(desk: Desk, due: CorrectionRow, signal: AbortSignal): Promise<void> {
  const { db, clock } = desk;
  const began = clock.now();
  const last = await findLastEdit(db, due.channel_id);
  // A moment in the future was written before the clock went back.
  if (last !== null && last <= began && began - last < CHANNEL_PAUSE_MS)
    return delayCorrection(db, due, { retryAt: last + CHANNEL_PAUSE_MS, tries: due.tries });
  const correction = await admitCorrection(desk, due);
  // Noted before it is sent: a process that dies meanwhile leaves the channel its pause.
  if (!correction || !(await claimTry(db, correction, began))) return;
  const { channel_id: channelId, message_id: messageId, body } = correction;
  await record(desk, correction, await tryEdit(desk, { channelId, messageId, body, signal }));
}

async function record(desk: Desk, correction: CorrectionRow, outcome: EditOutcome): Promise<void> {
  const { db, clock, log } = desk;
  const now = clock.now();
  if (outcome.kind === 'edited') return endCorrection(db, correction, { state: 'done', now });
  const { message_id: message, tries } = correction;
  const { kind, detail } = outcome;
  if (kind !== 'retry' || now - correction.made_at >= GIVE_UP_MS) {
    log.warn('correction not shown', { message, kind, detail });
    return endCorrection(db, correction, { ...endOf(outcome), now, detail });
  }
  await delayCorrection(db, correction, { retryAt: now + backoffMs(tries + 1, outcome.afterMs), tries: tries + 1 });
}

function endOf(outcome: Exclude<EditOutcome, { kind: 'edited' }>) {
  if (outcome.kind === 'gone') return { state: 'gone' as const };
  if (outcome.kind === 'refused') return { state: 'refused' as const, reason: outcome.reason };
  // A limit says no for sure; whatever else was tried for a day may have taken effect without an answer.
  return outcome.reason === 'rate-limited'
    ? { state: 'refused' as const, reason: 'gave-up' }
    : { state: 'uncertain' as const, reason: 'gave-up' };
}

async function tryEdit(
  desk: Desk,
  message: { channelId: string; messageId: string; body: string; signal: AbortSignal },
): Promise<EditOutcome> {
  try {
    return (await desk.office.edit?.(message)) ?? { kind: 'refused', reason: 'invalid', detail: 'nothing edits here' };
  } catch (error) {
    message.signal.throwIfAborted();
    return { kind: 'retry', reason: 'network', afterMs: null, detail: String(error) };
  }
}
