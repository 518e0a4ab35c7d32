import type { CallSum, ServedSum } from '../data/call-store-sums.ts';

/** `unpriced`: calls that used tokens at a price that nobody stated; `nanoUsd` leaves them out. */
export type Totals = {
  calls: number;
  failed: number;
  tokensIn: number;
  tokensCached: number;
  tokensOut: number;
  nanoUsd: number;
  unpriced: number;
};

/** Texts served again, and what calls for them would have cost at the average of such calls: about, not exactly. */
export type Saved = { texts: number; tokens: number; nanoUsd: number };

/** Average of the calls for one task by one model that answered; failed ones count with their cost, for they happen again. */
export type Average = { tokensIn: number; tokensOut: number; nanoUsd: number; isPriced: boolean };

/** The sum of some days and kinds. */
export function totalOf(sums: readonly Totals[]): Totals {
  const sum = (read: (one: Totals) => number) => sums.reduce((total, one) => total + read(one), 0);
  return {
    calls: sum((one) => one.calls),
    failed: sum((one) => one.failed),
    tokensIn: sum((one) => one.tokensIn),
    tokensCached: sum((one) => one.tokensCached),
    tokensOut: sum((one) => one.tokensOut),
    nanoUsd: sum((one) => one.nanoUsd),
    unpriced: sum((one) => one.unpriced),
  };
}

/** Averages by task and model; `averageKey` names them. None for a task of which no call has answered. */
export function averageCalls(sums: readonly CallSum[]): ReadonlyMap<string, Average> {
  const averages = new Map<string, Average>();
  for (const [key, of] of Map.groupBy(sums, averageKey)) {
    const { calls, failed, tokensIn, tokensOut, nanoUsd, unpriced } = totalOf(of);
    const answered = calls - failed;
    if (answered > 0)
      averages.set(key, {
        tokensIn: tokensIn / answered,
        tokensOut: tokensOut / answered,
        nanoUsd: nanoUsd / answered,
        isPriced: unpriced === 0,
      });
  }
  return averages;
}

/** What a task by a model is averaged under. */
function averageKey({ task, model }: { task: string; model: string }): string {
  return JSON.stringify([task, model]);
}

/** What served texts saved at those averages; a task without one adds its texts alone. */
export function savedBy(served: readonly ServedSum[], averages: ReadonlyMap<string, Average>): Saved {
  const saved: Saved = { texts: 0, tokens: 0, nanoUsd: 0 };
  for (const one of served) {
    const average = averages.get(averageKey(one));
    saved.texts += one.times;
    saved.tokens += Math.round(one.times * ((average?.tokensIn ?? 0) + (average?.tokensOut ?? 0)));
    saved.nanoUsd += Math.round(one.times * (average?.nanoUsd ?? 0));
  }
  return saved;
}
