import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { verify } from '../../src/cli/verify.ts';
import { temporaryFolder } from '../support/sandbox-bot.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function run(...argv: string[]) {
  const printed: string[] = [];
  const errors: string[] = [];
  const print = (text: string) => printed.push(text);
  const code = await runCommandLine(argv, { env: {}, cwd: folder, print, printError: (text) => errors.push(text) });
  return { code, printed, errors: errors.join('\n') };
}

const ARTICLE = 'The ferry carries 180 people. It was built in 1988.';

describe('two files', () => {
  test('GIVEN a false number THEN verdict, reason and the exact words', async () => {
    const { code, printed } = await run(
      'verify',
      write('a.txt', ARTICLE),
      write('c.txt', 'The ferry carries 190 people.'),
    );
    expect(code).toBe(0);
    expect(printed[0]).toContain('unsupported The ferry carries 190 people.\n  number: 190');
    expect(printed[0]).toContain('\n  paragraph 1: The ferry carries 180 people.');
  });

  test('GIVEN --json THEN the checks as one array', async () => {
    const { printed } = await run('verify', '--json', write('a.txt', ARTICLE), write('c.txt', 'It was built in 1988.'));
    expect(JSON.parse(printed[0] ?? '')).toMatchObject([
      { verdict: 'supported', findings: [], evidence: { paragraph: 1 } },
    ]);
  });

  test('GIVEN one file, a missing file or a false language THEN one sentence and its exit code', async () => {
    const article = write('a.txt', ARTICLE);
    expect((await run('verify', article)).code).toBe(64);
    expect((await run('verify', article, join(folder, 'none.txt'))).code).toBe(66);
    expect(await run('verify', '--language', 'no such', article, article)).toMatchObject({
      code: 65,
      errors: '“no such” is no language tag.',
    });
  });
});

describe('lines', () => {
  const lines = [
    JSON.stringify({
      article_id: 'x',
      lang: 'en',
      article: ARTICLE,
      claims: [
        { id: 'x-1', claim: 'It was built in 1989.' },
        { id: 'x-2', claim: 'It was built in 1988.' },
      ],
    }),
    '',
    JSON.stringify({
      article: ARTICLE,
      claims: [
        {
          id: 'y-1',
          claim: 'Le bac transporte 180 personnes.',
          lang: 'fr',
          evidence: ['The ferry carries 180 people.'],
        },
      ],
    }),
  ].join('\n');

  test.each(['standard input', 'a file'])('GIVEN lines in %s THEN one line a claim', async (where) => {
    const printed: string[] = [];
    const args = where === 'a file' ? [write('l.jsonl', lines)] : [];
    await verify(
      args,
      { json: false, jsonl: true },
      { print: (text) => printed.push(text), input: Readable.from([lines]) },
    );
    const judged = printed.map((text) => JSON.parse(text));
    expect(judged.map(({ id, flag }) => [id, flag])).toEqual([
      ['x-1', true],
      ['x-2', false],
      ['y-1', false],
    ]);
    expect(judged[0].score).toBeLessThan(judged[1].score);
    expect(judged[0].reasons).toContainEqual(expect.objectContaining({ type: 'number', text: '1989' }));
  });

  test('GIVEN a faulty line THEN its number is told', async () => {
    const path = write('l.jsonl', `${lines}\n{"article": 3}`);
    expect(await run('verify', '--jsonl', path)).toMatchObject({ code: 65, errors: expect.stringContaining('Line 4') });
  });
});
