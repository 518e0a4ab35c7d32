/** Before these nothing was published that is polled; also what programs write for “no date” (year 1). */
const FIRST_YEAR = 1900;

/** Midnight UTC of a day of the calendar (month 1 to 12) as epoch milliseconds; null for one that does not exist. */
export function dayStart(year: number, month: number, day: number): number | null {
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year;
  return isReal && year >= FIRST_YEAR ? midnight : null;
}

/** The ISO calendar day of an instant in UTC. */
export function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A year of two figures is one of 1950 to 2049 (RFC 2822, 4.3); null for other lengths than two and four. */
export function fullYear(figures: string): number | null {
  const year = Number(figures);
  if (figures.length === 4) return year;
  if (figures.length !== 2) return null;
  return year < 50 ? 2000 + year : 1900 + year;
}
