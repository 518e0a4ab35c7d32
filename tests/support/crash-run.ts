import type { Clock } from '../../src/clock.ts';
import type { ChannelChoice, Checks } from '../../src/sandbox/contract.ts';
import { ORDER_DEFAULTS } from '../../src/services/digests/digests.ts';
import { storeArticles } from './crash-articles.ts';
import type { AuditedDigest, Verdict } from './crash-auditor.ts';
import { walkSlots, wallClock } from './crash-calendar.ts';
import type { Draw } from './crash-draw.ts';
import { Crash } from './crash-life.ts';
import { type BotProcess, runRound } from './crash-process.ts';
import { DIGEST_CHANNELS, findTemplate, openWorld, type World } from './crash-world.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Nights on which clocks change among them. */
const STARTS = [
  '2026-11-23T06:40:00Z',
  '2027-03-27T22:30:00Z',
  '2026-10-24T21:00:00Z',
  '2026-03-08T04:00:00Z',
  '2026-10-03T13:00:00Z',
  '2027-02-28T23:30:00Z',
] as const;
const ZONES = [
  'Europe/Paris',
  'UTC',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Cairo',
] as const;
const TIMES = ['00:00', '02:00', '02:30', '03:00', '08:00', '08:05', '20:00'] as const;
/** `why` shows the last forty slots of a digest. */
const MAX_SLOTS = 25;
/** Statements, calls and messages of one round with an edition of two parts: about so many. */
const STEPS = 140;

export type RunResult = Omit<Verdict, 'duplicates' | 'losses' | 'faults'> & {
  seed: number;
  deaths: number;
  troubles: number;
  duplicates: readonly string[];
  losses: readonly string[];
  faults: readonly string[];
};

/** Plays one seed: a newsroom with digests, processes that die, a Discord that fails; then quiet, and the judgment. */
export async function playSeed(seed: number): Promise<RunResult & { bodies: Pick<Checks, 'valid' | 'kinds'> }> {
  const world = await openWorld({ seed, start: drawStart(seed), template: await findTemplate() });
  try {
    await foundDigests(world);
    const deaths = await playLives(world);
    const settled = await settle(world);
    const { valid, kinds } = world.sandbox.checks;
    return { seed, deaths, troubles: world.weather.troubles(), ...settled, bodies: { valid, kinds } };
  } finally {
    await world.stop();
  }
}

function drawStart(seed: number): number {
  const start = STARTS[seed % STARTS.length] ?? STARTS[0];
  return Date.parse(start) + (seed % 97) * 7 * SECOND;
}

async function foundDigests(world: World): Promise<void> {
  const { draw, clock, sandbox } = world;
  const process = await world.start();
  const count = draw.int(1, 3);
  for (let made = 0; made < count; made++) {
    const zone = draw.pick(ZONES);
    const soon = wallClock(zone)(Math.ceil(clock.now() / MINUTE / 5 + draw.int(0, 36)) * 5 * MINUTE).slice(11);
    const times = [...new Set([soon, ...drawSome(draw, TIMES, 2)])].toSorted();
    const days = draw.chance(0.8) ? [1, 2, 3, 4, 5, 6, 7] : drawSome(draw, [1, 2, 3, 4, 5, 6, 7] as const, 5);
    const channel = draw.pick([...DIGEST_CHANNELS, 'forum'] as const);
    const channelId = channel === 'forum' ? world.forum : sandbox.ids.channels[channel];
    const channelType = channel === 'forum' ? 15 : channel === 'announcements' ? 5 : 0;
    const form = { channelType, publish: channel === 'announcements' && draw.chance(0.5) };
    const order = { ...ORDER_DEFAULTS, ...form, guildId: sandbox.ids.guild, channelId, times, days, zone };
    const language = draw.pick(['en', 'fr'] as const);
    const quiet = draw.pick(['say', 'say', 'say', 'skip'] as const);
    const catchUp = draw.pick(['late', 'late', 'late', 'fold', 'skip'] as const);
    const digest = await process.services.digests.create(
      { ...order, language, quiet, catchUp },
      sandbox.ids.users.manager,
    );
    const mayBeSkipped = quiet === 'skip' || catchUp === 'skip';
    world.digests.push({ id: digest.id, channelId, zone, times, days, createdAt: clock.now(), mayBeSkipped, runs: [] });
  }
  await storeArticles(process, draw, draw.int(0, 14));
  process.end();
}

/** Processes one after the other, each with its own end; gives how many died at work. */
async function playLives(world: World): Promise<number> {
  const { draw, clock, weather } = world;
  let deaths = 0;
  for (let lives = draw.int(2, 5); lives > 0; lives--) {
    weather.set(draw.pick([0, 0, 0.1, 0.3, 0.7]));
    const process = await startMaybe(world);
    if (process && (await playLife(world, process))) deaths++;
    if (!process) deaths++;
    process?.end();
    await clock.pass(draw.chance(0.7) ? draw.int(1, 45) * SECOND : draw.int(1, draw.pick([3, 8, 30])) * HOUR);
  }
  return deaths;
}

/** A process that is up, or undefined when it died while it started. */
async function startMaybe(world: World): Promise<BotProcess | undefined> {
  const { draw } = world;
  try {
    const process = await world.start({ dieIn: draw.chance(0.1) ? draw.int(1, 60) : undefined, sky: 'storm' });
    if (draw.chance(0.85)) process.life.dieIn(draw.int(1, STEPS * draw.int(1, 2)));
    return process;
  } catch {
    return undefined;
  }
}

