import { findQuotations, findVerbatim, hasQuotationMark } from '../evidence-text.ts';
import type { Finding } from './findings.ts';
import { type GuardSource, pairKey } from './source.ts';
import { type Token, tokenize } from './tokens.ts';

/** What a quotation may leave out: "[...]", "(…)". */
const OMISSION = /\s*(?:\[[^\]]*\]|\((?:\.\.\.|…)\)|\.\.\.|…)\s*/u;

/** Quotations of a text that do not stand in the source word for word; typography, case of the first letter and end marks are free. */
export function checkQuotations(text: string, source: GuardSource): readonly Finding[] {
  return findQuotations(text).flatMap((quotation): Finding[] =>
    quotation.split(OMISSION).every((part) => isQuoted(part, source))
      ? []
      : [{ type: 'quotation', hard: true, text: quotation }],
  );
}

function isQuoted(part: string, source: GuardSource): boolean {
  return (
    findRun(tokenize(part), source) !== undefined ||
    source.paragraphs.some(({ text }) => findVerbatim(part, text) !== undefined)
  );
}

/** Where the source repeats these words without a break; undefined where it does not. */
export function findRun(tokens: readonly Token[], source: GuardSource): number | undefined {
  if (tokens.length === 0) return 0;
  const [first, second] = tokens;
  const places = second ? source.pairs.get(pairKey(first, second)) : source.places.get(first?.key ?? '');
  return places?.find((place) => tokens.every(({ key }, i) => source.tokens[place + i]?.key === key));
}

/** A translation may need so many times the words of the original, and so many more. */
const MAX_LONGER = 2;
const MORE_WORDS = 3;

/**
 * Quotations in another language than their evidence: the evidence must quote too, and about as much. The words themselves
 * cannot be compared; those left in the original language can.
 */
export function checkTranslatedQuotations(text: string, evidence: GuardSource): readonly Finding[] {
  const quotations = findQuotations(text);
  if (quotations.length === 0) return [];
  const quoted = evidence.tokens.filter(({ isQuoted: inside }) => inside).length;
  const marked = evidence.paragraphs.some((paragraph) => hasQuotationMark(paragraph.text));
  return quotations.flatMap((quotation): Finding[] => {
    const words = tokenize(quotation);
    if (findRun(words, evidence) !== undefined) return [];
    const fits = words.length <= MAX_LONGER * quoted + MORE_WORDS || (marked && quoted === 0);
    return marked && fits ? [] : [{ type: 'quotation', hard: true, text: quotation }];
  });
}
