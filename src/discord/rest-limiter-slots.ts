/**
 * The rest that a slot takes, milliseconds. Discord's second and ours may differ by a hair, and a timer's too.
 * https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
 */
const SECOND_MS = 1_002;
/** How much one request may be slower on its way out than another before our count and Discord's differ. */
const JITTER_MS = 20;
/** Rounds of answers from which the least round trip is learned: those of the first open connections, and say too much. */
const LEARNED_ROUNDS = 2;
const LEARNED_LEAST = 100;

/** How many requests may be under way or just behind us. Times are monotonic milliseconds. */
export type Slots = {
  /** Takes a slot; false when none is free. */
  take: (nowMs: number) => boolean;
  /** A request that had a slot is over. `sentMs` for one that was answered; null where no answer came. */
  release: (nowMs: number, sentMs: number | null) => void;
  /** When the next slot is free; Infinity where that hangs on an answer. */
  freeAtMs: () => number;
};

/**
 * `perSecond` slots, each of which rests for a second after its request. Discord counted that request before its answer
 * left, so a slot that rests from the answer on can never put more than `perSecond` requests into any second; from the
 * answer minus the least round trip, it loses nothing by the distance either, and the same holds while no request travels
 * out more than JITTER_MS faster than the one before it. A round trip below JITTER_MS is left alone: nothing is assumed.
 */
export function createSlots(perSecond: number): Slots {
  const trip = createLeastTrip(Math.max(LEARNED_LEAST, LEARNED_ROUNDS * perSecond));
  let underWay = 0;
  let resting: { fromMs: number; isAnswered: boolean }[] = [];
  const freeAt = ({ fromMs, isAnswered }: { fromMs: number; isAnswered: boolean }) =>
    fromMs + SECOND_MS - (isAnswered ? Math.max(0, trip.leastMs() - JITTER_MS) : 0);
  return {
    take(nowMs) {
      resting = resting.filter((slot) => freeAt(slot) > nowMs);
      if (underWay + resting.length >= perSecond) return false;
      underWay++;
      return true;
    },
    release(nowMs, sentMs) {
      underWay--;
      if (sentMs !== null) trip.learn(nowMs - sentMs);
      resting.push({ fromMs: nowMs, isAnswered: sentMs !== null });
    },
    freeAtMs: () => resting.reduce((least, slot) => Math.min(least, freeAt(slot)), Infinity),
  };
}

/** The least of the last `batch` round trips or more; 0 before there are as many. */
function createLeastTrip(batch: number) {
  let last = 0;
  let current = Infinity;
  let count = 0;
  return {
    leastMs: () => Math.min(last, current),
    learn(ms: number) {
      current = Math.min(current, ms);
      count++;
      if (count < batch) return;
      last = current;
      current = Infinity;
      count = 0;
    },
  };
}
