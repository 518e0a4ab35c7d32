import { createHmac } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { reserveCall, settleCall, sumCalls } from '../data/call-store.ts';
import type { Database } from '../data/database.ts';
import { encodeBase32, newId, type Random } from '../ids.ts';
import type { Asker } from './asker.ts';
import type { Usage } from './llm/model.ts';

export type Reservation =
  | { granted: true; id: string }
  | { granted: false; reason: 'server-budget' | 'total-budget' | 'pace' };

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
  /** Sets `tokens` aside in one transaction with the check of every cap, so that parallel calls can never pass one together. */
  reserve(asker: Asker, task: string, tokens: number): Promise<Reservation>;
  /** Replaces the reservation with what was used. */
  settle(id: string, usage: Usage): Promise<void>;
  /** Records a failed call with what it used all the same. */
  fail(id: string, error: string, usage: Usage): Promise<void>;
  /** By UTC day and command, the newest day first. */
  usageByDay(days: number): Promise<readonly DayUsage[]>;
};

export type LedgerLimits = {
  /** Tokens per UTC day of the whole bot, and of one server; 0 lifts the cap. */
  totalDailyTokens: number;
  serverDailyTokens: number;
  /** Calls of one member in any 60 minutes; 0 lifts the cap. */
  memberHourlyCalls: number;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A call that has not ended by then never will: its process died. */
const LOST_AFTER_MS = 15 * 60_000;

/**
 * The ledger over the database. A reservation whose process died keeps counting in full until its UTC day (for the pace: its
 * hour) is over, because the endpoint may have charged for it; it ends with the day, so it blocks nothing for ever.
 * Members are stored as an HMAC of their id under `memberKey`.
 */
export function createLedger(options: {
  db: Database;
  clock: Clock;
  random: Random;
  /** The model's name, written beside each call. */
  model: string;
  memberKey: string;
  limits: LedgerLimits;
}): Ledger {
  const { db, clock, random, model, memberKey, limits } = options;
  return {
    async reserve(asker, task, tokens) {
      const now = clock.now();
      const call = {
        id: newId(random),
        calledAt: now,
        day: utcDay(now),
        command: asker.command,
        task,
        guildId: asker.guildId,
        memberHash: asker.userId === '' ? '' : hashMember(memberKey, asker.userId),
        model,
        tokens,
      };
      const passed = await reserveCall(db, call, {
        totalTokens: limits.totalDailyTokens,
        serverTokens: limits.serverDailyTokens,
        memberCalls: limits.memberHourlyCalls,
        since: now - HOUR_MS,
      });
      return passed === undefined ? { granted: true, id: call.id } : { granted: false, reason: CAP_REASONS[passed] };
    },
    settle: (id, usage) => settleCall(db, id, { state: 'settled', ...usage, error: null }),
    fail: (id, error, usage) => settleCall(db, id, { state: 'failed', ...usage, error }),
    async usageByDay(days) {
      const now = clock.now();
      return sumCalls(db, utcDay(now - (days - 1) * DAY_MS), now - LOST_AFTER_MS);
    },
  };
}

const CAP_REASONS = { member: 'pace', server: 'server-budget', total: 'total-budget' } as const;

function utcDay(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

function hashMember(memberKey: string, userId: string): string {
  return encodeBase32(createHmac('sha256', memberKey).update(userId).digest(), 26);
}
