import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { systemClock } from '../../../src/clock.ts';
import { createModel } from '../../../src/services/llm/create-model.ts';
import { toStrictSchema } from '../../../src/services/llm/strict-schema.ts';
import { summarySchema, translationSchema } from '../../../src/services/prompts.ts';
import { recordingLog } from '../../support/interactions.ts';
import { testRandom } from '../../support/random.ts';

const TOP_KEYS = new Set(['model', 'messages', 'max_tokens', 'response_format']);
const NODE_KEYS = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'anyOf',
  '$ref',
  '$defs',
]);
const record = z.record(z.string(), z.unknown());

const strictFormat = z.object({
  type: z.literal('json_schema'),
  json_schema: z.object({ name: z.string().regex(/^\w{1,64}$/), strict: z.literal(true), schema: z.unknown() }),
});

/** What strict mode refuses in a schema, as a sentence; undefined when it takes it. */
function faultOf(node: unknown): string | undefined {
  const parsed = record.safeParse(node);
  if (!parsed.success) return 'a schema must be an object';
  const { properties, required, items, anyOf, additionalProperties } = parsed.data;
  const unknown = Object.keys(parsed.data).find((key) => !NODE_KEYS.has(key));
  if (unknown) return `keyword ${unknown} is not permitted`;
  const names = Object.keys(record.catch({}).parse(properties));
  if (parsed.data['type'] === 'object' && additionalProperties !== false) return 'additionalProperties must be false';
  if (names.some((name) => !z.array(z.string()).catch([]).parse(required).includes(name)))
    return 'required must hold every key';
  const below = [
    ...Object.values(record.catch({}).parse(properties)),
    ...(items === undefined ? [] : [items]),
    ...z.array(z.unknown()).catch([]).parse(anyOf),
  ];
  return below.map(faultOf).find((fault) => fault !== undefined);
}

/** A loopback endpoint that answers `answer` to whatever a strict one takes, and 400 to the rest. */
async function startStrict(answer: unknown): Promise<{ url: string; refused: string[] }> {
  const refused: string[] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const body = record.parse(JSON.parse(await text(request)));
    const format = strictFormat.safeParse(body['response_format']);
    const fault =
      Object.keys(body).find((key) => !TOP_KEYS.has(key)) ??
      (format.success ? faultOf(format.data.json_schema.schema) : 'response_format');
    if (fault) refused.push(fault);
    const message = { role: 'assistant', content: JSON.stringify(answer) };
    response.writeHead(fault ? 400 : 200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        fault ? { error: { message: `Invalid schema: ${fault}` } } : { choices: [{ finish_reason: 'stop', message }] },
      ),
    );
  };
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`, refused };
}

test.each([
  ['summary', summarySchema, { headline: 'H', points: [{ text: 'T', evidence: [{ paragraph: 1, quote: 'Q' }] }] }],
  ['translation', translationSchema, { title: 'T', paragraphs: [{ n: 1, text: 'P' }] }],
])(
  'GIVEN an endpoint that is strict to the letter THEN the %s schema is taken at the first try',
  async (name, schema, answer) => {
    const { url, refused } = await startStrict(answer);
    const { log, events } = recordingLog();
    const model = createModel({
      name: 'strict',
      apiKey: 'none',
      baseUrl: url,
      api: 'auto',
      timeoutMs: 10_000,
      clock: systemClock(),
      random: testRandom(),
      log,
    });
    const { value } = await model.ask<unknown>({
      schema,
      name,
      instructions: 'i',
      article: 'a',
      task: 't',
      maxOutputTokens: 100,
      signal: new AbortController().signal,
    });
    expect(value).toEqual(answer);
    expect(refused).toEqual([]);
    expect(events).toEqual([]);
  },
);

test('GIVEN bounds, formats, defaults and constants THEN the strict schema keeps shape only', () => {
  const schema = z.object({
    kind: z.literal('a'),
    mail: z.email().max(20).describe('where to write'),
    few: z.array(z.number().min(1).max(9)).min(1).max(3),
    either: z.union([z.enum(['x', 'y']), z.boolean()]),
    inner: z.object({ note: z.string().default('none').nullable() }),
  });
  const strict = toStrictSchema(schema);
  expect(strict).toEqual({
    type: 'object',
    properties: {
      kind: { type: 'string', enum: ['a'] },
      mail: { type: 'string', description: 'where to write' },
      few: { type: 'array', items: { type: 'number' } },
      either: { anyOf: [{ type: 'string', enum: ['x', 'y'] }, { type: 'boolean' }] },
      inner: {
        type: 'object',
        properties: { note: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
        required: ['note'],
        additionalProperties: false,
      },
    },
    required: ['kind', 'mail', 'few', 'either', 'inner'],
    additionalProperties: false,
  });
});

test('GIVEN the checker of these tests THEN it does refuse what strict mode refuses', () => {
  expect(faultOf({ type: 'object', properties: {} })).toContain('additionalProperties');
  expect(
    faultOf({ type: 'object', properties: { a: { type: 'string' } }, required: [], additionalProperties: false }),
  ).toContain('required');
  expect(faultOf({ type: 'array', items: { type: 'string', minLength: 1 } })).toContain('minLength');
});
