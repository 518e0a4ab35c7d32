import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFutureDate, readFeedDate } from '../../../src/services/dates/feed-date.ts';
import { NOW } from '../../support/feeds.ts';

const read = (raw: string, language: string | null = null) => readFeedDate(raw, { now: NOW, language });
const iso = (raw: string, language: string | null = null) => {
  const at = read(raw, language)?.at ?? null;
  return at === null ? null : new Date(at).toISOString();
};

/** Each is 2 March 2026, 09:05 UTC. */
const SAME: readonly (readonly [string, string | null])[] = [
  ['Mon, 02 Mar 2026 09:05:00 GMT', null],
  ['Mon, 02 Mar 26 10:05:00 +0100', null],
  ['2 Mar 2026 09:05 UT', null],
  ['Mon, 2 Mar 2026 04:05:00 EST', null],
  ['Mon, 2 Mar 2026 04:05 ET', null],
  ['Mon, 2 Mar 2026 10:05:00 MET', null],
  ['Mon, 2 Mar 2026 10:05:00 GMT+01:00', null],
  ['Mon, 2 Mar 2026 10:05:00 Europe/Paris', null],
  ['Mon Mar  2 09:05:00 2026', null],
  ['Mon Mar 2 04:05:00 EST 2026', null],
  ['Mon Mar 02 2026 10:05:00 GMT+0100 (Central European Time)', null],
  ['2026-03-02T09:05:00Z', null],
  ['2026-03-02T10:05+01:00', null],
  ['2026-03-02 09:05:00', null],
  ['20260302T090500Z', null],
  ['20260302 09:05:00', null],
  ['2026-03-02T09:05:00Z[UTC]', null],
  ['2 de marzo del 2026 a las 09:05 hrs', 'es'],
  ['2026-03-02T04:05:00-05:00Z', null],
  ['1772442300', null],
  ['1772442300000', null],
  ['March 2, 2026 9:05 am', null],
  ['Mon, March 2nd, 2026 at 09:05 AM', null],
  ['Monday, 2 March 2026 - 09:05', null],
  ['03/02/2026 9:05 am', null],
  ['02/03/2026 09:05', 'fr'],
  ['02.03.26 09:05', null],
  ['lun., 02 mars 2026 10:05:00 +0100', 'fr'],
  ['lundi 2 mars 26 à 09h05', null],
  ['Mo, 02 Mär 2026 10:05:00 MEZ', 'de'],
  ['Montag, 2. März 2026, 09:05 Uhr', null],
  ['lun, 02 mar 2026 09:05:00 +0000', 'es'],
  ['lunes, 2 de marzo de 2026 09:05', null],
  ['lunedì 2 marzo 2026 ore 09:05', 'it'],
  ['segunda-feira, 2 de março de 2026 09:05', 'pt'],
  ['ma 2 mrt. 2026 09:05', 'nl'],
  ['Пн, 02 мар 2026 12:05:00 +0300', 'ru'],
  ['понедельник, 2 марта 2026 г. 09:05', null],
  ['2 marca 2026 09:05', 'pl'],
  ['2026년 03월 02일 18:05', null],
  ['2026-03-02 오후 06:05:00', null],
  ['2026年3月2日 09:05', null],
];

test.each(SAME)('GIVEN %s (%s) THEN the instant is right', (raw, language) => {
  expect(iso(raw, language)).toBe('2026-03-02T09:05:00.000Z');
});

test.each([
  ['2026-03-02', '2026-03-02'],
  ['260302', '2026-03-02'],
  ['26-03-02', '2026-03-02'],
  ['2026-061', '2026-03-02'],
  ['2026-03', '2026-03-01'],
  ['2026', '2026-01-01'],
  ['2 mars 2026', '2026-03-02'],
  ['Monday 02 March 2026', '2026-03-02'],
  ['2.3.26', '2026-03-02'],
  ['Mon, 02 Mar 2026 09:05:00 QQT', '2026-03-02'],
  ['1 Jan 50', '1950-01-01'],
  ['1 Jan 25', '2025-01-01'],
])('GIVEN %s THEN the day is known and the hour is not', (raw, on) => {
  expect(read(raw)).toEqual({ at: null, on });
});

