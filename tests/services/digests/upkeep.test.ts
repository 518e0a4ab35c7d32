import { describe, expect, test } from 'vitest';
import { insertDraft } from '../../../src/data/draft-store.ts';
import { addEvent } from '../../../src/data/event-store.ts';
import { pruneDigests } from '../../../src/data/prune-store.ts';
import type { Prepare } from '../../../src/services/digests/desk.ts';
import { openRig, ORDER, slotStates } from './rig.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EIGHT = Date.parse('2026-11-23T07:00:00Z');

describe('what is due', () => {
  async function openDigest(order: Partial<typeof ORDER> = {}) {
    const rig = await openRig();
    const running = rig.startProcess();
    const digest = await running.digests.create({ ...ORDER, ...order }, 'u1');
    const nextDue = async () =>
      (await rig.db.selectFrom('digests').select('next_due_at').executeTakeFirst())?.next_due_at;
    return { rig, running, digest, nextDue };
  }

  test('GIVEN a digest THEN its next slot is written down, and moves with each that falls due', async () => {
    const { rig, running, nextDue } = await openDigest();
    await running.planner.runOnce();
    expect(await nextDue()).toBe(EIGHT);
    rig.clock.setWall(EIGHT);
    await running.planner.runOnce();
    expect(await nextDue()).toBe(EIGHT + DAY);
  });

  test('GIVEN a next slot that another database of time zones gave THEN a process that starts finds the right one', async () => {
    const { rig, nextDue } = await openDigest();
    await rig.db
      .updateTable('digests')
      .set({ next_due_at: EIGHT + HOUR })
      .execute();
    await rig.startProcess().planner.runOnce();
    expect(await nextDue()).toBe(EIGHT);
  });

  test('GIVEN a pause and a start THEN the next slot is found again', async () => {
    const { rig, running, digest, nextDue } = await openDigest();
    await running.planner.runOnce();
    await running.digests.pause(ORDER.guildId, digest.id);
    rig.clock.setWall(EIGHT + HOUR);
    await running.digests.start(ORDER.guildId, digest.id);
    await running.planner.runOnce();
    expect(await nextDue()).toBe(EIGHT + DAY);
    expect(await slotStates(rig)).toEqual([]);
  });

  test('GIVEN a clock that goes back a day after a slot THEN the slot is not planned again and the next one is', async () => {
    const { rig, running, nextDue } = await openDigest();
    rig.clock.setWall(EIGHT + MINUTE);
    await running.planner.runOnce();
    rig.clock.setWall(EIGHT - DAY);
    await rig.startProcess().planner.runOnce();
    expect(await nextDue()).toBe(EIGHT + DAY);
    rig.clock.setWall(EIGHT + DAY);
    await rig.startProcess().planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted', '2026-11-24T08:00: posted']);
  });

  test('GIVEN a cron expression that is due on one day of four years THEN it is posted on that day', async () => {
    const { rig, running, nextDue } = await openDigest({ zone: 'UTC' });
    await rig.db.updateTable('digests').set({ cron: '0 8 29 2 *', times_json: '[]', days_json: '[]' }).execute();
    await running.planner.runOnce();
    expect(await nextDue()).toBe(Date.parse('2028-02-29T08:00:00Z'));
    rig.clock.setWall(Date.parse('2028-02-29T08:00:01Z'));
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2028-02-29T08:00: posted']);
  });
});