/** Rounds of one process until it dies or is done; says whether it died. */
async function playLife(world: World, process: BotProcess): Promise<boolean> {
  const { draw, clock, sandbox } = world;
  for (let rounds = draw.int(1, 5); rounds > 0 && !process.life.isDead && !isFull(world); rounds--) {
    try {
      if (draw.chance(0.4)) await storeArticles(process, draw, draw.int(1, 6));
      if (draw.chance(0.1)) await runNow(world, process);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    if (draw.chance(0.15)) breakChannel(world, draw.chance(0.25) ? { id: world.forum } : draw.pick(DIGEST_CHANNELS));
    else if (draw.chance(0.3)) sandbox.breakages.clear();
    await clock.pass(drawWait(world));
    await runRound(process, clock);
  }
  return process.life.isDead;
}

async function runNow(world: World, process: BotProcess): Promise<void> {
  const { draw, clock, sandbox } = world;
  const at = draw.int(0, world.digests.length - 1);
  const digest = world.digests[at];
  if (!digest) return;
  const interactionId = String(700_000_000_000_000_000n + BigInt(draw.int(1, 1_000_000_000)));
  const run = { interactionId, at: clock.now() };
  // Asked for twice within ten seconds, two runs would be one.
  if (digest.runs.some(({ at: earlier }) => Math.abs(run.at - earlier) < 10_000)) return;
  const remember = (isHeard: boolean) => {
    world.digests[at] = { ...digest, runs: [...digest.runs, { ...run, isHeard }] };
  };
  // Should it die in between, nobody knows whether it heard.
  remember(false);
  await process.services.digests.run(sandbox.ids.guild, digest.id, interactionId);
  remember(true);
}

/** The bot loses sight of a channel, its history, or its voice there; until the next clearing. */
export function breakChannel({ draw, sandbox }: Pick<World, 'draw' | 'sandbox'>, channel: ChannelChoice): void {
  const [view, send, history] = [1n << 10n, 1n << 11n, 1n << 16n];
  const bits = draw.pick([view | send, view | send, view | history, 0n] as const);
  if (draw.chance(0.15)) sandbox.breakages.deleteChannel(channel);
  else sandbox.breakages.setPermissions(channel, bits);
}

function drawWait(world: World): number {
  const { draw, clock } = world;
  const next = nextDue(world);
  if (next !== undefined && draw.chance(0.6)) return next - clock.now() + draw.int(0, 50) * SECOND;
  return draw.pick([
    () => draw.int(1, 40) * SECOND,
    () => draw.int(1, 40) * SECOND,
    () => draw.int(31, 200) * SECOND,
    () => draw.int(5, 50) * MINUTE,
    () => draw.int(1, 10) * HOUR,
  ] as const)();
}

export function nextDue({
  digests,
  clock,
}: {
  digests: readonly AuditedDigest[];
  clock: Pick<Clock, 'now'>;
}): number | undefined {
  const now = clock.now();
  const next = digests.map((digest) => walkSlots(digest, now, now + 8 * DAY).next().value?.dueAt);
  return next.filter((at) => at !== undefined).toSorted((a, b) => a - b)[0];
}

function isFull({ digests, clock }: World): boolean {
  return digests.some((digest) =>
    walkSlots(digest, digest.createdAt, clock.now())
      .drop(MAX_SLOTS)
      .some(() => true),
  );
}

const OPEN = new Set(['due', 'leased', 'composed']);

/** A sound process under a clear sky works until nothing is open; then all is judged. */
async function settle(world: World): Promise<Omit<RunResult, 'seed' | 'deaths' | 'troubles'>> {
  const { clock, sandbox, weather } = world;
  weather.set(0);
  sandbox.breakages.clear();
  const process = await world.start();
  let until = clock.now();
  for (let round = 0; round < 60; round++) {
    await clock.pass(round < 2 ? 7 * SECOND : round < 4 ? 40 * SECOND : 11 * MINUTE);
    until = clock.now();
    await runRound(process, clock);
    if (round >= 4 && !(await isOpen(world, process))) break;
  }
  const { verdicts, strays } = await world.judge(process, until);
  const errors = process.events.filter((event) => event.level === 'error');
  const summed = sumVerdicts(verdicts);
  process.end();
  return {
    ...summed,
    faults: [
      ...summed.faults,
      ...strays,
      ...errors.map((one) => `error in quiet: ${one.event} ${describe(one.fields)}`),
    ],
  };
}

async function isOpen(world: World, process: BotProcess): Promise<boolean> {
  for (const { id } of world.digests) {
    const history = await process.digestDesk.why(id);
    if (history?.slots.some(({ state }) => OPEN.has(state))) return true;
  }
  return false;
}

export function sumVerdicts(verdicts: readonly Verdict[]): Verdict {
  const sum = (of: (one: Verdict) => number) => verdicts.reduce((total, one) => total + of(one), 0);
  return {
    posted: sum((one) => one.posted),
    late: sum((one) => one.late),
    folded: sum((one) => one.folded),
    merged: sum((one) => one.merged),
    skipped: sum((one) => one.skipped),
    refused: sum((one) => one.refused),
    uncertain: sum((one) => one.uncertain),
    slots: sum((one) => one.slots),
    parts: sum((one) => one.parts),
    duplicates: verdicts.flatMap((one) => one.duplicates),
    losses: verdicts.flatMap((one) => one.losses),
    faults: verdicts.flatMap((one) => one.faults),
  };
}

function describe(fields: unknown): string {
  return JSON.stringify(fields, (_, value: unknown) => (value instanceof Error ? value.message : value)).slice(0, 300);
}

function drawSome<Value>(draw: Draw, list: readonly [Value, ...Value[]], most: number): Value[] {
  return [...new Set(Array.from({ length: draw.int(1, most) }, () => draw.pick(list)))];
}
