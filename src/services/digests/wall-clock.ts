/**
 * What the clocks of a time zone show. A wall time is a local calendar time as a number: the epoch milliseconds that it
 * would have if it were in UTC. Between two changes of the offset, wall times and instants differ by a constant, so
 * Temporal is asked once for each such stretch and not once for each time.
 */
type Stretch = { start: number; end: number; offsetMs: number };

const HOUR = 3_600_000;
/** No zone is further ahead of UTC, local mean times before 1900 included. */
const FURTHEST_AHEAD_MS = 16 * HOUR;
/** Clocks were set back by a whole day at most, where a country crossed the date line. */
const LONGEST_REPEAT_MS = 25 * HOUR;
const MOST_KEPT = 16;
/** The tz database does not change while the process runs. It has some 600 names, so neither does this grow without end. */
const stretches = new Map<string, readonly Stretch[]>();

/**
 * The latest wall time that the clocks of a zone have shown by an instant (epoch milliseconds). After they were set back
 * they show earlier ones again, and what was due at those has been due already. Throws a RangeError for an unknown zone.
 */
export function latestWallAt(epochMs: number, zone: string): number {
  let stretch = stretchAt(epochMs, zone);
  let latest = epochMs + stretch.offsetMs;
  while (stretch.start > epochMs - LONGEST_REPEAT_MS) {
    stretch = stretchAt(stretch.start - 1, zone);
    latest = Math.max(latest, stretch.end - 1 + stretch.offsetMs);
  }
  return latest;
}

/**
 * The first instant, epoch milliseconds, at which the clocks of a zone show a wall time or one past it: the first time
 * where it exists twice, the end of the gap where it does not exist. Temporal's own rule shifts a time in a gap by the
 * gap's length: 02:30 would become 03:30 in Paris.
 */
export function findDueInstant(wall: number, zone: string): number {
  let stretch = stretchAt(wall - FURTHEST_AHEAD_MS, zone);
  while (wall - stretch.offsetMs >= stretch.end) stretch = stretchAt(stretch.end, zone);
  return Math.max(stretch.start, wall - stretch.offsetMs);
}

function stretchAt(epochMs: number, zone: string): Stretch {
  const known = stretches.get(zone) ?? [];
  const found = known.find(({ start, end }) => start <= epochMs && epochMs < end);
  if (found) return found;
  const read = readStretch(epochMs, zone);
  stretches.set(zone, [read, ...known.slice(0, MOST_KEPT - 1)]);
  return read;
}

function readStretch(epochMs: number, zone: string): Stretch {
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const moment = at(epochMs);
  return {
    // A change at this very instant is not `previous` to it.
    start: at(epochMs + 1).getTimeZoneTransition('previous')?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    end: moment.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: moment.offsetNanoseconds / 1_000_000,
  };
}
