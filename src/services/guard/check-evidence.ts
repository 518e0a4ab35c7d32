import type { NameIndex } from '../../data/name-index.ts';
import { startsDangling } from '../extracts-words.ts';
import { findRunsApart, findNames, holdsRun, type Reader } from './check-names.ts';
import type { Finding } from './findings.ts';
import { type NameBook, readNames } from './names.ts';
import { areNegatorsKnown, findNegators, mayDeny } from './negation.ts';
import { type Facts, readFacts } from './numbers.ts';
import { type GuardSource, readSource, type SourceSentence } from './source.ts';
import { type Token, tokenize } from './tokens.ts';

/** What a text cites: passages of the source, and the sentences that they stand in. */
export type Cited = {
  quotes: readonly string[];
  sentences: readonly SourceSentence[];
  /** The two sentences before the first of them: where "he" was named. */
  before: readonly SourceSentence[];
  /** The words of the passages, by clause. */
  clauses: readonly (readonly Token[])[];
  /** Numbers and dates of the passages, for a reader's language. */
  factsFor(language: string): Facts;
  /** The cited sentences as a source of their own. */
  read(): GuardSource;
};

/** A point rests on a few passages; of more than so many sentences or clauses the first are read. */
const MAX_CITED = 60;

const remembered = new WeakMap<readonly string[], Cited>();

/** What passages of a source hold, read once for all sentences that rest on the same list of them. */
export function findCited(quotes: readonly string[], source: GuardSource): Cited {
  const known = remembered.get(quotes);
  if (known) return known;
  const cited = readCited(quotes, source);
  remembered.set(quotes, cited);
  return cited;
}

function readCited(quotes: readonly string[], source: GuardSource): Cited {
  const cited = source.sentences
    .filter(({ text }) => quotes.some((quote) => quote.trim() !== '' && (text.includes(quote) || quote.includes(text))))
    .slice(0, MAX_CITED);
  const first = source.sentences.findIndex((sentence) => sentence === cited[0]);
  const facts = new Map<string, Facts>();
  let passages: GuardSource | undefined;
  return {
    quotes,
    sentences: cited,
    before: source.sentences.slice(Math.max(0, first - 2), Math.max(0, first)),
    clauses: quotes
      .flatMap((quote) => quote.split(CLAUSE))
      .slice(0, MAX_CITED)
      .map((clause) => tokenize(clause)),
    factsFor(language) {
      const found = facts.get(language) ?? readFacts(quotes, source.language, language);
      facts.set(language, found);
      return found;
    },
    read() {
      passages ??= readSource(
        cited.map(({ paragraph, text }) => ({ n: paragraph, text })),
        source.language,
      );
      return passages;
    },
  };
}

/** The names of what is cited and of what stands before it, for the sentences of one text. */
const books = new WeakMap<Cited, { book: NameBook; back: NameBook; names: NameIndex }>();

/** The names of the whole source, and the source itself. */
export type Books = { whole: NameBook; source: GuardSource; names: NameIndex };

/**
 * Names of a text that stand elsewhere in the source and not in what it cites. An error where the cited sentences name
 * somebody else in their place; a reason to look where they name nobody, and none where a pronoun points back at the name.
 */
export function checkCitedNames(reader: Reader, cited: Cited, { whole, source, names }: Books): readonly Finding[] {
  if (cited.sentences.length === 0) return [];
  const tokensOf = (sentences: readonly SourceSentence[]) =>
    sentences.flatMap(({ from, to }) => source.tokens.slice(from, to));
  const known = books.get(cited);
  const { book, back } =
    known?.names === names
      ? known
      : { book: readNames(tokensOf(cited.sentences), names), back: readNames(tokensOf(cited.before), names) };
  books.set(cited, { book, back, names });
  const points = cited.sentences.some(({ text }) => startsDangling(text, source.language));
  const runs = findNames(reader, names);
  const strange = runs.filter(
    (run) => holdsRun(whole, run, reader, names) !== 'none' && holdsRun(book, run, reader, names) === 'none',
  );
  const unnamed = strange.filter((run) => !(points && holdsRun(back, run, reader, names) !== 'none'));
  if (unnamed.length === 0) return [];
  const own = readNames(reader.tokens, names);
  const others = cited.sentences.flatMap((sentence) =>
    findRunsApart(
      { text: sentence.text, tokens: tokenize(sentence.text), language: source.language },
      own,
      reader,
      names,
    ),
  );
  const type = reader.tokens.some(({ isQuoted }) => isQuoted) ? 'attribution' : 'name-swap';
  return unnamed.map((run) => ({
    type,
    hard: others.length > 0,
    text: run.tokens.map(({ text }) => text).join(' '),
    ...(others[0] && { source: others[0] }),
  }));
}

const CLAUSE = /[,;:()–—]|\s(?:mais|et|but|and|aber|und|pero|y|que|that|dass)\s/u;
/** Fewer words than this are a name or an aside, not a statement. */
const MIN_REST = 6;
/** A text much shorter than what it cites may have left the negated part out. */
const MIN_SHARE = 0.4;

/** Whether a text of so many words may have left out all clauses with a negation. */
function saysPart(length: number, clauses: Cited['clauses'], from: string): boolean {
  const plain = clauses.filter((clause) => findNegators(clause, from).length === 0);
  const rest = plain.reduce((sum, clause) => sum + clause.length, 0);
  const whole = clauses.reduce((sum, clause) => sum + clause.length, 0);
  return length < MIN_SHARE * whole || (rest >= MIN_REST && length <= rest);
}

/**
 * A negation that only the text has, or only what it cites, across languages. A word that denies or refuses without a
 * negator, on the other side, makes it a reason to look; so does a text that says only a part.
 */
export function checkCitedNegation(
  tokens: readonly Token[],
  language: string,
  cited: Cited,
  from: string,
): readonly Finding[] {
  if (cited.quotes.length === 0 || !areNegatorsKnown(language) || !areNegatorsKnown(from)) return [];
  const there = cited.clauses.flat();
  const said = findNegators(tokens, language);
  const held = findNegators(there, from);
  if (said.length > 0 === held.length > 0) return [];
  const softened =
    said.length > 0
      ? there.some((token) => mayDeny(token, from))
      : tokens.some((token) => mayDeny(token, language)) || saysPart(tokens.length, cited.clauses, from);
  return [{ type: 'negation', hard: !softened, text: [...said, ...held].map(({ text }) => text).join(' ') }];
}
