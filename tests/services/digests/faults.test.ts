import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextSlots } from '../../../src/services/digests/calendar.ts';
import type { Digest } from '../../../src/services/digests/digests.ts';
import { type Fault, openRig, ORDER, type ProcessOptions, type Rig } from './rig.ts';
import { findSlotFaults } from './slot-faults.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Lets a sound process work until nothing is open. */
async function settle(rig: Rig): Promise<void> {
  rig.channel.faults.length = 0;
  rig.channel.finds.length = 0;
  const last = rig.startProcess({ blocksPerPart: 2 });
  for (let step = 0; step < 30; step++) {
    await last.planner.runOnce();
    rig.clock.setWall(rig.clock.now() + (step < 5 ? 20_000 : 2 * MINUTE));
  }
  // A day of its own may have fallen due meanwhile: it gets its round too.
  await last.planner.runOnce();
  expect(last.log.lines.filter((line) => line.level === 'error')).toEqual([]);
}

function oracleOf(digest: Digest, from: number, until: number): string[] {
  return nextSlots(digest, from, until).map((slot) => slot.localTime);
}

describe('a process that dies at any point', () => {
  const RETRY: Fault = { kind: 'retry', reason: 'server', afterMs: null, detail: '503' };
  const sequences: readonly (readonly Fault[])[] = [
    [],
    ['lost'],
    [RETRY],
    ['crash-after'],
    ['crash-before'],
    [RETRY, 'lost'],
  ];

  test.each(sequences.map((faults, index) => ({ faults, index })))(
    'GIVEN the channel does $faults and the process dies at each database call in turn THEN each part is posted once',
    async ({ faults, index }) => {
      // Every call without faults; with them every second one, the odd and the even in turn.
      for (let dieAt = 1 + (index % 2); ; dieAt += index === 0 ? 1 : 2) {
        const rig = await openRig();
        await rig.addArticle();
        await rig.addArticle();
        const digest = await rig.startProcess().digests.create({ ...ORDER, times: ['08:00', '20:00'] }, 'u1');
        const from = rig.clock.now();
        rig.clock.setWall(Date.parse('2026-11-23T07:00:05Z'));
        rig.channel.faults.push(...faults);
        const dying = rig.startProcess({ dieAt, blocksPerPart: 2 });
        await dying.planner.runOnce();
        const hasDied = dying.life.isDead;
        rig.clock.setWall(rig.clock.now() + 31_000);
        await rig.startProcess({ blocksPerPart: 2 }).planner.runOnce();
        await settle(rig);
        expect(await findSlotFaults(rig, digest, oracleOf(digest, from, rig.clock.now()))).toEqual([]);
        expect(rig.channel.messages.length).toBe(2);
        await rig.db.destroy();
        if (
          !hasDied ||
          (dying.life.callsLeft > 0 && faults.some((one) => one === 'crash-after' || one === 'crash-before'))
        )
          break;
        expect(dieAt, 'the process never came to its end').toBeLessThan(200);
      }
    },
  );
});

type Step =
  | { do: 'wait'; ms: number }
  | { do: 'run' | 'pause' | 'start' | 'article' | 'close' | 'open' | 'blind' }
  | { do: 'work'; dieAt: number | null; faults: readonly Fault[]; process: 'same' | 'new' };

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.constantFrom<Fault[]>('lost', 'crash-before', 'crash-after'),
  fc.constant<Fault>({ kind: 'retry', reason: 'rate-limited', afterMs: 20_000, detail: '429' }),
  fc.constant<Fault>({ kind: 'retry', reason: 'network', afterMs: null, detail: 'ECONNRESET' }),
  fc.constant<Fault>({ kind: 'refused', reason: 'missing-access', detail: '50001' }),
  fc.constant<Fault>({ kind: 'uncertain', detail: 'no history' }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1_000, 6_000, 31_000, 20 * MINUTE, 7 * HOUR, 3 * DAY),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom<('run' | 'pause' | 'start' | 'article' | 'close' | 'open' | 'blind')[]>(
        'run',
        'pause',
        'start',
        'article',
        'close',
        'open',
        'blind',
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('work' as const),
      dieAt: fc.option(fc.integer({ min: 1, max: 60 }), { freq: 2 }),
      faults: fc.array(fault, { maxLength: 3 }),
      process: fc.constantFrom('same' as const, 'new' as const),
    }),
  },
);

