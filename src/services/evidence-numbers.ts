import { collectMonths } from './evidence-dates.ts';
import { toAsciiDigits } from './evidence-text.ts';
import { baseLanguage } from './languages.ts';

/**
 * A number as it may be meant: "1.234" is 1234 or 1.234, by country. Two numbers agree when they share a reading.
 */
export type NumberSeen = { text: string; readings: readonly number[] };

/** Digits with their separators; blanks and apostrophes only as thousands. */
const NUMBER = /\d{1,3}(?:[ '’\u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*/gu;

type Scales = readonly (readonly [pattern: RegExp, factor: number])[];
/** The word after a number that multiplies it. "billion" differs by language, so only languages in this table are compared by size. */
const SCALES: Readonly<Record<string, Scales>> = {
  en: scales('thousand', 'million|mln', 'billion|bn', 'trillion|trn'),
  fr: scales('mille|milliers?', 'millions?', 'milliards?|mds?', 'billions?'),
  de: scales('tausend', 'million(?:en)?|mio\\.?', 'milliarden?|mrd\\.?', 'billionen?'),
  es: scales('mil(?! millones)', 'millones|millón', 'mil millones', 'billones|billón'),
  it: scales('mila', 'milion[ei]|mln', 'miliard[oi]', 'bilion[ei]|mila miliardi'),
  pt: scales('mil(?! milhões)', 'milh(?:ões|ão)', 'mil milhões|bilhões|bilhão', 'trilhões|biliões'),
  nl: scales('duizend', 'miljoen|mln', 'miljard(?:en)?', 'biljoen'),
  pl: scales('tys\\.?|tysi[ąę]c[ye]?', 'mln|milion(?:y|ów)?', 'mld|miliard(?:y|ów)?', 'bln|bilion(?:y|ów)?'),
  ru: scales('тыс\\.?|тысяч[аи]?', 'млн|миллион(?:а|ов)?', 'млрд|миллиард(?:а|ов)?', 'трлн|триллион(?:а|ов)?'),
  uk: scales('тис\\.?|тисяч[аі]?', 'млн|мільйон(?:а|и|ів)?', 'млрд|мільярд(?:а|и|ів)?', 'трлн|трильйон(?:а|и|ів)?'),
};

function scales(thousand: string, million: string, milliard: string, billion: string): Scales {
  // The longest first: Spanish "mil millones" begins with "mil".
  const after = (words: string) => new RegExp(String.raw`^[\s\u00a0\u202f-]*(?:${words})(?![\p{L}])`, 'iu');
  return [
    [after(billion), 1e12],
    [after(milliard), 1e9],
    [after(million), 1e6],
    [after(thousand), 1e3],
  ];
}

/** Small numbers in words, so that "deux" supports "2". */
const NUMBER_WORDS: Readonly<Record<string, string>> = {
  en: 'zero one two three four five six seven eight nine ten eleven twelve',
  fr: 'zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze',
  de: 'null ein|eine|eins|einen|einem|einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
  es: 'cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce',
  it: 'zero un|uno|una due tre quattro cinque sei sette otto nove dieci undici dodici',
  pt: 'zero um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze',
  nl: 'nul een|één twee drie vier vijf zes zeven acht negen tien elf twaalf',
};

/** The numbers written in digits in a text, months named beside a number included ("31 May" holds 31 and 5). */
export function findNumbers(text: string, language: string, comparable: boolean): readonly NumberSeen[] {
  const ascii = toAsciiDigits(text);
  const digits = Array.from(ascii.matchAll(NUMBER), (match): NumberSeen => {
    const rest = ascii.slice(match.index + match[0].length);
    const factor = comparable ? scaleOf(rest, language) : 1;
    return { text: match[0], readings: readNumber(match[0]).map((value) => value * factor) };
  });
  return splitPoints(digits);
}

/** Every value that a text may be read to hold, in digits or small number words, and the months that it names. */
export function collectValues(text: string, language: string, comparable: boolean): ReadonlySet<number> {
  const values = new Set(findNumbers(text, language, comparable).flatMap((number) => number.readings));
  for (const month of collectMonths(text, language)) values.add(month);
  const words = NUMBER_WORDS[baseLanguage(language)]?.split(' ') ?? [];
  const said = new Set(text.toLowerCase().match(/\p{L}+/gu) ?? []);
  words.forEach((forms, value) => {
    if (forms.split('|').some((form) => said.has(form))) values.add(value);
  });
  return values;
}

/** Whether both languages have scale words here: only then is "2 milliards" held against "2 billion". */
export function areScalesKnown(one: string, other: string): boolean {
  return baseLanguage(one) in SCALES && baseLanguage(other) in SCALES;
}

function scaleOf(rest: string, language: string): number {
  const found = SCALES[baseLanguage(language)]?.find(([pattern]) => pattern.test(rest));
  return found?.[1] ?? 1;
}

/** "31.05.2021" and "1.2.3" are several numbers, not one. */
function splitPoints(numbers: readonly NumberSeen[]): readonly NumberSeen[] {
  return numbers.flatMap((number) =>
    number.readings.length > 0
      ? [number]
      : number.text.split(/[^\d]/).map((text) => ({ text, readings: [Number(text)] })),
  );
}

/** What digits with separators may mean: none where they are a date or a version ("31.05.2021"), two where the country decides ("1.234"). */
export function readNumber(text: string): readonly number[] {
  const readings = new Set<number>();
  const plain = text.replace(/[ '’\u00a0\u202f\u2009]/gu, '');
  const marks = plain.match(/[.,]/g) ?? [];
  const last = marks.at(-1) ?? '';
  if (marks.length === 0) readings.add(Number(plain));
  // One mark, or another one for the thousands before it: it may be the decimal mark.
  if (marks.length > 0 && marks.filter((mark) => mark === last).length === 1) {
    const whole = plain.slice(0, plain.lastIndexOf(last));
    const fraction = plain.slice(plain.lastIndexOf(last) + 1);
    if (!/[.,]/.test(whole) || /^\d{1,3}([.,]\d{3})+$/.test(whole))
      readings.add(Number(`${whole.replace(/[.,]/g, '')}.${fraction}`));
  }
  if (/^\d{1,3}([.,])\d{3}(?:\1\d{3})*$/.test(plain)) readings.add(Number(plain.replace(/[.,]/g, '')));
  return [...readings];
}
