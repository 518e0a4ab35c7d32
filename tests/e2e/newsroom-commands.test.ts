import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTypedFile } from '../../src/cli/prompt-files.ts';
import { startBot, temporaryFolder } from '../support/sandbox-bot.ts';

const PAGE = `<!doctype html><html lang="en"><head><title>Bakery on Mill Lane opens again</title></head><body><article>
<h1>Bakery on Mill Lane opens again</h1>
<p>The bakery on Mill Lane opened its doors again on Saturday after a winter of repairs that took four months longer than planned.</p>
<p>The owner said that 300 loaves were sold before noon, and that the old oven had been kept because nobody could agree on another one.</p>
<p>The town council paid a third of the repairs, on the condition that the shop stays open for ten years at the least.</p>
</article></body></html>`;

test('GIVEN the real bot THEN a file is added, removed for good, and what is no address of the web is refused', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'bakery.html'), PAGE);
  writeFileSync(
    join(folder, 'lie.txt'),
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0, 255, 254]),
  );
  writeFileSync(join(folder, 'large.txt'), Buffer.alloc(25_000_000, 'x'));
  const { sandbox } = await startBot();
  const add = (name: string) =>
    sandbox.command(`/add file:${join(folder, name)}`, { as: 'manager', files: readTypedFile });

  const stored = await add('bakery.html');
  expect(stored.text).toContain('Stored for this server:');
  expect(stored.text).toContain('The owner said that 300 loaves were sold before noon');
  expect((await add('bakery.html')).text).toContain('This article is already stored:');
  expect((await add('lie.txt')).text).toContain('That file is not text, whatever its name says.');
  expect((await add('large.txt')).text).toContain('That file has 25 MB; I read up to 2 MB.');

  for (const command of ['/add address:http://127.0.0.1:9/', '/feed add address:http://169.254.169.254/'])
    expect((await sandbox.command(command, { as: 'manager' })).text).toContain('not a public web address');
  expect((await sandbox.command('/feed list', { as: 'member' })).text).toContain('follows no feed yet');

  if (!stored.message) throw new Error('no message');
  const asked = await sandbox.press(stored.message, 'Remove…', { as: 'manager' });
  if (!asked.message) throw new Error('no message');
  expect((await sandbox.press(asked.message, 'Remove it', { as: 'manager' })).text).toContain('removed for good');
  expect((await sandbox.press(stored.message, 'Summarize', { as: 'manager' })).text).toContain('no longer kept');
});
