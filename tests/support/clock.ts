import type { Clock } from '../../src/clock.ts';

/** A clock that stands still until it is moved; waiters wake when it passes their time. */
export type TestClock = Clock & {
  /** Moves time on by `ms` and lets every waiter that is due run, in order of its time. */
  move(ms: number): Promise<void>;
  /** Sets the wall clock alone, as when a laptop wakes or an administrator changes it. */
  setWall(epochMs: number): void;
};

/** `start` is an ISO instant or epoch milliseconds. */
export function testClock(start: string | number = '2026-11-23T09:00:00Z'): TestClock {
  let wall = typeof start === 'number' ? start : Date.parse(start);
  let elapsed = 0;
  const waiters = new Set<{ at: number; wake: () => void }>();
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    now: () => wall,
    monotonicMs: () => elapsed,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const waiter = {
          at: elapsed + ms,
          wake: () => {
            waiters.delete(waiter);
            resolve();
          },
        };
        waiters.add(waiter);
        signal?.addEventListener('abort', () => {
          waiters.delete(waiter);
          reject(signal.reason);
        });
      }),
    async move(ms) {
      const until = elapsed + ms;
      await settle();
      for (;;) {
        const next = [...waiters].filter((waiter) => waiter.at <= until).toSorted((a, b) => a.at - b.at)[0];
        if (!next) break;
        wall += next.at - elapsed;
        elapsed = next.at;
        next.wake();
        await settle();
      }
      wall += until - elapsed;
      elapsed = until;
      await settle();
    },
    setWall(epochMs) {
      wall = epochMs;
    },
  };
}
