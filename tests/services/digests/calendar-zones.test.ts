import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { findNextSlot, nextSlots, type Schedule } from '../../../src/services/digests/calendar.ts';
import {
  BEGIN,
  clockOf,
  DAY,
  END,
  EVERY_DAY,
  HOUR,
  listChanges,
  MINUTE,
  slotsByTemporal,
  watchClock,
  ZONES,
} from './zone-changes.ts';

const CHANGES = ZONES.flatMap(listChanges);
const ODD_ZONES = [
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Asia/Tehran',
  'America/Nuuk',
  'Asia/Gaza',
  'Africa/Cairo',
  'America/Havana',
  'Antarctica/Troll',
  'Asia/Kathmandu',
];
const timeOf = (minute: number) => new Date(minute * MINUTE).toISOString().slice(11, 16);
/** Noon on Tuesdays and Fridays: on neither does 2024 begin or 2031, so the span is the same in every zone. */
const noonTwice = (zone: string): Schedule => ({ times: ['12:00'], days: [2, 5], zone, cron: null });
/** Pieces of this length begin within what the watched changes repeat, half an hour in Lord Howe included. */
const PIECE = 53 * MINUTE;
const linesOf = (schedule: Schedule, from: number, until: number) =>
  nextSlots(schedule, from, until).map(({ localTime, dueAt }) => `${localTime} = ${dueAt}`);

/** Where the slots of every minute that a watched clock shows or leaps over differ from it, asked for in pieces as a planner does. */
function findDifferences(zone: string, from: number, until: number): string[] {
  const watched = watchClock(zone, from, until);
  const times = [...new Set(watched.map((line) => line.slice(11, 16)))];
  const everyMinute = { times, days: EVERY_DAY, zone, cron: null };
  const slots: string[] = [];
  for (let at = from; at < until; at += PIECE) slots.push(...linesOf(everyMinute, at, Math.min(until, at + PIECE)));
  if (slots.join() === watched.join()) return [];
  return [
    ...slots.filter((line, index) => watched[index] !== line).map((line) => `${zone}: slot ${line}`),
    ...watched.filter((line, index) => slots[index] !== line).map((line) => `${zone}: watched ${line}`),
  ];
}

beforeEach(({ onTestFailed }) =>
  onTestFailed(({ task }) => {
    for (const error of task.result?.errors ?? []) error.message += ` (tz database ${process.versions.tz})`;
  }),
);

describe('every zone from 2024 to 2030', () => {
  test('GIVEN the database THEN it has zones that change, forward and back, by hours and by half hours', () => {
    expect(ZONES.length).toBeGreaterThan(400);
    const lengths = new Set(CHANGES.map((change) => change.byMs / MINUTE));
    expect([...lengths]).toEqual(expect.arrayContaining([60, -60, 120, -120, 30, -30]));
    expect(CHANGES.length).toBeGreaterThan(1500);
  });

  test('GIVEN each change of each zone THEN each minute is due when a watched clock shows it first or leaps over it', () => {
    const differences = CHANGES.flatMap(({ zone, at, byMs }) => {
      // Half an hour more than what is left out or repeated.
      const around = Math.abs(byMs) + HOUR / 2;
      return findDifferences(zone, at - around, at + around);
    });
    expect(differences).toEqual([]);
  });

  test('GIVEN noon twice a week in each zone THEN each week of seven years has both, and the clock shows noon then', () => {
    const expected = slotsByTemporal(noonTwice('UTC'), BEGIN, END).map((line) => line.slice(0, 16));
    for (const zone of ZONES) {
      const read = clockOf(zone);
      const slots = nextSlots(noonTwice(zone), BEGIN, END);
      expect(slots.filter(({ localTime, dueAt }) => read(dueAt) !== localTime)).toEqual([]);
      expect(slots.map((slot) => slot.localTime).join('\n')).toBe(expected.join('\n'));
    }
  });
});

