import type { Clock } from '../clock.ts';
import { type BucketAnswer, createBuckets, type Entered, type Lane } from './rest-limiter-buckets.ts';
import { createQueue, type Queue } from './rest-limiter-queue.ts';
import { createSlots } from './rest-limiter-slots.ts';

/** Discord answered 429, or would: nothing was done. `afterMs`: when to ask again, null when it did not say. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
  readonly afterMs: number | null;

  constructor(afterMs: number | null) {
    super(afterMs === null ? 'Discord asks for a pause' : `Discord asks for a pause of ${afterMs} ms`);
    this.afterMs = afterMs;
  }
}

/** A request that waits for its turn. `priority`: lower goes first. */
export type Wish = { lane: Lane; priority: number; signal?: AbortSignal | undefined };

/** What an answer said. `isGlobal`: the pause is for every request of the bot. */
export type LimitAnswer = BucketAnswer & { isGlobal: boolean };

/** The right to send one request now; given back once, by one of the two. */
export type Pass = { answered: (answer: LimitAnswer) => void; lost: () => void };

/** Since the start: requests let go, those of them that had to wait, refusals for one bucket and for the whole bot. */
export type Pace = { requests: number; waits: number; refusals: number; globalRefusals: number };

export type Limiter = {
  /** Waits for the turn. Rejects with the signal's reason, and at once with RateLimited where that takes over 30 s. */
  enter: (wish: Wish) => Promise<Pass>;
  /** Counts a request of others with the same token, which does not wait; to be called back when it is over. */
  note: () => () => void;
  pace: () => Pace;
  /** How many wait, and how many buckets are remembered. */
  held: () => { waiting: number; buckets: number };
  /** Rejects whatever waits. Safe to call again. */
  stop: () => void;
};

/** Discord's own: "All bots can make up to 50 requests per second" (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit). */
export const REQUESTS_PER_SECOND = 50;
/** A pause that lasts longer is told to the caller, who holds a lease or a person's patience meanwhile. */
const LONGEST_WAIT_MS = 30_000;

export type LimiterOptions = {
  clock: Clock;
  perSecond: number;
  /** Whether a process before this one may have sent up to now: the first second is taken as used up. */
  afterAnother?: boolean | undefined;
};

type Waiter = Wish & {
  order: number;
  isGone: boolean;
  hasWaited: boolean;
  grant: (pass: Pass) => void;
  refuse: (reason: unknown) => void;
};

/**
 * Lets the requests of one bot through at Discord's pace: at most `perSecond` in any second, none into a bucket that is
 * known to be empty, none during a pause that Discord asked for; by priority, then first come, first served. Whoever
 * waits for a bucket holds up nobody else.
 */
