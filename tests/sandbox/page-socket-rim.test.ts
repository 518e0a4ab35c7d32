import { request } from 'node:http';
import { expect, test } from 'vitest';
import { type Knock, openPaged, visit } from './page-visitor.ts';
import { logIn } from './raw-bot.ts';

/** The status with which a WebSocket's opening is answered: 101 when it is taken. */
function knock(port: number, { origin, host, path = '/page/socket' }: Knock): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = request({
      host: '127.0.0.1',
      port,
      path,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        host: host ?? `127.0.0.1:${port}`,
        ...(origin !== undefined && { origin }),
      },
    });
    const end = (status: number) => {
      opening.destroy();
      resolve(status);
    };
    opening.on('upgrade', (response, socket) => {
      socket.destroy();
      end(response.statusCode ?? 0);
    });
    opening.on('response', (response) => end(response.statusCode ?? 0));
    opening.on('error', reject);
    opening.end();
  });
}

test.each([
  ['this server’s own page', 101, (port: number) => ({ origin: `http://127.0.0.1:${port}` })],
  [
    'the same by its other name',
    101,
    (port: number) => ({ origin: `http://localhost:${port}`, host: `localhost:${port}` }),
  ],
  ['another site', 403, () => ({ origin: 'https://example.com' })],
  ['another port', 403, (port: number) => ({ origin: `http://127.0.0.1:${port === 1 ? 2 : 1}` })],
  ['https', 403, (port: number) => ({ origin: `https://127.0.0.1:${port}` })],
  ['a page from a file', 403, () => ({ origin: 'null' })],
  ['no origin', 403, () => ({})],
  [
    'a name that points here',
    403,
    (port: number) => ({ origin: `http://evil.test:${port}`, host: `evil.test:${port}` }),
  ],
  ['another path', 403, (port: number) => ({ origin: `http://127.0.0.1:${port}`, path: '/page/other' })],
  ['the gateway, from a page', 403, (port: number) => ({ origin: `http://127.0.0.1:${port}`, path: '/gateway' })],
] satisfies [string, number, (port: number) => Knock][])(
  'GIVEN a WebSocket of %s THEN it is answered with %i',
  async (_, status, headers) => {
    const { sandbox } = await openPaged();
    expect(await knock(sandbox.port, headers(sandbox.port))).toBe(status);
  },
);

test.each([
  ['no JSON', 'no json', 'That was no JSON.'],
  ['no object', '[]', 'This server does not know such a request (its shape).'],
  ['an unknown deed', '{"id":7,"deed":{"do":"format"}}', 'This server does not know such a request (deed.do).'],
  ['an unknown actor', '{"id":7,"deed":{"do":"command","text":"/x","channelId":"1","actor":"owner"}}', 'deed.actor'],
  ['an unknown language', '{"id":7,"deed":{"do":"locale","actor":"member","locale":"xx"}}', 'deed.locale'],
  ['a clock beyond dates', '{"id":7,"deed":{"do":"move-clock","ms":1e300}}', 'deed.ms'],
  ['bytes', Buffer.from('{}'), 'Pages send text.'],
])('GIVEN a frame that is %s THEN it is refused, and the page stays', async (_, frame, sentence) => {
  const { sandbox, controls } = await openPaged();
  const page = visit(sandbox.port);
  await page.next('snapshot');
  page.send(frame);
  const { to, answer } = await page.next('answer');
  expect(answer).toMatchObject({ kind: 'refused', sentence: expect.stringContaining(sentence) });
  expect(to).toBe(typeof frame === 'string' && frame.includes('"id":7') ? 7 : 0);
  expect(await page.ask({ do: 'kill' })).toEqual({ kind: 'done', messageId: null });
  expect(controls.asked).toEqual([{ do: 'kill' }]);
});

test('GIVEN a frame that is too large THEN the page is closed', async () => {
  const { sandbox } = await openPaged();
  const page = visit(sandbox.port);
  await page.next('snapshot');
  page.send('x'.repeat(65 * 1024));
  expect(await page.closed).toBe(1009);
});

test('GIVEN more requests at once than one visitor makes THEN the rest are refused', async () => {
  const { sandbox } = await openPaged();
  await logIn(sandbox);
  const page = visit(sandbox.port);
  await page.next('snapshot');
  const deed = { do: 'command', text: '/find', channelId: sandbox.ids.channels.general, actor: 'member' };
  for (let id = 1; id <= 51; id++) page.send(JSON.stringify({ id, deed }));
  const { to, answer } = await page.next('answer');
  expect([to, answer]).toEqual([51, { kind: 'refused', sentence: 'Too much at once: wait a moment.' }]);
});

test('GIVEN more pages than are taken THEN one more is closed, and the others stay', async () => {
  const { sandbox } = await openPaged();
  const pages = Array.from({ length: 32 }, () => visit(sandbox.port));
  await Promise.all(pages.map((page) => page.next('snapshot')));
  expect(await visit(sandbox.port).closed).toBe(1013);
  expect(await pages[0]?.ask({ do: 'kill' })).toMatchObject({ kind: 'done' });
});

test('GIVEN a page that does not read THEN it is dropped, and another page is told on', async () => {
  const { sandbox, controls } = await openPaged();
  const [slow, quick] = [visit(sandbox.port), visit(sandbox.port)];
  await Promise.all([slow.next('snapshot'), quick.next('snapshot')]);
  slow.socket.pause();
  const breakages = Array.from({ length: 20_000 }, () => 'no-permission' as const);
  // What the slow page does not take piles up in this process once the connection's own room is full.
  for (let round = 1; round <= 60; round++) {
    controls.change({ breakages: breakages.slice(round) });
    await quick.next('breakages');
  }
  slow.socket.resume();
  expect(await slow.closed).toBe(1006);
  expect(await quick.ask({ do: 'kill' })).toMatchObject({ kind: 'done' });
});

test('GIVEN the page is stopped THEN its pages are closed and no more are taken', async () => {
  const { sandbox, page: served } = await openPaged();
  const page = visit(sandbox.port);
  await page.next('snapshot');
  served.stop();
  await page.closed;
  expect(await knock(sandbox.port, { origin: `http://127.0.0.1:${sandbox.port}` })).toBe(403);
});
