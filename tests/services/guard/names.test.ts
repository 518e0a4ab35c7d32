import { describe, expect, test } from 'vitest';
import { createNameIndex, nameIndex } from '../../../src/data/name-index.ts';
import { checkText, readSource, toParagraphs } from '../../../src/services/guard/guard.ts';
import { soundAlike } from '../../../src/services/guard/transliterate.ts';

describe('sounds', () => {
  test.each([
    ['Choïgou', 'Shoigu'],
    ['Шойгу', 'Choïgou'],
    ['Schoigu', 'Шойгу'],
    ['Stoltenberg', 'Столтенберг'],
    ['Khrouchtchev', 'Хрущёв'],
    ['Zelensky', 'Selenskyj'],
    ['Poutine', 'Putin'],
    ['Kharkiv', 'Charkiw'],
    ['Youri', 'Yuri'],
  ])('GIVEN %s and %s THEN they may be one name', (one, other) => {
    expect(soundAlike(one, other)).toBe(true);
    expect(soundAlike(other, one)).toBe(true);
  });

  test.each([
    ['Macron', 'Marron'],
    ['Lavrov', 'Shoigu'],
    ['Delattre', 'Delorme'],
    ['Suiza', 'Suecia'],
    ['Merkel', 'Macron'],
  ])('GIVEN %s and %s THEN they are two', (one, other) => {
    expect(soundAlike(one, other)).toBe(false);
  });
});

test('GIVEN names of places, peoples and bodies THEN one concept in all languages', () => {
  const names = nameIndex();
  const share = (one: string, other: string) => names.find(one).some((concept) => names.find(other).includes(concept));
  expect(share('otan', 'nato')).toBe(true);
  expect(share('russie', 'россия')).toBe(true);
  expect(share('polonais', 'polish')).toBe(true);
  expect(share('varsovie', 'warschau')).toBe(true);
  expect(share('ecosse', 'schottland')).toBe(true);
  expect(share('italie', 'espagne')).toBe(false);
  expect(names.find('varsovie').flatMap((concept) => names.widen(concept))).toContain('PL');
});

describe('without Otan, Stoltenberg and Choïgou in the table', () => {
  const names = createNameIndex(['Otan', 'Stoltenberg', 'Choïgou']);
  const source = readSource(
    toParagraphs('Jens Stoltenberg a dit que l’Otan répondra à Sergueï Choïgou, le ministre russe de la Défense.'),
    'fr',
  );
  test.each([
    ['en', 'Jens Stoltenberg said that NATO will answer Russian Defense Minister Sergei Shoigu.'],
    ['ru', 'Йенс Столтенберг сказал, что НАТО ответит Сергею Шойгу.'],
    ['de', 'Jens Stoltenberg sagte, die Nato werde Sergej Schoigu antworten.'],
  ])('GIVEN %s THEN the names hold by letters and sounds', (language, text) => {
    const findings = checkText(text, source, { language, names }).flatMap((check) => check.findings);
    expect(findings.filter(({ hard }) => hard)).toEqual([]);
  });

  test('GIVEN another person or body THEN it is found', () => {
    const of = (text: string) =>
      checkText(text, source, { language: 'en', names }).flatMap(({ findings }) => findings.map(({ type }) => type));
    expect(of('NATO will answer Sergei Lavrov.')).toContain('name');
    expect(of('Stoltenberg said that OPEC will answer.')).toContain('name');
  });
});
