/** A request's own place among Discord's limits: `template` is its method and route without ids, `major` the channel or server that it counts for. */
export type Lane = { template: string; major: string };

/** What an answer said of a bucket; null where it said nothing. Times are milliseconds. */
export type BucketAnswer = {
  bucket: string | null;
  remaining: number | null;
  resetAfterMs: number | null;
  /** A refusal of this lane alone: how long it lasts. */
  pauseMs: number | null;
};

/** Handed back with the answer: a lane's bucket may get another name meanwhile. */
export type Entered = { key: string };

/** Discord's limits for each route and channel, learned from its answers. Times are monotonic milliseconds. */
export type Buckets = {
  /** When the lane takes one more: now or before, later, or Infinity where that hangs on an answer. */
  opensAtMs: (lane: Lane, nowMs: number) => number;
  /** How many more it takes now. */
  room: (lane: Lane, nowMs: number) => number;
  enter: (lane: Lane) => Entered;
  leave: (lane: Lane, entered: Entered, nowMs: number, answer?: BucketAnswer) => void;
  /** How many are remembered. */
  size: () => number;
};

type Bucket = { underWay: number; remaining: number; resetAtMs: number };
const UNKNOWN: Bucket = { underWay: 0, remaining: 0, resetAtMs: -Infinity };

const SWEEP_FROM = 256;
/** Answers of one window say nearly the same end of it. */
const SAME_WINDOW_MS = 250;

/**
 * Buckets are shared by routes of one hash and kept for each channel
 * (https://docs.discord.com/developers/topics/rate-limits#header-format). One that is not known, or whose time is over,
 * takes one request until its answer says more. Forgotten once reset.
 */
export function createBuckets(): Buckets {
  const hashes = new Map<string, string>();
  const buckets = new Map<string, Bucket>();
  const pauses = new Map<string, number>();
  let sweepAt = SWEEP_FROM;
  const laneKey = ({ template, major }: Lane) => `${template}:${major}`;
  const bucketKey = ({ template, major }: Lane) => `${hashes.get(template) ?? template}:${major}`;

  function sweep(nowMs: number): void {
    if (buckets.size + pauses.size < sweepAt) return;
    for (const [key, { underWay, resetAtMs }] of buckets) if (underWay === 0 && resetAtMs <= nowMs) buckets.delete(key);
    for (const [key, until] of pauses) if (until <= nowMs) pauses.delete(key);
    sweepAt = Math.max(SWEEP_FROM, 2 * (buckets.size + pauses.size));
  }

  function learn(lane: Lane, nowMs: number, { bucket, remaining, resetAfterMs, pauseMs }: BucketAnswer): void {
    if (pauseMs !== null) pauses.set(laneKey(lane), nowMs + pauseMs);
    if (bucket !== null) hashes.set(lane.template, bucket);
    if (remaining === null || resetAfterMs === null) return;
    const key = bucketKey(lane);
    const held = buckets.get(key) ?? UNKNOWN;
    const resetAtMs = nowMs + resetAfterMs;
    // An answer of the same window may have been overtaken by a later one, which said less.
    const isSame = held.resetAtMs > nowMs && resetAtMs <= held.resetAtMs + SAME_WINDOW_MS;
    const left = isSame ? Math.min(held.remaining, remaining) : remaining;
    buckets.set(key, { ...held, remaining: left, resetAtMs: isSame ? Math.max(held.resetAtMs, resetAtMs) : resetAtMs });
  }

  function opensAtMs(lane: Lane, nowMs: number): number {
    const pausedUntil = pauses.get(laneKey(lane)) ?? -Infinity;
    if (pausedUntil > nowMs) return pausedUntil;
    const bucket = buckets.get(bucketKey(lane));
    if (!bucket) return nowMs;
    if (bucket.resetAtMs <= nowMs) return bucket.underWay === 0 ? nowMs : Infinity;
    if (bucket.underWay < bucket.remaining) return nowMs;
    return bucket.underWay === 0 ? bucket.resetAtMs : Infinity;
  }

  return {
    opensAtMs,
    room(lane, nowMs) {
      if (opensAtMs(lane, nowMs) > nowMs) return 0;
      const { resetAtMs, remaining, underWay } = buckets.get(bucketKey(lane)) ?? UNKNOWN;
      return resetAtMs <= nowMs ? 1 : remaining - underWay;
    },
    enter(lane) {
      const key = bucketKey(lane);
      const held = buckets.get(key) ?? UNKNOWN;
      buckets.set(key, { ...held, underWay: held.underWay + 1 });
      return { key };
    },
    leave(lane, { key }, nowMs, answer) {
      const held = buckets.get(key);
      if (held) buckets.set(key, { ...held, underWay: held.underWay - 1 });
      if (answer) learn(lane, nowMs, answer);
      sweep(nowMs);
    },
    size: () => buckets.size + pauses.size,
  };
}
