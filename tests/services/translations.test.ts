import { describe, expect, test } from 'vitest';
import { savePersonTranslation } from '../../src/data/person-texts.ts';
import type { Article } from '../../src/services/articles.ts';
import { createLedger } from '../../src/services/ledger.ts';
import { ModelError } from '../../src/services/llm/model.ts';
import { createTranslations, type TranslationRequest } from '../../src/services/translations.ts';
import { FERRY, importedArticle, storeArticle } from '../support/articles.ts';
import { testDatabase } from '../support/database.ts';
import { recordingLog } from '../support/interactions.ts';
import {
  type AskedOfModel,
  pretendGerman,
  pretendTranslation,
  type ScriptedModel,
  scriptedModel,
} from '../support/model.ts';

async function testDesk(
  model: ScriptedModel | undefined,
  given: { imported?: typeof FERRY; totalDailyTokens?: number; articleMaxChars?: number } = {},
) {
  const newsroom = await testDatabase();
  const { log, events } = recordingLog();
  const limits = { totalDailyTokens: given.totalDailyTokens ?? 0, serverDailyTokens: 0, memberHourlyCalls: 0 };
  const ledger = createLedger({ ...newsroom, model: model?.name ?? '', memberKey: 'k', limits });
  const article = await storeArticle(newsroom, given.imported ?? FERRY);
  const texts = { ...newsroom, log, model, ledger, articleMaxChars: given.articleMaxChars ?? 60_000 };
  const translations = createTranslations(texts);
  const translate = (request: Partial<TranslationRequest> = {}) =>
    translations.translate({
      article,
      language: 'de',
      personOnly: false,
      asker: { command: 'translate', guildId: 'g1', userId: 'u1' },
      signal: new AbortController().signal,
      ...request,
    });
  /** Stores what a person wrote: each block behind the language's tag. */
  const addPerson = (language: string) =>
    savePersonTranslation(newsroom.db, {
      id: `person-${language}`,
      articleId: article.id,
      revision: article.revision,
      language,
      title: `${language} title`,
      body: article.body.map(({ text }) => `${language}: ${text}`),
      author: 'Anne Roy',
      storedAt: 0,
    });
  return { article, translate, addPerson, events, ledger };
}

const inGerman = (article: Article) => ({
  title: pretendGerman(article.title),
  body: article.body.map(({ text }) => pretendGerman(text)),
  doubts: [],
});

type Paragraphs = { title: string; paragraphs: { n: number; text: string }[] };
/** The honest answer changed by `change`. */
const but =
  (change: (paragraphs: Paragraphs['paragraphs']) => Paragraphs['paragraphs']) => (request: AskedOfModel) => ({
    title: pretendGerman(request.lines[0]?.text ?? ''),
    paragraphs: change(request.lines.slice(1).map(({ n, text }) => ({ n, text: pretendGerman(text) }))),
  });
const numbersOf = (request: AskedOfModel | undefined) => request?.lines.map(({ n }) => n).filter((n) => n > 0);

