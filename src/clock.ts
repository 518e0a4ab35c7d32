/** Time as an argument: what reads or waits for time is handed a Clock, so a test moves it and never sleeps. */
export type Clock = {
  /** Wall clock, epoch milliseconds. */
  now(): number;
  /** Never goes back; for measuring durations, milliseconds. */
  monotonicMs(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
};

/** The machine's own clock. `offset` gives milliseconds to add to the wall clock (the sandbox moves it; production never does). */
export function systemClock(offset: () => number = () => 0): Clock {
  return {
    now: () => Date.now() + offset(),
    monotonicMs: () => performance.now(),
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const timer = setTimeout(done, ms);
        signal?.addEventListener('abort', abort, { once: true });
        function done() {
          signal?.removeEventListener('abort', abort);
          resolve();
        }
        function abort() {
          clearTimeout(timer);
          reject(signal?.reason);
        }
      }),
  };
}
