import type { DigestRow, SlotRow } from '../../data/schema.ts';
import {
  type Choice,
  type ClaimTerms,
  type Closed,
  isFree,
  isOver,
  type OpenDigest,
  type OpenSlot,
} from '../../data/slot-store-claim.ts';
import { isRun } from '../../data/slot-store.ts';
import { LONGEST_RETRY_MS, MISSED_MS, STALE_RUN_MS } from './desk.ts';

/** Room for the age of a digest, epoch milliseconds, within one class of urgency. */
const CLASS = 1e14;

/**
 * Who goes first, lower first: runs on demand, then late slots, then due ones; within each, the older digest. A slot that
 * only waited for the others of its minute is not late in this sense.
 */
export function priorityOf(
  slot: Pick<OpenSlot, 'local_time' | 'late_reason' | 'due_at'>,
  createdAt: number,
  now: number,
): number {
  const isLate = slot.late_reason !== null || now - slot.due_at > MISSED_MS;
  return (isRun(slot) ? 0 : isLate ? 1 : 2) * CLASS + createdAt;
}

/**
 * Which slot of a digest is worked on, and which get their outcome at once: a slot under way is finished first; what a
 * paused or removed digest has not begun is skipped; a slot that was missed gets what the digest's manager chose, and of
 * several that are due the earlier ones are folded into the latest (docs/decisions/digest-clock.md).
 */
export function chooseSlot(open: OpenDigest, terms: ClaimTerms): Choice {
  const underWay = findUnderWay(open, terms);
  if (underWay) return { next: isFree(underWay, terms) ? underWay : undefined, closed: [] };
  const { digest, slots } = open;
  const closed = new Map<SlotRow, Closed>();
  const close = (slot: SlotRow, end: Omit<Closed, 'slot'>) => void closed.set(slot, { slot, ...end });
  for (const slot of slots) {
    if (!isWanted(slot, digest)) close(slot, { outcome: 'skipped', detail: { reason: digest.state } });
    else if (isRun(slot) && !isOrdered(slot) && terms.now - slot.due_at > STALE_RUN_MS)
      close(slot, { outcome: 'skipped', detail: { reason: 'missed' } });
  }
  const calendar = slots.filter((slot) => !closed.has(slot) && !isRun(slot) && !isOrdered(slot));
  for (const one of catchUp(calendar, digest, terms.now)) closed.set(one.slot, one);
  const rest = slots.filter((slot) => !closed.has(slot));
  const next = rest[0];
  return { next: next && isFree(next, terms) ? next : undefined, closed: [...closed.values()] };
}

/** A slot that a dead process composed but never tried to send is not under way: nobody can have seen it. */
function findUnderWay({ slots, tried }: OpenDigest, terms: ClaimTerms): SlotRow | undefined {
  return slots.find((slot) => tried.has(slot.id) || (slot.state !== 'due' && !isOver(slot.lease_until, terms)));
}

function isWanted(slot: SlotRow, digest: DigestRow): boolean {
  if (digest.state === 'active') return true;
  return digest.state === 'paused' && (isRun(slot) || isOrdered(slot));
}

/** An administrator said that this one is to be posted: no policy applies. */
function isOrdered(slot: SlotRow): boolean {
  return slot.late_reason === 'settled' || slot.late_reason === 'sent-again';
}

/** What becomes of a digest's slots of the calendar, none of them begun, by due time: all but at most one. */
function catchUp(slots: readonly SlotRow[], digest: DigestRow, now: number): readonly Closed[] {
  const isMissed = (slot: SlotRow) => now - slot.due_at > MISSED_MS && !isTrying(slot, now);
  if (digest.catch_up === 'skip') {
    const kept = slots.filter((slot) => !isMissed(slot));
    return [...slots.filter(isMissed).map(leaveOut), ...foldIntoLast(kept)];
  }
  const latest = slots.at(-1);
  if (!latest) return [];
  const folded = foldIntoLast(slots);
  const reason = digest.catch_up === 'fold' ? 'missed' : 'past-limit';
  const isPast = digest.catch_up === 'fold' ? isMissed(latest) : now - latest.due_at > digest.late_limit_ms;
  if (!isMissed(latest) || !isPast) return folded;
  return [...folded, { slot: latest, outcome: 'folded', detail: { into: 'next', reason } }];
}

/** It was begun in time and waits for its next try: a failure of ours, which ends posted late, or refused and told. */
function isTrying(slot: SlotRow, now: number): boolean {
  return slot.state === 'leased' && slot.retry_at !== null && now - slot.retry_at < LONGEST_RETRY_MS;
}

function leaveOut(slot: SlotRow): Closed {
  return { slot, outcome: 'skipped', detail: { reason: 'missed' }, coversUntil: slot.due_at };
}

function foldIntoLast(slots: readonly SlotRow[]): readonly Closed[] {
  const into = slots.at(-1)?.local_time ?? '';
  return slots.slice(0, -1).map((slot) => ({ slot, outcome: 'folded', detail: { into } }));
}
