import type { SlotRow } from '../../data/schema.ts';
import { type ClaimedSlot, claimSlots, type ClaimTerms, isFree, listOpenSlots } from '../../data/slot-store-claim.ts';
import { isRun } from '../../data/slot-store.ts';
import { chooseSlot, priorityOf } from './choose-slot.ts';
import { LEASE_MS, LONGEST_RETRY_MS } from './desk.ts';
import type { Worker } from './finish.ts';
import type { Lanes } from './lanes.ts';
import { createWorkQueue, type QueuedDigest } from './work-queue.ts';
import { workSlot } from './work-slot.ts';

/** Slots under way at once: with answers after 150 ms far more than Discord's 50 requests a second need. */
const AT_WORK = 64;
/** Slots claimed in one transaction. */
const CLAIMED_AT_ONCE = 32;
/** Slots that are claimed and not composed: a slow model does not keep what is composed, or asked for, from going out. */
const TO_COMPOSE = 32;

/** The work on slots, the most urgent first. */
export type SlotWork = {
  /** Looks what is open and begins with it. Gives when the next wait or lease ends, epoch milliseconds, or null. */
  begin(stopping: AbortSignal): Promise<number | null>;
  isIdle(): boolean;
};

/** `wake` is called when the last slot under way has ended. */
export function createSlotWork(worker: Worker, lanes: Lanes, wake: () => void): SlotWork {
  const { desk, circuit } = worker;
  const queue = createWorkQueue();
  const busy = new Set<string>();
  let toCompose = 0;
  let isClaiming = false;

  const terms = (): ClaimTerms => ({
    now: desk.clock.now(),
    owner: desk.owner,
    leaseMs: LEASE_MS,
    longestRetryMs: LONGEST_RETRY_MS,
  });

  /** How many slots to claim now: many at a time, and one by one while Discord is out of reach. */
  function room(): number {
    const until = circuit.openUntil();
    if (until !== null) return busy.size === 0 && isTime(until, desk.clock.now()) ? 1 : 0;
    const free = AT_WORK - busy.size;
    return free >= Math.min(CLAIMED_AT_ONCE, queue.size()) ? Math.min(free, CLAIMED_AT_ONCE) : 0;
  }

  async function claim(stopping: AbortSignal): Promise<void> {
    // Whoever is at it looks again after each transaction.
    if (isClaiming) return;
    isClaiming = true;
    try {
      while (!stopping.aborted) {
        const entries = queue.take(room(), TO_COMPOSE - toCompose);
        if (entries.length === 0) return;
        const now = terms();
        // After a jump of the clock the leases of this process may look over.
        const ids = entries.map((entry) => entry.digestId).filter((id) => !busy.has(id));
        for (const one of await claimSlots(desk.db, ids, now, (open) => chooseSlot(open, now))) launch(one, stopping);
      }
    } finally {
      isClaiming = false;
    }
  }

  function launch(claimed: ClaimedSlot, stopping: AbortSignal): void {
    const { slot, digest, rest } = claimed;
    const now = desk.clock.now();
    const urgency = (of: readonly SlotRow[]) => Math.min(...of.map((one) => priorityOf(one, digest.created_at, now)));
    // A run that waits for the slot before it lends it its urgency.
    const priority = urgency([slot, ...rest]);
    const composes = slot.state === 'leased' && !isRun(slot);
    busy.add(digest.id);
    if (composes) toCompose += 1;
    let isComposing = composes;
    const onComposed = () => {
      if (isComposing) toCompose -= 1;
      isComposing = false;
    };
    lanes.add({ digest: digest.id }, async () => {
      try {
        await workSlot(worker, { ...claimed, priority, onComposed }, stopping);
      } finally {
        onComposed();
        busy.delete(digest.id);
        if (rest.length > 0)
          queue.add({ digestId: digest.id, priority: urgency(rest), isQuick: rest.some((one) => isRun(one)) });
        await claim(stopping);
        if (busy.size === 0) wake();
      }
    });
  }

  return {
    async begin(stopping) {
      const open = await readOpen(worker, busy, terms());
      queue.replace(open.entries);
      await claim(stopping);
      // What nobody could begin with is tried again: when Discord may be back, or soon.
      const waiting = queue.size() > 0 && busy.size === 0 ? (circuit.openUntil() ?? desk.clock.now()) : null;
      const moments = [open.nextAt, waiting].filter((moment) => moment !== null);
      return moments.length === 0 ? null : Math.min(...moments);
    },
    isIdle: () => busy.size === 0 && queue.size() === 0,
  };
}

/** The digests that may have a slot to work on by now, and when the first wait or lease of another ends. */
async function readOpen(
  { desk }: Worker,
  busy: ReadonlySet<string>,
  terms: ClaimTerms,
): Promise<{ entries: readonly QueuedDigest[]; nextAt: number | null }> {
  const entries = new Map<string, QueuedDigest>();
  let nextAt: number | null = null;
  for (const slot of await listOpenSlots(desk.db)) {
    const { digest_id: digestId } = slot;
    if (busy.has(digestId)) continue;
    if (!isFree(slot, terms)) {
      nextAt = Math.min(nextAt ?? Infinity, Math.max(slot.lease_until ?? 0, slot.retry_at ?? 0));
      continue;
    }
    const priority = priorityOf(slot, slot.created_at, terms.now);
    const isQuick = slot.state === 'composed' || isRun(slot);
    const before = entries.get(digestId);
    if (!before || priority < before.priority) entries.set(digestId, { digestId, priority, isQuick });
  }
  return { entries: [...entries.values()], nextAt };
}

/** A moment further away than any wait was set before the clock went back. */
function isTime(moment: number, now: number): boolean {
  return now >= moment || moment > now + LONGEST_RETRY_MS;
}