describe('odd clocks', () => {
  test.each(ODD_ZONES)('GIVEN the days around each change in %s THEN each of their minutes is due once', (zone) => {
    const moments = [...listChanges(zone).map((change) => change.at), Date.UTC(2026, 2, 21)];
    expect(moments.flatMap((at) => findDifferences(zone, at - 27 * HOUR, at + 27 * HOUR))).toEqual([]);
  });

  test.each([
    ['a day left out', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['a day left out', 'Pacific/Kwajalein', '1993-08-21T12:00:00Z'],
    ['a day repeated', 'Pacific/Kwajalein', '1969-09-30T13:00:00Z'],
    ['a change by a quarter of an hour', 'Asia/Kathmandu', '1985-12-31T18:30:00Z'],
    ['a change by twenty minutes', 'Pacific/Honolulu', '1947-06-08T12:30:00Z'],
  ])('GIVEN %s in %s THEN each minute is due once', (_, zone, at) => {
    expect(findDifferences(zone, Date.parse(at) - 40 * HOUR, Date.parse(at) + 40 * HOUR)).toEqual([]);
  });

  test('GIVEN Nuuk, where the last hour of a Saturday is left out, THEN its slot comes with Sunday and stays Saturday’s', () => {
    const saturdays = { times: ['23:30'], days: [6], zone: 'America/Nuuk', cron: null };
    expect(nextSlots(saturdays, Date.parse('2026-03-26T00:00:00Z'), Date.parse('2026-03-30T00:00:00Z'))).toEqual([
      { localTime: '2026-03-28T23:30', dueAt: Date.parse('2026-03-29T01:00:00Z') },
    ]);
  });

  test('GIVEN Cairo, whose clocks go from midnight back to 23:00, THEN 23:30 is due the first time and midnight after the second', () => {
    const night = { times: ['00:00', '23:30'], days: EVERY_DAY, zone: 'Africa/Cairo', cron: null };
    expect(
      linesOf(night, Date.parse('2026-10-29T12:00:00Z'), Date.parse('2026-10-30T12:00:00Z')).map((line) =>
        line.replace(/\d+$/, (ms) => new Date(Number(ms)).toISOString()),
      ),
    ).toEqual(['2026-10-29T23:30 = 2026-10-29T20:30:00.000Z', '2026-10-30T00:00 = 2026-10-29T22:00:00.000Z']);
  });
});

const change = fc.constantFrom(...CHANGES);
const minuteOfDay = fc.integer({ min: 0, max: 1439 });
/** Minutes from the change: the gap, its edges and what is repeated come up often. */
const near = fc.oneof(
  fc.constantFrom(-120, -60, -31, -30, -1, 0, 1, 29, 30, 60, 120),
  fc.integer({ min: -180, max: 180 }),
);
const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });

/** A schedule around a change: times near what the clock shows before it, anywhere in the day, and midnight. */
const scheduleAroundChange = fc
  .record({
    change,
    nearTimes: fc.array(near, { minLength: 1, maxLength: 3 }),
    anyTimes: fc.array(fc.oneof(fc.constant(0), minuteOfDay), { maxLength: 2 }),
    days: fc.oneof(fc.constant(EVERY_DAY), weekdays),
    before: fc.integer({ min: 1, max: 3 * DAY }),
    after: fc.integer({ min: 1, max: 3 * DAY }),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
  })
  .map(({ change: { zone, at }, nearTimes, anyTimes, days, before, after, cuts }) => {
    const shown = Temporal.Instant.fromEpochMilliseconds(at - 1).toZonedDateTimeISO(zone);
    const minutes = [...nearTimes.map((by) => (shown.hour * 60 + shown.minute + by + 1440) % 1440), ...anyTimes];
    const times = [...new Set(minutes)].map(timeOf);
    const from = at - before;
    const until = at + after;
    const edges = [from, ...cuts.map((cut) => Math.round(from + cut * (until - from))), until];
    return { schedule: { times, days, zone, cron: null }, from, until, edges: edges.toSorted((a, b) => a - b) };
  });

describe('any schedule around any change', () => {
  test('GIVEN its times and days THEN its slots are those that Temporal gives when asked for each local time', () => {
    fc.assert(
      fc.property(scheduleAroundChange, ({ schedule, from, until }) => {
        expect(linesOf(schedule, from, until)).toEqual(slotsByTemporal(schedule, from, until));
      }),
      { numRuns: 1500 },
    );
  });

  test('GIVEN its span cut anywhere THEN the pieces have the slots of the whole, none lost or repeated, in order', () => {
    fc.assert(
      fc.property(scheduleAroundChange, ({ schedule, from, until, edges }) => {
        const whole = nextSlots(schedule, from, until);
        const pieces = edges.slice(1).flatMap((edge, index) => nextSlots(schedule, edges[index] ?? edge, edge));
        expect(pieces).toEqual(whole);
        expect(whole.toSorted((a, b) => a.dueAt - b.dueAt)).toEqual(whole);
        expect(new Set(whole.map((slot) => slot.localTime)).size).toBe(whole.length);
      }),
      { numRuns: 1500 },
    );
  });

  test('GIVEN one slot after the other THEN the next one is the first of a span of ten days', () => {
    fc.assert(
      fc.property(scheduleAroundChange, ({ schedule, from }) => {
        expect(findNextSlot(schedule, from)).toEqual(nextSlots(schedule, from, from + 10 * DAY)[0]);
      }),
      { numRuns: 500 },
    );
  });

  test('GIVEN the same times and days as a cron expression THEN the slots are the same', () => {
    const daily = fc.tuple(scheduleAroundChange, minuteOfDay, weekdays);
    fc.assert(
      fc.property(daily, ([{ schedule, from, until }, minute, days]) => {
        const written = { ...schedule, times: [timeOf(minute)], days };
        const cron = `${minute % 60} ${Math.floor(minute / 60)} * * ${days.join(',')}`;
        const byCron = { ...schedule, times: [], days: [], cron };
        expect(nextSlots(byCron, from, until)).toEqual(nextSlots(written, from, until));
      }),
      { numRuns: 500 },
    );
  });
});
