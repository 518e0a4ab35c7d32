/** How Discord writes a moment: https://docs.discord.com/developers/reference#message-formatting-timestamp-styles */
const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { day: '2-digit', month: '2-digit', year: 'numeric' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

const STEPS = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `timeZone` is the browser's own where it is absent; `now` in epoch milliseconds. */
export type Reading = { locale: string; now: number; timeZone?: string };

const written = new Map<string, Intl.DateTimeFormat>();

/** A moment as a reader of this language and zone sees it; null when it is outside of what a calendar holds. */
export function formatMoment(atMs: number, style: string, { locale, now, timeZone }: Reading): string | null {
  if (Number.isNaN(new Date(atMs).getTime())) return null;
  if (style === 'R') return formatDistance(atMs - now, knownLocale(locale));
  const key = `${locale} ${style} ${timeZone ?? ''}`;
  const format =
    written.get(key) ??
    new Intl.DateTimeFormat(knownLocale(locale), { ...(STYLES[style] ?? STYLES['f']), ...(timeZone && { timeZone }) });
  written.set(key, format);
  return format.format(atMs);
}

/** For a `datetime` attribute; null when there is no such day. */
export function isoMoment(atMs: number): string | null {
  const date = new Date(atMs);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999
    ? null
    : date.toISOString();
}

/** "in 2 hours", "3 days ago": whole units, the greatest that fits; under a minute in seconds. */
function formatDistance(ms: number, locale: string): string {
  const seconds = Math.round(ms / 1000);
  if (seconds === 0) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  // A minute begins at 59.5 s, as its rounded number says.
  const rounded = Math.abs(seconds) * 1000;
  const [unit, size] = STEPS.find(([, step]) => rounded >= step) ?? ['second', 1000];
  return new Intl.RelativeTimeFormat(locale).format(Math.trunc((seconds * 1000) / size), unit);
}

function knownLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? 'en-US';
  } catch {
    return 'en-US';
  }
}
