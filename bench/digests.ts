import { benchCuts, benchKills } from './digests-crashes.ts';
import { report, round, say } from './report.ts';
import { benchEight } from './digests-eight.ts';
import { benchShared } from './digests-shared.ts';
import { benchYear } from './digests-year.ts';

/**
 * `node bench/digests.ts [part...] [--quick]`: the promise of digests in figures: what became of each due slot through
 * crashes, kills, a year of clock changes and two thousand posts at one minute; and how many texts a model is asked for.
 */
const isQuick = process.argv.includes('--quick');
const crowd = isQuick ? { digests: 300, late: 5, runs: 3 } : { digests: 2_000, late: 20, runs: 10 };
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  cuts: () => benchCuts(isQuick ? 60 : 2_000),
  kills: () => benchKills(isQuick ? 5 : 300),
  shared: () => benchShared(isQuick ? { servers: 30, stories: 5 } : { servers: 500, stories: 10 }),
  eight: () => benchEight({ ...crowd, kills: 0 }),
  'eight-killed': () => benchEight({ ...crowd, kills: 2 }),
  year: () => benchYear(isQuick ? { digests: 80, days: 40 } : { digests: 1_000, days: 365 }),
};

const named = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const began = performance.now();
for (const [name, run] of Object.entries(PARTS)) {
  if (named.length > 0 && !named.includes(name)) continue;
  say(`-- digests: ${name}`);
  await run();
}
report({ name: 'digests: the whole bench took', value: round((performance.now() - began) / 1000, 1), unit: 's' });
// Connections that a dead process left keep the loop alive.
process.exit();
