import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { runRead } from '../../src/cli/read.ts';
import { readPagesBatch } from '../../src/cli/read-batch.ts';
import { newsPage, PROSE } from '../support/pages.ts';
import { runInWorld } from '../support/batch-run.ts';
import { temporaryFolder } from '../support/sandbox-bot.ts';

const HEAD =
  '<title>The ferry sails again</title><meta property="og:site_name" content="The Harbor Courier"><meta property="article:published_time" content="2026-03-02T09:00:00Z">';

function run(argv: readonly string[], input: string | Uint8Array = '') {
  return runInWorld((world) => runRead(argv, world), input);
}

test('GIVEN a page on the input THEN its facts and its text are printed', async () => {
  const { code, printed } = await run(['-'], newsPage({ head: HEAD }));
  expect(code).toBe(0);
  expect(printed).toBe(
    `Title: The ferry sails again\nOutlet: The Harbor Courier\nPublished: 2026-03-02T09:00:00.000Z\nLanguage: en\n\n${PROSE.join('\n\n')}`,
  );
});

test('GIVEN --json THEN one object says it all, instants in ISO 8601', async () => {
  const path = join(temporaryFolder(), 'page.html');
  writeFileSync(path, newsPage({ head: HEAD }));
  const { printed } = await run([path, '--json']);
  expect(JSON.parse(printed)).toMatchObject({
    title: 'The ferry sails again',
    publishedAt: '2026-03-02T09:00:00.000Z',
    modifiedAt: null,
    text: PROSE.join('\n\n'),
    access: 'open',
    extractor: 'readability',
  });
});

test('GIVEN lines of a batch THEN each has its answer in order, faulty ones too, and the exit code says so', async () => {
  const path = join(temporaryFolder(), 'page.html');
  writeFileSync(path, newsPage());
  const latin = Buffer.from('<p>L’été de l’année, au Café du Port, un long texte.</p>'.replaceAll('’', "'"), 'latin1');
  const input = [
    { id: 'a', file: path, url: 'https://example.org/2026/03/02/ferry' },
    'not JSON',
    { id: 2, base64: latin.toString('base64'), headers: { 'Content-Type': 'text/html; charset=iso-8859-1' } },
    { id: 'c', url: 'https://example.org/' },
    { id: 'd', file: '/no/such/file.html' },
    { id: 'e', base64: '!!' },
    { file: path },
  ].map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  const { code, lines, errors } = await run(['--jsonl'], `${input.join('\n\n')}\n`);
  expect(lines).toEqual([
    expect.objectContaining({ id: 'a', text: PROSE.join('\n\n'), publishedOn: '2026-03-02' }),
    { error: 'the line is not JSON' },
    expect.objectContaining({ id: 2, text: expect.stringContaining("L'été de l'année") }),
    { id: 'c', error: 'give a file: lines of a batch are not fetched' },
    { id: 'd', error: expect.stringContaining('file: ENOENT') },
    { id: 'e', error: expect.stringContaining('base64') },
    { error: expect.stringContaining('id') },
  ]);
  expect([code, errors]).toEqual([65, '5 pages could not be read: see their "error".']);
});

test.each([
  [[], 'Which file', 64],
  [['a', 'b'], 'one file', 64],
  [['--no-such'], 'no-such', 64],
  [['http://127.0.0.1/'], 'is not fetched', 64],
  [['HTTPS://localhost/'], 'is not fetched', 64],
  [['/no/such/file.html'], 'cannot be read', 66],
  [['--jsonl', '/no/such/file.jsonl'], 'no such file', 66],
])('GIVEN the call %j THEN it says “%s” with exit code %i', async (argv, words, code) => {
  const found = await run(argv);
  expect(found.errors).toContain(words);
  expect(found.code).toBe(code);
});

test('GIVEN a reader of the output that went away THEN the batch ends quietly', async () => {
  const output = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error('closed'), { code: 'EPIPE' })),
  });
  const input = Readable.from([Buffer.from('{"id":1}\n'.repeat(50))]);
  const read = () => Promise.reject(new Error('not asked'));
  await expect(readPagesBatch({ input, output, onProgress: () => undefined, read })).resolves.toBeLessThanOrEqual(50);
});

test('GIVEN a reader that fails on one page THEN that line says so and the next is read', async () => {
  const written: string[] = [];
  const output = new Writable({ write: (chunk, _, done) => (written.push(String(chunk)), done()) });
  const input = Readable.from([Buffer.from('{"id":1,"base64":""}\n'.repeat(12))]);
  const seen: number[] = [];
  const read = () => Promise.reject(new Error('a mistake'));
  expect(await readPagesBatch({ input, output, onProgress: (lines) => seen.push(lines), read })).toBe(12);
  expect([written[0], seen]).toEqual(['{"id":1,"error":"a mistake"}\n', [10]]);
});

test('GIVEN the command line THEN read is among its commands', async () => {
  const printed: string[] = [];
  const terminal = {
    env: {},
    cwd: '.',
    print: (text: string) => printed.push(text),
    printError: (text: string) => printed.push(text),
  };
  expect(await runCommandLine(['--help'], terminal)).toBe(0);
  expect(await runCommandLine(['read'], terminal)).toBe(64);
  expect(printed.join('\n')).toMatch(/read FILE\|ADDRESS\|-[\s\S]*Which file or address/);
});