/** Plays the steps on a fresh rig and gives what the calendar says was due while the digest was active. */
async function play(rig: Rig, digest: Digest, steps: readonly Step[]): Promise<string[]> {
  let running = rig.startProcess({ blocksPerPart: 2 });
  let activeSince: number | null = rig.clock.now();
  const due: string[] = [];
  for (const [index, one] of steps.entries()) {
    if (one.do === 'wait') rig.clock.setWall(rig.clock.now() + one.ms);
    if (one.do === 'article') await rig.addArticle();
    if (one.do === 'close') rig.channel.isOpen = false;
    if (one.do === 'open') rig.channel.isOpen = true;
    if (one.do === 'blind') rig.channel.finds.push({ kind: 'blind', detail: 'no history' });
    const { digests } = rig.startProcess();
    if (one.do === 'run') await digests.run(ORDER.guildId, digest.id, `${index}`);
    if (one.do === 'pause' && activeSince !== null) {
      due.push(...oracleOf(digest, activeSince, rig.clock.now()));
      activeSince = null;
      await digests.pause(ORDER.guildId, digest.id);
    }
    if (one.do === 'start' && activeSince === null) {
      activeSince = rig.clock.now();
      await digests.start(ORDER.guildId, digest.id);
    }
    if (one.do !== 'work') continue;
    const options: ProcessOptions = { blocksPerPart: 2, ...(one.dieAt !== null && { dieAt: one.dieAt }) };
    if (one.process === 'new' || running.life.isDead || one.dieAt !== null) running = rig.startProcess(options);
    rig.channel.faults.splice(0, Infinity, ...one.faults);
    await running.planner.runOnce();
  }
  await settle(rig);
  if (activeSince !== null) due.push(...oracleOf(digest, activeSince, rig.clock.now()));
  return due;
}

test('GIVEN any mixture of crashes, lost answers, refusals, pauses, runs and jumps of the clock THEN each slot has one outcome and no part is posted twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('2026-11-23T06:59:58Z', '2027-03-28T00:00:00Z', '2026-10-24T23:00:00Z'),
      fc.array(step, { minLength: 2, maxLength: 12 }),
      async (start, steps) => {
        const rig = await openRig({ start });
        await rig.addArticle();
        const times = ['02:30', '03:00', '08:00', '20:00'];
        const digest = await rig.startProcess().digests.create({ ...ORDER, times }, 'u1');
        const due = await play(rig, digest, steps);
        expect(await findSlotFaults(rig, digest, due)).toEqual([]);
        await rig.db.destroy();
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test('GIVEN two processes that wake together on one database THEN each slot is posted by one of them', async () => {
  const rig = await openRig();
  await rig.addArticle();
  const first = rig.startProcess({ blocksPerPart: 1 });
  const second = rig.startProcess({ blocksPerPart: 1 });
  const digest = await first.digests.create({ ...ORDER, times: ['08:00', '09:00', '10:00'] }, 'u1');
  const from = rig.clock.now();
  for (let round = 0; round < 60; round++) {
    rig.clock.setWall(rig.clock.now() + 10 * MINUTE);
    if (round % 3 === 0) rig.channel.faults.push('lost');
    await Promise.all([first.planner.runOnce(), second.planner.runOnce()]);
  }
  await settle(rig);
  expect(await findSlotFaults(rig, digest, oracleOf(digest, from, rig.clock.now()))).toEqual([]);
  expect([...first.log.lines, ...second.log.lines].filter((line) => line.level === 'error')).toEqual([]);
});
