import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/sandbox-bot.ts';

/** `npm start` without a token, with lines piped in; gives all that it printed. */
async function runStart(folder: string, lines: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [resolve('src/main.ts')], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATABASE_URL: join(folder, 'sandbox.db'), PORT: '3900' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
  child.stderr.on('data', (text: Buffer) => (printed += text.toString()));
  child.stdin.end(`${lines.join('\n')}\n`);
  await new Promise((done) => child.once('close', done));
  return printed;
}

test('GIVEN piped commands THEN each answer is printed and the program ends; on a second visit articles are there still, digests are not', async () => {
  const folder = temporaryFolder();
  const digest = '/digest create channel:#news time:08:00 timezone:UTC';
  const first = await runStart(folder, ['/article', '/translate language:German', digest, 'clock +2d']);
  expect(first).toContain('> /summary');
  expect(first).toContain('Page 1 of 3');
  expect(first).toContain('nobody has provided a translation into German');
  expect(first).toMatch(/Open http:\/\/127\.0\.0\.1:\d+ in a browser/);

  const second = await runStart(folder, ['/digest list', '/article']);
  expect(second).toContain('This server has no digest yet');
  expect(second).toContain('Page 1 of 3');
  expect(second).not.toMatch(/"level":"(?:warn|error)"/);
});
