import type { Cap } from '../data/call-store.ts';
import { NANO_USD } from './prices.ts';

export type { Cap } from '../data/call-store.ts';

/** 0, or nothing, lifts a limit. Days and months are UTC; a server's limit is that of whoever installed the bot there. */
export type LedgerLimits = {
  totalDailyTokens: number;
  serverDailyTokens: number;
  totalMonthlyTokens?: number;
  serverMonthlyTokens?: number;
  /** US dollars. They hold where a price is known. */
  totalDailyUsd?: number;
  serverDailyUsd?: number;
  totalMonthlyUsd?: number;
  serverMonthlyUsd?: number;
  /** Calls of one member in any 60 minutes. */
  memberHourlyCalls: number;
};

/** The caps that limits set, the server's first; dollars in nano-USD. */
export function capsOf(limits: LedgerLimits): readonly Cap[] {
  const usd = (amount = 0) => Math.round(amount * NANO_USD);
  const caps: readonly Cap[] = [
    { scope: 'server', period: 'day', unit: 'tokens', max: limits.serverDailyTokens },
    { scope: 'server', period: 'month', unit: 'tokens', max: limits.serverMonthlyTokens ?? 0 },
    { scope: 'server', period: 'day', unit: 'usd', max: usd(limits.serverDailyUsd) },
    { scope: 'server', period: 'month', unit: 'usd', max: usd(limits.serverMonthlyUsd) },
    { scope: 'total', period: 'day', unit: 'tokens', max: limits.totalDailyTokens },
    { scope: 'total', period: 'month', unit: 'tokens', max: limits.totalMonthlyTokens ?? 0 },
    { scope: 'total', period: 'day', unit: 'usd', max: usd(limits.totalDailyUsd) },
    { scope: 'total', period: 'month', unit: 'usd', max: usd(limits.totalMonthlyUsd) },
  ];
  return caps.filter(({ max }) => max > 0);
}
