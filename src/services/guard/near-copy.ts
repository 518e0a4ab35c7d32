import type { NameIndex } from '../../data/name-index.ts';
import { stemWord } from '../../data/analyzer-stemmers.ts';
import { findMonths, findWeekdays } from '../evidence-dates.ts';
import type { Alignment, Gap } from './align.ts';
import type { Finding, FindingType } from './findings.ts';
import { INSTITUTIONAL, OPENING } from './name-words.ts';
import { capitalizesNouns, findConcepts, isAcronym, sharesRoot } from './names.ts';
import { findNegators } from './negation.ts';
import { areOpposite } from './opposites.ts';
import { findSaidNumbers } from './number-words.ts';
import type { GuardSource } from './source.ts';
import type { Token } from './tokens.ts';
import { soundAlike } from './transliterate.ts';

/** From this share of words in common a text is a near-copy, and what differs is a change and no paraphrase. */
const NEAR_SHARE = 0.6;
/** Matched words on each side that hold a gap in its place. */
const ANCHOR = 2;
/** A gap with so many more words of the source has left something out: what it exchanges is not known. */
const MAX_GAP = 5;

type Setting = {
  language: string;
  names: NameIndex;
  share: number;
  source: GuardSource;
  /** The claim holds a quotation mark: what it changes in a quotation is no reported speech. */
  quotes: boolean;
};

/** What a near-copy changed: exchanged numbers, names and dates, words of a quotation, a negation put in or taken out. */
export function checkNearCopy(alignment: Alignment, setting: Setting): readonly Finding[] {
  if (alignment.share < NEAR_SHARE) return [];
  const findings = alignment.gaps.flatMap((gap) => (isAnchored(gap) ? checkGap(gap, setting) : []));
  return [...findings, ...checkNegation(alignment, setting)];
}

function isAnchored({ before, after, at, source, claim }: Gap): boolean {
  if (source.length > claim.length + MAX_GAP) return false;
  const opens = at === 0;
  return (opens || before > 0) && (before >= ANCHOR || after >= ANCHOR || before + after >= ANCHOR);
}

function checkGap(gap: Gap, setting: Setting): readonly Finding[] {
  const { claim, source } = gap;
  if (claim.length === 0) return [];
  const pairs: [FindingType, readonly Token[], readonly Token[]][] = [
    ['number-swap', numbersOf(claim, setting), numbersOf(source, setting)],
    ['date', datesOf(claim, setting), datesOf(source, setting)],
    ['name-swap', capitalsOf(claim, setting), capitalsOf(source, setting)],
  ];
  for (const [type, said, there] of pairs)
    if (areExchanged(said, there, gap, setting))
      return [{ type, hard: true, text: wordsOf(said), source: wordsOf(there) }];
  return checkWording(gap, setting);
}

/** Whether both sides have something that the other lacks, and nothing else took its place: "the Belgian keeper" for a name is no exchange. */
function areExchanged(said: readonly Token[], there: readonly Token[], gap: Gap, setting: Setting): boolean {
  const isIn = (one: Token, others: readonly Token[]) =>
    others.some((other) => isSame(one, other, setting) || areNeighbors(one, other, setting.source));
  if (said.every((one) => isIn(one, there)) || there.every((one) => isIn(one, said))) return false;
  if (areSpelledAlike(gap.claim, gap.source, setting)) return false;
  const [from, to] = gap.at === 0 ? [-gap.claim.length - 1, undefined] : [0, gap.claim.length + 1];
  const near = gap.source.slice(from, to);
  return (
    !near.some((token) => !token.isCapital && !token.isNumber && isContent(token) && !there.includes(token)) ||
    said.some(({ isNumber }) => isNumber)
  );
}

/** Two words of one name: "Villota" for "Maria" where the source has "Maria de Villota". */
function areNeighbors(one: Token, other: Token, source: GuardSource): boolean {
  if (one.isNumber || other.isNumber || !one.isCapital) return false;
  const places = source.places.get(one.key)?.slice(0, 20) ?? [];
  return places.some((place) =>
    source.tokens.slice(Math.max(0, place - 2), place + 3).some(({ key, isCapital }) => isCapital && key === other.key),
  );
}

/** "10, 000" for "10,000" and QPR for "Queens Park Rangers". */
function areSpelledAlike(claim: readonly Token[], source: readonly Token[], { language }: Setting): boolean {
  const digits = (tokens: readonly Token[]) => {
    const said = findSaidNumbers(tokens, language).map(({ value }) => String(value));
    return wordsOf(tokens).replace(/\D/g, '') + said.join('');
  };
  if (digits(claim) !== '') return digits(claim) === digits(source);
  const initials = (tokens: readonly Token[]) =>
    tokens.map(({ key, isCapital }) => (isCapital ? (key[0] ?? '') : '')).join('');
  const acronyms = (tokens: readonly Token[]) => tokens.flatMap(({ key, text }) => (isAcronym(text) ? [key] : []));
  return (
    acronyms(claim).some((key) => initials(source).includes(key)) ||
    acronyms(source).some((key) => initials(claim).includes(key))
  );
}

function wordsOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join(' ');
}

function numbersOf(tokens: readonly Token[], { language }: Setting): readonly Token[] {
  const said = new Set(findSaidNumbers(tokens, language).flatMap(({ at, length }) => tokens.slice(at, at + length)));
  return tokens.filter((token) => token.isNumber || said.has(token));
}

function datesOf(tokens: readonly Token[], { language }: Setting): readonly Token[] {
  return tokens.filter(
    ({ text, isNumber }) =>
      !isNumber && (findWeekdays(text, language).size > 0 || findMonths(`3 ${text} 3`, language).size > 0),
  );
}

function capitalsOf(tokens: readonly Token[], setting: Setting): readonly Token[] {
  const nouns = capitalizesNouns(setting.language);
  return tokens.filter((token) => {
    if (!token.isCapital || token.key.length < 2 || INSTITUTIONAL.has(token.key)) return false;
    if (OPENING.has(token.key) && token.opens) return false;
    if (nouns) return findConcepts([token], setting.names).length > 0;
    return !token.opens || isNameInSource(token, setting) || findConcepts([token], setting.names).length > 0;
  });
}

/** Whether the source writes a word with a capital where no sentence begins. */
function isNameInSource({ key }: Token, { source }: Setting): boolean {
  const places = source.places.get(key) ?? [];
  return places.slice(0, 20).some((place) => {
    const token = source.tokens[place];
    return token?.isCapital === true && !token.opens;
  });
}

function isSame(one: Token, other: Token, { language, names }: Setting): boolean {
  if (one.key === other.key) return true;
  if (one.isNumber || other.isNumber) return false;
  if (stemWord(one.key, language) === stemWord(other.key, language) || sharesRoot(one.key, other.key)) return true;
  if (one.isCapital && other.isCapital && one.key.length >= 5 && soundAlike(one.key, other.key)) return true;
  const known = new Set(findConcepts([other], names));
  return findConcepts([one], names).some((concept) => known.has(concept));
}

/** A single word exchanged, or one put into a quotation. */
function checkWording({ claim, source, before, after }: Gap, setting: Setting): readonly Finding[] {
  const opposite = claim.find(({ key }) => source.some((other) => areOpposite(key, other.key, setting.language)));
  if (opposite && claim.length <= 2 && source.length <= 3)
    return [{ type: 'wording', hard: true, text: opposite.text, source: wordsOf(source) }];
  const said = claim.filter(
    (token) => isContent(token) && !token.isNumber && !source.some((other) => isSame(token, other, setting)),
  );
  if (said.length === 0) return [];
  const there = source.filter(
    (token) => isContent(token) && !token.isNumber && !claim.some((other) => isSame(token, other, setting)),
  );
  const finding = { text: wordsOf(said), source: wordsOf(there) };
  if (setting.quotes && isInQuotation(claim, source) && there.length > 0 && claim.length <= 4)
    return [{ type: 'quotation', hard: true, ...finding }];
  const single =
    said.length === 1 &&
    there.length === 1 &&
    ![...said, ...there].some(({ isCapital }) => isCapital) &&
    claim.length <= 3 &&
    source.length <= 4;
  const held = before >= ANCHOR && after >= 1 && setting.share >= 0.75;
  // A synonym is a new word; a word of another sentence, put here, is an exchange.
  const exchanged = setting.share >= 0.8 && setting.source.places.has(said[0]?.key ?? '');
  return single && held ? [{ type: 'wording', hard: exchanged, ...finding }] : [];
}

function isInQuotation(claim: readonly Token[], source: readonly Token[]): boolean {
  return claim.every(({ isQuoted }) => isQuoted) || source.every(({ isQuoted }) => isQuoted);
}

function isContent({ key, isNumber, isCapital }: Token): boolean {
  return key.length > 3 || isNumber || isCapital;
}

/** Negations that only one side has, where all around them is the same. */
function checkNegation({ gaps }: Alignment, { language }: Setting): readonly Finding[] {
  let put = 0;
  let taken = 0;
  const words: string[] = [];
  for (const gap of gaps) {
    const said = findNegators(gap.claim, language);
    const there = findNegators(gap.source, language);
    if (said.length > 0 && isPlacedIn(gap)) {
      put += said.length;
      words.push(...said.map(({ text }) => text));
    }
    if (there.length > 0 && gap.source.length <= 3 && gap.claim.length <= 3 && gap.before > 0 && gap.after > 0) {
      taken += there.length;
      words.push(...there.map(({ text }) => text));
    }
  }
  return put > 0 !== taken > 0 ? [{ type: 'negation', hard: true, text: words.join(' ') }] : [];
}

function isPlacedIn({ before, after, claim }: Gap): boolean {
  return before > 0 && after > 0 && before + after > ANCHOR && claim.length <= 5;
}
