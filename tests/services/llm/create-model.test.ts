import { delay, HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createModel } from '../../../src/services/llm/create-model.ts';
import { ModelError, type ModelErrorKind, type ModelRequest } from '../../../src/services/llm/model.ts';
import { testClock } from '../../support/clock.ts';
import { recordingLog } from '../../support/interactions.ts';
import { network } from '../../support/network.ts';
import { testRandom } from '../../support/random.ts';

const BASE = 'https://llm.example/v1';
const KEY = 'a-key-of-no-account-0123456789';
const schema = z.object({ word: z.string(), n: z.number().int().nullable() });
type Word = z.output<typeof schema>;
const USED = { prompt_tokens: 11, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 3 } };

type Body = Record<string, unknown>;

/** Answers each POST to the endpoint in turn, the last answer again and again; gives the bodies that it was sent. */
function endpoint(...answers: ((body: Body) => Response | Promise<Response>)[]) {
  const bodies: Body[] = [];
  network.server.use(
    http.post(`${BASE}/*`, async ({ request }) => {
      const body = z.record(z.string(), z.unknown()).parse(await request.json());
      bodies.push(body);
      const answer = answers[Math.min(bodies.length, answers.length) - 1];
      return answer ? answer(body) : new HttpResponse(null, { status: 500 });
    }),
  );
  return bodies;
}

const chat = (content: string | null, rest: Body = {}, choice: Body = {}) =>
  HttpResponse.json({
    choices: [{ finish_reason: 'stop', message: { role: 'assistant', content }, ...choice }],
    usage: USED,
    ...rest,
  });
const good = () => chat('{"word":"oui","n":7}');
const refuse = (status: number, error: Body, headers: Record<string, string> = {}) =>
  HttpResponse.json({ error }, { status, headers });

function testModel(given: { api?: 'auto' | 'chat' | 'responses'; baseUrl?: string; timeoutMs?: number } = {}) {
  const clock = testClock();
  const { log, events } = recordingLog();
  const model = createModel({
    name: 'tiny',
    apiKey: KEY,
    baseUrl: given.baseUrl ?? BASE,
    api: given.api ?? 'auto',
    timeoutMs: given.timeoutMs ?? 90_000,
    clock,
    random: testRandom(),
    log,
  });
  const ask = (signal = new AbortController().signal) => model.ask(requestWith(signal));
  return { ask, form: model.form, clock, events };
}

const requestWith = (signal: AbortSignal): ModelRequest<Word> => ({
  schema,
  name: 'word',
  instructions: 'Say a word.',
  article: '[0] Title',
  task: 'One word in French (fr).',
  maxOutputTokens: 300,
  signal,
});

/** The ModelError that a promise rejects with. Anything else fails the test. */
async function failureOf(promise: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await promise.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ModelError)) throw error;
  return error;
}

/** Lets `promise` end while time passes in steps: retries wait by the clock. */
async function whileMoving<Value>(clock: ReturnType<typeof testClock>, promise: Promise<Value>): Promise<Value> {
  const state = { ended: false };
  const end = () => {
    state.ended = true;
  };
  promise.then(end, end);
  for (let step = 0; !state.ended && step < 2_000; step++) await clock.move(100);
  return promise;
}

