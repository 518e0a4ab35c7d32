import { monthOf } from '../dates/month-names.ts';
import { figuresOffset, namedOffset } from '../dates/zones.ts';

/** An instant where the page says the hour and the zone, else the calendar day alone. */
export type PageDate = { at: number | null; on: string };

export type DateContext = {
  /** Epoch milliseconds: what lies over a day ahead was not published. */
  now: number;
  /** BCP 47; decides between month names that languages share. */
  language: string | null;
};

const DAY_MS = 86_400_000;
const FIRST_YEAR = 1900;
const ISO =
  /(?<![\d.])(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ,]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$/;
const YEAR_FIRST = /(?<![\d/.])(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?![\d/])/;
const EAST_ASIAN = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/;
const DAY_MONTH_YEAR =
  /(?<!\d)(\d{1,2})(?:\.|er|º|°|st|nd|rd|th)?(?:\s+of|\s+de|\s+d['’])?[\s-]{1,3}(\p{L}{3,15})\.?,?(?:\s+de[l]?)?[\s,-]{1,3}(\d{4})(?!\d)/iu;
const MONTH_DAY_YEAR = /(\p{L}{3,15})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(\d{4})(?!\d)/iu;
const DOTTED = /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?![\d.])/;
const SLASHED = /(?<![\d/])(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?![\d/])/;
const CLOCK =
  /(?<!\d)(\d{1,2})[:h](\d{2})(?::(\d{2}))?\s*(a\.?m\.?|p\.?m\.?)?\s*(?:\(?(Z|[A-Z]{2,4}|[+-]\d{2}:?\d{2})\b)?/i;

/** The first date in a text: an ISO date, a date in words, or in figures whose order is certain. Null for none and impossible ones. */
export function readDate(text: string, context: DateContext): PageDate | null {
  const line = text.slice(0, 300).trim();
  return readIso(line, context) ?? readWords(line, context) ?? readEpoch(line, context);
}

/** The day in an address such as /2021/05/31/title or /20210531-title. Null where there is none. */
export function readAddressDate(url: string, context: DateContext): PageDate | null {
  const path = /^https?:\/\/[^/]+(\/[^?#]*)/.exec(url)?.[1] ?? '';
  const parts =
    /\/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)/.exec(path) ??
    /[/-]((?:19|20)\d{2})(\d{2})(\d{2})(?:[/._-]|$)/.exec(path);
  if (parts) return compose({ year: parts[1], month: parts[2], day: parts[3] }, context);
  const named = /\/((?:19|20)\d{2})\/([a-z]{3})\/(\d{1,2})\//.exec(path);
  const month = named && monthOf(named[2] ?? '', 'en');
  return named && month ? compose({ year: named[1], month: String(month), day: named[3] }, context) : null;
}

type Parts = {
  year: string | undefined;
  month: string | undefined;
  day: string | undefined;
  hour?: string | undefined;
  minute?: string | undefined;
  second?: string | undefined;
  zone?: string | undefined;
};

function readIso(line: string, context: DateContext): PageDate | null {
  const match = ISO.exec(line) ?? COMPACT.exec(line);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, zone] = match;
  return compose({ year, month, day, hour, minute, second, zone }, context);
}

function readWords(line: string, context: DateContext): PageDate | null {
  const found = findDay(line, context.language);
  if (!found) return null;
  const clock = CLOCK.exec(line.slice(found.end)) ?? CLOCK.exec(line.slice(0, found.start));
  if (!clock) return compose(found, context);
  const [, hour, minute, second, half, zone] = clock;
  return compose({ ...found, hour: toHour(hour, half), minute, second, zone }, context) ?? compose(found, context);
}

type Found = Parts & { start: number; end: number };

function findDay(line: string, language: string | null): Found | null {
  const at = (match: RegExpExecArray) => ({ start: match.index, end: match.index + match[0].length });
  const east = EAST_ASIAN.exec(line) ?? YEAR_FIRST.exec(line);
  if (east) return { year: east[1], month: east[2], day: east[3], ...at(east) };
  const words = DAY_MONTH_YEAR.exec(line);
  const wordsMonth = words && monthOf(words[2] ?? '', language);
  if (words && wordsMonth) return { year: words[3], month: String(wordsMonth), day: words[1], ...at(words) };
  const american = MONTH_DAY_YEAR.exec(line);
  const americanMonth = american && monthOf(american[1] ?? '', language);
  if (american && americanMonth)
    return { year: american[3], month: String(americanMonth), day: american[2], ...at(american) };
  const dotted = DOTTED.exec(line);
  if (dotted) return { year: dotted[3], month: dotted[2], day: dotted[1], ...at(dotted) };
  const slashed = SLASHED.exec(line);
  return slashed ? readSlashed(slashed, language, at(slashed)) : null;
}

/** 31/05/2021 has one reading; 05/06/2021 has one where the page's language writes the day first everywhere. */
function readSlashed(
  match: RegExpExecArray,
  language: string | null,
  at: { start: number; end: number },
): Found | null {
  const [, a = '', b = '', year] = match;
  const tag = (language ?? 'en').toLowerCase();
  const dayFirst =
    Number(a) > 12 ||
    (!/^(?:en|zh|ja|ko|hu|lt|sv|fil)(?:-|$)/.test(tag) && Number(b) <= 12) ||
    /^en-(?:gb|ie|au|nz|in|za)$/.test(tag);
  if (dayFirst) return { year, month: b, day: a, ...at };
  const monthFirst = Number(b) > 12 || tag === 'en-us';
  return monthFirst ? { year, month: a, day: b, ...at } : null;
}

function toHour(hour: string | undefined, half: string | undefined): string | undefined {
  if (half === undefined || hour === undefined) return hour;
  const twelve = Number(hour) % 12;
  return String(/^p/i.test(half) ? twelve + 12 : twelve);
}

function readEpoch(line: string, context: DateContext): PageDate | null {
  if (!/^\d{10}(?:\d{3})?$/.test(line)) return null;
  const at = Number(line) * (line.length === 10 ? 1000 : 1);
  return at > context.now + DAY_MS ? null : { at, on: new Date(at).toISOString().slice(0, 10) };
}

function compose(parts: Parts, { now }: DateContext): PageDate | null {
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= FIRST_YEAR;
  if (!isReal || midnight > now + DAY_MS) return null;
  const on = date.toISOString().slice(0, 10);
  const offset = offsetOf(parts.zone);
  if (parts.hour === undefined || offset === null) return { at: null, on };
  const [hour, minute, second] = [Number(parts.hour), Number(parts.minute), Number(parts.second ?? 0)];
  if (hour > 23 || minute > 59 || second > 60) return { at: null, on };
  const at = midnight + ((hour * 60 + minute - offset) * 60 + second) * 1000;
  return at > now + DAY_MS ? null : { at, on };
}

/** Minutes east of Greenwich; null for none and an unknown one. */
function offsetOf(zone: string | undefined): number | null {
  return zone === undefined ? null : (figuresOffset(zone) ?? namedOffset(zone));
}
