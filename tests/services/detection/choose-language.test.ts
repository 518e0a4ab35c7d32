import { expect, test } from 'vitest';
import { chooseLanguage } from '../../../src/services/detection/choose-language.ts';
import { readDeclaredLanguage } from '../../../src/services/detection/declared-language.ts';
import type { Detected } from '../../../src/services/detection/detected.ts';

test.each([
  ['en_US', 'en-US'],
  ['fr-fr ', 'fr-FR'],
  [' EN', 'en'],
  ['english', 'en'],
  ['Français', 'fr'],
  ['fre', 'fr'],
  ['ger', 'de'],
  ['no', 'nb'],
  ['no-NO', 'nb-NO'],
  ['nn', 'nn'],
  ['zh_tw', 'zh-TW'],
  ['jp', 'ja'],
  ['ua', 'uk'],
  ['br', 'pt-BR'],
  ['iw', 'he'],
  ['en-uk', 'en-GB'],
  ['en, fr', 'en'],
  ['fr_FR.UTF-8', 'fr-FR'],
  ['de-DE-x-own', 'de-DE'],
  ['xx', null],
  ['C', null],
  ['und', null],
  ['mul', null],
  ['x-default', null],
  ['klingonese', null],
  ['12', null],
  ['🎉', null],
  ['', null],
  ['a'.repeat(100_000), null],
  [null, null],
])('GIVEN the declaration %j THEN it is read as %j', (declared, language) => {
  expect(readDeclaredLanguage(declared)).toBe(language);
});

const sure = (language: string): Detected => ({ language, confidence: 0.9, isSure: true });
const likely = (language: string): Detected => ({ language, confidence: 0.6, isSure: false });
const vague = (language: string | null): Detected => ({ language, confidence: 0.2, isSure: false });

test('GIVEN declarations THEN the nearest that is a language counts, and nothing was inferred', () => {
  const declared = ['xx', null, 'fr_CA', 'en'];
  expect(chooseLanguage({ declared, detected: null })).toEqual({ language: 'fr-CA', inferred: null });
  expect(chooseLanguage({ declared, detected: likely('de') })).toEqual({ language: 'fr-CA', inferred: null });
  expect(chooseLanguage({ declared, detected: sure('fr') })).toEqual({ language: 'fr-CA', inferred: null });
});

test('GIVEN a template’s en-US over a text that is surely French THEN the text wins, and that is recorded', () => {
  expect(chooseLanguage({ declared: [null, 'en-US'], detected: sure('fr') })).toEqual({
    language: 'fr',
    inferred: {
      field: 'language',
      ground: 'The source declares American English, but the text is in French.',
    },
  });
});

test('GIVEN declarations that differ THEN the one that the text bears out counts, with its region', () => {
  const declared = ['en-US', 'fr-BE'];
  expect(chooseLanguage({ declared, detected: sure('fr') })).toEqual({ language: 'fr-BE', inferred: null });
});

test.each([
  ['nb', 'da'],
  ['hr', 'sr'],
  ['gl', 'pt'],
  ['id', 'ms'],
  ['zh-TW', 'zh'],
])('GIVEN %s declared and %s detected, written alike THEN the declaration stands', (declared, detected) => {
  expect(chooseLanguage({ declared: [declared], detected: sure(detected) }).language).toBe(declared);
});

test('GIVEN Chinese without its characters named THEN the text says which', () => {
  expect(chooseLanguage({ declared: ['zh'], detected: sure('zh-Hant') })).toEqual({
    language: 'zh-Hant',
    inferred: null,
  });
});

test('GIVEN no declaration THEN detection counts from its threshold on, and is recorded', () => {
  expect(chooseLanguage({ declared: [null], detected: likely('de') })).toEqual({
    language: 'de',
    inferred: { field: 'language', ground: 'The source declares no language; the text is in German.' },
  });
});

test('GIVEN no declaration and a text too short THEN it is what its feed is in, else the likeliest, else unknown', () => {
  const declared = ['xx'];
  expect(chooseLanguage({ declared, detected: vague('ca'), otherwise: 'fr' })).toMatchObject({
    language: 'fr',
    inferred: { ground: expect.stringContaining('the rest of its feed') },
  });
  expect(chooseLanguage({ declared, detected: vague('ca') })).toMatchObject({
    language: 'ca',
    inferred: { ground: expect.stringContaining('probably in Catalan') },
  });
  expect(chooseLanguage({ declared, detected: vague(null) })).toEqual({ language: 'und', inferred: null });
  expect(chooseLanguage({ declared: [], detected: null })).toEqual({ language: 'und', inferred: null });
});
