import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDays, parseTimes } from '../../src/commands/digest-options.ts';
import { UserError } from '../../src/errors.ts';
import { LOCALES, wordsFor } from '../../src/words/words.ts';

test.each([
  ['08:00', ['08:00']],
  ['8:00', ['08:00']],
  ['8h', ['08:00']],
  ['8h30', ['08:30']],
  ['18.30', ['18:30']],
  ['8 Uhr, 18:30 h', ['08:00', '18:30']],
  ['7', ['07:00']],
  ['8am, 6:30 pm', ['08:00', '18:30']],
  ['12am', ['00:00']],
  ['12 pm', ['12:00']],
  ['08:00, 18:30;23:59', ['08:00', '18:30', '23:59']],
])('GIVEN the times “%s” THEN they are %o', (typed, times) => {
  expect(parseTimes(typed)).toEqual(times);
});

test.each(['', 'noon', '24:00', '08:60', '8:0', '13pm', '0am', '08:00 18:00', '-1', '1e1'])(
  'GIVEN the times “%s” THEN says that they are none',
  (typed) => {
    expect(() => parseTimes(typed)).toThrow(UserError);
  },
);

test('GIVEN any text THEN the times are HH:MM of a day or a refusal', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9:h,.apm ]{0,12}$/)), (typed) => {
      const times = tryParse(() => parseTimes(typed));
      expect(times.every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time))).toBe(true);
    }),
  );
});

function tryParse(parse: () => readonly string[]): readonly string[] {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

test.each([
  ['', [1, 2, 3, 4, 5, 6, 7]],
  ['Every day', [1, 2, 3, 4, 5, 6, 7]],
  ['weekdays', [1, 2, 3, 4, 5]],
  ['en semaine', [1, 2, 3, 4, 5]],
  ['mon,wed, fri', [1, 3, 5]],
  ['lundi mercredi', [1, 3]],
  ['sam, dim', [6, 7]],
  ['Sunday', [7]],
  ['mon-thu', [1, 2, 3, 4]],
  ['sat-mon', [1, 6, 7]],
  ['fri, friday, ven', [5]],
  ['Mo, Mi-Fr', [1, 3, 4, 5]],
  ['jeden Tag', [1, 2, 3, 4, 5, 6, 7]],
  ['jeden Montag', [1]],
  ['werktags', [1, 2, 3, 4, 5]],
  ['montags, freitags', [1, 5]],
  ['lun, mié, vie', [1, 3, 5]],
  ['todos los días', [1, 2, 3, 4, 5, 6, 7]],
  ['entre semana', [1, 2, 3, 4, 5]],
  ['cada sábado', [6]],
  ['sábados', [6]],
])('GIVEN the days “%s” THEN they are %o', (typed, days) => {
  expect(parseDays(typed)).toEqual(days);
});

test.each(['someday', 'm', ',', 'mon-', 'mon-tue-wed', '8'])(
  'GIVEN the days “%s” THEN says that they are none',
  (typed) => {
    expect(() => parseDays(typed)).toThrow(UserError);
  },
);

test.each(LOCALES)('GIVEN the phrases offered in %s THEN they are understood', (locale) => {
  const { everyDay, weekdays } = wordsFor(locale).digest;
  expect(parseDays(everyDay)).toHaveLength(7);
  expect(parseDays(weekdays)).toHaveLength(5);
});

test('GIVEN a short name that means another day in another language THEN the reader’s own language says which', () => {
  expect(parseDays('do', 'de')).toEqual([4]);
  expect(parseDays('do', 'es')).toEqual([7]);
  expect(parseDays('di', 'de')).toEqual([2]);
  expect(parseDays('di', 'fr')).toEqual([7]);
});
