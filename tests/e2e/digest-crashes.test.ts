import { expect, inject, test } from 'vitest';
import { countBodies } from '../support/body-count.ts';
import { playSeed } from '../support/crash-run.ts';

/** Each seed is a story of two to five processes, of which most die at work. */
const SEEDS = 130;
const CRASHES = 300;
const AT_ONCE = 10;

const only = process.env['SEED'];
const seeds = only === undefined ? Array.from({ length: SEEDS }, (_, index) => index + 1) : only.split(',').map(Number);
const groups = Array.from({ length: Math.ceil(seeds.length / AT_ONCE) }, (_, index) => ({
  group: seeds.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
}));
let deaths = 0;

test.each(groups)(
  'GIVEN processes that die at any step under a Discord that fails, seeds $group THEN each slot has one outcome and nothing stands there twice',
  async ({ group }) => {
    const wrong: string[] = [];
    for (const seed of group) {
      const played = await playSeed(seed);
      deaths += played.deaths;
      countBodies(inject('bodyCountPath'), played.bodies);
      const found = [...played.duplicates, ...played.losses, ...played.faults];
      wrong.push(...found.map((fault) => `${fault}; SEED=${seed} npx vitest run tests/e2e/digest-crashes.test.ts`));
    }
    expect(wrong).toEqual([]);
  },
  120_000,
);

test.skipIf(only !== undefined)(`GIVEN all seeds THEN at least ${CRASHES} processes died`, () => {
  expect(deaths).toBeGreaterThanOrEqual(CRASHES);
});
