import type { Clock } from '../../src/clock.ts';
import { createLimiter, type LimitAnswer, type Limiter, type Wish } from '../../src/discord/rest-limiter.ts';

/** How a request fares: out, back, and whether an answer comes at all; milliseconds. */
export type Trip = { outMs: number; backMs: number; isLost?: boolean };
export type Arrival = { atMs: number; name: string };
type Answer = (atMs: number, wish: Wish) => Partial<LimitAnswer>;

/** Says nothing of any limit. */
const SILENT: LimitAnswer = { bucket: null, remaining: null, resetAfterMs: null, pauseMs: null, isGlobal: false };

/** A clock of events alone: time jumps from one to the next. */
function eventClock() {
  let nowMs = 0;
  const events: { atMs: number; act: () => void }[] = [];
  const at = (atMs: number, act: () => void) => void events.push({ atMs, act });
  const clock: Clock = {
    now: () => nowMs,
    monotonicMs: () => nowMs,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        at(nowMs + ms, resolve);
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
  };
  /** Runs what is due until then. */
  async function run(untilMs = Infinity): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = events.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (!next || next.atMs > untilMs) break;
      events.splice(events.indexOf(next), 1);
      nowMs = Math.max(nowMs, next.atMs);
      next.act();
    }
    if (Number.isFinite(untilMs)) nowMs = untilMs;
  }
  return { clock, at, run, nowMs: () => nowMs };
}

/** A limiter with a Discord behind it that notes when each request arrives. */
export function openSky(options: {
  perSecond: number;
  afterAnother?: boolean;
  trip?: (n: number) => Trip;
  answer?: Answer;
}) {
  const events = eventClock();
  const limiter: Limiter = createLimiter({ ...options, clock: events.clock });
  const arrivals: Arrival[] = [];
  const failures: unknown[] = [];
  let sent = 0;
  /** Sends one request named so. */
  async function send(name: string, more: Partial<Wish> & { channel?: string; template?: string } = {}): Promise<void> {
    const { channel = name, template = 'POST /channels/:id/messages', ...rest } = more;
    const wish = { lane: { template, major: channel }, priority: 0, ...rest };
    try {
      const pass = await limiter.enter(wish);
      const { outMs, backMs, isLost } = options.trip?.(sent++) ?? { outMs: 1, backMs: 1 };
      const arriveMs = events.nowMs() + outMs;
      events.at(arriveMs, () => {
        arrivals.push({ atMs: arriveMs, name });
        const said = { ...SILENT, ...options.answer?.(arriveMs, wish) };
        events.at(arriveMs + backMs, () => (isLost ? pass.lost() : pass.answered(said)));
      });
    } catch (error) {
      failures.push(error);
    }
  }
  return { ...events, limiter, arrivals, failures, send };
}

/** The most arrivals within any second, both of its ends included. */
export function mostInASecond(arrivals: readonly Arrival[]): number {
  const times = arrivals.map(({ atMs }) => atMs).toSorted((a, b) => a - b);
  let most = 0;
  let first = 0;
  for (const [last, time] of times.entries()) {
    while (time - (times[first] ?? 0) > 1_000) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
