import { stemWord } from './analyzer-stemmers.ts';

/** Letters that Unicode does not decompose, or that readers type without their marks. */
const PLAIN_LETTERS: ReadonlyMap<string, string> = new Map([
  ['œ', 'oe'],
  ['æ', 'ae'],
  ['ß', 'ss'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ı', 'i'],
  ['ё', 'е'],
  ['ـ', ''],
]);
const TO_PLAIN = new RegExp(`[${[...PLAIN_LETTERS.keys()].join('')}]`, 'gu');

/** Accents on Latin and Greek letters, and the vowel points of Arabic and Hebrew. Never Cyrillic й or the vowel signs of Indic scripts: those are letters. */
const MARKS = /(?<=[\p{Script=Latin}\p{Script=Greek}]\p{M}*)\p{M}|[\u064b-\u0652\u0591-\u05c7]/gu;

/** Apostrophes as they are typed and printed. */
const APOSTROPHES = /['’ʼ‘`´]/gu;

/** A word, with apostrophes inside it. */
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’ʼ‘`´][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/** What French and Italian elide before a vowel: no part of the word that follows. */
const ELIDED = new Set(
  'l d j m t s n c qu jusqu lorsqu puisqu quoiqu un all dall dell nell sull coll gl quell quest'.split(' '),
);

/** Scripts without spaces between words: such a run is searched by pairs of characters. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]+/gu;

/** `text` without case, accents and ligatures: what two spellings of one word have in common. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(TO_PLAIN, (letter) => PLAIN_LETTERS.get(letter) ?? letter);
}

/** The folded words of `text` in order: without elided articles and possessive s; an inner apostrophe falls away (aujourd'hui: aujourdhui). */
export function splitWords(text: string): readonly string[] {
  return Array.from(foldText(text).matchAll(WORD), ([word]) => trimElision(word)).flatMap(splitUnspaced);
}

/** The search words of a stored text in its language, with blanks between: every word as it stands, and its stem where that differs. */
export function analyzeText(text: string, language: string): string {
  return splitWords(text)
    .flatMap((word) => variantsOf(word, [language]))
    .join(' ');
}

/** What a word of a question may look like in the index: itself, and its stem in each of `languages`. */
export function variantsOf(word: string, languages: readonly string[]): readonly string[] {
  return [...new Set([word, ...languages.map((language) => stemWord(word, language))])];
}

function trimElision(word: string): string {
  const parts = word.split(APOSTROPHES);
  while (parts.length > 1 && ELIDED.has(parts[0] ?? '')) parts.shift();
  if (parts.length > 1 && parts.at(-1) === 's') parts.pop();
  return parts.join('');
}

function splitUnspaced(word: string): readonly string[] {
  const words: string[] = [];
  let from = 0;
  for (const { 0: run, index } of word.matchAll(UNSPACED)) {
    if (index > from) words.push(word.slice(from, index));
    words.push(...pairs(run));
    from = index + run.length;
  }
  return from === 0 ? [word] : [...words, ...(from < word.length ? [word.slice(from)] : [])];
}

function pairs(run: string): readonly string[] {
  const characters = Array.from(run);
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, i) => `${characters[i] ?? ''}${character}`);
}
