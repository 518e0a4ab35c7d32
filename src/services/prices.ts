import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { TokenCounts, Usage } from './llm/model.ts';

/**
 * USD per million tokens. `cacheWrite`: input that the endpoint keeps for later, where that is charged apart. `cheapFactor`: what
 * the cheaper tier costs of these rates (0.5: half); all of them where nobody states it.
 */
export type Rates = { in: number; cached: number; cacheWrite: number; out: number; cheapFactor?: number };

/** Rates and who says so: a page of the seller, or the administrator's settings. */
export type Price = Rates & {
  source: { kind: 'table'; since: string; citationUrl: string; readOn: string } | { kind: 'settings' };
};

/** The price of the configured model on a UTC day (2026-11-23); undefined where nobody states one. */
export type PriceOn = (day: string) => Price | undefined;

/** What a call may cost at most: tokens of either kind, or a sum of which nothing more is known. */
export type Bound = number | { tokensIn: number; tokensOut: number };

/** Input that was written to the endpoint's cache is counted by some endpoints alone. */
type PricedUsage = Usage & { tokensWritten?: number };

/** One USD in the ledger's unit: whole numbers that add up without error. */
export const NANO_USD = 1_000_000_000;
/** USD per million tokens times this is nano-USD per token. */
const NANO_PER_TOKEN = 1_000;
const OPENAI_HOST = 'api.openai.com';

const rate = z.number().nonnegative();
const pricesFile = z.strictObject({
  about: z.string(),
  prices: z.array(
    z.strictObject({
      host: z.string(),
      model: z.string(),
      since: z.iso.date(),
      in: rate,
      cached: rate,
      cacheWrite: rate,
      out: rate,
      flex: z.number().positive().max(1).exactOptional(),
      citationUrl: z.url({ protocol: /^https$/ }),
      readOn: z.iso.date(),
    }),
  ),
});
export type ListedPrice = z.output<typeof pricesFile>['prices'][number];

/** The prices that come with Kiosque, each with its page and the day when that was read. */
export function readPrices(): readonly ListedPrice[] {
  const text = readFileSync(new URL('../data/prices.json', import.meta.url), 'utf8');
  return pricesFile.parse(JSON.parse(text)).prices;
}

/**
 * The price of a model: the settings' where they give one, else the newest listed one that was in force. A listed price
 * holds at its seller's own address alone: what another endpoint asks for a model of that name is not known.
 */
export function priceOf(
  model: { name: string; baseUrl: string | undefined } | undefined,
  settings: Omit<Rates, 'cacheWrite' | 'cheapFactor'> | undefined,
  listed: readonly ListedPrice[] = readPrices(),
): PriceOn {
  if (settings) return () => ({ ...settings, cacheWrite: settings.in, source: { kind: 'settings' } });
  const host = model?.baseUrl === undefined ? OPENAI_HOST : new URL(model.baseUrl).hostname;
  const own = listed
    .filter((one) => one.model === model?.name && one.host === host)
    .toSorted((a, b) => b.since.localeCompare(a.since));
  return (day) => {
    const found = own.find(({ since }) => since <= day);
    if (!found) return undefined;
    const { since, citationUrl, readOn, in: input, cached, cacheWrite, out, flex } = found;
    const source = { kind: 'table', since, citationUrl, readOn } as const;
    return { in: input, cached, cacheWrite, out, ...(flex !== undefined && { cheapFactor: flex }), source };
  };
}

/**
 * What a usage cost, in nano-USD, rounded up. Where the endpoint does not say how much input it wrote to its cache, all
 * that it did not read from there is taken for written: the figure may be above the bill, never below it. What the usage
 * calls cheap costs `cheapFactor` of that.
 */
export function costOf(price: Rates, usage: PricedUsage): number {
  const { cheap } = usage;
  if (!cheap) return roundUp(atStandard(price, usage) * NANO_PER_TOKEN);
  const rest = {
    tokensIn: Math.max(0, usage.tokensIn - cheap.tokensIn),
    tokensCached: Math.max(0, usage.tokensCached - cheap.tokensCached),
    tokensOut: Math.max(0, usage.tokensOut - cheap.tokensOut),
  };
  const usdPerMillion = atStandard(price, rest) + (price.cheapFactor ?? 1) * atStandard(price, cheap);
  return roundUp(usdPerMillion * NANO_PER_TOKEN);
}

function atStandard(price: Rates, usage: TokenCounts & { tokensWritten?: number }): number {
  const fresh = Math.max(0, usage.tokensIn - usage.tokensCached);
  const written = Math.min(fresh, usage.tokensWritten ?? fresh);
  return (
    (fresh - written) * price.in +
    written * Math.max(price.in, price.cacheWrite) +
    usage.tokensCached * price.cached +
    usage.tokensOut * price.out
  );
}

/** The most that a bound may cost, in nano-USD: at the standard tier, whatever was asked for. */
export function costOfBound(price: Rates, bound: Bound): number {
  const dearestIn = Math.max(price.in, price.cached, price.cacheWrite);
  const usdPerMillion =
    typeof bound === 'number'
      ? bound * Math.max(dearestIn, price.out)
      : bound.tokensIn * dearestIn + bound.tokensOut * price.out;
  return roundUp(usdPerMillion * NANO_PER_TOKEN);
}

/** Tokens of a bound, whatever their kind. */
export function tokensOfBound(bound: Bound): number {
  return typeof bound === 'number' ? bound : bound.tokensIn + bound.tokensOut;
}

/** Up to the next whole number, but not for what a double adds in its last digits. */
export function roundUp(value: number): number {
  return Math.max(0, Math.ceil(value - 1e-6));
}
