import { delay, HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createModel } from '../../../src/services/llm/create-model.ts';
import { ModelError, type Tier } from '../../../src/services/llm/model.ts';
import { CHEAP_TIMEOUT_MS, type DigestTier } from '../../../src/services/llm/tier.ts';
import { testClock } from '../../support/clock.ts';
import { recordingLog } from '../../support/interactions.ts';
import { network } from '../../support/network.ts';
import { testRandom } from '../../support/random.ts';

const OPENAI = 'https://api.openai.com/v1';
const ELSEWHERE = 'https://llm.example/v1';
const COUNTS = { tokensIn: 11, tokensCached: 3, tokensOut: 5 };
const usage = { prompt_tokens: 11, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 3 } };
const requestBody = z.looseObject({ service_tier: z.string().optional() });

type Answer = (tier: string | undefined) => Response | Promise<Response>;

/** A model at an endpoint that answers each request in turn, the last answer again and again; `tiers` are those that were asked for. */
function testModel(
  answers: readonly Answer[],
  options: {
    baseUrl?: string;
    digestTier?: DigestTier;
    api?: 'chat' | 'responses';
    timeoutMs?: number;
    fetch?: typeof fetch;
  } = {},
) {
  const { baseUrl = OPENAI, api = 'chat', timeoutMs = 90_000 } = options;
  const tiers: (string | undefined)[] = [];
  network.server.use(
    http.post(`${baseUrl}/*`, async ({ request }) => {
      const tier = requestBody.parse(await request.json()).service_tier;
      tiers.push(tier);
      const answer = answers[Math.min(tiers.length, answers.length) - 1];
      return answer ? answer(tier) : new HttpResponse(null, { status: 500 });
    }),
  );
  const clock = testClock();
  const { log, events } = recordingLog();
  const { digestTier, fetch } = options;
  const given = { ...(digestTier && { digestTier }), ...(fetch && { fetch }) };
  const wiring = { clock, random: testRandom(), log, ...given };
  const model = createModel({ name: 'tiny', apiKey: 'no-key-at-all', baseUrl, api, timeoutMs, ...wiring });
  const ask = (tier?: Tier) =>
    model.ask({
      schema: z.object({ word: z.string() }),
      name: 'word',
      instructions: 'Say a word.',
      article: '[0] Title',
      task: 'One word.',
      maxOutputTokens: 300,
      tier,
      signal: new AbortController().signal,
    });
  return { ask, tiers, clock, events, state: () => model.cheapTier?.() };
}

const chat = (content: string, tier: string | undefined) =>
  HttpResponse.json({
    choices: [{ finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage,
    ...(tier !== undefined && { service_tier: tier }),
  });
/** Served at the tier that was asked for, as OpenAI names it. */
const good: Answer = (tier) => chat('{"word":"oui"}', tier ?? 'default');
const refuse =
  (status: number, error: object, headers: Record<string, string> = {}): Answer =>
  () =>
    HttpResponse.json({ error }, { status, headers });
const full = refuse(429, { message: 'Resource Unavailable', code: 'resource_unavailable' });

async function failureOf(promise: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await promise.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ModelError)) throw error;
  return error;
}

/** Lets `promise` end while time passes; gives how much did, in steps of a tenth of a second. */
async function timeTaken(clock: ReturnType<typeof testClock>, promise: Promise<unknown>): Promise<number> {
  const start = clock.monotonicMs();
  const state = { ended: false };
  const end = () => {
    state.ended = true;
  };
  promise.then(end, end);
  while (!state.ended && clock.monotonicMs() - start < 1_000_000) await clock.move(100);
  return clock.monotonicMs() - start;
}

