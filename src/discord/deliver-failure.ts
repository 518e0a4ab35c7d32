import * as z from 'zod';
import { codeOf, statusOf } from './interaction-api.ts';
import { CODES } from './limits.ts';
import { RateLimited } from './rest-limiter.ts';

/** Why a request came to nothing. `retry` says nothing of whether Discord did it; `afterMs`: not before, null where nobody said. */
export type Failure =
  | {
      kind: 'refused';
      reason:
        | 'missing-access'
        | 'missing-permission'
        | 'unknown-channel'
        | 'unauthorized'
        | 'thread-closed'
        | 'invalid';
      detail: string;
    }
  | { kind: 'retry'; reason: 'rate-limited' | 'server' | 'network'; afterMs: number | null; detail: string };

/** Threads that people do not write in any more are archived by and by. */
const ACTIVE_THREADS_PAUSE_MS = 10 * 60_000;

/** What `work` gives, or why it failed. Throws only the signal's reason. */
export async function orExplain<Result>(
  { signal }: { signal: AbortSignal },
  work: () => Promise<Result>,
): Promise<Result | Failure> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    return explainError(error);
  }
}

/** An answer of Discord's carries its own code: without one, something between us and it has answered. */
function explainError(error: unknown): Failure {
  const detail = describe(error);
  if (error instanceof RateLimited) return { kind: 'retry', reason: 'rate-limited', afterMs: error.afterMs, detail };
  const [status, code] = [statusOf(error), codeOf(error)];
  if (code === CODES.tooManyActiveThreads)
    return { kind: 'retry', reason: 'server', afterMs: ACTIVE_THREADS_PAUSE_MS, detail };
  if (status !== undefined && code !== undefined) return { kind: 'refused', reason: refusalOf(status, code), detail };
  const reason = status !== undefined || error instanceof z.ZodError ? 'server' : 'network';
  return { kind: 'retry', reason, afterMs: null, detail };
}

function refusalOf(status: number, code: number): Extract<Failure, { kind: 'refused' }>['reason'] {
  if (code === CODES.archivedThread || code === CODES.threadLocked) return 'thread-closed';
  if (status === 401) return 'unauthorized';
  if (status === 404) return 'unknown-channel';
  if (code === CODES.missingPermissions) return 'missing-permission';
  return status === 403 ? 'missing-access' : 'invalid';
}

/** An error in one line: status, code, name and message. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const status = statusOf(error);
  return [status, codeOf(error), error.name, error.message].filter((word) => word !== undefined).join(' ');
}
