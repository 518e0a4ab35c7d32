import { drawFrom } from '../crash-draw.ts';
import { DAY, HOUR, MINUTE, type Piece, type Style } from './web-plan.ts';

/** How far ahead a clock that goes wrong is. */
const AHEAD_MS = 20 * DAY;

/** The instant that a feed claims for a piece; undefined where it gives none. */
function claimedAt(piece: Piece, dates: Style['dates'], now: number): number | undefined {
  if (dates === 'none') return undefined;
  if (dates === 'future') return piece.publishedAt + AHEAD_MS;
  if (dates === 'asked') return Math.floor(now / 1_000) * 1_000;
  if (dates !== 'wanders') return piece.publishedAt;
  // Another minute every few hours.
  const turn = Math.floor(now / (5 * HOUR));
  return piece.publishedAt + drawFrom(piece.id + turn * 7).int(0, 59) * MINUTE;
}

/** The date of a piece as its feed writes it. `form`: of RSS, or ISO 8601. */
export function writeDate(
  piece: Piece,
  dates: Style['dates'],
  { now, form }: { now: number; form: 'rfc' | 'iso' },
): string | undefined {
  const at = claimedAt(piece, dates, now);
  if (at === undefined) return undefined;
  const rfc = new Date(at).toUTCString();
  if (dates === 'day') return form === 'iso' ? new Date(at).toISOString().slice(0, 10) : rfc.slice(0, 16);
  if (form === 'iso') return new Date(at).toISOString();
  return dates === 'short-year' ? rfc.replace(/ \d\d(\d\d) /, ' $1 ') : rfc;
}

/** Which date an article stored at an instant must have; `any` where its feed does not say it truly. */
export function trueDate(
  piece: Piece,
  dates: Style['dates'],
  storedAt: number,
): { at?: number; on?: string } | 'none' | 'any' {
  if (dates === 'none') return 'none';
  if (dates === 'future') {
    const at = piece.publishedAt + AHEAD_MS;
    return at > storedAt + DAY ? 'none' : { at };
  }
  if (dates === 'asked' || dates === 'wanders') return 'any';
  if (dates === 'day') return { on: new Date(piece.publishedAt).toISOString().slice(0, 10) };
  return { at: piece.publishedAt };
}