describe('by the model', () => {
  test('GIVEN a model THEN every block is translated in its place, inter-titles included, and 20 who ask cost one call', async () => {
    const model = scriptedModel(pretendTranslation);
    const { article, translate, ledger } = await testDesk(model);
    const all = await Promise.all(Array.from({ length: 20 }, () => translate()));
    expect(all[7]).toEqual({
      kind: 'translated',
      article,
      translation: inGerman(article),
      language: 'de',
      origin: 'model',
      model: 'scripted',
      author: '',
      provided: false,
    });
    await translate();
    expect(model.asked).toHaveLength(1);
    expect(numbersOf(model.asked[0])).toEqual(article.body.map((_, i) => i + 1));
    expect(model.asked[0]?.task).toContain('Translate into German (de)');
    expect(await ledger.usageByDay(1)).toMatchObject([{ calls: 1, failed: 0 }]);
  });

  test('GIVEN a long article THEN it goes in chunks, at most two at a time, and comes back whole and in order', async () => {
    const text = Array.from(
      { length: 60 },
      (_, i) => `Paragraph ${i + 1} says: ${'one more word '.repeat(40)}end.`,
    ).join('\n\n');
    let running = 0;
    let most = 0;
    const model = scriptedModel(async (request) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return pretendTranslation(request);
    });
    const { article, translate, ledger } = await testDesk(model, { imported: importedArticle({ text }) });
    const result = await translate();
    expect(result).toMatchObject({ translation: inGerman(article) });
    expect(model.asked.length).toBeGreaterThan(4);
    expect(most).toBe(2);
    expect(model.asked.flatMap((request) => numbersOf(request) ?? []).toSorted((a, b) => a - b)).toEqual(
      article.body.map((_, i) => i + 1),
    );
    for (const request of model.asked) expect(request.maxOutputTokens).toBeLessThan(12_000);
    expect(await ledger.usageByDay(1)).toMatchObject([{ calls: 1, tokensIn: 100 * model.asked.length }]);
  });

  test.each([
    ['a missing line', but((all) => all.filter(({ n }) => n !== 3)), [2, 3, 4]],
    ['an empty line', but((all) => all.map((one) => (one.n === 1 ? { ...one, text: ' ' } : one))), [1, 2]],
    [
      'two lines merged into one',
      but((all) =>
        all.flatMap((one) =>
          one.n === 2 ? [{ n: 2, text: `${one.text} ${all[2]?.text ?? ''}` }] : one.n === 3 ? [] : [one],
        ),
      ),
      [2, 3, 4],
    ],
    ['a number used twice', but((all) => [...all, { n: 5, text: 'AGAIN' }]), [5]],
    [
      'a line swollen with others',
      but((all) => all.map((one) => (one.n === 2 ? { ...one, text: one.text.repeat(4) } : one))),
      [2],
    ],
  ])('GIVEN %s THEN those lines are asked for once more and the whole is right', async (_, first, again) => {
    const model = scriptedModel((request, call) => (call === 1 ? first(request) : pretendTranslation(request)));
    const { article, translate } = await testDesk(model);
    expect(await translate()).toMatchObject({ translation: inGerman(article) });
    expect(model.asked).toHaveLength(2);
    expect(numbersOf(model.asked[1])).toEqual(again);
  });

  test('GIVEN an answer that counts from 0 THEN none of its lines is trusted', async () => {
    const model = scriptedModel((request, call) =>
      call === 1 ? but((all) => all.map((one) => ({ ...one, n: one.n - 1 })))(request) : pretendTranslation(request),
    );
    const { article, translate } = await testDesk(model);
    expect(await translate()).toMatchObject({ translation: inGerman(article) });
    expect(numbersOf(model.asked[1])).toEqual(article.body.map((_, i) => i + 1));
  });

  test('GIVEN a line missing twice THEN nothing half is shown: it failed, with what both calls cost', async () => {
    const model = scriptedModel(but((all) => all.filter(({ n }) => n !== 3)));
    const { translate, events, ledger } = await testDesk(model);
    expect(await translate()).toMatchObject({ kind: 'missing', offline: { reason: 'model-failed' } });
    expect(events).toMatchObject([{ event: 'text.failed', fields: { kind: 'wrong-shape', task: 'translation' } }]);
    expect(await ledger.usageByDay(1)).toMatchObject([{ calls: 1, failed: 1, tokensIn: 200, tokensOut: 100 }]);
  });

  test('GIVEN an answer cut at the limit THEN halves are asked for', async () => {
    const model = scriptedModel((request) =>
      (numbersOf(request)?.length ?? 0) > 4 ? new ModelError('truncated') : pretendTranslation(request),
    );
    const { article, translate } = await testDesk(model);
    expect(await translate()).toMatchObject({ translation: inGerman(article) });
    expect(model.asked.length).toBeGreaterThan(2);
  });

  test('GIVEN line numbers and line feeds copied into the text THEN they are not shown', async () => {
    const model = scriptedModel(
      but((all) => all.map(({ n, text }) => ({ n, text: `[${n}] ${text.replace(' ', ' \n ')}` }))),
    );
    const { article, translate } = await testDesk(model);
    expect(await translate()).toMatchObject({ translation: inGerman(article) });
  });
});

describe('by a person, or missing', () => {
  test('GIVEN the article’s own language THEN nothing is translated, whatever the region', async () => {
    const model = scriptedModel(pretendTranslation);
    const { translate } = await testDesk(model);
    expect(await translate({ language: 'en-GB' })).toMatchObject({ kind: 'same-language', language: 'en-GB' });
    expect(model.asked).toHaveLength(0);
  });

  test('GIVEN no model THEN the person’s is served with its author and the reason; other languages are named', async () => {
    const { article, translate, addPerson } = await testDesk(undefined);
    await addPerson('fr');
    expect(await translate({ language: 'fr-CA' })).toEqual({
      kind: 'translated',
      article,
      translation: { title: 'fr title', body: article.body.map(({ text }) => `fr: ${text}`), doubts: [] },
      language: 'fr',
      origin: 'person',
      model: '',
      author: 'Anne Roy',
      offline: { reason: 'no-model' },
      provided: true,
    });
    expect(await translate()).toEqual({
      kind: 'missing',
      article,
      language: 'de',
      offline: { reason: 'no-model' },
      available: ['fr'],
    });
  });

  test('GIVEN a model and a person’s text THEN the model’s is served, the person’s only where it is asked for', async () => {
    const model = scriptedModel(pretendTranslation);
    const { translate, addPerson } = await testDesk(model);
    await addPerson('de');
    const wanted = await translate({ personOnly: true });
    expect(wanted).toMatchObject({ origin: 'person', author: 'Anne Roy', provided: true });
    expect(wanted).not.toHaveProperty('offline');
    expect(model.asked).toHaveLength(0);
    expect(await translate()).toMatchObject({ origin: 'model', provided: true });
  });

  test.each([
    ['fails', new ModelError('timeout'), {}, 'model-failed'],
    ['is over budget', undefined, { totalDailyTokens: 10 }, 'total-budget'],
    ['gets no article so long', undefined, { articleMaxChars: 50 }, 'too-long'],
  ])('GIVEN a model that %s THEN the person’s stands in and says why', async (_, failure, options, reason) => {
    const model = scriptedModel((request) => failure ?? pretendTranslation(request));
    const { translate, addPerson } = await testDesk(model, options);
    await addPerson('de');
    expect(await translate()).toMatchObject({ origin: 'person', provided: true, offline: { reason } });
    expect(await translate({ language: 'es' })).toMatchObject({
      kind: 'missing',
      offline: { reason },
      available: ['de'],
    });
  });
});
