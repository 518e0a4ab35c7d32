import { delayCorrection, endCorrection, findLastEdit, listDueCorrections } from '../../data/correction-store.ts';
import type { CorrectionRow } from '../../data/schema.ts';
import { backoffMs, type Desk, GIVE_UP_MS, LONGEST_RETRY_MS } from './desk.ts';
import type { EditOutcome } from './outbox.ts';

const LISTED = 50;
/** Edits wait in the same queue as a channel's new messages, so that they are few. */
const CHANNEL_PAUSE_MS = 60_000;

/**
 * Sends the edits that are due, at most one a minute in a channel; says whether there was one. The same body twice is one
 * edit, so no lease is needed: what was sent and not recorded is sent again.
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

async function sendCorrection(desk: Desk, correction: CorrectionRow, signal: AbortSignal): Promise<void> {
  const { db, clock, log } = desk;
  const { channel_id: channelId, message_id: messageId, tries, body } = correction;
  const began = clock.now();
  const last = await findLastEdit(db, channelId);
  // A moment in the future was written before the clock went back.
  if (last !== null && last <= began && began - last < CHANNEL_PAUSE_MS)
    return delayCorrection(db, correction, { retryAt: last + CHANNEL_PAUSE_MS, tries });
  const outcome = await tryEdit(desk, { channelId, messageId, body, signal });
  const now = clock.now();
  if (outcome.kind === 'edited') return endCorrection(db, correction, { state: 'done', now });
  const { detail } = outcome;
  const isHopeless = outcome.kind !== 'retry' || now - correction.made_at >= GIVE_UP_MS;
  if (isHopeless) {
    log.warn('correction not shown', { message: messageId, kind: outcome.kind, detail });
    return endCorrection(db, correction, { state: outcome.kind === 'gone' ? 'gone' : 'refused', now, detail });
  }
  const asked = outcome.kind === 'retry' ? outcome.afterMs : null;
  return delayCorrection(db, correction, { retryAt: now + backoffMs(tries + 1, asked), tries: tries + 1 });
}

async function tryEdit(
  desk: Desk,
  message: { channelId: string; messageId: string; body: string; signal: AbortSignal },
): Promise<EditOutcome> {
  try {
    return (await desk.office.edit?.(message)) ?? { kind: 'refused', detail: 'nothing edits here' };
  } catch (error) {
    message.signal.throwIfAborted();
    return { kind: 'retry', afterMs: null, detail: String(error) };
  }
}
