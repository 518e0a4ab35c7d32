import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { runRead } from '../../src/cli/read.ts';
import { fetchPage } from '../../src/cli/read-address.ts';
import { createFetcher } from '../../src/services/fetching/create-fetcher.ts';
import type { FetchProblem } from '../../src/services/fetching/fetching.ts';
import { loopbackFetcher, serve } from '../support/loopback.ts';
import { newsPage, PROSE } from '../support/pages.ts';

test('GIVEN the address of a page THEN it is fetched, by its own charset, and read against where it came from', async () => {
  const { url, asked } = await serve((request, response) => {
    if (request.url === '/old') response.writeHead(301, { Location: '/news/ferry.html' }).end();
    else {
      const head = '<title>L\xe9t\xe9 au port</title><link rel="canonical" href="ferry">';
      response
        .writeHead(200, { 'Content-Type': 'text/html; charset=iso-8859-1' })
        .end(Buffer.from(newsPage({ head }), 'latin1'));
    }
  });
  const printed: string[] = [];
  const code = await runRead(
    [`${url}old`, '--json'],
    {
      env: {},
      cwd: '.',
      print: (text) => printed.push(text),
      printError: () => undefined,
      showProgress: () => undefined,
      input: Readable.from([]),
      output: new Writable(),
    },
    ({ clock }) => createFetcher({ clock, allowAddress: () => true, limits: { pauseMs: 0 } }),
  );
  expect(code).toBe(0);
  expect(JSON.parse(printed.join(''))).toMatchObject({
    title: 'Lété au port',
    text: PROSE.join('\n\n'),
    canonicalUrl: `${url}news/ferry`,
  });
  expect(asked.map((request) => request.headers['user-agent'])).toEqual([
    expect.stringMatching(/^Kiosque\//),
    expect.stringMatching(/^Kiosque\//),
  ]);
});

test.each<[string, Record<string, string>, string, number]>([
  ['404', {}, 'is not there (404).', 69],
  ['410', {}, 'is not there (410).', 69],
  ['403', {}, 'is not given to everyone (403).', 69],
  ['451', {}, 'is not given to everyone (451).', 69],
  ['500', {}, 'answered with an error (500).', 69],
  ['503', { 'Retry-After': '30' }, 'answered with an error (503) and asks to wait 30 s.', 69],
  ['200', {}, 'is there, but it is empty.', 65],
  ['200', { 'Content-Type': 'application/pdf' }, 'is not a page: it says application/pdf.', 65],
  ['200', { 'Content-Type': '[31mred' }, 'is not a page: it says something else.', 65],
  ['302', { Location: '/same?token=secret' }, 'leads from one address to the next without end.', 69],
])('GIVEN status %s with %j THEN the sentence says that it %s', async (status, headers, words, exitCode) => {
  const { url } = await serve((_, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.writeHead(Number(status)).end(headers['Content-Type'] ? 'x' : '');
  });
  const { fetcher } = loopbackFetcher();
  await expect(fetchPage(`${url}same?token=secret`, fetcher)).rejects.toMatchObject({
    message: `${url}same?… ${words}`,
    exitCode,
  });
});

test.each<[FetchProblem, number]>([
  ['address', 64],
  ['unknown-host', 68],
  ['refused', 69],
  ['tls', 69],
  ['timeout', 69],
  ['too-large', 69],
  ['broken', 69],
])('GIVEN the problem %s THEN it is one sentence without the query', async (problem, exitCode) => {
  const failed = { kind: 'failed', problem, status: null, retryAfterMs: null, detail: 'for the operator' } as const;
  const fetcher = { fetch: () => Promise.resolve(failed), close: () => Promise.resolve() };
  await expect(fetchPage('https://user:secret@example.org/a?token=secret', fetcher)).rejects.toMatchObject({
    message: expect.stringMatching(/^https:\/\/example\.org\/a\?… [a-z][^.]+\.$/),
    exitCode,
  });
});
