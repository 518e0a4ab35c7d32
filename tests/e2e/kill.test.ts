import { expect, inject, test } from 'vitest';
import { countBodies } from '../support/body-count.ts';
import { playKills } from '../support/crash-kills.ts';

const KILLS = 20;
const seed = Number(process.env['SEED'] ?? 1);

test(`GIVEN kill -9 at ${KILLS} drawn moments, from the first statement to the record of the message THEN each slot has one outcome and nothing stands there twice`, async () => {
  const played = await playKills({ seed, kills: KILLS });
  countBodies(inject('bodyCountPath'), played.bodies);
  const wrong = [...played.duplicates, ...played.losses, ...played.faults];
  expect(wrong, `SEED=${seed} npx vitest run tests/e2e/kill.test.ts`).toEqual([]);
  expect(played.posted + played.late).toBeGreaterThan(0);
}, 300_000);
