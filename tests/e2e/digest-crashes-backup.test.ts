import { copyFileSync, rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { ORDER_DEFAULTS } from '../../src/services/digests/digests.ts';
import { storeArticles } from '../support/crash-articles.ts';
import { type BotProcess, runRound } from '../support/crash-process.ts';
import { findTemplate, openWorld, type World } from '../support/crash-world.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 07:30 in Paris. */
const START = Date.parse('2026-11-23T06:30:00Z');
const TIMES = ['08:00', '20:00'];

async function openTest(seed: number): Promise<World> {
  const world = await openWorld({ seed, start: START, template: await findTemplate() });
  onTestFinished(() => world.stop());
  return world;
}

async function foundDigest(world: World, process: BotProcess, articles: number): Promise<string> {
  const { sandbox, clock, draw } = world;
  const channelId = sandbox.ids.channels.news;
  const [zone, days] = ['Europe/Paris', [1, 2, 3, 4, 5, 6, 7]];
  const order = { ...ORDER_DEFAULTS, guildId: sandbox.ids.guild, channelId, zone, days, times: TIMES, language: 'en' };
  const { id } = await process.services.digests.create({ ...order, quiet: 'say' }, 'u1');
  world.digests.push({
    id,
    channelId,
    zone,
    times: TIMES,
    days,
    createdAt: clock.now(),
    mayBeSkipped: false,
    runs: [],
  });
  await storeArticles(process, draw, articles);
  return id;
}

/** On to the moment, with a round there and some after it. */
async function workAt(world: World, process: BotProcess, moment: number, rounds = 3): Promise<void> {
  const { clock } = world;
  await clock.pass(moment - clock.now());
  for (let round = 0; round < rounds; round++) {
    await runRound(process, clock);
    await clock.pass(20 * SECOND);
  }
}

/** By slot: how many messages stand there. */
function countParts({ sandbox }: World): number {
  const nonces = sandbox.messages('news').map((message) => message.nonce);
  expect(new Set(nonces).size).toBe(nonces.length);
  return nonces.length;
}

test.each([
  { what: 'hours', pause: 9 * HOUR, more: 0 },
  { what: 'hours, with so many articles since that its edition would have more parts', pause: 9 * HOUR, more: 14 },
  { what: 'minutes', pause: 4 * 60 * SECOND, more: 14 },
])(
  'GIVEN an old copy of the database put back after $what THEN nothing stands there twice, and the next slots go on',
  async ({ pause, more }) => {
    const world = await openTest(11 + more);
    const before = await world.start();
    await foundDigest(world, before, 2);
    await workAt(world, before, START + 30 * 60 * SECOND + 5 * SECOND);
    before.end();
    copyFileSync(world.path, `${world.path}.backup`);

    const since = await world.start();
    await storeArticles(since, world.draw, 2);
    await workAt(world, since, START + 12.5 * HOUR + 5 * SECOND);
    await workAt(world, since, START + DAY + 30 * 60 * SECOND + 5 * SECOND);
    since.end();
    const stood = countParts(world);
    expect(stood).toBe(3);

    for (const suffix of ['-wal', '-shm']) rmSync(`${world.path}${suffix}`, { force: true });
    copyFileSync(`${world.path}.backup`, world.path);
    await world.clock.pass(pause);
    const restored = await world.start();
    await storeArticles(restored, world.draw, more);
    for (let round = 0; round < 6; round++) await workAt(world, restored, world.clock.now(), 1);
    expect(countParts(world), 'nothing more for slots that were posted').toBe(stood);

    await storeArticles(restored, world.draw, 1);
    await workAt(world, restored, START + DAY + 12.5 * HOUR + 5 * SECOND);
    await workAt(world, restored, START + 2 * DAY + 30 * 60 * SECOND + 5 * SECOND);
    const { verdicts, strays } = await world.judge(restored, world.clock.now());
    expect(verdicts.flatMap((one) => one.duplicates)).toEqual([]);
    expect(strays).toEqual([]);
    expect(countParts(world)).toBeGreaterThanOrEqual(stood + 2);
    restored.end();
  },
);

test.each(['withhold-drop', 'drop'] as const)(
  'GIVEN an answer lost (%s) and then no permission to read the history THEN the administrators are told and nothing is sent',
  async (act) => {
    const world = await openTest(31);
    const process = await world.start();
    await foundDigest(world, process, 2);
    world.sandbox.breakages.add({ method: 'POST', route: /^\/channels\/\d+\/messages$/, act });
    const [view, send] = [1n << 10n, 1n << 11n];
    world.sandbox.breakages.setPermissions('news', view | send);
    await workAt(world, process, START + 30 * 60 * SECOND + 5 * SECOND, 6);
    expect(countParts(world)).toBe(act === 'drop' ? 0 : 1);
    expect(world.sandbox.messages('staff')).toHaveLength(1);
    // It asks, and does not guess when the permission is back.
    world.sandbox.breakages.setPermissions('news', null);
    await workAt(world, process, world.clock.now() + HOUR);
    expect(countParts(world)).toBe(act === 'drop' ? 0 : 1);
    const { verdicts } = await world.judge(process, world.clock.now());
    expect(verdicts).toMatchObject([{ slots: 1, uncertain: 1, duplicates: [], losses: [], faults: [] }]);
    process.end();
  },
);
