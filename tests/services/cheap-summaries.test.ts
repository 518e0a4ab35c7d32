import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Article } from '../../src/services/articles.ts';
import { type Asker, SCHEDULED_ASKER } from '../../src/services/asker.ts';
import { createLedger, type LedgerLimits } from '../../src/services/ledger.ts';
import { createModel } from '../../src/services/llm/create-model.ts';
import type { Tier } from '../../src/services/llm/model.ts';
import { costOf, NANO_USD, priceOf } from '../../src/services/prices.ts';
import { createSpending } from '../../src/services/spending.ts';
import { createSummaries, type SummaryRequest } from '../../src/services/summaries.ts';
import { FERRY, storeArticle } from '../support/articles.ts';
import { type TestNewsroom, testDatabase } from '../support/database.ts';
import { recordingLog } from '../support/interactions.ts';
import { honestSummary } from '../support/model.ts';
import { network } from '../support/network.ts';

/** As dear as a test needs: a few dozen calls reach a dollar. */
const RATES = { in: 5, cached: 0.5, cacheWrite: 5, out: 10 };
const SOLD = { host: 'api.openai.com', model: 'tiny', since: '2026-01-01', flex: 0.5 };
const LISTED = { ...RATES, ...SOLD, citationUrl: 'https://seller.example/prices', readOn: '2026-11-23' };
const NO_LIMITS = { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0 };
const USED = { tokensIn: 3_000, tokensCached: 0, tokensOut: 150 };
const MEMBER: Asker = { command: 'summary', guildId: 'g1', userId: 'u1', owners: { '0': 'g1' } };

type Plan = 'flex' | 'default' | 'full' | 'hang';

/** OpenAI's address, which answers each request as planned: served at a tier, without room for a cheap one, or never. */
function openEndpoint(plan: (tier: string | undefined, call: number) => Plan) {
  const served: { tier: string }[] = [];
  const asked: (string | undefined)[] = [];
  network.server.use(
    http.post('https://api.openai.com/v1/chat/completions', async ({ request }) => {
      const { service_tier: wanted, messages } = requestBody.parse(await request.json());
      asked.push(wanted);
      const tier = plan(wanted, asked.length);
      if (tier === 'full')
        return HttpResponse.json(
          { error: { message: 'Resource Unavailable', code: 'resource_unavailable' } },
          { status: 429 },
        );
      if (tier === 'hang') await new Promise((resolve) => request.signal.addEventListener('abort', resolve));
      served.push({ tier });
      const lines = Array.from((messages.at(-1)?.content ?? '').matchAll(/^\[(\d+)\] (.*)$/gm), ([, n, text = '']) => ({
        n: Number(n),
        text,
      }));
      const { signal } = request;
      const spoken = { name: '', instructions: '', article: '', task: '', maxOutputTokens: 1, signal, lines };
      const content = JSON.stringify(honestSummary(spoken));
      const usage = { prompt_tokens: USED.tokensIn, completion_tokens: USED.tokensOut };
      return HttpResponse.json({
        choices: [{ finish_reason: 'stop', message: { content } }],
        usage,
        service_tier: tier,
      });
    }),
  );
  return { asked, served };
}
const requestBody = z.looseObject({
  service_tier: z.string().optional(),
  messages: z.array(z.object({ content: z.string() })),
});

/** Summaries, ledger and reports over the real client. */
function openDesk(newsroom: TestNewsroom, limits: Partial<LedgerLimits> = {}) {
  const { log, events } = recordingLog();
  const address = { name: 'tiny', baseUrl: undefined };
  const wiring = { api: 'chat', timeoutMs: 90_000, clock: newsroom.clock, random: newsroom.random, log } as const;
  const model = createModel({ ...address, apiKey: 'no-key-at-all', ...wiring });
  const price = priceOf(address, undefined, [LISTED]);
  const paying = { model: 'tiny', memberKey: 'k', limits: { ...NO_LIMITS, ...limits }, price };
  const ledger = createLedger({ ...newsroom, ...paying });
  const summaries = createSummaries({ ...newsroom, log, model, ledger, articleMaxChars: 0 });
  return { summaries, events, model, spending: createSpending({ ...newsroom, ...paying }) };
}

