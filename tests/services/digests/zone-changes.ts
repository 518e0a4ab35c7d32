import type { Schedule } from '../../../src/services/digests/calendar.ts';

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const BEGIN = Date.UTC(2024, 0, 1);
export const END = Date.UTC(2031, 0, 1);
export const ZONES = Intl.supportedValuesOf('timeZone');
/** A change of a zone's offset; `byMs` is positive where clocks were set forward. */
export type Change = { zone: string; at: number; byMs: number };

/** Every change of a zone's offset from 2024 to 2030. */
export function listChanges(zone: string): Change[] {
  const changes: Change[] = [];
  let moment = Temporal.Instant.fromEpochMilliseconds(BEGIN).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  for (; moment && moment.epochMilliseconds < END; moment = moment.getTimeZoneTransition('next')) {
    const byMs = (moment.offsetNanoseconds - moment.subtract({ nanoseconds: 1 }).offsetNanoseconds) / 1_000_000;
    changes.push({ zone, at: moment.epochMilliseconds, byMs });
  }
  return changes;
}

/** Reads a zone's clock by Intl, which the calendar does not use: the local time as 2026-11-23T08:00. */
export function clockOf(zone: string): (epochMs: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (epochMs) => format.format(epochMs).replace(' ', 'T');
}

/**
 * Watches a zone's clock minute by minute and notes for each local minute when it is due: when the clock shows it first,
 * or else when the clock leaps over it. Gives lines `2026-11-23T08:00 = <epoch milliseconds>`.
 */
export function watchClock(zone: string, from: number, until: number): string[] {
  const read = clockOf(zone);
  const dueAt = new Map<number, number>();
  let previous = Date.parse(`${read(from)}Z`);
  dueAt.set(previous, from);
  for (let now = from + MINUTE; now <= until; now += MINUTE) {
    const shown = Date.parse(`${read(now)}Z`);
    for (let minute = previous + MINUTE; minute <= shown; minute += MINUTE)
      if (!dueAt.has(minute)) dueAt.set(minute, now);
    previous = shown;
  }
  return [...dueAt].filter(([, due]) => due > from).map(([minute, due]) => `${isoMinute(minute)} = ${due}`);
}

/** The rule in Temporal's own words, for times on weekdays: each local time is asked for, and refused where it is not there once. */
export function slotsByTemporal({ times, days, zone }: Schedule, from: number, until: number): string[] {
  const dateAt = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  const slots: [string, number][] = [];
  const last = dateAt(until + 2 * DAY);
  for (let date = dateAt(from - 2 * DAY); Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    if (!days.includes(date.dayOfWeek)) continue;
    for (const time of times) {
      const local = date.toPlainDateTime(Temporal.PlainTime.from(time));
      const due = dueByTemporal(local, zone);
      if (due > from && due <= until) slots.push([local.toString({ smallestUnit: 'minute' }), due]);
    }
  }
  return slots.toSorted(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([local, due]) => `${local} = ${due}`);
}

function dueByTemporal(local: Temporal.PlainDateTime, zone: string): number {
  try {
    return local.toZonedDateTime(zone, { disambiguation: 'reject' }).epochMilliseconds;
  } catch {
    const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
    const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
    if (earlier.toPlainDateTime().equals(local)) return earlier.epochMilliseconds;
    // In a gap the two lie on either side of the change: halve until it is found.
    let before = earlier.epochMilliseconds;
    let after = later.epochMilliseconds;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      const isAfter = Temporal.Instant.fromEpochMilliseconds(middle).toZonedDateTimeISO(zone).offset === later.offset;
      if (isAfter) after = middle;
      else before = middle;
    }
    return after;
  }
}

function isoMinute(wall: number): string {
  return new Date(wall).toISOString().slice(0, 16);
}
