import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { runSummarize } from '../../src/cli/summarize.ts';
import { summarizeBatch } from '../../src/cli/summarize-batch.ts';
import { OperatorError } from '../../src/errors.ts';
import { countWords } from '../../src/services/extracts-passages.ts';
import { extractFromText } from '../../src/services/extracts-text.ts';
import { readSamples } from '../../bench/summarize-data.ts';
import { temporaryFolder } from '../support/sandbox-bot.ts';

const STORED = '2v5h1ngr0mhy';
const DOCUMENT =
  'The council met on Monday to talk about the bridge. It will close in May.\n\nShops fear for their trade in summer.';

async function run(argv: readonly string[], input = '', folder = temporaryFolder()) {
  const [printed, errors, written]: [string[], string[], string[]] = [[], [], []];
  const output = new Writable({ write: (chunk, _, done) => (written.push(String(chunk)), done()) });
  const code = await runSummarize(argv, {
    env: { DATABASE_URL: join(folder, 'k.db') },
    cwd: folder,
    print: (text) => printed.push(text),
    printError: (text) => errors.push(text),
    showProgress: () => undefined,
    input: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    output,
  }).catch((error: unknown) => {
    if (!(error instanceof OperatorError)) throw error;
    errors.push(error.message);
    return error.exitCode;
  });
  return {
    code,
    printed: printed.join('\n'),
    errors: errors.join('\n'),
    lines: written.join('').split('\n').filter(Boolean),
  };
}

const lineOf = (value: unknown) => `${JSON.stringify(value)}\n`;

test('GIVEN lines of a batch THEN each has its answer in order, faulty ones too, and the exit code says so', async () => {
  const { code, lines, errors } = await run(
    ['--offline', '--jsonl'],
    [
      lineOf({ id: 'a', title: 'The bridge', document: DOCUMENT, lang: 'en' }),
      'not JSON\n\n',
      lineOf({ id: 7, document: DOCUMENT, title: null, lang: null }),
      lineOf({ id: 'c' }),
      lineOf({ id: 'd', document: DOCUMENT, lang: '!!' }),
      lineOf({ id: 'e', document: '' }).trimEnd(),
    ].join(''),
  );
  const answers = lines.map((line): unknown => JSON.parse(line));
  expect(answers).toEqual([
    { id: 'a', summary: expect.stringContaining('The council met on Monday') },
    { error: 'the line is not JSON' },
    { id: 7, summary: expect.stringContaining('The council met on Monday') },
    { id: 'c', error: expect.stringContaining('document') },
    { id: 'd', error: expect.stringContaining('lang') },
    { id: 'e', summary: '' },
  ]);
  expect(code).toBe(65);
  expect(errors).toContain('3 lines');
});

test('GIVEN a file of lines and the lead method THEN the first sentences, and 0', async () => {
  const path = join(temporaryFolder(), 'in.jsonl');
  writeFileSync(path, lineOf({ id: 'a', document: DOCUMENT }));
  const { code, lines } = await run(['--offline', '--jsonl', '--method', 'lead', path]);
  expect(code).toBe(0);
  expect(lines).toEqual([lineOf({ id: 'a', summary: DOCUMENT.replace('\n\n', ' ') }).trimEnd()]);
});

test('GIVEN a reader that goes away THEN the batch ends quietly and reads no further', async () => {
  let read = 0;
  const input = Readable.from(
    (function* () {
      for (; read < 100_000; read++) yield lineOf({ id: read, document: DOCUMENT });
    })(),
  );
  const output = new PassThrough({ highWaterMark: 64 });
  output.once('data', () => output.destroy(Object.assign(new Error('broken pipe'), { code: 'EPIPE' })));
  expect(await summarizeBatch({ input, output, method: 'extracts', onProgress: () => undefined })).toBe(0);
  expect(read).toBeLessThan(20_000);
});

