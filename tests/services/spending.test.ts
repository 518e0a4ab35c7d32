import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { STAND_IN_MODES, startStandIn } from '../../src/sandbox/stand-in.ts';
import type { Article } from '../../src/services/articles.ts';
import type { Asker } from '../../src/services/asker.ts';
import { createLedger, type LedgerLimits } from '../../src/services/ledger.ts';
import { createModel } from '../../src/services/llm/create-model.ts';
import type { Model } from '../../src/services/llm/model.ts';
import { costOf, NANO_USD, priceOf } from '../../src/services/prices.ts';
import { countServed, countSummaries, countTranslations } from '../../src/services/spending-served.ts';
import { estimateDigestCost } from '../../src/services/spending-estimate.ts';
import { findLimit } from '../../src/services/spending-limit.ts';
import { type CapLeft, createSpending, type DigestCost } from '../../src/services/spending.ts';
import { createSummaries } from '../../src/services/summaries.ts';
import { createTranslations } from '../../src/services/translations.ts';
import { formatReport, formatUsage, toJsonReport, toJsonRows } from '../../src/services/usage-table.ts';
import { FERRY, LIBRARY, storeArticle } from '../support/articles.ts';
import { type TestNewsroom, testDatabase } from '../support/database.ts';
import { recordingLog } from '../support/interactions.ts';
import { honestSummary, SCRIPTED_USAGE, scriptedModel } from '../support/model.ts';

const DAY = 24 * 3_600_000;
const ASKER: Asker = { command: 'summary', guildId: 'g1', userId: 'u1', owners: { '0': 'g1' } };
/** USD per million tokens: dear enough for a few dozen calls to reach a dollar. */
const RATES = { in: 20, cached: 2, out: 40 };
const NO_LIMITS = { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0 };

/** The services over a database, as the bot has them. */
function openDesk(newsroom: TestNewsroom, model: Model, limits: Partial<LedgerLimits> = {}, rates = RATES) {
  const { log, events } = recordingLog();
  const paying = { memberKey: 'k', limits: { ...NO_LIMITS, ...limits }, price: priceOf(undefined, rates) };
  const ledger = createLedger({ ...newsroom, model: model.name, ...paying });
  const texts = { ...newsroom, log, model, ledger, articleMaxChars: 0 };
  return {
    ledger,
    events,
    spending: createSpending({ ...newsroom, model: model.name, ...paying }),
    summaries: countSummaries(createSummaries(texts), { ledger, log }),
    translations: countTranslations(createTranslations(texts), { ledger, log }),
  };
}

const summaryOf = (article: Article, language = 'en', asker = ASKER) =>
  ({ article, length: 'short', language, extractsOnly: false, asker, signal: AbortSignal.timeout(60_000) }) as const;

/** A loopback endpoint that counts tokens, and the real client of it. */
async function startEndpoint(newsroom: TestNewsroom) {
  const clock = systemClock();
  const standIn = await startStandIn({ port: 0, clock });
  onTestFinished(() => standIn.stop());
  const { log } = recordingLog();
  const options = {
    name: 'stand-in',
    apiKey: 'none',
    baseUrl: standIn.baseUrl,
    api: 'auto',
    timeoutMs: 30_000,
  } as const;
  const model = createModel({ ...options, clock, random: newsroom.random, log });
  return { standIn, model, counted: () => standIn.tokens() };
}

async function storeMany(newsroom: TestNewsroom, count: number): Promise<readonly Article[]> {
  const articles: Article[] = [];
  for (let i = 0; i < count; i++)
    articles.push(await storeArticle(newsroom, { ...FERRY, title: `${FERRY.title}, part ${i}`, url: null }));
  return articles;
}

describe('what the endpoint counted', () => {
  test('GIVEN summaries and translations of an endpoint in each of its moods THEN the ledger’s sums are its own, to the token', async () => {
    const newsroom = await testDatabase();
    const { standIn, model, counted } = await startEndpoint(newsroom);
    const { summaries, translations, ledger } = openDesk(newsroom, model);
    const articles = [await storeArticle(newsroom, FERRY), await storeArticle(newsroom, LIBRARY)];
    // The other moods are slow or answer nothing, and so count nothing.
    const moods = STAND_IN_MODES.filter((mode) => !['slow', 'hang', 'down', 'rate-limited'].includes(mode));
    const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl'];
    for (const [i, mood] of moods.entries()) {
      standIn.setMode(mood);
      const language = languages[i] ?? 'en';
      const texts = articles.flatMap((article) => [
        summaries.summarize(summaryOf(article, language)),
        translations.translate({ ...summaryOf(article, language), personOnly: false }),
      ]);
      await Promise.all(texts);
    }
    const [sum] = await ledger.usageByDay(1);
    expect(moods.length).toBeGreaterThan(3);
    expect(counted().in).toBeGreaterThan(10_000);
    expect({ in: sum?.tokensIn, out: sum?.tokensOut }).toEqual(counted());
  });
});

