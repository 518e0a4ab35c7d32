import { readCron } from './cron.ts';
import { type DayPattern, findWall, patternOfWeek } from './day-pattern.ts';
import { findDueInstant, latestWallAt } from './wall-clock.ts';

export { parseCron } from './cron.ts';

/**
 * When a digest is due, in the words of its channel. `times` are HH:MM local to `zone`, `days` ISO weekdays (1 = Monday).
 * With `cron`, a five-field expression local to `zone`, the times and days are empty and unread.
 */
export type Schedule = {
  times: readonly string[];
  days: readonly number[];
  zone: string;
  cron: string | null;
};

/** A local calendar time (2026-11-23T08:00) and the instant at which it is due, epoch milliseconds. */
export type DueTime = { localTime: string; dueAt: number };

/**
 * The slots of a schedule after `fromMs` and up to `untilMs`, by instant and then local time. A local time that a clock
 * change removes is due at the first instant after the gap; one that exists twice is due once, the first time
 * (docs/decisions/digest-clock.md). Throws a RangeError for an unknown zone or a malformed time, UserError bad-cron.
 */
export function nextSlots(schedule: Schedule, fromMs: number, untilMs: number): readonly DueTime[] {
  if (untilMs <= fromMs) return [];
  const pattern = patternOf(schedule);
  const until = latestWallAt(untilMs, schedule.zone);
  const slots: DueTime[] = [];
  let wall = findWall(pattern, latestWallAt(fromMs, schedule.zone), until);
  for (; wall !== null; wall = findWall(pattern, wall, until)) slots.push(toDueTime(wall, schedule.zone));
  return slots;
}

/** The first slot after `fromMs`, however far; null when the schedule has none. Throws what nextSlots throws. */
export function findNextSlot(schedule: Schedule, fromMs: number): DueTime | null {
  const wall = findWall(patternOf(schedule), latestWallAt(fromMs, schedule.zone), Number.POSITIVE_INFINITY);
  return wall === null ? null : toDueTime(wall, schedule.zone);
}

/** The time zone that a person named, in the database's own spelling; undefined when there is none. Fixed offsets such as +01:00 are none. */
export function findZone(name: string): string | undefined {
  if (!/^[a-z]/i.test(name)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone;
  } catch {
    return undefined;
  }
}

function patternOf({ times, days, cron }: Schedule): DayPattern {
  return cron === null ? patternOfWeek(times, days) : readCron(cron);
}

function toDueTime(wall: number, zone: string): DueTime {
  return { localTime: new Date(wall).toISOString().slice(0, 16), dueAt: findDueInstant(wall, zone) };
}
