import { foldText } from '../../data/analyzer.ts';
import { readNumber } from '../evidence-numbers.ts';
import { toAsciiDigits } from '../evidence-text.ts';

/** A word or a number of a text. `key` is what two spellings share: folded, without elision, thousands joined. */
export type Token = {
  text: string;
  key: string;
  start: number;
  end: number;
  isNumber: boolean;
  /** Begins with a capital. */
  isCapital: boolean;
  /** Begins a sentence, a quotation or what follows a colon: its capital says nothing. */
  opens: boolean;
  /** Stands within quotation marks. */
  isQuoted: boolean;
};

const TOKEN =
  /\d{1,3}(?:[ '’\u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*|\p{L}[\p{L}\p{M}\p{N}\u00ad]*|%/gu;
const OPENERS = /(?:^|[.!?…:;•·|–—»"“”«„‹]|\.\.\.|[([]|["»”]\s*[-–—])[\s\u00a0\u202f"'“”‘’«»„(–—-]*$/u;
/** "pour cent" is one sign, as "%" is. */
const PER: ReadonlyMap<string, string> = new Map([
  ['pour', 'cent'],
  ['per', 'cent'],
  ['por', 'ciento'],
  ['por', 'cento'],
]);
const PERCENT = new Set(['percent', 'prozent', 'procent', 'prosent', 'процент', 'процента', 'процентов', 'процентов']);

/** So far back a token looks for what stands before it. */
const LOOK_BACK = 6;

/** The tokens of one line or sentence in order. `isQuotedAt` says whether the text begins inside a quotation. */
export function tokenize(text: string, startsQuoted = false): readonly Token[] {
  const ascii = toAsciiDigits(text);
  const quoted = readQuotedSpans(ascii, startsQuoted);
  const tokens: Token[] = [];
  let span = 0;
  for (const match of ascii.matchAll(TOKEN)) {
    const start = match.index;
    const word = match[0];
    while (span < quoted.length && (quoted[span]?.end ?? 0) <= start) span++;
    const isNumber = /^\d/.test(word);
    tokens.push({
      text: word,
      key: isNumber ? keyOfNumber(word) : word === '%' ? '%' : foldWord(word),
      start,
      end: start + word.length,
      isNumber,
      isCapital: /^\p{Lu}/u.test(word),
      opens: start === 0 || OPENERS.test(ascii.slice(Math.max(0, start - LOOK_BACK), start)),
      isQuoted: (quoted[span]?.start ?? Number.POSITIVE_INFINITY) <= start,
    });
  }
  return joinPercents(tokens);
}

function joinPercents(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const before = joined.at(-1);
    if (before && PER.get(before.key) === token.key) joined.splice(-1, 1, { ...before, key: '%', end: token.end });
    else joined.push(PERCENT.has(token.key) ? { ...token, key: '%' } : token);
  }
  return joined;
}

/** Thousands where they may be meant: "1.234" is 1234 here, "61,1" is 61.1. */
function keyOfNumber(text: string): string {
  const readings = readNumber(text);
  return readings.length === 0 ? text : String(Math.max(...readings));
}

function foldWord(word: string): string {
  return /^[A-Za-z]+$/.test(word) ? word.toLowerCase() : foldText(word.replaceAll('\u00ad', ''));
}

type Span = { start: number; end: number };

/** Where a text stands within quotation marks, a mark that is never closed included. */
function readQuotedSpans(text: string, startsQuoted: boolean): readonly Span[] {
  const spans: Span[] = [];
  let open = startsQuoted ? 0 : -1;
  for (const { 0: mark, index } of text.matchAll(/[«»“”„"]/gu)) {
    const opens = mark === '«' || mark === '„' || (open < 0 && mark !== '»');
    if (opens && open < 0) open = index;
    else if (!opens && open >= 0) {
      spans.push({ start: open, end: index });
      open = -1;
    }
  }
  if (open >= 0) spans.push({ start: open, end: text.length });
  return spans;
}

/** Whether a text leaves a quotation open at its end. */
export function endsQuoted(text: string, startsQuoted: boolean): boolean {
  return readQuotedSpans(`${text}x`, startsQuoted).at(-1)?.end === text.length + 1;
}
