import { collectMonths, findMonths, findWeekdays, areWeekdaysKnown } from '../evidence-dates.ts';
import { areScalesKnown, collectValues, findNumbers } from '../evidence-numbers.ts';
import type { Finding } from './findings.ts';
import { collectSaidValues, findSaidNumbers } from './number-words.ts';
import { type Token, tokenize } from './tokens.ts';

/** What a source holds of numbers and dates. */
export type Facts = {
  language: string;
  values: ReadonlySet<number>;
  /** By size, since 2.1 million times a factor is not exact, and a rounded number is looked for. */
  sorted: readonly number[];
  months: ReadonlySet<number>;
  weekdays: ReadonlySet<number>;
};

/** Reads the numbers, months and weekdays of texts in one language. `reader` is the language of what will be held against them. */
export function readFacts(texts: readonly string[], language: string, reader: string): Facts {
  const text = texts.join('\n');
  const comparable = areScalesKnown(language, reader);
  const values = new Set(collectValues(text, language, comparable));
  for (const one of texts) for (const value of collectSaidValues(tokenize(one), language)) values.add(value);
  for (const value of [...collectHours(text), ...collectSpaced(text)]) values.add(value);
  return {
    language,
    values,
    sorted: [...values].toSorted((a, b) => a - b),
    months: collectMonths(text, language),
    weekdays: findWeekdays(text, language),
  };
}

/** Hours on the other clock: 18 for "6 p.m.", 6 for "18 Uhr". */
function collectHours(text: string): readonly number[] {
  const later = Array.from(
    text.matchAll(/(?<!\d)(1[3-9]|2[0-3])(?=\s*(?:[:hH.]\s?\d{2}|h\b|Uhr|heures?|horas|часов))/g),
    ([hour]) => Number(hour) - 12,
  );
  const noon = Array.from(
    text.matchAll(/(?<!\d)(\d{1,2})(?=(?:[:.]\d{2})?\s*p\.?\s?m\b)/gi),
    ([hour]) => Number(hour) + 12,
  );
  return [...later, ...noon];
}

/** "10, 000" and "1. 3", as texts cut into words have them: read as one number too. */
function collectSpaced(text: string): readonly number[] {
  return Array.from(text.matchAll(/(?<![\d.,])(\d{1,3}(?:, \d{3})+(?!\d)|\d+\. \d+)/g), ([spaced]) =>
    Number(spaced.replace(/, /g, '').replace('. ', '.')),
  );
}

/** Numbers, months and weekdays of a text that its source lacks. */
export function checkFacts(text: string, tokens: readonly Token[], language: string, facts: Facts): readonly Finding[] {
  const findings: Finding[] = [];
  const comparable = areScalesKnown(facts.language, language);
  for (const { text: number, readings } of findNumbers(text, language, comparable))
    if (!readings.some((value) => hasValue(facts, value) || isRounded(number, value, facts, text)))
      findings.push({ type: 'number', hard: true, text: number });
  for (const { text: words, value } of findSaidNumbers(tokens, language))
    if (!hasValue(facts, value)) findings.push({ type: 'number', hard: true, text: words });
  for (const month of findMonths(text, language))
    if (!facts.months.has(month)) findings.push({ type: 'date', hard: true, text: nameMonth(month, language) });
  if (areWeekdaysKnown(facts.language, language))
    for (const day of findWeekdays(text, language))
      if (!facts.weekdays.has(day)) findings.push({ type: 'date', hard: true, text: nameWeekday(day, language) });
  return findings;
}

function hasValue({ values, sorted }: Facts, value: number): boolean {
  if (values.has(value)) return true;
  const near = sorted[lowerBound(sorted, value * (1 - 1e-9))];
  return near !== undefined && Math.abs(near - value) <= Math.abs(value) * 1e-9;
}

const HEDGES =
  /(?:environ|près d|quelque|autour d|plus d|moins d|presque|about|around|nearly|almost|some|roughly|approximately|more than|less than|over|under|up to|at least|rund|etwa|fast|knapp|mehr als|über|gut|cerca d|casi|unos|unas|alrededor|más d|menos d|circa|quasi|oltre|più d)\D{0,12}$/iu;

/** "61.8 million" is said as "62 million" without a word. */
const SCALED = /^[\s\u00a0\u202f]*(?:m(?:illi|ld|io|rd|ln|d)|bill?i|bn|trill|млн|млрд)/iu;

/** "Nearly 900" for 897: a number with fewer figures than the source's, in a text that says that it rounds. */
function isRounded(number: string, value: number, { sorted }: Facts, text: string): boolean {
  if (value < 20 || (value > 1900 && value < 2100)) return false;
  const figures = countFigures(value);
  const hedged = HEDGES.test(text.slice(0, Math.max(0, text.indexOf(number))).slice(-32));
  if (!hedged && !SCALED.test(text.slice(text.indexOf(number) + number.length))) return false;
  for (let i = lowerBound(sorted, value * 0.9); i < sorted.length; i++) {
    const held = sorted[i] ?? 0;
    if (held > value * 1.1) return false;
    if (countFigures(held) > figures && Number(held.toPrecision(figures)) === value) return true;
    if (hedged && figures <= 2 && countFigures(held) > figures && Math.abs(held - value) <= 0.05 * value) return true;
  }
  return false;
}

function countFigures(value: number): number {
  return String(value).replace(/\D/g, '').replace(/^0+/, '').replace(/0+$/, '').length;
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nameMonth(month: number, language: string): string {
  return new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2021, month - 1, 15));
}

function nameWeekday(day: number, language: string): string {
  // 4 January 2021 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2021, 0, 3 + day));
}
