import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { runFeed } from '../../src/cli/feed.ts';
import { checkFeedsBatch } from '../../src/cli/feed-batch.ts';
import type { Fetched } from '../../src/services/fetching/fetching.ts';
import { rss } from '../support/feeds.ts';
import { runInWorld } from '../support/batch-run.ts';
import { temporaryFolder } from '../support/sandbox-bot.ts';

const item = (i: number) =>
  `<item><title>The ferry, day ${i}</title><link>/ferry/${i}</link><guid isPermaLink="false">f${i}</guid><pubDate>0${i} Mar 2020 09:00 GMT</pubDate><description>The boat left at dawn.</description></item>`;
const FEED = rss([1, 2, 3, 4, 5, 6].map(item).join(''), { channel: '<language>en</language>' });

function run(argv: readonly string[], { input = '', answer }: { input?: string; answer?: Fetched } = {}) {
  const fetcher = {
    fetch: () => (answer ? Promise.resolve(answer) : Promise.reject(new Error('nothing is fetched'))),
    close: () => Promise.resolve(),
  };
  return runInWorld((world) => runFeed(argv, { ...world, fetcher }), input);
}

test('GIVEN a feed on the input THEN its facts, its last five items and its troubles are printed', async () => {
  const { code, printed } = await run(['check', '-'], { input: FEED });
  expect(code).toBe(0);
  expect(printed).toBe(
    [
      'Title: The Harbor Courier\nFormat: RSS\nSite: https://example.org/\nLanguage: en\nItems: 6',
      ...[6, 5, 4, 3, 2].map(
        (i) =>
          `2020-03-0${i}T09:00:00.000Z  The ferry, day ${i}\n  https://example.org/ferry/${i}\n  The boat left at dawn.`,
      ),
      '! It has excerpts only: the text is read from each item’s page.',
      '! Its newest item is over three months old.',
    ].join('\n\n'),
  );
});

test('GIVEN a page THEN it is said to be none, with the feeds that it offers, and the exit code says so', async () => {
  const page =
    '<html><head><link rel="alternate" type="application/rss+xml" title="News" href="https://example.org/feed"></head></html>';
  const { code, printed } = await run(['check', '-'], { input: page });
  expect([code, printed]).toEqual([
    65,
    'This is a web page, not a feed.\nIt offers:\n  https://example.org/feed  News',
  ]);
  expect((await run(['check', '-', '--json'], { input: page })).printed).toBe(
    '{"error":"not a feed (page)","what":"page","feeds":[{"url":"https://example.org/feed","title":"News"}]}',
  );
});

const ANSWER = {
  url: 'https://example.org/news/feed.xml',
  movedTo: null,
  etag: null,
  lastModified: null,
  freshForMs: null,
};

test('GIVEN an address THEN it is fetched, and relative addresses are meant against where it came from', async () => {
  const bytes = Buffer.from(FEED.replaceAll('/ferry/', 'ferry/'));
  const answer = { ...ANSWER, kind: 'ok' as const, status: 200, bytes, contentType: 'application/rss+xml' };
  const { code, printed } = await run(['check', 'https://example.org/old', '--json'], { answer });
  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({
    items: [{ url: 'https://example.org/news/ferry/1', guid: 'f1' }, {}, {}, {}, {}, {}],
  });
});

test.each([
  ['status', 503, 69, 'answered with an error (503)'],
  ['unknown-host', null, 68, 'has a name that leads nowhere'],
] as const)('GIVEN an address that cannot be fetched (%s %s) THEN one sentence says why', async (...given) => {
  const [problem, status, code, detail] = given;
  const answer = { kind: 'failed' as const, problem, status, retryAfterMs: null, detail: 'x' };
  expect(await run(['check', 'https://example.org/feed'], { answer })).toMatchObject({
    code,
    errors: `https://example.org/feed ${detail}.`,
  });
});

test('GIVEN lines of files and bytes THEN each gives its feed or its error, and the errors are counted', async () => {
  const path = join(temporaryFolder(), 'feed.xml');
  writeFileSync(path, FEED);
  const base64 = Buffer.from('<rss version="2.0"><channel><title>\xc9t\xc9</title></channel></rss>', 'latin1').toString(
    'base64',
  );
  const lines = [
    { id: 'file', file: path },
    { id: 'placed', file: path, url: 'https://example.net/feed' },
    { id: 'bytes', base64, headers: { 'Content-Type': 'text/xml; charset=iso-8859-1' } },
    { id: 'absent', file: `${path}.none` },
    { id: 'none' },
    { id: 'prose', base64: Buffer.from('no').toString('base64') },
  ];
  const {
    code,
    lines: answers,
    errors,
  } = await run(['check', '--jsonl'], {
    input: lines.map((line) => JSON.stringify(line)).join('\n'),
  });
  expect(answers).toMatchObject([
    {
      id: 'file',
      title: 'The Harbor Courier',
      items: [{ url: '/ferry/1', publishedAt: '2020-03-01T09:00:00.000Z' }, {}, {}, {}, {}, {}],
    },
    { id: 'placed', items: [{ url: 'https://example.net/ferry/1' }, {}, {}, {}, {}, {}] },
    { id: 'bytes', title: 'ÉtÉ', items: [] },
    { id: 'absent', error: expect.stringContaining('no such file') },
    { id: 'none', error: 'give a file: lines of a batch are not fetched' },
    { id: 'prose', error: 'not a feed (unreadable)' },
  ]);
  expect([code, errors]).toEqual([65, '3 lines are no feeds: see "error".']);
});

test('GIVEN a fault while a line is read THEN the batch goes on', async () => {
  const written: string[] = [];
  const errors = await checkFeedsBatch({
    input: Readable.from([Buffer.from('{"id":1,"base64":"eA=="}\n{"id":2,"base64":"eA=="}\n')]),
    output: new Writable({ write: (chunk, _, done) => (written.push(String(chunk)), done()) }),
    onProgress: () => undefined,
    read: () => Promise.reject(new Error('a fault')),
  });
  expect([errors, written.join('')]).toEqual([2, '{"id":1,"error":"a fault"}\n{"id":2,"error":"a fault"}\n']);
});

test.each([[[]], [['check']], [['list', 'x']], [['check', 'a', 'b']], [['check', 'x', '--no']]])(
  'GIVEN the call %j THEN its use is told',
  async (argv) => {
    const { code, errors } = await run(argv);
    expect(code).toBe(64);
    expect(errors).toContain('Usage: npx kiosque\n  feed check FILE|-|URL');
  },
);

test('GIVEN a file that is absent THEN one sentence says so', async () => {
  for (const argv of [
    ['check', '/none/such.xml'],
    ['check', '--jsonl', '/none/such.jsonl'],
  ]) {
    const { code, errors } = await run(argv);
    expect([code, errors.includes('cannot be read')]).toEqual([66, true]);
  }
});

test('GIVEN the command line THEN it knows feed', async () => {
  const errors: string[] = [];
  const print = () => undefined;
  expect(await runCommandLine(['feed'], { env: {}, cwd: '.', print, printError: (text) => errors.push(text) })).toBe(
    64,
  );
  expect(errors.join('')).toContain('feed check');
});
