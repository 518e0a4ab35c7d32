import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/clock.ts';
import { type Database, openDatabase } from '../../../src/data/database.ts';
import { findNextWaiting } from '../../../src/data/feed-item-store.ts';
import { findNextPoll } from '../../../src/data/feed-poll-store.ts';
import { loadOutlets } from '../../../src/services/outlets.ts';
import { createReadingHost, type ReadingHost } from '../../../src/services/reading/reading-host.ts';
import { type DrivenClock, drivenClock } from '../crash-clock.ts';
import { type Draw, drawFrom } from '../crash-draw.ts';
import { bury, Crash, type Life, newLife, openMortal } from '../crash-life.ts';
import type { Evidence } from './audit-articles.ts';
import type { LifeSpan } from './audit-figures.ts';
import { becomeQuiet, type Goings, playUntil } from './month-clock.ts';
import { createPoller, type Poller } from './poller.ts';
import { serveWeb, type Web } from './serve-web.ts';
import { readStored } from './stored.ts';
import { DAY, HOUR, MINUTE, planWeb, type Trait, type WebPlan } from './web-plan.ts';

/** In memory where there is such a folder: the month's power cuts need no disk. */
const FOLDERS = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
/** After the month the web stands still, and what waits is brought to its end. */
const AFTER_MS = 30 * HOUR;
/** A death falls on one of so many statements, requests or waits of a poller. */
const STEPS = 600;

export type MonthGiven = {
  seed: number;
  traits: readonly (readonly [name: string, trait: Trait])[];
  days: number;
  /** No feed lists more items. */
  maxWindow?: number;
  /** How often a poller dies, on average; each is followed by another. */
  deathsPerDay: number;
  /** The share of lives in which two pollers work on one database. */
  twins: number;
  start?: number;
  /** How often pollers look for work; a minute by default, as the bot does. */
  stepMs?: number;
  /** Told of each day that is over. */
  onDay?: (day: number) => void;
};

export type MonthPlayed = Evidence & {
  deaths: number;
  starts: number;
  errors: readonly string[];
  told: readonly string[];
};

type World = {
  plan: WebPlan;
  clock: DrivenClock;
  web: Web;
  host: ReadingHost;
  /** Work in the worker. */
  reading(): number;
  draw: Draw;
  path: string;
  lives: LifeSpan[];
  errors: string[];
  told: string[];
  starts: number;
  stepMs: number;
};