export function createLimiter({ clock, perSecond, afterAnother = false }: LimiterOptions): Limiter {
  const slots = createSlots(perSecond);
  if (afterAnother) slots.fill(clock.monotonicMs());
  const buckets = createBuckets();
  const ready = createQueue<Waiter>();
  /** By lane, who waits for its bucket. */
  const parked = new Map<string, Queue<Waiter>>();
  const alarm = createAlarm(clock, pump);
  const count: Pace = { requests: 0, waits: 0, refusals: 0, globalRefusals: 0 };
  let pausedUntilMs = -Infinity;
  let orders = 0;
  let gone = 0;

  function pump(): void {
    const nowMs = clock.monotonicMs();
    if (pausedUntilMs > nowMs) return alarm.wakeAt(pausedUntilMs);
    const opens = unpark(nowMs);
    let someGone = false;
    for (let next = ready.peek(); next; next = ready.peek()) {
      const opensAtMs = next.isGone ? nowMs : buckets.opensAtMs(next.lane, nowMs);
      if (opensAtMs > nowMs) {
        park(next, opensAtMs - nowMs);
        if (Number.isFinite(opensAtMs)) alarm.wakeAt(opensAtMs);
      } else if (next.isGone) {
        gone--;
        someGone = true;
      } else if (!slots.take(nowMs)) return alarm.wakeAt(Math.min(opens, slots.freeAtMs()));
      else letGo(next, nowMs);
      ready.pop();
    }
    // In the place of one that gave up, another may come back.
    alarm.wakeAt(someGone && parked.size > 0 ? nowMs : opens);
  }

  /** Brings back as many as their buckets take again; gives when the next one opens. */
  function unpark(nowMs: number): number {
    let opens = Infinity;
    for (const [key, queue] of parked) {
      const first = queue.peek();
      const room = first ? buckets.room(first.lane, nowMs) : 0;
      const opensAtMs = first && room === 0 ? buckets.opensAtMs(first.lane, nowMs) : Infinity;
      if (Number.isFinite(opensAtMs) && opensAtMs - nowMs > LONGEST_WAIT_MS) empty(queue, opensAtMs - nowMs);
      else opens = Math.min(opens, opensAtMs);
      for (let left = room; left > 0; left--) {
        const waiter = queue.pop();
        if (waiter) ready.push(waiter);
      }
      if (queue.size() === 0) parked.delete(key);
    }
    return opens;
  }

  function park(waiter: Waiter, ms: number): void {
    if (Number.isFinite(ms) && ms > LONGEST_WAIT_MS) return drop(waiter, new RateLimited(Math.ceil(ms)));
    const key = `${waiter.lane.template}:${waiter.lane.major}`;
    const queue = parked.get(key) ?? createQueue<Waiter>();
    parked.set(key, queue);
    queue.push(waiter);
    waiter.hasWaited = true;
  }

  function letGo(waiter: Waiter, nowMs: number): void {
    count.requests++;
    if (waiter.hasWaited) count.waits++;
    const entered = buckets.enter(waiter.lane);
    waiter.isGone = true;
    waiter.grant(passFor(waiter.lane, entered, nowMs));
  }

  function passFor(lane: Lane, entered: Entered, sentMs: number): Pass {
    const giveBack = once((answer: LimitAnswer | undefined) => {
      const nowMs = clock.monotonicMs();
      slots.release(nowMs, sentMs, answer !== undefined);
      const own = answer?.isGlobal === true ? { ...answer, pauseMs: null } : answer;
      buckets.leave(lane, entered, nowMs, own);
      if (answer && answer.pauseMs !== null) notePause(answer.isGlobal, answer.pauseMs, nowMs);
      pump();
    });
    return { answered: giveBack, lost: () => giveBack(undefined) };
  }

  function notePause(isGlobal: boolean, pauseMs: number, nowMs: number): void {
    if (!isGlobal) {
      count.refusals++;
      return;
    }
    count.globalRefusals++;
    pausedUntilMs = Math.max(pausedUntilMs, nowMs + pauseMs);
    if (pauseMs > LONGEST_WAIT_MS) for (const queue of [ready, ...parked.values()]) empty(queue, pauseMs);
  }

  function drop(waiter: Waiter, reason: unknown): void {
    if (waiter.isGone) return;
    waiter.isGone = true;
    waiter.refuse(reason);
  }

  function empty(queue: Queue<Waiter>, ms: number, reason: Error = new RateLimited(Math.ceil(ms))): void {
    for (let waiter = queue.pop(); waiter; waiter = queue.pop()) drop(waiter, reason);
  }

  /** Who gave up is passed over in time; when they are most of all, at once. */
  function forgetGone(): void {
    gone++;
    const all = [ready, ...parked.values()];
    if (gone * 2 < all.reduce((sum, queue) => sum + queue.size(), 0)) return;
    for (const queue of all) queue.prune((waiter) => !waiter.isGone);
    for (const [key, queue] of parked) if (queue.size() === 0) parked.delete(key);
    gone = 0;
  }

  return {
    async enter({ signal, ...wish }) {
      signal?.throwIfAborted();
      const leftMs = pausedUntilMs - clock.monotonicMs();
      if (leftMs > LONGEST_WAIT_MS) throw new RateLimited(Math.ceil(leftMs));
      const { promise, resolve: grant, reject: refuse } = Promise.withResolvers<Pass>();
      const waiter: Waiter = { ...wish, order: orders++, isGone: false, hasWaited: false, grant, refuse };
      ready.push(waiter);
      pump();
      if (waiter.isGone) return promise;
      waiter.hasWaited = true;
      const abort = () => {
        if (waiter.isGone) return;
        drop(waiter, signal?.reason);
        forgetGone();
      };
      signal?.addEventListener('abort', abort, { once: true });
      return promise.finally(() => signal?.removeEventListener('abort', abort));
    },
    note() {
      const sentMs = clock.monotonicMs();
      slots.force(sentMs);
      return once(() => {
        slots.release(clock.monotonicMs(), sentMs, false);
        pump();
      });
    },
    pace: () => ({ ...count }),
    held: () => ({
      waiting: [ready, ...parked.values()].reduce((sum, queue) => sum + queue.size(), 0),
      buckets: buckets.size(),
    }),
    stop() {
      alarm.stop();
      for (const queue of [ready, ...parked.values()]) empty(queue, 0, new Error('The bot stops'));
    },
  };
}

/** One timer for whatever comes next: it is set anew only for something earlier. */
function createAlarm(clock: Clock, ring: () => void) {
  let set: { atMs: number; off: AbortController } | undefined;
  return {
    wakeAt(atMs: number): void {
      if (!Number.isFinite(atMs) || (set && set.atMs <= atMs)) return;
      set?.off.abort();
      const mine = { atMs, off: new AbortController() };
      set = mine;
      const wake = () => {
        if (set !== mine) return;
        set = undefined;
        ring();
      };
      // A timer that rings a moment early would only be set again.
      const ms = Math.max(0, Math.ceil(atMs - clock.monotonicMs()));
      clock.wait(ms, mine.off.signal).then(wake, () => undefined);
    },
    stop(): void {
      set?.off.abort();
      set = undefined;
    },
  };
}

function once<Argument = void>(run: (argument: Argument) => void): (argument: Argument) => void {
  let isDone = false;
  return (argument) => {
    if (isDone) return;
    isDone = true;
    run(argument);
  };
}
