import type { Clock } from '../clock.ts';
import { type CallOutcome, reserveCall, settleCall } from '../data/call-store.ts';
import { sumCalls } from '../data/call-store-sums.ts';
import type { Database } from '../data/database.ts';
import { OperatorError } from '../errors.ts';
import { newId, type Random } from '../ids.ts';
import type { Asker } from './asker.ts';
import { type Cap, capsOf, type LedgerLimits } from './ledger-caps.ts';
import { hashMember, isUser, payerOf } from './ledger-payer.ts';
import { createServedCounter } from './ledger-served.ts';
import type { Usage } from './llm/model.ts';
import { type Bound, costOf, costOfBound, type PriceOn, tokensOfBound } from './prices.ts';

export type { LedgerLimits } from './ledger-caps.ts';

export type Reservation =
  | { granted: true; id: string }
  | { granted: false; reason: 'server-budget' | 'user-budget' | 'total-budget' | 'pace' };

export type DayUsage = {
  day: string;
  command: string;
  calls: number;
  failed: number;
  tokensIn: number;
  tokensCached: number;
  tokensOut: number;
};

/** What each model call cost, for whom; and the caps, checked before a call is made. */
export type Ledger = {
  /** Sets the most that a call may cost aside, in one transaction with the check of every cap, so that parallel calls can never pass one together. */
  reserve(asker: Asker, task: string, bound: Bound): Promise<Reservation>;
  /** Replaces the reservation with what was used. */
  settle(id: string, usage: Usage): Promise<void>;
  /** Records a failed call with what it used all the same. */
  fail(id: string, error: string, usage: Usage): Promise<void>;
  /** Counts a stored text that was served where a call would have been made. */
  noteServed(asker: Asker, task: string): Promise<void>;
  /** By UTC day and command, the newest day first. */
  usageByDay(days: number): Promise<readonly DayUsage[]>;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A call that has not ended by then never will: its process died. */
export const LOST_AFTER_MS = 15 * 60_000;
/** Failures that leave open what the endpoint charges: it had the request and was not heard to the end. */
const UNCERTAIN: ReadonlySet<string> = new Set(['timeout', 'aborted', 'unexpected']);
const NO_PRICE: PriceOn = () => undefined;

/**
 * The ledger over the database. A reservation whose process died keeps counting in full until its UTC day or month (for
 * the pace: its hour) is over, because the endpoint may have charged for it. Members are stored as an HMAC of their id
 * under `memberKey`. Throws an OperatorError for a cap in dollars on a model without a price: nothing could hold it.
 */
export function createLedger(options: {
  db: Database;
  clock: Clock;
  random: Random;
  /** The model's name, written beside each call; empty without one. */
  model: string;
  memberKey: string;
  limits: LedgerLimits;
  price?: PriceOn;
}): Ledger {
  const { db, clock, random, model, memberKey, limits, price = NO_PRICE } = options;
  const caps = capsOf(limits);
  const priceNow = () => price(utcDay(clock.now()));
  if (model !== '' && !priceNow() && caps.some(({ unit }) => unit === 'usd')) throw capWithoutPrice(model);
  const served = createServedCounter(db);
  const settle = (id: string, outcome: Pick<CallOutcome, 'state' | 'error'>, usage: Usage) => {
    const known = priceNow();
    return settleCall(db, id, {
      ...outcome,
      ...usage,
      nanoUsd: known ? costOf(known, usage) : null,
      isUncertain: UNCERTAIN.has(outcome.error ?? ''),
    });
  };
  return {
    async reserve(asker, task, bound) {
      const now = clock.now();
      const known = priceNow();
      const call = {
        id: newId(random),
        calledAt: now,
        day: utcDay(now),
        command: asker.command,
        task,
        guildId: asker.guildId,
        payer: payerOf(asker, memberKey),
        memberHash: asker.userId === '' ? '' : hashMember(memberKey, asker.userId),
        model,
        tokens: tokensOfBound(bound),
        nanoUsd: known ? costOfBound(known, bound) : 0,
      };
      const pace = { memberCalls: limits.memberHourlyCalls, since: now - HOUR_MS };
      const passed = await reserveCall(db, call, { caps, ...pace });
      if (passed === 'member') return { granted: false, reason: 'pace' };
      if (passed) return { granted: false, reason: reasonOf(passed, call.payer) };
      asker.onCharge?.();
      return { granted: true, id: call.id };
    },
    settle: (id, usage) => settle(id, { state: 'settled', error: null }, usage),
    fail: (id, error, usage) => settle(id, { state: 'failed', error }, usage),
    noteServed: ({ command, ...asker }, task) =>
      served({ day: utcDay(clock.now()), payer: payerOf(asker, memberKey), command, task, model }),
    async usageByDay(days) {
      const now = clock.now();
      const firstDay = utcDay(now - (days - 1) * DAY_MS);
      return mergeTasks(await sumCalls(db, { firstDay, lostBefore: now - LOST_AFTER_MS }));
    },
  };
}

/** Who installed the bot for themselves has a cap of their own, of the size of a server's. */
function reasonOf({ scope }: Cap, payer: string): 'server-budget' | 'user-budget' | 'total-budget' {
  return scope === 'server' && isUser(payer) ? 'user-budget' : `${scope}-budget`;
}

/** The UTC calendar day of an instant: 2026-11-23. */
export function utcDay(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

function mergeTasks(sums: readonly DayUsage[]): readonly DayUsage[] {
  const merged = new Map<string, DayUsage>();
  for (const { day, command, calls, failed, tokensIn, tokensCached, tokensOut } of sums) {
    const key = `${day} ${command}`;
    const before = merged.get(key);
    merged.set(key, {
      day,
      command,
      calls: calls + (before?.calls ?? 0),
      failed: failed + (before?.failed ?? 0),
      tokensIn: tokensIn + (before?.tokensIn ?? 0),
      tokensCached: tokensCached + (before?.tokensCached ?? 0),
      tokensOut: tokensOut + (before?.tokensOut ?? 0),
    });
  }
  return [...merged.values()];
}

function capWithoutPrice(model: string): OperatorError {
  return new OperatorError(
    `A cap in dollars is set (LLM_DAILY_USD, LLM_MONTHLY_USD or a server's), but the price of ${model} at this endpoint is not known: set LLM_PRICE_IN and LLM_PRICE_OUT, or cap tokens instead.`,
    { exitCode: 78 },
  );
}
