import { expect, test } from 'vitest';
import { askForModel } from '../../../src/services/llm/offered-models.ts';

const asked: string[] = [];
const ask = (status: number, body: unknown, name = 'small') =>
  askForModel({
    name,
    apiKey: 'key',
    baseUrl: 'http://127.0.0.1:9/v1',
    fetch: async (address) => {
      asked.push(address instanceof Request ? address.url : String(address));
      return Response.json(body, { status });
    },
  });
const list = (...data: unknown[]) => ({ object: 'list', data });

test.each([
  ['lists the model', 200, list({ id: 'small' }), { kind: 'offered', shutdownOn: null }],
  ['lists it with a tag', 200, list({ id: 'small:latest' }), { kind: 'offered', shutdownOn: null }],
  [
    'says its last day',
    200,
    list({ id: 'small', shutdown_date: '2027-01-14' }),
    { kind: 'offered', shutdownOn: '2027-01-14' },
  ],
  [
    'writes a day that is none',
    200,
    list({ id: 'small', shutdown_date: 'soon' }),
    { kind: 'offered', shutdownOn: null },
  ],
  ['lists others', 200, list({ id: 'large' }), { kind: 'unlisted' }],
  ['has another form', 200, { models: [] }, { kind: 'no-list' }],
  ['has no list', 404, {}, { kind: 'no-list' }],
  ['refuses the key', 401, {}, { kind: 'refused', status: 401 }],
  ['fails', 500, {}, { kind: 'unreachable', reason: 'status 500' }],
])(
  'GIVEN an endpoint that %s THEN that is what is told, after one request that costs nothing',
  async (_what, status, body, said) => {
    asked.length = 0;
    expect(await ask(status, body)).toEqual(said);
    expect(asked).toEqual(['http://127.0.0.1:9/v1/models']);
  },
);

test('GIVEN an address where nobody listens THEN says so', async () => {
  const fetch = async () => Promise.reject(new TypeError('fetch failed'));
  const offer = await askForModel({ name: 'm', apiKey: 'key', baseUrl: 'http://127.0.0.1:9/v1', fetch });
  expect(offer).toEqual({ kind: 'unreachable', reason: 'network' });
});
