import { expect, test } from 'vitest';
import { createIntake } from '../../../src/services/feeds/create-intake.ts';
import { testDatabase } from '../../support/database.ts';
import { recordingLog } from '../../support/interactions.ts';

async function intakeThatCounts() {
  const newsroom = await testDatabase();
  const { log } = recordingLog();
  let begun = 0;
  const tick = () => {
    begun++;
    return () => undefined;
  };
  const intake = createIntake({ ...newsroom, log, locale: 'en', tick });
  return { intake, newsroom, begun: () => begun };
}

test('GIVEN a start THEN polling begins once, when the stories of the last days are remembered', async () => {
  const { intake, newsroom, begun } = await intakeThatCounts();
  intake.polling.start();
  intake.polling.start();
  expect(begun()).toBe(0);
  await newsroom.clock.move(0);
  expect(begun()).toBe(1);
  await intake.close();
});

test('GIVEN a stop while stories are being remembered THEN polling never begins', async () => {
  const { intake, newsroom, begun } = await intakeThatCounts();
  intake.polling.start();
  await intake.close();
  await newsroom.clock.move(60_000);
  expect(begun()).toBe(0);
});
