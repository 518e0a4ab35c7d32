import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyzeText, foldText, formsOf, readWords, splitWords } from '../../src/data/analyzer.ts';

test.each([
  ['Élysée', 'elysee'],
  ['CŒUR', 'coeur'],
  ['Straße', 'strasse'],
  ['Ærø', 'aero'],
  ['Łódź', 'lodz'],
  ['İstanbul', 'istanbul'],
  ['ισχύς', 'ισχυσ'],
  ['ёлка', 'елка'],
  ['Sergueï Choïgou', 'serguei choigou'],
  ['ﬁnance', 'finance'],
  ['مُحَمَّد', 'محمد'],
])('GIVEN %s THEN it folds to %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
  expect(foldText(text.normalize('NFD'))).toBe(folded);
});

test.each([['Сергей'], ['หมู่บ้าน'], ['हिन्दी']])('GIVEN %s THEN its letters stay letters', (text) => {
  expect(foldText(text)).toBe(text.toLowerCase());
});

test.each([
  ['l’Otan', ['otan']],
  ["l'Otan", ['otan']],
  ["aujourd'hui", ['aujourdhui']],
  ["qu'elle n'a pas", ['elle', 'a', 'pas']],
  ["Stoltenberg's reply", ['stoltenberg', 'reply']],
  ["O'Brien", ['obrien']],
  ["dell'arte", ['arte']],
  ["п'ять", ['пять']],
  ['«avait augmenté»', ['avait', 'augmente']],
  ['Sea Shield-21', ['sea', 'shield', '21']],
  ["'quoted'", ['quoted']],
  ['北大西洋', ['北大', '大西', '西洋']],
  ['NATOの会議2021', ['nato', 'の会', '会議', '2021']],
  ['字', ['字']],
  ['🙂 — !', []],
  ['', []],
])('GIVEN %s THEN its words are %j', (text, words) => {
  expect(splitWords(text)).toEqual(words);
});

test.each([
  ['fr', 'frontière', 'frontières'],
  ['fr', 'négocier', 'négociation'],
  ['fr', 'cheval', 'chevaux'],
  ['en', 'ferry', 'ferries'],
  ['de', 'Haus', 'Häuser'],
  ['ru', 'граница', 'границу'],
  ['es', 'frontera', 'Fronteras'],
  ['uk', 'кордон', 'кордони'],
  ['pt-BR', 'fronteira', 'fronteiras'],
])('GIVEN %s THEN %s finds %s', (language, question, stored) => {
  const words = new Set(analyzeText(stored, language).split(' '));
  const asked = readWords(question).flatMap((word) => formsOf(word, [language]));
  expect(asked.some((form) => words.has(form))).toBe(true);
});

test('GIVEN a language without a stemmer THEN whole words are kept', () => {
  expect(analyzeText('Dobrý den', 'cs')).toBe('dobry den');
  expect(readWords('ferries').map((word) => formsOf(word, ['cs', 'zz']))).toEqual([['ferries']]);
});

test('GIVEN any text THEN its words hold letters, marks and digits only, and analyzing them again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const words = splitWords(text);
      expect(words.every((word) => /^[\p{L}\p{M}\p{N}]+$/u.test(word))).toBe(true);
      const once = words.filter((word) => !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word));
      expect(splitWords(once.join(' '))).toEqual(once.flatMap(splitWords));
    }),
  );
});

test('GIVEN a word of 100,000 letters THEN it is not stemmed and takes no time', () => {
  const word = 'ational'.repeat(15_000);
  expect(analyzeText(word, 'en')).toBe(word);
});

test('GIVEN letters that are folded one by one THEN beside any other they are folded as whole texts are', () => {
  const letters = Array.from({ length: 0x2200 }, (_, code) => String.fromCharCode(code)).filter((letter) =>
    /^[\0-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]$/.test(letter),
  );
  // A letter of another script makes the text one that is folded as a whole.
  const asWhole = (text: string) => foldText(`${text} 字`).slice(0, -2);
  const wrong = letters.filter((letter) => {
    const text = ['e', 'ñ', 'ß', 'İ', '´', '…'].map((other) => `${other}${letter}${other}`).join('x');
    return foldText(text) !== asWhole(text);
  });
  expect(letters.length).toBeGreaterThan(800);
  expect(wrong).toEqual([]);
});
