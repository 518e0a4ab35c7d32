/** Lets a few through at once, the most urgent of those who wait first. */
export type Turnstile = {
  /** Runs `work` when its turn has come; lower `priority` goes first. Rejects with the signal's reason while it waits. */
  pass<Result>(priority: number, signal: AbortSignal, work: () => Promise<Result>): Promise<Result>;
  /** How many are inside or wait. */
  size(): number;
};

type Waiter = { priority: number; enter: () => void };

/** A turnstile for `places` at once. */
export function createTurnstile(places: number): Turnstile {
  const waiting: Waiter[] = [];
  let inside = 0;

  function wait(priority: number, signal: AbortSignal): Promise<void> {
    const turn = Promise.withResolvers<void>();
    const waiter: Waiter = { priority, enter };
    function enter() {
      signal.removeEventListener('abort', leave);
      turn.resolve();
    }
    function leave() {
      waiting.splice(waiting.indexOf(waiter), 1);
      turn.reject(signal.reason);
    }
    signal.addEventListener('abort', leave, { once: true });
    const index = waiting.findIndex((other) => other.priority > priority);
    waiting.splice(index === -1 ? waiting.length : index, 0, waiter);
    return turn.promise;
  }

  return {
    async pass(priority, signal, work) {
      signal.throwIfAborted();
      // Who leaves hands the place on, so that nobody slips in between.
      if (inside < places) inside += 1;
      else await wait(priority, signal);
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next.enter();
        else inside -= 1;
      }
    },
    size: () => inside + waiting.length,
  };
}
