import { expect, test } from 'vitest';
import { foldName, languageOf, nameKeys } from '../../src/data/outlet-names.ts';

test.each([
  ['Le Canal', 'le canal'],
  ['  LE   CANAL ', 'le canal'],
  ['Écho-Républicain', 'echo republicain'],
  ['L’Écho', 'l echo'],
  ["L'Écho", 'l echo'],
  ['The Harbor Courier', 'harbor courier'],
  ['The', 'the'],
  ['Theory', 'theory'],
  ['RFE/RL', 'rfe rl'],
  ['Łódź Œuvre', 'lodz oeuvre'],
  ['ТАСС', 'тасс'],
  ['新华社', '新华社'],
  ['', ''],
])('GIVEN %j THEN it is compared as %j', (name, folded) => {
  expect(foldName(name)).toBe(folded);
});

test('GIVEN a name with an article THEN it is found without it in the language of its country', () => {
  expect(nameKeys(['Le Canal'], {}, 'FR')).toEqual([
    { folded: 'le canal', languages: '*' },
    { folded: 'canal', languages: 'fr' },
  ]);
  expect(nameKeys(['Le Canal'], {}, 'DE')).toEqual([{ folded: 'le canal', languages: '*' }]);
  expect(nameKeys(['Le Canal'], {}, null)).toEqual([{ folded: 'le canal', languages: '*' }]);
});

test('GIVEN a name that others bear too THEN its languages stand with it; without any, the country is needed', () => {
  expect(nameKeys(['Bote', 'Der Bote'], { Bote: ['de', 'nl'], 'Der Bote': [] }, 'DE')).toEqual([
    { folded: 'bote', languages: 'de nl' },
    { folded: 'der bote', languages: '' },
  ]);
  expect(nameKeys(['Der Bote'], { 'Der Bote': [] }, 'DE').at(-1)).toEqual({ folded: 'bote', languages: '' });
});

test('GIVEN one name written twice THEN it is one key', () => {
  expect(nameKeys(['Écho', 'ECHO', '…', ''], {}, 'FR')).toEqual([
    { folded: 'echo', languages: '*' },
    { folded: '...', languages: '*' },
  ]);
});

test('GIVEN a country THEN it is the language most people read there', () => {
  expect(['FR', 'BR', 'JP', 'TR'].map(languageOf)).toEqual(['fr', 'pt', 'ja', 'tr']);
  expect(languageOf(null)).toBeNull();
});
