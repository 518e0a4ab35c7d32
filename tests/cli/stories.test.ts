import { expect, test } from 'vitest';
import { runStories } from '../../src/cli/stories.ts';
import { runInWorld } from '../support/batch-run.ts';

async function run(argv: readonly string[], lines: readonly unknown[] = []) {
  const input = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const { code, errors, lines: answers } = await runInWorld((world) => runStories(argv, world), input);
  return { code, errors, answers };
}

test('GIVEN lines THEN each says its story, named by the first line of it; faulty ones are told in their place', async () => {
  const publishedAt = '2026-03-02T09:00:00+01:00';
  const { code, answers } = await run(
    ['--jsonl'],
    [
      { id: 'a', title: 'Ostley ferry runs aground near Gull Rock', publishedAt, outlet: 'The Harbor Courier' },
      { id: 'b' },
      { id: 7, title: 'Bakery on Mill Lane opens again', publishedAt },
      { id: 'd', title: 'Ferry from Ostley runs aground at Gull Rock', language: 'en_GB' },
      { id: 'e', title: 'x', publishedAt: 'yesterday' },
    ],
  );
  expect(answers).toEqual([
    { id: 'a', story: 'a' },
    { id: 'b', error: expect.stringContaining('title') },
    { id: 7, story: '7' },
    { id: 'd', story: 'a' },
    { id: 'e', error: expect.stringContaining('publishedAt') },
  ]);
  expect(code).toBe(65);
});

test('GIVEN no line THEN nothing is written; GIVEN no --jsonl THEN the call is wrong', async () => {
  expect(await run(['--jsonl'])).toMatchObject({ code: 0, answers: [] });
  const { code, errors } = await run(['file']);
  expect(code).toBe(64);
  expect(errors).toContain('--jsonl');
});