test('GIVEN a long batch THEN progress is told', async () => {
  const seen: number[] = [];
  const input = Readable.from(Array.from({ length: 250 }, (_, id) => lineOf({ id, document: 'A b.' })));
  await summarizeBatch({ input, output: new PassThrough().resume(), method: 'lead', onProgress: (n) => seen.push(n) });
  expect(seen).toEqual([100, 200]);
});

test('GIVEN a stored article THEN its extracts as text and as JSON, opening with the standfirst', async () => {
  const text = await run([STORED, '--offline']);
  expect(text.code).toBe(0);
  expect(text.printed).toMatch(/^Alors que ce lundi 31 mai/);
  const json: unknown = JSON.parse((await run([STORED, '--json', '--length', 'one-line'])).printed);
  expect(json).toMatchObject({ language: 'fr', origin: 'offline', summary: [expect.stringMatching(/^Alors que/)] });
  expect((await run([STORED, '--method', 'lead'])).printed).toMatch(/^Alors que/);
});

test('GIVEN a plain file, an import file or the input THEN each is summed up', async () => {
  const folder = temporaryFolder();
  const [plain, form] = [join(folder, 'a.txt'), join(folder, 'b.txt')];
  writeFileSync(plain, DOCUMENT);
  writeFileSync(form, `---\ntitle: The bridge\nlanguage: en\n---\n\n${DOCUMENT}\n`);
  for (const argv of [[plain], [form], ['-']])
    expect((await run(argv, DOCUMENT)).printed).toContain('The council met on Monday');
});

test.each<[string, readonly string[], number]>([
  ['nothing to sum up', [], 64],
  ['a batch that does not say offline', ['--jsonl'], 64],
  ['an unknown method', ['--offline', '--method', 'magic', STORED], 64],
  ['an unknown length', ['--length', 'endless', STORED], 64],
  ['an unknown option', ['--nosuch'], 64],
  ['no such language', ['--language', '!!', STORED], 64],
  ['two files', ['a', 'b'], 64],
  ['no such file', ['none.txt'], 66],
  ['no such file of lines', ['--offline', '--jsonl', 'none.jsonl'], 66],
  ['no such article', ['000000000000'], 65],
])('GIVEN %s THEN one sentence and its exit code', async (_, argv, code) => {
  const { code: given, errors } = await run(argv);
  expect(given).toBe(code);
  expect(errors).not.toBe('');
});

test('GIVEN the whole command line THEN summarize is one of its commands', async () => {
  const folder = temporaryFolder();
  const printed: string[] = [];
  const terminal = {
    env: { DATABASE_URL: join(folder, 'k.db') },
    cwd: folder,
    print: (text: string) => printed.push(text),
    printError: (text: string) => printed.push(text),
  };
  expect(await runCommandLine(['--help'], terminal)).toBe(0);
  expect(printed.join()).toContain('summarize --offline --jsonl');
  expect(await runCommandLine(['summarize', '--nosuch'], terminal)).toBe(64);
});

const samples = readSamples(process.env['KIOSQUE_CORPORA'], 'orangesum-dev');

test.skipIf(!samples)(
  'GIVEN French news (OrangeSum; skipped without KIOSQUE_CORPORA) THEN each summary is verbatim and short',
  async () => {
    const some = (samples ?? []).slice(0, 200);
    const { code, lines } = await run(['--offline', '--jsonl'], some.map(lineOf).join(''));
    expect(code).toBe(0);
    expect(lines).toHaveLength(some.length);
    lines.forEach((line, i) => {
      const { summary } = z.object({ summary: z.string() }).parse(JSON.parse(line));
      expect(summary).not.toBe('');
      expect(countWords(summary)).toBeLessThanOrEqual(60);
      const { document = '', title } = some[i] ?? {};
      const sentences = extractFromText({ title, document }, { method: 'extracts', length: 'short' });
      expect(sentences.join(' ')).toBe(summary);
      for (const sentence of sentences) expect(document).toContain(sentence);
    });
  },
);
