import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { openDatabase } from '../../../src/data/database.ts';
import { systemRandom as random } from '../../../src/ids.ts';
import { ORDER_DEFAULTS } from '../../../src/services/digests/digests.ts';
import { createGuide } from '../../../src/services/onboarding/guide.ts';

const PROCESS = 'tests/support/guide-process.ts';
const WHO = { guildId: '200000000000000001', memberId: '400000000000000001' };
const FEEDS = ['https://www.lemonde.fr/rss/une.xml', 'https://www.rfi.fr/fr/rss'].map((url) => ({ url, title: null }));
const { guildId: _, ...ORDER } = {
  ...ORDER_DEFAULTS,
  guildId: '',
  channelId: '800000000000000001',
  times: ['08:00'],
  days: [1],
  zone: 'Europe/Paris',
  language: 'fr',
  quiet: 'say' as const,
  topics: [],
  muted: [],
};

/** A file with a draft, and what it holds beside it. */
async function openFile() {
  const folder = mkdtempSync(join(tmpdir(), 'kiosque-guide-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'kiosque.db');
  const db = await openDatabase(path);
  onTestFinished(() => db.destroy());
  const guide = createGuide({
    db,
    clock: systemClock(),
    random,
    memberKey: 'test',
    digests: { remove: () => Promise.reject(new Error('not here')) },
    feeds: { find: async () => undefined, unfollow: async () => undefined },
    wake: () => undefined,
  });
  const open = () =>
    guide.open(WHO, {
      order: ORDER,
      isRoleMentionable: true,
      publish: null,
      feeds: FEEDS,
      found: [],
      sourcePolicy: null,
    });
  const start = async (id: string, ...more: string[]) =>
    (await promisify(execFile)(process.execPath, [PROCESS, path, WHO.guildId, WHO.memberId, id, ...more])).stdout;
  const held = async () => {
    const [digests, feeds, guilds] = await Promise.all([
      db.selectFrom('digests').select('id').execute(),
      db.selectFrom('guild_feeds').select('feed_id').execute(),
      db.selectFrom('guilds').select('id').execute(),
    ]);
    return [digests.length, feeds.length, guilds.length];
  };
  return { guide, open, start, held };
}

test('GIVEN two processes that start one draft on one file THEN there is one digest, and both say so', async () => {
  const { open, start, held } = await openFile();
  const id = await open();
  const [one, other] = (await Promise.all([start(id), start(id)])).map((said) => said.split('\n')[0]);
  expect(one).toContain('"kind":"done"');
  expect(other).toBe(one);
  expect(await held()).toEqual([1, 2, 1]);
});

test('GIVEN kill -9 before a statement of Start, or after the last THEN all of it is there or nothing, and the next press goes on', async () => {
  const { guide, open, start, held } = await openFile();
  await start(await open());
  // From now on both feeds are known, and each start has as many statements.
  const whole = Number((await start(await open())).split('\n')[1]);
  expect(whole).toBeGreaterThan(8);
  let digests = 2;
  for (const k of [2, Math.floor(whole / 2), whole, whole + 1]) {
    const id = await open();
    await expect(start(id, String(k))).rejects.toMatchObject({ signal: 'SIGKILL' });
    expect((await guide.read(WHO, id)).kind).toBe(k <= whole ? 'open' : 'done');
    expect(await held()).toEqual([k <= whole ? digests : digests + 1, 2, 1]);
    expect((await guide.start(WHO, id)).kind).toBe('done');
    digests++;
    expect(await held()).toEqual([digests, 2, 1]);
  }
}, 60_000);