describe('what is sent', () => {
  test('GIVEN a request THEN instructions and article come first, the task last, and the schema is strict', async () => {
    const bodies = endpoint(good);
    const { value, usage } = await testModel().ask();
    expect(value).toEqual({ word: 'oui', n: 7 });
    expect(usage).toEqual({ tokensIn: 11, tokensCached: 3, tokensOut: 5 });
    expect(bodies).toEqual([
      {
        model: 'tiny',
        messages: [
          { role: 'system', content: 'Say a word.' },
          { role: 'user', content: '[0] Title\n\nOne word in French (fr).' },
        ],
        max_tokens: 300,
        response_format: {
          type: 'json_schema',
          json_schema: {
            name: 'word',
            strict: true,
            schema: {
              type: 'object',
              properties: { word: { type: 'string' }, n: { anyOf: [{ type: 'integer' }, { type: 'null' }] } },
              required: ['word', 'n'],
              additionalProperties: false,
            },
          },
        },
      },
    ]);
  });

  test("GIVEN OpenAI's own endpoint THEN the limit has the name that reasoning models take, and no reasoning is paid for", async () => {
    const bodies: unknown[] = [];
    network.server.use(
      http.post('https://api.openai.com/v1/chat/completions', async ({ request }) => {
        bodies.push(await request.json());
        return good();
      }),
    );
    await testModel({ baseUrl: 'https://api.openai.com/v1' }).ask();
    expect(bodies).toEqual([expect.objectContaining({ max_completion_tokens: 300, reasoning_effort: 'none' })]);
    expect(bodies[0]).not.toHaveProperty('max_tokens');
  });

  test('GIVEN api responses THEN the Responses API is asked, and nothing is left stored there', async () => {
    const bodies = endpoint(() =>
      HttpResponse.json({
        status: 'completed',
        output: [
          { type: 'reasoning', summary: [] },
          { type: 'message', content: [{ type: 'output_text', text: '{"word":"non","n":null}' }] },
        ],
        usage: { input_tokens: 9, output_tokens: 4, input_tokens_details: { cached_tokens: 2 } },
      }),
    );
    const { value, usage } = await testModel({ api: 'responses' }).ask();
    expect(value).toEqual({ word: 'non', n: null });
    expect(usage).toEqual({ tokensIn: 9, tokensCached: 2, tokensOut: 4 });
    expect(bodies[0]).toMatchObject({
      instructions: 'Say a word.',
      max_output_tokens: 300,
      store: false,
      text: { format: { type: 'json_schema', strict: true } },
    });
  });

  test.each([
    ['truncated', { incomplete_details: { reason: 'max_output_tokens' } }, 'truncated'],
    ['refused', { output: [{ type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] }] }, 'refused'],
    ['empty', { output: [] }, 'empty'],
  ])('GIVEN a Responses answer that is %s THEN its kind says so', async (_, rest, kind) => {
    endpoint(() => HttpResponse.json({ status: 'incomplete', output: [], usage: null, ...rest }));
    expect((await failureOf(testModel({ api: 'responses' }).ask())).kind).toBe(kind);
  });
});

