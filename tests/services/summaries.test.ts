import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/data/database.ts';
import type { Article } from '../../src/services/articles.ts';
import { createLedger } from '../../src/services/ledger.ts';
import { ModelError } from '../../src/services/llm/model.ts';
import { createSummaries, type SummaryRequest } from '../../src/services/summaries.ts';
import { FERRY, storeArticle } from '../support/articles.ts';
import { testClock } from '../support/clock.ts';
import { type TestNewsroom, testDatabase } from '../support/database.ts';
import { recordingLog } from '../support/interactions.ts';
import { honestSummary, SCRIPTED_USAGE, type ScriptedModel, scriptedModel } from '../support/model.ts';
import { testRandom } from '../support/random.ts';

const ASKING_PROCESS = 'tests/support/asking-process.ts';

const LIMITS = { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0 };

/** A loopback endpoint that takes half a second and then cites the first paragraph; it counts its requests. */
async function startSlowModel(): Promise<{ baseUrl: string; requests(): number }> {
  let requests = 0;
  const quote = 'The night ferry between Ostley and Port Larne will sail again';
  const summary = {
    headline: 'Ferry',
    points: [{ text: 'The ferry is back, the authority announced.', evidence: [{ paragraph: 1, quote }] }],
  };
  const message = { role: 'assistant', content: JSON.stringify(summary) };
  const body = JSON.stringify({ choices: [{ finish_reason: 'stop', message }] });
  const server = createServer((request, response) => {
    requests++;
    request.resume();
    response.setHeader('content-type', 'application/json');
    setTimeout(() => response.end(body), 500);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, requests: () => requests };
}

/** The service as one process has it, over a database that several may share. */
function openDesk(
  newsroom: TestNewsroom,
  model: ScriptedModel | undefined,
  options: { limits?: Partial<typeof LIMITS>; articleMaxChars?: number; promptVersion?: string } = {},
) {
  const { log, events } = recordingLog();
  const { limits, ...rest } = { articleMaxChars: 60_000, ...options };
  const ledger = createLedger({
    ...newsroom,
    model: model?.name ?? '',
    memberKey: 'k',
    limits: { ...LIMITS, ...limits },
  });
  return { summaries: createSummaries({ ...newsroom, log, model, ledger, ...rest }), ledger, events };
}

function requestFor(article: Article, given: Partial<SummaryRequest> = {}): SummaryRequest {
  return {
    article,
    length: 'short',
    language: 'en',
    extractsOnly: false,
    asker: { command: 'summary', guildId: 'g1', userId: 'u1' },
    signal: new AbortController().signal,
    ...given,
  };
}

async function testDesk(model: ScriptedModel | undefined, options: Parameters<typeof openDesk>[2] = {}) {
  const newsroom = await testDatabase();
  const article = await storeArticle(newsroom, FERRY);
  return { newsroom, article, ...openDesk(newsroom, model, options) };
}

describe('one call for all', () => {
  test('GIVEN 100 who ask at once THEN the model is asked once, charged once, and all read the same', async () => {
    const model = scriptedModel(honestSummary);
    const { summaries, article, ledger } = await testDesk(model);
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        summaries.summarize(requestFor(article, { asker: { command: 'summary', guildId: 'g1', userId: `u${i}` } })),
      ),
    );
    expect(model.asked).toHaveLength(1);
    expect(new Set(all.map((result) => JSON.stringify(result.summary))).size).toBe(1);
    expect(all[99]).toMatchObject({ origin: 'model', model: 'scripted', language: 'en', length: 'short', dropped: 0 });
    expect(await ledger.usageByDay(1)).toMatchObject([{ calls: 1, failed: 0, ...SCRIPTED_USAGE }]);
  });

  test('GIVEN a second ask THEN no call, also after a restart; another length, language, revision, model or prompt version is another question', async () => {
    const model = scriptedModel(honestSummary);
    const { summaries, article, newsroom } = await testDesk(model);
    await summaries.summarize(requestFor(article));
    await summaries.summarize(requestFor(article));
    await openDesk(newsroom, model).summaries.summarize(requestFor(article));
    expect(model.asked).toHaveLength(1);
    await summaries.summarize(requestFor(article, { length: 'one-line' }));
    await summaries.summarize(requestFor(article, { language: 'en-GB' }));
    await summaries.summarize(requestFor({ ...article, revision: 2 }));
    await openDesk(newsroom, model, { promptVersion: 'next' }).summaries.summarize(requestFor(article));
    expect(model.asked).toHaveLength(5);
    const other = scriptedModel(honestSummary, { name: 'other' });
    await openDesk(newsroom, other).summaries.summarize(requestFor(article));
    expect(other.asked).toHaveLength(1);
  });

  test('GIVEN two processes on one file at once THEN one asks and the other waits for its text', async () => {
    const model = scriptedModel(honestSummary);
    const { newsroom, article, summaries } = await testDesk(model);
    const second = openDesk({ ...newsroom, random: testRandom(9) }, model).summaries;
    const both = Promise.all([summaries.summarize(requestFor(article)), second.summarize(requestFor(article))]);
    await newsroom.clock.move(2_000);
    const [one, other] = await both;
    expect(model.asked).toHaveLength(1);
    expect(one.summary).toEqual(other.summary);
  });

  test('GIVEN two real processes on one file and 20 who ask in each THEN one request, and one text for all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kiosque-texts-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'k.db');
    const db = await openDatabase(path);
    const article = await storeArticle({ db, clock: testClock(), random: testRandom() }, FERRY);
    await db.destroy();
    const { baseUrl, requests } = await startSlowModel();
    const ask = () => promisify(execFile)(process.execPath, [ASKING_PROCESS, path, baseUrl, article.id]);
    const said = await Promise.all([ask(), ask()]);
    const [one, other] = said.map(({ stdout }) => stdout.trim());
    expect(one).toContain('"origin":"model"');
    expect(one).toBe(other);
    expect(requests()).toBe(1);
  });

  test('GIVEN a process that died while it wrote THEN its claim is free once the lease is over', async () => {
    const model = scriptedModel((request, call) => (call === 1 ? new Promise(() => {}) : honestSummary(request)));
    const { newsroom, article, summaries } = await testDesk(model);
    void summaries.summarize(requestFor(article));
    await newsroom.clock.move(0);
    // The first process stops here for good: nothing renews its claim any more.
    const later = { ...newsroom, clock: { ...newsroom.clock, now: () => newsroom.clock.now() + 61_000 } };
    const result = await openDesk({ ...later, random: testRandom(9) }, model).summaries.summarize(requestFor(article));
    expect(result.origin).toBe('model');
    expect(model.asked).toHaveLength(2);
  });

  test('GIVEN a call longer than the lease THEN the claim is renewed and nobody else begins', async () => {
    let finish: (value: unknown) => void = () => {};
    const slow = scriptedModel(() => new Promise((resolve) => (finish = resolve)));
    const { newsroom, article, summaries } = await testDesk(slow);
    const second = scriptedModel(honestSummary);
    const one = summaries.summarize(requestFor(article));
    await newsroom.clock.move(300_000);
    const other = openDesk({ ...newsroom, random: testRandom(9) }, second).summaries.summarize(requestFor(article));
    await newsroom.clock.move(10_000);
    expect(second.asked).toHaveLength(0);
    finish(slow.asked.map(honestSummary)[0]);
    await newsroom.clock.move(1_000);
    expect((await one).summary).toEqual((await other).summary);
  });

  test('GIVEN one asker who leaves THEN the others get their summary; GIVEN all leave THEN the call is ended', async () => {
    let signal: AbortSignal | undefined;
    let finish: () => void = () => {};
    const model = scriptedModel(
      (request) =>
        new Promise((resolve, reject) => {
          signal = request.signal;
          finish = () => resolve(honestSummary(request));
          request.signal.addEventListener('abort', () => reject(new ModelError('aborted')));
        }),
    );
    const { article, summaries, newsroom } = await testDesk(model);
    const leaving = [new AbortController(), new AbortController()] as const;
    const first = summaries.summarize(requestFor(article, { signal: leaving[0].signal }));
    const second = summaries.summarize(requestFor(article));
    await newsroom.clock.move(0);
    leaving[0].abort(new Error('left'));
    await expect(first).rejects.toThrow('left');
    expect(signal?.aborted).toBe(false);
    finish();
    expect((await second).origin).toBe('model');

    const alone = summaries.summarize(requestFor(article, { length: 'detailed', signal: leaving[1].signal }));
    await newsroom.clock.move(0);
    leaving[1].abort(new Error('left'));
    await expect(alone).rejects.toThrow('left');
    expect(signal?.aborted).toBe(true);
    const again = summaries.summarize(requestFor(article, { length: 'detailed' }));
    await newsroom.clock.move(1_000);
    finish();
    expect((await again).origin).toBe('model');
  });
});

