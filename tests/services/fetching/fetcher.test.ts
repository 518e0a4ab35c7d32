import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { USER_AGENT } from '../../../src/services/fetching/create-fetcher.ts';
import { loopbackFetcher, serve, textOf } from '../../support/loopback.ts';

test('GIVEN a page THEN its bytes come with what the server says of them', async () => {
  const { url, asked } = await serve((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=windows-1252');
    response.setHeader('ETag', '"a1"');
    response.setHeader('Last-Modified', 'Mon, 23 Nov 2026 08:00:00 GMT');
    response.setHeader('Cache-Control', 'max-age=900');
    response.setHeader('Content-Encoding', 'gzip');
    response.end(gzipSync(Buffer.from('L’été'.replace('’', "'"), 'latin1')));
  });
  const fetched = await loopbackFetcher().get(`${url}news?a=b#c`);
  expect(fetched).toEqual({
    kind: 'ok',
    status: 200,
    url: `${url}news?a=b`,
    movedTo: null,
    etag: '"a1"',
    lastModified: 'Mon, 23 Nov 2026 08:00:00 GMT',
    freshForMs: 900_000,
    contentType: 'text/html; charset=windows-1252',
    bytes: Buffer.from("L'\xe9t\xe9", 'latin1'),
  });
  expect(asked.map((request) => `${request.method} ${request.url}`)).toEqual(['GET /news?a=b']);
});

test('GIVEN a request THEN it says honestly who asks and what it reads, and carries nothing else', async () => {
  const { url, asked, port } = await serve((_, response) => response.end());
  const { fetcher, get } = loopbackFetcher();
  await get(`http://journal.example.org:${port}/`, 'feed');
  await get(url, 'page');
  const version = /"version": "([^"]+)"/.exec(readFileSync('package.json', 'utf8'))?.[1];
  expect(USER_AGENT).toBe(`Kiosque/${version} (self-hosted news bot)`);
  expect(asked[0]?.headers).toEqual({
    host: `journal.example.org:${port}`,
    'user-agent': USER_AGENT,
    accept: expect.stringContaining('application/rss+xml'),
    'accept-encoding': 'gzip, deflate, br, zstd',
    connection: 'close',
  });
  expect(asked[1]?.headers.accept).toMatch(/^text\/html,/);
  await fetcher.close();
});

test('GIVEN validators THEN they are sent, and an unchanged answer is not modified', async () => {
  const { url, asked } = await serve((_, response) => response.writeHead(304, { 'Cache-Control': 'max-age=60' }).end());
  const { fetcher } = loopbackFetcher();
  const lastModified = 'Mon, 23 Nov 2026 08:00:00 GMT';
  const fetched = await fetcher.fetch({ url, for: 'feed', etag: 'W/"a"', lastModified });
  expect(asked[0]?.headers).toMatchObject({ 'if-none-match': 'W/"a"', 'if-modified-since': lastModified });
  expect(fetched).toEqual({
    kind: 'not-modified',
    url,
    movedTo: null,
    etag: 'W/"a"',
    lastModified,
    freshForMs: 60_000,
  });
});

test('GIVEN a stored validator that no header may carry THEN it is left out', async () => {
  const { url, asked } = await serve((_, response) => response.end('x'));
  await loopbackFetcher().fetcher.fetch({
    url,
    for: 'feed',
    etag: '"a"\r\nX-Evil: 1',
    lastModified: 'a'.repeat(2_000),
  });
  expect(Object.keys(asked[0]?.headers ?? {})).toEqual([
    'user-agent',
    'accept',
    'accept-encoding',
    'host',
    'connection',
  ]);
});

test.each([
  [200, 'text'],
  [204, ''],
  [203, 'text'],
])('GIVEN status %s THEN it is an answer', async (status, body) => {
  const { url } = await serve((_, response) => response.writeHead(status).end(body));
  const fetched = await loopbackFetcher().get(url);
  expect(fetched).toMatchObject({ kind: 'ok', status, contentType: null, etag: null, freshForMs: null });
  expect(textOf(fetched)).toBe(body);
});

test.each([400, 401, 403, 404, 410, 418, 429, 451, 500, 503, 599])(
  'GIVEN status %s THEN it is told',
  async (status) => {
    const { url } = await serve((_, response) => response.writeHead(status).end('<html>no</html>'));
    expect(await loopbackFetcher().get(`${url}feed?token=secret`)).toEqual({
      kind: 'failed',
      problem: 'status',
      status,
      retryAfterMs: null,
      detail: `The server answered ${status}: ${url}feed?…`,
    });
  },
);

test.each([300, 301, 302, 304, 305, 308])(
  'GIVEN status %s that leads nowhere THEN the answer is broken',
  async (status) => {
    const { url } = await serve((_, response) => response.writeHead(status).end());
    expect(await loopbackFetcher().get(url)).toMatchObject({ kind: 'failed', problem: 'broken', status });
  },
);

test('GIVEN addresses that are none of the web THEN each is refused unasked', async () => {
  const { get } = loopbackFetcher();
  for (const url of [
    '',
    'ftp://example.org/',
    'http://user:pass@example.org/',
    'http://localhost/',
    'file:///etc/passwd',
  ])
    expect(await get(url)).toMatchObject({ kind: 'failed', problem: 'address', status: null });
});

test('GIVEN a call whose signal aborts THEN it alone rejects, with the reason', async () => {
  const { url } = await serve((request, response) => void (request.url === '/b' && response.end('b')));
  const { fetcher } = loopbackFetcher();
  const control = new AbortController();
  const fetched = fetcher.fetch({ url, for: 'page', signal: control.signal });
  const next = fetcher.fetch({ url: `${url}b`, for: 'page' });
  control.abort(new Error('no longer wanted'));
  await expect(fetched).rejects.toThrow('no longer wanted');
  expect(textOf(await next)).toBe('b');
  await expect(fetcher.fetch({ url, for: 'page', signal: control.signal })).rejects.toThrow('no longer wanted');
});

test('GIVEN a fetcher that is closed THEN what is under way and what comes after has failed; closing twice does no harm', async () => {
  const arrived = Promise.withResolvers<void>();
  const { url } = await serve(() => arrived.resolve());
  const { fetcher, get } = loopbackFetcher();
  const fetched = [get(url), get(`${url}waiting`)];
  await arrived.promise;
  await Promise.all([fetcher.close(), fetcher.close()]);
  const closed = { kind: 'failed', problem: 'broken', detail: expect.stringContaining('closed') };
  expect(await Promise.all(fetched)).toMatchObject([closed, closed]);
  expect(await get(url)).toMatchObject(closed);
});
