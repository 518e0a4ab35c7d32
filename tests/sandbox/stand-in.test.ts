import { expect, onTestFinished, test } from 'vitest';
import { isJson, readJson, readList, readText } from '../../src/sandbox/json.ts';
import { STAND_IN_MODES, type StandInMode, startStandIn } from '../../src/sandbox/stand-in.ts';
import { strictFault } from '../../src/sandbox/stand-in-rules.ts';
import type { Replayed } from '../../src/sandbox/stand-in-answers.ts';
import { testClock } from '../support/clock.ts';

const object = (properties: Record<string, unknown>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const list = (items: unknown) => ({ type: 'array', items });
const STRING = { type: 'string' };
const INTEGER = { type: 'integer' };
const SUMMARY = object({
  headline: STRING,
  points: list(object({ text: STRING, evidence: list(object({ paragraph: INTEGER, quote: STRING })) })),
});
const TRANSLATION = object({ title: STRING, paragraphs: list(object({ n: INTEGER, text: STRING })) });
const PARAGRAPHS = [
  'The ferry runs at night',
  'From Monday the ferry runs until 23:30. More is said here.',
  'The fare stays at 2 euros for everybody. That is all.',
  'The mayor said that she was pleased with it. Nobody objected.',
];
const ARTICLE = PARAGRAPHS.map((text, n) => `[${n}] ${text}`).join('\n');

async function open(replayed?: Replayed) {
  const clock = testClock();
  const standIn = await startStandIn({ port: 0, clock, ...(replayed && { replayed }) });
  onTestFinished(() => standIn.stop());
  const post = async (body: unknown, path = '/chat/completions') => {
    const response = await fetch(standIn.baseUrl + path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    return { status: response.status, headers: response.headers, answer };
  };
  return { standIn, clock, post };
}

function chat(schema: unknown, task: string, over: Record<string, unknown> = {}) {
  return {
    model: 'any',
    messages: [
      { role: 'system', content: 'You work on one article.' },
      { role: 'user', content: `=== ARTICLE ===\n${ARTICLE}\n=== END ===\n${task}` },
    ],
    response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
    ...over,
  };
}

function contentOf(answer: unknown): string {
  return readText(readJson(readList(answer, 'choices')[0], 'message'), 'content') ?? '';
}

test('GIVEN a summary asked THEN each point is a sentence of the article with itself as evidence', async () => {
  const { standIn, post } = await open();
  const { answer } = await post(chat(SUMMARY, 'Then 3 points of one sentence each.'));
  const value: unknown = JSON.parse(contentOf(answer));
  const points = readList(value, 'points');
  expect(readText(value, 'headline')).toBe(PARAGRAPHS[0]);
  expect(points).toHaveLength(3);
  for (const point of points) {
    const [evidence] = readList(point, 'evidence');
    expect(readText(evidence, 'quote')).toBe(readText(point, 'text'));
    const paragraph = isJson(evidence) ? Number(evidence['paragraph']) : -1;
    expect(PARAGRAPHS[paragraph]).toContain(readText(evidence, 'quote'));
  }
  expect(answer).toMatchObject({ model: 'stand-in, not a language model', object: 'chat.completion' });
  expect(standIn.requests()).toBe(1);
  expect(standIn.tokens().out).toBe(Math.ceil(contentOf(answer).length / 4));
  expect(standIn.refusals()).toEqual([]);
});

test.each([
  ['exactly 1 point of one sentence', 1],
  ['5 to 8 points of one or two sentences', 3],
])('GIVEN the task “%s” THEN there are %i points, as far as the article goes', async (task, count) => {
  const { post } = await open();
  const { answer } = await post(chat(SUMMARY, task));
  const value: unknown = JSON.parse(contentOf(answer));
  expect(readList(value, 'points')).toHaveLength(count);
});

test('GIVEN the mode wrong-number THEN one point has a number that the article has not', async () => {
  const { standIn, post } = await open();
  expect(standIn.lastWrongNumber()).toBe(0);
  standIn.setMode('wrong-number');
  const { answer } = await post(chat(SUMMARY, '3 points'));
  const wrong = String(standIn.lastWrongNumber());
  const value: unknown = JSON.parse(contentOf(answer));
  const points = readList(value, 'points').map((point) => readText(point, 'text') ?? '');
  expect(ARTICLE).not.toContain(wrong);
  expect(points.filter((text) => text.includes(wrong))).toHaveLength(1);
  expect(points.filter((text) => !ARTICLE.includes(text))).toHaveLength(1);
});

test('GIVEN the mode lying THEN no quotation is in the article', async () => {
  const { standIn, post } = await open();
  standIn.setMode('lying');
  const value: unknown = JSON.parse(contentOf((await post(chat(SUMMARY, '3 points'))).answer));
  const quotes = readList(value, 'points').flatMap((point) => readList(point, 'evidence'));
  expect(quotes).toHaveLength(3);
  expect(quotes.some((one) => ARTICLE.includes(readText(one, 'quote') ?? ''))).toBe(false);
});

test('GIVEN a translation that was made by a person THEN it is replayed and says so; no other language is made up', async () => {
  const { post } = await open({ French: { title: 'Le bac', body: ['Un.', 'Deux.', 'Trois.'] } });
  const french = await post(chat(TRANSLATION, 'Translate into French: 1, 2, 3.'));
  expect(JSON.parse(contentOf(french.answer))).toEqual({
    title: 'Le bac [stand-in: replayed]',
    paragraphs: [1, 2, 3].map((n) => ({ n, text: ['Un.', 'Deux.', 'Trois.'][n - 1] })),
  });
  expect(french.answer).toMatchObject({ model: 'stand-in (replayed)', system_fingerprint: 'stand-in (replayed)' });
  const german = await post(chat(TRANSLATION, 'Translate into German: 1, 2, 3.'));
  expect(JSON.parse(contentOf(german.answer))).toMatchObject({
    title: '[stand-in: no translation into German] THE FERRY RUNS AT NIGHT',
    paragraphs: [{ n: 1, text: PARAGRAPHS[1]?.toUpperCase() }, { n: 2 }, { n: 3 }],
  });
});

test('GIVEN a replayed translation that is too short for the article THEN it is not used', async () => {
  const { post } = await open({ French: { title: 'Le bac', body: ['Un.'] } });
  const { answer } = await post(chat(TRANSLATION, 'Translate into French: 1, 2, 3.'));
  expect(contentOf(answer)).toContain('no translation into French');
});

test('GIVEN any other schema THEN the answer is its emptiest value', async () => {
  const { post } = await open();
  const schema = object({
    name: STRING,
    all: list(STRING),
    kind: { enum: ['a', 'b'] },
    may: { anyOf: [STRING, { type: 'null' }] },
    n: INTEGER,
    is: { type: 'boolean' },
  });
  const { answer } = await post(chat(schema, 'Anything.'));
  expect(JSON.parse(contentOf(answer))).toEqual({
    name: 'stand-in, not a language model',
    all: [],
    kind: 'a',
    may: null,
    n: 0,
    is: false,
  });
});

test('GIVEN the Responses API, and a prompt without a schema THEN both are answered', async () => {
  const { post } = await open();
  const input = [{ role: 'user', content: `${ARTICLE}\n2 points` }];
  const format = { type: 'json_schema', name: 'answer', strict: true, schema: SUMMARY };
  const { answer } = await post(
    { model: 'any', instructions: 'x', input, text: { format }, store: false },
    '/responses',
  );
  const [message] = readList(answer, 'output');
  const said = readText(readList(message, 'content')[0], 'text') ?? '';
  const value: unknown = JSON.parse(said);
  expect(readList(value, 'points')).toHaveLength(2);
  const bare = await post(chat(SUMMARY, '2 points', { response_format: { type: 'json_object' } }));
  expect(contentOf(bare.answer)).toBe(said);
});

test.each<[string, Record<string, unknown>, string]>([
  ['an unknown key', { temprature: 1 }, 'Unrecognized request argument supplied: temprature'],
  ['no model', { model: undefined }, 'model parameter'],
  ['no messages', { messages: [] }, 'empty array'],
  ['streaming', { stream: true }, 'stream'],
  ['both limits', { max_tokens: 1, max_completion_tokens: 1 }, 'at the same time'],
  [
    'a format without name',
    { response_format: { type: 'json_schema', json_schema: { strict: true, schema: SUMMARY } } },
    'response_format.name',
  ],
  ['an unknown format', { response_format: { type: 'xml' } }, "Invalid value: 'xml'"],
  [
    'an open object',
    {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'x', strict: true, schema: { type: 'object', properties: {} } },
      },
    },
    'additionalProperties',
  ],
])('GIVEN a request with %s THEN it is refused in OpenAI’s shape', async (_, over, words) => {
  const { standIn, post } = await open();
  const { status, answer } = await post(chat(SUMMARY, '3 points', over));
  expect(status).toBe(400);
  expect(answer).toMatchObject({ error: { type: 'invalid_request_error', message: expect.stringContaining(words) } });
  expect(standIn.refusals()).toHaveLength(1);
});

