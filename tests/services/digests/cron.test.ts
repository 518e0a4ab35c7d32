import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { findNextSlot, nextSlots, parseCron, type Schedule } from '../../../src/services/digests/calendar.ts';
import { LOCALES, wordsFor } from '../../../src/words/words.ts';
import { DAY } from './zone-changes.ts';

const schedule = (cron: string, zone = 'Europe/Paris'): Schedule => ({
  times: [],
  days: [],
  zone,
  cron: parseCron(cron),
});
const localTimes = (cron: string, from: string, until: string) =>
  nextSlots(schedule(cron), Date.parse(from), Date.parse(until)).map((slot) => slot.localTime);
const nextDays = (cron: string, from: string, count: number) => {
  const days: string[] = [];
  let next = findNextSlot(schedule(cron, 'UTC'), Date.parse(from));
  for (; next && days.length < count; next = findNextSlot(schedule(cron, 'UTC'), next.dueAt))
    days.push(next.localTime.slice(0, 10));
  return days;
};
function faultOf(text: string): UserError {
  try {
    parseCron(text);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`“${text}” is taken.`);
}

describe('an expression', () => {
  test.each([
    ['0 8 * * *', '0 8 * * *'],
    ['  0   8 * * mon-fri ', '0 8 * * MON-FRI'],
    ['*/30 8-18/2 1,15 jan-mar,DEC ?', '*/30 8-18/2 1,15 JAN-MAR,DEC ?'],
    ['0 9 l * *', '0 9 L * *'],
    ['0 9 * * fri#2', '0 9 * * FRI#2'],
    ['@daily', '0 0 * * *'],
    ['@Weekly', '0 0 * * SUN'],
    ['0 * * * *', '0 * * * *'],
    ['@hourly', '0 * * * *'],
    ['0,30 8-19 * * *', '0,30 8-19 * * *'],
    ['0 0 29 2 *', '0 0 29 2 *'],
    ['0 0 * 2 FRI#5', '0 0 * 2 FRI#5'],
  ])('GIVEN “%s” THEN it is kept as “%s”, which reads the same again', (text, kept) => {
    expect(parseCron(text)).toBe(kept);
    expect(parseCron(kept)).toBe(kept);
  });

  test.each([
    '',
    '   ',
    'tomorrow',
    '8:00',
    '2027-03-28T08:00:00',
    '0 8 * *',
    '0 0 8 * * *',
    '0 8 * * * 2027',
    '0 0 8 * * * 2027',
    '@reboot',
    '@never',
    '60 8 * * *',
    '0 24 * * *',
    '0 8 32 * *',
    '0 8 0 * *',
    '0 8 * 13 *',
    '0 8 * * 8',
    '0 8 * * SAT-MON',
    '0 8 * * LUN',
    '-5 8 * * *',
    '5/15 8 * * *',
    '*/0 8 * * *',
    '0 8 * * FRI#6',
    '0 8 * * ; rm',
    `${'0,'.repeat(60)}0 8 * * *`,
  ])('GIVEN “%s” THEN its form is refused', (text) => {
    expect(faultOf(text)).toMatchObject({ code: 'bad-cron', details: { reason: 'form' } });
  });

  test.each(['* * * * *', '*/5 * * * *', '*/30 * * * *', '0,30 0-12 * * *', '0,1 0-12 1 1 *'])(
    'GIVEN “%s”, more than 24 times on a day, THEN it is refused as too often',
    (text) => expect(faultOf(text).details).toEqual({ value: text, reason: 'too-often' }),
  );

  test.each(['0 0 30 2 *', '0 0 31 4,6,9,11 *', '0 0 31W 2 *', '0 0 30 2 +MON'])(
    'GIVEN “%s”, which no year has, THEN it is refused as never',
    (text) => expect(faultOf(text).details).toEqual({ value: text, reason: 'never' }),
  );

  test.each(LOCALES)('GIVEN a refusal in %s THEN its sentence quotes the expression and says why', (locale) => {
    const { errors } = wordsFor(locale);
    const reasons = (['form', 'too-often', 'never'] as const).map(
      (reason) => errors['bad-cron']({ value: '1 2 30 2 5', reason }).md,
    );
    expect(new Set(reasons).size).toBe(3);
    for (const sentence of reasons) expect(sentence).toContain('1 2 30 2 5');
    // A star that is not escaped may turn what follows into italics.
    expect(reasons.join(' ')).not.toMatch(/(?<!\\)\*/);
  });

  test('GIVEN a very long text THEN the refusal shows its beginning', () => {
    expect(faultOf('8'.repeat(5000)).details).toEqual({ value: '8'.repeat(60), reason: 'form' });
  });
});

