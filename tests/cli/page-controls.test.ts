import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createPageControls, findClockChange } from '../../src/cli/page-controls.ts';
import { startSandboxBot } from '../../src/cli/sandbox-bot.ts';
import { systemRandom } from '../../src/ids.ts';
import { renderMessageAsText } from '../../src/sandbox/sandbox.ts';
import { shareBot, startBot, temporaryFolder } from '../support/sandbox-bot.ts';

const DAILY = '/digest create channel:#news time:08:00 timezone:Europe/Paris';

async function start(begin = startBot) {
  const running = await begin({ at: '2026-11-23T06:00:00Z' });
  const controls = createPageControls(running, join(running.folder, 'kiosque.db'));
  onTestFinished(() => controls.stop());
  const until = (isTrue: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isTrue()) return;
        stop();
        resolve();
      };
      const stop = controls.onChange(look);
      look();
    });
  return { ...running, controls, until };
}

const iso = (epochMs: number | null) => epochMs && new Date(epochMs).toISOString();

test('GIVEN a digest THEN its due time is known, and the clock goes there', async () => {
  const { controls, sandbox, until, clock } = await start();
  expect(await controls.perform({ do: 'to-next-digest' })).toBe(
    'No digest is due: a manager makes one with /digest create.',
  );
  await sandbox.command(DAILY, { as: 'manager' });
  await until(() => controls.state().clock.nextDigestAt !== null);
  expect(iso(controls.state().clock.nextDigestAt)).toBe('2026-11-23T07:00:00.000Z');
  expect(await controls.perform({ do: 'to-next-digest' })).toBeUndefined();
  expect(iso(clock.now())).toMatch(/^2026-11-23T07:00:0/);
  await sandbox.waitForMessage('news', () => true);
  expect(iso(controls.state().clock.nextDigestAt)).toBe('2026-11-24T07:00:00.000Z');
  await controls.perform({ do: 'move-clock', ms: 3_600_000 });
  expect(iso(clock.now())).toMatch(/^2026-11-23T08:00:/);
});

test('GIVEN Discord breaks when a digest is posted THEN it is there once, and the breakage is used up', async () => {
  const { controls, sandbox, until } = await start();
  await sandbox.command(DAILY, { as: 'manager' });
  await controls.perform({ do: 'break', what: 'discord-no-answer', on: true });
  expect(controls.state().breakages).toEqual(['discord-no-answer']);
  await controls.perform({ do: 'to-next-digest' });
  await sandbox.waitForMessage('news', () => true);
  await until(() => controls.state().breakages.length === 0);
  expect(sandbox.messages('news')).toHaveLength(1);
});

test('GIVEN breakages that are taken back THEN nothing is broken', async () => {
  const { controls, sandbox } = await start();
  await sandbox.command(DAILY, { as: 'manager' });
  const all = ['discord-500', 'discord-429', 'discord-no-answer', 'no-permission'] as const;
  for (const what of all) await controls.perform({ do: 'break', what, on: true });
  expect(controls.state().breakages).toEqual(all);
  for (const what of all) await controls.perform({ do: 'break', what, on: false });
  expect(controls.state().breakages).toEqual([]);
  await controls.perform({ do: 'to-next-digest' });
  await sandbox.waitForMessage('news', () => true);
});

test('GIVEN the stand-in THEN the bot asks it, it can lie, and off is off', async () => {
  const { controls, sandbox } = await start(shareBot);
  expect(controls.state().standIn).toEqual({ mode: 'off', requests: 0 });
  await controls.perform({ do: 'stand-in', mode: 'honest' });
  const { text } = await sandbox.command('/summary language:French', { as: 'member', until: isOver });
  expect(text).toContain('stand-in, not a language model');
  expect(controls.state().standIn).toEqual({ mode: 'honest', requests: 1 });
  await controls.perform({ do: 'stand-in', mode: 'down' });
  const down = await sandbox.command('/summary length:detailed language:French', { as: 'member', until: isOver });
  expect(down.text).toContain('language model did not answer');
  await controls.perform({ do: 'stand-in', mode: 'off' });
  const off = await sandbox.command('/summary length:"one line"', { as: 'member' });
  expect(off.text).toContain('No language model is connected');
  expect(controls.state().standIn.mode).toBe('off');
});

/** An interim answer has no buttons yet. */
function isOver(message: Parameters<typeof renderMessageAsText>[0]): boolean {
  return renderMessageAsText(message).includes('[1]');
}

test('GIVEN kill THEN the bot goes, comes back, and the page is told', async () => {
  const { controls, sandbox } = await start(shareBot);
  const seen = new Set<string>();
  controls.onChange(() => seen.add(controls.state().bot));
  expect(await controls.perform({ do: 'kill' })).toBeUndefined();
  expect([...seen]).toEqual(['stopped', 'starting', 'ready']);
  expect((await sandbox.command('/article', { as: 'member' })).text).toContain('Sputnik');
});

test.each([
  ['spring', '2026-11-23T00:00:00Z', '2027-03-28T01:00:00.000Z'],
  ['autumn', '2026-11-23T00:00:00Z', '2027-10-31T01:00:00.000Z'],
  ['spring', '2027-03-28T01:00:00Z', '2028-03-26T01:00:00.000Z'],
  ['autumn', '2027-03-28T00:59:59Z', '2027-10-31T01:00:00.000Z'],
] as const)('GIVEN %s after %s THEN Paris changes at %s', (which, from, change) => {
  expect(iso(findClockChange(which, Date.parse(from)))).toBe(change);
});

test('GIVEN the deed THEN the clock stands five minutes before the change', async () => {
  const { controls, clock } = await start(shareBot);
  await controls.perform({ do: 'to-clock-change', which: 'spring' });
  expect(iso(clock.now())).toMatch(/^2027-03-28T00:55:0/);
  await controls.perform({ do: 'to-clock-change', which: 'spring' });
  expect(iso(clock.now())).toMatch(/^2028-03-26T00:55:0/);
});

test('GIVEN a sandbox with the page THEN one port serves both, and the page knows the bot', async () => {
  const folder = temporaryFolder();
  const databasePath = join(folder, 'kiosque.db');
  const running = await startSandboxBot({
    env: () => ({ PATH: process.env['PATH'], DATABASE_URL: databasePath }),
    cwd: folder,
    port: 0,
    random: systemRandom,
    page: { databasePath },
  });
  onTestFinished(running.stop);
  const address = `127.0.0.1:${running.sandbox.port}`;
  const response = await fetch(`http://${address}/`);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const socket = new WebSocket(`ws://${address}/page/socket`, { origin: `http://${address}` });
  onTestFinished(() => socket.terminate());
  const first = await new Promise<string>((resolve) =>
    socket.once('message', (raw) => resolve(Buffer.isBuffer(raw) ? raw.toString('utf8') : '')),
  );
  expect(JSON.parse(first)).toMatchObject({ kind: 'snapshot', bot: 'ready', clock: { nextDigestAt: null } });
});
