import { schedule } from 'node-cron';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';

/** Calls `wake` again and again until the function it gives is called. */
export type Tick = (wake: () => void) => () => void;

export type Planner = {
  /** Wakes at once and then each minute; a second call changes nothing. */
  start(): void;
  /** Looks for work now; during a run, once more after it. Does nothing in a process that was not started. */
  wake(): void;
  /** The same, and waits until that work is done. Never throws: what went wrong is in the log. */
  runOnce(): Promise<void>;
  /** No more runs; waits for the one under way. Safe to call twice; `start` begins again. */
  stop(): Promise<void>;
};

/** A moment that has passed already must not make the planner spin. */
const SHORTEST_WAIT_MS = 1_000;
/** The next tick comes by then. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Runs `work` when woken, never beside itself. `work` gives the moment (epoch milliseconds) at which it wants to be woken
 * again before the next tick, or null; its signal aborts at `stop`. `underWay` says what `work` began and did not wait
 * for: while it goes on the planner is at work, and a wake runs `work` again at once. What is due is never read from the tick: node-cron
 * leaves out a local time that a clock change removes (docs/decisions/digest-clock.md).
 */
export function createPlanner(options: {
  work: (stopping: AbortSignal) => Promise<number | null>;
  underWay?: () => Promise<void> | undefined;
  clock: Clock;
  log: Log;
  tick?: Tick;
}): Planner {
  const { work, underWay, clock, log, tick = everyMinute } = options;
  let stopTicking: (() => void) | undefined;
  let stopping = new AbortController();
  let alarm = new AbortController();
  let running: Promise<void> | undefined;
  let isWanted = false;
  let woken = Promise.withResolvers<void>();

  function setAlarm(at: number | null): void {
    alarm.abort();
    if (at === null || !stopTicking) return;
    alarm = new AbortController();
    const waitMs = Math.min(Math.max(at - clock.now(), SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
    clock.wait(waitMs, alarm.signal).then(wake, () => undefined);
  }

  async function run(): Promise<void> {
    for (;;) {
      while (isWanted && !stopping.signal.aborted) await runWork();
      const rest = underWay?.();
      // In the same turn as the last look at `isWanted`: a wake after it begins a new run.
      if (!rest) break;
      woken = Promise.withResolvers<void>();
      await Promise.race([rest, woken.promise]);
    }
    running = undefined;
  }

  async function runWork(): Promise<void> {
    isWanted = false;
    try {
      setAlarm(await work(stopping.signal));
    } catch (error) {
      log.error('digests not looked after', { error });
    }
  }

  function runOnce(): Promise<void> {
    if (stopping.signal.aborted) return Promise.resolve();
    isWanted = true;
    woken.resolve();
    return (running ??= run());
  }

  function wake(): void {
    // The command line opens the same database: only a process that posts may lease what is due.
    if (stopTicking || running) void runOnce();
  }

  return {
    start() {
      if (stopTicking) return;
      stopping = new AbortController();
      stopTicking = tick(wake);
      wake();
    },
    wake,
    runOnce,
    async stop() {
      stopTicking?.();
      stopTicking = undefined;
      alarm.abort();
      stopping.abort();
      await running;
    },
  };
}

/** node-cron's tick at each full minute. In UTC, where no hour is skipped or repeated; a tick that comes late still wakes. */
export const everyMinute: Tick = (wake) => {
  const options = { timezone: 'UTC', missedExecutionTolerance: 50_000, suppressMissedWarning: true };
  const task = schedule('* * * * *', wake, options);
  return () => void task.destroy();
};
