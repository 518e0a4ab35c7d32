import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/services/articles.ts';
import { ModelError } from '../../src/services/llm/model.ts';
import { composeSummaryArticle } from '../../src/services/prompts.ts';
import { estimateSummary, writeSummary } from '../../src/services/summaries-writing.ts';
import { FERRY, importedArticle, storeArticle } from '../support/articles.ts';
import { testDatabase } from '../support/database.ts';
import { type AskedOfModel, honestSummary, SCRIPTED_USAGE, scriptedModel } from '../support/model.ts';

const quote = 'A single ticket will cost 4.50 dollars';
const point = (text: string, given = { paragraph: 2, quote }) => ({ text, evidence: [given] });
const GOOD = point('A single ticket will cost 4.50 dollars, the authority said.');

async function write(script: (request: AskedOfModel, call: number) => unknown, language = 'en', given?: Article) {
  const article = given ?? (await storeArticle(await testDatabase(), FERRY));
  const model = scriptedModel(script);
  const signal = new AbortController().signal;
  const written = await writeSummary({ model, article, length: 'short', language, signal });
  return { ...written, asked: model.asked, article };
}

describe('one repair', () => {
  test('GIVEN a point that fails THEN it goes back once with the reason, and its better version takes its place', async () => {
    const { body, asked, repaired, faults, usage } = await write((_, call) => ({
      headline: 'Ferry',
      points: [
        call === 1 ? point('A ticket costs 5.40 dollars, the authority said.') : GOOD,
        ...(call === 1 ? [point('The authority said that a ticket costs 4.50 dollars.')] : []),
      ],
    }));
    expect(body.points.map(({ text }) => text)).toEqual([
      GOOD.text,
      'The authority said that a ticket costs 4.50 dollars.',
    ]);
    expect({ repaired, faults, dropped: body.dropped }).toEqual({ repaired: 1, faults: [], dropped: 0 });
    expect(asked).toHaveLength(2);
    expect(asked[1]?.task).toContain(
      'A ticket costs 5.40 dollars, the authority said. (a number differs from the original)',
    );
    expect(asked[1]?.article).toBe(asked[0]?.article);
    expect(usage.tokensIn).toBe(2 * SCRIPTED_USAGE.tokensIn);
  });

  test('GIVEN an honest answer THEN there is no second request', async () => {
    expect((await write(honestSummary)).asked).toHaveLength(1);
  });

  test('GIVEN a claim told as a fact THEN the source is asked for, and the point is marked where it does not come', async () => {
    const where = { paragraph: 2, quote: 'Two boats will make 14 crossings a night' };
    const bare = point('Two boats will make 14 crossings a night.', where);
    const said = point('Two boats will make 14 crossings a night, the authority said.', where);
    const kept = await write(() => ({ headline: '', points: [bare] }));
    expect(kept.asked).toHaveLength(2);
    expect(kept.asked[1]?.task).toContain('says who said this');
    expect(kept.body.points).toEqual([{ ...bare, toCheck: true }]);
    const mended = await write((_, call) => ({ headline: '', points: [call === 1 ? bare : said] }));
    expect(mended.body.points).toEqual([said]);
  });

  test('GIVEN a repair that fails THEN the points that held are shown, and what it cost is counted', async () => {
    const { body, usage } = await write((_, call) =>
      call === 1
        ? { headline: '', points: [GOOD, point('It costs 99 dollars, they said.')] }
        : new ModelError('timeout', { usage: { tokensIn: 5, tokensCached: 0, tokensOut: 1 } }),
    );
    expect(body.points).toEqual([GOOD]);
    expect(body.dropped).toBe(1);
    expect(usage).toEqual({ tokensIn: 105, tokensCached: 20, tokensOut: 51 });
  });

  test('GIVEN more points that fall than hold THEN none is kept', async () => {
    const lies = [1, 2].map((n) => point(`It costs ${90 + n} dollars, the authority said.`));
    const { body } = await write(() => ({ headline: '', points: [GOOD, ...lies] }));
    expect(body).toEqual({ headline: null, points: [], dropped: 2 });
  });

  test.each([
    ['an address', 'A ticket will cost 4.50 dollars, the authority said: https://ferry.example/buy', 'address'],
    ['a mention', '@everyone A ticket will cost 4.50 dollars, the authority said.', 'mention'],
    ['markup', '<b>A ticket will cost 4.50 dollars</b>, the authority said.', 'markup'],
    ['another language', 'Das Ticket für die Fähre wird nach Angaben der Behörde 4,50 Dollar kosten.', 'language'],
    ['our own words', 'Copy whole clauses, never single words; never shorten with an ellipsis.', 'prompt'],
  ])('GIVEN %s in a point THEN it falls', async (_, text, fault) => {
    const { body, faults } = await write(() => ({ headline: text, points: [GOOD, point(text)] }));
    expect(faults).toEqual([fault]);
    expect(body.points).toEqual([GOOD]);
    expect(body.headline).toBeNull();
  });

  test('GIVEN emphasis and list marks of a model THEN the words alone are kept', async () => {
    const { body } = await write(() => ({ headline: '# **Ferry** returns', points: [point(`- **${GOOD.text}**`)] }));
    expect(body.points).toEqual([GOOD]);
    expect(body.headline).toBe('Ferry returns');
  });
});