describe('extracts with their reason', () => {
  test('GIVEN no model, or extracts asked for THEN verbatim sentences in the article’s language', async () => {
    const { summaries, article } = await testDesk(undefined);
    const without = await summaries.summarize(requestFor(article, { language: 'fr' }));
    expect(without).toMatchObject({ origin: 'offline', language: 'en', model: '', offline: { reason: 'no-model' } });
    for (const { text, evidence } of without.summary.points) {
      expect(evidence.map(({ quote }) => quote)).toEqual([text]);
      expect(article.body).toContainEqual(
        expect.objectContaining({ n: evidence[0]?.paragraph, text: expect.stringContaining(text) }),
      );
    }
    const model = scriptedModel(honestSummary);
    const asked = await openDesk(await testDatabase(), model).summaries.summarize(
      requestFor(article, { extractsOnly: true }),
    );
    expect(asked.offline).toEqual({ reason: 'asked' });
    expect(model.asked).toHaveLength(0);
  });

  test.each([
    ['total-budget', { limits: { totalDailyTokens: 10 } }],
    ['server-budget', { limits: { serverDailyTokens: 10 } }],
    ['too-long', { articleMaxChars: 100 }],
  ])('GIVEN %s THEN no call is made and the reason is said', async (reason, options) => {
    const model = scriptedModel(honestSummary);
    const { summaries, article, events } = await testDesk(model, options);
    const result = await summaries.summarize(requestFor(article));
    expect(result).toMatchObject({ origin: 'offline', offline: { reason } });
    expect(model.asked).toHaveLength(0);
    expect(events).toEqual([]);
  });

  test('GIVEN a budget that is spent THEN a stored summary is served all the same', async () => {
    const model = scriptedModel(honestSummary);
    const { summaries, article, newsroom } = await testDesk(model);
    await summaries.summarize(requestFor(article));
    const spent = openDesk(newsroom, model, { limits: { totalDailyTokens: 10 } }).summaries;
    expect((await spent.summarize(requestFor(article))).origin).toBe('model');
  });

  test('GIVEN a member over the pace and another at once THEN the other gets the model’s summary, and so do both', async () => {
    const model = scriptedModel(honestSummary);
    const { summaries, article } = await testDesk(model, { limits: { memberHourlyCalls: 1 } });
    await summaries.summarize(requestFor(article, { length: 'one-line' }));
    const late = summaries.summarize(requestFor(article));
    const other = summaries.summarize(
      requestFor(article, { asker: { command: 'summary', guildId: 'g1', userId: 'u2' } }),
    );
    expect((await late).offline).toEqual({ reason: 'pace' });
    expect((await other).origin).toBe('model');
    expect((await summaries.summarize(requestFor(article))).origin).toBe('model');
  });

  test('GIVEN a failing model THEN extracts with an id that stands in the log with the cause, charged once; the next ask tries again', async () => {
    const used = { tokensIn: 7, tokensCached: 0, tokensOut: 3 };
    const model = scriptedModel((request, call) =>
      call === 1 ? new ModelError('server', { cause: new Error('502 upstream'), usage: used }) : honestSummary(request),
    );
    const { summaries, article, events, ledger } = await testDesk(model);
    const [one, other] = await Promise.all([
      summaries.summarize(requestFor(article)),
      summaries.summarize(requestFor(article)),
    ]);
    expect(one.offline).toEqual({ reason: 'model-failed', id: expect.stringMatching(/^[0-9a-z]{12}$/) });
    expect(other.offline).toEqual(one.offline);
    expect(events).toMatchObject([
      { level: 'error', event: 'text.failed', fields: { kind: 'server', task: 'summary' } },
    ]);
    expect(String(events[0]?.fields['error'])).toContain('server');
    expect(events[0]?.fields['id']).toBe(one.offline?.reason === 'model-failed' ? one.offline.id : '');
    expect(await ledger.usageByDay(1)).toMatchObject([{ calls: 1, failed: 1, ...used }]);
    expect((await summaries.summarize(requestFor(article))).origin).toBe('model');
  });
});

