import type { Clock } from '../clock.ts';
import { type BucketAnswer, createBuckets, type Lane } from './rest-limiter-buckets.ts';
import { createWaitingRoom, refuse, type Waiter } from './rest-limiter-room.ts';
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

type Visitor = Waiter & { grant: (pass: Pass) => void };

/**
 * Lets the requests of one bot through at Discord's pace: at most `perSecond` in any second, none into a bucket that is
 * known to be empty, none during a pause that Discord asked for; by priority, then first come, first served. Whoever
 * waits for a bucket holds up nobody else.
 */
export function createLimiter({ clock, perSecond, afterAnother = false }: LimiterOptions): Limiter {
  const slots = createSlots(perSecond);
  if (afterAnother) slots.fill(clock.monotonicMs());
  const buckets = createBuckets();
  const room = createWaitingRoom<Visitor>(buckets, (ms) =>
    ms > LONGEST_WAIT_MS ? new RateLimited(Math.ceil(ms)) : null,
  );
  const alarm = createAlarm(clock, pump);
  const count: Pace = { requests: 0, waits: 0, refusals: 0, globalRefusals: 0 };
  let pausedUntilMs = -Infinity;
  let orders = 0;

  function pump(): void {
    const nowMs = clock.monotonicMs();
    if (pausedUntilMs > nowMs) return alarm.wakeAt(pausedUntilMs);
    for (let next = room.first(nowMs); next; next = room.first(nowMs)) {
      if (!slots.take(nowMs)) return alarm.wakeAt(Math.min(room.opensAtMs(nowMs), slots.freeAtMs()));
      room.shift();
      letGo(next, nowMs);
    }
    alarm.wakeAt(room.opensAtMs(nowMs));
  }

  function letGo(visitor: Visitor, sentMs: number): void {
    count.requests++;
    if (visitor.hasWaited) count.waits++;
    visitor.isGone = true;
    const entered = buckets.enter(visitor.lane);
    const giveBack = once((answer: LimitAnswer | undefined) => {
      const nowMs = clock.monotonicMs();
      slots.release(nowMs, sentMs, answer !== undefined);
      const own = answer?.isGlobal === true ? { ...answer, pauseMs: null } : answer;
      buckets.leave(visitor.lane, entered, nowMs, own);
      if (answer && answer.pauseMs !== null) notePause(answer.isGlobal, answer.pauseMs, nowMs);
      pump();
    });
    visitor.grant({ answered: giveBack, lost: () => giveBack(undefined) });
  }

  function notePause(isGlobal: boolean, pauseMs: number, nowMs: number): void {
    if (!isGlobal) {
      count.refusals++;
      return;
    }
    count.globalRefusals++;
    pausedUntilMs = Math.max(pausedUntilMs, nowMs + pauseMs);
    if (pauseMs > LONGEST_WAIT_MS) room.refuseAll(new RateLimited(Math.ceil(pauseMs)));
  }

  async function enter({ signal, ...wish }: Wish): Promise<Pass> {
    signal?.throwIfAborted();
    const leftMs = pausedUntilMs - clock.monotonicMs();
    if (leftMs > LONGEST_WAIT_MS) throw new RateLimited(Math.ceil(leftMs));
    const { promise, resolve: grant, reject } = Promise.withResolvers<Pass>();
    const visitor: Visitor = { ...wish, order: orders++, isGone: false, hasWaited: false, grant, refuse: reject };
    room.add(visitor);
    pump();
    if (visitor.isGone) return promise;
    visitor.hasWaited = true;
    const abort = () => {
      if (visitor.isGone) return;
      refuse(visitor, signal?.reason);
      room.forgetGone();
    };
    signal?.addEventListener('abort', abort, { once: true });
    return promise.finally(() => signal?.removeEventListener('abort', abort));
  }

  function note(): () => void {
    const sentMs = clock.monotonicMs();
    slots.force(sentMs);
    return once(() => {
      slots.release(clock.monotonicMs(), sentMs, false);
      pump();
    });
  }

  return {
    enter,
    note,
    pace: () => ({ ...count }),
    held: () => ({ waiting: room.size(), buckets: buckets.size() }),
    stop() {
      alarm.stop();
      room.refuseAll(new Error('The bot stops'));
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
