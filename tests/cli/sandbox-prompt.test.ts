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

test('GIVEN piped commands THEN the first exchange and each answer are printed, and the program ends', async () => {
  const printed = await runStart(temporaryFolder(), ['/article', '/translate language:German']);
  expect(printed).toContain('> /summary');
  expect(printed).toContain('Page 1 of 3');
  expect(printed).toContain('nobody has provided a translation into German');
  expect(printed).toMatch(/Open http:\/\/127\.0\.0\.1:\d+ in a browser/);
});

test('GIVEN a second visit THEN articles are there still and the digests of the first are not', async () => {
  const folder = temporaryFolder();
  await runStart(folder, ['/digest create channel:#news time:08:00 timezone:UTC', 'clock +2d']);
  const printed = await runStart(folder, ['/digest list', '/article']);
  expect(printed).toContain('This server has no digest yet');
  expect(printed).toContain('Page 1 of 3');
  expect(printed).not.toMatch(/"level":"(?:warn|error)"/);
});
