import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Asker } from '../../src/services/asker.ts';
import { createLedger, type LedgerLimits } from '../../src/services/ledger.ts';
import { NANO_USD, priceOf } from '../../src/services/prices.ts';
import { OperatorError } from '../../src/errors.ts';
import { testDatabase } from '../support/database.ts';

const ASKER: Asker = { command: 'summary', guildId: 'g1', userId: 'u1' };
const HOUR = 3_600_000;
const USED = { tokensIn: 30, tokensCached: 10, tokensOut: 20 };

/** USD per million tokens. */
const PRICE = { in: 100, cached: 10, out: 1_000 };

async function testLedger(limits: Partial<LedgerLimits> = {}, start?: string) {
  const newsroom = await testDatabase(start);
  const ledger = createLedger({
    ...newsroom,
    model: 'tiny',
    memberKey: 'key',
    price: priceOf(undefined, PRICE),
    limits: { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0, ...limits },
  });
  return { ...newsroom, ledger };
}

async function reserved(
  ledger: { reserve: Awaited<ReturnType<typeof testLedger>>['ledger']['reserve'] },
  asker = ASKER,
  tokens = 100,
) {
  const reservation = await ledger.reserve(asker, 'summary', tokens);
  if (!reservation.granted) throw new Error(`not granted: ${reservation.reason}`);
  return reservation.id;
}

describe('caps', () => {
  test.each([
    ['total', { totalDailyTokens: 1_000 }, 'total-budget'],
    ['server', { serverDailyTokens: 1_000 }, 'server-budget'],
  ] as const)('GIVEN 50 parallel reserves under a %s cap for 10 THEN 10 are granted', async (_, limits, reason) => {
    const { ledger } = await testLedger(limits);
    const all = await Promise.all(
      Array.from({ length: 50 }, (__, i) => ledger.reserve({ ...ASKER, userId: `u${i}` }, 'summary', 100)),
    );
    expect(all.filter(({ granted }) => granted)).toHaveLength(10);
    expect(new Set(all.flatMap((one) => (one.granted ? [] : [one.reason])))).toEqual(new Set([reason]));
  });

  test('GIVEN 50 parallel reserves of one member at a pace of 7 THEN 7 are granted, and another member is not held up', async () => {
    const { ledger } = await testLedger({ memberHourlyCalls: 7 });
    const all = await Promise.all(Array.from({ length: 50 }, () => ledger.reserve(ASKER, 'summary', 1)));
    expect(all.filter(({ granted }) => granted)).toHaveLength(7);
    expect(all.at(-1)).toEqual({ granted: false, reason: 'pace' });
    expect(await ledger.reserve({ ...ASKER, userId: 'u2' }, 'summary', 1)).toMatchObject({ granted: true });
  });

  test('GIVEN a pace used up THEN it is free again an hour after the first call, not at the full hour', async () => {
    const { ledger, clock } = await testLedger({ memberHourlyCalls: 1 }, '2026-11-23T09:50:00Z');
    await reserved(ledger);
    await clock.move(HOUR - 1);
    expect(await ledger.reserve(ASKER, 'summary', 1)).toEqual({ granted: false, reason: 'pace' });
    await clock.move(1);
    expect(await ledger.reserve(ASKER, 'summary', 1)).toMatchObject({ granted: true });
  });

  test('GIVEN a budget used up THEN the next UTC day has a new one', async () => {
    const { ledger, clock } = await testLedger({ totalDailyTokens: 100 }, '2026-11-23T23:59:59Z');
    await reserved(ledger);
    expect(await ledger.reserve(ASKER, 'summary', 1)).toMatchObject({ granted: false });
    await clock.move(1_000);
    expect(await ledger.reserve(ASKER, 'summary', 100)).toMatchObject({ granted: true });
  });

  test('GIVEN one server over its budget THEN another one is served', async () => {
    const { ledger } = await testLedger({ serverDailyTokens: 100 });
    await reserved(ledger);
    expect(await ledger.reserve(ASKER, 'summary', 1)).toEqual({ granted: false, reason: 'server-budget' });
    await reserved(ledger, { ...ASKER, guildId: 'g2' });
  });

  test('GIVEN no caps, or work of no server and no member THEN nothing is refused', async () => {
    const { ledger } = await testLedger();
    for (let i = 0; i < 40; i++) await reserved(ledger, ASKER, 1_000_000);
    const capped = await testLedger({ serverDailyTokens: 10, memberHourlyCalls: 1 });
    const nobody = { command: 'digest', guildId: '', userId: '' };
    for (let i = 0; i < 3; i++)
      expect(await capped.ledger.reserve(nobody, 'summary', 1_000)).toMatchObject({ granted: true });
  });

  test('GIVEN a call settled below its reservation THEN the rest is free again', async () => {
    const { ledger } = await testLedger({ totalDailyTokens: 150 });
    const id = await reserved(ledger);
    expect(await ledger.reserve(ASKER, 'summary', 100)).toMatchObject({ granted: false });
    await ledger.settle(id, USED);
    await reserved(ledger);
  });

  test('GIVEN a call that failed THEN what it used counts, and settling it again changes nothing', async () => {
    const { ledger } = await testLedger({ totalDailyTokens: 100 });
    const id = await reserved(ledger);
    await ledger.fail(id, 'timeout', USED);
    await ledger.settle(id, { tokensIn: 0, tokensCached: 0, tokensOut: 0 });
    expect(await ledger.reserve(ASKER, 'summary', 51)).toMatchObject({ granted: false });
    await reserved(ledger, ASKER, 50);
  });

  test('GIVEN a reservation whose process died THEN it counts until the end of its day and shows as failed', async () => {
    const { ledger, clock } = await testLedger({ totalDailyTokens: 100 }, '2026-11-23T20:00:00Z');
    await reserved(ledger);
    expect(await ledger.usageByDay(1)).toMatchObject([{ calls: 1, failed: 0 }]);
    await clock.move(2 * HOUR);
    expect(await ledger.reserve(ASKER, 'summary', 1)).toEqual({ granted: false, reason: 'total-budget' });
    expect(await ledger.usageByDay(1)).toMatchObject([{ calls: 1, failed: 1 }]);
    await clock.move(2 * HOUR);
    await reserved(ledger);
  });
});

