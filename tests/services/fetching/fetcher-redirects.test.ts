import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { allowPublicAddress } from '../../../src/services/fetching/public-address.ts';
import { loopbackFetcher, serve, serveRaw, textOf } from '../../support/loopback.ts';

/** Paths like /301/302/: each number a redirect to what follows it, the end an answer. */
const chain: RequestListener = (request, response) => {
  const [, status = '', rest = ''] = /^\/(\d{3})(\/.*)$/.exec(request.url ?? '') ?? [];
  if (status === '') response.end(`at ${request.url}`);
  else response.writeHead(Number(status), { Location: rest }).end('moved');
};

test.each([
  ['301/end', 'end', 'end'],
  ['308/301/end', 'end', 'end'],
  ['302/end', 'end', null],
  ['303/end', 'end', null],
  ['307/end', 'end', null],
  ['301/302/end', 'end', '302/end'],
  ['302/301/end', 'end', null],
  ['301/302/301/end', 'end', '302/301/end'],
  ['end', 'end', null],
])('GIVEN the way /%s THEN the answer is of /%s and permanently at %s', async (way, end, movedTo) => {
  const { url } = await serve(chain);
  const fetched = await loopbackFetcher().get(url + way);
  expect(textOf(fetched)).toBe(`at /${end}`);
  expect(fetched).toMatchObject({ url: url + end, movedTo: movedTo === null ? null : url + movedTo });
});

test('GIVEN a permanent redirect to what is not modified THEN it is told too, and the validators went along', async () => {
  const { url, asked } = await serve((request, response) => {
    if (request.url === '/old') response.writeHead(301, { Location: '/new' }).end();
    else response.writeHead(304).end();
  });
  const fetched = await loopbackFetcher().fetcher.fetch({ url: `${url}old`, for: 'feed', etag: '"a"' });
  expect(fetched).toMatchObject({ kind: 'not-modified', url: `${url}new`, movedTo: `${url}new` });
  expect(asked.map(({ headers }) => headers['if-none-match'])).toEqual(['"a"', '"a"']);
});

test.each(['page', 'feed'] as const)('GIVEN too many redirects for a %s THEN it ends', async (kind) => {
  const most = kind === 'page' ? 5 : 8;
  const { url, asked } = await serve(chain);
  const { get } = loopbackFetcher();
  expect(textOf(await get(`${url}${'302/'.repeat(most)}end`, kind))).toBe('at /end');
  asked.length = 0;
  expect(await get(`${url}${'302/'.repeat(most + 1)}end`, kind)).toMatchObject({ problem: 'too-many-redirects' });
  expect(asked).toHaveLength(most + 1);
});

test('GIVEN loops THEN each ends when it comes back to where it was', async () => {
  const { url, asked } = await serve((request, response) => {
    response
      .writeHead(302, { Location: request.url === '/a' ? '/b' : (request.url === '/b' ? '/a#x' : '') || '/self' })
      .end();
  });
  const { get } = loopbackFetcher();
  expect(await get(`${url}self`)).toMatchObject({ problem: 'too-many-redirects' });
  expect(await get(`${url}a`)).toMatchObject({ problem: 'too-many-redirects' });
  expect(asked.map((request) => request.url)).toEqual(['/self', '/a', '/b']);
});

test('GIVEN addresses in a redirect THEN they are resolved against the one before, in any encoding', async () => {
  const ways: Record<string, string> = {
    '/utf8': Buffer.from('/été?q=ü').toString('latin1'),
    '/latin': '/\xe9t\xe9',
    '/relative/a': '../b',
    '/spaces': ' /c d ',
    '/query': '?q=1',
  };
  const { url } = await serveRaw((socket, request) => {
    const path = request.split(' ')[1] ?? '';
    const way = ways[path];
    const head = way === undefined ? '200 OK\r\nContent-Length: 0' : `302 Found\r\nLocation: ${way}`;
    socket.end(Buffer.from(`HTTP/1.1 ${head}\r\n\r\n`, 'latin1'));
  });
  const { get } = loopbackFetcher();
  const ends: unknown[] = [];
  for (const path of Object.keys(ways))
    ends.push(Object.entries(await get(url + path.slice(1))).find(([key]) => key === 'url')?.[1]);
  const expected = ['%C3%A9t%C3%A9?q=%C3%BC', '%C3%A9t%C3%A9', 'b', 'c%20d', 'query?q=1'];
  expect(ends).toEqual(expected.map((path) => url + path));
});

test.each([
  ['http://127.0.0.1/'],
  ['http://2130706433/'],
  ['//169.254.169.254/latest/meta-data/'],
  ['http://[::ffff:127.0.0.1]/'],
  ['http://localhost/'],
  ['http://inside.example.org/'],
  ['http://public.example.org:22/'],
  ['http://user:pass@public.example.org/'],
  ['file:///etc/passwd'],
  ['http://'],
])('GIVEN a public site that leads to %s THEN nobody is asked there', async (target) => {
  const { port, asked: requests } = await serve((_, response) => response.writeHead(302, { Location: target }).end());
  const connected: string[] = [];
  const { get } = loopbackFetcher({
    lookup: (host) => Promise.resolve([{ address: host.startsWith('inside') ? '10.0.0.1' : '127.0.0.1', family: 4 }]),
    // The site itself passes for public; everything after it is judged as in production.
    allowAddress: (ip, at) =>
      at === port ? ip === '127.0.0.1' : (connected.push(`${ip}:${at}`), allowPublicAddress(ip, at)),
  });
  expect(await get(`http://public.example.org:${port}/`)).toMatchObject({ kind: 'failed', problem: 'address' });
  expect(requests).toHaveLength(1);
});

test('GIVEN a redirect whose target fails THEN the log has neither its query nor the first one', async () => {
  const { url } = await serve((request, response) => {
    response.writeHead(request.url?.startsWith('/a') ? 301 : 404, { Location: '/b?key=secret' }).end();
  });
  const failed = await loopbackFetcher().get(`${url}a?token=secret`);
  expect(failed).toMatchObject({ problem: 'status', status: 404 });
  expect(JSON.stringify(failed)).not.toContain('secret');
});
