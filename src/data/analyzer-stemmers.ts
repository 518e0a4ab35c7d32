import { createRequire } from 'node:module';
import { foldText } from './fold.ts';

type Stem = (word: string) => string;

/**
 * The Snowball stemmers (https://snowballstem.org/) of @orama/stemmers by primary language subtag. A language that is not here
 * is searched by whole words. The Serbian one reads Cyrillic and Latin, and ijekavian forms too, so it serves its neighbors.
 */
const STEMMERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ar: 'arabic',
    bg: 'bulgarian',
    bs: 'serbian',
    da: 'danish',
    de: 'german',
    el: 'greek',
    en: 'english',
    es: 'spanish',
    fi: 'finnish',
    fr: 'french',
    ga: 'irish',
    hi: 'indian',
    hr: 'serbian',
    hu: 'hungarian',
    hy: 'armenian',
    id: 'indonesian',
    it: 'italian',
    lt: 'lithuanian',
    nb: 'norwegian',
    ne: 'nepali',
    nl: 'dutch',
    nn: 'norwegian',
    no: 'norwegian',
    pt: 'portuguese',
    ro: 'romanian',
    ru: 'russian',
    sa: 'sanskrit',
    sh: 'serbian',
    sr: 'serbian',
    sv: 'swedish',
    ta: 'tamil',
    tr: 'turkish',
    uk: 'ukrainian',
  }),
);

/** The primary subtags that have a stemmer. */
export const STEMMED_LANGUAGES: readonly string[] = [...STEMMERS.keys()];

/** Whether words of this language (BCP 47) are stemmed. */
export function hasStemmer(language: string): boolean {
  return STEMMERS.has(primaryTag(language));
}

/** Four letters that tell this language's stems from others'; neighbors with one stemmer share them. */
export function stemmerMark(language: string): string {
  return STEMMERS.get(primaryTag(language))?.slice(0, 4) ?? '';
}

/** A longer word is no word of any language; some stemmers take time in the square of its length. */
const STEM_MAX_CHARS = 64;

/** Loaded at first use: all of them take 35 ms and 8 MB at start, and a newsroom reads a few languages. */
const loaded = new Map<string, Stem>();
const load = createRequire(import.meta.url);

/** The stem of a word in `language` (BCP 47), as the stemmer gives it; the word itself where the language has no stemmer. */
export function stemRaw(word: string, language: string): string {
  const name = STEMMERS.get(primaryTag(language));
  if (name === undefined || word.length > STEM_MAX_CHARS) return word;
  const stem = loaded.get(name) ?? loadStemmer(name);
  return stem(word) || word;
}

/** The stem of a folded word in `language` (BCP 47), folded; the word itself where the language has no stemmer. */
export function stemWord(word: string, language: string): string {
  const stem = stemRaw(word, language);
  // The Serbian stemmer turns Cyrillic into Latin letters with their marks.
  return /[\u00c0-\u024f]/u.test(stem) ? foldText(stem) : stem;
}

/** The primary subtag of a BCP 47 tag, in lower case: fr of fr-CA. */
export function primaryTag(language: string): string {
  return language.split('-', 1)[0]?.toLowerCase() ?? '';
}

function loadStemmer(name: string): Stem {
  const { stemmer }: { stemmer: Stem } = load(`@orama/stemmers/${name}`);
  loaded.set(name, stemmer);
  return stemmer;
}
