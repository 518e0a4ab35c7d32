import { toPlainWords } from './model-words.ts';
import type { NumberedLine, TranslationAnswer } from './prompts.ts';

/** A line this many times longer, measured against its neighbors, has swallowed another one. */
const MERGED_RATIO = 2.5;
const MIN_COMPARED_CHARS = 40;

/** The answer's lines by number: only those asked for, the first of two with one number, none that is empty. */
export function readLines(answer: TranslationAnswer, lines: readonly NumberedLine[]): Map<number, string> {
  const asked = new Set(lines.map(({ n }) => n));
  const texts = new Map<number, string>();
  for (const { n, text } of answer.paragraphs) {
    const tidied = tidyLine(text);
    if (asked.has(n) && !texts.has(n) && tidied !== '') texts.set(n, tidied);
  }
  return texts;
}

/** One line stays one line; marks of markup and a number that the model copied along are dropped. */
export function tidyLine(text: string): string {
  return toPlainWords(text.replace(/^\s*\[\d+\]\s*/, ''));
}

/** The lines to ask for again: missing ones with their neighbors (one may hold both), repeated ones, and ones far too long. */
export function findDoubtful(answer: TranslationAnswer, lines: readonly NumberedLine[]): Set<number> {
  const texts = readLines(answer, lines);
  const numbers = answer.paragraphs.map(({ n }) => n);
  const missing = lines.filter(({ n }) => !texts.has(n));
  const asked = new Set(lines.map(({ n }) => n));
  // Numbers that nobody asked for: the answer may count otherwise, and every line stand under a wrong one.
  const strange = numbers.some((n) => !asked.has(n) && (n !== 0 || missing.length > 0));
  if (strange) return asked;
  const doubtful = new Set(numbers.filter((n, i) => asked.has(n) && numbers.indexOf(n) !== i));
  lines.forEach(({ n }, i) => {
    if (texts.has(n)) return;
    for (const near of [lines[i - 1], lines[i], lines[i + 1]]) if (near) doubtful.add(near.n);
  });
  for (const n of findSwollen(texts, lines)) doubtful.add(n);
  return doubtful;
}

/** The median of target by source lengths, 0 for fewer than three lines. */
export function usualRatio(texts: ReadonlyMap<number, string>, lines: readonly NumberedLine[]): number {
  const ratios = ratiosOf(texts, lines);
  return ratios.length < 3 ? 0 : medianOf(ratios);
}

function findSwollen(texts: ReadonlyMap<number, string>, lines: readonly NumberedLine[]): readonly number[] {
  const ratios = ratiosOf(texts, lines);
  const median = medianOf(ratios);
  return ratios.filter(({ ratio }) => ratio > MERGED_RATIO * Math.max(median, 0.2)).map(({ n }) => n);
}

type Ratio = { n: number; ratio: number };

function ratiosOf(texts: ReadonlyMap<number, string>, lines: readonly NumberedLine[]): readonly Ratio[] {
  return lines
    .filter(({ text }) => text.length >= MIN_COMPARED_CHARS)
    .map(({ n, text }) => ({ n, ratio: (texts.get(n)?.length ?? 0) / text.length }));
}

function medianOf(ratios: readonly Ratio[]): number {
  return ratios.map(({ ratio }) => ratio).toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0;
}
