import type { Clock } from '../../clock.ts';
import { FetchFault } from './fetch-fault.ts';
import { FETCH_LIMITS, type FetchLimits } from './fetch-limits.ts';
import { type FetchGrounds, fetchOnce, type OneAnswer } from './fetch-once.ts';
import type { Fetched, Fetcher, FetchRequest } from './fetching.ts';
import { AWAITED_RANK, createHostTurns, type HostTurns } from './host-turns.ts';
import { type AddressRule, allowPublicAddress } from './public-address.ts';
import { type Lookup, refuseLiteral, systemLookup } from './resolve-host.ts';
import { parseWebAddress, redactAddress } from './web-address.ts';

/** Says what asks and what for; there is no address of the project to give. */
export const USER_AGENT = 'Kiosque/0.1.0 (self-hosted news bot)';

export type FetcherOptions = {
  clock: Clock;
  userAgent?: string;
  /** Which addresses may be connected to; public ones at ports of the web by default. */
  allowAddress?: AddressRule;
  lookup?: Lookup;
  limits?: Partial<FetchLimits>;
};

/** A call under way; `usedMs` is what it spent of its time, waiting for turns not counted; `hops`: how many servers it asked. */
type Call = { request: FetchRequest; control: AbortController; usedMs: number; hops: number };

/**
 * The one way to the web. Each address, redirects too, must pass the rule as a literal and as what its name resolves to, and the
 * connection goes to just that. A host gets one request at a time, with a pause between, and none while it asked to be left alone.
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const grounds: FetchGrounds = {
    clock: options.clock,
    userAgent: options.userAgent ?? USER_AGENT,
    allowAddress: options.allowAddress ?? allowPublicAddress,
    lookup: options.lookup ?? systemLookup,
    limits: { ...FETCH_LIMITS, ...options.limits },
  };
  const turns = createHostTurns({ clock: options.clock, ...grounds.limits });
  const open = new Map<Call, Promise<unknown>>();
  let isClosed = false;

  const run = async (call: Call): Promise<Fetched> => {
    const { request, control } = call;
    const abort = () => control.abort(request.signal?.reason);
    request.signal?.addEventListener('abort', abort, { once: true });
    try {
      if (isClosed) throw closedFault();
      return await follow(call, grounds, turns);
    } catch (error) {
      request.signal?.throwIfAborted();
      return toFailed(error, request.url);
    } finally {
      request.signal?.removeEventListener('abort', abort);
      open.delete(call);
    }
  };
  return {
    fetch: async (request) => {
      request.signal?.throwIfAborted();
      const call: Call = { request, control: new AbortController(), usedMs: 0, hops: 0 };
      const fetched = run(call);
      open.set(call, fetched);
      return fetched;
    },
    close: async () => {
      isClosed = true;
      const ending = [...open];
      for (const [call] of ending) call.control.abort(closedFault());
      await Promise.allSettled(ending.map(([, fetched]) => fetched));
    },
  };
}

/** Follows redirects to an answer. Throws a FetchFault or the reason of the call's signal. */
async function follow(call: Call, grounds: FetchGrounds, turns: HostTurns): Promise<Fetched> {
  const { maxRedirects } = grounds.limits[call.request.for];
  const seen = new Set<string>();
  const asked = parseWebAddress(call.request.url);
  let [url, moved, isMoving] = [asked, asked, true];
  for (;;) {
    seen.add(url.href);
    const one = await askInTurn(url, call, { grounds, turns });
    if ('answer' in one) return { ...one.answer, movedTo: moved.href === asked.href ? null : moved.href };
    const { redirect, isPermanent } = one;
    // Without cookies the same question gets the same answer: a loop.
    if (seen.has(redirect.href) || seen.size > maxRedirects)
      throw new FetchFault('too-many-redirects', `${seen.size} redirects lead to ${redactAddress(redirect.href)}`);
    // A way from https to http is gone, as browsers do, but not kept for good: who sits on the line could have sent it.
    isMoving &&= isPermanent && !(url.protocol === 'https:' && redirect.protocol === 'http:');
    if (isMoving) moved = redirect;
    url = redirect;
  }
}

async function askInTurn(
  url: URL,
  call: Call,
  { grounds, turns }: { grounds: FetchGrounds; turns: HostTurns },
): Promise<OneAnswer> {
  const { signal } = call.control;
  refuseLiteral(url, grounds.allowAddress);
  // What has begun is brought to its end first.
  const rank = (call.request.isAwaited ? AWAITED_RANK : 0) + (call.hops > 0 ? 1 : 0);
  const turn = await turns.wait(url.hostname, { signal, rank });
  call.hops++;
  if ('barred' in turn) throw barredFault(url, turn.barred);
  const endTime = limitTime(call, grounds);
  try {
    return await fetchOnce(url, call.request, { grounds, signal });
  } catch (error) {
    const fault = error instanceof FetchFault ? error : undefined;
    if ((fault?.status === 429 || fault?.status === 503) && fault.retryAfterMs)
      turns.bar(url.hostname, { status: fault.status, retryAfterMs: fault.retryAfterMs });
    throw error;
  } finally {
    endTime();
    turn.end();
  }
}

/** Aborts the call when its time is over; gives what stops the watch. */
function limitTime(call: Call, { clock, limits }: FetchGrounds): () => void {
  const { timeoutMs } = limits[call.request.for];
  const start = clock.monotonicMs();
  const done = new AbortController();
  void clock.wait(Math.max(0, timeoutMs - call.usedMs), done.signal).then(
    () => call.control.abort(new FetchFault('timeout', `No whole answer within ${timeoutMs} ms`)),
    () => undefined,
  );
  return () => {
    done.abort();
    call.usedMs += clock.monotonicMs() - start;
  };
}

function barredFault(
  { hostname }: URL,
  { status, retryAfterMs }: { status: number; retryAfterMs: number },
): FetchFault {
  const detail = `${hostname} answered ${status} and wants to be left alone for ${Math.ceil(retryAfterMs / 1000)} s`;
  return new FetchFault('status', detail, { status, retryAfterMs });
}

function closedFault(): FetchFault {
  return new FetchFault('broken', 'The fetcher is closed');
}

function toFailed(error: unknown, address: string): Fetched {
  const fault =
    error instanceof FetchFault
      ? error
      : new FetchFault('broken', error instanceof Error ? error.name : 'An unknown error', { cause: error });
  const { problem, status, retryAfterMs, message } = fault;
  return { kind: 'failed', problem, status, retryAfterMs, detail: `${message}: ${redactAddress(address)}` };
}
