import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { capsOf } from '../../src/services/ledger-caps.ts';
import {
  costOf,
  costOfBound,
  type ListedPrice,
  NANO_USD,
  priceOf,
  readPrices,
  tokensOfBound,
} from '../../src/services/prices.ts';

const LUNA = { name: 'gpt-6-luna', baseUrl: undefined };
const MILLION = 1_000_000;

describe('the price table', () => {
  test('GIVEN the prices that come with Kiosque THEN each has its page and the days', () => {
    for (const { citationUrl, since, readOn, in: input, cached, cacheWrite, out } of readPrices()) {
      expect(citationUrl).toMatch(/^https:\/\//);
      expect(since <= readOn).toBe(true);
      expect(cached).toBeLessThanOrEqual(input);
      expect(input).toBeLessThanOrEqual(cacheWrite);
      expect(cacheWrite).toBeLessThanOrEqual(out);
    }
    expect(priceOf(LUNA, undefined)('2026-11-23')).toMatchObject({
      in: 0.1,
      cached: 0.01,
      cacheWrite: 0.125,
      out: 0.5,
      cheapFactor: 0.5,
    });
    // Its page names no such price.
    expect(priceOf({ ...LUNA, name: 'gpt-5.6-luna' }, undefined)('2026-11-23')).not.toHaveProperty('cheapFactor');
  });

  test('GIVEN another endpoint, another model or a day before the price THEN none is known', () => {
    expect(priceOf({ ...LUNA, baseUrl: 'https://api.openai.com/v1' }, undefined)('2026-11-23')).toBeDefined();
    expect(priceOf({ ...LUNA, baseUrl: 'http://127.0.0.1:11434/v1' }, undefined)('2026-11-23')).toBeUndefined();
    expect(priceOf({ ...LUNA, baseUrl: 'https://eu.api.openai.com/v1' }, undefined)('2026-11-23')).toBeUndefined();
    expect(priceOf({ ...LUNA, name: 'gpt-6-luna-2' }, undefined)('2026-11-23')).toBeUndefined();
    expect(priceOf(LUNA, undefined)('2026-09-21')).toBeUndefined();
    expect(priceOf(undefined, undefined)('2026-11-23')).toBeUndefined();
  });

  test('GIVEN several prices of a model THEN the one in force on the day', () => {
    const [listed] = readPrices();
    if (!listed) throw new Error('no price');
    const at = (since: string, input: number): ListedPrice => ({ ...listed, model: 'm', since, in: input });
    const price = priceOf({ name: 'm', baseUrl: undefined }, undefined, [at('2026-01-01', 1), at('2026-06-01', 2)]);
    expect(price('2026-05-31')?.in).toBe(1);
    expect(price('2026-06-01')?.in).toBe(2);
  });

  test('GIVEN the administrator’s prices THEN they stand before the table, at any endpoint, a price of 0 too', () => {
    const local = priceOf({ ...LUNA, baseUrl: 'http://127.0.0.1:1/v1' }, { in: 0, cached: 0, out: 0 });
    expect(local('2020-01-01')).toEqual({ in: 0, cached: 0, cacheWrite: 0, out: 0, source: { kind: 'settings' } });
  });
});

describe('what a usage costs', () => {
  const rates = { in: 0.1, cached: 0.01, cacheWrite: 0.125, out: 0.5 };

  test('GIVEN a million tokens of a kind THEN its rate, new input as if written to the cache unless it is said', () => {
    const of = (usage: object) => costOf(rates, { tokensIn: 0, tokensCached: 0, tokensOut: 0, ...usage }) / NANO_USD;
    expect(of({ tokensOut: MILLION })).toBe(0.5);
    expect(of({ tokensIn: MILLION, tokensCached: MILLION })).toBe(0.01);
    expect(of({ tokensIn: MILLION })).toBe(0.125);
    expect(of({ tokensIn: MILLION, tokensWritten: 0 })).toBe(0.1);
    expect(of({ tokensIn: MILLION, tokensWritten: 400_000 })).toBe(0.11);
  });

  test('GIVEN one token THEN no cost is lost to rounding; GIVEN more cached than sent THEN nothing is negative', () => {
    expect(costOf(rates, { tokensIn: 0, tokensCached: 0, tokensOut: 1 })).toBe(500);
    expect(costOf({ ...rates, out: 0.0001 }, { tokensIn: 0, tokensCached: 0, tokensOut: 1 })).toBe(1);
    expect(costOf(rates, { tokensIn: 5, tokensCached: 9, tokensOut: 0 })).toBe(90);
  });

  test('GIVEN a part that was answered at the cheaper tier THEN that part costs its factor, or all where nobody states one', () => {
    const cheap = { tokensIn: MILLION, tokensCached: 0, tokensOut: MILLION };
    const usage = { tokensIn: 2 * MILLION, tokensCached: MILLION, tokensOut: 2 * MILLION, cheap };
    expect(costOf({ ...rates, cheapFactor: 0.5 }, usage) / NANO_USD).toBe(0.01 + 0.5 + (0.125 + 0.5) / 2);
    expect(costOf(rates, usage) / NANO_USD).toBe(0.01 + 0.5 + 0.125 + 0.5);
    expect(costOf({ ...rates, cheapFactor: 0.5 }, { ...cheap, cheap })).toBe((0.625 * NANO_USD) / 2);
  });

  test('GIVEN what may be answered cheaply THEN the bound is that of the standard tier', () => {
    const bound = { tokensIn: 1_000, tokensOut: 200 };
    expect(costOfBound({ ...rates, cheapFactor: 0.5 }, bound)).toBe(costOfBound(rates, bound));
  });

  test('GIVEN any usage within a bound THEN it never costs more than the bound', () => {
    const bound = { tokensIn: 1_000, tokensOut: 200 };
    const uses = [0, 1, 500, 1_000].flatMap((tokensIn) =>
      [0, 100, 200].flatMap((tokensOut) =>
        [0, tokensIn / 2, tokensIn].map((tokensCached) => ({ tokensIn, tokensCached, tokensOut })),
      ),
    );
    for (const usage of uses) {
      expect(costOf(rates, usage)).toBeLessThanOrEqual(costOfBound(rates, bound));
      expect(costOf(rates, usage)).toBeLessThanOrEqual(costOfBound(rates, tokensOfBound(bound)));
    }
  });
});

describe('the settings', () => {
  const fault = (environment: Record<string, string>) => {
    try {
      parseConfig(environment);
      return '';
    } catch (error) {
      return String(error);
    }
  };

  test('GIVEN prices THEN all are read, and input from a cache costs as any where it has none', () => {
    expect(parseConfig({}).price).toBeUndefined();
    const price = { LLM_PRICE_IN: '0.10', LLM_PRICE_OUT: '0.5' };
    expect(parseConfig(price).price).toEqual({ in: 0.1, cached: 0.1, out: 0.5 });
    expect(parseConfig({ ...price, LLM_PRICE_CACHED: '0' }).price).toEqual({ in: 0.1, cached: 0, out: 0.5 });
  });

  test('GIVEN one price without the other THEN the missing one is named; GIVEN no amount THEN the setting is', () => {
    expect(fault({ LLM_PRICE_IN: '1' })).toContain('LLM_PRICE_OUT is missing');
    expect(fault({ LLM_PRICE_CACHED: '1' })).toMatch(/LLM_PRICE_IN is missing[^]*LLM_PRICE_OUT is missing/);
    expect(fault({ LLM_MONTHLY_USD: '5 $', LLM_DAILY_USD: '-1', LLM_PRICE_IN: '1e3' })).toMatch(
      /LLM_DAILY_USD must be an amount[^]*LLM_MONTHLY_USD must be an amount/,
    );
  });

  test('GIVEN caps THEN those in dollars become whole nano-dollars, and 0 is none', () => {
    const { limits } = parseConfig({ LLM_MONTHLY_USD: '0.10', LLM_SERVER_MONTHLY_TOKENS: '7', LLM_DAILY_TOKENS: '0' });
    expect(capsOf(limits)).toEqual([
      { scope: 'server', period: 'day', unit: 'tokens', max: 500_000 },
      { scope: 'server', period: 'month', unit: 'tokens', max: 7 },
      { scope: 'total', period: 'month', unit: 'usd', max: 100_000_000 },
    ]);
  });

  test('GIVEN a tier THEN it is the model’s; GIVEN an unknown one THEN the setting is named', () => {
    const tierOf = (environment: Record<string, string>) =>
      parseConfig({ OPENAI_API_KEY: 'k', ...environment }).model?.digestTier;
    expect(tierOf({})).toBe('auto');
    expect(tierOf({ LLM_DIGEST_TIER: 'flex' })).toBe('flex');
    expect(fault({ LLM_DIGEST_TIER: 'batch' })).toContain('LLM_DIGEST_TIER must be auto, flex or standard');
  });
});
