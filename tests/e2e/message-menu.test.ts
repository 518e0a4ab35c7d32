import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { startBot } from '../support/sandbox-bot.ts';

/** 07:59:30 in Paris. */
const BEFORE_EIGHT = '2026-11-23T06:59:30Z';
const FERRY_TITLE = 'The ferry runs at night';
const FERRY =
  '---\ntitle: The ferry runs at night\nlanguage: en\n---\n\nFrom Monday the ferry runs until 23:30.\n\nThe fare stays at 2 euros.\n';

test('GIVEN an edition in a channel THEN its menu asks which story, and /summary there is of its first', async () => {
  const { sandbox, moveClock, folder } = await startBot({ at: BEFORE_EIGHT });
  const path = join(folder, 'ferry.md');
  writeFileSync(path, FERRY);
  const env = { DATABASE_URL: join(folder, 'kiosque.db') };
  await runCommandLine(['import', path], { env, cwd: folder, print: () => undefined, printError: () => undefined });
  await sandbox.command('/digest create channel:#news time:08:00 timezone:Europe/Paris', { as: 'manager' });
  moveClock(60_000);
  const edition = await sandbox.waitForMessage('news', () => true);

  const body = JSON.stringify(edition.body);
  const isFerryFirst = body.indexOf(FERRY_TITLE) < body.indexOf('Stoltenberg');
  const summary = await sandbox.command('/summary', { as: 'manager', channel: 'news' });
  expect(summary.text).toContain(isFerryFirst ? FERRY_TITLE : 'Stoltenberg');

  const asked = await sandbox.messageCommand('Summarize link', edition, { as: 'member' });
  expect(asked.text).toContain('several articles');
  expect(asked.message?.ephemeral).toBe(true);
  if (!asked.message) throw new Error('no message');
  const chosen = await sandbox.select(asked.message, 1, [FERRY_TITLE], { as: 'member' });
  expect(chosen.message?.id).toBe(asked.message.id);
  expect(chosen.text).toContain(FERRY_TITLE);

  // What the member chose alone is theirs; the channel's last one stays for everybody else.
  expect((await sandbox.command('/who-says', { as: 'member', channel: 'news' })).text).toContain(FERRY_TITLE);
  const general = await sandbox.command('/who-says', { as: 'member', channel: 'general' });
  expect(general.text).toContain('Who says what');
});
