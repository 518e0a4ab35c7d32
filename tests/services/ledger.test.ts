import { describe, expect, test } from 'vitest';
import type { Asker } from '../../src/services/asker.ts';
import { createLedger, type LedgerLimits } from '../../src/services/ledger.ts';
import { formatUsage } from '../../src/services/usage-table.ts';
import { testDatabase } from '../support/database.ts';

const ASKER: Asker = { command: 'summary', guildId: 'g1', userId: 'u1' };
const HOUR = 3_600_000;
const USED = { tokensIn: 30, tokensCached: 10, tokensOut: 20 };

async function testLedger(limits: Partial<LedgerLimits> = {}, start?: string) {
  const newsroom = await testDatabase(start);
  const ledger = createLedger({
    ...newsroom,
    model: 'tiny',
    memberKey: 'key',
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

test('GIVEN calls over days and commands THEN usage sums them, newest day first, and the table adds up', async () => {
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
  expect(formatUsage(rows)).toBe(
    [
      'day         command    calls  failed  tokens in  of them cached  tokens out',
      '2026-11-24  translate      1       1     12,000              10          20',
      '2026-11-23  summary        2       0         60              20          40',
      'all days                   3       1     12,060              30          60',
      '',
    ].join('\n'),
  );
});

test('GIVEN no calls THEN the table says so', () => {
  expect(formatUsage([])).toBe('No model was called.\n');
});
