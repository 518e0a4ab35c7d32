import { DefaultRestOptions, REST, RequestMethod, type RESTOptions, type RouteLike } from 'discord.js';
import type { Clock } from '../clock.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Discord answered 429: nothing was done. `afterMs`: when to ask again, null when it did not say. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
  readonly afterMs: number | null;

  constructor(afterMs: number | null) {
    super(afterMs === null ? 'Discord asks for a pause' : `Discord asks for a pause of ${afterMs} ms`);
    this.afterMs = afterMs;
  }
}

/** The bot's own requests, each sent once. Throw what Discord or the network said, RateLimited, or the signal's reason. */
export type BotRest = {
  get: (route: RouteLike, options?: { query?: URLSearchParams; signal?: AbortSignal }) => Promise<unknown>;
  /** `json` is sent byte for byte. */
  post: (route: RouteLike, json: string, signal: AbortSignal) => Promise<unknown>;
  stop: () => void;
};

export type BotRestOptions = {
  token: string;
  /** The API's address without a version; Discord's own when undefined. */
  apiUrl?: string | undefined;
  clock: Clock;
  /** How long one request may take, its body included; 15 seconds when undefined. */
  timeoutMs?: number | undefined;
};

/** Discord allows a bot 50 requests a second in all (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit); some are left for others than this REST. */
const REQUESTS_PER_SECOND = 40;

/**
 * REST with the bot's token that never tries again by itself, and waits only for a bucket that is known to be empty.
 * A 429 is thrown; after one for the whole bot, requests fail at once until its pause is over.
 */
export function createBotRest({ token, apiUrl, clock, timeoutMs = 15_000 }: BotRestOptions): BotRest {
  let pausedUntilMs = -Infinity;
  const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
    const response = await DefaultRestOptions.makeRequest(url, init);
    if (response.status !== 429) return response;
    await response.arrayBuffer();
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    const afterMs = Number.isFinite(seconds) ? Math.ceil(seconds * 1000) : null;
    if (response.headers.has('x-ratelimit-global')) pausedUntilMs = clock.monotonicMs() + (afterMs ?? 1000);
    // Thrown from here, for the REST would wait and send once more.
    throw new RateLimited(afterMs);
  };
  const rest = new REST({
    retries: 0,
    timeout: timeoutMs,
    globalRequestsPerSecond: REQUESTS_PER_SECOND,
    makeRequest,
    ...(apiUrl !== undefined && { api: apiUrl }),
  });
  // By header: a 401 would make the REST forget a token that it was given.
  const headers = { Authorization: `Bot ${token}` };

  async function request(send: (signal: AbortSignal) => Promise<unknown>, signal: AbortSignal | undefined) {
    const leftMs = pausedUntilMs - clock.monotonicMs();
    if (leftMs > 0) throw new RateLimited(leftMs);
    // The REST's own timeout ends with the headers, and its waits for a bucket hear no signal.
    const bounded = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
    return unlessAborted(bounded, () => send(bounded));
  }

  return {
    get: (fullRoute, { query, signal: outer } = {}) =>
      request(
        (signal) =>
          rest.request({
            fullRoute,
            method: RequestMethod.Get,
            auth: false,
            headers,
            signal,
            ...(query && { query }),
          }),
        outer,
      ),
    post: (fullRoute, json, outer) =>
      request(
        (signal) =>
          rest.request({
            fullRoute,
            method: RequestMethod.Post,
            auth: false,
            headers: { ...headers, 'Content-Type': 'application/json' },
            signal,
            body: json,
            passThroughBody: true,
          }),
        outer,
      ),
    stop() {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}
