import type { Clock } from '../../clock.ts';

/** What a server said that wants to be left alone. */
export type Bar = { status: number; retryAfterMs: number };
/** A turn must be ended; a host that is barred gives none. */
export type Turn = { end(): void } | { barred: Bar };

export type HostTurns = {
  /** Waits for the host's turn: higher ranks first, then in the order of asking. Rejects with the signal's reason when it aborts first. */
  wait(host: string, call: { signal: AbortSignal; rank: number }): Promise<Turn>;
  /** From now on, and for those that wait already, the host gives no turn until `retryAfterMs` have passed. */
  bar(host: string, bar: Bar): void;
};

type Waiting = { since: number; rank: number; start(turn: Turn): void };
type Host = {
  waiting: Waiting[];
  isBusy: boolean;
  /** When the next request may start, monotonic milliseconds. */
  readyAt: number;
  /** The order in which hosts had their last turn. */
  served: number;
  bar: { status: number; until: number } | null;
};

/** From this rank on a person waits, for whom there are places of their own: eight silent hosts may hold the others for long. */
export const AWAITED_RANK = 2;
const AWAITED_PLACES = 2;

/**
 * One request at a time for each host, `pauseMs` between two starts, `maxAtOnce` in all. Among equal ranks a free place goes to
 * the host that has been able to start for the longest, so that a thousand pages of one host do not hold up another's feed.
 */
export function createHostTurns(options: { clock: Clock; pauseMs: number; maxAtOnce: number }): HostTurns {
  const { clock, pauseMs, maxAtOnce } = options;
  const hosts = new Map<string, Host>();
  let running = 0;
  let served = 0;
  let alarm = new AbortController();

  const start = (host: Host) => {
    const next = host.waiting.shift();
    if (!next) return;
    running++;
    Object.assign(host, { isBusy: true, readyAt: clock.monotonicMs() + pauseMs, served: ++served });
    let isEnded = false;
    const end = () => {
      if (isEnded) return;
      isEnded = true;
      running--;
      host.isBusy = false;
      host.readyAt = Math.max(host.readyAt, clock.monotonicMs());
      advance();
    };
    next.start({ end });
  };
  const findStartable = () => {
    const next = findNext(hosts, clock.monotonicMs());
    const isAwaited = (next?.waiting[0]?.rank ?? 0) >= AWAITED_RANK;
    return running < maxAtOnce + (isAwaited ? AWAITED_PLACES : 0) ? next : undefined;
  };
  const advance = () => {
    forgetIdle(hosts, clock.monotonicMs());
    for (let next = findStartable(); next; next = findStartable()) start(next);
    alarm.abort();
    alarm = new AbortController();
    const wakeAt = findWakeTime(hosts, clock.monotonicMs());
    if (wakeAt === undefined) return;
    const ms = Math.ceil(wakeAt - clock.monotonicMs());
    void clock.wait(ms, alarm.signal).then(advance, () => undefined);
  };
  const hostOf = (name: string) => {
    const known = hosts.get(name) ?? { waiting: [], isBusy: false, readyAt: 0, served: 0, bar: null };
    hosts.set(name, known);
    return known;
  };
  return {
    wait: (name, { signal, rank }) => {
      const { promise, resolve, reject } = Promise.withResolvers<Turn>();
      if (signal.aborted) return Promise.reject(signal.reason);
      const host = hostOf(name);
      const barred = findBar(host, clock.monotonicMs());
      if (barred) return Promise.resolve({ barred });
      const abort = () => {
        host.waiting.splice(host.waiting.indexOf(waiting), 1);
        reject(signal.reason);
        advance();
      };
      const waiting: Waiting = {
        since: clock.monotonicMs(),
        rank,
        start: (turn) => {
          signal.removeEventListener('abort', abort);
          resolve(turn);
        },
      };
      signal.addEventListener('abort', abort, { once: true });
      const before = host.waiting.findLastIndex((other) => other.rank >= rank);
      host.waiting.splice(before + 1, 0, waiting);
      advance();
      return promise;
    },
    bar: (name, { status, retryAfterMs }) => {
      const host = hostOf(name);
      host.bar = { status, until: clock.monotonicMs() + retryAfterMs };
      for (const waiting of host.waiting.splice(0)) waiting.start({ barred: { status, retryAfterMs } });
      advance();
    },
  };
}

function findBar({ bar }: Host, now: number): Bar | undefined {
  return bar && bar.until > now ? { status: bar.status, retryAfterMs: Math.ceil(bar.until - now) } : undefined;
}

function findNext(hosts: ReadonlyMap<string, Host>, now: number): Host | undefined {
  const ready = [...hosts.values()].flatMap((host) => {
    const [head] = host.waiting;
    if (!head || host.isBusy || host.readyAt > now) return [];
    return [{ host, rank: head.rank, since: Math.max(host.readyAt, head.since) }];
  });
  const isBefore = (a: (typeof ready)[number], b: (typeof ready)[number]) =>
    (b.rank - a.rank || a.since - b.since || a.host.served - b.host.served) < 0;
  let [best] = ready;
  for (const one of ready) if (best && isBefore(one, best)) best = one;
  return best?.host;
}

/** When the next host becomes ready whose pause alone holds it up; what waits for a place is started when one is free. */
function findWakeTime(hosts: ReadonlyMap<string, Host>, now: number): number | undefined {
  const times = [...hosts.values()].flatMap((host) =>
    host.waiting.length > 0 && !host.isBusy && host.readyAt > now ? [host.readyAt] : [],
  );
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** A host that nobody waits for and that may be asked at once is as one never asked. */
function forgetIdle(hosts: Map<string, Host>, now: number): void {
  for (const [name, host] of hosts)
    if (host.waiting.length === 0 && !host.isBusy && host.readyAt <= now && !findBar(host, now)) hosts.delete(name);
}
