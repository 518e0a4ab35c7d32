import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type KillResult, playKills } from '../tests/support/crash-kills.ts';
import { playSeed, type RunResult } from '../tests/support/crash-run.ts';
import { report, reportExact, say } from './report.ts';

/** Tests play the first seeds; the bench goes on from here. */
const FIRST_SEED = 1_000;
const AT_ONCE = 2;
const KILLS_PER_WORLD = 20;

const THIS = fileURLToPath(import.meta.url);
const played = z.looseObject({
  seed: z.number(),
  deaths: z.number(),
  troubles: z.number(),
  slots: z.number(),
  parts: z.number(),
  posted: z.number(),
  late: z.number(),
  folded: z.number(),
  merged: z.number(),
  skipped: z.number(),
  refused: z.number(),
  uncertain: z.number(),
  duplicates: z.array(z.string()),
  losses: z.array(z.string()),
  faults: z.array(z.string()),
});

/** Processes that die at a step, until `cuts` did. */
export async function benchCuts(cuts: number): Promise<void> {
  const results: RunResult[] = [];
  const isDone = () => results.reduce((sum, one) => sum + one.deaths, 0) >= cuts;
  await Promise.all(Array.from({ length: AT_ONCE }, (_, lane) => playLane(lane, results, isDone)));
  summarize('cut points', results, (seed) => `SEED=${seed} npx vitest run tests/e2e/digest-crashes.test.ts`);
}

/** The real bot, killed `kills` times. */
export async function benchKills(kills: number): Promise<void> {
  const worlds = Array.from({ length: Math.ceil(kills / KILLS_PER_WORLD) }, (_, index) => FIRST_SEED + index);
  const results: KillResult[] = [];
  const lane = async () => {
    for (let seed = worlds.shift(); seed !== undefined; seed = worlds.shift())
      results.push(await playKills({ seed, kills: Math.min(kills, KILLS_PER_WORLD) }));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  summarize('kill -9', results, (seed) => `SEED=${seed} npx vitest run tests/e2e/kill.test.ts`);
}

function summarize(name: string, results: readonly RunResult[], repeat: (seed: number) => string): void {
  const sum = (of: (one: RunResult) => number) => results.reduce((total, one) => total + of(one), 0);
  report({ name: `${name}: processes that died`, value: sum((one) => one.deaths), unit: 'deaths' });
  report({ name: `${name}: runs`, value: results.length, unit: 'seeds' });
  report({ name: `${name}: troubles of Discord's`, value: sum((one) => one.troubles), unit: 'requests' });
  report({ name: `${name}: slots due`, value: sum((one) => one.slots), unit: 'slots' });
  for (const state of ['posted', 'late', 'folded', 'merged', 'skipped', 'refused', 'uncertain'] as const)
    report({ name: `${name}: ${state}`, value: sum((one) => one[state]), unit: 'slots' });
  report({ name: `${name}: messages`, value: sum((one) => one.parts), unit: 'messages' });
  reportExact(
    `${name}: duplicates`,
    sum((one) => one.duplicates.length),
    'messages',
  );
  reportExact(
    `${name}: losses`,
    sum((one) => one.losses.length),
    'slots',
  );
  reportExact(
    `${name}: other faults`,
    sum((one) => one.faults.length),
    'faults',
  );
  for (const one of results)
    for (const fault of [...one.duplicates, ...one.losses, ...one.faults]) say(`  ${fault}; ${repeat(one.seed)}`);
}

/** Every second seed in a process of its own, until all lanes together are done. */
async function playLane(lane: number, results: RunResult[], isDone: () => boolean): Promise<void> {
  const child = spawn(process.execPath, [THIS, String(FIRST_SEED + lane)], { stdio: ['pipe', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    results.push(played.parse(JSON.parse(line)));
    if (isDone()) break;
    child.stdin.write('next\n');
  }
  child.kill();
}

/** A lane: plays a seed for each line on its input. */
async function serveLane(first: number): Promise<void> {
  let seed = first;
  const play = async () => {
    process.stdout.write(`${JSON.stringify(await playSeed(seed))}\n`);
    seed += AT_ONCE;
  };
  process.on('SIGTERM', () => process.exit(0));
  await play();
  for await (const _ of createInterface({ input: process.stdin })) await play();
}

if (process.argv[1] === THIS) await serveLane(Number(process.argv[2]));