test.each<[string, unknown, string]>([
  ['a closed object', SUMMARY, 'nothing'],
  ['an optional property', { ...SUMMARY, required: ['headline'] }, "Missing 'points'"],
  ['an open object below', object({ a: { type: 'object', properties: {} } }), 'additionalProperties'],
  ['allOf', object({ a: { allOf: [STRING] } }), "'allOf' is not permitted"],
  ['a length', object({ a: { type: 'string', minLength: 1 } }), "'minLength' is not permitted"],
  ['a list without items', object({ a: { type: 'array' } }), 'missing items'],
  ['a fault in a definition', { ...object({}), $defs: { a: { type: 'object' } } }, 'additionalProperties'],
  ['a choice with a fault', object({ a: { anyOf: [{ oneOf: [] }] } }), "'oneOf' is not permitted"],
])('GIVEN a schema with %s THEN strict mode says %3$s', (_, schema, words) => {
  const fault = strictFault(schema, '()', 0);
  expect(fault ?? 'nothing').toContain(words);
});

test.each<[StandInMode, number]>([
  ['down', 503],
  ['rate-limited', 429],
])('GIVEN the mode %s THEN the status is %i, until it is honest again', async (mode, status) => {
  const { standIn, post } = await open();
  standIn.setMode(mode);
  const failed = await post(chat(SUMMARY, '3 points'));
  expect(failed.status).toBe(status);
  expect(failed.headers.get('retry-after')).toBe(mode === 'rate-limited' ? '1' : null);
  standIn.setMode('honest');
  expect((await post(chat(SUMMARY, '3 points'))).status).toBe(200);
  expect(standIn.requests()).toBe(2);
});