describe('a cap of one dollar', () => {
  const rates = { in: 5, cached: 0.5, out: 10 };

  test.each(['honest', 'malformed', 'lying'] as const)(
    'GIVEN 200 parallel requests to an endpoint that is %s, and again those that were denied THEN what it counted never costs more, and little less',
    async (mood) => {
      const newsroom = await testDatabase();
      const { standIn, model, counted } = await startEndpoint(newsroom);
      standIn.setMode(mood);
      const desks = [0, 1].map(() => openDesk(newsroom, model, { totalDailyUsd: 1 }, rates));
      const ask = async (articles: readonly Article[]) => {
        const asked = articles.map(async (article, i) => {
          const result = await desks[i % 2]?.summaries.summarize(summaryOf(article));
          return result?.offline?.reason === 'total-budget' ? [article] : [];
        });
        return (await Promise.all(asked)).flat();
      };
      const spent = () =>
        costOf({ ...rates, cacheWrite: 0 }, { tokensIn: counted().in, tokensCached: 0, tokensOut: counted().out });
      let denied = await ask(await storeMany(newsroom, 200));
      expect(denied.length).toBeGreaterThan(100);
      for (let before = 201; denied.length < before; ) {
        expect(spent()).toBeLessThanOrEqual(NANO_USD);
        before = denied.length;
        denied = [...(await ask(denied.slice(0, 20))), ...denied.slice(20)];
      }
      expect(spent()).toBeLessThanOrEqual(NANO_USD);
      expect(spent()).toBeGreaterThan(0.8 * NANO_USD);
      expect(denied.length).toBeGreaterThan(0);
      const report = await desks[0]?.spending.report(undefined);
      expect(report?.month.nanoUsd).toBe(spent());
      expect(report?.caps).toEqual([
        { scope: 'total', period: 'day', unit: 'usd', max: NANO_USD, used: spent(), left: NANO_USD - spent() },
      ]);
    },
    60_000,
  );
});

describe('one call for all', () => {
  test('GIVEN 1,000 who ask at once THEN one call; 999 texts count as served', async () => {
    const newsroom = await testDatabase();
    const model = scriptedModel(honestSummary);
    const { summaries, spending } = openDesk(newsroom, model);
    const article = await storeArticle(newsroom, FERRY);
    const all = await Promise.all(
      Array.from({ length: 1_000 }, (_, i) =>
        summaries.summarize(summaryOf(article, 'en', { ...ASKER, userId: `u${i}` })),
      ),
    );
    expect(model.asked).toHaveLength(1);
    expect(new Set(all.map(({ origin, summary }) => JSON.stringify({ origin, summary }))).size).toBe(1);
    const { month, saved } = await spending.report(ASKER);
    expect(month).toMatchObject({ calls: 1, ...SCRIPTED_USAGE });
    expect(saved.month).toEqual({ texts: 999, tokens: 999 * 150, nanoUsd: 999 * month.nanoUsd });
  });

  test('GIVEN a second reader of each language THEN no call, and each is counted for who pays for it', async () => {
    const newsroom = await testDatabase();
    const model = scriptedModel(honestSummary);
    const { summaries, spending } = openDesk(newsroom, model);
    const article = await storeArticle(newsroom, FERRY);
    const languages = ['en', 'en-GB', 'en-AU'];
    for (const language of languages) await summaries.summarize(summaryOf(article, language));
    const calls = model.asked.length;
    const second = { ...ASKER, userId: 'u2', guildId: 'g2', owners: { '0': 'g2' } };
    for (const language of languages) await summaries.summarize(summaryOf(article, language, second));
    expect(model.asked).toHaveLength(calls);
    expect((await spending.report(second)).saved.month.texts).toBe(3);
    expect((await spending.report(ASKER)).saved.month.texts).toBe(0);
    expect((await spending.report(undefined)).saved.month.texts).toBe(3);
  });

  test('GIVEN a count that cannot be stored THEN the reader has the text and the log the reason', async () => {
    const { log, events } = recordingLog();
    const noteServed = async () => {
      throw new Error('disk full');
    };
    const read = countServed(async ({ asker }: { asker: Asker }) => asker.command, {
      ledger: { noteServed },
      log,
      task: 'summary',
      isText: () => true,
    });
    expect(await read({ asker: ASKER })).toBe('summary');
    expect(events).toMatchObject([{ level: 'warn', event: 'usage.served-not-counted' }]);
  });
});