describe('on the wire', () => {
  test('GIVEN cheap and other requests to OpenAI THEN the cheap ones alone name the tier, and the usage says what was cheap', async () => {
    const { ask, tiers } = testModel([good]);
    expect((await ask('cheap')).usage).toEqual({ ...COUNTS, cheap: COUNTS });
    expect((await ask('cheap-first')).usage).toEqual({ ...COUNTS, cheap: COUNTS });
    expect((await ask()).usage).toEqual(COUNTS);
    expect(tiers).toEqual(['flex', 'flex', undefined]);
  });

  test.each([['default'], [undefined]])(
    'GIVEN an answer that names tier %s THEN nothing of it was cheap',
    async (named) => {
      const { ask } = testModel([() => chat('{"word":"oui"}', named)]);
      expect((await ask('cheap')).usage).toEqual(COUNTS);
    },
  );

  test('GIVEN the Responses API THEN the same', async () => {
    const output = [{ type: 'message', content: [{ type: 'output_text', text: '{"word":"non"}' }] }];
    const counts = { input_tokens: 11, output_tokens: 5, input_tokens_details: { cached_tokens: 3 } };
    const answer = { status: 'completed', output, usage: counts, service_tier: 'flex' };
    const { ask, tiers } = testModel([() => HttpResponse.json(answer)], { api: 'responses' });
    expect((await ask('cheap')).usage).toEqual({ ...COUNTS, cheap: COUNTS });
    expect(tiers).toEqual(['flex']);
  });

  test.each([
    ['auto', OPENAI, 'flex', 'open'],
    ['auto', ELSEWHERE, undefined, 'none'],
    ['flex', ELSEWHERE, 'flex', 'open'],
    ['standard', OPENAI, undefined, 'none'],
  ] as const)(
    'GIVEN LLM_DIGEST_TIER=%s and %s THEN a cheap request has tier %s',
    async (digestTier, baseUrl, sent, state) => {
      const model = testModel([good], { digestTier, baseUrl });
      await model.ask('cheap');
      expect(model.tiers).toEqual([sent]);
      expect(model.state()).toBe(state);
    },
  );
});

describe('a tier without room', () => {
  test('GIVEN work that can wait THEN it is told so after one request, and the tier is left alone until its rest is over', async () => {
    const { ask, tiers, clock, state } = testModel([full, good]);
    expect(await failureOf(ask('cheap'))).toMatchObject({ kind: 'tier-unavailable', usage: { tokensIn: 0 } });
    expect(state()).toBe('resting');
    expect(await failureOf(ask('cheap'))).toMatchObject({ kind: 'tier-unavailable', retryAfterMs: 60_000 });
    expect(tiers).toEqual(['flex']);
    await clock.move(60_000);
    expect(state()).toBe('open');
    expect((await ask('cheap')).value).toEqual({ word: 'oui' });
    expect(tiers).toEqual(['flex', 'flex']);
  });

  test('GIVEN work that cannot wait, and others meanwhile THEN the standard tier answers at once', async () => {
    const { ask, tiers } = testModel([full, good]);
    expect((await ask('cheap-first')).usage).toEqual(COUNTS);
    await ask('cheap-first');
    await ask();
    expect(tiers).toEqual(['flex', undefined, undefined, undefined]);
  });

  test('GIVEN no room again and again THEN it rests twice as long, a quarter of an hour at most; an answer ends that', async () => {
    const { ask, clock } = testModel([full, full, full, full, full, full, good, full]);
    const rests: (number | undefined)[] = [];
    for (let i = 0; i < 6; i++) {
      await failureOf(ask('cheap'));
      const rest = (await failureOf(ask('cheap'))).retryAfterMs;
      rests.push(rest);
      await clock.move(rest ?? 0);
    }
    expect(rests).toEqual([1, 2, 4, 8, 15, 15].map((minutes) => minutes * 60_000));
    await ask('cheap');
    await failureOf(ask('cheap'));
    expect((await failureOf(ask('cheap'))).retryAfterMs).toBe(60_000);
  });

  test('GIVEN a long retry-after THEN the tier rests so long, and requests of members are not held up', async () => {
    const busy = refuse(429, { message: 'Resource Unavailable' }, { 'retry-after': '300' });
    const { ask } = testModel([busy, good]);
    await failureOf(ask('cheap'));
    expect((await failureOf(ask('cheap'))).retryAfterMs).toBe(300_000);
    expect((await ask()).value).toEqual({ word: 'oui' });
  });

  test('GIVEN ten refused together THEN they count as one', async () => {
    const { ask } = testModel([full]);
    await Promise.all(Array.from({ length: 10 }, async () => failureOf(ask('cheap'))));
    expect((await failureOf(ask('cheap'))).retryAfterMs).toBe(60_000);
  });

  test('GIVEN Groq’s own status THEN it is understood', async () => {
    const { ask } = testModel([refuse(498, { message: 'capacity_exceeded' })], {
      baseUrl: ELSEWHERE,
      digestTier: 'flex',
    });
    expect((await failureOf(ask('cheap'))).kind).toBe('tier-unavailable');
  });

  test('GIVEN a usual rate limit THEN it is tried again at the same tier like any request', async () => {
    const limited = refuse(429, { message: 'Rate limit reached for tiny on tokens per min (TPM)' });
    const { ask, tiers, clock } = testModel([limited, good]);
    const asked = ask('cheap');
    await timeTaken(clock, asked);
    expect((await asked).value).toEqual({ word: 'oui' });
    expect(tiers).toEqual(['flex', 'flex']);
  });

  test('GIVEN a first answer to be mended THEN the second goes on at the standard tier rather than waste it', async () => {
    const { ask, tiers } = testModel([() => chat('no JSON', 'flex'), full, good]);
    const answer = await ask('cheap');
    expect(answer.usage).toEqual({ tokensIn: 22, tokensCached: 6, tokensOut: 10, cheap: COUNTS });
    expect(tiers).toEqual(['flex', 'flex', undefined]);
  });
});

