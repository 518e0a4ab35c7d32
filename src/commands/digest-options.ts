import { UserError } from '../errors.ts';
import type { Digest } from '../services/digests/digests.ts';
import { searchZones } from '../services/zones.ts';
import type { Ask, Choice } from './command.ts';
import { languageName } from './language-option.ts';
import { dateFormat, grammarOf } from '../words/formats.ts';
import { type Locale, LOCALES, wordsFor } from '../words/words.ts';

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;
const WEEKDAYS = [1, 2, 3, 4, 5] as const;
const MAX_TIMES = 24;
/** What a member writes to take an optional text away. */
const NONE = new Set(
  '- – — none nothing aucun aucune rien keine kein keinen keines nichts ninguno ninguna ningun nada'.split(' '),
);
/** Beside what our own lists say. */
const EVERY_DAY_WORDS = ['', 'everyday', 'daily', 'taglich', 'jeden tag', 'a diario', 'cada dia', 'diario'];
const WEEKDAY_WORDS = [
  'weekdays',
  'en semaine',
  'semaine',
  'werktags',
  'wochentags',
  'unter der woche',
  'entre semana',
];
const EACH = /^(?:every|each|on|chaque|les?|tous les|jede[nrs]?|am|cada|los|el|todos los)\s+/;

/** Times of day (HH:MM) as a member writes them: 08:00, 8h30, 6 pm, 8 Uhr, several with commas. Throws UserError bad-time. */
export function parseTimes(typed: string): readonly string[] {
  const pieces = typed.split(/[,;]/).map((piece) => piece.trim());
  const times = pieces.filter((piece) => piece !== '').map(parseTime);
  if (times.length === 0 || times.length > MAX_TIMES) throw new UserError('bad-time', { value: typed.slice(0, 40) });
  return times;
}

function parseTime(typed: string): string {
  const [, hours = '', minutes = '00', half = ''] =
    /^(\d{1,2})(?:[:h.](\d{2})?)?\s*([ap]m)?(?:\s*(?:Uhr|h))?$/i.exec(typed) ?? [];
  const isHalf = half !== '';
  const hour = isHalf ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours);
  const isWrong =
    hours === '' || hour > 23 || Number(minutes) > 59 || (isHalf && (Number(hours) < 1 || Number(hours) > 12));
  if (isWrong) throw new UserError('bad-time', { value: typed.slice(0, 40) });
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

/** ISO weekdays from "every day", "weekdays" or a list of days and ranges, in any language that we write; `locale` is asked first, as “do” is Thursday in German and Sunday in Spanish. Throws UserError bad-days. */
export function parseDays(typed: string, locale: Locale = 'en'): readonly number[] {
  const text = fold(typed);
  const ours = LOCALES.map((one) => wordsFor(one).digest);
  if ([...EVERY_DAY_WORDS, ...ours.map((words) => fold(words.everyDay))].includes(text)) return EVERY_DAY;
  if ([...WEEKDAY_WORDS, ...ours.map((words) => fold(words.weekdays))].includes(text)) return WEEKDAYS;
  const days = text
    .replace(EACH, '')
    .split(/[\s,;]+/)
    .filter((piece) => piece !== '')
    .flatMap((piece) => {
      const [first, last, ...more] = piece.split(/[-–]/).map((name) => findDay(name, locale));
      if (first === undefined || (piece.match(/[-–]/) && last === undefined) || more.length > 0)
        throw new UserError('bad-days', { value: typed.slice(0, 40) });
      // A range may pass the end of the week: sat-mon.
      const length = last === undefined ? 1 : ((last - first + 7) % 7) + 1;
      return Array.from({ length }, (_, index) => ((first - 1 + index) % 7) + 1);
    });
  if (days.length === 0) throw new UserError('bad-days', { value: typed.slice(0, 40) });
  return [...new Set(days)].toSorted((a, b) => a - b);
}

function findDay(name: string, locale: Locale): number | undefined {
  if (name.length < 2) return undefined;
  const isNamed = (long: string) => long.startsWith(name) || `${long}s` === name;
  const nameIn = (one: Locale) => EVERY_DAY.find((day) => isNamed(fold(dayName(day, one, 'long'))));
  return [locale, ...LOCALES].map(nameIn).find((day) => day !== undefined);
}

/** The days of a digest in the reader's words. */
export function describeDays(ask: Ask, days: readonly number[]): string {
  const { digest: words } = ask.words;
  if (days.length === EVERY_DAY.length) return words.everyDay;
  if (days.join() === WEEKDAYS.join()) return words.weekdays;
  return grammarOf(ask.locale).list(days.map((day) => dayName(day, ask.locale, 'short')));
}

/** Choices for the days: the two that most want, and one day a week, in the member's words. */
export function suggestDays(ask: Ask, typed: string): readonly Choice[] {
  const { digest: words } = ask.words;
  const two = [words.everyDay, words.weekdays].map((name) => ({ name, value: name }));
  const weekly = EVERY_DAY.map((day) => {
    const value = dayName(day, ask.locale, 'long');
    return { name: words.weekly(value), value };
  });
  const isMeant = (text: string) => fold(text).startsWith(fold(typed));
  return [...two, ...weekly].filter(({ name, value }) => isMeant(name) || isMeant(value));
}

/** Words or phrases with commas between; none for what says “none”. */
export function parseTopics(typed: string): readonly string[] {
  if (isNone(typed)) return [];
  const pieces = typed.split(/[,;，、\n]/).map((piece) => piece.trim());
  return pieces.filter((piece) => piece !== '');
}

/** Whether a text says that there is to be none: “-”, “none”, “aucun”. */
export function isNone(typed: string): boolean {
  return NONE.has(fold(typed));
}

/** Choices for a time zone: those near the member, or those of the city, country or zone that is typed. */
export function suggestZones(ask: Ask, typed: string): readonly Choice[] {
  return searchZones(typed, { locale: ask.userLocale }).map(({ zone, place }) => {
    const name = zone.replaceAll('_', ' ');
    return { name: name.endsWith(place) ? name : `${place} · ${name}`, value: zone };
  });
}

/** When a digest is due, in the reader's words. */
export function describeWhen(ask: Ask, { times, days, cron }: Pick<Digest, 'times' | 'days' | 'cron'>): string {
  if (cron !== null) return ask.words.digest.cron(cron);
  return `${grammarOf(ask.locale).list(times)}, ${describeDays(ask, days)}`;
}

/** The language of a digest, or both, in the reader's words. */
export function describeLanguages(ask: Ask, digest: Pick<Digest, 'language' | 'secondLanguage'>): string {
  const first = languageName(digest.language, ask.locale);
  if (digest.secondLanguage === null) return first;
  return ask.words.digest.both(first, languageName(digest.secondLanguage, ask.locale));
}

/** A digest in one line of plain text, for choices. */
export function nameDigest(ask: Ask, digest: Digest): string {
  const paused = digest.state === 'paused' ? [ask.words.digest.pausedWord] : [];
  return [...paused, describeWhen(ask, digest), digest.zone, describeLanguages(ask, digest)].join(' · ').slice(0, 100);
}

/** An ISO weekday (1 is Monday) in a locale. */
export function dayName(day: number, locale: string, width: 'short' | 'long'): string {
  // 2024-01-01 was a Monday.
  return dateFormat(locale, { weekday: width, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