test('GIVEN the modes malformed, slow and hang THEN half JSON, a late answer, and none', async () => {
  const { standIn, clock, post } = await open();
  standIn.setMode('malformed');
  const half = contentOf((await post(chat(SUMMARY, '3 points'))).answer);
  expect(() => JSON.parse(half)).toThrow(SyntaxError);
  standIn.setMode('slow');
  let isThere = false;
  const slow = post(chat(SUMMARY, '3 points')).then((one) => {
    isThere = true;
    return one;
  });
  await expect.poll(() => standIn.requests()).toBe(2);
  await clock.move(4999);
  expect(isThere).toBe(false);
  await clock.move(1);
  expect((await slow).status).toBe(200);
  standIn.setMode('hang');
  const never = post(chat(SUMMARY, '3 points')).catch(String);
  await expect.poll(() => standIn.requests()).toBe(3);
  await standIn.stop();
  expect(await never).toContain('fetch failed');
  expect(STAND_IN_MODES).toHaveLength(8);
});

test('GIVEN other addresses THEN the models are listed, and the rest is not found', async () => {
  const { standIn, post } = await open();
  expect(await (await fetch(`${standIn.baseUrl}/models`)).json()).toMatchObject({ data: [{ id: 'stand-in' }] });
  expect(await post({}, '/embeddings')).toMatchObject({ status: 404, answer: { error: { code: null } } });
  expect((await post('{')).status).toBe(400);
});
