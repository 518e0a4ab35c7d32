import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, apiError } from './api-error.ts';
import type { BreakageList } from './breakages.ts';
import { callbackRoutes } from './callback-routes.ts';
import type { Act } from './contract.ts';
import { type Form, readForm } from './form.ts';
import type { Ground } from './ground.ts';
import { messageRoutes } from './message-routes.ts';
import { createGlobalLimit, createRateLimits, type RateState } from './rate-limits.ts';
import type { RestAnswer, RestRequest, Route } from './routes.ts';
import { serverRoutes } from './server-routes.ts';
import { threadRoutes } from './thread-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** Discord's own bound for a request with files is lower (https://docs.discord.com/developers/reference#uploading-files). */
const MAX_BODY_BYTES = 30 * 1024 * 1024;
const API = /^\/api(?:\/v(\d+))?(?=\/)/;
/** Those that are not deprecated (https://docs.discord.com/developers/reference#api-versioning); an address without one gets the newest. */
const VERSIONS: ReadonlySet<string> = new Set(['9', '10']);

type Handle = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** Answers every request under /api as Discord does, breakages first. */
export function createApi(ground: Ground, breakages: BreakageList, globalLimit: number): Handle {
  const routes = [
    ...callbackRoutes(ground),
    ...webhookRoutes(ground),
    ...messageRoutes(ground),
    ...threadRoutes(ground),
    ...serverRoutes(ground),
  ];
  const limits = createRateLimits(ground.clock);
  const wholeBot = createGlobalLimit(ground.clock, globalLimit);
  /** Interactions are answered outside the limit of the whole bot. */
  const isOpen = (route: string) => routes.some((one) => one.open === true && one.pattern.test(route));
  const { wire } = ground;
  return async (request, response, url) => {
    const method = request.method ?? 'GET';
    const route = decodePath(url.pathname.replace(API, ''));
    const pauseSeconds = isOpen(route) ? null : wholeBot.take();
    const bytes = await readBody(request);
    const form = await readForm(bytes ?? Buffer.alloc(0), request.headers['content-type'] ?? '').catch(asApiError);
    const body = form instanceof ApiError ? undefined : form.json;
    wire.write({ direction: 'from-bot', kind: 'rest', method, route, ...(body !== undefined && { body }) });
    const act = breakages.take(method, route);
    if (pauseSeconds !== null)
      return reply(ground, response, { method, route, rate: NO_RATE }, overGlobal(pauseSeconds));
    const rate = limits.take(method, route);
    if (typeof act === 'object' && 'status' in act)
      return reply(ground, response, { method, route, rate }, brokenAnswer(act));
    if (act === 'hang' || act === 'drop') return withhold(ground, response, { method, route }, act);
    const tooLarge = bytes ? undefined : apiError('tooLarge');
    const refusal = isServed(url) ? tooLarge : apiError('invalidVersion');
    const answer = answerRequest(ground, routes, {
      request: { method, route, query: url.searchParams, form: refusal ?? form },
      authorization: request.headers.authorization,
      rate,
    });
    if (typeof act === 'object') await ground.clock.wait(act.ms, ground.ended);
    else if (act) return withhold(ground, response, { method, route }, act);
    return reply(ground, response, { method, route, rate }, answer);
  };
}

type Incoming = {
  request: Omit<RestRequest, 'form'> & { form: Form | ApiError };
  authorization: string | undefined;
  rate: RateState;
};

function answerRequest(ground: Ground, routes: readonly Route[], incoming: Incoming): RestAnswer {
  try {
    return serve(ground, routes, incoming);
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, body: error.body };
    const note = `The sandbox itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    ground.wire.write({ direction: 'to-bot', kind: 'rest', note });
    return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
  }
}

function serve(ground: Ground, routes: readonly Route[], { request, authorization, rate }: Incoming): RestAnswer {
  const { method, route } = request;
  const matching = routes.filter((one) => one.pattern.test(route));
  const found = matching.find((one) => one.method === method);
  if (!found) {
    ground.wire.write({ direction: 'to-bot', kind: 'rest', method, route, note: 'The sandbox has no such route.' });
    throw apiError(matching.length > 0 ? 'methodNotAllowed' : 'notFound');
  }
  const isKnown = authorization === `Bot ${ground.token}` && !ground.access.isRevoked;
  if (!found.open && !isKnown) throw apiError('unauthorized');
  if (rate.isOver)
    throw new ApiError(429, {
      message: rate.isShared ? 'The resource is being rate limited.' : 'You are being rate limited.',
      retry_after: rate.retryAfterSeconds,
      global: false,
    });
  if (request.form instanceof ApiError) throw request.form;
  const params = found.pattern.exec(route)?.slice(1) ?? [];
  return found.handle({ ...request, form: request.form }, params);
}

const NO_RATE: RateState = { isOver: false, isShared: false, retryAfterSeconds: 0, headers: {} };

/** https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
function overGlobal(seconds: number): RestAnswer & { headers: Record<string, string> } {
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global: true },
    headers: {
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-global': 'true',
      'x-ratelimit-scope': 'global',
    },
  };
}

function brokenAnswer(act: Extract<Act, { status: number }>): RestAnswer & { headers?: Record<string, string> } {
  const defaults =
    act.status === 429
      ? { message: 'You are being rate limited.', retry_after: 1, global: false }
      : { message: `${act.status}: broken on purpose`, code: 0 };
  return { ...act, body: act.body ?? defaults };
}

type Where = { method: string; route: string };

function reply(
  { wire }: Ground,
  response: ServerResponse,
  { method, route, rate }: Where & { rate: RateState },
  answer: RestAnswer & { headers?: Record<string, string> },
): void {
  wire.write({
    direction: 'to-bot',
    kind: 'rest',
    method,
    route,
    status: answer.status,
    ...(answer.body !== undefined && { body: answer.body }),
  });
  const text = answer.body === undefined ? undefined : JSON.stringify(answer.body);
  // 'retry-after' belongs to a refusal that the limits themselves gave.
  const { 'retry-after': after, ...room } = rate.headers;
  response.writeHead(answer.status, {
    ...room,
    ...(after !== undefined && answer.status === 429 && { 'retry-after': after }),
    ...(text !== undefined && { 'content-type': 'application/json' }),
    ...answer.headers,
  });
  response.end(text);
}

/** Leaves the bot without an answer: forever, or by cutting the connection. */
function withhold({ wire }: Ground, response: ServerResponse, where: Where, act: Extract<Act, string>): void {
  wire.write({ direction: 'to-bot', kind: 'rest', ...where, note: `No answer, on purpose: ${act}` });
  if (act === 'drop' || act === 'withhold-drop') response.socket?.destroy();
}

/** The whole body; undefined when it is larger than any that Discord takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
}

function isServed({ pathname }: URL): boolean {
  const [, version] = API.exec(pathname) ?? [];
  return version === undefined || VERSIONS.has(version);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