function prepared(article: Article, tier: Tier | null = 'cheap', asker: Asker = SCHEDULED_ASKER): SummaryRequest {
  const signal = new AbortController().signal;
  return { article, length: 'one-line', language: 'en', extractsOnly: false, asker, signal, ...(tier && { tier }) };
}
const asked = (article: Article): SummaryRequest => ({ ...prepared(article, null, MEMBER) });
const priceOfCalls = (cheap: number, standard: number) =>
  cheap * (costOf(RATES, USED) / 2) + standard * costOf(RATES, USED);

describe('prepared ahead', () => {
  test('GIVEN an article prepared at the cheaper tier THEN it costs half, and who reads it later makes no call', async () => {
    const newsroom = await testDatabase();
    const endpoint = openEndpoint((tier) => (tier === 'flex' ? 'flex' : 'default'));
    const { summaries, spending } = openDesk(newsroom);
    const article = await storeArticle(newsroom, FERRY);
    const first = await summaries.summarize(prepared(article));
    const second = await summaries.summarize(asked(article));
    expect(second).toEqual(first);
    expect(first.origin).toBe('model');
    expect(endpoint.asked).toEqual(['flex']);
    expect((await spending.report(undefined)).month).toMatchObject({ calls: 1, ...USED, nanoUsd: priceOfCalls(1, 0) });
  });

  test('GIVEN an endpoint that served it at the standard tier all the same THEN it costs all', async () => {
    const newsroom = await testDatabase();
    openEndpoint(() => 'default');
    const { summaries, spending } = openDesk(newsroom);
    await summaries.summarize(prepared(await storeArticle(newsroom, FERRY)));
    expect((await spending.report(undefined)).month.nanoUsd).toBe(priceOfCalls(0, 1));
  });

  test('GIVEN no room THEN extracts that say so, nothing stored, nothing logged as broken, and no call while the tier rests', async () => {
    const newsroom = await testDatabase();
    const endpoint = openEndpoint((tier) => (tier === 'flex' ? 'full' : 'default'));
    const { summaries, events, spending } = openDesk(newsroom);
    const article = await storeArticle(newsroom, FERRY);
    for (let i = 0; i < 3; i++)
      expect(await summaries.summarize(prepared(article))).toMatchObject({
        origin: 'offline',
        offline: { reason: 'tier-unavailable' },
      });
    expect(endpoint.asked).toEqual(['flex']);
    expect(events.filter(({ level }) => level === 'error')).toEqual([]);
    expect((await spending.report(undefined)).month).toMatchObject({ calls: 1, failed: 1, tokensIn: 0, nanoUsd: 0 });
    // At the hour nobody waits any more.
    expect(await summaries.summarize(asked(article))).toMatchObject({ origin: 'model' });
    expect(endpoint.asked).toEqual(['flex', undefined]);
  });

  test('GIVEN no room and a request that falls back THEN the text at the standard price', async () => {
    const newsroom = await testDatabase();
    openEndpoint((tier) => (tier === 'flex' ? 'full' : 'default'));
    const { summaries, spending } = openDesk(newsroom);
    const result = await summaries.summarize(prepared(await storeArticle(newsroom, FERRY), 'cheap-first'));
    expect(result.origin).toBe('model');
    expect((await spending.report(undefined)).month).toMatchObject({
      calls: 1,
      failed: 0,
      nanoUsd: priceOfCalls(0, 1),
    });
  });

  test('GIVEN a member who asks while it waits for the cheaper tier THEN both have the standard tier’s answer, and the cut call counts as the most it may cost', async () => {
    const newsroom = await testDatabase();
    const endpoint = openEndpoint((tier) => (tier === 'flex' ? 'hang' : 'default'));
    const { summaries, spending } = openDesk(newsroom, { totalMonthlyUsd: 10 });
    const article = await storeArticle(newsroom, FERRY);
    const waiting = summaries.summarize(prepared(article));
    await newsroom.clock.move(30_000);
    const reader = summaries.summarize(asked(article));
    await newsroom.clock.move(1_000);
    const [first, second] = await Promise.all([waiting, reader]);
    expect(first).toEqual(second);
    expect(first.origin).toBe('model');
    expect(endpoint.asked).toEqual(['flex', undefined]);
    const { month, caps } = await spending.report(undefined);
    expect(month).toMatchObject({ calls: 2, failed: 1, ...USED });
    expect(caps[0]?.used).toBeGreaterThan(2 * priceOfCalls(0, 1));
  });

  test('GIVEN ten who prepare the same at once THEN one call', async () => {
    const newsroom = await testDatabase();
    const endpoint = openEndpoint(() => 'flex');
    const { summaries } = openDesk(newsroom);
    const article = await storeArticle(newsroom, FERRY);
    await Promise.all(Array.from({ length: 10 }, async () => summaries.summarize(prepared(article))));
    expect(endpoint.asked).toEqual(['flex']);
  });
});

