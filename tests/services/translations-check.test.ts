import { describe, expect, test } from 'vitest';
import { checkLine, isHardFault } from '../../src/services/translations-check.ts';
import { isOtherLanguage } from '../../src/services/written-language.ts';

const SOURCE =
  'Le 4 mai, Mara Delacourt a indiqué que 2,3 millions de personnes avaient pris le ferry, selon « Le Courrier ».';
const GOOD = 'On May 4, Mara Delacourt said that 2.3 million people had taken the ferry, according to “Le Courrier”.';
const check = (target: string, options: Parameters<typeof checkLine>[3] = {}, source = SOURCE) =>
  checkLine(source, target, { from: 'fr', to: 'en' }, options);

describe('a line of a translation against its source', () => {
  test('GIVEN a faithful one THEN nothing is found', () => {
    expect(check(GOOD)).toEqual([]);
  });

  test.each([
    ['another number', GOOD.replace('2.3', '3.2'), 'number'],
    ['another size', GOOD.replace('million', 'billion'), 'number'],
    ['a number left out', GOOD.replace('2.3 million people', 'many people'), 'number'],
    ['another month', GOOD.replace('May', 'June'), 'date'],
    ['a quotation without its marks', GOOD.replace(/[“”]/g, ''), 'quotation'],
    ['the end cut off', 'On May 4, Mara Delacourt said that 2.3 million people “had taken', 'cut'],
    ['the source again', SOURCE, 'language'],
    [
      'a third language',
      'Am 4. Mai sagte Mara Delacourt, dass 2,3 Millionen Menschen mit der Fähre „gefahren“ sind.',
      'language',
    ],
    ['an address', `${GOOD} See https://ferry.example.`, 'address'],
    ['a mention', `@here ${GOOD}`, 'mention'],
    ['markup', `<script>${GOOD}</script>`, 'markup'],
    ['our own words', `${GOOD} Keep every number, date, name and quotation.`, 'prompt'],
  ])('GIVEN %s THEN it is found', (_, target, fault) => {
    const faults = check(target);
    expect(faults).toContain(fault);
    expect(faults.some(isHardFault)).toBe(['language', 'address', 'mention', 'markup', 'prompt'].includes(fault));
  });

  test('GIVEN an address that the source has THEN it may stay', () => {
    const source = 'Les horaires se trouvent sur https://ferry.example/horaires et au port de la ville.';
    expect(
      check('The timetable is on https://ferry.example/horaires and at the port of the city.', {}, source),
    ).toEqual([]);
    expect(check('The timetable is on https://evil.example/horaires and at the port of the city.', {}, source)).toEqual(
      ['address'],
    );
  });

  test('GIVEN a glossary THEN its terms are held where the source has them', () => {
    const glossary = [{ term: 'ferry', translation: 'night boat' }];
    expect(check(GOOD, { glossary })).toEqual(['glossary']);
    expect(check(GOOD.replace('ferry', 'night boat'), { glossary })).toEqual([]);
    expect(check('The harbor is closed.', { glossary }, 'Le port est fermé.')).toEqual([]);
  });

  test('GIVEN a line far shorter than its neighbors THEN a part of it is missing', () => {
    expect(check('On May 4, 2.3 million people took “it”, Mara Delacourt said.', { usual: 1.4 })).toContain('cut');
  });
});

describe('the language of a text', () => {
  test.each([
    ['The council voted on Monday and the mayor was not there.', 'en', false],
    ['The council voted on Monday and the mayor was not there.', 'fr', true],
    ['Le conseil a voté lundi et le maire n’était pas là.', 'en', true],
    ['Le conseil a voté lundi et le maire n’était pas là.', 'fr-CA', false],
    ['Совет проголосовал в понедельник, и мэра там не было.', 'en', true],
    ['Совет проголосовал в понедельник, и мэра там не было.', 'ru', false],
    ['議会は月曜日に採決し、市長はそこにいなかった。', 'ja', false],
    ['議会は月曜日に採決し、市長はそこにいなかった。', 'de', true],
    ['Stoltenberg, NATO, Krasnaya Zvezda', 'de', false],
    ['Ja.', 'fr', false],
  ])('GIVEN “%s” for %s THEN another language: %s', (text, language, other) => {
    expect(isOtherLanguage(text, language)).toBe(other);
  });
});
