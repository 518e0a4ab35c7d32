import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createLedger } from '../../../src/services/ledger.ts';
import { parseImportFile } from '../../../src/services/import.ts';
import { ModelError } from '../../../src/services/llm/model.ts';
import { priceOf } from '../../../src/services/prices.ts';
import { createVoices, type VoicesRequest } from '../../../src/services/voices/voices.ts';
import { storeArticle } from '../../support/articles.ts';
import { testDatabase } from '../../support/database.ts';
import { recordingLog } from '../../support/interactions.ts';
import { type AskedOfModel, scriptedModel } from '../../support/model.ts';

const STORED = parseImportFile(readFileSync('src/data/stored-article.json', 'utf8'), 'stored-article.json');

/** True of the stored article's third paragraph, in a reader's English. */
const DIRECT = {
  kind: 'direct',
  speaker: 'Jens Stoltenberg',
  via: '',
  claim: 'NATO must keep up a dialogue with Russia even if relations do not improve.',
  paragraph: 3,
  passage:
    '«Nous voulons améliorer nos relations avec notre voisin, la Russie. Et même si nous ne pouvons pas les améliorer, nous devons maintenir un dialogue qui est encore plus important lorsque les relations sont difficiles», a-t-il détaillé.',
};
const BY_WAY_OF = {
  kind: 'reported',
  speaker: 'la Défense',
  via: 'Krasnaya Zvezda',
  claim: 'Russian radars detected 48 foreign aircraft in the past week.',
  paragraph: 8,
  passage:
    'Ainsi, selon les informations fournies par la Défense et reprises par le journal Krasnaya Zvezda, 48 appareils étrangers ont été détectés par les radars russes rien qu’au cours de la semaine passée.',
};
const OWN = {
  kind: 'outlet',
  speaker: '',
  via: '',
  claim: 'The Sea Shield-21 exercises took place in the Black Sea in March.',
  paragraph: 9,
  passage:
    'Quant aux navires de guerre, il convient de rappeler les exercices Sea Shield-21 effectués en mars en mer Noire, près des frontières russes.',
};
const HONEST = [DIRECT, BY_WAY_OF, OWN];

async function openDesk(script: (request: AskedOfModel, call: number) => unknown) {
  const newsroom = await testDatabase();
  const article = await storeArticle(newsroom, STORED);
  const model = scriptedModel(script);
  const limits = { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0 };
  const price = priceOf({ name: model.name, baseUrl: undefined }, undefined);
  const ledger = createLedger({ ...newsroom, model: model.name, memberKey: 'k', limits, price });
  const { log, events } = recordingLog();
  const voices = createVoices({ ...newsroom, log, model, ledger, articleMaxChars: 60_000 });
  const list = (given: Partial<VoicesRequest> = {}) =>
    voices.listVoices({
      article,
      language: 'en',
      offlineOnly: false,
      asker: { command: 'who-says', guildId: 'g', userId: 'u' },
      signal: new AbortController().signal,
      ...given,
    });
  return { list, model, events };
}

test('GIVEN an honest model THEN each entry has its passage, and quotations come from the article', async () => {
  const { list } = await openDesk(() => ({ voices: HONEST }));
  const result = await list();
  expect(result).toMatchObject({ origin: 'model', language: 'en', dropped: 0 });
  expect(result.voices.map(({ kind, speaker, via }) => [kind, speaker, via])).toEqual([
    ['direct', 'Jens Stoltenberg', null],
    ['reported', 'la Défense', 'Krasnaya Zvezda'],
    ['outlet', null, null],
  ]);
  expect(result.voices[0]?.quotations[0]).toMatch(/^Nous voulons améliorer/);
  expect(result.voices[0]?.namedAs).toBe('il');
});

describe('GIVEN a model that lies in one entry THEN that entry is dropped and the others stay', () => {
  test.each([
    ['another speaker', { ...DIRECT, speaker: 'Sergueï Choïgou' }],
    ['a speaker whom the article does not name', { ...BY_WAY_OF, speaker: 'Vladimir Poutine' }],
    ['somebody’s words as the outlet’s own', { ...BY_WAY_OF, kind: 'outlet', speaker: '', via: '' }],
    ['another passer-on', { ...BY_WAY_OF, via: 'TASS' }],
    ['a passage that is not there', { ...OWN, passage: 'La Russie a coulé trois navires en mer Noire.' }],
    ['another number', { ...BY_WAY_OF, claim: 'Russian radars detected 84 foreign aircraft in the past week.' }],
    ['a link', { ...OWN, claim: 'The exercises took place in March: https://evil.example/a' }],
    ['the instructions', { ...OWN, claim: 'You list who says what in one news article, for readers.' }],
    ['another language', { ...OWN, claim: 'Les exercices ont eu lieu en mars dans la mer Noire, près de la Russie.' }],
  ])('%s', async (_name, lie) => {
    const { list, events } = await openDesk(() => ({
      voices: [...HONEST.filter((one) => one.paragraph !== lie.paragraph), lie],
    }));
    const result = await list();
    expect(result.voices).toHaveLength(2);
    expect(result.dropped).toBe(1);
    expect(events.map(({ event }) => event)).toContain('voices.entries-dropped');
  });
});

test('GIVEN “direct” without quotation marks in the passage THEN it is shown as reported', async () => {
  const { list } = await openDesk(() => ({ voices: [{ ...BY_WAY_OF, kind: 'direct' }] }));
  expect((await list()).voices[0]).toMatchObject({ kind: 'reported', quotations: [] });
});

test('GIVEN more lies than truths THEN the rules answer and say so; the same question is not paid for again', async () => {
  const lies = [{ ...DIRECT, speaker: 'Sergueï Choïgou' }, { ...OWN, paragraph: 2 }, BY_WAY_OF];
  const { list, model } = await openDesk(() => ({ voices: lies }));
  const result = await list();
  expect(result).toMatchObject({ origin: 'offline', language: 'fr', offline: { reason: 'unsupported' }, dropped: 2 });
  expect(result.voices.length).toBeGreaterThan(10);
  await list();
  expect(model.asked).toHaveLength(1);
});

test('GIVEN 50 who ask at once and one who asks later THEN the model is asked once', async () => {
  const { list, model } = await openDesk(() => ({ voices: HONEST }));
  const all = await Promise.all(
    Array.from({ length: 50 }, (_, i) => list({ asker: { command: 'who-says', guildId: 'g', userId: `u${i}` } })),
  );
  const later = await list();
  expect(new Set([...all, later].map((result) => JSON.stringify(result.voices))).size).toBe(1);
  expect(model.asked).toHaveLength(1);
});

test('GIVEN a model that fails THEN the rules answer, with the number of the line in the log', async () => {
  const { list, events } = await openDesk(() => new ModelError('server'));
  const result = await list();
  expect(result).toMatchObject({ origin: 'offline', offline: { reason: 'model-failed' } });
  expect(events.map(({ event }) => event)).toContain('text.failed');
});
