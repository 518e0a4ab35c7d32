import { type NameIndex, nameIndex } from '../../data/name-index.ts';
import { isSameLanguage } from '../languages.ts';
import { alignClaim, type Alignment, MAX_ALIGNED_TOKENS } from './align.ts';
import { type Books, checkCitedNames, checkCitedNegation, findCited } from './check-evidence.ts';
import { checkNames, type Reader } from './check-names.ts';
import { type Coverage, measureCoverage, passageOf } from './coverage.ts';
import type { Finding } from './findings.ts';
import { type NameBook, readNames } from './names.ts';
import { checkNearCopy } from './near-copy.ts';
import { checkFacts, type Facts, readFacts } from './numbers.ts';
import { checkQuotations, checkTranslatedQuotations, findRun } from './quotations.ts';
import { scoreCheck } from './score.ts';
import { type GuardSource, sentenceAt, splitLong } from './source.ts';
import { type Token, tokenize } from './tokens.ts';

export type { Finding, FindingType } from './findings.ts';
export { type GuardSource, readSource, type SourceParagraph, toParagraphs } from './source.ts';

export type Verdict = 'supported' | 'to-check' | 'unsupported';

/** What the guard says of one sentence. `evidence` is the nearest sentence of the source, in its exact words. */
export type SentenceCheck = {
  text: string;
  verdict: Verdict;
  /** Higher is better supported; from 0 to 1. */
  score: number;
  findings: readonly Finding[];
  evidence: { paragraph: number; text: string } | null;
};

export type GuardOptions = {
  /** The text's language, a BCP 47 tag; the source's own unless given. */
  language?: string;
  /** Passages of the source, verbatim, that the text rests on: numbers, dates, quotations and negations must stand in them. */
  evidence?: readonly string[];
  /** Names across languages; all that are known unless given. */
  names?: NameIndex;
};

/** Holds each sentence of a text against its source. Time grows with the length of both, not with their product. */
export function checkText(text: string, source: GuardSource, options: GuardOptions = {}): readonly SentenceCheck[] {
  const language = options.language ?? source.language;
  return splitLong(text, language).map((sentence) => checkSentence(sentence, source, options));
}

/** Holds one sentence against the whole source. Across languages numbers, dates and names are looked for, not wording. */
function checkSentence(sentence: string, source: GuardSource, options: GuardOptions = {}): SentenceCheck {
  const language = options.language ?? source.language;
  const names = options.names ?? nameIndex();
  const tokens = tokenize(sentence);
  const isSame = isSameLanguage(language, source.language);
  const place = isSame ? findRun(tokens, source) : undefined;
  if (place !== undefined) return conclude(sentence, [], WHOLLY_COVERED, placeOf(source, place));
  const alignments = isSame ? alignPieces(tokens, source) : [];
  const whole = wholeOf(source, language, names);
  const reader: Reader = { text: sentence, tokens, language, isSameLanguage: isSame };
  const findings: Finding[] = [...checkNames(reader, whole.book, names)];
  if (options.evidence) findings.push(...checkCited(reader, options.evidence, { source, whole: whole.book, names }));
  else findings.push(...checkFacts(sentence, tokens, language, whole.facts));
  if (isSame) findings.push(...checkQuotations(sentence, source));
  const quotes = /["«»“”„]/u.test(sentence);
  for (const alignment of alignments)
    findings.push(...checkNearCopy(alignment, { language, names, share: alignment.share, source, quotes }));
  const coverage = isSame ? measureCoverage(tokens, source, alignments[0]) : undefined;
  return conclude(sentence, mergeFindings(findings), coverage, nearest(source, alignments[0]));
}

/** What a text says that the passages it rests on do not. */
function checkCited(reader: Reader, quotes: readonly string[], books: Books): readonly Finding[] {
  const { text, tokens, language, isSameLanguage: isSame } = reader;
  const { source } = books;
  const cited = findCited(quotes, source);
  const findings = [...checkFacts(text, tokens, language, cited.factsFor(language))];
  findings.push(...checkCitedNames(reader, cited, books));
  if (isSame) return findings;
  findings.push(...checkTranslatedQuotations(text, cited.read()));
  findings.push(...checkCitedNegation(tokens, language, cited, source.language));
  return findings;
}

function conclude(
  text: string,
  findings: readonly Finding[],
  coverage: Coverage | undefined,
  evidence: SentenceCheck['evidence'],
): SentenceCheck {
  const { score, isLow } = scoreCheck(findings, coverage);
  const all: readonly Finding[] = isLow ? [...findings, { type: 'coverage', hard: false, text }] : findings;
  const verdict = all.some(({ hard }) => hard) ? 'unsupported' : all.length > 0 ? 'to-check' : 'supported';
  return { text, verdict, score, findings: all, evidence };
}

function nearest(source: GuardSource, alignment: Alignment | undefined): SentenceCheck['evidence'] {
  const [sentence] = passageOf(source, alignment);
  return sentence ? { paragraph: sentence.paragraph, text: sentence.text } : null;
}

/** A text that the source holds word for word. */
const WHOLLY_COVERED: Coverage = { pairs: 1, words: 1, passage: 1, order: 1 };

function placeOf(source: GuardSource, place: number): SentenceCheck['evidence'] {
  const sentence = sentenceAt(source, place);
  return sentence ? { paragraph: sentence.paragraph, text: sentence.text } : null;
}

/** A sentence without end is laid in pieces. */
function alignPieces(tokens: readonly Token[], source: GuardSource): readonly Alignment[] {
  const alignments: Alignment[] = [];
  for (let from = 0; from < tokens.length; from += MAX_ALIGNED_TOKENS) {
    const alignment = alignClaim(tokens.slice(from, from + MAX_ALIGNED_TOKENS), source);
    if (alignment) alignments.push(alignment);
  }
  return alignments;
}

/** One finding per kind and wording; what an exchange explains is not said again. */
function mergeFindings(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ type, text }) => {
    const id = `${type} ${text}`;
    return seen.has(id) ? false : seen.add(id);
  });
}

type Whole = { facts: Facts; book: NameBook };
const wholes = new WeakMap<GuardSource, Map<string, Whole>>();

/** What the whole source holds, read once for each language of the texts and each name index. */
function wholeOf(source: GuardSource, language: string, names: NameIndex): Whole {
  const known = wholes.get(source) ?? new Map<string, Whole>();
  wholes.set(source, known);
  const id = `${language} ${names === nameIndex() ? '' : 'own'}`;
  const whole = known.get(id) ?? {
    facts: readFacts(
      source.paragraphs.map(({ text }) => text),
      source.language,
      language,
    ),
    book: readNames(source.tokens, names),
  };
  known.set(id, whole);
  return whole;
}
