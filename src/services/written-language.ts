import { baseLanguage } from './languages.ts';
import { FUNCTION_WORDS } from './written-language-words.ts';

/** Fewer letters than this say nothing of their language. */
const MIN_LETTERS = 12;
/** Fewer function words than this are chance: names and loans hold some too. */
const MIN_HITS = 2;
/** Written alike: one is never taken for the other, so neither is refused for it. */
const KIN = [
  'nb nn no da sv',
  'cs sk',
  'hr sr bs sl',
  'es gl ca',
  'pt gl',
  'ru bg uk be mk',
  'id ms',
  'nl af',
  'hi mr ne',
  'tr az',
].map((tags) => new Set(tags.split(' ')));

/** Unicode scripts by ISO 15924 code, where a language is written in more than its own or under another name. */
const SCRIPTS: Readonly<Record<string, string>> = {
  Jpan: '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}',
  Kore: '\\p{sc=Hangul}\\p{sc=Han}',
  Hans: '\\p{sc=Han}',
  Hant: '\\p{sc=Han}',
};

/**
 * Whether a text is written in another language than `expected`: by its script, or by its function words. For short texts and
 * languages that are not known here the answer is no: this refuses what is surely wrong and proves nothing right.
 */
export function isOtherLanguage(text: string, expected: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  if (letters.length < MIN_LETTERS) return false;
  if (isOtherScript(letters, expected)) return true;
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const base = baseLanguage(expected);
  const own = FUNCTION_WORDS.get(base);
  if (!own) return false;
  const counted = [...FUNCTION_WORDS].map(([language, set]) => ({ language, hits: countHits(words, set) }));
  const held = countHits(words, own);
  const best = counted.filter(({ language }) => !areKin(language, base)).toSorted((a, b) => b.hits - a.hits)[0];
  return best !== undefined && best.hits >= MIN_HITS && best.hits >= 1.5 * held + 2;
}

/** Whether a translation is its source again, but for case and typography. Short lines (a name, a figure) may be. */
export function isSameText(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
  const words = a?.split(' ').length ?? 0;
  return words >= 6 && a === b;
}

function countHits(words: readonly string[], set: ReadonlySet<string>): number {
  return words.filter((word) => set.has(word)).length;
}

/** Whether two base languages are written so much alike that neither refutes the other. */
export function areKin(one: string, other: string): boolean {
  return one === other || KIN.some((kin) => kin.has(one) && kin.has(other));
}

const patterns = new Map<string, RegExp | undefined>();

function isOtherScript(letters: readonly string[], language: string): boolean {
  const pattern = scriptOf(language);
  if (!pattern) return false;
  const own = letters.filter((letter) => pattern.test(letter)).length;
  return own < letters.length / 3;
}

function scriptOf(language: string): RegExp | undefined {
  const code = new Intl.Locale(language).maximize().script ?? '';
  if (!patterns.has(code)) patterns.set(code, compileScript(code));
  return patterns.get(code);
}

/** Undefined for a script that this engine does not know. */
function compileScript(code: string): RegExp | undefined {
  try {
    return new RegExp(`[${SCRIPTS[code] ?? `\\p{sc=${code}}`}]`, 'u');
  } catch {
    return undefined;
  }
}
