import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Running, shareBot, startBot } from '../support/sandbox-bot.ts';

const DAY = 86_400_000;
const CREATE = '/digest create channel:#news time:08:00 timezone:Europe/Paris';
/** 07:59:30 in Paris. */
const BEFORE_EIGHT = '2026-11-23T06:59:30Z';

async function importText(running: Running, name: string, text: string): Promise<void> {
  const path = join(running.folder, name);
  writeFileSync(path, text);
  const said: string[] = [];
  const code = await runCommandLine(['import', path], {
    env: { DATABASE_URL: join(running.folder, 'kiosque.db') },
    cwd: running.folder,
    print: () => undefined,
    printError: (line) => said.push(line),
  });
  expect(said).toEqual([]);
  expect(code).toBe(0);
}

/** The edition that comes after `before`, newest last. */
async function waitForPost({ sandbox }: Running, ...before: readonly { id: string }[]) {
  return sandbox.waitForMessage('news', (message) => before.every((one) => one.id !== message.id));
}

test('GIVEN a digest at 08:00 THEN each day has one edition with what was stored since, and no repeat', async () => {
  const running = await startBot({ at: BEFORE_EIGHT });
  const { sandbox, moveClock } = running;
  const created = await sandbox.command(CREATE, { as: 'manager' });
  expect(created.text).toContain('#news');

  moveClock(60_000);
  const first = await waitForPost(running);
  expect(JSON.stringify(first.body)).toContain('Stoltenberg');

  await importText(
    running,
    'second.txt',
    '---\ntitle: The ferry runs at night\nlanguage: en\n---\n\nFrom Monday the ferry runs until 23:30.\n\nThe fare stays at 2 euros.\n',
  );
  moveClock(DAY);
  const second = await waitForPost(running, first);
  expect(JSON.stringify(second.body)).toContain('The ferry runs at night');
  expect(JSON.stringify(second.body)).not.toContain('Stoltenberg');

  const [story = ''] = /(?<="value":")[0-9a-z]{12}/.exec(JSON.stringify(second.body)) ?? [];
  const read = await sandbox.select(second, 1, [story], { as: 'member' });
  expect(read.message?.ephemeral).toBe(true);
  expect(read.text).toContain('The ferry runs at night');
  expect(sandbox.messages('news')).toHaveLength(2);
});

test('GIVEN a member without Manage Server THEN the digest is refused in one sentence', async () => {
  const { sandbox } = await shareBot();
  const refused = await sandbox.command(CREATE, { as: 'member', raw: true });
  expect(refused.text).toContain('Manage Server');
  expect(refused.message?.ephemeral).toBe(true);
});

test('GIVEN a channel where the bot may not write THEN creating says which permission is missing', async () => {
  const { sandbox } = await shareBot();
  const refused = await sandbox.command('/digest create channel:#locked time:08:00', { as: 'manager' });
  expect(refused.text).toContain('Send Messages');
  const list = await sandbox.command('/digest list', { as: 'manager' });
  expect(list.text).not.toContain('08:00');
});

test('GIVEN the bot was off at the hour THEN the edition is posted once, late, at the next start', async () => {
  const running = await startBot({ at: BEFORE_EIGHT });
  const { sandbox, bot, moveClock } = running;
  await sandbox.command(CREATE, { as: 'manager' });
  await bot.stop();
  moveClock(3 * 3_600_000);
  await bot.start();
  await sandbox.waitForBot();
  await waitForPost(running);
  moveClock(3_600_000);
  const list = await sandbox.command('/digest list', { as: 'manager' });
  expect(list.outcome).toBe('answered');
  expect(sandbox.messages('news')).toHaveLength(1);
});

test('GIVEN the channel is deleted THEN the administrators are told within the minute, and once', async () => {
  const running = await startBot({ at: BEFORE_EIGHT, adminChannel: 'staff' });
  const { sandbox, moveClock } = running;
  await sandbox.command(CREATE, { as: 'manager' });
  sandbox.breakages.deleteChannel('news');
  moveClock(60_000);
  const told = await sandbox.waitForMessage('staff', () => true);
  expect(JSON.stringify(told.body)).toContain(sandbox.ids.channels.news);
  moveClock(3_600_000);
  const list = await sandbox.command('/digest list', { as: 'manager' });
  expect(list.outcome).toBe('answered');
  expect(sandbox.messages('staff')).toHaveLength(1);
});
