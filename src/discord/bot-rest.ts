import {
  DefaultRestOptions,
  DefaultUserAgent,
  DiscordAPIError,
  type DiscordErrorData,
  HTTPError,
  RequestMethod,
  type ResponseLike,
  type RESTOptions,
  type RouteLike,
} from 'discord.js';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { createLimiter, type LimitAnswer, type Pace, RateLimited, REQUESTS_PER_SECOND } from './rest-limiter.ts';
import type { Lane } from './rest-limiter-buckets.ts';
import { unlessAborted } from './unless-aborted.ts';

/**
 * `priority`: lower goes first where requests wait for Discord's limits; 0 when undefined. `before`: called when its turn
 * has come; what it throws is thrown, and nothing is sent.
 */
export type Sending = {
  signal?: AbortSignal | undefined;
  priority?: number | undefined;
  before?: (() => Promise<void>) | undefined;
};

/**
 * The bot's own requests, each sent once, at Discord's pace. Throw what Discord or the network said, RateLimited, or the
 * signal's reason.
 */
export type BotRest = {
  get: (route: RouteLike, options?: Sending & { query?: URLSearchParams }) => Promise<unknown>;
  /** `json` is sent byte for byte. */
  post: (route: RouteLike, json: string, options: Sending) => Promise<unknown>;
  /** As `post`, to change what is there. */
  patch: (route: RouteLike, json: string, options: Sending) => Promise<unknown>;
  /** For another REST with the same token: its requests are counted, and wait for nothing. */
  makeRequest: RESTOptions['makeRequest'];
  pace: () => Pace;
  stop: () => void;
};

export type BotRestOptions = {
  token: string;
  /** The API's address without a version; Discord's own when undefined. */
  apiUrl?: string | undefined;
  clock: Clock;
  /** How long one request may take, its body included and its wait for its turn not; 15 seconds when undefined. */
  timeoutMs?: number | undefined;
  /** Discord's limit for this bot, shared by all that sends with its token; 50 when undefined. */
  requestsPerSecond?: number | undefined;
  /** Whether a process before this one may have sent up to now; false when undefined. */
  afterAnother?: boolean | undefined;
};

type Request = { method: RequestMethod; route: RouteLike; query?: URLSearchParams; body?: string };

const refusal = z.object({ retry_after: z.number().optional(), global: z.boolean().optional() });
const fault = z.object({
  code: z.number(),
  message: z.string().default(''),
  errors: z.custom<NonNullable<DiscordErrorData['errors']>>((value) => typeof value === 'object').optional(),
});

/**
 * Requests with the bot's token, none of which is tried again here: that is the caller's. Not by discord.js's REST, whose
 * own waits would count against a request's time, know no priority, and end a second too late or too early for the limit.
 */
export function createBotRest(options: BotRestOptions): BotRest {
  const { token, clock, apiUrl = DefaultRestOptions.api, timeoutMs = 15_000 } = options;
  const { requestsPerSecond: perSecond = REQUESTS_PER_SECOND, afterAnother } = options;
  const limiter = createLimiter({ clock, perSecond, afterAnother });
  const headers = { Authorization: `Bot ${token}`, 'User-Agent': DefaultUserAgent };

  async function request({ method, route, query, body }: Request, { signal, priority = 0, before }: Sending) {
    const pass = await limiter.enter({ lane: laneOf(method, route), priority, signal });
    const url = `${apiUrl}/v${DefaultRestOptions.version}${route}${query ? `?${query}` : ''}`;
    const bounded = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
    const init = {
      method,
      headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      body: body ?? null,
      signal: bounded,
    };
    try {
      await before?.();
      return await unlessAborted(bounded, async () => {
        const response = await DefaultRestOptions.makeRequest(url, init);
        if (response.status === 429) throw await refuse(response, pass.answered);
        pass.answered(readLimits(response));
        return await readAnswer(response, { method, url, body });
      });
    } finally {
      pass.lost();
    }
  }

  return {
    get: (route, { query, ...sending } = {}) =>
      request({ method: RequestMethod.Get, route, ...(query && { query }) }, sending),
    post: (route, body, sending) => request({ method: RequestMethod.Post, route, body }, sending),
    patch: (route, body, sending) => request({ method: RequestMethod.Patch, route, body }, sending),
    async makeRequest(url, init) {
      const over = limiter.note();
      try {
        return await DefaultRestOptions.makeRequest(url, init);
      } finally {
        over();
      }
    },
    pace: limiter.pace,
    stop: limiter.stop,
  };
}

/** Method and route without ids; the first id of a channel's or server's route is what its limits count for. */
function laneOf(method: RequestMethod, route: RouteLike): Lane {
  const major = /^\/(?:channels|guilds)\/(\d+)/.exec(route)?.[1] ?? '';
  return { template: `${method} ${route.replaceAll(/\d{17,20}/g, ':id')}`, major };
}

/** What the headers say of the bucket (https://docs.discord.com/developers/topics/rate-limits#header-format). */
function readLimits({ headers }: ResponseLike): LimitAnswer {
  const reset = readNumber(headers.get('x-ratelimit-reset-after'));
  return {
    bucket: headers.get('x-ratelimit-bucket'),
    remaining: readNumber(headers.get('x-ratelimit-remaining')),
    resetAfterMs: reset === null ? null : reset * 1000,
    pauseMs: null,
    isGlobal: false,
  };
}

/** A 429: the body says how long more exactly than the header, which has been seen to be wrong for publishing. */
async function refuse(response: ResponseLike, answered: (answer: LimitAnswer) => void): Promise<RateLimited> {
  const { headers } = response;
  const said = refusal.safeParse(parseJson(await response.text())).data ?? {};
  const seconds = said.retry_after ?? readNumber(headers.get('retry-after'));
  const afterMs = seconds === null ? null : Math.ceil(seconds * 1000);
  const isGlobal =
    said.global === true || headers.get('x-ratelimit-scope') === 'global' || headers.has('x-ratelimit-global');
  answered({ ...readLimits(response), pauseMs: afterMs ?? UNSAID_PAUSE_MS, isGlobal });
  return new RateLimited(afterMs);
}

/** Where Discord refuses and says no time. */
const UNSAID_PAUSE_MS = 1_000;

async function readAnswer(
  response: ResponseLike,
  { method, url, body }: { method: RequestMethod; url: string; body: string | undefined },
): Promise<unknown> {
  const json = parseJson(await response.text());
  if (response.ok) return json;
  const sent = { files: undefined, body };
  const said = fault.safeParse(json).data;
  // Without a code of Discord's own, something between us and it has answered.
  if (response.status >= 500 || !said) throw new HTTPError(response.status, response.statusText, method, url, sent);
  const { errors, ...plain } = said;
  throw new DiscordAPIError({ ...plain, ...(errors && { errors }) }, said.code, response.status, method, url, sent);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page of a proxy, or an answer that was cut.
    return undefined;
  }
}

function readNumber(text: string | null): number | null {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}
