const MINUTE_MS = 60_000;
const PERIODS: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 1_440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
};

/** How long a feed asks to be left alone: ttl in minutes, or a period and how often in it (RSS 1.0's syndication module). */
export function readTtl(
  ttl: number | undefined,
  schedule: { updatePeriod?: string; updateFrequency?: number } | undefined,
): number | null {
  if (ttl !== undefined && Number.isFinite(ttl) && ttl > 0) return Math.round(ttl * MINUTE_MS);
  const period = PERIODS[schedule?.updatePeriod?.trim().toLowerCase() ?? ''];
  const times = schedule?.updateFrequency ?? 1;
  return period === undefined || !(times > 0) ? null : Math.round((period / times) * MINUTE_MS);
}
