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
  return [...walkSlots(schedule, from, until)];
}

/** The same, no further than they are asked for. */
export function* walkSlots(schedule: BruteSchedule, from: number, until: number): Generator<BruteSlot, undefined> {
  const offset = offsetClock(schedule.zone);
  const wanted = wantedTimes(schedule, from - 2 * DAY, until + 2 * DAY);
  const start = Math.floor(from / STEP) * STEP - DAY;
  let next = wanted.findIndex(({ wall }) => wall > start + offset(start));
  for (let at = start; at <= until && next !== -1 && next < wanted.length; at += STEP) {
    const shown = at + offset(at);
    for (let time = wanted[next]; time !== undefined && time.wall <= shown; time = wanted[++next])
      if (at > from) yield { localTime: time.localTime, dueAt: at };
  }
}

/**
 * Every local time of the schedule whose day lies between the two moments, with a day to spare, in order. `wall`: what the wall
 * shows then, as epoch milliseconds of a zone without an offset.
 */
function wantedTimes(
  { times, days }: BruteSchedule,
  from: number,
  until: number,
): readonly { localTime: string; wall: number }[] {
  const wanted: string[] = [];
  for (let day = Math.floor(from / DAY) * DAY; day <= until; day += DAY) {
    const date = new Date(day);
    if (days.includes(date.getUTCDay() === 0 ? 7 : date.getUTCDay()))
      wanted.push(...times.map((time) => `${date.toISOString().slice(0, 10)}T${time}`));
  }
  return wanted.toSorted().map((localTime) => ({ localTime, wall: Date.parse(`${localTime}Z`) }));
}

/** What the wall of a zone shows, as 2026-11-23T08:00. */
export function wallClock(zone: string): (epochMs: number) => string {
  const offset = offsetClock(zone);
  return (epochMs) => new Date(epochMs + offset(epochMs)).toISOString().slice(0, 16);
}

const offsetClocks = new Map<string, (epochMs: number) => number>();

/** How far the wall of a zone is ahead, milliseconds. Read once a quarter of an hour: no zone changes it elsewhere in these years. */
function offsetClock(zone: string): (epochMs: number) => number {
  const known = offsetClocks.get(zone) ?? readOffsets(zone);
  offsetClocks.set(zone, known);
  return known;
}

function readOffsets(zone: string): (epochMs: number) => number {
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
  return (epochMs) => {
    const quarter = Math.floor(epochMs / QUARTER) * QUARTER;
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const parts = format.formatToParts(quarter);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    const offset = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - quarter;
    offsets.set(quarter, offset);
    return offset;
  };
}
