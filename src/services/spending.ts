import type { Clock } from '../clock.ts';
import { countCalls } from '../data/call-store.ts';
import { type CallSum, type ServedSum, sumCalls, sumServed } from '../data/call-store-sums.ts';
import type { Database } from '../data/database.ts';
import { LOST_AFTER_MS, utcDay } from './ledger.ts';
import { type Cap, capsOf, type LedgerLimits } from './ledger-caps.ts';
import { payerOf } from './ledger-payer.ts';
import type { Asker } from './asker.ts';
import type { Price, PriceOn } from './prices.ts';
import { type DigestCost, type DigestPlan, measureDigest } from './spending-estimate.ts';
import { type CapLeft, type DigestLimit, findLimit } from './spending-limit.ts';
import { averageCalls, type Saved, savedBy, type Totals, totalOf } from './spending-totals.ts';

export type { DigestCost, DigestPlan } from './spending-estimate.ts';
export type { CapLeft, DigestLimit } from './spending-limit.ts';
export type { Saved, Totals } from './spending-totals.ts';

/** Days that a report and its chart look back over, today included. */
const REPORT_DAYS = 30;

/** What the model cost. Days and months are UTC; costs are in nano-USD and count what is known. */
export type SpendingReport = {
  day: string;
  /** The configured model; undefined without one. */
  model: string | undefined;
  price: Price | undefined;
  today: Totals;
  month: Totals;
  /** The month's scheduled digests, which no server pays for and all share; undefined in a report on the whole bot, which holds them. */
  shared: Totals | undefined;
  /** The month's, by command and language model, the most tokens first. */
  byCommand: readonly (Totals & { command: string; model: string })[];
  saved: { today: Saved; month: Saved };
  /** Tokens and cost of each of the last 30 days, the oldest first. */
  days: readonly (Totals & { day: string })[];
  caps: readonly CapLeft[];
};

/** A day of one command and model, for tables. */
export type UsageRow = Totals & { day: string; command: string; model: string; served: number };

/** What the model cost, for those who pay. */
export type Spending = {
  /** Of whoever pays for this asker, with that server's caps and the whole bot's; of the whole bot where it is undefined. */
  report(asker: Pick<Asker, 'guildId' | 'owners'> | undefined): Promise<SpendingReport>;
  /** By UTC day, command and model of the whole bot, the newest day first. */
  rows(days: number): Promise<readonly UsageRow[]>;
  /** What a digest will cost an edition and a month, from what this archive takes in and what such calls cost so far; and the limit that matters to it. */
  estimateDigest(plan: DigestPlan): Promise<DigestCost & { limit: DigestLimit | null }>;
};

const DAY_MS = 86_400_000;
/** `payerOf` for work that no server asked for. */
const SHARED_PAYER = '';

/** Reports over the ledger. */
export function createSpending(options: {
  db: Database;
  clock: Clock;
  model: string | undefined;
  memberKey: string;
  limits: LedgerLimits;
  price: PriceOn;
}): Spending {
  const { db, clock, model, memberKey, limits } = options;
  const since = (days: number, payer?: string) => ({
    firstDay: utcDay(clock.now() - (days - 1) * DAY_MS),
    payer,
    lostBefore: clock.now() - LOST_AFTER_MS,
  });
  const priceNow = () => options.price(utcDay(clock.now()));
  return {
    async report(asker) {
      const payer = asker && payerOf(asker, memberKey);
      const day = utcDay(clock.now());
      // The month may be longer than the chart.
      const range = since(REPORT_DAYS + 1, payer);
      const calls = await sumCalls(db, range);
      const served = await sumServed(db, range);
      const caps = capsOf(limits).filter(({ scope }) => scope === 'total' || payer !== undefined);
      const averages = averageCalls(await sumCalls(db, since(REPORT_DAYS)));
      return {
        day,
        model,
        price: priceNow(),
        ...sumReport(day, calls, served, averages),
        days: lastDays(clock.now()).map((one) => ({ day: one, ...totalOf(calls.filter((sum) => sum.day === one)) })),
        shared: payer === undefined ? undefined : sumMonth(day, await sumCalls(db, { ...range, payer: SHARED_PAYER })),
        caps: await Promise.all(caps.map((cap) => measureCap(db, day, cap, payer ?? ''))),
      };
    },
    async rows(days) {
      return toRows(await sumCalls(db, since(days)), await sumServed(db, since(days)));
    },
    async estimateDigest(plan) {
      const now = clock.now();
      const cost = await measureDigest(
        { db, now, price: priceNow(), sums: () => sumCalls(db, since(REPORT_DAYS)) },
        plan,
      );
      const day = utcDay(now);
      const caps = capsOf(limits).filter(({ scope }) => scope === 'total');
      const left = await Promise.all(caps.map((cap) => measureCap(db, day, cap, '')));
      return { ...cost, limit: findLimit(left, cost, { day, editionsPerMonth: plan.editionsPerMonth }) };
    },
  };
}

