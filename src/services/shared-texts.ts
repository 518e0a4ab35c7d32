import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { claimText, findText, finishText, releaseClaim, renewClaim, type TextKey } from '../data/text-store.ts';
import { newId, type Random } from '../ids.ts';
import type { Log } from '../log.ts';

/** What a writer gives: the text's body (JSON), or why it may not be written for this asker, which is nobody else's fault. */
export type Written<Denial> = { kind: 'text'; body: unknown } | { kind: 'denied'; reason: Denial };

export type TextRequest<Denial> = {
  key: TextKey;
  /** Called once for all who ask meanwhile; its signal aborts when the last of them has gone. */
  write(signal: AbortSignal): Promise<Written<Denial>>;
  /** Its writer waits for a cheaper, slower answer, and gives way to an asker who does not wait for that. */
  isPatient?: boolean;
  signal: AbortSignal;
};

/** Stored texts that are written once, whoever asks, in however many processes. */
export type SharedTexts<Denial> = {
  /** The stored text, or the one being written, or a new one. Throws what the writer threw, to everyone who waited for it. */
  obtain(request: TextRequest<Denial>): Promise<Written<Denial>>;
};

/** A crashed process's claim is free after this. A living one renews it three times as often. */
const LEASE_MS = 60_000;
/** How often a text that another process writes is looked for. */
const POLL_MS = 500;

type Flight<Denial> = {
  result: Promise<Written<Denial>>;
  askers: number;
  stop: AbortController;
  isPatient: boolean;
  /** All who are aboard change to the next flight. */
  gaveWay: boolean;
};

/**
 * One row of `texts` is the claim across processes, one promise within. A writer's failure gives the claim back: those who
 * waited in this process share the failure, another process tries for itself (the fault may be the first one's own).
 */
export function createSharedTexts<Denial>(options: {
  db: Database;
  clock: Clock;
  random: Random;
  log: Log;
}): SharedTexts<Denial> {
  const flights = new Map<string, Flight<Denial>>();

  function board(request: TextRequest<Denial>): { flight: Flight<Denial>; own: boolean } {
    const id = JSON.stringify(Object.values(request.key));
    const running = flights.get(id);
    const { isPatient = false } = request;
    if (running && !running.stop.signal.aborted) {
      if (isPatient || !running.isPatient) return { flight: running, own: false };
      running.gaveWay = true;
      running.stop.abort(new DOMException('Somebody does not wait for the cheaper answer', 'AbortError'));
    }
    const stop = new AbortController();
    const result = findOrWrite(options, request, stop.signal);
    const flight: Flight<Denial> = { result, askers: 0, stop, isPatient, gaveWay: false };
    flights.set(id, flight);
    const land = () => {
      if (flights.get(id) === flight) flights.delete(id);
    };
    flight.result.then(land, land);
    return { flight, own: true };
  }

  return {
    async obtain(request) {
      for (;;) {
        request.signal.throwIfAborted();
        const { flight, own } = board(request);
        flight.askers++;
        try {
          const result = await untilAbort(flight.result, request.signal);
          // Denied was the one who flew first, for a budget or a pace of its own: this asker tries in its own name.
          if (result.kind === 'text' || own) return result;
        } catch (error) {
          if (!flight.gaveWay || request.signal.aborted) throw error;
        } finally {
          if (--flight.askers === 0) flight.stop.abort(request.signal.reason);
        }
      }
    },
  };
}

type Grounds = { db: Database; clock: Clock; random: Random; log: Log };

async function findOrWrite<Denial>(
  grounds: Grounds,
  request: TextRequest<Denial>,
  stop: AbortSignal,
): Promise<Written<Denial>> {
  const { db, clock, random } = grounds;
  for (;;) {
    const found = await findText(db, request.key);
    if (found?.state === 'done') return { kind: 'text', body: found.body };
    const now = clock.now();
    if (!found || found.leaseUntil <= now) {
      const id = newId(random);
      if (await claimText(db, request.key, { id, now, leaseUntil: now + LEASE_MS }))
        return writeUnderClaim(grounds, id, request, stop);
    }
    await clock.wait(POLL_MS, stop);
  }
}

async function writeUnderClaim<Denial>(
  grounds: Grounds,
  id: string,
  request: TextRequest<Denial>,
  stop: AbortSignal,
): Promise<Written<Denial>> {
  const { db, clock, log } = grounds;
  const ended = new AbortController();
  const renewing = keepClaim(grounds, id, ended.signal);
  let stored = false;
  try {
    const written = await request.write(stop);
    if (written.kind === 'text') {
      // Not stored means taken over while this process was stopped: the other's text stands, this one is as right.
      await finishText(db, id, written.body, clock.now());
      stored = true;
    }
    return written;
  } finally {
    ended.abort();
    await renewing;
    if (!stored)
      await releaseClaim(db, id).catch((error: unknown) => log.warn('text.claim-not-released', { id, error }));
  }
}

async function keepClaim({ db, clock, log }: Grounds, id: string, ended: AbortSignal): Promise<void> {
  try {
    do {
      await clock.wait(LEASE_MS / 3, ended);
    } while (await renewClaim(db, id, clock.now() + LEASE_MS));
  } catch (error) {
    if (!ended.aborted) log.warn('text.claim-not-renewed', { id, error });
  }
}

/** The promise's result, or the signal's reason as soon as it aborts; the promise itself goes on. */
async function untilAbort<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const done = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    done.abort();
  }
}
