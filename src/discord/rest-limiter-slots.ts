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

/**
 * A burst is let go a fifth at a time: the next ones follow the answers, or after this long. Fifty at once would wait for
 * one another on the way, and each slot would rest the longer.
 */
const YOUNG_MS = 100;
const YOUNG_SHARE = 5;
const YOUNG_LEAST = 5;

/** How many requests may be under way or just behind us. Times are monotonic milliseconds. */
export type Slots = {
  /** Takes a slot; false when none is free. */
  take: (nowMs: number) => boolean;
  /** Counts a request that does not ask. */
  force: (nowMs: number) => void;
  /** Counts as many as a second takes: they went out before us. */
  fill: (nowMs: number) => void;
  /** A request that took its slot at `sentMs` is over. */
  release: (nowMs: number, sentMs: number, isAnswered: boolean) => void;
  /** When it is worth asking again; Infinity where that hangs on an answer. */
  freeAtMs: () => number;
};

/**
 * `perSecond` slots, each of which rests for a second after its request. Discord counted that request before its answer
 * left, so a slot that rests from the answer on can never put more than `perSecond` requests into any second; from the
 * answer minus the least round trip, it loses nothing by the distance either, and the same holds while no request travels
 * out more than JITTER_MS faster than another. A round trip below JITTER_MS is left alone: nothing is assumed.
 */
export function createSlots(perSecond: number): Slots {
  const trip = createLeastTrip(Math.max(LEARNED_LEAST, LEARNED_ROUNDS * perSecond));
  const mostYoung = Math.max(YOUNG_LEAST, Math.ceil(perSecond / YOUNG_SHARE));
  /** When each of those under way was sent, the oldest first. */
  const underWay: number[] = [];
  let resting: { fromMs: number; isAnswered: boolean }[] = [];
  const freeAt = ({ fromMs, isAnswered }: { fromMs: number; isAnswered: boolean }) =>
    fromMs + SECOND_MS - (isAnswered ? Math.max(0, trip.leastMs() - JITTER_MS) : 0);
  const isFull = () => underWay.length + resting.length >= perSecond;
  /** The one whose age the next one waits for. */
  const youngest = () => underWay.at(-mostYoung) ?? -Infinity;
  return {
    take(nowMs) {
      resting = resting.filter((slot) => freeAt(slot) > nowMs);
      if (isFull() || youngest() > nowMs - YOUNG_MS) return false;
      underWay.push(nowMs);
      return true;
    },
    force: (nowMs) => void underWay.push(nowMs),
    fill: (nowMs) =>
      void resting.push(...Array.from({ length: perSecond }, () => ({ fromMs: nowMs, isAnswered: false }))),
    release(nowMs, sentMs, isAnswered) {
      underWay.splice(underWay.indexOf(sentMs), 1);
      if (isAnswered) trip.learn(nowMs - sentMs);
      resting.push({ fromMs: nowMs, isAnswered });
    },
    freeAtMs: () =>
      isFull() ? resting.reduce((least, slot) => Math.min(least, freeAt(slot)), Infinity) : youngest() + YOUNG_MS,
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
