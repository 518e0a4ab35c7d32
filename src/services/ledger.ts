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
