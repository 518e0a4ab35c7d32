import { describe, expect, test } from 'vitest';
import { settleSlot } from '../../../src/services/digests/settle-slot.ts';
import { type Fault, openRig, ORDER, type ProcessOptions, type Rig, slotStates } from './rig.ts';
import { findSlotFaults } from './slot-faults.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const EIGHT = Date.parse('2026-11-23T07:00:00Z');
const CLOSED: Fault = { kind: 'refused', reason: 'missing-permission', detail: '50013' };
const BLIND: Fault = { kind: 'uncertain', detail: 'no history' };

/** A digest at eight with two articles, at five past; `faults` meet its first posts. */
async function openAtEight(faults: readonly Fault[], order: Partial<typeof ORDER> = {}) {
  const rig = await openRig();
  await rig.addArticle('First news');
  await rig.addArticle('Second news');
  const running = rig.startProcess();
  const digest = await running.digests.create({ ...ORDER, ...order }, 'u1');
  rig.clock.setWall(EIGHT + 5_000);
  rig.channel.faults.push(...faults);
  const workAfter = async (ms: number) => {
    rig.clock.setWall(rig.clock.now() + ms);
    await running.planner.runOnce();
  };
  return { rig, running, digest, workAfter };
}

async function slotId(rig: Rig): Promise<string> {
  return (await rig.db.selectFrom('slots').select('id').orderBy('due_at').executeTakeFirstOrThrow()).id;
}

async function eventsOf(rig: Rig): Promise<string[]> {
  const rows = await rig.db
    .selectFrom('events')
    .select('kind')
    .where('slot_id', 'is not', null)
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.kind);
}

describe('a refusal', () => {
  test('GIVEN that its cause is gone THEN within ten minutes the edition is posted late, and nobody is told twice', async () => {
    const { rig, workAfter, digest } = await openAtEight([CLOSED]);
    rig.channel.isOpen = false;
    await workAfter(0);
    await workAfter(10 * MINUTE);
    await workAfter(10 * MINUTE);
    expect(rig.channel.asked).toBe(2);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: refused']);
    rig.channel.isOpen = true;
    await workAfter(9 * MINUTE);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: refused']);
    await workAfter(MINUTE);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
    expect(rig.told).toEqual([expect.stringContaining('I post it late')]);
    expect(rig.channel.messages).toHaveLength(1);
    expect(await eventsOf(rig)).toEqual(['due', 'leased', 'composed', 'refused', 'told', 'reopened', 'sent', 'late']);
    expect(await findSlotFaults(rig, digest, ['2026-11-23T08:00'])).toEqual([]);
  });

  test('GIVEN that it is refused again THEN nobody is told again, and it is tried on', async () => {
    const { rig, workAfter, digest } = await openAtEight([CLOSED, CLOSED]);
    await workAfter(0);
    await workAfter(10 * MINUTE);
    expect(rig.told).toHaveLength(1);
    await workAfter(10 * MINUTE);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
    expect(await findSlotFaults(rig, digest, ['2026-11-23T08:00'])).toEqual([]);
  });

  test.each([
    { what: 'the limit for late editions is over', order: { lateLimitMs: 30 * MINUTE }, after: 31 * MINUTE },
    { what: 'a later edition has begun', order: { times: ['08:00', '08:05'] }, after: 10 * MINUTE },
  ])('GIVEN that $what THEN it stays refused and nobody asks', async ({ order, after }) => {
    const { rig, workAfter } = await openAtEight([CLOSED], order);
    await workAfter(0);
    rig.clock.setWall(EIGHT + 5 * MINUTE);
    await workAfter(0);
    await workAfter(after);
    await workAfter(after);
    expect((await slotStates(rig))[0]).toBe('2026-11-23T08:00: refused');
    expect(rig.channel.asked).toBe(0);
  });

  test('GIVEN a message that Discord calls invalid THEN it is not tried again by itself', async () => {
    const { rig, workAfter } = await openAtEight([{ kind: 'refused', reason: 'invalid', detail: '50035' }]);
    await workAfter(0);
    await workAfter(20 * MINUTE);
    expect(rig.channel.asked).toBe(0);
    expect(rig.told).toEqual([expect.stringContaining('the next edition')]);
  });

  test('GIVEN a paused digest THEN it stays refused', async () => {
    const { rig, workAfter, running, digest } = await openAtEight([CLOSED]);
    await workAfter(0);
    await running.digests.pause(ORDER.guildId, digest.id);
    await workAfter(20 * MINUTE);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: refused']);
  });

  test('GIVEN “try again now” THEN it is sent at once', async () => {
    const { rig, workAfter } = await openAtEight([CLOSED]);
    await workAfter(0);
    const desk = { db: rig.db, clock: rig.clock };
    expect(await settleSlot(desk, await slotId(rig), 'send')).toEqual({ kind: 'sending' });
    await workAfter(0);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
    expect(rig.channel.messages).toHaveLength(1);
  });
});