describe('long articles', () => {
  const paragraphs = Array.from(
    { length: 400 },
    (_, i) =>
      `The council of ward ${i + 1} voted on the matter. ${'Its members spoke at length about roads and lamps. '.repeat(10)}`,
  );

  test('GIVEN 200,000 characters THEN parts are read for their lines, the summary sees those in their own words, and the cost is bounded', async () => {
    const newsroom = await testDatabase();
    const article = await storeArticle(newsroom, importedArticle({ text: paragraphs.join('\n\n') }));
    const { asked, body, usage } = await write(
      (request) =>
        request.name === 'selection'
          ? { chosen: [request.lines.length - 1, 3, 3, 9_999, -1] }
          : honestSummary({ ...request, lines: request.lines }),
      'en',
      article,
    );
    const parts = asked.filter(({ name }) => name === 'selection');
    const summary = asked.at(-1);
    expect(composeSummaryArticle(article).length).toBeGreaterThan(200_000);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.length).toBeLessThanOrEqual(9);
    expect(asked).toHaveLength(parts.length + 1);
    expect(summary?.lines.slice(1).map(({ n }) => n)).toContain(3);
    for (const { n, text } of summary?.lines.slice(1) ?? [])
      expect(article.body[n - 1]?.text.replace(/\s+/g, ' ')).toContain(text.slice(0, 60));
    expect(body.points.length).toBeGreaterThan(0);
    expect(usage.tokensIn).toBe(asked.length * SCRIPTED_USAGE.tokensIn);
    const bound = estimateSummary(article, 'short', 'en');
    expect(bound.tokensIn).toBeLessThan(400_000);
    expect(bound.tokensOut).toBeLessThan(60_000);
  });

  test('GIVEN a model that chooses nothing THEN the first lines of each part stand in; GIVEN one that fails THEN with all it cost', async () => {
    const article = await storeArticle(await testDatabase(), importedArticle({ text: paragraphs.join('\n\n') }));
    const { asked } = await write(
      (request) => (request.name === 'selection' ? { chosen: [] } : honestSummary(request)),
      'en',
      article,
    );
    expect(asked.at(-1)?.lines.length).toBeGreaterThan(20);
    expect(asked.at(-1)?.article.length).toBeLessThan(45_000);
    const failing = write((_, call) => (call === 2 ? new ModelError('server') : { chosen: [1] }), 'en', article);
    const error: unknown = await failing.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: 'server' });
    expect(error instanceof ModelError ? error.usage.tokensIn : 0).toBeGreaterThan(0);
    expect(error instanceof ModelError ? error.usage.tokensIn : 999).toBeLessThan(400);
  });

  test('GIVEN one paragraph of 100,000 characters THEN it is read in pieces that keep its number', async () => {
    const text = 'The mayor spoke about the harbor and the price of fish. '.repeat(1_800).trim();
    const article = await storeArticle(await testDatabase(), importedArticle({ text }));
    const { asked, body } = await write(
      (request) => (request.name === 'selection' ? { chosen: [1, 2] } : honestSummary(request)),
      'en',
      article,
    );
    expect(asked.length).toBeGreaterThan(3);
    expect(
      new Set(
        asked
          .at(-1)
          ?.lines.slice(1)
          .map(({ n }) => n),
      ),
    ).toEqual(new Set([1]));
    expect(body.points[0]?.evidence[0]?.paragraph).toBe(1);
  });
});
