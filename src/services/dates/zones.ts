/** Minutes east of Greenwich of the zone names that feeds and pages write (RFC 822 and what is common beyond it). */
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  bst: 60,
  met: 60,
  mest: 120,
  cet: 60,
  cest: 120,
  mez: 60,
  mesz: 120,
  eet: 120,
  eest: 180,
  sast: 120,
  cat: 120,
  eat: 180,
  msk: 180,
  msd: 240,
  trt: 180,
  pkt: 300,
  ist: 330,
  ict: 420,
  wib: 420,
  hkt: 480,
  sgt: 480,
  pht: 480,
  awst: 480,
  jst: 540,
  kst: 540,
  acst: 570,
  acdt: 630,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  nst: -210,
  ndt: -150,
  brt: -180,
  art: -180,
  ast: -240,
  adt: -180,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  akst: -540,
  akdt: -480,
  hst: -600,
};

/** Names of the clocks of North America, whatever the season. */
const REGIONS: Readonly<Record<string, string>> = {
  at: 'America/Halifax',
  et: 'America/New_York',
  ct: 'America/Chicago',
  mt: 'America/Denver',
  pt: 'America/Los_Angeles',
};

/** Minutes east of Greenwich of a zone's name; null for an unknown one. */
export function namedOffset(name: string): number | null {
  return ZONES[name.toLowerCase()] ?? null;
}

/**
 * Minutes east of Greenwich of +hh, +hhmm or +hh:mm; null for anything else and for offsets that no place has or had
 * (the furthest are -12:00 and +14:00).
 */
export function figuresOffset(figures: string): number | null {
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(figures);
  if (!match) return null;
  const [hours, minutes] = [Number(match[2]), Number(match[3] ?? 0)];
  if (hours > 14 || minutes > 59) return null;
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * Minutes east of Greenwich that the clocks of a region (ET, Europe/Paris) showed at a local time, given as the epoch
 * milliseconds that it would have in UTC; null for no region.
 */
export function regionOffset(name: string, wall: number): number | null {
  const zone = REGIONS[name.toLowerCase()] ?? (/^[A-Za-z]+\/[A-Za-z_+\-/0-9]+$/.test(name) ? name : null);
  if (zone === null) return null;
  try {
    const local = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
    return local.toZonedDateTime(zone).offsetNanoseconds / 60_000_000_000;
  } catch {
    return null;
  }
}