describe('an uncertain edition', () => {
  test('GIVEN “it is there” THEN it counts as posted with its articles, and a second press changes nothing', async () => {
    const { rig, running, workAfter } = await openAtEight([BLIND]);
    await workAfter(0);
    const desk = { db: rig.db, clock: rig.clock };
    const id = await slotId(rig);
    const both = await Promise.all([settleSlot(desk, id, 'there'), settleSlot(desk, id, 'send')]);
    expect(both).toEqual([{ kind: 'posted' }, { kind: 'already' }]);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: posted']);
    expect(await eventsOf(rig)).toEqual(['due', 'leased', 'composed', 'uncertain', 'told', 'settled', 'posted']);
    await workAfter(24 * HOUR);
    expect(rig.channel.messages.map((message) => message.body)).toEqual([expect.stringContaining('Nothing new')]);
    expect(running.log.lines.filter((line) => line.level === 'error')).toEqual([]);
  });

  test('GIVEN “it is there” of the first of two parts THEN the second is sent', async () => {
    const rig = await openRig();
    await rig.addArticle();
    await rig.addArticle();
    const running = rig.startProcess({ blocksPerPart: 2 });
    await running.digests.create(ORDER, 'u1');
    rig.clock.setWall(EIGHT + 5_000);
    rig.channel.faults.push(BLIND);
    await running.planner.runOnce();
    expect(await settleSlot({ db: rig.db, clock: rig.clock }, await slotId(rig), 'there')).toEqual({ kind: 'sending' });
    await running.planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
    expect(rig.channel.messages).toHaveLength(1);
    expect(await rig.db.selectFrom('parts').select('message_id').orderBy('n').execute()).toEqual([
      { message_id: '' },
      { message_id: '1' },
    ]);
  });

  test('GIVEN “send it again” THEN it is looked for once more, and what is found is not sent', async () => {
    const { rig, workAfter } = await openAtEight(['lost', BLIND]);
    await workAfter(0);
    rig.channel.faults.splice(0, 1);
    const [lost] = rig.channel.messages.splice(0, 1);
    rig.channel.faults.push(BLIND);
    await workAfter(5_000);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: uncertain']);
    if (lost) rig.channel.messages.push(lost);
    await settleSlot({ db: rig.db, clock: rig.clock }, await slotId(rig), 'send');
    await workAfter(0);
    expect(rig.channel.messages).toEqual([lost]);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
  });

  test('GIVEN “send it again” where nobody can look THEN it is sent once by that word, and not again after a lost answer', async () => {
    const { rig, workAfter } = await openAtEight([BLIND]);
    await workAfter(0);
    await settleSlot({ db: rig.db, clock: rig.clock }, await slotId(rig), 'send');
    rig.channel.faults.push(BLIND, { kind: 'retry', reason: 'network', afterMs: null, detail: 'reset' }, BLIND);
    await workAfter(0);
    expect(rig.channel.calls.map((call) => call.lookSince)).toEqual([null, EIGHT, null]);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: composed']);
    await workAfter(20_000);
    expect(rig.channel.calls.at(-1)?.lookSince).toBe(EIGHT);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: uncertain']);
    expect(rig.told).toHaveLength(2);
    // Said once more, it is sent.
    await settleSlot({ db: rig.db, clock: rig.clock }, await slotId(rig), 'send');
    rig.channel.faults.push(BLIND);
    await workAfter(0);
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
    expect(rig.channel.messages).toHaveLength(1);
  });

  test('GIVEN a slot that was never composed THEN “send it again” composes and sends it', async () => {
    const { rig } = await openAtEight([]);
    rig.clock.setWall(EIGHT + HOUR);
    rig.channel.finds.push({ kind: 'blind', detail: '50001' });
    const next = rig.startProcess();
    await next.planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: uncertain']);
    await settleSlot({ db: rig.db, clock: rig.clock }, await slotId(rig), 'send');
    rig.channel.finds.push({ kind: 'blind', detail: '50001' });
    await next.planner.runOnce();
    expect(await slotStates(rig)).toEqual(['2026-11-23T08:00: late']);
  });

  test('GIVEN a slot of nobody or of a removed digest THEN it is unknown; one that is posted was settled already', async () => {
    const { rig, running, digest, workAfter } = await openAtEight([]);
    const desk = { db: rig.db, clock: rig.clock };
    await workAfter(0);
    expect(await settleSlot(desk, 'nothing', 'send')).toEqual({ kind: 'unknown' });
    expect(await settleSlot(desk, await slotId(rig), 'send')).toEqual({ kind: 'already' });
    await running.digests.remove(ORDER.guildId, digest.id);
    expect(await settleSlot(desk, await slotId(rig), 'send')).toEqual({ kind: 'unknown' });
  });
});

