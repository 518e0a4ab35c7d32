import { describe, expect, test } from 'vitest';
import { findDigest, insertDigest, listDigests, setDigestState } from '../../src/data/digest-store.ts';
import { recordTry, storeEdition } from '../../src/data/part-store.ts';
import type { Database } from '../../src/data/database.ts';
import type { NewDigest, SlotRow } from '../../src/data/schema.ts';
import { claimSlots, isFree, listOpenSlots } from '../../src/data/slot-store-claim.ts';
import { forgetNextDue, listDueSoon, listUnplanned, planSlots } from '../../src/data/slot-store-plan.ts';
import { finishSlot, insertRun, LeaseLost, releaseSlot, renewLease } from '../../src/data/slot-store.ts';
import { testDatabase } from '../support/database.ts';

const DIGEST: NewDigest = {
  id: 'd1',
  guild_id: 'g1',
  channel_id: 'c1',
  times_json: '["08:00"]',
  days_json: '[1]',
  zone: 'UTC',
  language: 'en',
  quiet: 'say',
  state: 'active',
  created_by: 'u1',
  created_at: 0,
  planned_until: 0,
};
const terms = (owner: string, now: number) => ({ owner, now, leaseMs: 30_000, longestRetryMs: 3_600_000 });

/** The first free slot of d1, leased. */
async function claimSlot(db: Database, owner: string, now: number) {
  const given = terms(owner, now);
  const choose = ({ slots }: { slots: readonly SlotRow[] }) => ({
    next: slots.find((slot) => isFree(slot, given)),
    closed: [],
  });
  return (await claimSlots(db, ['d1'], given, choose))[0];
}

/** A database with one digest and one slot of it, due at 1,000. */
async function withSlot() {
  const { db } = await testDatabase();
  await insertDigest(db, DIGEST, 25);
  const slots = [{ id: 's1', localTime: '1970-01-01T00:00', dueAt: 1_000, lateReason: null }];
  await planSlots(db, ['d1'], 2_000, () => ({ slots, nextDueAt: 5_000 }));
  return db;
}

describe('a lease', () => {
  test('GIVEN one owner THEN no other gets the slot until the lease ends', async () => {
    const db = await withSlot();
    expect((await claimSlot(db, 'a', 2_000))?.slot).toMatchObject({
      id: 's1',
      state: 'leased',
      lease_owner: 'a',
    });
    expect(await claimSlot(db, 'b', 31_999)).toBeUndefined();
    expect(await listOpenSlots(db)).toMatchObject([{ digest_id: 'd1', lease_until: 32_000, created_at: 0 }]);
    expect((await claimSlot(db, 'b', 32_000))?.slot.lease_owner).toBe('b');
    expect(await renewLease(db, 's1', 'a', 99_000)).toBe(false);
    expect(await renewLease(db, 's1', 'b', 99_000)).toBe(true);
  });

  test('GIVEN a slot that is given back with a wait THEN it is free after the wait', async () => {
    const db = await withSlot();
    await claimSlot(db, 'a', 2_000);
    await releaseSlot(db, 's1', 'b', null);
    expect(await claimSlot(db, 'b', 3_000)).toBeUndefined();
    await releaseSlot(db, 's1', 'a', 9_000);
    expect(await claimSlot(db, 'b', 8_999)).toBeUndefined();
    expect((await claimSlot(db, 'b', 9_000))?.slot.id).toBe('s1');
  });

  test('GIVEN a slot of somebody else THEN nothing of it can be written', async () => {
    const db = await withSlot();
    const claimed = await claimSlot(db, 'a', 2_000);
    const slot = claimed?.slot ?? { id: '', digest_id: '' };
    const edition = {
      now: 2_000,
      channelId: 'c1',
      parts: [{ body: '{}', key: 'k', form: 'message', entries: [] } as const],
      coversSeq: null,
      isPublished: false,
      stories: [],
    };
    await expect(storeEdition(db, slot, { ...edition, owner: 'b' })).rejects.toThrow(LeaseLost);
    await storeEdition(db, slot, { ...edition, owner: 'a' });
    await expect(recordTry(db, { slot_id: 's1', n: 1 }, 'b', 2_000)).rejects.toThrow(LeaseLost);
    const end = { now: 2_000, outcome: 'posted', detail: {} } as const;
    await expect(finishSlot(db, slot, { ...end, owner: 'b' })).rejects.toThrow(LeaseLost);
    await finishSlot(db, slot, { ...end, owner: 'a' });
    await expect(finishSlot(db, slot, { ...end, owner: 'a' })).rejects.toThrow(LeaseLost);
    expect(await listOpenSlots(db)).toEqual([]);
  });

  test('GIVEN tries THEN each is counted and the first keeps its time', async () => {
    const db = await withSlot();
    const { slot } = (await claimSlot(db, 'a', 2_000)) ?? { slot: { id: '', digest_id: '' } };
    const parts = [{ body: '{}', key: 'k', form: 'message', entries: [] }] as const;
    await storeEdition(db, slot, {
      owner: 'a',
      now: 2_000,
      channelId: 'c1',
      parts,
      coversSeq: null,
      isPublished: false,
      stories: [],
    });
    expect(await recordTry(db, { slot_id: 's1', n: 1 }, 'a', 2_100)).toMatchObject({ tries: 0, first_try_at: null });
    expect(await recordTry(db, { slot_id: 's1', n: 1 }, 'a', 2_200)).toMatchObject({ tries: 1, first_try_at: 2_100 });
    expect(await db.selectFrom('parts').select(['tries', 'first_try_at']).execute()).toEqual([
      { tries: 2, first_try_at: 2_100 },
    ]);
  });
});