describe('the report', () => {
  test('GIVEN calls over two months THEN today, the month and 30 days are told apart', async () => {
    const newsroom = await testDatabase('2026-10-31T23:00:00Z');
    const { ledger, spending } = openDesk(newsroom, scriptedModel(honestSummary), { totalDailyTokens: 1_000 });
    const call = async (tokensIn: number) => {
      const held = await ledger.reserve(ASKER, 'summary', tokensIn);
      if (held.granted) await ledger.settle(held.id, { tokensIn, tokensCached: 0, tokensOut: 0 });
    };
    await call(100);
    await newsroom.clock.move(DAY);
    await call(10);
    await newsroom.clock.move(DAY);
    await call(1);
    const report = await spending.report(ASKER);
    expect(report).toMatchObject({ day: '2026-11-02', today: { tokensIn: 1 }, month: { tokensIn: 11 } });
    expect(report.days).toHaveLength(30);
    expect(report.days.slice(-3).map(({ day, tokensIn }) => [day, tokensIn])).toEqual([
      ['2026-10-31', 100],
      ['2026-11-01', 10],
      ['2026-11-02', 1],
    ]);
    expect(report.caps).toMatchObject([{ scope: 'total', period: 'day', used: 1, left: 999 }]);
  });

  test('GIVEN calls and served texts THEN the table adds up, and JSON has dollars', async () => {
    const newsroom = await testDatabase('2026-11-23T08:00:00Z');
    const { ledger, spending } = openDesk(newsroom, scriptedModel(honestSummary), { totalMonthlyUsd: 2 });
    const held = await ledger.reserve(ASKER, 'summary', 1_000);
    if (held.granted) await ledger.settle(held.id, { tokensIn: 1_000, tokensCached: 0, tokensOut: 500 });
    await ledger.noteServed(ASKER, 'summary');
    await newsroom.clock.move(DAY);
    await ledger.noteServed({ ...ASKER, command: 'digest' }, 'summary');
    const rows = await spending.rows(2);
    expect(formatUsage(rows)).toBe(
      [
        'day         command  model     calls  failed  tokens in  of them cached  tokens out   USD  served again',
        '2026-11-24  digest   scripted      0       0          0               0           0                   1',
        '2026-11-23  summary  scripted      1       0      1,000               0         500  0.04             1',
        'all days                           1       0      1,000               0         500  0.04             2',
        '',
      ].join('\n'),
    );
    const report = await spending.report(undefined);
    expect(formatReport(report)).toBe(
      [
        'Stored texts saved 2 calls this month, about 3,000 tokens, $0.08.',
        'All servers, this month (UTC): $1.96 left of $2.00.',
        'scripted, USD per million tokens: 20 in, 2 cached, 40 out (from the settings).',
        '',
      ].join('\n'),
    );
    expect(toJsonRows(rows)[1]).toMatchObject({ day: '2026-11-23', costUsd: 0.04, callsWithoutPrice: 0, served: 1 });
    expect(toJsonReport(report)).toMatchObject({
      month: { costUsd: 0.04 },
      saved: { month: { texts: 2, tokens: 3_000, aboutUsd: 0.08 } },
      caps: [{ max: 2, used: 0.04, left: 1.96 }],
    });
  });

  test('GIVEN no calls THEN the table says so', () => {
    expect(formatUsage([])).toBe('No model was called.\n');
  });
});

