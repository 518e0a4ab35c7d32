import { onTestFinished } from 'vitest';
import { type Database, openImage, writeImage } from '../../src/data/database.ts';
import type { Random } from '../../src/ids.ts';
import { type TestClock, testClock } from './clock.ts';
import { testRandom } from './random.ts';

export type TestNewsroom = { db: Database; clock: TestClock; random: Random };

/** Made once for the tests of a file: the migrations take 30 ms, the outlets 100 ms, a copy of either less than 1 ms. */
let empty: Promise<Uint8Array> | undefined;
let withOutlets: Promise<Uint8Array> | undefined;

/** An empty database in memory with the schema of today, a clock that stands still and repeatable randomness; closed after the test. */
export async function testDatabase(start?: string | number): Promise<TestNewsroom> {
  empty ??= writeImage(async () => undefined);
  return openTestImage(await empty, start);
}

/** The same with the outlets that come with Kiosque. */
export async function testDatabaseWithOutlets(start?: string | number): Promise<TestNewsroom> {
  return openTestImage(await imageWithOutlets(), start);
}

/** A new database with the outlets that come with Kiosque, as the bytes of its file: what a first start leaves but for the stored article. */
export function imageWithOutlets(): Promise<Uint8Array> {
  withOutlets ??= writeImage(async (db) => (await import('../../src/services/outlets.ts')).loadOutlets({ db }));
  return withOutlets;
}

function openTestImage(image: Uint8Array, start: string | number | undefined): TestNewsroom {
  const db = openImage(image);
  onTestFinished(() => db.destroy());
  return { db, clock: testClock(start), random: testRandom() };
}
