import { expect, test, vi } from 'vitest';
import { createPlanner, everyMinute } from '../../../src/services/digests/planner.ts';
import { testClock } from '../../support/clock.ts';
import { recordingLog } from './rig.ts';

/** A planner whose work ends when the test says so. */
function plan(next: (run: number) => number | null = () => null) {
  const clock = testClock();
  const log = recordingLog();
  const runs: PromiseWithResolvers<void>[] = [];
  let ticker: (() => void) | undefined;
  const planner = createPlanner({
    async work() {
      const run = Promise.withResolvers<void>();
      runs.push(run);
      await run.promise;
      return next(runs.length);
    },
    clock,
    log,
    tick: (wake) => {
      ticker = wake;
      return () => {
        ticker = undefined;
      };
    },
  });
  const finish = async (index: number) => {
    runs[index]?.resolve();
    await clock.move(0);
  };
  return { planner, clock, log, runs, finish, tick: () => ticker?.(), isTicking: () => ticker !== undefined };
}

test('GIVEN start THEN it works at once and at each tick; a second start changes nothing', async () => {
  const { planner, runs, finish, tick } = plan();
  planner.start();
  planner.start();
  expect(runs).toHaveLength(1);
  await finish(0);
  tick();
  expect(runs).toHaveLength(2);
  await finish(1);
  await planner.stop();
});

test('GIVEN wakes during a run THEN it never runs beside itself, and once more after it', async () => {
  const { planner, runs, finish, tick } = plan();
  planner.start();
  planner.wake();
  tick();
  tick();
  expect(runs).toHaveLength(1);
  await finish(0);
  expect(runs).toHaveLength(2);
  await finish(1);
  expect(runs).toHaveLength(2);
  await planner.stop();
});

test('GIVEN stop THEN it waits for the run under way and begins no other, until it is started again', async () => {
  const { planner, runs, finish, isTicking } = plan();
  planner.start();
  planner.wake();
  let isStopped = false;
  const stop = async () => {
    await planner.stop();
    isStopped = true;
  };
  const stopping = stop();
  expect(isTicking()).toBe(false);
  await finish(99);
  expect(isStopped).toBe(false);
  await finish(0);
  await stopping;
  await planner.stop();
  await planner.runOnce();
  expect(runs).toHaveLength(1);
  planner.start();
  expect(runs).toHaveLength(2);
  await finish(1);
  await planner.stop();
});

test('GIVEN work that wants to come back in 5 seconds THEN it is woken then, before the next tick', async () => {
  const { planner, runs, finish, clock } = plan((run) => (run === 1 ? clock.now() + 5_000 : null));
  planner.start();
  await finish(0);
  await clock.move(4_999);
  expect(runs).toHaveLength(1);
  await clock.move(1);
  expect(runs).toHaveLength(2);
  await finish(1);
  await clock.move(3_600_000);
  expect(runs).toHaveLength(2);
  await planner.stop();
});

test('GIVEN work that wants to come back in the past THEN it waits a second rather than spin', async () => {
  const { planner, runs, finish, clock } = plan(() => 0);
  planner.start();
  await finish(0);
  expect(runs).toHaveLength(1);
  await clock.move(1_000);
  expect(runs).toHaveLength(2);
  await finish(1);
  await planner.stop();
  await clock.move(60_000);
  expect(runs).toHaveLength(2);
});

test('GIVEN a planner that was not started THEN a wake begins nothing: the process leases what it will not post', () => {
  const { planner, runs } = plan();
  planner.wake();
  expect(runs).toHaveLength(0);
});

test('GIVEN work that throws THEN it is logged and the next wake works again', async () => {
  const { planner, runs, log, finish } = plan();
  planner.start();
  runs[0]?.reject(new Error('disk full'));
  await finish(0);
  expect(log.lines.map((line) => line.event)).toEqual(['digests not looked after']);
  planner.wake();
  expect(runs).toHaveLength(2);
  await finish(1);
  await planner.stop();
});

test('GIVEN work that goes on THEN a wake begins the next round at once, and the run ends with the work', async () => {
  const clock = testClock();
  let rounds = 0;
  let rest: PromiseWithResolvers<void> | undefined = Promise.withResolvers<void>();
  const planner = createPlanner({
    work: async () => {
      rounds += 1;
      return null;
    },
    underWay: () => rest?.promise,
    clock,
    log: recordingLog(),
    tick: () => () => undefined,
  });
  let isOver = false;
  const run = (async () => {
    await planner.runOnce();
    isOver = true;
  })();
  await clock.move(0);
  planner.wake();
  await clock.move(0);
  expect([rounds, isOver]).toEqual([2, false]);
  // The end of the work leaves something to do.
  planner.wake();
  rest.resolve();
  rest = undefined;
  await run;
  expect(rounds).toBe(3);
});

test('GIVEN node-cron THEN it wakes at each full minute and no more once it is stopped', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T07:59:30Z') });
  try {
    let wakes = 0;
    const stop = everyMinute(() => {
      wakes += 1;
    });
    await vi.advanceTimersByTimeAsync(31_000);
    expect(wakes).toBe(1);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(wakes).toBe(3);
    stop();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(wakes).toBe(3);
  } finally {
    vi.useRealTimers();
  }
});
