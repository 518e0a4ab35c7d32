import { expect, test } from 'vitest';
import { createArticles } from '../../src/services/articles.ts';
import { loadStoredArticle } from '../../src/services/import.ts';
import { FERRY, importedArticle, LIBRARY, storeArticle } from '../support/articles.ts';
import { testDatabase, testDatabaseWithOutlets } from '../support/database.ts';

async function newsroom(open = testDatabase) {
  const context = await open();
  return { ...context, articles: createArticles(context) };
}

test('GIVEN no article THEN nothing is found and nothing throws', async () => {
  const { articles } = await newsroom();
  expect(await articles.findLatest()).toBeUndefined();
  expect(await articles.find('000000000000')).toBeUndefined();
  expect(await articles.resolve('ferry')).toBeUndefined();
  expect(await articles.search({ words: 'ferry', limit: 5 })).toEqual({ hits: [], total: 0 });
  expect(await articles.search({ limit: 5 })).toEqual({ hits: [], total: 0 });
  expect(await articles.suggest('', 25)).toEqual([]);
  expect(await articles.suggestOutlets('', 25, '')).toEqual([]);
});

test('GIVEN several articles THEN the latest is the one stored last, whatever its date', async () => {
  const { articles, ...context } = await newsroom();
  await storeArticle(context, FERRY);
  const library = await storeArticle(context, LIBRARY);
  expect(await articles.findLatest()).toEqual(library);
  expect((await articles.search({ limit: 5 })).hits.map((hit) => hit.title)).toEqual([LIBRARY.title, FERRY.title]);
});

test('GIVEN a page THEN `total` counts all that match', async () => {
  const { articles, ...context } = await newsroom();
  for (let n = 1; n <= 7; n++)
    await storeArticle(context, importedArticle({ title: `Market day ${n}`, text: `Stall ${n}.` }));
  const page = await articles.search({ words: 'market', limit: 3, offset: 3 });
  expect(page.total).toBe(7);
  expect(page.hits.map((hit) => hit.title)).toEqual(['Market day 4', 'Market day 3', 'Market day 2']);
});

test('GIVEN the stored French article THEN it is found without accents, case, endings and by its outlet', async () => {
  const { articles, ...context } = await newsroom(testDatabaseWithOutlets);
  await loadStoredArticle(context);
  const french = await articles.findLatest();
  for (const words of [
    'otan',
    "L'OTAN",
    'l’otan',
    'frontiere occidentale',
    'FRONTIÈRES',
    'choigou',
    'améliorer relation',
    'navire de guerre',
    'manoeuvre',
    'sputnik',
    'Sea Shield-21',
  ])
    expect([words, (await articles.search({ words, limit: 5 })).hits.map((hit) => hit.id)]).toEqual([
      words,
      [french?.id],
    ]);
  for (const words of ['otan ferry', 'bücherei', 'sputniks sixpack'])
    expect([words, (await articles.search({ words, limit: 5 })).total]).toEqual([words, 0]);
});

test('GIVEN articles in four languages THEN a question is understood in each', async () => {
  const { articles, ...context } = await newsroom();
  await loadStoredArticle(context);
  const ferry = await storeArticle(context, FERRY);
  const library = await storeArticle(context, LIBRARY);
  const russian = await storeArticle(
    context,
    importedArticle({
      language: 'ru',
      title: 'Новый мост через реку откроют осенью',
      text: 'Городские власти сообщили, что новый мост откроют в сентябре. Ёлки вдоль набережной сохранят.',
    }),
  );
  const find = async (words: string) => (await articles.search({ words, limit: 5 })).hits.map((hit) => hit.id);
  expect(await find('ferries crossing')).toEqual([ferry.id]);
  expect(await find('BUCHEREI sonntage')).toEqual([library.id]);
  expect(await find('новые мосты')).toEqual([russian.id]);
  expect(await find('елка')).toEqual([russian.id]);
  expect(await find('stimmen')).toEqual([library.id]);
});

test('GIVEN a word in a title and in a body THEN the title comes first; among equals the newest', async () => {
  const { articles, ...context } = await newsroom();
  const text = 'A long report about the town and its people, with one mention of the lighthouse.';
  const inTitle = await storeArticle(context, importedArticle({ title: 'The lighthouse', text: 'It stands.' }));
  const older = await storeArticle(context, importedArticle({ title: 'Town news', text }));
  const newer = await storeArticle(context, importedArticle({ title: 'Town hall', text }));
  const { hits } = await articles.search({ words: 'lighthouse', limit: 5 });
  expect(hits.map((hit) => hit.id)).toEqual([inTitle.id, newer.id, older.id]);
});

test('GIVEN filters THEN outlet, day and language narrow the search together', async () => {
  const { articles, ...context } = await newsroom();
  const ferry = await storeArticle(context, FERRY);
  const library = await storeArticle(context, LIBRARY);
  const swiss = await storeArticle(
    context,
    importedArticle({ language: 'de-CH', title: 'Der See steigt', text: 'Er steigt.' }),
  );
  const ids = async (query: object) => (await articles.search({ limit: 9, ...query })).hits.map((hit) => hit.id);
  expect(await ids({ outlet: 'courier' })).toEqual([ferry.id]);
  expect(await ids({ outlet: 'ahrenfelder BOTE' })).toEqual([library.id]);
  expect(await ids({ outlet: 'nobody' })).toEqual([]);
  expect(await ids({ language: 'de' })).toEqual([swiss.id, library.id]);
  expect(await ids({ language: 'de-CH' })).toEqual([swiss.id]);
  expect(await ids({ language: 'd' })).toEqual([]);
  expect(await ids({ since: '2026-03-14' })).toEqual([swiss.id, ferry.id]);
  expect(await ids({ since: '2026-03-15' })).toEqual([swiss.id]);
  expect(await ids({ since: '2026-02-03' })).toEqual([swiss.id, library.id, ferry.id]);
  expect(await ids({ since: '2026-11-24' })).toEqual([]);
  expect(await ids({ words: 'stimmen', language: 'en' })).toEqual([]);
  expect(await ids({ words: 'stimmen', language: 'de', outlet: 'bote', since: '2026-01-01' })).toEqual([library.id]);
});

