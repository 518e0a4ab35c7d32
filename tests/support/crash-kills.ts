import type { Checks } from '../../src/sandbox/contract.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SandboxBot, startSandboxBot } from '../../src/cli/sandbox-bot.ts';
import { systemClock } from '../../src/clock.ts';
import { systemRandom } from '../../src/ids.ts';
import type { WireEntry } from '../../src/sandbox/sandbox.ts';
import { ORDER_DEFAULTS } from '../../src/services/digests/digests.ts';
import { storeArticles } from './crash-articles.ts';
import { audit, type AuditedDigest, type Evidence, findStrays } from './crash-auditor.ts';
import { atDesk } from './crash-desk.ts';
import { type Draw, drawFrom } from './crash-draw.ts';
import { readChannels, readWhy, type watchWire, watchWire as watch } from './crash-evidence.ts';
import { breakChannel, nextDue, type RunResult, sumVerdicts } from './crash-run.ts';
import { DIGEST_CHANNELS } from './crash-world.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const MESSAGES = /^\/channels\/\d+\/messages$/;
/** A moment that does not come is not waited for longer; the kill is then at whatever it does. */
const PATIENCE_MS = 4_000;
const START = '2027-03-27T22:40:00Z';

/** When the process is killed. `stored`: Discord has the message and its answer is withheld. */
const MOMENTS = ['stored', 'wire', 'compose', 'retry', 'starting', 'catching-up', 'stored', 'idle'] as const;
type Moment = (typeof MOMENTS)[number];

type Scene = {
  draw: Draw;
  bot: SandboxBot;
  digests: readonly AuditedDigest[];
  path: string;
  wire: ReturnType<typeof watchWire>;
  moments: Partial<Record<Moment, number>>;
};

export type KillResult = RunResult & {
  moments: Readonly<Partial<Record<Moment, number>>>;
  bodies: Pick<Checks, 'valid' | 'kinds'>;
};

