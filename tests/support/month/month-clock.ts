import type { Clock } from '../../../src/clock.ts';
import { type DrivenClock, turn } from '../crash-clock.ts';

/** Turns of the loop without anything happening after which nothing more happens by itself. */
const QUIET_TURNS = 4;
/** Turns after which the driver looks only each millisecond. */
const EAGER_TURNS = 20;
/** Longer than this nothing real takes; a month that stands still is a fault of its driver. */
const STUCK_MS = 60_000;
/** Waits longer than a pause between two requests watch over a request that is under way. */
const PAUSE_MS = 1_000;

/** What happens in real time while the month's clock stands still. */
export type Goings = {
  /** Requests that are being made and will be answered, and work in the worker. */
  busy(): number;
  /** Grows whenever anything happens. */
  steps(): number;
};

/**
 * Moves the month on to `until`: time passes only when all that is under way waits for it, so that sockets and the worker may
 * take as long as they like. `isOver`: ends it earlier. Throws an Error when something real never ends.
 */
export async function playUntil(
  clock: DrivenClock,
  until: number,
  { goings, isOver = () => false }: { goings: Goings; isOver?: () => boolean },
): Promise<void> {
  const left = () => until - clock.now();
  while (!isOver()) {
    await becomeQuiet(goings);
    if (isOver() || !clock.wakeNext(clock.monotonicMs() + left())) break;
  }
  if (isOver()) return;
  if (until === Infinity) throw new Error('Nothing waits for the clock, and nothing ends');
  await clock.pass(Math.max(0, left()));
}

function nap(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 1);
  });
}

/** Waits until nothing happens without the clock. */
export async function becomeQuiet({ busy, steps }: Goings): Promise<void> {
  let [quiet, seen, since] = [0, steps(), performance.now()];
  for (let turns = 0; quiet < QUIET_TURNS; turns++) {
    // Whoever only looks takes the processor from the worker.
    await (turns < EAGER_TURNS ? turn() : nap());
    if (steps() !== seen) [seen, since, turns] = [steps(), performance.now(), 0];
    else if (busy() === 0) {
      quiet++;
      continue;
    } else if (performance.now() - since > STUCK_MS) throw new Error(`${busy()} things under way never end`);
    quiet = 0;
  }
}

/** A fetcher's clock that counts the requests which it watches over. */
export function watchingClock(clock: Clock): { clock: Clock; watched(): number } {
  let watched = 0;
  return {
    clock: {
      ...clock,
      async wait(ms, signal) {
        if (ms <= PAUSE_MS) return clock.wait(ms, signal);
        watched++;
        try {
          await clock.wait(ms, signal);
        } finally {
          watched--;
        }
      },
    },
    watched: () => watched,
  };
}
