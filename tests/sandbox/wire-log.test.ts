import { expect, test } from 'vitest';
import { createWireLog } from '../../src/sandbox/wire-log.ts';
import { testClock } from '../support/clock.ts';

test('GIVEN 20,000 entries THEN the wire keeps the newest and never more than 5,000', () => {
  const wire = createWireLog(testClock(), 'not-a-real-token');
  for (let i = 0; i < 20_000; i++) wire.write({ direction: 'from-bot', kind: 'rest', status: i });
  const kept = wire.entries();
  expect(kept.length).toBeLessThanOrEqual(5000);
  expect(kept.length).toBeGreaterThan(4000);
  expect(kept.at(-1)?.status).toBe(19_999);
});
