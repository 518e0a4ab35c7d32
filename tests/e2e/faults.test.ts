import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { shareBot, startBot, temporaryFolder } from '../support/sandbox-bot.ts';

/** Runs `src/main.ts` to its end in an empty folder. */
function startMain(env: Record<string, string>, folder = temporaryFolder()) {
  const { status, stderr } = spawnSync(process.execPath, [resolve('src/main.ts')], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, stderr };
}

test('GIVEN input that no command can use THEN each answer is one kind sentence and the bot lives on', async () => {
  const { sandbox } = await shareBot();
  const said = async (text: string) => (await sandbox.command(text, { as: 'manager' })).text;
  expect(await said('/article article:zzzz')).toContain('No stored article matches');
  expect(await said('/translate language:klingon')).toContain('klingon');
  expect(await said('/search since:yesterday')).toContain('2021-05-31');
  expect(await said('/search')).not.toBe('');
  expect(await said('/digest create channel:#news time:25:00')).toContain('not a time of day');
  expect(await said('/digest create channel:#news time:08:00 timezone:Mars/Olympus')).toContain('not a time zone');
  expect(await said('/digest pause digest:nosuch')).toContain('/digest list');
  expect((await sandbox.command('/article')).outcome).toBe('answered');
});

test('GIVEN 4,000 characters that the client should not have sent THEN one sentence all the same', async () => {
  const { sandbox } = await shareBot();
  const options = [{ name: 'words', type: 3, value: 'x'.repeat(4_000) }];
  const long = await sandbox.sendRaw({ type: 2, data: { id: '1', name: 'search', type: 1, options } });
  expect(long.text).toContain('4000 characters');
});

test('GIVEN an option of the wrong kind THEN it is refused in one sentence, not answered with a stack', async () => {
  const { sandbox } = await shareBot();
  const wrong = await sandbox.sendRaw({
    type: 2,
    data: { id: '1', name: 'summary', type: 1, options: [{ name: 'extracts', type: 3, value: 'perhaps' }] },
  });
  expect(wrong.text).toContain('“extracts”');
});

test('GIVEN an interaction that is sent twice THEN it is answered once', async () => {
  const { sandbox } = await shareBot();
  const first = await sandbox.command('/article share:true', { as: 'member' });
  await sandbox.replay(first.interactionId);
  await sandbox.command('/article', { as: 'member' });
  expect(sandbox.messages('general')).toHaveLength(1);
});

test('GIVEN the token is revoked while it works THEN the bot ends with a sentence that says what to do', async () => {
  const { sandbox, lines, crashes } = await startBot();
  sandbox.breakages.revokeToken();
  await expect.poll(() => crashes.length, { timeout: 15_000 }).toBe(1);
  expect(crashes[0]).not.toBe(0);
  expect(lines.join('\n')).toMatch(/DISCORD_TOKEN/);
});

test('GIVEN Discord answers 500 to an edit THEN the reply still arrives', async () => {
  const { sandbox } = await shareBot();
  sandbox.breakages.add({ method: 'PATCH', route: /^\/webhooks\//, act: { status: 500 } });
  const asked = await sandbox.command('/article', { as: 'member', timeoutMs: 10_000 });
  expect(asked.outcome).toBe('answered');
});

test.each([4009, 1006, 4000])('GIVEN the gateway closes with %i THEN the bot comes back by itself', async (code) => {
  const { sandbox } = await shareBot();
  sandbox.breakages.dropGateway(code);
  await sandbox.waitForBot(15_000);
  const asked = await sandbox.command('/article', { as: 'member', timeoutMs: 10_000 });
  expect(asked.outcome).toBe('answered');
});

test('GIVEN a malformed .env THEN the start ends with all its faults and repeats no secret', () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, '.env'),
    'PORT=many\nLOG_LEVEL=loud\nthis is no setting\nOPENAI_API_KEY=very secret key\n',
  );
  const { status, stderr } = startMain({}, folder);
  expect(status).toBe(78);
  expect(stderr).toContain('line 3');
  expect(stderr).not.toContain('very secret');
});

test('GIVEN no token in KIOSQUE_MODE=discord THEN the start ends in one sentence', () => {
  const { status, stderr } = startMain({ KIOSQUE_MODE: 'discord' });
  expect(status).toBe(78);
  expect(stderr).toContain('DISCORD_TOKEN is missing');
});

test('GIVEN Discord cannot be reached THEN the start ends in one sentence', () => {
  const { status, stderr } = startMain({ DISCORD_TOKEN: 'x', DISCORD_API_URL: 'http://127.0.0.1:9/api' });
  expect(status).not.toBe(0);
  expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
});

test('GIVEN a database file that is something else THEN the start ends in one sentence and the file is untouched', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'other.db');
  writeFileSync(path, 'not a database at all, just some text that is long enough to be read as a header');
  const { status, stderr } = startMain({
    DISCORD_TOKEN: 'x',
    DATABASE_URL: path,
    DISCORD_API_URL: 'http://127.0.0.1:9/api',
  });
  expect(status).not.toBe(0);
  expect(stderr).toContain(path);
});
