import { expect, test } from 'vitest';
import { parseHttpDate, readFreshForMs, readRetryAfterMs } from '../../../src/services/fetching/answer-times.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const DAY = 86_400_000;

test.each<[Record<string, string>, number | null]>([
  [{}, null],
  [{ 'cache-control': 'public' }, null],
  [{ 'cache-control': 'public, max-age=600' }, 600_000],
  [{ 'cache-control': 'MAX-AGE="600", must-revalidate' }, 600_000],
  [{ 'cache-control': 'max-age=600', age: '100' }, 500_000],
  [{ 'cache-control': 'max-age=600', age: '700' }, 0],
  [{ 'cache-control': 'max-age=600', age: 'old' }, 600_000],
  [{ 'cache-control': 's-maxage=600' }, null],
  [{ 'cache-control': 'max-age=-1' }, null],
  [{ 'cache-control': 'max-age=99999999999999' }, 31 * DAY],
  [{ 'cache-control': 'no-cache, max-age=600' }, 0],
  [{ 'cache-control': 'no-store' }, 0],
  [{ 'cache-control': 'max-age=60', expires: 'Mon, 23 Nov 2026 10:00:00 GMT' }, 60_000],
  [{ expires: 'Mon, 23 Nov 2026 10:00:00 GMT' }, 3_600_000],
  [{ expires: 'Mon, 23 Nov 2026 10:00:00 GMT', date: 'Mon, 23 Nov 2026 09:30:00 GMT' }, 1_800_000],
  [{ expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
  [{ expires: '-1' }, 0],
  [{ expires: 'Mon, 23 Nov 2099 10:00:00 GMT' }, 31 * DAY],
])('GIVEN %j THEN the answer holds for %s ms', (head, ms) => {
  expect(readFreshForMs(head, NOW)).toBe(ms);
});

test.each<[string | undefined, number | null]>([
  [undefined, null],
  ['120', 120_000],
  [' 1.5 ', 1_500],
  ['0', 0],
  ['999999999', DAY],
  ['-5', null],
  ['soon', null],
  ['', null],
  ['Mon, 23 Nov 2026 09:02:00 GMT', 120_000],
  ['Mon, 23 Nov 2026 08:00:00 GMT', 0],
  ['Wed, 23 Nov 2033 09:00:00 GMT', DAY],
])('GIVEN Retry-After %j THEN %s ms are asked for', (value, ms) => {
  expect(readRetryAfterMs(value === undefined ? {} : { 'retry-after': value }, NOW)).toBe(ms);
});

test('GIVEN the three forms of a date in HTTP THEN all are read, and nothing else', () => {
  const instant = Date.parse('1994-11-06T08:49:37Z');
  const forms = ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'];
  expect(forms.map(parseHttpDate)).toEqual([instant, instant, instant]);
  const others = ['1994-11-06', '0', 'Sun, 06 Nov 1994 08:49:37 +0100', 'Sun, 99 Nov 1994 08:49:37 GMT', 'tomorrow'];
  expect(others.map(parseHttpDate)).toEqual(others.map(() => null));
});
