/** A repeating calendar without a zone: minutes of the day, ascending, on the days that `findDay` gives. Days are counted from 1970-01-01. */
export type DayPattern = {
  minutes: readonly number[];
  /** The first day of the pattern from a day on, that day included; null when there is none. */
  findDay(from: number): number | null;
};

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** The pattern of times (HH:MM) on ISO weekdays. Throws a RangeError for a malformed time. */
export function patternOfWeek(times: readonly string[], days: readonly number[]): DayPattern {
  return {
    minutes: [...new Set(times.map(minuteOf))].toSorted((a, b) => a - b),
    findDay(from) {
      for (let day = from; day < from + 7; day++) if (days.includes(isoWeekdayOf(day))) return day;
      return null;
    },
  };
}

/** The first wall time (wall-clock.ts) of a pattern after one and up to another, or null. */
export function findWall(pattern: DayPattern, after: number, until: number): number | null {
  if (pattern.minutes.length === 0) return null;
  let day = pattern.findDay(Math.floor(after / DAY_MS));
  while (day !== null) {
    const midnight = day * DAY_MS;
    const minute = pattern.minutes.find((one) => midnight + one * MINUTE_MS > after);
    if (minute !== undefined) {
      const wall = midnight + minute * MINUTE_MS;
      return wall <= until ? wall : null;
    }
    day = pattern.findDay(day + 1);
  }
  return null;
}

/** 1970-01-01 was a Thursday; the remainder of a day before it is negative. */
function isoWeekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function minuteOf(time: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!match) throw new RangeError(`“${time}” is not a time of day (HH:MM).`);
  return Number(match[1]) * 60 + Number(match[2]);
}