describe('preparation', () => {
  async function openPrepared(answer: Prepare) {
    const rig = await openRig();
    const asked: string[] = [];
    const running = rig.startProcess({
      prepare: async (desk, digest, slot) => {
        asked.push(new Date(slot.dueAt).toISOString());
        return answer(desk, digest, slot);
      },
    });
    await running.digests.create({ ...ORDER, times: ['08:00', '20:00'] }, 'u1');
    const workAt = async (moment: number) => {
      rig.clock.setWall(moment);
      await running.planner.runOnce();
    };
    return { rig, running, asked, workAt };
  }

  test('GIVEN twenty minutes before the hour THEN the edition is prepared, once', async () => {
    const { asked, workAt } = await openPrepared(async () => null);
    await workAt(EIGHT - 21 * MINUTE);
    expect(asked).toEqual([]);
    for (let minute = 20; minute >= 0; minute--) await workAt(EIGHT - minute * MINUTE);
    expect(asked).toEqual(['2026-11-23T07:00:00.000Z']);
    await workAt(EIGHT + 12 * HOUR - MINUTE);
    expect(asked).toHaveLength(2);
  });

  test('GIVEN a preparation that asks for another near the hour THEN it has it, and no more than that', async () => {
    const { asked, workAt } = await openPrepared(async (_desk, _digest, { dueAt }) => dueAt - 5 * MINUTE);
    for (let minute = 20; minute >= 0; minute--) await workAt(EIGHT - minute * MINUTE);
    expect(asked).toHaveLength(2);
  });

  test('GIVEN a preparation that fails or never ends THEN the edition is posted at its hour all the same', async () => {
    const { rig, running, workAt } = await openPrepared(async () => {
      throw new Error('no model');
    });
    await workAt(EIGHT - 20 * MINUTE);
    expect(running.log.lines.map((line) => line.event)).toEqual(['edition not prepared']);
    await workAt(EIGHT);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
    const hanging = await openPrepared(
      (_desk, _digest, { signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
        ),
    );
    hanging.rig.clock.setWall(EIGHT - MINUTE);
    hanging.running.planner.start();
    await hanging.rig.clock.move(0);
    hanging.rig.clock.setWall(EIGHT);
    hanging.running.planner.wake();
    await hanging.rig.clock.move(0);
    expect(await slotStates(hanging.rig)).toEqual(['2026-11-23T08:00: posted']);
    await hanging.running.planner.stop();
  });
});

describe('history that is too old', () => {
  test('GIVEN slots and events of two digests THEN old ones go with their parts; the newest slot, an open one and young ones stay', async () => {
    const rig = await openRig();
    await rig.addArticle();
    const running = rig.startProcess();
    const kept = await running.digests.create({ ...ORDER, times: ['08:00'] }, 'u1');
    const still = await running.digests.create({ ...ORDER, channelId: 'c2' }, 'u1');
    for (let day = 0; day < 3; day++) {
      rig.clock.setWall(EIGHT + day * DAY);
      await running.planner.runOnce();
    }
    await running.digests.pause(ORDER.guildId, still.id);
    rig.clock.setWall(EIGHT + 10 * DAY);
    await running.digests.pause(ORDER.guildId, kept.id);
    await addEvent(rig.db, { at: EIGHT, digestId: kept.id, slotId: null, kind: 'edited', detail: {} });
    const stay = EIGHT + 2 * DAY;
    await rig.db
      .updateTable('slots')
      .set({ finished_at: null, state: 'composed' })
      .where('digest_id', '=', kept.id)
      .where('due_at', '=', EIGHT)
      .execute();
    expect(await pruneDigests(rig.db, stay + 1)).toBe(false);
    const left = await rig.db
      .selectFrom('slots')
      .select(['digest_id', 'due_at'])
      .orderBy('digest_id')
      .orderBy('due_at')
      .execute();
    expect(left.filter((slot) => slot.digest_id === still.id).map((slot) => slot.due_at)).toEqual([stay]);
    const ofKept = left.filter((slot) => slot.digest_id === kept.id).map((slot) => slot.due_at);
    expect(ofKept).toEqual(expect.arrayContaining([EIGHT, EIGHT + 3 * DAY, EIGHT + 10 * DAY]));
    expect(ofKept).not.toContain(EIGHT + DAY);
    expect(ofKept).not.toContain(EIGHT + 2 * DAY);
    const parts = await rig.db
      .selectFrom('parts')
      .innerJoin('slots', 'slots.id', 'parts.slot_id')
      .select('parts.n')
      .execute();
    expect(await rig.db.selectFrom('parts').select('n').execute()).toHaveLength(parts.length);
    const orphans = await rig.db
      .selectFrom('events')
      .leftJoin('slots', 'slots.id', 'events.slot_id')
      .select('kind')
      .where('slots.id', 'is', null)
      .execute();
    // Created and edited are old; the pauses are not, and what has no slot stands behind a young one.
    expect(orphans.map((event) => event.kind)).not.toContain('created');
    expect(orphans.map((event) => event.kind)).toContain('paused');
  });

  test('GIVEN more than one deletion’s worth after 121 days THEN the process deletes a little each round', async () => {
    const rig = await openRig();
    await rig.startProcess().digests.create({ ...ORDER, times: ['08:00'] }, 'u1');
    const { id } = await rig.db.selectFrom('digests').select('id').executeTakeFirstOrThrow();
    const old = Array.from({ length: 450 }, (_, n) => ({
      id: `old ${n}`,
      digest_id: id,
      local_time: `now:${n}`,
      zone: 'UTC',
      due_at: EIGHT - DAY + n,
      state: 'posted' as const,
      finished_at: EIGHT - DAY + n,
    }));
    await rig.db.insertInto('slots').values(old).execute();
    rig.clock.setWall(EIGHT + 121 * DAY);
    const running = rig.startProcess();
    const left: number[] = [];
    for (let round = 0; round < 3; round++) {
      await running.planner.runOnce();
      rig.clock.setWall(rig.clock.now() + MINUTE);
      const { count } = await rig.db
        .selectFrom('slots')
        .select((one) => one.fn.countAll().as('count'))
        .where('id', 'like', 'old %')
        .executeTakeFirstOrThrow();
      left.push(Number(count));
    }
    // The first round is followed by another: an edition was posted.
    expect(left.at(-1)).toBe(0);
    expect(left[0]).toBeGreaterThan(0);
  });

  test('GIVEN choices for a digest that nobody touched for a day THEN the daily round forgets them, and no younger ones', async () => {
    const rig = await openRig();
    const running = rig.startProcess();
    const now = rig.clock.now();
    for (const [id, age] of [
      ['old', DAY],
      ['young', DAY - MINUTE],
    ] as const)
      await insertDraft(rig.db, { id, guildId: 'g1', memberHash: 'm1' }, { json: '{}', now: now - age });
    await running.planner.runOnce();
    expect(await rig.db.selectFrom('digest_drafts').select('id').execute()).toEqual([{ id: 'young' }]);
  });
});
