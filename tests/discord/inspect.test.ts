import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { inspectApplication } from '../../src/discord/inspect.ts';

/** A Discord that answers every request so. */
async function answering(status: number, body: unknown): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api`;
}

const GOOD = { kind: 'known', name: 'Kiosque', hasEndpoint: false, needsCodeGrant: false, hasUserInstall: true };

test.each([
  ['good settings', { name: 'Kiosque', integration_types_config: { '0': {}, '1': {} } }, GOOD],
  ['settings of before user installs', { name: 'Kiosque' }, GOOD],
  [
    'an endpoint of its own',
    { name: 'Kiosque', interactions_endpoint_url: 'https://other.example' },
    { ...GOOD, hasEndpoint: true },
  ],
  ['a code grant', { name: 'Kiosque', bot_require_code_grant: true }, { ...GOOD, needsCodeGrant: true }],
  ['servers alone', { name: 'Kiosque', integration_types_config: { '0': {} } }, { ...GOOD, hasUserInstall: false }],
])('GIVEN an application with %s THEN that is read', async (_what, body, facts) => {
  expect(await inspectApplication({ token: 't', apiUrl: await answering(200, body) })).toEqual(facts);
});

test('GIVEN a refused token, an outage and nobody there THEN each is told apart', async () => {
  expect(await inspectApplication({ token: 't', apiUrl: await answering(401, {}) })).toEqual({ kind: 'refused' });
  const outage = await inspectApplication({ token: 't', apiUrl: await answering(503, {}) });
  expect(outage).toEqual({ kind: 'unreachable', reason: 'status 503' });
  expect(await inspectApplication({ token: 't', apiUrl: 'http://127.0.0.1:9/api' })).toMatchObject({
    kind: 'unreachable',
  });
});