describe('an endpoint that has no such tier', () => {
  test.each([
    [400, { message: "Invalid service_tier 'flex': this model does not have it.", param: 'service_tier' }],
    [400, { message: 'Flex processing is not available for tiny' }],
    [422, { message: 'body.service_tier: Extra inputs are not permitted' }],
  ])('GIVEN %i %o THEN the request goes to the standard tier, and no later one names a tier', async (status, error) => {
    const { ask, tiers, events, state } = testModel([refuse(status, error), good]);
    expect((await ask('cheap')).usage).toEqual(COUNTS);
    await ask('cheap');
    await ask('cheap-first');
    expect(tiers).toEqual(['flex', undefined, undefined, undefined]);
    expect(state()).toBe('none');
    expect(events.filter(({ event }) => event === 'model.tier-refused')).toHaveLength(1);
  });

  test('GIVEN another fault of the request THEN it is told, and the tier stays', async () => {
    const { ask, tiers, state } = testModel([refuse(400, { message: 'the prompt is too long' })]);
    expect((await failureOf(ask('cheap'))).kind).toBe('bad-request');
    expect(state()).toBe('open');
    expect(tiers).toEqual(['flex']);
  });

  test('GIVEN an endpoint that refuses both the schema and the tier THEN it learns each', async () => {
    const noSchema = refuse(400, { message: 'response_format json_schema is not supported' });
    const noTier = refuse(400, { message: 'unknown field service_tier' });
    const { ask, tiers } = testModel([noSchema, noTier, good]);
    expect((await ask('cheap')).value).toEqual({ word: 'oui' });
    expect(tiers).toEqual(['flex', 'flex', undefined]);
  });
});

describe('time', () => {
  const hang: Answer = async () => {
    await delay('infinite');
    return new HttpResponse(null);
  };

  test('GIVEN an endpoint that never answers THEN a cheap request waits its own time, others theirs; neither is sent again', async () => {
    const { ask, clock, tiers } = testModel([hang]);
    const cheap = failureOf(ask('cheap'));
    expect(await timeTaken(clock, cheap)).toBe(CHEAP_TIMEOUT_MS);
    const usual = failureOf(ask());
    expect(await timeTaken(clock, usual)).toBe(90_000);
    expect([(await cheap).kind, (await usual).kind]).toEqual(['timeout', 'timeout']);
    expect(tiers).toEqual(['flex', undefined]);
  });

  test('GIVEN a cheap request that took too long THEN the tier rests, for each such try may have been charged', async () => {
    const { ask, clock, tiers, state } = testModel([hang, good]);
    const cheap = failureOf(ask('cheap'));
    await timeTaken(clock, cheap);
    expect((await cheap).kind).toBe('timeout');
    expect(state()).toBe('resting');
    expect((await failureOf(ask('cheap'))).kind).toBe('tier-unavailable');
    expect(tiers).toEqual(['flex']);
    await clock.move(60_000);
    expect((await ask('cheap')).value).toEqual({ word: 'oui' });
  });

  test.each(['HEADERS', 'BODY'])(
    'GIVEN that fetch itself gives up (%s) THEN it is a timeout too, not tried again',
    async (what) => {
      let calls = 0;
      const fetch = async () => {
        calls++;
        const cause = Object.assign(new Error('Timeout Error'), { code: `UND_ERR_${what}_TIMEOUT` });
        throw new TypeError('fetch failed', { cause });
      };
      const { ask } = testModel([], { fetch });
      expect((await failureOf(ask('cheap'))).kind).toBe('timeout');
      expect(calls).toBe(1);
    },
  );

  test('GIVEN a longer LLM_TIMEOUT_SECONDS THEN a cheap request has that', async () => {
    const { ask, clock } = testModel([hang], { timeoutMs: 600_000 });
    const cheap = failureOf(ask('cheap'));
    expect(await timeTaken(clock, cheap)).toBe(600_000);
  });
});
