const ZONE = 'Europe/Paris';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const clock = new Intl.DateTimeFormat('en-US', {
  timeZone: ZONE,
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});
const due = new Intl.DateTimeFormat('en-US', {
  timeZone: ZONE,
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const wire = new Intl.DateTimeFormat('en-US', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** "Mon, Nov 23, 2026, 08:00:05 GMT+1": Paris, to the second, with the offset that a clock change moves. */
export function writeClock(at: number): string {
  return clock.format(at);
}

/** "Tue, Nov 24, 08:00", in Paris. */
export function writeDue(at: number): string {
  return due.format(at);
}

/** "08:00:05", in Paris. */
export function writeSecond(at: number): string {
  return wire.format(at);
}

/** How long until an instant: "in 15 h 54 min", "in 3 days", "now". Minutes are begun ones. */
export function writeWait(ms: number): string {
  if (ms <= 0) return 'now';
  const minutes = Math.ceil(ms / MINUTE_MS);
  if (minutes < 60) return `in ${minutes} min`;
  if (ms < DAY_MS) {
    const rest = minutes % 60;
    return `in ${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
  }
  const days = Math.floor(ms / DAY_MS);
  return `in ${days} ${days === 1 ? 'day' : 'days'}`;
}
