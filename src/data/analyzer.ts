import { hasStemmer, primaryTag, stemmerMark, stemRaw, stemWord } from './analyzer-stemmers.ts';
import { composeText, foldText } from './fold.ts';

export { foldText } from './fold.ts';

/** A word as the index knows it. */
export type Word = {
  /** As foldText gives it, without elided articles, possessive s and apostrophes. */
  folded: string;
  /** The same with case and accents as written: some stemmers know an ending by its accent. */
  written: string;
  /** What stands before an inner apostrophe, folded: Turkish sets a name's endings behind one. */
  head: string | null;
};

/** Apostrophes as they are typed and printed, and what stands for one in transcriptions. Before NFKC, which makes a blank and an accent of ´. */
const APOSTROPHES = /[’‘‛ʼʻʹʽʾʿ′`´＇ꞌ՚׳]/gu;

/** A word, with apostrophes inside it. */
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:'[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/** A number whose thousands are set apart, in one way throughout: 10 000, 10.000, 10,000 and 10'000 are 10000. */
const GROUPED = /(?<![\p{L}\p{N}.,'])\d{1,3}([ .,'])\d{3}(?:\1\d{3})*(?![\p{L}\p{N}])/gu;

/** What French and Italian elide before a vowel: no part of the word that follows. */
const ELIDED = new Set(
  'l d j m t s n c qu jusqu lorsqu puisqu quoiqu un all dall dell nell sull coll gl agl dagl degl negl sugl quell quest'.split(
    ' ',
  ),
);

/** Scripts without spaces between words: such a run is searched by pairs of characters. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gu;
const LONE = new RegExp(`^(?:${UNSPACED.source.slice(0, -1)})$`, 'u');

/** Languages that set endings behind an apostrophe, and whose small i has a case of its own. */
const TURKIC = new Set(['tr', 'az']);

/** The words of `text` in order. */
export function readWords(text: string): readonly Word[] {
  return readTokens(text).flatMap(toWords);
}

/** The folded words of `text` in order: without elided articles and possessive s; an inner apostrophe falls away (aujourd'hui: aujourdhui). */
export function splitWords(text: string): readonly string[] {
  return readWords(text).map(({ folded }) => folded);
}

/** Begins a stem: a private character (U+E000) that FTS5 takes for a letter and that no word holds. Behind it stands the stemmer's mark. */
const STEM = '\ue000';

/** What tokens become, by language and token: news uses the same words again and again, and a stem takes longer than a look. */
const analyzed = new Map<string, string>();
/** So many are remembered (some 3 MB), then it starts anew: the index of a long-lived process must not grow. */
const MAX_ANALYZED = 20_000;
const REMEMBERED_CHARS = 40;

/** The search words of a stored text in its language, with blanks between: every word as it stands, and its stems where they differ. */
export function analyzeText(text: string, language: string): string {
  const tag = primaryTag(language);
  return readTokens(text)
    .map((token) => {
      const key = `${tag} ${token}`;
      const known = analyzed.get(key);
      if (known !== undefined) return known;
      const forms = toWords(token).flatMap((word) => [word.folded, ...stemsToStore(word, tag)]);
      if (analyzed.size >= MAX_ANALYZED) analyzed.clear();
      const joined = forms.join(' ');
      if (token.length <= REMEMBERED_CHARS) analyzed.set(key, joined);
      return joined;
    })
    .filter((forms) => forms !== '')
    .join(' ');
}

/**
 * What a word that is asked for may look like in the index: itself, its stems as words, and its stems as those of other words,
 * in each of `languages`. The stem of one language finds no word of another.
 */
export function formsOf(word: Word, languages: readonly string[]): readonly string[] {
  const forms = new Set([word.folded]);
  for (const language of languages) {
    if (!hasStemmer(language)) continue;
    // What was typed may be the stem of other words and not its own: Swedish "månad" of "månader".
    for (const stem of [word.folded, ...stemsOf(word, language)]) forms.add(stem).add(markStem(stem, language));
  }
  return [...forms];
}

function stemsToStore(word: Word, language: string): readonly string[] {
  const stems = stemsOf(word, language).filter((stem) => stem !== word.folded);
  // A name without its endings is a word like others.
  const head = word.head !== null && TURKIC.has(primaryTag(language)) ? [word.head] : [];
  return [...new Set(stems)].map((stem) => markStem(stem, language)).concat(head);
}

/**
 * The stem of the folded word and that of the word as written: the first lets those who type no accents find, the second needs
 * the accents (Spanish decidió). None where the language has no stemmer.
 */
function stemsOf(word: Word, language: string): readonly string[] {
  if (!hasStemmer(language)) return [];
  const written = lowerCase(word.written, language);
  const stem = stemWord(word.folded, language);
  return written === word.folded ? [stem] : [stem, foldText(stemRaw(written, language))];
}

function markStem(stem: string, language: string): string {
  return `${STEM}${stemmerMark(language)}${stem}`;
}

/** A single character of a script that is searched by pairs: it finds the pairs that it begins. */
export function isLoneCharacter(word: string): boolean {
  return LONE.test(word);
}

function lowerCase(word: string, language: string): string {
  const tag = primaryTag(language);
  if (TURKIC.has(tag)) return word.toLocaleLowerCase('tr');
  const lower = word.toLowerCase();
  // The stemmer knows the letters by the cedilla that fonts once had for the comma.
  return tag === 'ro' ? lower.replaceAll('ș', 'ş').replaceAll('ț', 'ţ') : lower;
}

function readTokens(text: string): readonly string[] {
  const plain = composeText(text.replace(APOSTROPHES, "'")).replace(GROUPED, (number) => number.replace(/\D/gu, ''));
  return plain.match(WORD) ?? [];
}

function toWords(token: string): readonly Word[] {
  const { written, head } = trimElision(token);
  const folded = foldText(written);
  if (folded === '') return [];
  return splitUnspaced(folded, () => ({ folded, written, head: head === null ? null : foldText(head) }));
}

function trimElision(token: string): { written: string; head: string | null } {
  if (!token.includes("'")) return { written: token, head: null };
  const parts = token.split("'");
  while (parts.length > 1 && ELIDED.has(parts[0]?.toLowerCase() ?? '')) parts.shift();
  if (parts.length > 1 && parts.at(-1)?.toLowerCase() === 's') parts.pop();
  return { written: parts.join(''), head: parts.length > 1 ? (parts[0] ?? null) : null };
}

function splitUnspaced(folded: string, whole: () => Word): readonly Word[] {
  const words: string[] = [];
  let from = 0;
  for (const { 0: run, index } of folded.matchAll(UNSPACED)) {
    if (index > from) words.push(folded.slice(from, index));
    words.push(...pairs(run));
    from = index + run.length;
  }
  if (from === 0) return [whole()];
  if (from < folded.length) words.push(folded.slice(from));
  return words.map((word) => ({ folded: word, written: word, head: null }));
}

function pairs(run: string): readonly string[] {
  const characters = Array.from(run);
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, i) => `${characters[i] ?? ''}${character}`);
}
