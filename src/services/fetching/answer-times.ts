/** Longer promises are not kept for anyone's sake: a feed may say next year by mistake. */
const MAX_FRESH_MS = 31 * 86_400_000;
const MAX_RETRY_MS = 86_400_000;

type Head = Readonly<Record<string, string | string[] | undefined>>;

/** How long an answer holds by Cache-Control or Expires (RFC 9111, 4.2.1), from now, at most 31 days; null where it does not say. */
export function readFreshForMs(head: Head, now: number): number | null {
  const control = textOf(head['cache-control'])?.toLowerCase();
  if (control !== undefined && /(?:^|[\s,])(?:no-store|no-cache)(?:$|[\s,=])/.test(control)) return 0;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,15})/.exec(control ?? '')?.[1];
  if (maxAge !== undefined) {
    const age = /^\d{1,9}$/.exec(textOf(head['age']) ?? '')?.[0] ?? '0';
    return clamp((Number(maxAge) - Number(age)) * 1000, MAX_FRESH_MS);
  }
  const expires = textOf(head['expires']);
  if (expires === undefined) return null;
  // The server's own clock decides how long its date is away. "0" and "-1" are no dates and mean: already stale.
  const end = parseHttpDate(expires);
  const start = parseHttpDate(textOf(head['date']) ?? '') ?? now;
  return end === null ? 0 : clamp(end - start, MAX_FRESH_MS);
}

/** What Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3), at most a day; null where it asks for nothing readable. */
export function readRetryAfterMs(head: Head, now: number): number | null {
  const value = textOf(head['retry-after'])?.trim();
  if (value === undefined) return null;
  if (/^\d{1,15}(?:\.\d+)?$/.test(value)) return clamp(Number(value) * 1000, MAX_RETRY_MS);
  const until = parseHttpDate(value);
  return until === null ? null : clamp(until - now, MAX_RETRY_MS);
}

/** The three forms of RFC 9110, 5.6.7: epoch milliseconds, or null. */
export function parseHttpDate(text: string): number | null {
  const value = text.trim();
  const isKnownForm =
    /^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -](?:\d{4}|\d{2}) \d{2}:\d{2}:\d{2} (?:GMT|UTC)$/.test(value) ||
    /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/.test(value);
  if (!isKnownForm) return null;
  const instant = Date.parse(/GMT|UTC/.test(value) ? value : `${value} GMT`);
  return Number.isNaN(instant) ? null : instant;
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function clamp(ms: number, max: number): number {
  return Math.round(Math.min(Math.max(ms, 0), max));
}
