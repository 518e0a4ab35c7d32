/** Letters that Unicode does not decompose, or that readers type without their marks, or in another form of the same letter. */
const PLAIN_LETTERS: ReadonlyMap<string, string> = new Map([
  ['œ', 'oe'],
  ['æ', 'ae'],
  ['ß', 'ss'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ħ', 'h'],
  ['ŧ', 't'],
  ['ı', 'i'],
  ['ς', 'σ'],
  ['ё', 'е'],
  ['ґ', 'г'],
  ['ـ', ''],
  ['ى', 'ي'],
  ['ی', 'ي'],
  ['ک', 'ك'],
  ['ँ', 'ं'],
]);
const TO_PLAIN = new RegExp(`[${[...PLAIN_LETTERS.keys()].join('')}]`, 'gu');

/**
 * What readers leave out: accents on Latin and Greek letters, stress on Cyrillic vowels, vowel points and hamzas of Arabic, points
 * of Hebrew, the nukta of Devanagari. Never Cyrillic й or the vowel signs of Indic scripts: those are letters. The mark is sought
 * first and what it stands on second: looking back from every letter takes twice as long.
 */
const MARKS =
  /\p{M}(?<=[\p{Script=Latin}\p{Script=Greek}]\p{M}+)|[\u0300\u0301](?<=[аеиоуыэюяіє].)|[\u064b-\u0655\u0670\u0591-\u05c7\u093c]/gu;

/** Soft hyphens and other characters that nobody sees: they part no word. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu;

/** Nothing in it but ASCII: most words of most languages, and quick to fold. */
const ASCII = /^[\n\r\t -~]*$/u;

/**
 * Letters of European languages and the signs that newspapers set: none joins with its neighbor in any form of Unicode, so that
 * each is folded by itself.
 */
const LONE = /^[\0-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*$/;
const NOT_ASCII = /[^\0-\x7f]/g;
const folded = new Map<string, string>();

/** `text` without case, accents and ligatures: what two spellings of one word have in common. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return LONE.test(text) ? text.replace(NOT_ASCII, foldLone).toLowerCase() : foldAny(text);
}

function foldLone(letter: string): string {
  const known = folded.get(letter) ?? foldAny(letter);
  folded.set(letter, known);
  return known;
}

function foldAny(text: string): string {
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(TO_PLAIN, (letter) => PLAIN_LETTERS.get(letter) ?? letter);
}

/** `text` in one form of each character, without what nobody sees; case and accents stay. */
export function composeText(text: string): string {
  return ASCII.test(text) ? text : text.normalize('NFKC').replace(INVISIBLE, '');
}
