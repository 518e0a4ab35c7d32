import { dayStart, fullYear, isoDay } from './calendar-day.ts';
import { findCalendarDay } from './feed-day.ts';
import { figuresOffset, namedOffset, regionOffset } from './zones.ts';

/** An instant (epoch milliseconds) and its day; the day alone where no hour is given or its zone is unknown. */
export type FeedDate = { at: number | null; on: string };

export type FeedDateContext = {
  /** Epoch milliseconds: what lies over a day ahead was not published. */
  now: number;
  /** BCP 47; decides between month names that languages share, and the order of day and month in figures. */
  language: string | null;
};

const DAY_MS = 86_400_000;
const MAX_CHARS = 100;

const ISO =
  /^(\d{4})-0?(\d{1,2})-(\d{1,2})[Tt ]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?([Zz]|[+-]\d{2}:?\d{2}|[+-]\d{2})?Z?$/;
const RFC822 =
  /^(?:[A-Za-z]{2,9}\.?,? )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}|\d{2}) (\d{1,2}):(\d{2})(?::(\d{2}))? ?([+-]\d{4}|[A-Z]{1,5})$/;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const COMPACT = /^(\d{4})(\d{2})(\d{2})[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?(Z|[+-]\d{2}:?\d{2})?$/;
const HALF = 'a\\.?m\\.?|p\\.?m\\.?';
const EAST_HALF = '오전|오후|午前|午後|上午|下午';
const CLOCK = new RegExp(
  `(?<![\\d:+-])(?:(${EAST_HALF})\\s?)?(\\d{1,2})(?::|h)(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?(?![\\d:])\\s?(${HALF})?(?!\\p{L}\\p{L}\\p{L})`,
  'iu',
);
const OFFSET = /^\s?(?:UTC|GMT|UT|Z)?\s?([+-]\d{1,2}:?\d{2}|[+-]\d{1,2})(?![\d:])(?:\s?[A-Z]{1,5}(?![A-Za-z]))?/;
const ZONE_NAME = /^\s?(\p{L}+(?:\/[\w+-]+){0,2})(?![\p{L}\d:])/u;
/** Words that only go with an hour. */
const HOUR_WORDS = /^\s?(?:Uhr|hrs?|h|ч|น)\.?(?![\p{L}\d])/u;

/**
 * The date of a feed's item, of which every part must be understood: RFC 822 and ISO 8601 with what is written for them in the
 * wild (names in other languages, years of two figures, seconds since 1970). Without a zone an hour is in UTC. Null for
 * anything else, days that do not exist and the future. The process's own time zone plays no part.
 */
export function readFeedDate(raw: string, context: FeedDateContext): FeedDate | null {
  const date = readAnyDate(raw, context.language);
  // The very start of 1970 is what programs write for no date.
  return date && date.at !== 0 && !isFuture(date, context.now) ? date : null;
}

/** Whether a text is a date in the future, by which nothing can have been published. */
export function isFutureDate(raw: string, context: FeedDateContext): boolean {
  const date = readAnyDate(raw, context.language);
  return date !== null && isFuture(date, context.now);
}

function isFuture({ at, on }: FeedDate, now: number): boolean {
  return (at ?? Date.parse(on)) > now + DAY_MS;
}

function readAnyDate(raw: string, language: string | null): FeedDate | null {
  if (raw.length > MAX_CHARS * 2) return null;
  const line = raw
    .normalize('NFKC')
    .replace(/\([^()]*\)|\[[^[\]]*\]$|[\u200b-\u200f\ufeff]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (line === '' || line.length > MAX_CHARS) return null;
  return readIso(line) ?? readRfc822(line) ?? readEpoch(line) ?? readDay(line) ?? readWritten(line, language);
}

type Clock = {
  hour: string | undefined;
  minute: string | undefined;
  second?: string | undefined;
  fraction?: string | undefined;
  half?: string | undefined;
};

function readIso(line: string): FeedDate | null {
  const match = ISO.exec(line);
  const [, year = '', month, day, hour, minute, second, fraction, zone] = match ?? compactOf(line) ?? [];
  if (hour === undefined) return null;
  const midnight = dayStart(Number(year), Number(month), Number(day));
  if (midnight === null) return null;
  const isKnown = zone === undefined || /^z$/i.test(zone);
  return place(midnight, { hour, minute, second, fraction }, isKnown ? 0 : (figuresOffset(zone) ?? 'none'));
}

/** What most feeds write. */
function readRfc822(line: string): FeedDate | null {
  const match = RFC822.exec(line);
  if (!match) return null;
  const [, day, month = '', year = '', hour, minute, second, zone = ''] = match;
  const midnight = dayStart(fullYear(year) ?? 0, MONTHS.indexOf(month) + 1, Number(day));
  return midnight === null
    ? null
    : place(midnight, { hour, minute, second }, offsetOf(zone, midnight + Number(hour) * 3_600_000));
}

function compactOf(line: string): readonly (string | undefined)[] | null {
  const match = COMPACT.exec(line);
  return match && [...match.slice(0, 7), undefined, match[7]];
}

/** Seconds or milliseconds since 1970, from 1973 on. */
function readEpoch(line: string): FeedDate | null {
  if (!/^\d{9,10}(?:\.\d{1,9})?$|^\d{12,13}$/.test(line)) return null;
  const at = Math.round(Number(line) * (/^\d{12,13}$/.test(line) ? 1 : 1000));
  return { at, on: isoDay(at) };
}

/** ISO 8601 without an hour: whole, by the day of the year, and shortened (a year or month is its first day). */
function readDay(line: string): FeedDate | null {
  const short = /^(\d{4})(?:-(\d{2}))?$/.exec(line) ?? /^-(\d{2})-?(\d{2})$/.exec(line);
  if (short) return dayOf(fullYear(short[1] ?? ''), Number(short[2] ?? 1), 1);
  const plain = /^(\d{4})(\d{2})(\d{2})$/.exec(line) ?? /^(\d{2})(\d{2})(\d{2})$/.exec(line);
  if (plain) return dayOf(fullYear(plain[1] ?? ''), Number(plain[2]), Number(plain[3]));
  const ordinal = /^(\d{4})-?(\d{3})$/.exec(line);
  if (!ordinal) return null;
  const first = dayStart(Number(ordinal[1]), 1, 1);
  const at = first === null ? null : first + (Number(ordinal[2]) - 1) * DAY_MS;
  return at !== null && isoDay(at).startsWith(ordinal[1] ?? '') ? { at: null, on: isoDay(at) } : null;
}

function dayOf(year: number | null, month: number, day: number): FeedDate | null {
  const midnight = year === null ? null : dayStart(year, month, day);
  return midnight === null ? null : { at: null, on: isoDay(midnight) };
}

function readWritten(line: string, language: string | null): FeedDate | null {
  const clock = CLOCK.exec(line);
  if (!clock) return toDay(findCalendarDay(line, language));
  const [all, east, hour, minute, second, half] = clock;
  const tail = line.slice(clock.index + all.length);
  const { zone, rest } = splitZone(tail);
  const before = line.slice(0, clock.index).replace(/(?<=\d)T$/i, ' ');
  const midnight = findCalendarDay(`${before} ${rest}`.trim(), language);
  if (midnight === null) return null;
  const wanted = { hour, minute, second, half: half ?? (east === undefined ? undefined : eastHalf(east)) };
  // Korea has one time zone, and programs that write dates in Korean leave it out.
  const unnamed = /[년오]/u.test(line) ? 540 : 0;
  return place(midnight, wanted, zone === null ? unnamed : offsetOf(zone, midnight + Number(hour) * 3_600_000));
}

function toDay(midnight: number | null): FeedDate | null {
  return midnight === null ? null : { at: null, on: isoDay(midnight) };
}

function eastHalf(word: string): string {
  return /[후後下]/u.test(word) ? 'pm' : 'am';
}

/** What stands behind the hour: its zone, and the rest of the date. */
function splitZone(tail: string): { zone: string | null; rest: string } {
  const bare = tail.replace(HOUR_WORDS, '');
  const offset = OFFSET.exec(bare);
  if (offset) return { zone: offset[1] ?? null, rest: bare.slice(offset[0].length) };
  const name = ZONE_NAME.exec(bare);
  const [all, word = ''] = name ?? [''];
  const rest = bare.slice(all.length);
  const isZone = namedOffset(word) !== null || regionOffset(word, 0) !== null;
  // A name of capitals with nothing or a year behind it can be nothing else, known or not.
  if (isZone || (/^[A-Z]{3,5}$/.test(word) && /^\s?(?:\d{4})?$/.test(rest))) return { zone: word, rest };
  return { zone: null, rest: bare };
}

function offsetOf(zone: string, wall: number): number | 'unknown' | 'none' {
  if (/^[+-]/.test(zone)) return figuresOffset(zone) ?? 'none';
  return namedOffset(zone) ?? regionOffset(zone, wall) ?? 'unknown';
}

/** The instant of an hour on a day. `unknown`: the zone has a name that says nothing; `none`: there is no such offset. */
function place(midnight: number, clock: Clock, offset: number | 'unknown' | 'none'): FeedDate | null {
  const [minute, second] = [Number(clock.minute), Number(clock.second ?? 0)];
  const hour = hourOf(Number(clock.hour), clock.half);
  const isWhole = hour === 24 && minute === 0 && second === 0;
  if (hour === null || (hour > 23 && !isWhole) || minute > 59 || second > 60 || offset === 'none') return null;
  if (offset === 'unknown') return { at: null, on: isoDay(midnight) };
  const fraction = clock.fraction === undefined ? 0 : Math.trunc(Number(`0.${clock.fraction}`) * 1000);
  const at = midnight + ((hour * 60 + minute - offset) * 60 + second) * 1000 + fraction;
  return { at, on: isoDay(at) };
}

function hourOf(hour: number, half: string | undefined): number | null {
  // 15:30 PM is written by programs that mean 15:30.
  if (half === undefined || hour > 12) return hour;
  return /^p/i.test(half) ? (hour % 12) + 12 : hour % 12;
}
