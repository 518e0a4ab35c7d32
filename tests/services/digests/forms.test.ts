import { describe, expect, test } from 'vitest';
import type { PublishOutcome } from '../../../src/services/digests/outbox.ts';
import { settleSlot } from '../../../src/services/digests/settle-slot.ts';
import { openRig, ORDER, slotStates } from './rig.ts';
import { findSlotFaults } from './slot-faults.ts';
import { historyLines } from '../../support/history-lines.ts';

const HOUR = 3_600_000;
const EIGHT = Date.parse('2026-11-23T07:00:00Z');
const FORUM = 15;
const ANNOUNCEMENTS = 5;

async function openAtEight(order: Partial<typeof ORDER>) {
  const rig = await openRig();
  await rig.addArticle();
  await rig.addArticle();
  const running = rig.startProcess({ blocksPerPart: 2 });
  const digest = await running.digests.create({ ...ORDER, ...order }, 'u1');
  rig.clock.setWall(EIGHT);
  const workAfter = async (ms: number) => {
    rig.clock.setWall(rig.clock.now() + ms);
    await running.planner.runOnce();
  };
  return { rig, running, digest, workAfter };
}

async function publishStates(rig: Awaited<ReturnType<typeof openRig>>) {
  return (await rig.db.selectFrom('parts').selectAll().execute()).map((row) => row.publish_state);
}

describe('a forum', () => {
  test('GIVEN an edition of two parts THEN the second goes into the thread that the first opened', async () => {
    const { rig, workAfter, digest } = await openAtEight({ channelType: FORUM });
    await workAfter(0);
    expect(rig.channel.calls.map((call) => call.channelId)).toEqual([ORDER.channelId, 'thread-1']);
    expect(rig.channel.messages.map((message) => message.channelId)).toEqual(['thread-1', 'thread-1']);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
    expect(await findSlotFaults(rig, digest, ['2026-11-23T08:00'])).toEqual([]);
  });

  test('GIVEN a process that dies at each database call THEN there is one thread with both parts', async () => {
    for (let dieAt = 1; ; dieAt += 2) {
      const { rig, digest } = await openAtEight({ channelType: FORUM });
      const dying = rig.startProcess({ dieAt, blocksPerPart: 2 });
      await dying.planner.runOnce();
      rig.clock.setWall(EIGHT + 31_000);
      await rig.startProcess({ blocksPerPart: 2 }).planner.runOnce();
      rig.clock.setWall(EIGHT + 62_000);
      await rig.startProcess({ blocksPerPart: 2 }).planner.runOnce();
      expect(rig.channel.messages.map((message) => message.channelId)).toEqual(['thread-1', 'thread-1']);
      expect(await findSlotFaults(rig, digest, ['2026-11-23T08:00'])).toEqual([]);
      await rig.db.destroy();
      if (!dying.life.isDead) break;
      expect(dieAt).toBeLessThan(100);
    }
  });

  test('GIVEN “it is there” of the post that opens the thread THEN it counts as posted: where the thread is nobody knows', async () => {
    const { rig, workAfter, running, digest } = await openAtEight({ channelType: FORUM });
    rig.channel.faults.push({ kind: 'uncertain', detail: 'threads not readable' });
    await workAfter(0);
    const { id } = await rig.db.selectFrom('slots').select('id').executeTakeFirstOrThrow();
    expect(await settleSlot(rig, id, 'there')).toEqual({ kind: 'posted' });
    await workAfter(0);
    expect(rig.channel.messages).toEqual([]);
    expect(historyLines(await running.desk.why(digest.id))).toContain('settled=there');
  });
});

describe('an announcement channel', () => {
  const order = { channelType: ANNOUNCEMENTS, publish: true };
  const RETRY: PublishOutcome = { kind: 'retry', afterMs: null, detail: '503' };

  test('GIVEN an edition THEN each of its messages is published, after the slot has its outcome', async () => {
    const { rig, workAfter, running, digest } = await openAtEight(order);
    await workAfter(0);
    expect(rig.channel.published).toEqual(['1', '2']);
    expect(await publishStates(rig)).toEqual(['done', 'done']);
    const why = historyLines(await running.desk.why(digest.id));
    expect(why).toMatch(/ posted\n.* published part=1\n.* published part=2/);
    await workAfter(HOUR);
    expect(rig.channel.published).toHaveLength(2);
  });

  test('GIVEN a channel that is not published THEN nothing is', async () => {
    const { rig, workAfter } = await openAtEight({ channelType: ANNOUNCEMENTS, publish: false });
    await workAfter(0);
    expect(rig.channel.published).toEqual([]);
    expect(await publishStates(rig)).toEqual(['no', 'no']);
  });

  test('GIVEN Discord’s budget used up THEN it is published when Discord says, and the slot is posted meanwhile', async () => {
    const { rig, workAfter } = await openAtEight(order);
    rig.channel.publishes.push({ ...RETRY, afterMs: 600_000 }, RETRY);
    await workAfter(0);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
    expect(rig.channel.published).toEqual([]);
    await workAfter(9_999);
    expect(rig.channel.published).toEqual([]);
    await workAfter(1);
    expect(rig.channel.published).toEqual(['2']);
    await workAfter(590_000);
    expect(rig.channel.published).toEqual(['2', '1']);
  });

  test('GIVEN a refusal, or a day of failures THEN it is given up and recorded; the slot stays posted', async () => {
    const { rig, workAfter, running, digest } = await openAtEight(order);
    rig.channel.publishes.push({ kind: 'refused', detail: '50013' }, ...Array.from({ length: 500 }, () => RETRY));
    for (let hour = 0; hour < 26; hour++) await workAfter(HOUR);
    expect((await publishStates(rig)).slice(0, 2)).toEqual(['refused', 'refused']);
    const why = historyLines(await running.desk.why(digest.id));
    expect(why).toContain('publish-refused part=1 reason=refused');
    expect(why).toContain('publish-refused part=2 reason=gave-up');
    expect((await slotStates(rig))[0]).toBe('2026-11-23T08:00: late');
  });

  test('GIVEN a wait written before the clock went back THEN it does not bind', async () => {
    const { rig, workAfter } = await openAtEight(order);
    rig.channel.publishes.push(RETRY, RETRY);
    await workAfter(0);
    await rig.db
      .updateTable('parts')
      .set({ publish_at: EIGHT + 30 * 24 * HOUR })
      .execute();
    await workAfter(0);
    expect(rig.channel.published).toHaveLength(2);
  });

  test('GIVEN a process that dies at each database call THEN all is published in the end', async () => {
    // Until the second part is sent nothing differs from any other edition.
    for (let dieAt = 44; ; dieAt++) {
      const { rig, digest } = await openAtEight(order);
      const dying = rig.startProcess({ dieAt, blocksPerPart: 2 });
      await dying.planner.runOnce();
      rig.clock.setWall(EIGHT + 31_000);
      await rig.startProcess({ blocksPerPart: 2 }).planner.runOnce();
      expect(await publishStates(rig)).toEqual(['done', 'done']);
      expect(await findSlotFaults(rig, digest, ['2026-11-23T08:00'])).toEqual([]);
      await rig.db.destroy();
      if (!dying.life.isDead) break;
      expect(dieAt).toBeLessThan(150);
    }
  });
});
