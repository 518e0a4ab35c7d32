import { describe, expect, test } from 'vitest';
import { partKey } from '../../../src/services/digests/compose-slot.ts';
import type { FindOutcome } from '../../../src/services/digests/outbox.ts';
import { openRig, ORDER, slotStates } from './rig.ts';
import { historyLines } from '../../support/history-lines.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EIGHT = Date.parse('2026-11-23T07:00:00Z');

/** A database of half past seven, put back an hour after the edition of eight o'clock, and a process that starts on it. */
async function restore(order: Partial<typeof ORDER> = {}) {
  const rig = await openRig();
  await rig.addArticle('Before eight');
  const digest = await rig.startProcess().digests.create({ ...ORDER, ...order }, 'u1');
  const post = (localTime: string, n: number, at: number) =>
    void rig.channel.messages.push({
      id: `old ${localTime} ${n}`,
      key: partKey(digest.id, localTime, n),
      channelId: ORDER.channelId,
      body: '{}',
      at,
    });
  const begin = (now = EIGHT + HOUR) => {
    rig.clock.setWall(now);
    return rig.startProcess({ blocksPerPart: 1 });
  };
  return { rig, digest, post, begin };
}

describe('a database that is older than the channel', () => {
  test('GIVEN that the edition is there THEN it is recorded as posted without being composed, whatever it would be cut into by now', async () => {
    const { rig, digest, post, begin } = await restore();
    post('2026-11-23T08:00', 1, EIGHT);
    rig.clock.setWall(EIGHT + MINUTE);
    await rig.addArticle('After eight');
    const running = begin();
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
    expect(rig.channel.messages).toHaveLength(1);
    expect(rig.channel.calls).toEqual([]);
    expect(await rig.db.selectFrom('parts').select('n').execute()).toEqual([]);
    expect(historyLines(await running.desk.why(digest.id))).toContain(
      'posted found=true message=old 2026-11-23T08:00 1',
    );
    // The next edition goes on where the one that was found ended.
    rig.clock.setWall(EIGHT + DAY);
    await running.planner.runOnce();
    const bodies = rig.channel.messages.slice(1).map((message) => message.body);
    expect(bodies.join()).toContain('After eight');
    expect(bodies.join()).not.toContain('Before eight');
  });

  test('GIVEN that only its second part is there THEN that is enough', async () => {
    const { rig, post, begin } = await restore();
    post('2026-11-23T08:00', 2, EIGHT);
    await begin().planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
    expect(rig.channel.messages).toHaveLength(1);
  });

  test('GIVEN editions of earlier days there and not the last one’s THEN it is posted late without their articles', async () => {
    const { rig, post, begin } = await restore();
    post('2026-11-23T08:00', 1, EIGHT);
    rig.clock.setWall(EIGHT + HOUR);
    await rig.addArticle('After the first');
    post('2026-11-24T08:00', 1, EIGHT + DAY);
    rig.clock.setWall(EIGHT + DAY + HOUR);
    await rig.addArticle('After the second');
    await begin(EIGHT + 2 * DAY + HOUR).planner.runOnce();
    expect((await slotStates(rig)).at(-1)).toBe('2026-11-25T08:00: late');
    const bodies = rig.channel.messages.slice(2).map((message) => message.body);
    expect(bodies.join()).toContain('After the second');
    expect(bodies.join()).not.toContain('After the first');
    expect(bodies.join()).not.toContain('Before eight');
  });

  test('GIVEN that nothing is there THEN it is posted late, looked for once', async () => {
    const { rig, begin } = await restore();
    await begin().planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
    expect(rig.channel.looks).toHaveLength(1);
    expect(rig.channel.looks[0]).toMatchObject({ since: EIGHT });
    expect(rig.channel.looks[0]?.keys).toHaveLength(4);
    expect(rig.channel.calls.map((call) => call.lookSince)).toEqual([null, null]);
  });

  test('GIVEN that nobody can tell THEN it is uncertain, told, and neither composed nor sent', async () => {
    const { rig, begin } = await restore();
    rig.channel.finds.push({ kind: 'blind', detail: '50001' });
    await begin().planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: uncertain']);
    expect(rig.told).toHaveLength(1);
    expect(rig.channel.calls).toEqual([]);
  });

  test('GIVEN a Discord that does not answer THEN it is looked for again, and only then posted', async () => {
    const { rig, begin } = await restore();
    const retry: FindOutcome = { kind: 'retry', afterMs: null, detail: '503' };
    rig.channel.finds.push(retry, { ...retry, afterMs: 90_000 });
    const running = begin();
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: leased']);
    rig.clock.setWall(rig.clock.now() + 5_000);
    await running.planner.runOnce();
    rig.clock.setWall(rig.clock.now() + 89_000);
    await running.planner.runOnce();
    expect(rig.channel.looks).toHaveLength(2);
    rig.clock.setWall(rig.clock.now() + 1_000);
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
  });

  test('GIVEN a slot that this process saw fall due and could not begin for an hour THEN nobody looks', async () => {
    const { rig, begin } = await restore();
    const running = begin(EIGHT - MINUTE);
    rig.clock.setWall(EIGHT + 1_000);
    const failing = rig.startProcess({ dieAt: 12 });
    await failing.planner.runOnce();
    rig.clock.setWall(EIGHT + 5 * MINUTE);
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
    expect(rig.channel.looks).toEqual([]);
  });

  test('GIVEN a process that dies at each database call while it looks THEN nothing is posted twice', async () => {
    for (let dieAt = 1; ; dieAt++) {
      const { rig, post, begin } = await restore();
      post('2026-11-23T08:00', 1, EIGHT);
      begin();
      const dying = rig.startProcess({ dieAt });
      await dying.planner.runOnce();
      rig.clock.setWall(rig.clock.now() + 31_000);
      await rig.startProcess().planner.runOnce();
      expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
      expect(rig.channel.messages).toHaveLength(1);
      await rig.db.destroy();
      if (!dying.life.isDead) break;
      expect(dieAt).toBeLessThan(100);
    }
  });
});
