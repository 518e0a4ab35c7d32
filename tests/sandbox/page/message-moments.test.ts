import { expect, test } from 'vitest';
import { formatMoment, isoMoment } from '../../../src/sandbox/page/message/moments.ts';

const AT = Date.UTC(2026, 6, 1, 9, 5, 7);
const plain = (text: string | null) => text?.replace(/[\u202f\u00a0]/g, ' ');

test.each([
  ['t', '11:05 AM', '11:05'],
  ['T', '11:05:07 AM', '11:05:07'],
  ['d', '07/01/2026', '01/07/2026'],
  ['D', 'July 1, 2026', '1 juillet 2026'],
  ['f', 'July 1, 2026 at 11:05 AM', '1 juillet 2026 à 11:05'],
  ['F', 'Wednesday, July 1, 2026 at 11:05 AM', 'mercredi 1 juillet 2026 à 11:05'],
  ['s', '7/1/26, 11:05 AM', '01/07/2026 11:05'],
  ['S', '7/1/26, 11:05:07 AM', '01/07/2026 11:05:07'],
])('GIVEN the style %s THEN it is written in the reader’s language and zone', (style, english, french) => {
  const write = (locale: string) => plain(formatMoment(AT, style, { locale, now: AT, timeZone: 'Europe/Paris' }));
  expect(write('en-US')).toBe(english);
  expect(write('fr')).toBe(french);
});

test.each([
  [0, 'now'],
  [-400, 'now'],
  [-45_000, '45 seconds ago'],
  [59_400, 'in 59 seconds'],
  [59_600, 'in 1 minute'],
  [3_600_000, 'in 1 hour'],
  [-7_300_000, '2 hours ago'],
  [86_400_000, 'in 1 day'],
  [-40 * 86_400_000, '1 month ago'],
  [800 * 86_400_000, 'in 2 years'],
])('GIVEN a distance of %d ms THEN the greatest whole unit says it', (ms, expected) => {
  expect(formatMoment(AT + ms, 'R', { locale: 'en-US', now: AT })).toBe(expected);
});

test('GIVEN the night when clocks go forward THEN the hour of the zone is written', () => {
  const write = (at: number) => formatMoment(at, 'T', { locale: 'fr', now: at, timeZone: 'Europe/Paris' });
  expect(write(Date.UTC(2026, 2, 29, 0, 59, 59))).toBe('01:59:59');
  expect(write(Date.UTC(2026, 2, 29, 1, 0, 0))).toBe('03:00:00');
});

test.each(['not a locale', '', 'xx-YY', 'en_US'])('GIVEN the locale %j THEN English is written', (locale) => {
  expect(formatMoment(AT, 'D', { locale, now: AT, timeZone: 'UTC' })).toBe('July 1, 2026');
});

test('GIVEN a moment outside of the calendar THEN there is none to write', () => {
  expect(formatMoment(9e18, 'f', { locale: 'en-US', now: AT })).toBeNull();
  expect(formatMoment(Number.NaN, 'R', { locale: 'en-US', now: AT })).toBeNull();
  expect(isoMoment(9e18)).toBeNull();
  expect(isoMoment(AT)).toBe('2026-07-01T09:05:07.000Z');
});

test('GIVEN a style that nobody knows THEN it is written as the usual one', () => {
  const reading = { locale: 'en-US', now: AT, timeZone: 'UTC' };
  expect(formatMoment(AT, '?', reading)).toBe(formatMoment(AT, 'f', reading));
});
