import { MAX_NAME_WORDS, type NameIndex } from '../../data/name-index.ts';
import { baseLanguage } from '../languages.ts';
import { INSTITUTIONAL, OPENING } from './name-words.ts';
import type { Token } from './tokens.ts';
import { skeletonsOf, soundAlike, spellPlainly } from './transliterate.ts';

/** Neighboring capitalized words: "Sergei Shoigu". */
export type NameRun = { tokens: readonly Token[]; opens: boolean; at: number };

/** What a source, or a piece of it, holds of names. */
export type NameBook = {
  keys: ReadonlySet<string>;
  /** Capitalized words by their first four letters, and by the skeleton of their sounds. */
  byStart: ReadonlyMap<string, readonly string[]>;
  bySkeleton: ReadonlyMap<string, readonly string[]>;
  concepts: ReadonlySet<string>;
  /** First letters of neighboring capitalized words, and acronyms with their letters in order: NATO and OTAN are one. */
  initials: ReadonlySet<string>;
  acronyms: ReadonlySet<string>;
};

const MIN_START = 4;
const MAX_ACRONYM = 6;

/** Reads the names of a source's tokens. */
export function readNames(tokens: readonly Token[], names: NameIndex): NameBook {
  const byStart = new Map<string, string[]>();
  const bySkeleton = new Map<string, string[]>();
  const acronyms = new Set<string>();
  const capitals = new Map(tokens.filter(({ isCapital }) => isCapital).map((token) => [token.key, token]));
  for (const [key, { text }] of capitals) {
    if (key.length >= MIN_START - 1) push(byStart, key.slice(0, MIN_START), key);
    if (key.length >= MIN_START - 1) for (const skeleton of skeletonsOf(key)) push(bySkeleton, skeleton, key);
    if (text.length <= MAX_ACRONYM) acronyms.add(sortLetters(key));
  }
  return {
    keys: new Set(tokens.map(({ key }) => key)),
    byStart,
    bySkeleton,
    concepts: new Set(findConcepts(tokens, names).flatMap((concept) => names.widen(concept))),
    initials: collectInitials(tokens),
    acronyms,
  };
}

function push(index: Map<string, string[]>, key: string, value: string): void {
  const known = index.get(key);
  if (known) known.push(value);
  else index.set(key, [value]);
}

/** All capitals, two letters at least. Casing as in "Otan" counts where the index knows the name. */
export function isAcronym(text: string): boolean {
  return /^\p{Lu}{2,6}$/u.test(text);
}

function sortLetters(key: string): string {
  return Array.from(spellPlainly(key)).toSorted().join('');
}

/** The concepts that neighboring tokens name. Names of up to three letters must be in capitals: "us" is no country. */
export function findConcepts(tokens: readonly Token[], names: NameIndex): readonly string[] {
  const found: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    let words = '';
    const length = names.begins(tokens[i]?.key ?? '') ? MAX_NAME_WORDS : 1;
    for (let j = i; j < Math.min(tokens.length, i + length); j++) {
      const token = tokens[j];
      if (!token) break;
      words = words === '' ? token.key : `${words} ${token.key}`;
      if (words.length <= 3 && !isAcronym(token.text)) continue;
      found.push(...names.find(words));
    }
  }
  return found;
}

/** "World Health Organization" gives WH, HO, WHO: every run of the first letters of capitalized words. */
function collectInitials(tokens: readonly Token[]): ReadonlySet<string> {
  const initials = new Set<string>();
  let letters = '';
  let skipped = 0;
  for (const token of tokens) {
    if (token.isCapital && !isAcronym(token.text)) {
      letters += token.key[0] ?? '';
      skipped = 0;
      for (let from = Math.max(0, letters.length - 6); from < letters.length - 1; from++)
        initials.add(letters.slice(from));
    } else if (++skipped > 2) letters = '';
  }
  return initials;
}

/** Whether a word of a text stands in the book: as it is, as another form of it, or as another language spells it. */
export function holdsName(book: NameBook, token: Token, isSameLanguage: boolean): boolean {
  const { key } = token;
  if (book.keys.has(key) || book.keys.has(key.replace(/s$/, '')) || book.keys.has(`${key}s`)) return true;
  if (isAcronym(token.text) && (book.initials.has(key) || book.acronyms.has(sortLetters(key)))) return true;
  const starts = book.byStart.get(key.slice(0, MIN_START)) ?? [];
  if (key.length >= MIN_START && starts.some((other) => sharesRoot(key, other))) return true;
  if (isSameLanguage) return false;
  return (
    key.length >= 3 &&
    skeletonsOf(key).some((skeleton) => (book.bySkeleton.get(skeleton) ?? []).some((other) => soundAlike(key, other)))
  );
}

/** "Russia" and "russe", "Marseille" and "Marseillais": what differs is an ending. */
export function sharesRoot(one: string, other: string): boolean {
  let same = 0;
  while (same < Math.min(one.length, other.length) && one[same] === other[same]) same++;
  return same >= Math.max(MIN_START, Math.min(one.length, other.length) - 2);
}

/** Runs of neighboring capitalized words of a text. The first word of a sentence is left out where it is a common opener. */
export function findNameRuns(text: string, tokens: readonly Token[]): readonly NameRun[] {
  const runs: NameRun[] = [];
  let run: Token[] = [];
  let start = 0;
  const close = () => {
    const [first] = run;
    if (first) runs.push({ tokens: run, opens: first.opens, at: start });
    run = [];
  };
  for (const [i, token] of tokens.entries()) {
    const before = run.at(-1);
    if (!token.isCapital || (token.opens && OPENING.has(token.key))) {
      close();
    } else {
      if (before && (token.opens || !/^[\s\u00a0\u202f.'’-]{0,2}$/u.test(text.slice(before.end, token.start)))) close();
      if (run.length === 0) start = i;
      run.push(token);
    }
  }
  close();
  return runs;
}

/** Words of a run that are names: offices and bodies set apart. */
export function namesOf(run: NameRun): readonly Token[] {
  return run.tokens.filter(({ key }) => !INSTITUTIONAL.has(key) && key.length > 1);
}

/** Languages that write every noun with a capital: a single one is a name only where the index knows it. */
export function capitalizesNouns(language: string): boolean {
  return baseLanguage(language) === 'de';
}