describe('caps by month and in dollars', () => {
  const bound = { tokensIn: 500, tokensOut: 50 };

  test.each([
    ['total a day', { totalDailyUsd: 1 }, 'total-budget'],
    ['server a day', { serverDailyUsd: 1 }, 'server-budget'],
    ['total a month', { totalMonthlyUsd: 1 }, 'total-budget'],
    ['server a month', { serverMonthlyUsd: 1 }, 'server-budget'],
    ['total tokens a month', { totalMonthlyTokens: 5_500 }, 'total-budget'],
    ['server tokens a month', { serverMonthlyTokens: 5_500 }, 'server-budget'],
  ] as const)(
    'GIVEN 200 parallel reserves of at most 0.10 USD and 550 tokens under a cap for 10, %s THEN 10 are granted',
    async (_, limits, reason) => {
      const { ledger, db } = await testLedger(limits);
      const all = await Promise.all(Array.from({ length: 200 }, () => ledger.reserve(ASKER, 'summary', bound)));
      expect(all.filter(({ granted }) => granted)).toHaveLength(10);
      expect(new Set(all.flatMap((one) => (one.granted ? [] : [one.reason])))).toEqual(new Set([reason]));
      const rows = await db.selectFrom('calls').select('counted_nano_usd').execute();
      expect(rows.map((row) => row.counted_nano_usd)).toEqual(Array.from({ length: 10 }, () => 0.1 * NANO_USD));
    },
  );

  test('GIVEN calls that settle below their reservations THEN their sum comes close to the cap and never passes it', async () => {
    const { ledger, db } = await testLedger({ totalDailyUsd: 1 });
    let granted = 0;
    for (let i = 0; i < 40; i++) {
      const all = await Promise.all(Array.from({ length: 5 }, () => ledger.reserve(ASKER, 'summary', bound)));
      for (const one of all)
        if (one.granted) await ledger.settle(one.id, { tokensIn: 500, tokensCached: 500, tokensOut: 20 });
      granted += all.filter((one) => one.granted).length;
    }
    const rows = await db.selectFrom('calls').select('nano_usd').execute();
    const spent = rows.reduce((sum, row) => sum + (row.nano_usd ?? Number.NaN), 0);
    expect(spent).toBe(granted * 0.025 * NANO_USD);
    expect(spent).toBeLessThanOrEqual(NANO_USD);
    expect(spent).toBeGreaterThan(0.9 * NANO_USD);
  });

  test('GIVEN a month used up THEN the next one has a new budget, and the day before it none', async () => {
    const { ledger, clock } = await testLedger({ totalMonthlyTokens: 100 }, '2026-11-01T00:00:00Z');
    await reserved(ledger);
    await clock.move(29 * 24 * HOUR);
    expect(await ledger.reserve(ASKER, 'summary', 1)).toEqual({ granted: false, reason: 'total-budget' });
    await clock.move(24 * HOUR);
    await reserved(ledger);
  });

  test.each(['timeout', 'aborted', 'unexpected'])(
    'GIVEN a call that failed as %s THEN caps in dollars count the most it may have cost',
    async (kind) => {
      const { ledger } = await testLedger({ totalDailyUsd: 0.1 });
      const id = await reserved(ledger, ASKER, 100);
      await ledger.fail(id, kind, { tokensIn: 0, tokensCached: 0, tokensOut: 0 });
      expect(await ledger.reserve(ASKER, 'summary', 1)).toEqual({ granted: false, reason: 'total-budget' });
    },
  );

  test('GIVEN a call that was refused outright THEN what it set aside is free again', async () => {
    const { ledger } = await testLedger({ totalDailyUsd: 0.1 });
    await ledger.fail(await reserved(ledger, ASKER, 100), 'network', { tokensIn: 0, tokensCached: 0, tokensOut: 0 });
    expect(await ledger.reserve(ASKER, 'summary', 100)).toMatchObject({ granted: true });
  });

  test('GIVEN a cap in dollars and no known price THEN the ledger does not open and says what to set', async () => {
    const newsroom = await testDatabase();
    const limits = { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0, totalMonthlyUsd: 1 };
    const open = (model: string) => createLedger({ ...newsroom, model, memberKey: 'k', limits });
    expect(() => open('tiny')).toThrow(OperatorError);
    expect(() => open('tiny')).toThrow(/LLM_PRICE_IN/);
    expect(() => open('')).not.toThrow();
  });
});