describe('what endpoints cannot do', () => {
  test('GIVEN one that knows no response_format THEN it is asked without, and that is remembered', async () => {
    const bodies = endpoint(
      () => refuse(400, { message: 'response_format json_schema is not supported' }),
      () => refuse(400, { message: 'json_object unsupported', param: 'response_format' }),
      () => chat('Here you are:\n```json\n{"word":"oui","n":1}\n```\nAnything else?'),
    );
    const { ask, form, events } = testModel();
    expect(form?.()).toBe('json_schema');
    expect((await ask()).value).toEqual({ word: 'oui', n: 1 });
    expect((await ask()).value).toEqual({ word: 'oui', n: 1 });
    expect(form?.()).toBe('prompt');
    expect(bodies.map((body) => body['response_format'])).toEqual([
      expect.objectContaining({ type: 'json_schema' }),
      { type: 'json_object' },
      undefined,
      undefined,
    ]);
    expect(JSON.stringify(bodies[2])).toContain('must fit this JSON schema');
    expect(events.filter(({ event }) => event === 'model.manner')).toHaveLength(2);
  });

  test('GIVEN a bare error body without `error` THEN its words are still understood', async () => {
    const bodies = endpoint(
      () => HttpResponse.json({ detail: 'extra inputs: response_format' }, { status: 400 }),
      good,
    );
    await testModel().ask();
    expect(bodies).toHaveLength(2);
  });

  test('GIVEN one that fails at the grammar of a schema THEN the next format is tried, not the same again', async () => {
    const bodies = endpoint(() => refuse(500, { message: 'failed to parse grammar' }), good);
    await testModel().ask();
    expect(bodies.map((body) => body['response_format'])).toMatchObject([
      { type: 'json_schema' },
      { type: 'json_object' },
    ]);
  });

  test('GIVEN one that refuses max_tokens THEN max_completion_tokens is sent', async () => {
    const bodies = endpoint(
      () => refuse(400, { message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead." }),
      good,
    );
    await testModel().ask();
    expect(bodies[1]).toMatchObject({ max_completion_tokens: 300 });
    expect(bodies[1]).not.toHaveProperty('max_tokens');
  });

  test('GIVEN one that refuses every manner THEN it ends with bad-request', async () => {
    const bodies = endpoint(() => refuse(400, { message: 'response_format is unknown' }));
    expect((await failureOf(testModel().ask())).kind).toBe('bad-request');
    expect(bodies).toHaveLength(3);
  });

  test('GIVEN one that does not count tokens THEN the usage is estimated, never free', async () => {
    endpoint(() => chat('{"word":"oui","n":7}', { usage: null }));
    const { usage } = await testModel().ask();
    expect(usage.tokensIn).toBeGreaterThan(5);
    expect(usage.tokensOut).toBeGreaterThan(2);
  });

  const whole = JSON.stringify({ choices: [{ message: { content: '{"word":"a","n":1}' } }], usage: USED });
  const delta = (content: string, finish: string | null = null) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;
  const stream = `: keep-alive\n\n${delta('{"word":')}: PROCESSING\n\n${delta('"a","n":1}')}${delta('', 'stop')}data: ${JSON.stringify({ choices: [], usage: USED })}\n\ndata: [DONE]\n\n`;

  test.each([
    ['an octet stream', 'application/octet-stream', whole],
    ['HTML by name alone', 'text/html', whole],
    ['nothing', '', whole],
    ['JSON behind a byte order mark', 'application/json', `\ufeff${whole}`],
    ['JSON behind comments that keep the line open', 'application/json', `: PROCESSING\n\n: PROCESSING\n\n${whole}`],
    ['JSON behind blanks', 'application/json', `\n  \n\n${whole}`],
    ['a stream nobody asked for', 'text/event-stream', stream],
    ['a stream announced as JSON', 'application/json', stream],
    ['one event', 'text/event-stream', `data: ${whole}\n\n`],
  ])('GIVEN an answer announced as %s THEN it is read, with its usage', async (_, type, body) => {
    endpoint(() => new HttpResponse(body, { headers: { 'content-type': type } }));
    const { value, usage } = await testModel().ask();
    expect(value).toEqual({ word: 'a', n: 1 });
    expect(usage).toEqual({ tokensIn: 11, tokensCached: 3, tokensOut: 5 });
  });

  test('GIVEN an endless body THEN reading stops at the limit', async () => {
    let sent = 0;
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      sent += 1_048_576;
      controller.enqueue(new Uint8Array(1_048_576).fill(32));
    };
    const bodies = endpoint(
      () => new HttpResponse(new ReadableStream({ pull }), { headers: { 'content-type': 'application/json' } }),
    );
    expect((await failureOf(testModel().ask())).kind).toBe('not-an-api');
    expect(bodies).toHaveLength(1);
    expect(sent).toBeLessThan(20_000_000);
  });

  test('GIVEN content in parts THEN they are joined', async () => {
    const content = [
      { type: 'text', text: '{"word":"a",' },
      { type: 'text', text: '"n":1}' },
    ];
    endpoint(() => chat('', { choices: [{ finish_reason: 'stop', message: { content } }] }));
    expect((await testModel().ask()).value).toEqual({ word: 'a', n: 1 });
  });

  test('GIVEN JSON announced as plain text THEN it is read', async () => {
    endpoint(() => HttpResponse.text(JSON.stringify({ choices: [{ message: { content: '{"word":"a","n":1}' } }] })));
    expect((await testModel().ask()).value).toEqual({ word: 'a', n: 1 });
  });
});

describe('answers out of shape', () => {
  test.each([
    ['prose', 'I would rather not.'],
    ['cut JSON', '{"word":"ou'],
    ['a wrong type', '{"word":3,"n":1}'],
    ['a missing key', '{"word":"oui"}'],
  ])('GIVEN %s THEN one repair is asked for, with the fault, and its answer counts', async (_, answer) => {
    const bodies = endpoint(() => chat(answer), good);
    const { value, usage } = await testModel().ask();
    expect(value).toEqual({ word: 'oui', n: 7 });
    expect(usage).toEqual({ tokensIn: 22, tokensCached: 6, tokensOut: 10 });
    expect(bodies[1]?.['messages']).toEqual([
      expect.objectContaining({ role: 'system' }),
      expect.objectContaining({ role: 'user' }),
      { role: 'assistant', content: answer },
      { role: 'user', content: expect.stringContaining('cannot be used') },
    ]);
  });

  test.each([
    ['malformed', 'no'],
    ['wrong-shape', '{"word":1}'],
  ])('GIVEN two such answers THEN it fails as %s with what both cost', async (kind, answer) => {
    const bodies = endpoint(() => chat(answer));
    const error = await failureOf(testModel().ask());
    expect(error.kind).toBe(kind);
    expect(error.usage).toEqual({ tokensIn: 22, tokensCached: 6, tokensOut: 10 });
    expect(bodies).toHaveLength(2);
  });

  test('GIVEN an answer cut off THEN it is asked for with twice the room; GIVEN it is whole all the same THEN it counts', async () => {
    const bodies = endpoint(() => chat('<think>so {', {}, { finish_reason: 'length' }), good);
    expect((await testModel().ask()).value.word).toBe('oui');
    expect(bodies.map((body) => body['max_tokens'])).toEqual([300, 600]);
    const once = endpoint(() => chat('{"word":"oui","n":7}', {}, { finish_reason: 'length' }));
    expect((await testModel().ask()).value.word).toBe('oui');
    expect(once).toHaveLength(1);
  });

  test.each([
    ['whose opening the template ate', 'Well, {"word":0}.</think>{"word":"a","n":null}'],
    ['in capitals, with a fence behind', '<THINK>\n{"n":1}\n</THINK>\n```json\n{"word":"a","n":null}\n```'],
    ['called thinking', '<thinking>{"word":"b","n":1}</thinking> {"word":"a","n":null}'],
  ])('GIVEN thoughts %s THEN only what follows them counts', async (_, answer) => {
    endpoint(() => chat(answer));
    expect((await testModel().ask()).value).toEqual({ word: 'a', n: null });
  });

  test('GIVEN thinking aloud and braces in strings THEN the object is found', async () => {
    endpoint(() => chat('<think>{"word":0}</think>Sure: {"word":"a}\\"{b","n":null} done {'));
    expect((await testModel().ask()).value).toEqual({ word: 'a}"{b', n: null });
  });
});

describe('failures', () => {
  const html = () => HttpResponse.html('<html>Welcome to your model router</html>');
  const cases: [string, () => Response, ModelErrorKind, number][] = [
    ['a refusal', () => chat(null, {}, { message: { content: null, refusal: 'I will not.' } }), 'refused', 1],
    ['a content filter', () => chat('', {}, { finish_reason: 'content_filter' }), 'refused', 1],
    ['an answer cut at the limit twice', () => chat('{"wo', {}, { finish_reason: 'length' }), 'truncated', 2],
    ['null for choices', () => chat('', { choices: null }), 'empty', 1],
    ['an empty answer', () => chat(''), 'empty', 1],
    ['no choices', () => chat('', { choices: [] }), 'empty', 1],
    ['a page instead of an API', html, 'not-an-api', 1],
    ['JSON of something else', () => HttpResponse.json({ hello: 'world' }), 'not-an-api', 1],
    [
      'broken JSON',
      () => HttpResponse.text('{"cho', { headers: { 'content-type': 'application/json' } }),
      'not-an-api',
      1,
    ],
    ['401', () => refuse(401, { message: `Incorrect API key provided: ${KEY}` }), 'unauthorized', 1],
    ['402', () => refuse(402, { message: 'Insufficient credits' }), 'forbidden', 1],
    ['403', () => refuse(403, { message: 'Country not supported' }), 'forbidden', 1],
    ['404 for the model', () => refuse(404, { message: "The model 'tiny' does not exist" }), 'unknown-model', 1],
    ['404 for the path', () => HttpResponse.json({ detail: 'Not Found' }, { status: 404 }), 'not-an-api', 1],
    ['a 404 page', () => HttpResponse.html('<h1>model zoo: not found</h1>', { status: 404 }), 'not-an-api', 1],
    ['405', () => new HttpResponse(null, { status: 405 }), 'not-an-api', 1],
    ['a context too long', () => refuse(400, { message: 'maximum context length is 4096' }), 'bad-request', 1],
    ['422', () => refuse(422, { message: 'messages is malformed' }), 'bad-request', 1],
    ['429', () => refuse(429, { message: 'slow down' }), 'rate-limited', 3],
    ['429 for a spent account', () => refuse(429, { message: 'x', code: 'insufficient_quota' }), 'rate-limited', 1],
    ['500', () => refuse(500, { message: 'oops' }), 'server', 3],
    ['a 503 page', () => HttpResponse.html('<h1>down</h1>', { status: 503 }), 'server', 3],
    ['501', () => refuse(501, { message: 'no' }), 'server', 1],
    ['an error in a 200', () => HttpResponse.json({ error: { message: 'upstream', code: 502 } }), 'server', 3],
    ['a network error', () => HttpResponse.error(), 'network', 3],
  ];

  test.each(cases)('GIVEN %s THEN the kind says so after the tries that may help', async (_, answer, kind, tries) => {
    const bodies = endpoint(answer);
    const { ask, clock, events } = testModel();
    const error = await failureOf(whileMoving(clock, ask()));
    expect(error.kind).toBe(kind);
    expect(bodies).toHaveLength(tries);
    const written = JSON.stringify([error.message, error.stack, String(error.cause), events]);
    expect(written).not.toContain(KEY);
  });

  test('GIVEN 429 with retry-after THEN it waits that long and no less', async () => {
    const bodies = endpoint(() => refuse(429, { message: 'wait' }, { 'retry-after': '7' }), good);
    const { ask, clock } = testModel();
    const answer = ask();
    await expect.poll(() => bodies.length).toBe(1);
    await whileMoving(clock, answer);
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(7_000);
    expect(bodies).toHaveLength(2);
  });

  test('GIVEN a retry-after longer than a member waits THEN it fails at once and says how long', async () => {
    const bodies = endpoint(() => refuse(429, { message: 'wait' }, { 'retry-after': '120' }));
    const { ask, clock } = testModel();
    expect(await failureOf(ask())).toMatchObject({ kind: 'rate-limited', retryAfterMs: 120_000 });
    expect(bodies).toHaveLength(1);
    await clock.move(100_000);
    expect(await failureOf(ask())).toMatchObject({ kind: 'rate-limited', retryAfterMs: 20_000 });
    expect(bodies).toHaveLength(1);
    await clock.move(20_000);
    await failureOf(ask());
    expect(bodies).toHaveLength(2);
  });

  test('GIVEN a retry-after that is a date THEN it is held against the endpoint’s own clock', async () => {
    const headers = { date: 'Mon, 23 Nov 2026 09:00:00 GMT', 'retry-after': 'Mon, 23 Nov 2026 09:01:30 GMT' };
    endpoint(() => refuse(429, { message: 'wait' }, headers));
    expect(await failureOf(testModel().ask())).toMatchObject({ kind: 'rate-limited', retryAfterMs: 90_000 });
  });

  test('GIVEN a server that recovers THEN the member never knows', async () => {
    endpoint(
      () => refuse(500, { message: 'oops' }),
      () => refuse(503, { message: 'still' }),
      good,
    );
    const { ask, clock } = testModel();
    expect((await whileMoving(clock, ask())).value.word).toBe('oui');
  });

  test.each<[string, () => Response | Promise<Response>]>([
    ['never answers', () => delay('infinite').then(() => HttpResponse.json({}))],
    [
      'sends its headers and hangs in the body',
      () =>
        new HttpResponse(new ReadableStream({ start: (c) => c.enqueue(new TextEncoder().encode('{"choices":')) }), {
          headers: { 'content-type': 'application/json' },
        }),
    ],
  ])('GIVEN an endpoint that %s THEN the time runs out once', async (_, answer) => {
    const bodies = endpoint(answer);
    const { ask, clock } = testModel({ timeoutMs: 5_000 });
    const failing = failureOf(ask());
    await expect.poll(() => bodies.length).toBe(1);
    await clock.move(5_000);
    expect((await failing).kind).toBe('timeout');
    expect(bodies).toHaveLength(1);
  });

  test('GIVEN an asker who leaves THEN the request ends as aborted, also while it waits to try again', async () => {
    endpoint(() => refuse(500, { message: 'oops' }));
    const { ask, clock } = testModel();
    const leaving = new AbortController();
    const failing = failureOf(ask(leaving.signal));
    await clock.move(10);
    leaving.abort(new Error('shutting down'));
    expect((await failing).kind).toBe('aborted');
    expect((await failureOf(ask(leaving.signal))).kind).toBe('aborted');
  });
});
