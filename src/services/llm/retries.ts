import type { Clock } from '../../clock.ts';
import type { Random } from '../../ids.ts';
import type { Log } from '../../log.ts';
import { isTransient, toModelError } from './faults.ts';
import { ModelError } from './model.ts';

/** Delays before the second and third try, before jitter. */
const BACKOFF_MS = [500, 2_000] as const;
/** A member waits: an endpoint that asks for more than this has failed. */
export const MAX_RETRY_AFTER_MS = 20_000;

export type Trying = {
  apiKey: string;
  /** Of each try, its body included. */
  timeoutMs: number;
  clock: Clock;
  random: Random;
  log: Log;
  /** A closer word for a failure, before it is decided whether to try again. */
  toError?(error: ModelError): ModelError;
};

/** Runs `act` up to three times, where what failed may succeed in a moment. Throws a ModelError. */
export async function withRetries<Value>(
  options: Trying,
  signal: AbortSignal,
  act: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await withinTime(options, signal, act);
    } catch (thrown) {
      const told = signal.aborted
        ? new ModelError('aborted', { cause: signal.reason })
        : toModelError(thrown, options.apiKey);
      const error = options.toError?.(told) ?? told;
      const backoff = BACKOFF_MS[attempt];
      const asked = error.retryAfterMs ?? 0;
      if (backoff === undefined || !isTransient(error) || asked > MAX_RETRY_AFTER_MS) throw error;
      const jitter = 0.5 + (options.random(1)[0] ?? 0) / 255;
      const delayMs = Math.max(asked, Math.round(backoff * jitter));
      options.log.info('model.retry', { kind: error.kind, attempt: attempt + 1, delayMs });
      await options.clock.wait(delayMs, signal).catch((cause: unknown) => {
        throw new ModelError('aborted', { cause });
      });
    }
  }
}

/** Runs `act` until it ends, the time is over or the caller gives up. Nothing outlives it: the request's own signal aborts too. */
async function withinTime<Value>(
  { clock, timeoutMs }: Trying,
  signal: AbortSignal,
  act: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  if (signal.aborted) throw new ModelError('aborted', { cause: signal.reason });
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const abandoned = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new ModelError('aborted', { cause: signal.reason })), {
      once: true,
      signal: ended.signal,
    });
  });
  const late = clock.wait(timeoutMs, either).then(() => {
    throw new ModelError('timeout');
  });
  try {
    return await Promise.race([abandoned, late, act(either)]);
  } finally {
    ended.abort();
  }
}
