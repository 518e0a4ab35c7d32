import type { Database } from './database.ts';
import { addEvent } from './event-store.ts';
import type { DigestRow, SlotRow } from './schema.ts';
import { isRun, UNFINISHED } from './slot-store.ts';

export type ClaimOptions = {
  now: number;
  owner: string;
  leaseMs: number;
  /** No wait for a retry is longer: one that seems so was written before the clock went back. */
  longestRetryMs: number;
  /** Digests that this process is at work on: after a jump of the clock their leases may look over. */
  busy: ReadonlySet<string>;
};

export type ClaimedSlot = { slot: SlotRow; digest: DigestRow };

/**
 * Leases the next slot that has work: due ones to compose, composed ones to send. One slot of a digest at a time; of
 * several that are due, the earlier ones are folded into the latest; those of a digest that was paused or removed are
 * skipped. One transaction, so that two processes never hold the same slot.
 */
export async function claimSlot(db: Database, options: ClaimOptions): Promise<ClaimedSlot | undefined> {
  return db.transaction().execute(async (tx) => {
    for (const unfinished of await listUnfinished(tx)) {
      const { digest } = unfinished;
      if (options.busy.has(digest.id)) continue;
      const slot = await chooseSlot(tx, unfinished, options);
      if (!slot || !isFree(slot, options)) continue;
      const lease = { lease_owner: options.owner, lease_until: options.now + options.leaseMs };
      const state = slot.state === 'due' ? 'leased' : slot.state;
      await tx
        .updateTable('slots')
        .set({ ...lease, state })
        .where('id', '=', slot.id)
        .execute();
      return { slot: { ...slot, ...lease, state }, digest };
    }
    return undefined;
  });
}

/** When a slot can be worked on again, epoch milliseconds: the end of a lease or of a wait. Null when no slot is open. */
export async function findNextWork(db: Database): Promise<number | null> {
  const rows = await db
    .selectFrom('slots')
    .select(['digest_id', 'lease_until', 'retry_at'])
    .where((one) => one.or([one('state', 'in', UNFINISHED), one('lease_until', 'is not', null)]))
    .execute();
  // A digest's other slots wait for the one under way.
  const byDigest = new Map<string, number>();
  for (const row of rows) {
    const moment = Math.max(row.lease_until ?? 0, row.retry_at ?? 0, byDigest.get(row.digest_id) ?? 0);
    byDigest.set(row.digest_id, moment);
  }
  return byDigest.size === 0 ? null : Math.min(...byDigest.values());
}

/** Leases one finished slot whose outcome was not told to the administrator yet. */
export async function claimUntold(
  db: Database,
  options: Pick<ClaimOptions, 'now' | 'owner' | 'leaseMs'>,
): Promise<ClaimedSlot | undefined> {
  return db.transaction().execute(async (tx) => {
    const slots = await tx
      .selectFrom('slots')
      .selectAll()
      .where('state', 'in', ['refused', 'uncertain'])
      .where('lease_until', 'is not', null)
      .orderBy('due_at')
      .execute();
    const slot = slots.find((one) => one.lease_owner === options.owner || isOver(one.lease_until, options));
    if (!slot) return undefined;
    const lease = { lease_owner: options.owner, lease_until: options.now + options.leaseMs };
    await tx.updateTable('slots').set(lease).where('id', '=', slot.id).execute();
    const digest = await tx
      .selectFrom('digests')
      .selectAll()
      .where('id', '=', slot.digest_id)
      .executeTakeFirstOrThrow();
    return { slot: { ...slot, ...lease }, digest };
  });
}

/** The administrator was told of the slot's outcome, or could not be: it is not told again. */
export async function markTold(
  db: Database,
  slot: Pick<SlotRow, 'id' | 'digest_id'>,
  told: { now: number; ok: boolean },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('slots').set({ lease_owner: null, lease_until: null }).where('id', '=', slot.id).execute();
    const event = { at: told.now, digestId: slot.digest_id, slotId: slot.id, kind: 'told' } as const;
    await addEvent(tx, { ...event, detail: { ok: told.ok } });
  });
}

type Unfinished = { digest: DigestRow; slots: readonly SlotRow[]; tried: ReadonlySet<string> };

async function listUnfinished(db: Database): Promise<readonly Unfinished[]> {
  const slots = await db
    .selectFrom('slots')
    .selectAll()
    .where('state', 'in', UNFINISHED)
    .orderBy('due_at')
    .orderBy('local_time')
    .execute();
  if (slots.length === 0) return [];
  const byDigest = Map.groupBy(slots, (slot) => slot.digest_id);
  const digests = await db
    .selectFrom('digests')
    .selectAll()
    .where('id', 'in', [...byDigest.keys()])
    .execute();
  const found = new Map(digests.map((digest) => [digest.id, digest]));
  const tried = await listTried(db);
  // In the order of the slots, not of the digests: the longest due comes first.
  return [...byDigest].flatMap(([id, list]) => {
    const digest = found.get(id);
    return digest ? [{ digest, slots: list, tried }] : [];
  });
}

/** Composed slots of which a part may have been sent. */
async function listTried(db: Database): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('parts')
    .innerJoin('slots', 'slots.id', 'parts.slot_id')
    .select('slots.id')
    .distinct()
    .where('slots.state', '=', 'composed')
    .where('parts.tries', '>', 0)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** The digest's slot under way, or the next to begin; folds and skips the others. */
async function chooseSlot(
  db: Database,
  { digest, slots, tried }: Unfinished,
  options: ClaimOptions,
): Promise<SlotRow | undefined> {
  // A slot that a dead process composed but never tried to send counts as not begun: nobody can have seen it.
  const underWay = slots.find(
    (slot) => tried.has(slot.id) || (slot.state !== 'due' && !isOver(slot.lease_until, options)),
  );
  if (underWay) return underWay;
  const isWanted = (slot: SlotRow) => digest.state === 'active' || (digest.state === 'paused' && isRun(slot));
  for (const slot of slots)
    if (!isWanted(slot)) await close(db, slot, 'skipped', { reason: digest.state }, options.now);
  const wanted = slots.filter(isWanted);
  const latest = wanted.findLast((slot) => !isRun(slot));
  const isFolded = (slot: SlotRow) => latest !== undefined && slot !== latest && !isRun(slot);
  for (const slot of wanted)
    if (isFolded(slot)) await close(db, slot, 'folded', { into: latest?.local_time ?? '' }, options.now);
  return wanted.find((slot) => !isFolded(slot));
}

async function close(
  db: Database,
  slot: SlotRow,
  outcome: 'folded' | 'skipped',
  detail: Readonly<Record<string, string>>,
  now: number,
): Promise<void> {
  await db
    .updateTable('slots')
    .set({ state: outcome, finished_at: now, lease_owner: null, lease_until: null, retry_at: null })
    .where('id', '=', slot.id)
    .execute();
  await addEvent(db, { at: now, digestId: slot.digest_id, slotId: slot.id, kind: outcome, detail });
}

function isFree(slot: SlotRow, options: ClaimOptions): boolean {
  const { now, longestRetryMs } = options;
  const mayTry = slot.retry_at === null || slot.retry_at <= now || slot.retry_at > now + longestRetryMs;
  return mayTry && isOver(slot.lease_until, options);
}

/** A lease that ends later than any can was written before the clock went back: nobody holds it. */
function isOver(leaseUntil: number | null, { now, leaseMs }: Pick<ClaimOptions, 'now' | 'leaseMs'>): boolean {
  return leaseUntil === null || leaseUntil <= now || leaseUntil > now + leaseMs;
}
