import type { Clock } from '../../src/clock.ts';
import { Crash, type Life } from './crash-life.ts';

/** One clock for the bot and its Discord, which moves only when it is told to. */
export type DrivenClock = Clock & {
  /** Moves on to the next moment that somebody waits for, and wakes who waits; false when nobody does, or not before `untilMs`. */
  wakeNext(untilMs?: number): boolean;
  /** Moves on by `ms`, waking on the way; those that woke run in between. */
  pass(ms: number): Promise<void>;
  /** The same clock for a process: its waits end with it. */
  of(life: Life): Clock;
};

/** `start`: epoch milliseconds. */
export function drivenClock(start: number): DrivenClock {
  let wall = start;
  let elapsed = 0;
  const waiters = new Set<{ at: number; wake: () => void }>();
  const moveTo = (at: number) => {
    wall += Math.max(0, at - elapsed);
    elapsed = Math.max(elapsed, at);
  };
  const wait: Clock['wait'] = (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const leave = () => {
        waiters.delete(waiter);
        signal?.removeEventListener('abort', abort);
      };
      const abort = () => {
        leave();
        reject(signal?.reason);
      };
      const waiter = {
        at: elapsed + ms,
        wake() {
          leave();
          resolve();
        },
      };
      waiters.add(waiter);
      signal?.addEventListener('abort', abort, { once: true });
    });
  const clock: DrivenClock = {
    now: () => wall,
    monotonicMs: () => elapsed,
    wait,
    wakeNext(untilMs = Infinity) {
      let next: { at: number; wake: () => void } | undefined;
      for (const waiter of waiters) if (!next || waiter.at < next.at) next = waiter;
      if (!next || next.at > untilMs) return false;
      moveTo(next.at);
      next.wake();
      return true;
    },
    async pass(ms) {
      const until = elapsed + ms;
      do await turn();
      while (clock.wakeNext(until));
      moveTo(until);
    },
    of: (life) => ({
      now: () => wall,
      monotonicMs: () => elapsed,
      async wait(ms, signal) {
        if (life.isDead) throw new Crash();
        await wait(ms, signal ? AbortSignal.any([signal, life.signal]) : life.signal);
        life.step();
      },
    }),
  };
  return clock;
}

/** Lets everything run that can, once. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
