import type { KyselyPlugin } from 'kysely';
import { expect, test } from 'vitest';
import { findNews } from '../../../src/data/edition-store.ts';
import { recallMentions } from '../../../src/services/digests/topics-memory.ts';
import { importArticle } from '../../../src/services/import.ts';
import { importedArticle, storeArticle } from '../../support/articles.ts';
import { testDatabase } from '../../support/database.ts';

/** Two articles of which one names a ferry, and how often the database is asked. */
async function withFerry() {
  const newsroom = await testDatabase();
  const url = 'https://courier.example/ferry';
  const ferry = await storeArticle(newsroom, importedArticle({ title: 'Night ferries return', text: 'Boats.', url }));
  const other = await storeArticle(newsroom, importedArticle({ title: 'A bus', text: 'Wheels of the town.' }));
  let queries = 0;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      queries += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const db = newsroom.db.withPlugin(plugin);
  const ask = async (...phrases: string[]) => {
    const { articles } = await findNews(newsroom.db, '1', { coveredSeq: null, limit: 10 });
    queries = 0;
    const mentionOf = await recallMentions(db, articles, phrases);
    return { queries, found: phrases.map((phrase) => articles.map((article) => mentionOf(phrase, article))) };
  };
  return { ...newsroom, ferry, other, url, ask };
}

test('GIVEN phrases that were looked for before THEN the articles are not read again, and the answer is the same', async () => {
  const { ask } = await withFerry();
  const first = await ask('night ferry', 'bus', 'ferry night');
  expect(first.found).toEqual([
    [null, 'title'],
    ['title', null],
    [null, null],
  ]);
  const again = await ask('night ferry', 'bus', 'ferry night');
  expect(again.found).toEqual(first.found);
  expect(again.queries).toBe(first.queries - 1);
});

test('GIVEN an article that was revised THEN its new words count', async () => {
  const { ask, url, ...newsroom } = await withFerry();
  expect((await ask('tram')).found).toEqual([[null, null]]);
  expect((await ask('night ferry')).found).toEqual([[null, 'title']]);
  await importArticle(newsroom, importedArticle({ title: 'Night trams return', text: 'Rails.', url }));
  expect((await ask('night ferry', 'night tram')).found).toEqual([
    [null, null],
    [null, 'title'],
  ]);
});

test('GIVEN no phrase, an empty one or signs alone THEN nothing is asked of the index', async () => {
  const { ask } = await withFerry();
  expect((await ask()).found).toEqual([]);
  expect((await ask('', '?!')).found).toEqual([
    [null, null],
    [null, null],
  ]);
});