test('GIVEN clocks that were set forward THEN a region’s name means its own summer', () => {
  expect(iso('Wed, 01 Jul 2026 05:05:00 ET')).toBe('2026-07-01T09:05:00.000Z');
  expect(iso('Wed, 01 Jul 2026 11:05:00 Europe/Paris')).toBe('2026-07-01T09:05:00.000Z');
});

test('GIVEN the first word of a day that is a month elsewhere THEN the month is the other one', () => {
  expect(iso('mar, 07 avr 2026 09:05:00 +0000', 'fr')).toBe('2026-04-07T09:05:00.000Z');
});

test.each([
  '',
  'yesterday',
  '12:30',
  'May 2026',
  '32 Jan 2026',
  '29 Feb 2025 10:00 GMT',
  'Sat, 31 Jun 2025 10:00:00 GMT',
  '2025-02-30',
  '2025-13-01T00:00:00Z',
  '2025-xx-01',
  '2025-01-01T25:00:00Z',
  '2025-01-01T10:61:00Z',
  '2025-01-01T10:00:00+99:99',
  '2025-01-02-03',
  'Mon, 02 Mar 2025 1:2:3:4 GMT',
  'Mon, 02 Mar zz 10:00:00 GMT',
  'Mon, Mar x 2025 10:00:00 GMT',
  'Mon, 02 Mar 2025 10:00:00 +zz:00',
  '2025-400',
  '20251',
  '013',
  '0001-01-01T00:00:00Z',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Published on Monday, 2 March 2025, by the desk',
  '2099-01-01',
  'Mon, 02 Mar 2099 10:00:00 GMT',
  '9'.repeat(400),
])('GIVEN %s THEN it is refused', (raw) => {
  expect(read(raw)).toBeNull();
});

test('GIVEN dates around a day ahead THEN only those beyond it are the future', () => {
  expect(iso('2026-11-24T11:59:00Z')).toBe('2026-11-24T11:59:00.000Z');
  expect(read('2026-11-24T12:01:00Z')).toBeNull();
  expect(isFutureDate('2026-11-24T12:01:00Z', { now: NOW, language: null })).toBe(true);
  expect(isFutureDate('nonsense', { now: NOW, language: null })).toBe(false);
});

test('GIVEN any instant as programs print it THEN it is read back', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(1e11), max: new Date(NOW), noInvalidDate: true }), (date) => {
      const seconds = Math.floor(date.getTime() / 1000) * 1000;
      expect(read(date.toISOString())?.at).toBe(date.getTime());
      expect(read(date.toUTCString())?.at).toBe(seconds);
      expect(read(String(seconds / 1000))?.at).toBe(seconds);
    }),
  );
});

test('GIVEN any text THEN it is read or refused, never thrown at', () => {
  const part = fc.constantFrom(
    'Mon',
    'Mar',
    '2',
    '26',
    '2026',
    ':',
    '-',
    '/',
    '.',
    ',',
    ' ',
    'T',
    'Z',
    '+',
    '09',
    'à',
    '年',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
      expect(read(parts.join(''))?.on ?? '2026-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
    }),
    { numRuns: 2_000 },
  );
});

describe('GIVEN a process in another time zone', () => {
  test.each(['America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati'])('%s THEN the dates are the same', (zone) => {
    const module = new URL('../../../src/services/dates/feed-date.ts', import.meta.url).href;
    const program = `const { readFeedDate } = await import(${JSON.stringify(module)});
      console.log(JSON.stringify(${JSON.stringify(SAME)}.map(([raw, language]) => readFeedDate(raw, { now: ${NOW}, language })?.at)));`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, TZ: zone },
    });
    expect(JSON.parse(run.stdout.toString())).toEqual(SAME.map(() => Date.UTC(2026, 2, 2, 9, 5)));
  });
});
