import { expect, test } from 'vitest';
import { createLedger } from '../../src/services/ledger.ts';
import { ModelError } from '../../src/services/llm/model.ts';
import { createPassages, type SideBySideRequest } from '../../src/services/side-by-side.ts';
import { createTranslations } from '../../src/services/translations.ts';
import { importedArticle, storeArticle } from '../support/articles.ts';
import { testDatabase } from '../support/database.ts';
import { recordingLog } from '../support/interactions.ts';
import { pretendGerman, pretendTranslation, type ScriptedModel, scriptedModel } from '../support/model.ts';

const FIRST = 'The bakery on Mill Lane opened its doors again on Saturday.';
const SECOND = 'Bread costs 3 dollars there, the owner said to the readers of this newspaper.';

async function testDesk(model: ScriptedModel | undefined, translations: { language: string; text: string }[] = []) {
  const newsroom = await testDatabase();
  const imported = importedArticle({
    text: `${FIRST} ${SECOND}`,
    translations: translations.map(({ language, text }) => ({
      language,
      title: 'Titel',
      body: [text],
      author: 'Anne Roy',
    })),
  });
  const article = await storeArticle(newsroom, imported);
  const limits = { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0 };
  const ledger = createLedger({ ...newsroom, model: model?.name ?? '', memberKey: 'k', limits });
  const texts = { ...newsroom, log: recordingLog().log, model, ledger, articleMaxChars: 0 };
  const request: SideBySideRequest = {
    article,
    evidence: [{ paragraph: 1, quote: SECOND }],
    language: 'de',
    asker: { command: 'summary', guildId: '', userId: 'u1' },
    mayAsk: true,
    signal: new AbortController().signal,
  };
  const passages = createPassages(texts);
  const translate = (given: Partial<SideBySideRequest> = {}) => passages.translate({ ...request, ...given });
  return { translate, translations: createTranslations(texts), request };
}

test('GIVEN a person’s translation with as many sentences THEN that sentence stands beside, signed, without a call', async () => {
  const model = scriptedModel(pretendTranslation);
  const text = 'Die Bäckerei hat wieder offen. Brot kostet dort 3 Dollar.';
  const { translate } = await testDesk(model, [{ language: 'de', text }]);
  expect(await translate()).toEqual({
    texts: ['Brot kostet dort 3 Dollar.'],
    by: { kind: 'person', author: 'Anne Roy' },
  });
  expect(await translate({ evidence: [{ paragraph: 0, quote: 'The bakery' }] })).toMatchObject({ texts: ['Titel'] });
  expect(model.asked).toHaveLength(0);
});

test('GIVEN another number of sentences THEN the whole paragraph stands beside', async () => {
  const { translate } = await testDesk(undefined, [
    { language: 'de', text: 'Offen ist sie wieder, und Brot kostet 3 Dollar.' },
  ]);
  expect((await translate())?.texts).toEqual(['Offen ist sie wieder, und Brot kostet 3 Dollar.']);
});

test('GIVEN the model’s stored translation THEN it is taken; GIVEN none THEN one call for the passages, which all share', async () => {
  const model = scriptedModel(pretendTranslation);
  const { translate, translations, request } = await testDesk(model);
  expect(await translate({ mayAsk: false })).toBeUndefined();
  const both = await Promise.all([translate(), translate()]);
  expect(both[0]).toEqual({ texts: [pretendGerman(SECOND)], by: { kind: 'model', model: 'scripted' } });
  await translate();
  expect(model.asked).toHaveLength(1);
  expect(model.asked[0]?.lines.slice(1)).toEqual([{ n: 1, text: SECOND }]);
  await translations.translate({ ...request, personOnly: false });
  expect((await translate())?.texts[0]).toContain('3');
  expect(model.asked).toHaveLength(2);
});

test('GIVEN the article’s own language, no model, or one that fails THEN there is nothing beside', async () => {
  const failing = scriptedModel(() => new ModelError('server'));
  expect(await (await testDesk(failing)).translate()).toBeUndefined();
  expect(await (await testDesk(undefined)).translate()).toBeUndefined();
  expect(await (await testDesk(undefined)).translate({ language: 'en-GB' })).toBeUndefined();
});
