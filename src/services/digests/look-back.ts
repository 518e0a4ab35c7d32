import { addEvent, countEvents } from '../../data/event-store.ts';
import type { SlotRow } from '../../data/schema.ts';
import type { ClaimedSlot } from '../../data/slot-store-claim.ts';
import { finishSlot, findSeqAt, releaseSlot } from '../../data/slot-store.ts';
import { partKey } from './compose-slot.ts';
import { backoffMs, type Desk, LATE_MS } from './desk.ts';
import { finishTold, type Worker } from './finish.ts';
import type { FindOutcome } from './outbox.ts';

/** As many parts as an edition can have had; what it would be cut into by now says nothing. */
const PARTS = 4;

/** Discord's types of channels of which each post is a thread: forum and media. */
const FORUMS: readonly number[] = [15, 16];

/**
 * Looks whether a late slot without an outbox was posted by a database that was newer than this one (a restored backup);
 * its keys need no edition. 'compose': it was not. 'done': it has its outcome, or waits to be looked for again.
 */
export async function lookBack(
  { desk, circuit }: Worker,
  claimed: ClaimedSlot & { priority: number },
  signal: AbortSignal,
): Promise<'compose' | 'done'> {
  const { slot, digest, priority } = claimed;
  const isLate = desk.clock.now() - slot.due_at > LATE_MS;
  // What this process saw fall due was in no channel before it: the look is saved.
  if (!isLate || (slot.late_reason === null && slot.due_at >= desk.startedAt)) return 'compose';
  const report = circuit.enter();
  if (typeof report === 'number') {
    await releaseSlot(desk.db, slot.id, desk.owner, report);
    return 'done';
  }
  const keys = Array.from({ length: PARTS }, (_, index) => partKey(digest.id, slot.local_time, index + 1));
  const form = FORUMS.includes(digest.channel_type) ? 'forum-post' : 'message';
  let found: FindOutcome | undefined;
  try {
    found = await desk.office.find({
      channelId: digest.channel_id,
      form,
      keys,
      since: slot.due_at,
      priority,
      signal,
    });
  } finally {
    // An answer that asks for patience is an answer.
    report(!found ? 'unknown' : found.kind === 'retry' && found.afterMs === null ? 'unreachable' : 'answered');
  }
  return settleLook(desk, claimed.slot, found);
}

async function settleLook(desk: Desk, slot: SlotRow, found: FindOutcome): Promise<'compose' | 'done'> {
  const { db, owner } = desk;
  const now = desk.clock.now();
  switch (found.kind) {
    case 'absent':
      return 'compose';
    case 'found': {
      const { messageId: message, sentAt } = found;
      const detail = { found: true, message };
      await finishSlot(db, slot, {
        owner,
        now,
        outcome: 'posted',
        lateReason: null,
        detail,
        covers: await findSeqAt(db, sentAt),
      });
      return 'done';
    }
    case 'blind':
      // Who said “send it again” has looked.
      if (slot.late_reason === 'settled') return 'compose';
      await finishTold(desk, slot, 'uncertain', { detail: found.detail });
      return 'done';
    case 'retry': {
      const tries = (await countEvents(db, slot, 'retry')) + 1;
      const until = now + backoffMs(tries, found.afterMs);
      const event = { at: now, digestId: slot.digest_id, slotId: slot.id, kind: 'retry' } as const;
      await addEvent(db, { ...event, detail: { try: tries, reason: 'look', detail: found.detail, until } });
      await releaseSlot(db, slot.id, owner, until);
      return 'done';
    }
  }
}
