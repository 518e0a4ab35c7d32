import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { createLedger } from '../../src/services/ledger.ts';
import { ModelError } from '../../src/services/llm/model.ts';
import { mostTokens } from '../../src/services/llm/tokens.ts';
import { createSummaries } from '../../src/services/summaries.ts';
import { estimateJudging, judgePoints } from '../../src/services/summaries-judge.ts';
import type { Point } from '../../src/services/summaries-text.ts';
import { estimateSummary } from '../../src/services/summaries-writing.ts';
import { FERRY, storeArticle } from '../support/articles.ts';
import { testDatabase } from '../support/database.ts';
import { recordingLog } from '../support/interactions.ts';
import { type AskedOfModel, honestSummary, SCRIPTED_USAGE, scriptedModel } from '../support/model.ts';

const TWICE = { tokensIn: 2 * SCRIPTED_USAGE.tokensIn, tokensCached: 40, tokensOut: 2 * SCRIPTED_USAGE.tokensOut };

/** All points are supported but those of these numbers. */
const verdicts = (...unsupported: readonly number[]) => ({
  verdicts: [1, 2, 3].map((n) => ({ n, supported: !unsupported.includes(n) })),
});

async function testDesk(judge: (request: AskedOfModel) => unknown, limits: { totalDailyTokens?: number } = {}) {
  const newsroom = await testDatabase();
  const article = await storeArticle(newsroom, FERRY);
  const model = scriptedModel((request) => (request.name === 'verdicts' ? judge(request) : honestSummary(request)));
  const { log, events } = recordingLog();
  const ledger = createLedger({
    ...newsroom,
    model: model.name,
    memberKey: 'k',
    limits: { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0, ...limits },
  });
  const options = { ...newsroom, log, model, ledger, articleMaxChars: 0 };
  const ask = (on: boolean, given: { extractsOnly?: boolean; signal?: AbortSignal } = {}) =>
    createSummaries({ ...options, judge: on }).summarize({
      article,
      length: 'short',
      language: 'en',
      extractsOnly: false,
      asker: { command: 'summary', guildId: 'g1', userId: 'u1' },
      signal: new AbortController().signal,
      ...given,
    });
  return { ask, model, events, ledger, article };
}

