import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SandboxBot, startSandboxBot } from '../src/cli/sandbox-bot.ts';
import { type Clock, systemClock } from '../src/clock.ts';
import { systemRandom } from '../src/ids.ts';
import { ORDER_DEFAULTS } from '../src/services/digests/digests.ts';
import { storeArticles } from '../tests/support/crash-articles.ts';
import { keysOf } from '../tests/support/crash-auditor.ts';
import { atDesk } from '../tests/support/crash-desk.ts';
import { drawFrom } from '../tests/support/crash-draw.ts';
import { quantile, report, reportExact, round, say } from './report.ts';

const MINUTE = 60_000;
const EIGHT = Date.parse('2026-11-23T08:00:00Z');
/** Discord's limit for a bot, requests a second. */
const LIMIT = 50;
/** Posts of slots that may be under way at once. Only what is out of order by more is out of order. */
const IN_FLIGHT = 64;
const PATIENCE_MS = 240_000;

type Rank = 'run' | 'late' | 'due';
type Expected = { key: string; rank: Rank; age: number; channelId: string };
type Sent = { key: string; status: number; atMs: number; wall: number };

type Crowd = { digests: number; late: number; runs: number };

/** Thousands of digests due at 08:00, at Discord's pace; `kills`: the bot is killed so often on the way. */
export async function benchEight({ kills, ...crowd }: Crowd & { kills: number }): Promise<void> {
  const name = kills === 0 ? "eight o'clock" : `eight o'clock, killed ${kills} times`;
  const folder = mkdtempSync(join(tmpdir(), 'kiosque-eight-'));
  const path = join(folder, 'kiosque.db');
  reportMachine(name, folder);
  const bot = await startSandboxBot({
    env: () => ({ PATH: process.env['PATH'], DATABASE_URL: path, SEED_ARTICLE: 'off', LOG_LEVEL: 'warn' }),
    cwd: folder,
    port: 0,
    random: systemRandom,
    offsetMs: EIGHT - 10 * MINUTE - Date.now(),
  });
  try {
    const wire = readPosts(bot);
    const founded = await foundCrowd(bot, path, crowd);
    bot.moveClock(EIGHT + 200 - bot.clock.now());
    const runs = askForRuns(bot, path, { founded, crowd, wire });
    const memory = await watchUntilDone(bot, { wire, wanted: founded.length + crowd.runs, kills });
    printResults(name, { expected: [...founded, ...(await runs)], wire, memory, isKilled: kills > 0 });
  } finally {
    await bot.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the machine gives: each slot is written down several times, and each time waits for the disk. */
function reportMachine(name: string, folder: string): void {
  report({ name: `${name}: load before`, value: round(loadavg()[0] ?? 0, 1), unit: 'processes' });
  const file = openSync(join(folder, 'disk'), 'w');
  const [began, writes] = [performance.now(), 100];
  for (let write = 0; write < writes; write++) {
    writeSync(file, Buffer.alloc(8_192));
    fdatasyncSync(file);
  }
  closeSync(file);
  report({
    name: `${name}: the disk takes a write in`,
    value: round((performance.now() - began) / writes),
    unit: 'ms',
  });
}

/** The digests due at eight, from the oldest to the youngest; and those that missed half past seven. */
async function foundCrowd(bot: SandboxBot, path: string, { digests, late }: Crowd): Promise<readonly Expected[]> {
  const channels = bot.sandbox.addChannels(digests + late);
  let made = 0;
  const clock: Clock = { ...systemClock(), now: () => EIGHT - 100 * MINUTE + made * 1_000 };
  return atDesk({ path, clock, random: systemRandom }, async (desk) => {
    await storeArticles(desk, drawFrom(8), 3);
    const all: Expected[] = [];
    for (const channelId of channels) {
      const rank = made < digests ? 'due' : 'late';
      const order = {
        guildId: String(300_000_000_000_000_000n + BigInt(made)),
        channelId,
        zone: 'UTC',
        language: 'en',
      };
      const times = [rank === 'due' ? '08:00' : '07:30'];
      const { id } = await desk.services.digests.create(
        { ...ORDER_DEFAULTS, ...order, times, days: [1, 2, 3, 4, 5, 6, 7], quiet: 'say' },
        'u1',
      );
      all.push({ key: keyOf(id, `2026-11-23T${times[0]}`), rank, age: made, channelId });
      made++;
    }
    return all;
  });
}

function keyOf(digestId: string, localTime: string): string {
  return keysOf(digestId, localTime)[0] ?? '';
}

/** Once a quarter is sent, members ask for editions at once: those go first. */
async function askForRuns(
  bot: SandboxBot,
  path: string,
  given: { founded: readonly Expected[]; crowd: Crowd; wire: Wire },
): Promise<readonly Expected[]> {
  const { founded, crowd, wire } = given;
  while (wire.sent.length < founded.length / 4) await pause(50);
  const asked = await atDesk({ path, clock: bot.clock, random: systemRandom }, async ({ services, ground }) => {
    const rows = await ground.db
      .selectFrom('digests')
      .select(['id', 'guild_id', 'channel_id'])
      .limit(crowd.runs)
      .execute();
    const all: Expected[] = [];
    for (const [index, row] of rows.entries()) {
      const interactionId = String(700_000_000_000_000_000n + BigInt(index));
      await services.digests.run(row.guild_id, row.id, interactionId);
      all.push({ key: keyOf(row.id, `now:${interactionId}`), rank: 'run', age: index, channelId: row.channel_id });
    }
    return all;
  });
  wire.askedAt = wire.sent.length;
  bot.moveClock(0);
  return asked;
}

type Wire = { sent: Sent[]; stored: Set<string>; requests: number[]; refusals: string[]; askedAt: number };

/** Every message that the bot sends, with the moment at which it arrives. */
function readPosts({ sandbox }: SandboxBot): Wire {
  const wire: Wire = { sent: [], stored: new Set(), requests: [], refusals: [], askedAt: 0 };
  const isMessage = /^\/channels\/\d+\/messages$/;
  sandbox.wire.onEntry(({ direction, kind, method, route = '', body, status, at }) => {
    if (kind !== 'rest') return;
    if (status === 429)
      wire.refusals.push(`${method} ${route} ${round((at - EIGHT) / 1000, 1)} s after eight: ${JSON.stringify(body)}`);
    if (direction === 'from-bot') wire.requests.push(performance.now());
    if (method !== 'POST' || !isMessage.test(route) || typeof body !== 'object' || body === null) return;
    const nonce = 'nonce' in body ? String(body.nonce) : '';
    if (direction === 'from-bot') wire.sent.push({ key: nonce, status: 0, atMs: performance.now(), wall: at });
    else if (status === 200) wire.stored.add(nonce);
  });
  return wire;
}

type Memory = { early: number; late: number };

async function watchUntilDone(
  bot: SandboxBot,
  { wire, wanted, kills }: { wire: Wire; wanted: number; kills: number },
): Promise<Memory> {
  const memory: Memory = { early: 0, late: 0 };
  const began = performance.now();
  let left = kills;
  while (wire.stored.size < wanted && performance.now() - began < PATIENCE_MS) {
    await pause(50);
    const share = wire.stored.size / wanted;
    if (memory.early === 0 && share >= 0.1) memory.early = readMemory();
    if (left > 0 && share >= (kills - left + 1) / (kills + 1)) {
      left--;
      await bot.bot.kill();
      await bot.bot.start();
    }
    memory.late = readMemory() || memory.late;
  }
  return memory;
}

/** Resident memory of the bot's process in MB, as Linux tells; 0 elsewhere. */
function readMemory(): number {
  try {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
    const status = readFileSync(`/proc/${children.at(-1)}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function printResults(
  name: string,
  given: { expected: readonly Expected[]; wire: Wire; memory: Memory; isKilled: boolean },
): void {
  const { expected, wire, memory, isKilled } = given;
  const [first, last] = [wire.sent[0]?.atMs ?? 0, wire.sent.at(-1)?.atMs ?? 0];
  const seconds = (last - first) / 1000;
  const requests = wire.requests.filter((at) => at >= first && at <= last).length;
  const missing = expected.filter((one) => !wire.stored.has(one.key));
  const twice = wire.sent.length - new Set(wire.sent.map((one) => one.key)).size;
  report({
    name: `${name}: messages`,
    value: wire.stored.size,
    unit: 'messages',
    bar: String(expected.length),
    ok: wire.stored.size === expected.length,
  });
  reportExact(`${name}: missing`, missing.length, 'messages');
  // A request whose answer a kill swallowed is sent again under its nonce; what counts is what stands there.
  report({ name: `${name}: sent again`, value: twice, unit: 'requests' });
  reportExact(`${name}: refused with 429`, wire.refusals.length, 'requests');
  for (const refusal of wire.refusals) say(`   ${refusal}`);
  const share = requests / (LIMIT * seconds);
  report({
    name: `${name}: share of the limit`,
    value: round(100 * share, 1),
    unit: '%',
    ...(!isKilled && { bar: '>= 95', ok: share >= 0.95 }),
  });
  report({ name: `${name}: from first to last`, value: round(seconds, 1), unit: 's' });
  printPunctuality(name, expected, wire);
  if (!isKilled) printOrder(name, expected, wire);
  const growth = memory.late / Math.max(memory.early, 1);
  report({ name: `${name}: memory at 10 %`, value: round(memory.early, 0), unit: 'MB' });
  report({
    name: `${name}: memory at 100 %`,
    value: round(memory.late, 0),
    unit: 'MB',
    baseline: round(memory.early, 0),
    ratio: round(growth),
    ...(!isKilled && { bar: 'ratio <= 1.25', ok: growth <= 1.25 }),
  });
}

function printPunctuality(name: string, expected: readonly Expected[], { sent }: Wire): void {
  const due = new Set(expected.filter((one) => one.rank === 'due').map((one) => one.key));
  const delays = sent.filter((one) => due.has(one.key)).map((one) => (one.wall - EIGHT) / 1000);
  const sorted = delays.toSorted((a, b) => a - b);
  for (const [label, at] of [
    ['half of them', 0.5],
    ['95 %', 0.95],
    ['the last', 1],
  ] as const)
    report({ name: `${name}: ${label} sent within`, value: round(quantile(sorted, at), 1), unit: 's' });
}

/** Late slots go before due ones, due ones by age: how many were further out of order than requests under way explain. */
function printOrder(name: string, expected: readonly Expected[], { sent, askedAt }: Wire): void {
  const byKey = new Map(expected.map((one) => [one.key, one]));
  const order = sent.flatMap((one) => byKey.get(one.key) ?? []);
  const calendar = order.filter((one) => one.rank !== 'run');
  const wanted = calendar.toSorted((a, b) => (a.rank === b.rank ? a.age - b.age : a.rank === 'late' ? -1 : 1));
  const place = new Map(wanted.map((one, index) => [one.key, index]));
  const off = calendar.map((one, index) => Math.abs((place.get(one.key) ?? 0) - index));
  reportExact(`${name}: out of order by more than ${IN_FLIGHT}`, off.filter((by) => by > IN_FLIGHT).length, 'messages');
  report({ name: `${name}: furthest out of order`, value: Math.max(...off), unit: 'places' });
  const lastRun = order.findLastIndex((one) => one.rank === 'run');
  const runs = order.filter((one) => one.rank === 'run').length;
  const passed = lastRun - askedAt + 1 - runs;
  report({
    name: `${name}: sent before the last run on demand`,
    value: passed,
    unit: 'messages',
    bar: `<= ${2 * IN_FLIGHT}`,
    ok: passed <= 2 * IN_FLIGHT,
  });
  say(`   ${calendar.length} of the calendar, ${runs} on demand`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
