const MINUTE = 60_000;
/** Every time of day that is asked for is a multiple of it. */
const STEP = 5 * MINUTE;
const QUARTER = 15 * MINUTE;
const DAY = 86_400_000;

export type BruteSchedule = { zone: string; times: readonly string[]; days: readonly number[] };
export type BruteSlot = { localTime: string; dueAt: number };

/**
 * The slots of a schedule after `from` and up to `until`, by walking through every five minutes of them and reading the wall
 * clock of the zone: a local time is due at the first moment at which the wall shows it or a later one. That is the rule
 * for gaps and for repeated hours in one sentence; nothing of the bot's own calendar is used, and ICU reads the zone.
 */
export function slotsByBruteForce(schedule: BruteSchedule, from: number, until: number): readonly BruteSlot[] {
  const wall = wallClock(schedule.zone);
  const wanted = wantedTimes(schedule, from - 2 * DAY, until + 2 * DAY);
  const slots: BruteSlot[] = [];
  const start = Math.floor(from / STEP) * STEP - DAY;
  let next = wanted.findIndex((time) => time > wall(start));
  for (let at = start; at <= until && next !== -1 && next < wanted.length; at += STEP) {
    const shown = wall(at);
    for (let time = wanted[next]; time !== undefined && time <= shown; time = wanted[++next])
      if (at > from) slots.push({ localTime: time, dueAt: at });
  }
  return slots;
}

/** Every local time of the schedule whose day lies between the two moments, with a day to spare, in order. */
function wantedTimes({ times, days }: BruteSchedule, from: number, until: number): readonly string[] {
  const wanted: string[] = [];
  for (let day = Math.floor(from / DAY) * DAY; day <= until; day += DAY) {
    const date = new Date(day);
    if (days.includes(date.getUTCDay() === 0 ? 7 : date.getUTCDay()))
      wanted.push(...times.map((time) => `${date.toISOString().slice(0, 10)}T${time}`));
  }
  return wanted.toSorted();
}

const walls = new Map<string, (epochMs: number) => string>();

/** What the wall of a zone shows, as 2026-11-23T08:00. The offset is read once a quarter of an hour: no zone changes it elsewhere in these years. */
export function wallClock(zone: string): (epochMs: number) => string {
  const known = walls.get(zone) ?? readWall(zone);
  walls.set(zone, known);
  return known;
}

function readWall(zone: string): (epochMs: number) => string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const offsets = new Map<number, number>();
  const readOffset = (at: number): number => {
    const parts = format.formatToParts(at);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - at;
  };
  return (epochMs) => {
    const quarter = Math.floor(epochMs / QUARTER) * QUARTER;
    const offset = offsets.get(quarter) ?? readOffset(quarter);
    offsets.set(quarter, offset);
    return new Date(epochMs + offset).toISOString().slice(0, 16);
  };
}
