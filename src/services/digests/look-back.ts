import { findDigest } from '../../data/digest-store.ts';
import { addEvent, countEvents } from '../../data/event-store.ts';
import type { DigestRow, SlotRow } from '../../data/schema.ts';
import type { ClaimedSlot } from '../../data/slot-store-claim.ts';
import { coverDigest, finishSlot, findSeqAt, listFolded, releaseSlot } from '../../data/slot-store.ts';
import { partKey } from './compose-slot.ts';
import { backoffMs, type Desk, LATE_MS } from './desk.ts';
import { finishTold, type Worker } from './finish.ts';
import type { FindOutcome } from './outbox.ts';

/** As many parts as an edition can have had; what it would be cut into by now says nothing. */
const PARTS = 4;
/** Slots folded into one that are looked for: the newest. */
const FOLDED = 20;

/** Discord's types of channels of which each post is a thread: forum and media. */
const FORUMS: readonly number[] = [15, 16];

type Looking = ClaimedSlot & { priority: number };
type Found = Extract<FindOutcome, { kind: 'found' }>;
/** Nothing of it is there; or the slot has its outcome or waits. */
type Look = Found | 'absent' | 'done';

/**
 * Looks whether a late slot without an outbox was posted by a database that was newer than this one (a restored backup);
 * its keys need no edition. Gives the digest to compose it for, whose covered_seq counts what stands there of the slots
 * that were folded into it; or 'done': the slot has its outcome, or waits to be looked for again.
 */
export async function lookBack(worker: Worker, looking: Looking, signal: AbortSignal): Promise<DigestRow | 'done'> {
  const { desk } = worker;
  const { slot, digest } = looking;
  const isLate = desk.clock.now() - slot.due_at > LATE_MS;
  // What this process saw fall due was in no channel before it: the look is saved.
  if (!isLate || (slot.late_reason === null && slot.due_at >= desk.startedAt)) return digest;
  const keys = Array.from({ length: PARTS }, (_, index) => partKey(digest.id, slot.local_time, index + 1));
  const found = await look(worker, looking, { keys, since: slot.due_at, signal });
  if (found === 'done') return found;
  if (found === 'absent') return coverFolded(worker, looking, signal);
  await finishSlot(desk.db, slot, {
    owner: desk.owner,
    now: desk.clock.now(),
    outcome: 'posted',
    lateReason: null,
    detail: { found: true, message: found.messageId },
    covers: await findSeqAt(desk.db, found.sentAt),
  });
  return 'done';
}

/** What was posted of the slots that were folded into this one is not told again. */
async function coverFolded(worker: Worker, looking: Looking, signal: AbortSignal): Promise<DigestRow | 'done'> {
  const { db } = worker.desk;
  const { slot, digest } = looking;
  let folded = await listFolded(db, slot, FOLDED);
  while (folded.length > 0) {
    const keys = folded.map((one) => partKey(digest.id, one.local_time, 1));
    const found = await look(worker, looking, { keys, since: folded[0]?.due_at ?? 0, signal });
    if (found === 'done') return found;
    if (found === 'absent') break;
    const seq = await findSeqAt(db, found.sentAt);
    if (seq !== null) await coverDigest(db, digest.id, seq);
    // The oldest is found first: a later one may have covered more.
    folded = folded.slice(keys.indexOf(found.key) + 1);
  }
  return (await findDigest(db, digest.id)) ?? digest;
}

async function look(
  { desk, circuit }: Worker,
  { slot, digest, priority }: Looking,
  sought: { keys: readonly string[]; since: number; signal: AbortSignal },
): Promise<Look> {
  const report = circuit.enter();
  if (typeof report === 'number') {
    await releaseSlot(desk.db, slot.id, desk.owner, report);
    return 'done';
  }
  const form = FORUMS.includes(digest.channel_type) ? 'forum-post' : 'message';
  let found: FindOutcome | undefined;
  try {
    found = await desk.office.find({ channelId: digest.channel_id, form, priority, ...sought });
  } finally {
    // An answer that asks for patience is an answer.
    report(!found ? 'unknown' : found.kind === 'retry' && found.afterMs === null ? 'unreachable' : 'answered');
  }
  if (found.kind === 'found') return found;
  // Who said “send it again” has looked.
  if (found.kind === 'absent' || (found.kind === 'blind' && slot.late_reason === 'settled')) return 'absent';
  if (found.kind === 'blind') await finishTold(desk, slot, 'uncertain', { detail: found.detail });
  else await lookLater(desk, slot, found);
  return 'done';
}

async function lookLater(desk: Desk, slot: SlotRow, found: Extract<FindOutcome, { kind: 'retry' }>): Promise<void> {
  const now = desk.clock.now();
  const tries = (await countEvents(desk.db, slot, 'retry')) + 1;
  const until = now + backoffMs(tries, found.afterMs);
  const event = { at: now, digestId: slot.digest_id, slotId: slot.id, kind: 'retry' } as const;
  await addEvent(desk.db, { ...event, detail: { try: tries, reason: 'look', detail: found.detail, until } });
  await releaseSlot(desk.db, slot.id, desk.owner, until);
}
