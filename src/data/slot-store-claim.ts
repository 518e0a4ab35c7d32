import type { Database } from './database.ts';
import { addEvents, type DigestEvent } from './event-store.ts';
import type { DigestRow, SlotRow } from './schema.ts';
import { coverDigest, findSeqAt } from './slot-store.ts';

/** Who claims, and when. */
export type ClaimTerms = {
  now: number;
  owner: string;
  leaseMs: number;
  /** No wait for a retry is longer: one that seems so was written before the clock went back. */
  longestRetryMs: number;
};

export type ClaimedSlot = {
  slot: SlotRow;
  digest: DigestRow;
  /** The digest's other slots without an outcome, for when this one has its own. */
  rest: readonly SlotRow[];
};

/** A digest with its slots that have no outcome, by due time; `tried`: the ids of those of which a part may have been sent. */
export type OpenDigest = { digest: DigestRow; slots: readonly SlotRow[]; tried: ReadonlySet<string> };

/** A slot that gets its outcome without being worked on. `coversUntil`: what was stored by then is left out of the editions to come. */
export type Closed = {
  slot: SlotRow;
  outcome: 'folded' | 'skipped';
  detail: Readonly<Record<string, string>>;
  coversUntil?: number;
};

/** Which slot of a digest is worked on, if any can be by now, and which are closed. */
export type Choice = { next: SlotRow | undefined; closed: readonly Closed[] };

/** What the order of work is made from. */
export type OpenSlot = Pick<
  SlotRow,
  'digest_id' | 'local_time' | 'state' | 'due_at' | 'late_reason' | 'lease_until' | 'retry_at'
> & { created_at: number };

/** Every slot without an outcome, with the age of its digest. */
export async function listOpenSlots(db: Database): Promise<readonly OpenSlot[]> {
  return db
    .selectFrom('slots')
    .innerJoin('digests', 'digests.id', 'slots.digest_id')
    .select(['slots.digest_id', 'slots.local_time', 'slots.state', 'slots.due_at', 'slots.late_reason'])
    .select(['slots.lease_until', 'slots.retry_at', 'digests.created_at'])
    .where('slots.finished_at', 'is', null)
    .execute();
}

/**
 * Leases a slot of each digest that has one to work on, in the order of `digestIds`; `choose` says which, and which get
 * their outcome instead. One transaction, so that two processes never hold slots of the same digest.
 */
export async function claimSlots(
  db: Database,
  digestIds: readonly string[],
  terms: ClaimTerms,
  choose: (open: OpenDigest) => Choice,
): Promise<readonly ClaimedSlot[]> {
  if (digestIds.length === 0) return [];
  return db.transaction().execute(async (tx) => {
    const claimed: ClaimedSlot[] = [];
    const events: DigestEvent[] = [];
    for (const open of await readOpen(tx, digestIds)) {
      const { next, closed } = choose(open);
      const digest = { ...open.digest };
      for (const one of closed) {
        events.push(await close(tx, one, terms.now));
        digest.covered_seq = await leaveOut(tx, digest, one.coversUntil);
      }
      if (!next) continue;
      const slot = await lease(tx, next, terms);
      if (next.state === 'due') events.push(toEvent(slot, 'leased', terms.now, {}));
      const rest = open.slots.filter((other) => other !== next && !closed.some((one) => one.slot === other));
      claimed.push({ slot, digest, rest });
    }
    await addEvents(tx, events);
    return claimed;
  });
}

/** Whether a slot can be worked on by now: nobody holds it, and no wait is left. */
export function isFree(slot: Pick<SlotRow, 'lease_until' | 'retry_at'>, terms: ClaimTerms): boolean {
  const { now, longestRetryMs } = terms;
  const mayTry = slot.retry_at === null || slot.retry_at <= now || slot.retry_at > now + longestRetryMs;
  return mayTry && isOver(slot.lease_until, terms);
}

/** A lease that ends later than any can was written before the clock went back: nobody holds it. */
export function isOver(leaseUntil: number | null, { now, leaseMs }: Pick<ClaimTerms, 'now' | 'leaseMs'>): boolean {
  return leaseUntil === null || leaseUntil <= now || leaseUntil > now + leaseMs;
}

async function readOpen(db: Database, digestIds: readonly string[]): Promise<readonly OpenDigest[]> {
  const slots = await db
    .selectFrom('slots')
    .selectAll()
    .where('finished_at', 'is', null)
    .where('digest_id', 'in', digestIds)
    .orderBy('due_at')
    .orderBy('local_time')
    .execute();
  const composed = slots.filter((slot) => slot.state === 'composed').map((slot) => slot.id);
  const tried = await listTried(db, composed);
  const byDigest = Map.groupBy(slots, (slot) => slot.digest_id);
  const digests = await db.selectFrom('digests').selectAll().where('id', 'in', digestIds).execute();
  const found = new Map(digests.map((digest) => [digest.id, digest]));
  return digestIds.flatMap((id) => {
    const digest = found.get(id);
    const own = byDigest.get(id);
    return digest && own ? [{ digest, slots: own, tried }] : [];
  });
}

/** Those of the slots of which a part may have been sent. */
async function listTried(db: Database, slotIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (slotIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('parts')
    .select('slot_id')
    .distinct()
    .where('slot_id', 'in', slotIds)
    .where('tries', '>', 0)
    .execute();
  return new Set(rows.map((row) => row.slot_id));
}

async function lease(db: Database, slot: SlotRow, terms: ClaimTerms): Promise<SlotRow> {
  const state = slot.state === 'due' ? ('leased' as const) : slot.state;
  const changes = { lease_owner: terms.owner, lease_until: terms.now + terms.leaseMs, state };
  await db.updateTable('slots').set(changes).where('id', '=', slot.id).execute();
  return { ...slot, ...changes };
}

async function close(db: Database, { slot, outcome, detail }: Closed, now: number): Promise<DigestEvent> {
  await db
    .updateTable('slots')
    .set({ state: outcome, finished_at: now, lease_owner: null, lease_until: null, retry_at: null })
    .where('id', '=', slot.id)
    .execute();
  return toEvent(slot, outcome, now, detail);
}

/** Moves what a digest covers up to what was stored by an instant, where there is one; gives what it covers then. */
async function leaveOut(db: Database, digest: DigestRow, until: number | undefined): Promise<number | null> {
  const seq = until === undefined ? null : await findSeqAt(db, until);
  if (seq === null || seq <= (digest.covered_seq ?? -1)) return digest.covered_seq;
  await coverDigest(db, digest.id, seq);
  return seq;
}

function toEvent(slot: SlotRow, kind: 'leased' | Closed['outcome'], at: number, detail: Closed['detail']): DigestEvent {
  return { at, digestId: slot.digest_id, slotId: slot.id, kind, detail };
}
