import { type CallSum, measureStored } from '../data/call-store-sums.ts';
import type { Database } from '../data/database.ts';
import { estimateTokens } from './llm/tokens.ts';
import { costOf, type Rates, roundUp } from './prices.ts';
import { SUMMARY_INSTRUCTIONS } from './prompts.ts';
import { totalOf } from './spending-totals.ts';

/** A digest to be priced. */
export type DigestPlan = {
  /** In 30 days: nextSlots of the calendar counts them for any schedule. */
  editionsPerMonth: number;
  /** How many languages it is posted in; texts of one language are shared by all its digests. */
  languages: number;
  /** What the archive took in lately where it is left out; full editions before anything was stored. */
  articlesPerDay?: number;
};

/**
 * An edition and a month of 30 days at most: at the standard tier's price, whatever is stored already. A call is one summary.
 * `nanoUsd` is null where no price is known.
 */
export type DigestCost = {
  articlesPerDay: number;
  callsPerEdition: number;
  tokensPerEdition: number;
  nanoUsdPerEdition: number | null;
  callsPerMonth: number;
  tokensPerMonth: number;
  nanoUsdPerMonth: number | null;
  /** Of what one call costs: `measured` from calls of digests so far; before there are enough, `estimated` from the length of the stored articles. */
  basis: 'measured' | 'estimated';
};

/** Articles that an edition shows and so summarizes; the others are counted in one line. */
const SHOWN_PER_EDITION = 10;
const DAYS_PER_MONTH = 30;
const DAY_MS = 86_400_000;
/** Fewer calls say little about the next one. */
const ENOUGH_CALLS = 5;
/** One point with its passage as JSON. */
const TYPICAL_ANSWER_TOKENS = 200;
/** Article text as it is stored, marks of JSON included; said in tokens like any text of a reservation. */
const CHARS_PER_TOKEN = 3.5;
/** Some 600 words; stands in until an article is stored. */
const TYPICAL_CHARS = 3_600;

/** What a digest costs a month, given the articles a day, the languages and what one call costs. Rounded up. */
export function estimateDigestCost(plan: {
  articlesPerDay: number;
  editionsPerMonth: number;
  languages: number;
  perCall: { tokensIn: number; tokensOut: number };
  rates: Rates | undefined;
}): Omit<DigestCost, 'basis'> {
  const { articlesPerDay, editionsPerMonth, languages, perCall, rates } = plan;
  const news = articlesPerDay * DAYS_PER_MONTH;
  // A schedule that never comes round (30 February) costs nothing a month; an edition on demand holds what there is.
  const shown = editionsPerMonth > 0 ? Math.min(SHOWN_PER_EDITION, news / editionsPerMonth) : SHOWN_PER_EDITION;
  const costOfCalls = (calls: number) => {
    const [tokensIn, tokensOut] = [calls * perCall.tokensIn, calls * perCall.tokensOut];
    const nanoUsd = rates ? costOf(rates, { tokensIn, tokensCached: 0, tokensOut }) : null;
    return { tokens: Math.ceil(tokensIn + tokensOut), nanoUsd };
  };
  const callsPerEdition = roundUp(shown * languages);
  const callsPerMonth = roundUp(shown * languages * editionsPerMonth);
  const [edition, month] = [costOfCalls(callsPerEdition), costOfCalls(callsPerMonth)];
  return {
    articlesPerDay,
    callsPerEdition,
    tokensPerEdition: edition.tokens,
    nanoUsdPerEdition: edition.nanoUsd,
    callsPerMonth,
    tokensPerMonth: month.tokens,
    nanoUsdPerMonth: month.nanoUsd,
  };
}

/** The same with what this archive and its ledger say. */
export async function measureDigest(
  from: { db: Database; now: number; price: Rates | undefined; sums(): Promise<readonly CallSum[]> },
  plan: DigestPlan,
): Promise<DigestCost> {
  const total = totalOf((await from.sums()).filter(({ command, task }) => command === 'digest' && task === 'summary'));
  const answered = total.calls - total.failed;
  const { averageChars, ...intake } = await measureStored(from.db, from.now - DAYS_PER_MONTH * DAY_MS);
  const isMeasured = answered >= ENOUGH_CALLS;
  const perCall = isMeasured
    ? { tokensIn: total.tokensIn / answered, tokensOut: total.tokensOut / answered }
    : estimateCall(averageChars ?? TYPICAL_CHARS);
  const articlesPerDay = plan.articlesPerDay ?? intakePerDay(intake, from.now);
  const cost = estimateDigestCost({ ...plan, articlesPerDay, perCall, rates: from.price });
  return { ...cost, basis: isMeasured ? 'measured' : 'estimated' };
}

function estimateCall(articleChars: number): { tokensIn: number; tokensOut: number } {
  const tokensIn = estimateTokens(SUMMARY_INSTRUCTIONS) + Math.ceil(articleChars / CHARS_PER_TOKEN);
  return { tokensIn, tokensOut: TYPICAL_ANSWER_TOKENS };
}

/** Articles a day that were stored over the last 30 days, or since the first one; no bound before there is one. */
function intakePerDay({ count, oldestAt }: { count: number; oldestAt: number | null }, now: number): number {
  if (oldestAt === null) return Infinity;
  return count / Math.min(DAYS_PER_MONTH, Math.max(1, Math.ceil((now - oldestAt) / DAY_MS)));
}
