import type { NameIndex } from '../../data/name-index.ts';
import type { Finding } from './findings.ts';
import {
  capitalizesNouns,
  findConcepts,
  findNameRuns,
  holdsName,
  isAcronym,
  type NameBook,
  type NameRun,
  namesOf,
} from './names.ts';
import type { Token } from './tokens.ts';

/** A text whose names are looked for: its language, and whether the source is written in it. */
export type Reader = { text: string; tokens: readonly Token[]; language: string; isSameLanguage: boolean };

/** "Q3", "G7", "II", "YoY". */
const LABEL = /\d|^[IVX]+$|^\p{Lu}\p{Ll}+\p{Lu}$/u;

/** The runs of a text that name somebody or something, as far as code can tell. */
export function findNames({ text, tokens, language }: Reader, names: NameIndex): readonly NameRun[] {
  const runs = findNameRuns(text, tokens).filter((run) => namesOf(run).length > 0);
  return runs.filter((run) => {
    const [only] = run.tokens;
    // A label, whose number is looked at elsewhere.
    if (!only || run.tokens.every(({ text: word }) => LABEL.test(word)) || isCounted(tokens[run.at - 1])) return false;
    if (findConcepts(run.tokens, names).length > 0) return true;
    if (run.tokens.length > 1) return !(capitalizesNouns(language) && run.opens && run.tokens.length === 2);
    if (isAcronym(only.text)) return true;
    return !run.opens && !capitalizesNouns(language);
  });
}

/** "600.000 Euro", "12 Millionen Pfund": what follows a number is counted, and no name. */
function isCounted(before: Token | undefined): boolean {
  return before !== undefined && (before.isNumber || before.key === '%');
}

/** Whether a run stands in a book: by a concept in any language, or by its words; for people the last one counts. */
export function holdsRun(book: NameBook, run: NameRun, reader: Reader, names: NameIndex): 'all' | 'some' | 'none' {
  const concepts = conceptsOf(run, reader.tokens, names);
  if (concepts.some((concept) => names.widen(concept).some((one) => book.concepts.has(one)))) return 'all';
  const own = namesOf(run);
  const held = own.filter((token) => holdsName(book, token, reader.isSameLanguage));
  if (held.length === own.length) return 'all';
  // Initials of a whole name stand for it: "World Health Organization" where the source says WHO.
  const initials = run.tokens.map(({ key }) => key[0] ?? '').join('');
  if (initials.length >= 2 && book.keys.has(initials)) return 'all';
  const last = own.at(-1);
  if (!last) return 'all';
  // A slip of the pen in a name is for people to see: "Morrocco".
  return held.includes(last) || holdsName(book, last, false) ? 'some' : 'none';
}

/** What a run names, alone or with the word before or after it: "mar Negro" is one name. */
function conceptsOf(run: NameRun, tokens: readonly Token[], names: NameIndex): readonly string[] {
  const { at } = run;
  const before = tokens.slice(Math.max(0, at - 1), at);
  const after = tokens.slice(at + run.tokens.length, at + run.tokens.length + 1);
  const aside = new Set([...findConcepts(before, names), ...findConcepts(after, names)]);
  const around = findConcepts([...before, ...run.tokens, ...after], names).filter((concept) => !aside.has(concept));
  return [...findConcepts(run.tokens, names), ...around];
}

/** Names of a text that the whole source lacks. A first name in front of a known one is only a reason to look. */
export function checkNames(reader: Reader, book: NameBook, names: NameIndex): readonly Finding[] {
  return findNames(reader, names).flatMap((run): Finding[] => {
    const held = holdsRun(book, run, reader, names);
    if (held === 'all') return [];
    const text = run.tokens.map((token) => token.text).join(' ');
    return [{ type: 'name', hard: held === 'none', text }];
  });
}

/** The names of a source's sentence that a book of the text lacks, in words. */
export function findRunsApart(
  sentence: Pick<Reader, 'text' | 'tokens' | 'language'>,
  own: NameBook,
  { isSameLanguage }: Reader,
  names: NameIndex,
): readonly string[] {
  const reader = { ...sentence, isSameLanguage };
  return findNames(reader, names)
    .filter((run) => holdsRun(own, run, reader, names) === 'none')
    .map((run) => run.tokens.map(({ text }) => text).join(' '));
}