describe('what a digest will cost', () => {
  const perCall = { tokensIn: 1_000, tokensOut: 100 };
  const rates = { in: 1, cached: 0.1, cacheWrite: 1, out: 10 };

  test('GIVEN articles a day and languages THEN calls, tokens and dollars of an edition and a month', () => {
    const plan = { articlesPerDay: 4, editionsPerMonth: 30, languages: 2, perCall, rates };
    expect(estimateDigestCost(plan)).toEqual({
      articlesPerDay: 4,
      callsPerEdition: 8,
      tokensPerEdition: 8_800,
      nanoUsdPerEdition: 0.016 * NANO_USD,
      callsPerMonth: 240,
      tokensPerMonth: 264_000,
      nanoUsdPerMonth: 0.48 * NANO_USD,
    });
    expect(estimateDigestCost({ ...plan, rates: undefined })).toMatchObject({
      nanoUsdPerEdition: null,
      nanoUsdPerMonth: null,
    });
  });

  test.each([
    ['two editions a day', 500, 60, 10, 600],
    ['weekdays alone', 500, 150 / 7, 10, 215],
    ['an edition each quarter of an hour', 48, 2_880, 1, 1_440],
    ['one a month, of which the last days count', 1, 1, 10, 10],
    ['no article so far', Infinity, 30, 10, 300],
    ['a schedule that never comes round', 500, 0, 10, 0],
  ])('GIVEN %s THEN what editions show', (_, articlesPerDay, editionsPerMonth, callsPerEdition, callsPerMonth) => {
    const plan = { articlesPerDay, editionsPerMonth, languages: 1, perCall, rates };
    expect(estimateDigestCost(plan)).toMatchObject({ callsPerEdition, callsPerMonth });
  });

  test('GIVEN calls of digests so far THEN one call costs what those did', async () => {
    const newsroom = await testDatabase();
    const { ledger, spending } = openDesk(newsroom, scriptedModel(honestSummary));
    await storeArticle(newsroom, FERRY);
    for (let i = 0; i < 5; i++) {
      const held = await ledger.reserve({ ...ASKER, command: 'digest' }, 'summary', 3_000);
      if (held.granted) await ledger.settle(held.id, { tokensIn: 2_000, tokensCached: 0, tokensOut: 100 });
    }
    expect(await spending.estimateDigest({ editionsPerMonth: 30, languages: 1, articlesPerDay: 3 })).toMatchObject({
      callsPerMonth: 90,
      tokensPerMonth: 90 * 2_100,
      basis: 'measured',
    });
    expect(await spending.estimateDigest({ editionsPerMonth: 30, languages: 1 })).toMatchObject({ articlesPerDay: 1 });
  });

  test('GIVEN the stored price of the default model, 10 stories in 2 languages a day THEN an edition costs about half a cent', async () => {
    const newsroom = await testDatabase();
    await storeArticle(newsroom, { ...FERRY, text: 'The ferry sails again after nine years. '.repeat(90) });
    const price = priceOf({ name: 'gpt-6-luna', baseUrl: undefined }, undefined);
    const spending = createSpending({ ...newsroom, model: 'gpt-6-luna', memberKey: 'k', limits: NO_LIMITS, price });
    const cost = await spending.estimateDigest({ editionsPerMonth: 30, languages: 2, articlesPerDay: 10 });
    expect(cost).toMatchObject({ callsPerEdition: 20, callsPerMonth: 600, limit: null });
    expect(cost.nanoUsdPerEdition).toBeLessThan(0.006 * NANO_USD);
    expect(cost.nanoUsdPerMonth).toBeLessThan(0.18 * NANO_USD);
  });
});

describe('the limit that a digest meets', () => {
  const cost = {
    articlesPerDay: 10,
    callsPerEdition: 10,
    tokensPerEdition: 1_000,
    nanoUsdPerEdition: 100,
    callsPerMonth: 300,
    tokensPerMonth: 30_000,
    nanoUsdPerMonth: 3_000,
    basis: 'estimated',
  } as const;
  const cap = (period: 'day' | 'month', unit: 'tokens' | 'usd', max: number, used = 0) =>
    ({ scope: 'total', period, unit, max, used, left: max - used }) as const;
  const find = (caps: readonly CapLeft[], day = '2026-11-01', given: DigestCost = cost) =>
    findLimit(caps, given, { day, editionsPerMonth: 30 });

  test('GIVEN none, a server’s, or a day’s that suffices THEN nothing is said', () => {
    expect(find([])).toBeNull();
    expect(find([{ ...cap('month', 'tokens', 1), scope: 'server' }])).toBeNull();
    expect(find([cap('day', 'tokens', 1_000)])).toBeNull();
  });

  test('GIVEN limits of a month THEN the tightest, and whether it suffices for what is left of the month', () => {
    const caps = [cap('month', 'tokens', 100_000), cap('month', 'usd', 4_000)];
    expect(find(caps)).toEqual({ period: 'month', unit: 'usd', max: 4_000, left: 4_000, suffices: true });
    const used = [cap('month', 'usd', 4_000, 3_500)];
    expect(find(used)).toMatchObject({ left: 500, suffices: false });
    expect(find(used, '2026-11-26')).toMatchObject({ left: 500, suffices: true });
    expect(find(used, '2026-11-25')).toMatchObject({ suffices: false });
    // What is left today would do, a whole month would not.
    expect(find([cap('month', 'usd', 2_999)], '2026-11-30')).toMatchObject({ suffices: false });
  });

  test('GIVEN a day that cannot hold its editions THEN that comes before a month that can', () => {
    const caps = [cap('month', 'tokens', 90_000, 50_000), cap('day', 'tokens', 999)];
    expect(find(caps)).toEqual({ period: 'day', unit: 'tokens', max: 999, left: 999, suffices: false });
  });

  test('GIVEN a limit in dollars and no price THEN only tokens are held against it', () => {
    const unpriced = { ...cost, nanoUsdPerEdition: null, nanoUsdPerMonth: null };
    expect(find([cap('month', 'usd', 1), cap('month', 'tokens', 40_000)], '2026-11-01', unpriced)).toMatchObject({
      unit: 'tokens',
      suffices: true,
    });
  });
});
