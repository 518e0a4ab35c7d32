import { dayStart, fullYear } from './calendar-day.ts';
import { monthOfStart } from './month-names.ts';

const ORDINAL = /(\d)(?:st|nd|rd|th|er|re|º|ª|°|o(?=\s))(?![\p{L}\d])/giu;
/** Words between the parts of a date. */
const FILLERS =
  /(?<![\p{L}\d])(?:at|of|the|on|de|del|las|di|le|à|a|às|um|am|om|den|der|kl|alle|ore|o|в|г|года|r|roku)\.?(?![\p{L}\d])/giu;
const WORD = /\p{L}[\p{L}\p{M}]*\.?/gu;
/** The name of a day of the week, whatever the language: what stands first. */
const FIRST_WORDS = /^([\p{L}\p{M}'’-]+(?: [\p{L}\p{M}'’-]+)?)\.?,? ?(?=[\p{L}\d])/u;
const FIGURES = /^(\d{1,4})\s?([-/. ])\s?(\d{1,3})\s?[-/. ]\s?(\d{1,4})\.?$/;

/**
 * Midnight UTC of the day that a text is, all of it: in words of any language, or in figures (the language decides on 3/4/2021;
 * without one, the month is first, as in most programs). Null for anything else.
 */
export function findCalendarDay(text: string, language: string | null): number | null {
  const plain = text
    .replace(/(\d)\s?[年년月월]\s?/gu, '$1-')
    .replace(/(\d)\s?[日일]/gu, '$1')
    .replace(ORDINAL, '$1')
    .replace(/^[\s,;|–—-]+|[\s,;|–—-]+$/gu, '');
  return readParts(plain, language) ?? readParts(withoutWeekday(plain, language), language);
}

/** The first word goes, unless it is the only month. */
function withoutWeekday(text: string, language: string | null): string {
  const match = FIRST_WORDS.exec(text);
  const first = match?.[1]?.split(' ')[0] ?? '';
  const rest = text.slice(/^[\p{L}\p{M}'’-]+\.?,? ?/u.exec(text)?.[0].length ?? 0);
  const isMonth = monthOfStart(first, language) !== null;
  const hasOther = [...rest.matchAll(WORD)].some(([word]) => monthOfStart(word, language) !== null);
  if (isMonth && !hasOther) return text;
  // Two words before a comma: segunda feira, thứ hai.
  const two = /^[\p{L}\p{M}'’-]+ [\p{L}\p{M}'’-]+, ?(?=\d)/u.exec(text);
  return (two && !hasOther ? text.slice(two[0].length) : rest).replace(/^[\s,–—-]+/u, '');
}

function readParts(text: string, language: string | null): number | null {
  const line = text
    .replace(FILLERS, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,–—-]+|[\s,.–—-]+$/gu, '');
  const words = line.match(WORD) ?? [];
  if (words.length === 0) return readFigures(line, language);
  const [word = ''] = words;
  const month = words.length === 1 ? monthOfStart(word, language) : null;
  if (month === null) return null;
  const numbers = /^(\d{0,4})[\s,./-]*(?:\p{L}[\p{L}\p{M}]*\.?)[\s,./-]*(\d{1,4})(?:[\s,./-]+(\d{2,4}))?$/u.exec(line);
  if (!numbers) return null;
  const figures = numbers.slice(1).filter((part) => part !== undefined && part !== '');
  const [a = '', b = ''] = figures;
  if (figures.length !== 2) return null;
  const [year, day] = a.length === 4 ? [a, b] : [b, a];
  return toDay(year, month, day);
}

function readFigures(line: string, language: string | null): number | null {
  const match = FIGURES.exec(line);
  if (!match) return null;
  const [, a = '', sign, b = '', c = ''] = match;
  if (a.length === 4 || (a.length === 2 && c.length === 2 && sign === '-')) return toDay(a, Number(b), c);
  const isDayFirst = Number(a) > 12 || (Number(b) <= 12 && (sign !== '/' || isDayFirstIn(language)));
  return isDayFirst ? toDay(c, Number(b), a) : toDay(c, Number(a), b);
}

function isDayFirstIn(language: string | null): boolean {
  const tag = language?.toLowerCase() ?? 'en';
  return /^en-(?:gb|ie|au|nz|in|za)$/.test(tag) || !/^(?:en|zh|ja|ko|fil)(?:-|$)/.test(tag);
}

function toDay(year: string, month: number, day: string): number | null {
  const full = fullYear(year);
  return full === null || day.length > 2 ? null : dayStart(full, month, Number(day));
}
