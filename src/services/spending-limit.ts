import type { Cap } from './ledger-caps.ts';
import type { DigestCost } from './spending-estimate.ts';

export type CapLeft = Cap & { used: number; left: number };

/** A limit of all servers together and whether it has room for a digest: scheduled editions count there alone. */
export type DigestLimit = Pick<CapLeft, 'period' | 'unit' | 'left' | 'max'> & { suffices: boolean };

const DAYS_PER_MONTH = 30;

/**
 * The limit that a reader should know of: the first that does not suffice, else the month's that leaves the least room; null
 * where none is set. `day`: today's UTC day. A month must hold a whole month of the digest, and what is left of it the days
 * that are left; a day must hold the editions of a day.
 */
export function findLimit(
  caps: readonly CapLeft[],
  cost: DigestCost,
  { day, editionsPerMonth }: { day: string; editionsPerMonth: number },
): DigestLimit | null {
  const editionsPerDay = Math.max(1, editionsPerMonth / DAYS_PER_MONTH);
  const judged = caps
    .filter(({ scope }) => scope === 'total')
    .flatMap(({ period, unit, left, max }) => {
      const isUsd = unit === 'usd';
      const edition = isUsd ? cost.nanoUsdPerEdition : cost.tokensPerEdition;
      const month = isUsd ? cost.nanoUsdPerMonth : cost.tokensPerMonth;
      if (edition === null || month === null) return [];
      const isMonth = period === 'month';
      const rest = (month * daysLeft(day)) / DAYS_PER_MONTH;
      const suffices = isMonth ? month <= max && rest <= left : edition * editionsPerDay <= max;
      return [{ limit: { period, unit, left, max, suffices }, room: left / Math.max(1, rest) }];
    })
    .toSorted((one, other) => one.room - other.room);
  const short = judged.find(({ limit }) => !limit.suffices);
  return (short ?? judged.find(({ limit }) => limit.period === 'month'))?.limit ?? null;
}

/** Of a day's UTC month, itself included. */
function daysLeft(day: string): number {
  const date = new Date(day);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
  return last.getUTCDate() - date.getUTCDate() + 1;
}
