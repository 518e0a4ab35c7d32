import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createBotChild } from '../../src/cli/bot-child.ts';
import { systemClock } from '../../src/clock.ts';
import { systemRandom } from '../../src/ids.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { ORDER_DEFAULTS } from '../../src/services/digests/digests.ts';
import { atDesk } from '../support/crash-desk.ts';
import { countBodies } from '../support/body-count.ts';
import { temporaryFolder } from '../support/sandbox-bot.ts';

/** The clocks of two processes are moved one after the other here: by less than Discord remembers a nonce. */
const MINUTE = 60_000;
const SLOTS = 10;
const TOKEN = 'two-processes';

test('GIVEN two bots as processes of their own on one file THEN each slot is posted by one of them', async () => {
  let offsetMs = Date.parse('2026-11-23T06:58:00Z') - Date.now();
  const clock = systemClock(() => offsetMs);
  const sandbox = await startSandbox({ port: 0, token: TOKEN, clock, random: systemRandom });
  const folder = temporaryFolder();
  const path = join(folder, 'kiosque.db');
  const own = { KIOSQUE_MODE: 'discord', DISCORD_TOKEN: TOKEN, DISCORD_API_URL: sandbox.apiUrl };
  const env = { PATH: process.env['PATH'], DATABASE_URL: path, ...own };
  const bots = [createBotChild({ env, cwd: folder }), createBotChild({ env, cwd: folder })];
  onTestFinished(async () => {
    await Promise.all(bots.map((bot) => bot.kill()));
    await sandbox.stop();
  });
  const times = Array.from({ length: 24 }, (_, minute) => `07:${String(minute).padStart(2, '0')}`);
  const channelId = sandbox.ids.channels.news;
  const order = { ...ORDER_DEFAULTS, guildId: sandbox.ids.guild, channelId, times, zone: 'UTC', language: 'en' };
  await atDesk({ path, clock, random: systemRandom }, ({ services }) =>
    services.digests.create({ ...order, days: [1, 2, 3, 4, 5, 6, 7], quiet: 'say' }, 'u1'),
  );
  const moveClock = (ms: number) => {
    offsetMs += ms;
    for (const bot of bots) bot.setClockOffset(offsetMs);
  };
  moveClock(0);
  await Promise.all(bots.map((bot) => bot.start()));
  for (let slot = 1; slot <= SLOTS; slot++) {
    moveClock(slot === 1 ? 2 * MINUTE : MINUTE);
    await sandbox.waitForMessage('news', () => sandbox.messages('news').length >= slot, 60_000);
  }
  // Whoever has anything left to send sends it before it is gone.
  await Promise.all(bots.map((bot) => bot.stop()));
  const nonces = sandbox.messages('news').map((message) => message.nonce);
  expect(nonces).toEqual([...new Set(nonces)]);
  expect(nonces).toHaveLength(SLOTS);
  countBodies(inject('bodyCountPath'), sandbox.checks);
  expect(sandbox.checks.faults).toEqual([]);
}, 120_000);
