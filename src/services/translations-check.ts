import { NO_ORIGIN } from './articles.ts';
import type { Article } from './articles.ts';
import { checkPoint } from './evidence.ts';
import { findQuotations } from './evidence-text.ts';
import { findForeign, type Foreign } from './model-words.ts';
import type { GlossaryPair } from './prompts.ts';
import { isOtherLanguage, isSameText } from './written-language.ts';

/** What may be wrong with a line of a translation. The guard names the others: number, date, name, quotation and more. */
export type LineFault = Foreign | 'language' | 'cut' | 'glossary' | (string & {});

/** Faults for which the model's line is never shown: the original stands in its place. */
const HARD: ReadonlySet<string> = new Set(['address', 'mention', 'markup', 'prompt', 'language']);
/** Of what the guard compares, this holds for two whole lines; the rest of it is made for a point and its evidence. */
const COMPARED: ReadonlySet<string> = new Set(['number', 'date', 'name', 'quotation']);
const MIN_COMPARED_CHARS = 80;
/** A line this much shorter, measured against its neighbors, has lost a part. */
const CUT_RATIO = 0.45;
const FINAL = /[.!?…。！？][\s"'”’»›)\]]*$/u;

export type Languages = { from: string; to: string };

/** Whether a line with this fault is shown in the original instead. */
export function isHardFault(fault: LineFault): boolean {
  return HARD.has(fault);
}

/**
 * What is wrong with a translated line, its source at hand: numbers, dates, names and quotations by the guard in both
 * directions, language, addresses, terms of the glossary, and an end that is missing. `usual` is the median of target by source
 * lengths around it; 0 where it is not known.
 */
export function checkLine(
  source: string,
  target: string,
  languages: Languages,
  { glossary = [], usual = 0 }: { glossary?: readonly GlossaryPair[]; usual?: number } = {},
): readonly LineFault[] {
  const foreign = findForeign(target, [source]);
  if (foreign && !(foreign === 'address' && findForeign(source, []) === 'address' && isHeld(source, target)))
    return [foreign];
  if (isOtherLanguage(target, languages.to) || isSameText(source, target)) return ['language'];
  const faults = new Set<LineFault>();
  for (const fault of [
    compare(target, languages.to, source, languages.from),
    compare(source, languages.from, target, languages.to),
  ])
    if (fault !== undefined && COMPARED.has(fault)) faults.add(fault);
  if (findQuotations(source).length > findQuotations(target).length) faults.add('quotation');
  if (isCut(source, target, usual)) faults.add('cut');
  if (!glossary.every(({ term, translation }) => !holds(source, term) || holds(target, translation)))
    faults.add('glossary');
  return [...faults];
}

const LINK = /\b(?:https?:\/\/|www\.)\S+/giu;

/** Whether every address of a line stands in its source. */
function isHeld(source: string, target: string): boolean {
  return Array.from(target.matchAll(LINK)).every(([link]) => source.includes(link));
}

/** `text` held against `evidence` as a point against its evidence. */
function compare(text: string, language: string, evidence: string, evidenceLanguage: string): string | undefined {
  const article = pseudoArticle(evidence, evidenceLanguage);
  const checked = checkPoint({ text, evidence: [{ paragraph: 1, quote: evidence.trim() }] }, article, language);
  return checked.held ? undefined : checked.fault;
}

function pseudoArticle(text: string, language: string): Article {
  return {
    id: '',
    seq: 0,
    revision: 0,
    title: '',
    language,
    outlet: null,
    url: null,
    publishedAt: null,
    publishedOn: null,
    inferred: [],
    ...NO_ORIGIN,
    storedAt: 0,
    body: [{ kind: 'paragraph', n: 1, text }],
  };
}

function isCut(source: string, target: string, usual: number): boolean {
  if (FINAL.test(source) && !FINAL.test(target) && /[\p{L},;:-]$/u.test(target)) return true;
  return usual > 0 && source.length >= MIN_COMPARED_CHARS && target.length / source.length < CUT_RATIO * usual;
}

function holds(text: string, term: string): boolean {
  return text.toLocaleLowerCase().includes(term.toLocaleLowerCase());
}