describe('who pays', () => {
  const payers = async (asker: Partial<Asker>) => {
    const { ledger, db } = await testLedger();
    await reserved(ledger, { ...ASKER, ...asker });
    const rows = await db.selectFrom('calls').select(['payer', 'guild_id']).execute();
    return rows[0]?.payer;
  };

  test('GIVEN the owners of the installation THEN the server pays, or the user, whose id is hashed', async () => {
    expect(await payers({ owners: { '0': '200' } })).toBe('server:200');
    expect(await payers({ owners: { '0': '200', '1': '400' } })).toBe('server:200');
    expect(await payers({ owners: { '1': '400' } })).toMatch(/^user:[0-9a-z]{26}$/);
    expect(await payers({ owners: { '0': '0', '1': '400' } })).toMatch(/^user:[0-9a-z]{26}$/);
    expect(await payers({ owners: {} })).toBe('server:g1');
    expect(await payers({ guildId: '', owners: { '0': '0' } })).toBe('');
  });

  test('GIVEN a user who installed the bot THEN their calls in any server count against one cap', async () => {
    const { ledger } = await testLedger({ serverDailyTokens: 100 });
    const owners = { '1': '400' };
    await reserved(ledger, { ...ASKER, guildId: 'g1', owners });
    expect(await ledger.reserve({ ...ASKER, guildId: 'g2', owners }, 'summary', 1)).toEqual({
      granted: false,
      reason: 'user-budget',
    });
    await reserved(ledger, { ...ASKER, guildId: 'g2' });
  });
});

test('GIVEN a database from before THEN its calls are paid by their servers', async () => {
  const { db } = await testDatabase();
  const { migrations } = await import('../../src/data/migrations.ts');
  for (const index of ['calls_counted']) await db.schema.dropIndex(index).execute();
  for (const column of ['payer', 'nano_usd', 'counted_nano_usd'])
    await db.schema.alterTable('calls').dropColumn(column).execute();
  await db.schema.dropTable('served').execute();
  await sql`insert into calls values ('c1', 1, '2026-11-01', 'summary', 'summary', '200', 'm', 'x', 'settled', 9, 5, 0, 2, null)`.execute(
    db,
  );
  await migrations['0004-cost']?.up(db);
  const rows = await db.selectFrom('calls').select(['payer', 'nano_usd', 'counted_nano_usd']).execute();
  expect(rows).toEqual([{ payer: 'server:200', nano_usd: null, counted_nano_usd: 0 }]);
});

test('GIVEN a member THEN the ledger holds a hash under the key, not the id', async () => {
  const { ledger, db } = await testLedger();
  const userId = '123456789012345678';
  await reserved(ledger, { ...ASKER, userId });
  const rows = await db.selectFrom('calls').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(userId);
  expect(rows).toMatchObject([
    { member_hash: expect.stringMatching(/^[0-9a-z]{26}$/), model: 'tiny', day: '2026-11-23' },
  ]);
});

test('GIVEN calls over days and commands THEN usage sums them, newest day first', async () => {
  const { ledger, clock } = await testLedger();
  await ledger.settle(await reserved(ledger), USED);
  await ledger.settle(await reserved(ledger), USED);
  await clock.move(24 * HOUR);
  await ledger.fail(await reserved(ledger, { ...ASKER, command: 'translate' }), 'timeout', {
    ...USED,
    tokensIn: 12_000,
  });
  const rows = await ledger.usageByDay(2);
  expect(rows).toEqual([
    { day: '2026-11-24', command: 'translate', calls: 1, failed: 1, tokensIn: 12_000, tokensCached: 10, tokensOut: 20 },
    { day: '2026-11-23', command: 'summary', calls: 2, failed: 0, tokensIn: 60, tokensCached: 20, tokensOut: 40 },
  ]);
  expect(await ledger.usageByDay(1)).toHaveLength(1);
});
