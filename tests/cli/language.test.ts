import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runLanguage } from '../../src/cli/language.ts';
import { runInWorld } from '../support/batch-run.ts';
import { temporaryFolder } from '../support/sandbox-bot.ts';

async function run(argv: readonly string[], input = '') {
  const { printed, errors, ...rest } = await runInWorld((world) => runLanguage(argv, world), input);
  return { ...rest, printed: [printed, errors].filter(Boolean).join('\n') };
}

test('GIVEN a text on the input or in a file THEN its language is printed', async () => {
  const path = join(temporaryFolder(), 'text.txt');
  writeFileSync(path, 'Le conseil a fermé le vieux pont.');
  expect(await run([path])).toMatchObject({
    code: 0,
    printed: expect.stringMatching(/^fr {2}French, confidence 0\.\d\d$/),
  });
  const { printed } = await run(['-', '--json'], 'Der Rat hat die alte Brücke gesperrt.');
  expect(JSON.parse(printed)).toMatchObject({ language: 'de', isSure: false });
  expect(await run(['-'], '12')).toMatchObject({ code: 0, printed: 'no language can be told' });
});

test('GIVEN lines of a batch THEN each has its answer in order, faulty ones too', async () => {
  const lines = [{ id: 1, text: 'The council closed the old bridge.' }, { id: 'b' }, { id: 3, text: '' }];
  const { code, lines: answers } = await run(['--jsonl'], lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  expect(answers).toEqual([
    expect.objectContaining({ id: 1, language: 'en' }),
    { id: 'b', error: expect.stringContaining('text') },
    expect.objectContaining({ id: 3, language: null }),
  ]);
  expect(code).toBe(65);
});

test.each([
  [[], 'Which file', 64],
  [['a', 'b'], 'one file', 64],
  [['--no-such'], 'no-such', 64],
  [['/no/such/file'], 'cannot be read', 66],
  [['--jsonl', '/no/such/file'], 'no such file', 66],
])('GIVEN the call %j THEN it says %s and ends with %i', async (argv, words, code) => {
  expect(await run(argv)).toMatchObject({ code, printed: expect.stringContaining(words) });
});