describe('the check of a model’s points', () => {
  const quote = 'A single ticket will cost 4.50 dollars';
  const point = (text: string) => ({ text, evidence: [{ paragraph: 2, quote }] });

  test('GIVEN a wrong number THEN that point is withheld and counted, the others stay', async () => {
    const model = scriptedModel(() => ({
      headline: 'Night ferry returns',
      points: [point('A ticket will cost 4.50 dollars.'), point('A ticket will cost 5.40 dollars.')],
    }));
    const { summaries, article, events } = await testDesk(model);
    const result = await summaries.summarize(requestFor(article));
    expect(result.summary).toEqual({
      headline: 'Night ferry returns',
      points: [point('A ticket will cost 4.50 dollars.')],
    });
    expect(result.dropped).toBe(1);
    expect(events).toMatchObject([{ event: 'summary.points-dropped', fields: { faults: ['number'] } }]);
    expect((await summaries.summarize(requestFor(article))).dropped).toBe(1);
  });

  test('GIVEN no point that holds THEN extracts, and the model is not asked the same again', async () => {
    const model = scriptedModel(() => ({ headline: 'Ferry', points: [point('It costs 99 dollars.')] }));
    const { summaries, article } = await testDesk(model);
    const result = await summaries.summarize(requestFor(article));
    expect(result).toMatchObject({ origin: 'offline', offline: { reason: 'unsupported' }, dropped: 1 });
    expect((await summaries.summarize(requestFor(article))).offline).toEqual({ reason: 'unsupported' });
    expect(model.asked).toHaveLength(2);
  });

  test('GIVEN a headline with a number of its own THEN the summary has none', async () => {
    const model = scriptedModel(() => ({ headline: 'Ferry back for 77 dollars', points: [point('It is back.')] }));
    const { summaries, article } = await testDesk(model);
    expect((await summaries.summarize(requestFor(article))).summary.headline).toBeNull();
  });

  test('GIVEN more points than the length wants THEN the first ones that hold', async () => {
    const model = scriptedModel(() => ({ headline: 'h', points: [point('99'), point('First.'), point('Second.')] }));
    const { summaries, article } = await testDesk(model);
    const { summary } = await summaries.summarize(requestFor(article, { length: 'one-line' }));
    expect(summary.points.map(({ text }) => text)).toEqual(['First.']);
  });

  test('GIVEN any request THEN the task names the language and comes apart from the article', async () => {
    const model = scriptedModel(honestSummary);
    const { summaries, article } = await testDesk(model);
    await summaries.summarize(requestFor(article, { language: 'de' }));
    expect(model.asked[0]?.task).toContain('German (de)');
    expect(model.asked[0]?.lines[0]).toEqual({ n: 0, text: article.title });
    expect(model.asked[0]?.lines.map(({ text }) => text)).not.toContain('An older boat gets new engines');
  });
});