test.each([
  ['"'],
  ['""" OR title:x'],
  ['NEAR(ferry boat)'],
  ['ferry*'],
  ['{title}: ferry'],
  ['-ferry ^ferry + ferry'],
  ["'; drop table articles; --"],
  ['AND OR NOT'],
  ['🙂🙃'],
  ['\u0000\u0007'],
  ['\ud800'],
  ['word '.repeat(800)],
  ['x'.repeat(4000)],
  ['”’'.repeat(2000)],
  ['字'.repeat(4000)],
])('GIVEN the hostile query %j THEN search, suggestion and resolution answer', async (query) => {
  const { articles, ...context } = await newsroom();
  await storeArticle(context, FERRY);
  const { hits, total } = await articles.search({ words: query, outlet: query, limit: 5 });
  expect([hits.length, total]).toEqual([0, 0]);
  expect((await articles.suggest(query, 5)).length).toBeLessThanOrEqual(1);
  expect((await articles.search({ words: query, limit: 5 })).total).toBeLessThanOrEqual(1);
  await articles.resolve(query);
  expect(await articles.findLatest()).toBeDefined();
});

test('GIVEN FTS5 operators as words THEN they are words', async () => {
  const { articles, ...context } = await newsroom();
  await storeArticle(context, importedArticle({ title: 'Near and not far', text: 'Or so it seems.' }));
  expect((await articles.search({ words: 'NEAR AND NOT', limit: 5 })).total).toBe(1);
  expect((await articles.search({ words: 'near and never', limit: 5 })).total).toBe(0);
});

test('GIVEN a word being typed THEN autocomplete finds its article at every letter, and search only at the end', async () => {
  const { articles, ...context } = await newsroom();
  const ferry = await storeArticle(context, FERRY);
  await storeArticle(context, LIBRARY);
  const typed = 'night passengers';
  for (let length = 7; length <= typed.length; length++)
    expect((await articles.suggest(typed.slice(0, length), 25)).map((hit) => hit.id)).toEqual([ferry.id]);
  expect((await articles.search({ words: 'night passen', limit: 5 })).total).toBe(0);
  expect((await articles.suggest('passengers nig', 25)).length).toBe(1);
  expect((await articles.suggest('passen night', 25)).length).toBe(0);
});

test('GIVEN nothing typed THEN autocomplete offers the newest, at most as many as asked', async () => {
  const { articles, ...context } = await newsroom();
  for (let n = 1; n <= 4; n++)
    await storeArticle(context, importedArticle({ title: `Number ${n}`, text: `Text ${n}.` }));
  expect((await articles.suggest('  ', 2)).map((hit) => hit.title)).toEqual(['Number 4', 'Number 3']);
});

test('GIVEN an id, a title, words or the beginning of a word THEN an article option is understood', async () => {
  const { articles, ...context } = await newsroom();
  const ferry = await storeArticle(context, FERRY);
  await storeArticle(
    context,
    importedArticle({ title: 'Ferry', text: 'A word on the ferry, the ferry and the ferry.' }),
  );
  const library = await storeArticle(context, LIBRARY);
  expect((await articles.resolve(ferry.id))?.id).toBe(ferry.id);
  expect((await articles.resolve(` ${ferry.id.toUpperCase()} `))?.id).toBe(ferry.id);
  expect((await articles.resolve('NIGHT FERRY across the larne returns after nine years'))?.id).toBe(ferry.id);
  expect((await articles.resolve('stadtbucherei ahrenfeld offnet kunftig auch sonntags'))?.id).toBe(library.id);
  expect((await articles.resolve('ferry'))?.title).toBe('Ferry');
  expect((await articles.resolve('Kestermann'))?.id).toBe(library.id);
  expect((await articles.resolve('Kesterm'))?.id).toBe(library.id);
  expect(await articles.resolve('zzzz')).toBeUndefined();
  expect(await articles.resolve('   ')).toBeUndefined();
});

test('GIVEN a revision THEN its words replace those of the text before', async () => {
  const { articles, ...context } = await newsroom();
  await storeArticle(context, FERRY);
  await storeArticle(context, { ...FERRY, title: 'Night ferry postponed', text: 'The tramway comes first.' });
  expect((await articles.search({ words: 'tramway', limit: 5 })).total).toBe(1);
  expect((await articles.search({ words: 'Delacourt', limit: 5 })).total).toBe(0);
  expect((await articles.search({ limit: 5 })).total).toBe(1);
});

test('GIVEN outlets with and without articles THEN autocomplete offers those that have some', async () => {
  const { articles, ...context } = await newsroom(testDatabaseWithOutlets);
  await storeArticle(context, FERRY);
  await storeArticle(context, LIBRARY);
  await loadStoredArticle(context);
  expect(await articles.suggestOutlets('', 25, '')).toEqual(['Ahrenfelder Bote', 'Sputnik', 'The Harbor Courier']);
  expect(await articles.suggestOutlets('HARBÓR', 25, '')).toEqual(['The Harbor Courier']);
  expect(await articles.suggestOutlets('', 1, '')).toEqual(['Ahrenfelder Bote']);
  expect((await articles.search({ outlet: 'Sputnik News', limit: 5 })).total).toBe(1);
});