/** The real bot as a process of its own, killed with kill -9 `kills` times at drawn moments; then quiet, and the judgment. */
export async function playKills({ seed, kills }: { seed: number; kills: number }): Promise<KillResult> {
  const draw = drawFrom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'kiosque-kill-'));
  const path = join(folder, 'kiosque.db');
  const digests: AuditedDigest[] = [];
  const offsetMs = Date.parse(START) - Date.now();
  const bot = await startSandboxBot({
    env: ({ ids }) => ({
      PATH: process.env['PATH'],
      DATABASE_URL: path,
      ADMIN_CHANNEL: ids.channels.staff,
      SEED_ARTICLE: 'off',
    }),
    cwd: folder,
    port: 0,
    random: systemRandom,
    offsetMs,
    async prepare({ ids }) {
      digests.push(...(await foundDigests(path, { draw, offsetMs, ids })));
    },
  });
  const scene: Scene = { draw, bot, digests, path, wire: watch(bot.sandbox), moments: {} };
  try {
    for (let kill = 0; kill < kills; kill++) await playKill(scene);
    const judged = await settle(scene);
    const { faults, valid, kinds } = bot.sandbox.checks;
    return {
      ...judged,
      seed,
      deaths: kills,
      troubles: 0,
      faults: [...judged.faults, ...faults],
      moments: scene.moments,
      bodies: { valid, kinds },
    };
  } finally {
    await bot.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function foundDigests(
  path: string,
  { draw, offsetMs, ids }: { draw: Draw; offsetMs: number; ids: SandboxBot['sandbox']['ids'] },
): Promise<AuditedDigest[]> {
  const clock = systemClock(() => offsetMs);
  const timetable = [
    { zone: 'Europe/Paris', times: ['02:30', '03:00', '09:00', '19:00'] },
    { zone: 'America/New_York', times: ['00:00', '06:30', '20:00'] },
    { zone: 'Asia/Kathmandu', times: ['08:00', '13:00', '22:05'] },
  ];
  return atDesk({ path, clock, random: systemRandom }, async (desk) => {
    await storeArticles(desk, draw, 12);
    const made: AuditedDigest[] = [];
    for (const [index, { zone, times }] of timetable.entries()) {
      const channelId = ids.channels[DIGEST_CHANNELS[index] ?? 'news'];
      const days = [1, 2, 3, 4, 5, 6, 7];
      const order = { ...ORDER_DEFAULTS, guildId: ids.guild, channelId, times, days, zone, language: 'en' };
      const { id } = await desk.services.digests.create({ ...order, quiet: 'say' }, ids.users.manager);
      made.push({ id, channelId, zone, times, days, createdAt: clock.now(), mayBeSkipped: false, runs: [] });
    }
    return made;
  });
}

/** On to the next slot, the kill, and some time without a process. */
async function playKill(scene: Scene): Promise<void> {
  const { draw, bot } = scene;
  const { sandbox, clock } = bot;
  const moment = draw.pick(MOMENTS);
  scene.moments[moment] = (scene.moments[moment] ?? 0) + 1;
  if (draw.chance(0.4))
    await atDesk({ path: scene.path, clock, random: systemRandom }, (desk) => storeArticles(desk, draw, 3));
  if (draw.chance(0.1)) breakChannel({ draw, sandbox }, draw.pick(DIGEST_CHANNELS));
  const reached = untilMoment(scene, moment);
  const due = (nextDue({ digests: scene.digests, clock }) ?? clock.now()) - clock.now();
  bot.moveClock(due + draw.int(0, 40) * SECOND);
  await reached;
  await bot.bot.kill();
  if (draw.chance(0.8)) sandbox.breakages.clear();
  bot.moveClock(draw.chance(0.75) ? draw.int(1, 45) * SECOND : draw.int(1, 5) * HOUR);
  if (moment === 'starting' || moment === 'catching-up') await killStart(scene, moment);
  await bot.bot.start();
}

/** Arranges for the moment and resolves when it is there. */
async function untilMoment({ draw, bot: { sandbox } }: Scene, moment: Moment): Promise<void> {
  const isAnswer = (entry: WireEntry) => entry.direction === 'to-bot' && MESSAGES.test(entry.route ?? '');
  if (moment === 'stored') {
    sandbox.breakages.add({ method: 'POST', route: MESSAGES, act: 'withhold' });
    return untilWire(sandbox, (entry) => isAnswer(entry) && entry.note !== undefined);
  }
  if (moment === 'retry') {
    sandbox.breakages.add({ method: 'POST', route: MESSAGES, act: { status: 500 } });
    await untilWire(sandbox, (entry) => isAnswer(entry) && entry.status === 500);
    return pause(draw.int(0, 200));
  }
  if (moment === 'wire') {
    let left = draw.int(1, 9);
    return untilWire(sandbox, (entry) => entry.kind === 'rest' && --left <= 0);
  }
  return pause(moment === 'compose' ? draw.int(0, 60) : draw.int(0, 500));
}

/** Kills a process that is starting, or one that has just begun to catch up. */
async function killStart({ draw, bot: { sandbox, bot } }: Scene, moment: 'starting' | 'catching-up'): Promise<void> {
  let left = draw.int(5, 18);
  const busy = untilWire(sandbox, (entry) => entry.kind === 'rest' && --left <= 0);
  // It ends before it is ready, which is what is wanted.
  const starting = bot.start().catch(() => undefined);
  await (moment === 'starting' ? pause(draw.int(100, 900)) : busy);
  await bot.kill();
  await starting;
}

/** The bot under a clear sky until the judgment is clean, or for a while. */
async function settle(
  scene: Scene,
): Promise<Pick<RunResult, Exclude<keyof RunResult, 'seed' | 'deaths' | 'troubles'>>> {
  const { bot } = scene;
  bot.sandbox.breakages.clear();
  for (let round = 0; ; round++) {
    const until = bot.clock.now();
    bot.moveClock(61 * SECOND);
    await pause(250);
    const judged = await judge(scene, until);
    const isClean = judged.duplicates.length + judged.losses.length + judged.faults.length === 0;
    if ((isClean && round > 1) || round > 40) return judged;
  }
}

async function judge({ bot, digests, path, wire }: Scene, until: number) {
  const messages = readChannels(bot.sandbox, { names: [...DIGEST_CHANNELS, 'staff'], forums: [] });
  const { clock } = bot;
  const all = await atDesk({ path, clock, random: systemRandom }, async ({ digestDesk }) => {
    const evidence: Evidence[] = [];
    for (const digest of digests) {
      const why = readWhy(await digestDesk.why(digest.id));
      const adminChannel = bot.sandbox.ids.channels.staff;
      evidence.push({ digest, until, messages, adminChannel, sent: wire.sent, why });
    }
    return evidence;
  });
  const summed = sumVerdicts(all.map(audit));
  return { ...summed, faults: [...summed.faults, ...findStrays(all)] };
}

/** Resolves at the first entry on the wire for which `isIt`, or when patience ends. */
function untilWire(sandbox: SandboxBot['sandbox'], isIt: (entry: WireEntry) => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = sandbox.wire.onEntry((entry) => {
    if (isIt(entry)) resolve();
  });
  const timer = setTimeout(resolve, PATIENCE_MS);
  return promise.finally(() => {
    stop();
    clearTimeout(timer);
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
