import { expect, test } from 'vitest';
import { createGlossary, hashGlossary, MAX_TERM_CHARS } from '../../src/services/glossary.ts';
import { createLedger } from '../../src/services/ledger.ts';
import { createTranslations } from '../../src/services/translations.ts';
import { FERRY, storeArticle } from '../support/articles.ts';
import { testDatabase } from '../support/database.ts';
import { recordingLog } from '../support/interactions.ts';
import { pretendTranslation, scriptedModel } from '../support/model.ts';

test('GIVEN terms THEN they are listed, changed and removed by server and language', async () => {
  const glossary = createGlossary(await testDatabase());
  expect(await glossary.set('g1', 'de-AT', { term: ' night  ferry ', translation: 'Nachtfähre' })).toBe('saved');
  expect(await glossary.set('g1', 'de', { term: 'night ferry', translation: 'Nachtboot' })).toBe('saved');
  expect(await glossary.list('g1', 'de-CH')).toEqual([{ term: 'night ferry', translation: 'Nachtboot' }]);
  expect(await glossary.list('g1', 'fr')).toEqual([]);
  expect(await glossary.list('g2', 'de')).toEqual([]);
  expect(await glossary.set('g1', 'de', { term: ' ', translation: 'x' })).toBe('bad-term');
  expect(await glossary.set('g1', 'de', { term: 'x'.repeat(MAX_TERM_CHARS + 1), translation: 'x' })).toBe('bad-term');
  expect(await glossary.remove('g1', 'de', 'night ferry')).toBe(true);
  expect(await glossary.remove('g1', 'de', 'night ferry')).toBe(false);
  expect(hashGlossary([])).toBe('');
});

test('GIVEN a server with a term of the article THEN its translation is its own; servers without one share theirs', async () => {
  const newsroom = await testDatabase();
  const glossary = createGlossary(newsroom);
  const article = await storeArticle(newsroom, FERRY);
  const model = scriptedModel(pretendTranslation);
  const limits = { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0 };
  const ledger = createLedger({ ...newsroom, model: model.name, memberKey: 'k', limits });
  const { log } = recordingLog();
  const { translate } = createTranslations({ ...newsroom, log, model, ledger, articleMaxChars: 0 });
  const read = (guildId: string) =>
    translate({
      article,
      language: 'de',
      personOnly: false,
      asker: { command: 'translate', guildId, userId: 'u1' },
      signal: new AbortController().signal,
    });
  await glossary.set('g1', 'de', { term: 'Grey Heron', translation: 'Graureiher' });
  await glossary.set('g2', 'de', { term: 'airport', translation: 'Flughafen' });
  await read('');
  await read('g2');
  await read('g3');
  expect(model.asked).toHaveLength(1);
  const own = await read('g1');
  expect(model.asked.length).toBeGreaterThan(1);
  expect(model.asked[1]?.task).toContain('[1] Grey Heron = Graureiher');
  expect(own.kind === 'translated' ? own.translation.doubts : []).toMatchObject([{ n: 9, faults: ['glossary'] }]);
  const asked = model.asked.length;
  await read('g1');
  await read('g3');
  expect(model.asked).toHaveLength(asked);
});
