import { toAsciiDigits } from './evidence-text.ts';
import { baseLanguage } from './languages.ts';

const monthForms = new Map<string, ReadonlyMap<string, number>>();
const BESIDE_NUMBER =
  /(?<=\d(?:er|st|nd|rd|th|\.|º)?[\s\u00a0\u202f]+(?:de\s+|of\s+)?)\p{L}{3,}\.?|(?<!\p{L})\p{L}{3,}\.?(?=[\s\u00a0\u202f]+(?:de\s+)?\d)/giu;
const ANY_WORD = /(?<!\p{L})\p{L}{3,}\.?/gu;
/** Months that are other words too, as they are then written: the verbs at the start of a sentence, the planet. */
const OTHER_WORDS: Readonly<Record<string, RegExp>> = {
  en: /^(?:may|march)$/,
  fr: /^Mars$/,
};

/** The months that a text names, 1 to 12. A word that has another meaning counts only beside a number. */
export function findMonths(text: string, language: string): ReadonlySet<number> {
  const ascii = toAsciiDigits(text);
  const beside = Array.from(ascii.matchAll(BESIDE_NUMBER), ([word]) => word);
  const others = OTHER_WORDS[baseLanguage(language)];
  const sure = Array.from(ascii.matchAll(ANY_WORD)).flatMap(([word], i) => {
    const opensSentence = i === 0 && /^(?:May|March)(?!\p{L})/u.test(word);
    const isOther = others?.test(word.replace(/\.$/, '')) ?? false;
    return isOther || opensSentence || !isLongMonth(word, language) ? [] : [word];
  });
  return new Set([...beside, ...sure].flatMap((word) => numberOfMonth(word, language)));
}

/** The month that a word names, as a list of one or none. */
function numberOfMonth(word: string, language: string): readonly number[] {
  const forms = monthsOf(language);
  const number = forms.get(word.toLowerCase()) ?? forms.get(withoutPoint(word));
  return number === undefined ? [] : [number];
}

/** Every month that a text may be read to hold: named in whatever way, in digits as in "5月", or inside a date of digits. */
export function collectMonths(text: string, language: string): ReadonlySet<number> {
  const ascii = toAsciiDigits(text);
  const named = Array.from(ascii.matchAll(ANY_WORD)).flatMap(([word]) => numberOfMonth(word, language));
  const counted = Array.from(ascii.matchAll(/(\d{1,2})\s*[月월]/gu), ([, month]) => Number(month));
  const dated = Array.from(ascii.matchAll(/(?<!\d)(\d{1,4})[./-](\d{1,2})[./-]\d{1,4}(?!\d)/g)).flatMap(
    ([, first, second]) => [Number(first), Number(second)],
  );
  return new Set([...named, ...counted, ...dated].filter((month) => month <= 12));
}

function withoutPoint(word: string): string {
  return word.toLowerCase().replace(/\.$/, '');
}

/** Whether a word is a whole month's name: "sept" is a number too, "mar" and "dec" are anything. */
function isLongMonth(word: string, language: string): boolean {
  return longMonthsOf(language).has(withoutPoint(word));
}

const longForms = new Map<string, ReadonlySet<string>>();

function longMonthsOf(language: string): ReadonlySet<string> {
  const known = longForms.get(language);
  if (known) return known;
  const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC', calendar: 'gregory' });
  const names = Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2021, month, 15)).toLowerCase());
  const set = new Set(names);
  longForms.set(language, set);
  return set;
}

/** Month names of a language as they stand alone, after a day, and shortened. */
function monthsOf(language: string): ReadonlyMap<string, number> {
  const known = monthForms.get(language);
  if (known) return known;
  const forms = new Map<string, number>();
  const options: Intl.DateTimeFormatOptions[] = [
    { month: 'long' },
    { month: 'long', day: 'numeric' },
    { month: 'short' },
  ];
  for (const option of options) {
    const format = new Intl.DateTimeFormat(language, { ...option, timeZone: 'UTC', calendar: 'gregory' });
    for (let month = 1; month <= 12; month++) {
      const part = format.formatToParts(Date.UTC(2021, month - 1, 15)).find(({ type }) => type === 'month');
      const name = part?.value.toLowerCase() ?? '';
      if (/^\p{L}{3,}\.?$/u.test(name)) forms.set(name, month);
    }
  }
  monthForms.set(language, forms);
  return forms;
}

/** ISO weekdays that a text names in full. Only languages that do not inflect them. */
export function findWeekdays(text: string, language: string): ReadonlySet<number> {
  const words = new Set(text.toLowerCase().match(/[\p{L}-]+/gu) ?? []);
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  // 4 January 2021 was a Monday.
  const named = [1, 2, 3, 4, 5, 6, 7].filter((day) =>
    words.has(format.format(Date.UTC(2021, 0, 3 + day)).toLowerCase()),
  );
  return new Set(named);
}

const PLAIN_WEEKDAYS = new Set(['en', 'fr', 'de', 'es', 'it', 'nl', 'pt']);

/** Whether weekdays can be compared between two languages. */
export function areWeekdaysKnown(one: string, other: string): boolean {
  return PLAIN_WEEKDAYS.has(baseLanguage(one)) && PLAIN_WEEKDAYS.has(baseLanguage(other));
}
