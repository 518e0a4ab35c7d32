import { baseLanguage } from './languages.ts';
import { isAbbreviation, mayEndSentence, startsWithOpener } from './sentences-abbreviations.ts';

/** Closing marks that open the next segment belong to the sentence before: "fin. » Suite". */
const CLOSERS = /^[\s]*[»”’"')\]]+(?=[\s.,;:!?…]|$)/u;

/**
 * Ends that UAX 29 does not see: before a figure or a dash ("waste dump. 1987 was", rule SB8 looks ahead to a lower-case letter),
 * after a single character for three dots, and where paragraphs were glued ("février.Le bilan").
 */
const MORE_ENDS =
  /(?<=[.!?…][»”’"')\]]?)\s+(?=(?:[-–—]\s)?[$€£]?\d|[-–—]\s*["«“„]?\p{Lu})|(?<=…)\s+(?=\p{Lu})|(?<=\p{Ll}{2}[»”")]?[.!?…][»”"]?)(?=\p{Lu}\p{Ll}*[\s’'])/gu;

/** What is looked at on each side of a cut: more would cost the square of a line whose cuts all turn out to be none. */
const NEAR = 300;

const SENTENCE_END = /[.!?…][»”’"')\]]*$/u;

/**
 * The sentences of a text, in order, each a verbatim slice of it without the blanks around. Never joins over a line feed.
 * Unicode's segmentation (UAX 29) with repairs: closing guillemets, abbreviations, initials, ordinals, a lower-case sequel,
 * figures and dashes that open a sentence, glued paragraphs.
 */
export function splitSentences(text: string, language: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => splitLine(line, language));
}

function splitLine(line: string, language: string): readonly string[] {
  const base = baseLanguage(language);
  const ends: number[] = [];
  let start = 0;
  for (const index of findCuts(line, language)) {
    const end = index + closersBefore(line.slice(start, index), line.slice(index, index + 20));
    const before = line.slice(Math.max(start, end - NEAR), end);
    if (end > start && !continues(before, line.slice(end, end + NEAR), base)) {
      ends.push(end);
      start = end;
    }
  }
  return [...ends, line.length].map((end, i) => line.slice(ends[i - 1] ?? 0, end).trim()).filter((one) => one !== '');
}

const segmenters = new Map<string, Intl.Segmenter>();

/** Where a sentence may begin, in order; Unicode's places and ours. A segmenter takes longer to make than to use: one is kept for each language. */
function findCuts(line: string, language: string): readonly number[] {
  let segmenter = segmenters.get(language);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
    segmenters.set(language, segmenter);
  }
  const cuts = new Set<number>();
  for (const { index } of segmenter.segment(line)) if (index > 0) cuts.add(index);
  for (const match of line.matchAll(MORE_ENDS)) cuts.add(match.index + match[0].length);
  return [...cuts].toSorted((a, b) => a - b);
}

/** How many characters of the next segment close the sentence before it. */
function closersBefore(before: string, next: string): number {
  const closing = CLOSERS.exec(next)?.[0] ?? '';
  // A straight mark opens as often as it closes: it closes only what is open.
  if (closing.includes('"') && before.split('"').length % 2 === 1) return 0;
  return closing.length;
}

function continues(before: string, after: string, language: string): boolean {
  const said = before.trimEnd();
  const next = after.trimStart();
  if (next === '' || said === '') return true;
  // Also after a closed quotation: "« Non ! » a-t-il dit".
  if (/^\p{Ll}/u.test(next) && !/[。！？]$/u.test(said)) return true;
  if (/^[,;:…]/u.test(next)) return true;
  if (!said.endsWith('.')) return !SENTENCE_END.test(said) && /^[-–—]/.test(next);
  const word = /(?:^|[\s(«“"'’-])([^\s(«“"'’]+)\.$/u.exec(said)?.[1] ?? '';
  if (/^\p{L}$/u.test(word) && /^\p{L}\.(?:\s|$|,)/u.test(next)) return true;
  if (/^\d{1,2}$/.test(word)) return language === 'de' && !startsWithOpener(next, language) && !/^\d/.test(next);
  if (isYearMark(word, said)) return !startsWithOpener(next, language);
  const isInitial = /^\p{Lu}$/u.test(word) || /^(?:\p{Lu}\.-?)+\p{Lu}$/u.test(word);
  if (!isInitial && !isAbbreviation(word, language)) return false;
  return !(mayEndSentence(word) && startsWithOpener(next, language));
}

/** "w 1997 r. W ramach", "в 2016 гг. Он": after a figure it is a year, and what follows with a capital is a sentence. */
function isYearMark(word: string, said: string): boolean {
  return /^(?:r|w|г|гг|р|рр)$/u.test(word) && /[\dIVX]\s*\S+$/u.test(said);
}
