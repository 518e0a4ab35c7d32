import { expect, test } from 'vitest';
import { allowPublicAddress } from '../../../src/services/fetching/public-address.ts';
import { loopbackFetcher, serve, textOf, until } from '../../support/loopback.ts';

/** The times at which a server was asked, in seconds of the fetcher's clock, by host and path. */
async function setUp(limits: { pauseMs?: number; maxAtOnce?: number } = { pauseMs: 1_000 }) {
  const web = loopbackFetcher({ limits });
  const log: string[] = [];
  const { port } = await serve((request, response) => {
    const host = request.headers.host?.split('.')[0];
    log.push(`${host}${request.url} ${web.clock.monotonicMs() / 1000}`);
    if (request.url === '/moved') response.writeHead(301, { Location: '/end' }).end();
    else if (request.url === '/away') response.writeHead(301, { Location: `http://b.example.org:${port}/end` }).end();
    else if (request.url === '/busy') response.writeHead(429, { 'Retry-After': '90' }).end();
    else if (request.url === '/down') response.writeHead(503, { 'Retry-After': 'Mon, 23 Nov 2026 09:10:00 GMT' }).end();
    else if (request.url === '/forbidden') response.writeHead(403, { 'Retry-After': '90' }).end();
    else if (request.url === '/tired') response.writeHead(503).end();
    else response.end('here');
  });
  const get = (host: string, path: string) => web.get(`http://${host}.example.org:${port}${path}`);
  return { ...web, log, get };
}

test('GIVEN requests to two hosts THEN each host is asked once a second, both side by side', async () => {
  const { moveUntil, log, get } = await setUp();
  const fetched = ['/1', '/2', '/3'].flatMap((path) => [get('a', path), get('b', path)]);
  for (const one of await moveUntil(Promise.all(fetched))) expect(textOf(one)).toBe('here');
  expect(log.toSorted()).toEqual(['a/1 0', 'a/2 1', 'a/3 2', 'b/1 0', 'b/2 1', 'b/3 2']);
});

test('GIVEN a redirect within a host THEN the next step keeps the pause too, before what waits there, and its time does not run', async () => {
  const { moveUntil, log, get } = await setUp({ pauseMs: 15_000 });
  const fetched = Promise.all([get('a', '/moved'), get('a', '/other')]);
  const [moved] = await moveUntil(fetched, 5_000);
  expect(moved).toMatchObject({ kind: 'ok' });
  expect(log).toEqual(['a/moved 0', 'a/end 15', 'a/other 30']);
});

test('GIVEN a redirect to another host THEN that host has its own pause', async () => {
  const { moveUntil, log, get } = await setUp();
  const fetched = Promise.all([get('b', '/1'), get('a', '/away')]);
  await moveUntil(fetched);
  expect(log).toEqual(['b/1 0', 'a/away 0', 'b/end 1']);
});

test.each([
  ['/busy', 429, 90],
  ['/down', 503, 600],
])(
  'GIVEN a host that answered %s with Retry-After THEN it is left alone and others are not',
  async (path, status, seconds) => {
    const { clock, log, get } = await setUp({ pauseMs: 0 });
    const first = await get('a', path);
    expect(first).toMatchObject({ kind: 'failed', problem: 'status', status, retryAfterMs: seconds * 1000 });
    await clock.move(30_000);
    expect(await get('a', '/1')).toEqual({
      kind: 'failed',
      problem: 'status',
      status,
      retryAfterMs: (seconds - 30) * 1000,
      detail: expect.stringContaining(`a.example.org answered ${status} and wants to be left alone`),
    });
    expect(textOf(await get('b', '/1'))).toBe('here');
    await clock.move((seconds - 30) * 1000);
    expect(textOf(await get('a', '/1'))).toBe('here');
    expect(log).toEqual([`a${path} 0`, 'b/1 30', `a/1 ${seconds}`]);
  },
);

test.each(['/forbidden', '/tired'])('GIVEN an answer like %s THEN the host may be asked again', async (path) => {
  const { log, get } = await setUp({ pauseMs: 0 });
  await get('a', path);
  await get('a', '/1');
  expect(log).toHaveLength(2);
});

test('GIVEN twenty hosts that are silent THEN eight are asked, and a person does not wait for them', async () => {
  const silent = loopbackFetcher();
  const { port, asked } = await serve((request, response) => void (request.url === '/add' && response.end('added')));
  const feeds = Array.from({ length: 20 }, (_, n) => silent.get(`http://s${n}.example.org:${port}/`, 'feed'));
  const added = await silent.fetcher.fetch({ url: `http://x.example.org:${port}/add`, for: 'page', isAwaited: true });
  expect(textOf(added)).toBe('added');
  for (const arrived of [9, 17, 21]) {
    await until(() => asked.length === arrived);
    await silent.clock.move(20_000);
  }
  const outcomes = await Promise.all(feeds);
  expect(outcomes.map((one) => (one.kind === 'failed' ? one.problem : one.kind))).toEqual(feeds.map(() => 'timeout'));
});

test('GIVEN all places taken THEN a literal address that is not allowed is refused without a turn', async () => {
  const { get } = loopbackFetcher({ lookup: () => new Promise(() => undefined), allowAddress: allowPublicAddress });
  const silent = Array.from({ length: 8 }, (_, n) => get(`http://s${n}.example.org/`));
  expect(await get('http://10.0.0.1/')).toMatchObject({ kind: 'failed', problem: 'address' });
  expect(await Promise.race([...silent, Promise.resolve('still waiting')])).toBe('still waiting');
});