function sumReport(
  day: string,
  calls: readonly CallSum[],
  served: readonly ServedSum[],
  averages: ReturnType<typeof averageCalls>,
): Pick<SpendingReport, 'today' | 'month' | 'byCommand' | 'saved'> {
  const isToday = (one: { day: string }) => one.day === day;
  const isThisMonth = (one: { day: string }) => one.day.slice(0, 7) === day.slice(0, 7);
  const month = calls.filter(isThisMonth);
  const kinds = Map.groupBy(month, ({ command, model }) => JSON.stringify([command, model]));
  const byCommand = [...kinds.values()].flatMap((sums) => {
    const [first] = sums;
    return first ? [{ command: first.command, model: first.model, ...totalOf(sums) }] : [];
  });
  return {
    today: totalOf(calls.filter(isToday)),
    month: totalOf(month),
    byCommand: byCommand.toSorted((a, b) => b.tokensIn + b.tokensOut - a.tokensIn - a.tokensOut),
    saved: {
      today: savedBy(served.filter(isToday), averages),
      month: savedBy(served.filter(isThisMonth), averages),
    },
  };
}

function sumMonth(day: string, calls: readonly CallSum[]): Totals {
  return totalOf(calls.filter((one) => one.command === 'digest' && one.day.slice(0, 7) === day.slice(0, 7)));
}

async function measureCap(db: Database, day: string, cap: Cap, payer: string): Promise<CapLeft> {
  const counted = await countCalls(db, day, cap, payer);
  const used = cap.unit === 'tokens' ? counted.tokens : counted.nanoUsd;
  return { ...cap, used, left: Math.max(0, cap.max - used) };
}

function lastDays(now: number): readonly string[] {
  return Array.from({ length: REPORT_DAYS }, (_, i) => utcDay(now - (REPORT_DAYS - 1 - i) * DAY_MS));
}

function toRows(calls: readonly CallSum[], served: readonly ServedSum[]): readonly UsageRow[] {
  const keyOf = (one: { day: string; command: string; model: string }) =>
    JSON.stringify([one.day, one.command, one.model]);
  const callsBy = Map.groupBy(calls, keyOf);
  const servedBy = Map.groupBy(served, keyOf);
  const rows = [...callsBy.keys(), ...[...servedBy.keys()].filter((key) => !callsBy.has(key))].flatMap((key) => {
    const sums = callsBy.get(key) ?? [];
    const texts = servedBy.get(key) ?? [];
    const first = sums[0] ?? texts[0];
    if (!first) return [];
    const { day, command, model } = first;
    return [{ day, command, model, ...totalOf(sums), served: texts.reduce((sum, { times }) => sum + times, 0) }];
  });
  return rows.toSorted((a, b) => b.day.localeCompare(a.day) || a.command.localeCompare(b.command));
}
