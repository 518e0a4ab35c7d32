import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  failureWait,
  LONGEST_MS,
  longerRhythm,
  rhythmOf,
  SHORTEST_MS,
  withJitter,
} from '../../../src/services/feeds/rhythm.ts';
import { feedOf, rss } from '../../support/feeds.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Items that came at such ages, in milliseconds. */
function items(...ages: readonly number[]) {
  const [item] = feedOf(rss('<item><title>One</title><link>https://example.org/1</link></item>')).items;
  if (!item) throw new Error('no item');
  return ages.map((age) => ({ ...item, publishedAt: NOW - age }));
}

const ask = (
  ages: readonly number[],
  more: { ttlMs?: number | null; freshForMs?: number | null; beforeMs?: number } = {},
) =>
  rhythmOf(
    { items: items(...ages), ttlMs: more.ttlMs ?? null },
    { now: NOW, freshForMs: more.freshForMs ?? null, beforeMs: more.beforeMs ?? null },
  );

const every = (gap: number, count = 20) => Array.from({ length: count }, (_, n) => n * gap);

describe('how often a feed is asked', () => {
  test('GIVEN an item an hour THEN three times an hour; one a day, three times a day', () => {
    expect(ask(every(HOUR))).toBe(20 * 60_000);
    expect(ask(every(DAY))).toBe(8 * HOUR);
  });

  test('GIVEN an item a minute THEN no more than each ten minutes; silence for a year, each day', () => {
    expect(ask(every(60_000))).toBe(SHORTEST_MS);
    expect(ask(every(DAY).map((age) => age + 365 * DAY))).toBe(LONGEST_MS);
  });

  test('GIVEN no dates THEN as before, and each hour at first', () => {
    expect(ask([])).toBe(HOUR);
    expect(ask([], { beforeMs: 3 * HOUR })).toBe(3 * HOUR);
  });

  test('GIVEN ttl and Cache-Control THEN they are kept, but for a feed that forgets its items sooner', () => {
    expect(ask(every(HOUR), { ttlMs: 2 * HOUR })).toBe(2 * HOUR);
    expect(ask(every(HOUR), { freshForMs: 3 * HOUR })).toBe(3 * HOUR);
    expect(ask(every(10 * 60_000, 7), { ttlMs: DAY })).toBe(30 * 60_000);
    expect(ask([], { ttlMs: 400 * DAY })).toBe(LONGEST_MS);
  });

  test('GIVEN any dates and wishes THEN it is between ten minutes and a day', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -DAY, max: 4_000 * DAY }), { maxLength: 40 }),
        fc.option(fc.integer({ min: 0, max: 1_000 * DAY })),
        fc.option(fc.integer({ min: 0, max: 1_000 * DAY })),
        (ages, ttlMs, freshForMs) => {
          const wait = ask(ages, { ttlMs, freshForMs });
          expect(wait).toBeGreaterThanOrEqual(SHORTEST_MS);
          expect(wait).toBeLessThanOrEqual(LONGEST_MS);
        },
      ),
    );
  });
});

test('GIVEN nothing new THEN the wait grows to a day at most', () => {
  let wait = SHORTEST_MS;
  for (let n = 0; n < 40; n++) wait = longerRhythm(wait, null);
  expect(wait).toBe(LONGEST_MS);
  expect(longerRhythm(HOUR, 5 * HOUR)).toBe(5 * HOUR);
});

test('GIVEN failures THEN the wait doubles up to a day, and what the server asks for counts up to a week', () => {
  expect([1, 2, 3].map((n) => failureWait(n, { retryAfterMs: null }) / SHORTEST_MS)).toEqual([1, 2, 4]);
  expect(failureWait(1_000, { retryAfterMs: null })).toBe(LONGEST_MS);
  expect(failureWait(1, { retryAfterMs: 3 * DAY })).toBe(3 * DAY);
  expect(failureWait(1, { retryAfterMs: 300 * DAY })).toBe(7 * DAY);
});

test('GIVEN chance THEN a wait becomes longer by up to a tenth, never shorter', () => {
  expect([0, 0.5, 0.999].map((share) => withJitter(1_000, share))).toEqual([1_000, 1_050, 1_100]);
});
