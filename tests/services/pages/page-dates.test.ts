import { expect, test } from 'vitest';
import { readAddressDate, readDate } from '../../../src/services/pages/page-dates.ts';
import { NOW } from '../../support/pages.ts';

const at = (text: string, language: string | null = null) => readDate(text, { now: NOW, language });
const iso = (instant: number | null | undefined) => (instant ? new Date(instant).toISOString() : null);

test.each([
  ['2016-12-21T23:49:10.000Z', '2016-12-21T23:49:10.000Z'],
  ['2016-12-21T23:49:10+0100', '2016-12-21T22:49:10.000Z'],
  ['2016-12-21T23:49-05:00', '2016-12-22T04:49:00.000Z'],
  ['Wed, 21 Dec 2016 23:49:10 GMT', '2016-12-21T23:49:10.000Z'],
  ['December 21, 2016 11:49 PM EST', '2016-12-22T04:49:00.000Z'],
  ['1482364150', '2016-12-21T23:49:10.000Z'],
  ['1482364150000', '2016-12-21T23:49:10.000Z'],
])('GIVEN %s THEN the instant is known', (text, expected) => {
  expect(iso(at(text)?.at)).toBe(expected);
});

test.each([
  ['2016-12-21', '2016-12-21'],
  ['2016-12-21 23:49', '2016-12-21'],
  ['20161221', '2016-12-21'],
  ['Published: Dec. 21, 2016', '2016-12-21'],
  ['Sept 3rd, 2019', '2019-09-03'],
  ['lundi 31 mai 2021 à 14h05', '2021-05-31'],
  ['1er juin 2021', '2021-06-01'],
  ['le 3 août 2020', '2020-08-03'],
  ['21. Dezember 2016, 14:00 Uhr', '2016-12-21'],
  ['21 de diciembre de 2016', '2016-12-21'],
  ['12 lutego 2020', '2020-02-12'],
  ['31 мая 2021', '2021-05-31'],
  ['2016年12月21日', '2016-12-21'],
  ['2016년 12월 21일', '2016-12-21'],
  ['21.12.2016', '2016-12-21'],
  ['31/05/2021', '2021-05-31'],
])('GIVEN %s THEN the day is known and the hour is not', (text, expected) => {
  expect(at(text)).toEqual({ at: null, on: expected });
});

test('GIVEN figures with two readings THEN the language decides, and without one nothing does', () => {
  expect(at('05/06/2021')).toBeNull();
  expect(at('05/06/2021', 'fr')?.on).toBe('2021-06-05');
  expect(at('05/06/2021', 'en-GB')?.on).toBe('2021-06-05');
  expect(at('05/06/2021', 'en-US')?.on).toBe('2021-05-06');
});

test('GIVEN a month name that means two months THEN the language decides', () => {
  expect(at('3 listopada 2021')).toBeNull();
  expect(at('3 listopada 2021', 'pl')?.on).toBe('2021-11-03');
  expect(at('3 listopada 2021', 'hr')?.on).toBe('2021-10-03');
});

test.each([
  '29 février 2021',
  '2021-02-30',
  '2021-13-01',
  '31.11.2021',
  '2099-01-01',
  'May 2021',
  'yesterday',
  '12:30',
  '',
  '1.2.3',
])('GIVEN %s THEN there is no date', (text) => {
  expect(at(text)).toBeNull();
});

test('GIVEN an address with a day THEN it is read, and other numbers are not', () => {
  const day = (url: string) => readAddressDate(url, { now: NOW, language: null })?.on ?? null;
  expect(day('https://example.org/2021/05/31/title')).toBe('2021-05-31');
  expect(day('https://example.org/news/2021-05-31-title')).toBe('2021-05-31');
  expect(day('https://example.org/2016/nov/29/title')).toBe('2016-11-29');
  expect(day('https://example.org/a/20210531-title.html')).toBe('2021-05-31');
  expect(day('https://example.org/item/20219931')).toBeNull();
  expect(day('https://example.org/2021/05/title')).toBeNull();
});