describe('who pays for what is prepared', () => {
  test('GIVEN a server over its own budget THEN its digest is written all the same; each server sees what digests cost, and pays nothing of it', async () => {
    const newsroom = await testDatabase();
    openEndpoint(() => 'flex');
    const { summaries, spending } = openDesk(newsroom, { serverDailyTokens: 1, totalMonthlyUsd: 10 });
    const article = await storeArticle(newsroom, FERRY);
    expect((await summaries.summarize(asked(article))).offline).toEqual({ reason: 'server-budget' });
    expect((await summaries.summarize(prepared(article))).origin).toBe('model');
    for (const guildId of ['g1', 'g2']) {
      const report = await spending.report({ guildId });
      expect(report.month.calls).toBe(0);
      expect(report.shared).toMatchObject({ calls: 1, ...USED, nanoUsd: priceOfCalls(1, 0) });
      expect(report.caps).toMatchObject([
        { scope: 'server', used: 0 },
        { scope: 'total', used: priceOfCalls(1, 0) },
      ]);
    }
    expect((await spending.report(undefined)).shared).toBeUndefined();
  });

  test('GIVEN the whole bot’s budget used up THEN a prepared article is extracts', async () => {
    const newsroom = await testDatabase();
    const endpoint = openEndpoint(() => 'flex');
    const { summaries } = openDesk(newsroom, { totalMonthlyTokens: 10 });
    const result = await summaries.summarize(prepared(await storeArticle(newsroom, FERRY)));
    expect(result.offline).toEqual({ reason: 'total-budget' });
    expect(endpoint.asked).toEqual([]);
  });
});

describe('a cap of one dollar', () => {
  test('GIVEN 200 parallel requests that are served cheaply, at the standard price or not at all, and again those denied THEN what was served never costs more, and the ledger has it to the token', async () => {
    const newsroom = await testDatabase();
    const moods: readonly Plan[] = ['flex', 'default', 'flex', 'full', 'default', 'flex', 'flex'];
    const endpoint = openEndpoint((tier, call) =>
      tier === 'flex' ? (moods[call % moods.length] ?? 'flex') : 'default',
    );
    const desks = [openDesk(newsroom, { totalMonthlyUsd: 1 }), openDesk(newsroom, { totalMonthlyUsd: 1 })];
    const articles: Article[] = [];
    for (let i = 0; i < 200; i++)
      articles.push(await storeArticle(newsroom, { ...FERRY, title: `${FERRY.title}, part ${i}`, url: null }));
    const tiers: readonly Tier[] = ['cheap', 'cheap-first'];
    const spent = () => {
      const cheap = endpoint.served.filter(({ tier }) => tier === 'flex').length;
      return priceOfCalls(cheap, endpoint.served.length - cheap);
    };
    let written = 0;
    for (let round = 0; round < 12; round++) {
      const results = await Promise.all(
        articles.map(async (article, i) =>
          desks[i % 2]?.summaries.summarize(
            (i + round) % 3 === 2 ? asked(article) : prepared(article, tiers[(i + round) % 3]),
          ),
        ),
      );
      written = results.filter((result) => result?.origin === 'model').length;
      expect(spent()).toBeLessThanOrEqual(NANO_USD);
      await newsroom.clock.move(60_000);
    }
    expect(written).toBe(endpoint.served.length);
    expect(spent()).toBeGreaterThan(0.6 * NANO_USD);
    const cheap = endpoint.served.filter(({ tier }) => tier === 'flex').length;
    expect(cheap).toBeGreaterThan(5);
    expect(endpoint.served.length - cheap).toBeGreaterThan(5);
    const report = await desks[0]?.spending.report(undefined);
    expect(report?.month).toMatchObject({
      nanoUsd: spent(),
      tokensIn: endpoint.served.length * USED.tokensIn,
      tokensOut: endpoint.served.length * USED.tokensOut,
    });
    expect(report?.caps).toMatchObject([{ used: spent(), left: NANO_USD - spent() }]);
  }, 60_000);
});
