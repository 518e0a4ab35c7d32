import { describe, expect, test } from 'vitest';
import { findNextSlot, findZone, nextSlots, type Schedule } from '../../../src/services/digests/calendar.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const at = (iso: string) => Date.parse(iso);
const paris = (...times: string[]): Schedule => ({ times, days: EVERY_DAY, zone: 'Europe/Paris', cron: null });
const shown = (schedule: Schedule, from: string, until: string) =>
  nextSlots(schedule, at(from), at(until)).map(
    ({ localTime, dueAt }) => `${localTime} = ${new Date(dueAt).toISOString()}`,
  );

describe('the slots of a schedule', () => {
  test('GIVEN two times a day THEN each is due at its local time, in order', () => {
    expect(shown(paris('08:00', '18:30'), '2026-11-23T00:00:00Z', '2026-11-24T12:00:00Z')).toEqual([
      '2026-11-23T08:00 = 2026-11-23T07:00:00.000Z',
      '2026-11-23T18:30 = 2026-11-23T17:30:00.000Z',
      '2026-11-24T08:00 = 2026-11-24T07:00:00.000Z',
    ]);
  });

  test('GIVEN the edges of the window THEN the beginning is outside and the end inside', () => {
    const due = '2026-11-23T07:00:00Z';
    expect(shown(paris('08:00'), due, '2026-11-23T20:00:00Z')).toEqual([]);
    expect(shown(paris('08:00'), '2026-11-23T06:00:00Z', due)).toHaveLength(1);
  });

  test('GIVEN a window that ends before it begins THEN nothing is due', () => {
    expect(shown(paris('08:00'), '2026-11-24T00:00:00Z', '2026-11-22T00:00:00Z')).toEqual([]);
  });

  test('GIVEN weekdays THEN the weekend has no slot', () => {
    const schedule = { ...paris('08:00'), days: [1, 2, 3, 4, 5] };
    // 2026-11-27 is a Friday.
    expect(shown(schedule, '2026-11-27T00:00:00Z', '2026-11-30T12:00:00Z').map((slot) => slot.slice(0, 10))).toEqual([
      '2026-11-27',
      '2026-11-30',
    ]);
  });

  test('GIVEN 02:30 in the night that skips it THEN it is due at 03:00, the first instant after the gap', () => {
    expect(shown(paris('02:30'), '2027-03-27T12:00:00Z', '2027-03-29T12:00:00Z')).toEqual([
      '2027-03-28T02:30 = 2027-03-28T01:00:00.000Z',
      '2027-03-29T02:30 = 2027-03-29T00:30:00.000Z',
    ]);
  });

  test('GIVEN a span that ends with the gap, in a zone not read before, THEN the slot is due at its very end', () => {
    const madrid = { ...paris('02:30'), zone: 'Europe/Madrid' };
    expect(shown(madrid, '2027-03-28T00:00:00Z', '2027-03-28T01:00:00Z')).toEqual([
      '2027-03-28T02:30 = 2027-03-28T01:00:00.000Z',
    ]);
    const oslo = { ...madrid, zone: 'Europe/Oslo' };
    expect(shown(oslo, '2027-03-28T01:00:00Z', '2027-03-28T23:00:00Z')).toEqual([]);
  });

  test('GIVEN 02:15, 02:30 and 03:00 in that night THEN all three fall on one instant', () => {
    const slots = nextSlots(paris('02:15', '02:30', '03:00'), at('2027-03-27T12:00:00Z'), at('2027-03-28T12:00:00Z'));
    expect(slots.map((slot) => slot.localTime.slice(11))).toEqual(['02:15', '02:30', '03:00']);
    expect(new Set(slots.map((slot) => slot.dueAt))).toEqual(new Set([at('2027-03-28T01:00:00Z')]));
  });

  test('GIVEN 02:30 in the night that repeats it THEN it is due once, the first time', () => {
    expect(shown(paris('02:30'), '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toEqual([
      '2026-10-25T02:30 = 2026-10-25T00:30:00.000Z',
    ]);
    // Planned between the two: not again.
    expect(shown(paris('02:30'), '2026-10-25T00:45:00Z', '2026-10-25T12:00:00Z')).toEqual([]);
  });

  test('GIVEN a zone whose clocks skip midnight THEN 00:00 is due at the first instant of the day', () => {
    const beirut = { times: ['00:00'], days: EVERY_DAY, zone: 'Asia/Beirut', cron: null };
    // On 2024-03-31 the clocks of Beirut went from 00:00 to 01:00.
    expect(shown(beirut, '2024-03-30T12:00:00Z', '2024-03-31T12:00:00Z')).toEqual([
      '2024-03-31T00:00 = 2024-03-30T22:00:00.000Z',
    ]);
  });

  test('GIVEN a whole day that a zone left out THEN its slot is due when the next day begins', () => {
    const apia = { times: ['08:00'], days: EVERY_DAY, zone: 'Pacific/Apia', cron: null };
    expect(shown(apia, '2011-12-30T00:00:00Z', '2011-12-31T00:00:00Z')).toEqual([
      '2011-12-30T08:00 = 2011-12-30T10:00:00.000Z',
      '2011-12-31T08:00 = 2011-12-30T18:00:00.000Z',
    ]);
  });

  test('GIVEN a half-hour change THEN a time inside it is due at its end', () => {
    const lordHowe = { times: ['02:15'], days: EVERY_DAY, zone: 'Australia/Lord_Howe', cron: null };
    // On 2026-10-04 its clocks go from 02:00 to 02:30.
    expect(shown(lordHowe, '2026-10-03T00:00:00Z', '2026-10-03T23:00:00Z')).toEqual([
      '2026-10-04T02:15 = 2026-10-03T15:30:00.000Z',
    ]);
  });
});

describe('the next slot', () => {
  test('GIVEN one day a week THEN it is found up to a week ahead', () => {
    const sundays = { ...paris('08:00'), days: [7] };
    expect(findNextSlot(sundays, at('2026-11-29T07:00:00Z'))?.localTime).toBe('2026-12-06T08:00');
  });

  test('GIVEN no days THEN there is none', () => {
    expect(findNextSlot({ ...paris('08:00'), days: [] }, 0)).toBeNull();
  });
});

test.each([
  ['europe/paris', 'Europe/Paris'],
  ['UTC', 'UTC'],
  ['Mars/Olympus', undefined],
  ['+02:00', undefined],
  ['', undefined],
])('GIVEN the zone %s THEN it is read as %s', (name, zone) => {
  expect(findZone(name)).toBe(zone);
});