describe('what a digest covers and is planned to', () => {
  test('GIVEN an edition that covers less than an earlier one THEN covered_seq does not go back', async () => {
    const db = await withSlot();
    let now = 2_000;
    const cover = async (covers: number, run: string) => {
      // Asked for within ten seconds, two runs would be one.
      now += 10_000;
      const digest = await findDigest(db, 'd1');
      if (digest) await insertRun(db, digest, { id: run, localTime: `now:${run}`, dueAt: now });
      const { slot } = (await claimSlot(db, 'a', now)) ?? { slot: { id: '', digest_id: '' } };
      await finishSlot(db, slot, { owner: 'a', now, outcome: 'posted', detail: {}, covers });
      return (await findDigest(db, 'd1'))?.covered_seq;
    };
    expect(await cover(7, 'r1')).toBe(7);
    expect(await cover(3, 'r2')).toBe(7);
    expect(await cover(8, 'r3')).toBe(8);
  });

  test('GIVEN a plan twice or from the past THEN each slot is there once and planned_until stays', async () => {
    const db = await withSlot();
    const again = [{ id: 's2', localTime: '1970-01-01T00:00', dueAt: 1_000, lateReason: null }];
    await planSlots(db, ['d1'], 3_000, () => ({ slots: again, nextDueAt: 9_000 }));
    const past = [{ id: 's3', localTime: 'other', dueAt: 1_200, lateReason: null }];
    await planSlots(db, ['d1'], 1_500, (digest) =>
      digest.planned_until > 1_500 ? undefined : { slots: past, nextDueAt: 0 },
    );
    expect((await db.selectFrom('slots').select('id').execute()).map(({ id }) => id)).toEqual(['s1']);
    expect((await db.selectFrom('events').select('kind').execute()).map(({ kind }) => kind)).toEqual([
      'created',
      'due',
    ]);
    expect((await findDigest(db, 'd1'))?.planned_until).toBe(3_000);
    expect(await listUnplanned(db, 8_999)).toEqual([]);
    expect(await listDueSoon(db, 8_000, 9_000)).toEqual([{ id: 'd1', dueAt: 9_000 }]);
    expect(await listUnplanned(db, 9_000)).toEqual(['d1']);
  });

  test('GIVEN no slot in sight THEN the digest is left alone until it is to be looked at again', async () => {
    const db = await withSlot();
    await planSlots(db, ['d1'], 3_000, () => ({ slots: [], nextDueAt: null }));
    expect(await listUnplanned(db, 1e12)).toEqual([]);
    await forgetNextDue(db, 'none-in-sight');
    expect(await listUnplanned(db, 3_000)).toEqual(['d1']);
    await planSlots(db, ['d1'], 3_000, () => ({ slots: [], nextDueAt: 9_000 }));
    await forgetNextDue(db, 'none-in-sight');
    expect(await listUnplanned(db, 3_000)).toEqual([]);
    await forgetNextDue(db, 'all');
    expect(await listUnplanned(db, 3_000)).toEqual(['d1']);
  });

  test('GIVEN the same run twice THEN it is one slot', async () => {
    const db = await withSlot();
    const digest = await findDigest(db, 'd1');
    if (!digest) throw new Error('the digest is not stored');
    expect(await insertRun(db, digest, { id: 'r1', localTime: 'now:5', dueAt: 5 })).toBe(true);
    expect(await insertRun(db, digest, { id: 'r2', localTime: 'now:5', dueAt: 6 })).toBe(false);
    expect(await insertRun(db, digest, { id: 'r3', localTime: 'now:6', dueAt: 10_004 })).toBe(false);
    expect(await insertRun(db, digest, { id: 'r4', localTime: 'now:7', dueAt: 10_005 })).toBe(true);
  });
});

describe('the digests of a server', () => {
  test('GIVEN the most it keeps THEN neither a new one nor a removed one comes in', async () => {
    const { db } = await testDatabase();
    expect(await insertDigest(db, DIGEST, 1)).toBe(true);
    const removed = await findDigest(db, 'd1');
    if (!removed) throw new Error('the digest is not stored');
    await setDigestState(db, removed, { state: 'removed', now: 10, max: 1 });
    expect(await listDigests(db, 'g1')).toEqual([]);
    expect(await insertDigest(db, { ...DIGEST, id: 'd2' }, 1)).toBe(true);
    expect(await insertDigest(db, { ...DIGEST, id: 'd3' }, 1)).toBe(false);
    expect(await insertDigest(db, { ...DIGEST, id: 'd4', guild_id: 'g2' }, 1)).toBe(true);
    expect(await setDigestState(db, removed, { state: 'active', now: 20, max: 1 })).toBeUndefined();
  });

  test('GIVEN a pause THEN the time until the start counts as planned', async () => {
    const { db } = await testDatabase();
    await insertDigest(db, DIGEST, 25);
    const digest = await findDigest(db, 'd1');
    if (!digest) throw new Error('the digest is not stored');
    expect(await setDigestState(db, digest, { state: 'paused', now: 10, max: 25 })).toMatchObject({ planned_until: 0 });
    expect(await listUnplanned(db, 50)).toEqual([]);
    expect(await setDigestState(db, digest, { state: 'active', now: 90, max: 25 })).toMatchObject({
      planned_until: 90,
    });
    expect(await setDigestState(db, digest, { state: 'active', now: 95, max: 25 })).toMatchObject({
      planned_until: 90,
    });
  });
});
