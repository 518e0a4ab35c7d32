import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/data/database.ts';
import type { Random } from '../../src/ids.ts';
import { type TestClock, testClock } from './clock.ts';
import { testRandom } from './random.ts';

export type TestNewsroom = { db: Database; clock: TestClock; random: Random };

/** An empty database in memory with the schema of today, a clock that stands still and repeatable randomness; closed after the test. */
export async function testDatabase(start?: string | number): Promise<TestNewsroom> {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.destroy());
  return { db, clock: testClock(start), random: testRandom() };
}