describe('the slots of an expression', () => {
  test('GIVEN every five minutes of the hour that spring skips THEN twelve local times are due at its end', () => {
    const slots = nextSlots(
      schedule('*/5 2 * * *'),
      Date.parse('2027-03-27T12:00:00Z'),
      Date.parse('2027-03-28T12:00:00Z'),
    );
    expect(slots.map((slot) => slot.localTime)).toEqual(
      Array.from({ length: 12 }, (_, index) => `2027-03-28T02:${`${index * 5}`.padStart(2, '0')}`),
    );
    expect(new Set(slots.map((slot) => slot.dueAt))).toEqual(new Set([Date.parse('2027-03-28T01:00:00Z')]));
  });

  test('GIVEN every five minutes of the hour that autumn repeats THEN each is due once, the first time', () => {
    const slots = nextSlots(
      schedule('*/5 2 * * *'),
      Date.parse('2026-10-24T12:00:00Z'),
      Date.parse('2026-10-25T12:00:00Z'),
    );
    expect(slots).toHaveLength(12);
    expect(slots[0]).toEqual({ localTime: '2026-10-25T02:00', dueAt: Date.parse('2026-10-25T00:00:00Z') });
    expect(slots[11]).toEqual({ localTime: '2026-10-25T02:55', dueAt: Date.parse('2026-10-25T00:55:00Z') });
  });

  test('GIVEN each hour THEN the day that repeats one has 24 slots, and so has the day that skips one', () => {
    expect(localTimes('0 * * * *', '2026-10-24T21:59:00Z', '2026-10-25T22:59:00Z')).toHaveLength(24);
    expect(localTimes('0 * * * *', '2027-03-27T22:59:00Z', '2027-03-28T21:59:00Z')).toHaveLength(24);
  });

  test.each([
    [
      'a day of the month and a weekday: either',
      '0 8 13 * FRI',
      ['2026-11-27', '2026-12-04', '2026-12-11', '2026-12-13'],
    ],
    ['both at once, asked with a plus', '0 8 13 * +FRI', ['2027-08-13', '2028-10-13']],
    ['the last day of the month', '0 8 L * *', ['2026-11-30', '2026-12-31', '2027-01-31', '2027-02-28']],
    ['the first Monday', '0 8 * * MON#1', ['2026-12-07', '2027-01-04']],
    ['the last Friday', '0 8 * * FRI#L', ['2026-11-27', '2026-12-25']],
    [
      'the weekday nearest to the 15th',
      '0 8 15W * *',
      ['2026-12-15', '2027-01-15', '2027-02-15', '2027-03-15', '2027-04-15', '2027-05-14'],
    ],
    ['Sunday as 0 and as 7', '0 8 * * 0,7', ['2026-11-29', '2026-12-06']],
    ['a leap day', '0 8 29 2 *', ['2028-02-29', '2032-02-29']],
    ['a leap day over the year 2100', '0 8 29 2 +MON', ['2044-02-29', '2072-02-29', '2112-02-29']],
  ])('GIVEN %s (%s) THEN its days are those', (_, cron, days) => {
    expect(nextDays(cron, '2026-11-23T12:00:00Z', days.length)).toEqual(days);
  });

  test('GIVEN an expression that was stored and is none THEN it is refused, not read as another', () => {
    const stored = { times: ['08:00'], days: [1], zone: 'UTC', cron: 'every morning' };
    expect(() => nextSlots(stored, 0, DAY)).toThrow(UserError);
  });
});

/** A field with the numbers it stands for, built together so that nothing has to be parsed to know them. */
function field(min: number, max: number): fc.Arbitrary<{ text: string; numbers: ReadonlySet<number> }> {
  const value = fc.integer({ min, max });
  const step = fc.integer({ min: 1, max: max - min });
  const from = (low: number, high: number, by: number) => {
    const numbers: number[] = [];
    for (let number = low; number <= high; number += by) numbers.push(number);
    return numbers;
  };
  const piece = fc.oneof(
    value.map((number) => ({ text: `${number}`, numbers: [number] })),
    fc.tuple(value, value, step).map(([a, b, by]) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      return { text: `${low}-${high}/${by}`, numbers: from(low, high, by) };
    }),
    fc.tuple(value, value).map(([a, b]) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      return { text: `${low}-${high}`, numbers: from(low, high, 1) };
    }),
    step.map((by) => ({ text: `*/${by}`, numbers: from(min, max, by) })),
  );
  return fc.oneof(
    fc.constant({ text: '*', numbers: new Set(from(min, max, 1)) }),
    fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => ({
      text: pieces.map((one) => one.text).join(','),
      numbers: new Set(pieces.flatMap((one) => one.numbers)),
    })),
  );
}

test('GIVEN any lists, ranges and steps THEN the days and times are those that each field allows', () => {
  const few = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 4 });
  const day = fc.record({ dom: field(1, 31), month: field(1, 12), dow: field(0, 6) });
  const start = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) });
  fc.assert(
    fc.property(few, few, day, start, (minutes, hours, { dom, month, dow }, from) => {
      const cron = `${minutes.join(',')} ${hours.join(',')} ${dom.text} ${month.text} ${dow.text}`;
      const expected: string[] = [];
      for (let ms = Math.floor(from / DAY) * DAY; ms <= from + 60 * DAY; ms += DAY) {
        const date = new Date(ms);
        const onDay = dom.numbers.has(date.getUTCDate());
        const onWeekday = dow.numbers.has(date.getUTCDay());
        const isEither = dom.text !== '*' && dow.text !== '*';
        if (!month.numbers.has(date.getUTCMonth() + 1)) continue;
        if (isEither ? !onDay && !onWeekday : !onDay || !onWeekday) continue;
        for (const hour of hours.toSorted((a, b) => a - b))
          for (const minute of minutes.toSorted((a, b) => a - b)) {
            const due = ms + (hour * 60 + minute) * 60_000;
            if (due > from && due <= from + 60 * DAY) expected.push(new Date(due).toISOString().slice(0, 16));
          }
      }
      const slots = nextSlots({ times: [], days: [], zone: 'UTC', cron }, from, from + 60 * DAY);
      expect(slots.map((slot) => slot.localTime)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
