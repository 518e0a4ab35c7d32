import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import { isJson, type Json, readList, readText } from './json.ts';
import {
  changeNumber,
  type Computed,
  computeAnswer,
  inventPoints,
  readMaterial,
  type Replayed,
} from './stand-in-answers.ts';
import { findRefusal, schemaOf } from './stand-in-rules.ts';

export const STAND_IN_MODES = [
  'honest',
  /** One point has a number that the article does not have. */
  'wrong-number',
  /** 503, as from a proxy before a server that is gone. */
  'down',
  /** Right, after 5 s. */
  'slow',
  /** No answer at all. */
  'hang',
  /** Invented points with invented quotations. */
  'lying',
  /** JSON cut in the middle. */
  'malformed',
  'rate-limited',
] as const;
export type StandInMode = (typeof STAND_IN_MODES)[number];

export type StandIn = {
  /** What OPENAI_BASE_URL takes. */
  baseUrl: string;
  /** Asked answers, failed ones included. */
  requests(): number;
  /** As told in `usage`: a quarter of the characters. */
  tokens(): { in: number; out: number };
  setMode(mode: StandInMode): void;
  /** What was refused with 400, in its own words. */
  refusals(): readonly string[];
  /** What `wrong-number` last wrote; 0 before. */
  lastWrongNumber(): number;
  stop(): Promise<void>;
};

type State = { mode: StandInMode; requests: number; in: number; out: number; refusals: string[]; wrongNumber: number };
type Api = 'chat' | 'responses';
type Failure = { status: number; message: string; type: string; code: string | null; headers?: Record<string, string> };

const MODEL = 'stand-in, not a language model';
const SLOW_MS = 5000;
const RETRY_AFTER_SECONDS = '1';

/**
 * Starts an OpenAI-compatible endpoint on this machine that is no language model and says so: its summaries are extracts
 * of the request, its translations those of `replayed` or none. It refuses what OpenAI's strict mode refuses.
 */
export async function startStandIn(options: { port: number; clock: Clock; replayed?: Replayed }): Promise<StandIn> {
  const { clock, replayed = {} } = options;
  const state: State = { mode: 'honest', requests: 0, in: 0, out: 0, refusals: [], wrongNumber: 0 };
  const ending = new AbortController();
  const server = createServer((request, response) => {
    // A client that hangs up is no fault of ours.
    answer(request, response).catch(() => response.destroy());
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = (request.url ?? '').split('?')[0];
    const api = route === '/v1/chat/completions' ? 'chat' : route === '/v1/responses' ? 'responses' : undefined;
    if (request.method === 'GET' && route === '/v1/models') return reply(response, 200, listModels());
    if (request.method !== 'POST' || !api) return fail(response, notFound(request.method, route));
    const body = await readJsonBody(request);
    state.requests++;
    if (state.mode === 'hang') return undefined;
    if (state.mode === 'slow') await clock.wait(SLOW_MS, ending.signal);
    const failure = failureOf(state, body, api);
    if (failure) return fail(response, failure);
    return reply(response, 200, complete(state, body ?? {}, api, { replayed, at: clock.now() }));
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests: () => state.requests,
    tokens: () => ({ in: state.in, out: state.out }),
    setMode(mode) {
      state.mode = mode;
    },
    refusals: () => [...state.refusals],
    lastWrongNumber: () => state.wrongNumber,
    async stop() {
      ending.abort(new Error('The stand-in was stopped'));
      server.closeAllConnections();
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function failureOf(state: State, body: Json | undefined, api: Api): Failure | undefined {
  if (state.mode === 'down') return { status: 503, message: 'The stand-in is down.', type: 'server_error', code: null };
  if (state.mode === 'rate-limited') {
    const headers = { 'retry-after': RETRY_AFTER_SECONDS };
    const message = `Rate limit reached for ${MODEL}.`;
    return { status: 429, message, type: 'requests', code: 'rate_limit_exceeded', headers };
  }
  const refusal = body ? findRefusal(body, api) : 'We could not parse the JSON body of your request.';
  if (refusal === undefined) return undefined;
  state.refusals.push(refusal);
  return { status: 400, message: refusal, type: 'invalid_request_error', code: null };
}

function complete(state: State, body: Json, api: Api, { replayed, at }: { replayed: Replayed; at: number }): Json {
  const said = textsOf(body, api);
  const computed = compute(state, body, api, replayed);
  const whole = JSON.stringify(computed.value);
  const text = state.mode === 'malformed' ? whole.slice(0, Math.floor(whole.length / 2)) : whole;
  const used = { in: countTokens(said), out: countTokens(text) };
  state.in += used.in;
  state.out += used.out;
  const model = computed.isReplayed ? 'stand-in (replayed)' : MODEL;
  const id = `stand-in-${state.requests}`;
  const created = Math.floor(at / 1000);
  return api === 'chat'
    ? chatAnswer({ id, created, model, text, used })
    : responsesAnswer({ id, created, model, text, used });
}

function compute(state: State, body: Json, api: Api, replayed: Replayed): Computed {
  const material = readMaterial(textsOf(body, api));
  const computed = computeAnswer(schemaOf(body, api), material, replayed);
  if (!isJson(computed.value) || !Array.isArray(computed.value['points'])) return computed;
  if (state.mode === 'lying') return { ...computed, value: inventPoints(computed.value) };
  if (state.mode !== 'wrong-number') return computed;
  const changed = changeNumber(computed.value, material);
  state.wrongNumber = changed.wrongNumber;
  return { ...computed, ...changed };
}

type Told = { id: string; created: number; model: string; text: string; used: { in: number; out: number } };

function chatAnswer({ id, created, model, text, used }: Told): Json {
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    system_fingerprint: model,
    choices: [
      { index: 0, finish_reason: 'stop', logprobs: null, message: { role: 'assistant', content: text, refusal: null } },
    ],
    usage: {
      prompt_tokens: used.in,
      completion_tokens: used.out,
      total_tokens: used.in + used.out,
      prompt_tokens_details: { cached_tokens: 0 },
    },
  };
}

function responsesAnswer({ id, created, model, text, used }: Told): Json {
  const content = [{ type: 'output_text', text, annotations: [] }];
  return {
    id,
    object: 'response',
    created_at: created,
    model,
    status: 'completed',
    error: null,
    incomplete_details: null,
    output: [{ id: `${id}-message`, type: 'message', role: 'assistant', status: 'completed', content }],
    usage: {
      input_tokens: used.in,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: used.out,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: used.in + used.out,
    },
  };
}

function listModels(): Json {
  return { object: 'list', data: [{ id: 'stand-in', object: 'model', created: 0, owned_by: MODEL }] };
}

/** Everything that was said to it, in order. */
function textsOf(body: Json, api: Api): string {
  const turns = api === 'chat' ? readList(body, 'messages') : readList(body, 'input');
  const texts = turns.flatMap((turn) => {
    const whole = readText(turn, 'content');
    return whole === undefined ? readList(turn, 'content').map((part) => readText(part, 'text') ?? '') : [whole];
  });
  const before = readText(body, 'instructions') ?? '';
  return [before, readText(body, 'input') ?? '', ...texts].join('\n');
}

function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

async function readJsonBody(request: IncomingMessage): Promise<Json | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function notFound(method = '', route = ''): Failure {
  const message = `Invalid URL (${method} ${route})`;
  return { status: 404, message, type: 'invalid_request_error', code: null };
}

function fail(response: ServerResponse, { status, message, type, code, headers }: Failure): void {
  reply(response, status, { error: { message, type, param: null, code } }, headers);
}

function reply(response: ServerResponse, status: number, body: Json, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