describe('the word to the administrators', () => {
  test('GIVEN an uncertain edition and a refused one THEN it has the buttons that settle them', async () => {
    const { rig, workAfter } = await openAtEight([BLIND], { times: ['08:00', '09:00'] });
    await workAfter(0);
    rig.channel.faults.push(CLOSED);
    await workAfter(HOUR);
    const [first, second] = await rig.db.selectFrom('slots').select('id').orderBy('due_at').execute();
    expect(rig.buttons).toEqual([
      ['It is there', first?.id, 'there'],
      ['Send it again', first?.id, 'send'],
      ['Try again now', second?.id, 'send'],
    ]);
  });

  test('GIVEN a channel of the administrators that fails THEN they are told when it works again', async () => {
    const { rig, workAfter } = await openAtEight([CLOSED]);
    rig.channel.isOpen = false;
    const failing: ProcessOptions = { telling: 'fails' };
    const process = rig.startProcess(failing);
    await process.planner.runOnce();
    rig.clock.setWall(rig.clock.now() + 5_000);
    await process.planner.runOnce();
    delete failing.telling;
    await workAfter(1_000);
    expect(rig.told).toEqual([]);
    rig.clock.setWall(rig.clock.now() + 15_000);
    await process.planner.runOnce();
    await process.planner.runOnce();
    expect(rig.told).toHaveLength(1);
    expect(process.log.lines.filter((line) => line.level === 'error')).toHaveLength(1);
  });
});

describe('a process that dies at each database call in turn', () => {
  test.each([
    { faults: [CLOSED], as: 'send' as const },
    { faults: [BLIND], as: 'send' as const },
    { faults: [BLIND], as: 'there' as const },
  ])(
    'GIVEN $faults.0.kind, then “$as” THEN the slot has one outcome and nothing is there twice',
    async ({ faults, as }) => {
      // Each run of the loop is a rig of its own: every second call is enough for the longer way.
      for (let dieAt = 1; ; dieAt += as === 'send' ? 2 : 1) {
        const { rig, digest, workAfter } = await openAtEight(faults);
        await workAfter(0);
        const dying = rig.startProcess({ dieAt });
        // What settles is the dying process's own database, as when a button is pressed there.
        await settleSlot({ db: dying.db, clock: rig.clock }, await slotId(rig), as).catch(() => undefined);
        await dying.planner.runOnce();
        rig.clock.setWall(rig.clock.now() + 31_000);
        await workAfter(0);
        await settleSlot({ db: rig.db, clock: rig.clock }, await slotId(rig), as);
        await workAfter(0);
        await workAfter(10_000);
        expect(await findSlotFaults(rig, digest, ['2026-11-23T08:00'])).toEqual([]);
        const states = await slotStates(rig);
        expect(states).toEqual([`2026-11-23T08:00: ${as === 'there' ? 'posted' : 'late'}`]);
        expect(rig.channel.messages).toHaveLength(as === 'there' ? 0 : 1);
        await rig.db.destroy();
        if (!dying.life.isDead) break;
        expect(dieAt).toBeLessThan(100);
      }
    },
  );
});