describe('the judge', () => {
  test('GIVEN nothing is set THEN it is off, and no request is made', async () => {
    expect(parseConfig({}).judge).toBe(false);
    expect(parseConfig({ LLM_JUDGE: 'on' }).judge).toBe(true);
    const { ask, model } = await testDesk(() => verdicts(1, 2, 3));
    expect((await ask(false)).summary.points).toHaveLength(3);
    expect(model.asked.map(({ name }) => name)).toEqual(['summary']);
  });

  test('GIVEN a point that it calls unsupported THEN that one falls, is counted, and the ledger has both requests', async () => {
    const { ask, model, ledger, events } = await testDesk(() => verdicts(2));
    const plain = await ask(false);
    const judged = await ask(true);
    expect(judged.summary.points).toEqual([plain.summary.points[0], plain.summary.points[2]]);
    expect(judged).toMatchObject({ origin: 'model', dropped: 1 });
    expect(model.asked.map(({ name }) => name)).toEqual(['summary', 'summary', 'verdicts']);
    expect(await ledger.usageByDay(1)).toMatchObject([{ calls: 2, tokensIn: 300, tokensOut: 150 }]);
    expect(events).toMatchObject([{ event: 'summary.points-dropped', fields: { faults: ['judge'] } }]);
  });

  test('GIVEN its request THEN each point stands fenced beside its own passages, and the article is not sent again', async () => {
    const { ask, model } = await testDesk(() => verdicts());
    const { summary } = await ask(true);
    const request = model.asked[1];
    expect(request?.lines).toEqual([
      { n: 0, text: FERRY.title },
      ...summary.points.map(({ evidence }, i) => ({ n: i + 1, text: evidence[0]?.quote })),
    ]);
    for (const [i, { text }] of summary.points.entries()) expect(request?.task).toContain(`\n[${i + 1}] ${text}\n`);
    expect(request?.task).toMatch(/^=== ARTICLE \w+ ===\n/);
    expect(request?.article).not.toContain('Grey Heron');
    expect(request?.rounds).toBe(1);
  });

  test('GIVEN more points that fall than hold THEN extracts are shown with the reason', async () => {
    const { ask } = await testDesk(() => verdicts(1, 3));
    expect(await ask(true)).toMatchObject({ origin: 'offline', offline: { reason: 'unsupported' }, dropped: 2 });
  });

  test.each<[string, unknown]>([
    ['fails', new ModelError('malformed', { usage: SCRIPTED_USAGE })],
    ['leaves a point out', { verdicts: [{ n: 1, supported: false }] }],
    ['contradicts itself', { verdicts: [1, 1, 2, 3].map((n, i) => ({ n, supported: i > 0 })) }],
    ['names points that are not there', { verdicts: [0, 1, 2].map((n) => ({ n, supported: false })) }],
  ])('GIVEN a judge that %s THEN nothing changes but the cost, and the log says it at debug', async (_, answer) => {
    const { ask, events, ledger } = await testDesk(() => answer);
    const result = await ask(true);
    expect(result).toMatchObject({ origin: 'model', dropped: 0 });
    expect(result.summary.points).toHaveLength(3);
    expect(events).toMatchObject([{ level: 'debug', event: 'summary.not-judged' }]);
    expect(await ledger.usageByDay(1)).toMatchObject([{ failed: 0, ...TWICE }]);
  });

  test('GIVEN a judge that is not heard to the end THEN all that it may have cost is counted', async () => {
    const { ask, ledger, article } = await testDesk(() => new ModelError('timeout'));
    expect((await ask(true)).summary.points).toHaveLength(3);
    const [day] = await ledger.usageByDay(1);
    const bound = estimateJudging(article, 3);
    expect(day?.tokensOut).toBe(SCRIPTED_USAGE.tokensOut + bound.tokensOut);
    expect(day?.tokensIn).toBeGreaterThan(SCRIPTED_USAGE.tokensIn + 500);
    expect(day?.tokensIn).toBeLessThanOrEqual(SCRIPTED_USAGE.tokensIn + bound.tokensIn);
  });

  test('GIVEN a member who leaves meanwhile THEN the summary is given up like any other', async () => {
    const leaving = new AbortController();
    const { ask } = await testDesk(() => {
      leaving.abort(new Error('gone'));
      return new ModelError('aborted');
    });
    await expect(ask(true, { signal: leaving.signal })).rejects.toThrow('gone');
  });

  test('GIVEN it is switched on later THEN the stored text is not served for the judged one; each is stored', async () => {
    const { ask, model } = await testDesk(() => verdicts(1));
    for (const on of [false, true, true, false]) await ask(on);
    expect(model.asked.map(({ name }) => name)).toEqual(['summary', 'summary', 'verdicts']);
  });

  test('GIVEN extracts, or no point that the guard held THEN it is not asked', async () => {
    const { ask, model } = await testDesk(() => verdicts());
    expect((await ask(true, { extractsOnly: true })).origin).toBe('offline');
    expect(model.asked).toEqual([]);
    const signal = new AbortController().signal;
    const article = await storeArticle(await testDatabase());
    expect((await judgePoints({ model, article, signal }, [])).kept).toEqual([]);
    expect(model.asked).toEqual([]);
  });
});

describe('the cap', () => {
  test('GIVEN room for a summary but not for its judge THEN no request is made at all', async () => {
    const article = await storeArticle(await testDatabase());
    const total = (on: boolean) => {
      const { tokensIn, tokensOut } = estimateSummary(article, 'short', 'en', on);
      return tokensIn + tokensOut;
    };
    const { ask, model } = await testDesk(() => verdicts(), { totalDailyTokens: total(true) - 1 });
    expect(total(true) - total(false)).toBeGreaterThan(3_000);
    expect(await ask(true)).toMatchObject({ offline: { reason: 'total-budget' } });
    expect(model.asked).toEqual([]);
    const enough = await testDesk(() => verdicts(), { totalDailyTokens: total(true) });
    expect((await enough.ask(true)).origin).toBe('model');
  });

  test('GIVEN points of any length and script THEN what is sent stays within the bound, and those without room are kept', async () => {
    const article = await storeArticle(await testDatabase());
    const point = (words: string, times: number): Point => ({
      text: words.repeat(times),
      evidence: [1, 2, 3].map((paragraph) => ({ paragraph, quote: words.repeat(times) })),
    });
    const points = [point('渡船', 40), point('ferry ', 4_000), point('паром ', 20), point('x', 1)];
    const model = scriptedModel(() => ({ verdicts: [1, 2, 3].map((n) => ({ n, supported: false })) }));
    const { kept } = await judgePoints({ model, article, signal: new AbortController().signal }, points);
    expect(kept).toEqual([points[1]]);
    const [request] = model.asked;
    if (!request) throw new Error('not asked');
    const bound = estimateJudging(article, points.length);
    expect(mostTokens(request).tokensIn).toBeLessThanOrEqual(bound.tokensIn);
    expect(mostTokens(request).tokensOut).toBe(bound.tokensOut);
  });
});