/** Plays a web of feeds through its days with the bot's own polling, which is killed and started again; gives what the auditor reads. */
export async function playMonth(given: MonthGiven): Promise<MonthPlayed> {
  const { seed, start = Date.parse('2026-11-02T00:00:00Z'), stepMs = MINUTE } = given;
  const plan = planWeb({ ...given, start });
  const clock = drivenClock(start);
  const web = await serveWeb(plan, clock);
  const folder = mkdtempSync(join(FOLDERS, 'kiosque-month-'));
  const { host, reading } = countedHost(createReadingHost(systemClock()));
  const draw = drawFrom(seed + 77);
  const path = join(folder, 'kiosque.db');
  const world: World = {
    plan,
    clock,
    web,
    host,
    reading,
    draw,
    path,
    lives: [],
    errors: [],
    told: [],
    starts: 0,
    stepMs,
  };
  try {
    await liveFirst(world);
    let day = 0;
    while (clock.now() < plan.end) {
      await liveOnce(world, given);
      for (; (day + 1) * DAY <= clock.now() - start; day++) given.onDay?.(day + 1);
    }
    return { ...(await liveLast(world)), deaths: world.lives.filter((one) => one.diedAt !== null).length };
  } finally {
    await host.close();
    await web.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Follows every feed. */
async function liveFirst(world: World): Promise<void> {
  const { plan, web, path } = world;
  const db = await openDatabase(path);
  await loadOutlets({ db });
  await db.destroy();
  const machine = await startMachine(world, { twins: false });
  await machine.pollers[0]?.follow(plan.feeds.map((feed) => web.addressOf(feed)));
  await machine.stop();
}

/** A life of some hours that ends as it should, or at any step. */
async function liveOnce(world: World, { deathsPerDay, twins }: MonthGiven): Promise<void> {
  const { draw, clock, plan } = world;
  const hours = deathsPerDay > 0 ? 24 / deathsPerDay : Infinity;
  const until = Math.min(plan.end, clock.now() + Math.round(hours * HOUR * (draw.int(30, 170) / 100)));
  const machine = await startMachine(world, { twins: draw.chance(twins) });
  await pollUntil(world, machine, until);
  if (clock.now() >= plan.end || draw.chance(0.2)) {
    await machine.stop();
  } else {
    machine.life.dieIn(draw.int(1, STEPS));
    await pollUntil(world, machine, until + 2 * HOUR);
    await machine.die();
  }
  if (draw.chance(0.5)) await clock.pass(draw.int(1, 40) * MINUTE);
}

async function liveLast(world: World): Promise<Omit<MonthPlayed, 'deaths'>> {
  const { plan, web, lives, errors, told, starts } = world;
  const machine = await startMachine(world, { twins: false });
  await pollUntil(world, machine, plan.end + AFTER_MS);
  await machine.stop();
  const db = await openDatabase(world.path);
  try {
    return { plan, log: web.log, lives, articles: await readStored(db), errors, told, starts };
  } finally {
    await db.destroy();
  }
}

/** Has the pollers look for work whenever some is due, to the step; until then, or until they die. */
async function pollUntil({ clock, stepMs }: World, machine: Machine, until: number): Promise<void> {
  const { db, life, pollers, goings } = machine;
  while (!life.isDead && clock.now() < until) {
    const due = await nextDue(db).catch((error: unknown) => {
      if (error instanceof Crash) return undefined;
      throw error;
    });
    const at = Math.min(
      until,
      Math.max(Math.ceil(Math.min(due ?? until, until) / stepMs) * stepMs, clock.now() + 1_000),
    );
    await clock.pass(at - clock.now());
    if (at >= until || life.isDead) return;
    let isOver = false;
    const round = Promise.all(pollers.map((one) => one.pollDue())).finally(() => {
      isOver = true;
    });
    await playUntil(clock, Infinity, { goings, isOver: () => isOver || life.isDead });
    // What is left of dead pollers falls over its own steps.
    if (life.isDead) await Promise.all(pollers.map((one) => one.close()));
    await round;
  }
}

async function nextDue(db: Database): Promise<number | undefined> {
  const moments = [await findNextPoll(db), await findNextWaiting(db)].filter((at) => at !== null);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

type Machine = {
  db: Database;
  life: Life;
  pollers: readonly Poller[];
  goings: Goings;
  /** Ends it as an operator does. */
  stop(): Promise<void>;
  /** Takes it away in the middle of what it does. */
  die(): Promise<void>;
};

/** One or two pollers on the database. They die together, as machines do. */
async function startMachine(world: World, { twins }: { twins: boolean }): Promise<Machine> {
  const { clock, web, host, reading, draw, path, errors, told } = world;
  const life = newLife();
  const number = ++world.starts;
  const names = twins ? [`${number}a`, `${number}b`] : [`${number}`];
  const spans = names.map((name): LifeSpan => ({ name, from: clock.now(), diedAt: null }));
  world.lives.push(...spans);
  const db = await openMortal(life, () => openDatabase(path));
  const ground = { db, life, clock: clock.of(life), random: draw.bytes, host, web };
  const onError = (words: string) => {
    if (!life.isDead) errors.push(words);
  };
  const pollers = names.map((name) => createPoller({ ...ground, name, onError, onTold: (words) => told.push(words) }));
  const goings: Goings = {
    busy: () => Math.max(0, pollers.reduce((sum, one) => sum + one.watched(), 0) - web.held()) + reading(),
    steps: () => web.steps() + life.steps(),
  };
  const close = async () => {
    await Promise.all(pollers.map((one) => one.close()));
    await becomeQuiet({ ...goings, busy: reading });
    bury(life);
  };
  return {
    db,
    life,
    pollers,
    goings,
    async stop() {
      let isOver = false;
      const stopped = Promise.all(pollers.map((one) => one.stop())).finally(() => {
        isOver = true;
      });
      await playUntil(clock, clock.now() + HOUR, { goings, isOver: () => isOver });
      await stopped;
      await close();
    },
    async die() {
      life.die();
      for (const span of spans) Object.assign(span, { diedAt: clock.now() });
      await close();
    },
  };
}

function countedHost(host: ReadingHost): { host: ReadingHost; reading(): number } {
  let reading = 0;
  return {
    host: {
      ...host,
      async runReading(task, input, limits) {
        reading++;
        try {
          return await host.runReading(task, input, limits);
        } finally {
          reading--;
        }
      },
    },
    reading: () => reading,
  };
}
