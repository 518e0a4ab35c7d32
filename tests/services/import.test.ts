import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { findArticle } from '../../src/data/article-store.ts';
import { listOutlets } from '../../src/data/outlet-store.ts';
import { findPersonTranslations } from '../../src/data/person-texts.ts';
import { OperatorError } from '../../src/errors.ts';
import { createArticles } from '../../src/services/articles.ts';
import { importArticle, type ImportedArticle, loadStoredArticle } from '../../src/services/import.ts';
import { loadOutlets } from '../../src/services/outlets.ts';
import { FERRY, importedArticle, LIBRARY, storeArticle } from '../support/articles.ts';
import { testDatabase, type TestNewsroom, testDatabaseWithOutlets } from '../support/database.ts';

const BRIEF = importedArticle({ title: 'A brief', text: 'One sentence.\n\nAnother one.' });

function translated(language: string, body: readonly string[], author = 'Ada Prose'): ImportedArticle {
  return { ...BRIEF, translations: [{ language, title: `A brief in ${language}`, body, author }] };
}

async function countRows({ db }: TestNewsroom) {
  const count = async (table: 'articles' | 'revisions' | 'texts' | 'outlets') =>
    (await db.selectFrom(table).selectAll().execute()).length;
  return {
    articles: await count('articles'),
    revisions: await count('revisions'),
    texts: await count('texts'),
    outlets: await count('outlets'),
  };
}

test('GIVEN a new article THEN it is stored whole, cleaned, at the clock’s time', async () => {
  const newsroom = await testDatabase('2026-11-23T09:00:00Z');
  const outcome = await importArticle(newsroom, FERRY);
  expect(outcome).toEqual({ id: expect.stringMatching(/^[0-9a-z]{12}$/), title: FERRY.title, outcome: 'stored' });
  const article = await findArticle(newsroom.db, outcome.id);
  expect(article).toMatchObject({
    id: outcome.id,
    seq: 1,
    revision: 1,
    title: FERRY.title,
    language: 'en',
    url: FERRY.url,
    publishedAt: FERRY.publishedAt,
    publishedOn: null,
    inferred: [],
    storedAt: Date.parse('2026-11-23T09:00:00Z'),
  });
  expect(article?.body.filter((block) => block.kind === 'heading').map((block) => block.text)).toEqual([
    'Ticket prices divide the council',
    'An older boat gets new engines',
  ]);
  expect(article?.body).toHaveLength(10);
});

test('GIVEN the same text again THEN nothing is added, under whatever address or id it comes', async () => {
  const newsroom = await testDatabase();
  const first = await importArticle(newsroom, FERRY);
  const again: ImportedArticle[] = [
    FERRY,
    { ...FERRY, url: null },
    { ...FERRY, url: 'https://copy.example/1' },
    { ...FERRY, id: '000000000000' },
    { ...FERRY, title: ` ${FERRY.title} `, text: `${FERRY.text.replaceAll('\n', '\r\n')}\n\nShare\n` },
  ];
  for (const imported of again)
    expect(await importArticle(newsroom, imported)).toEqual({ ...first, outcome: 'unchanged' });
  expect(await countRows(newsroom)).toEqual({ articles: 1, revisions: 1, texts: 0, outlets: 1 });
});

test('GIVEN the same text from another outlet THEN the first stays its outlet, in searches too, and no outlet is added', async () => {
  const newsroom = await testDatabase();
  const articles = createArticles(newsroom);
  await importArticle(newsroom, FERRY);
  const copy = { ...FERRY, outlet: 'Copycat Daily', url: 'https://copycat.example/1' };
  expect((await importArticle(newsroom, copy)).outcome).toBe('unchanged');
  expect((await articles.search({ words: 'copycat', limit: 5 })).total).toBe(0);
  expect((await articles.search({ words: 'harbor courier', limit: 5 })).total).toBe(1);
  expect(await countRows(newsroom)).toMatchObject({ articles: 1, outlets: 1 });
});

test('GIVEN another text at the same address THEN it is a new revision in the same place; the old one stays', async () => {
  const newsroom = await testDatabase('2026-11-23T09:00:00Z');
  const first = await importArticle(newsroom, FERRY);
  await importArticle(newsroom, LIBRARY);
  await newsroom.clock.move(60_000);
  const changed = { ...FERRY, title: 'Night ferry in doubt', publishedAt: null, publishedOn: '2026-03-15' };
  expect(await importArticle(newsroom, changed)).toEqual({
    id: first.id,
    title: 'Night ferry in doubt',
    outcome: 'revised',
  });
  expect(await findArticle(newsroom.db, first.id)).toMatchObject({
    seq: 1,
    revision: 2,
    title: 'Night ferry in doubt',
    publishedAt: null,
    publishedOn: '2026-03-15',
    storedAt: Date.parse('2026-11-23T09:00:00Z'),
  });
  const revisions = await newsroom.db
    .selectFrom('revisions')
    .select(['revision', 'title', 'stored_at'])
    .where('article_id', '=', first.id)
    .orderBy('revision')
    .execute();
  expect(revisions).toEqual([
    { revision: 1, title: FERRY.title, stored_at: Date.parse('2026-11-23T09:00:00Z') },
    { revision: 2, title: 'Night ferry in doubt', stored_at: Date.parse('2026-11-23T09:01:00Z') },
  ]);
});

test('GIVEN a correction taken back THEN that is a revision too', async () => {
  const newsroom = await testDatabase();
  await importArticle(newsroom, FERRY);
  await importArticle(newsroom, { ...FERRY, title: 'Night ferry in doubt' });
  const back = await importArticle(newsroom, FERRY);
  expect(back.outcome).toBe('revised');
  expect(await findArticle(newsroom.db, back.id)).toMatchObject({ revision: 3, title: FERRY.title });
});

test('GIVEN an id of the file’s own THEN it names the article, and another text under it is a revision', async () => {
  const newsroom = await testDatabase();
  const id = '0123456789ab';
  expect(await importArticle(newsroom, { ...BRIEF, id })).toMatchObject({ id, outcome: 'stored' });
  expect(await importArticle(newsroom, { ...BRIEF, id, text: 'Something else.' })).toMatchObject({
    id,
    outcome: 'revised',
  });
  expect(await countRows(newsroom)).toMatchObject({ articles: 1, revisions: 2 });
});

test('GIVEN two articles of one title without addresses THEN they are two articles', async () => {
  const newsroom = await testDatabase();
  const one = await importArticle(newsroom, BRIEF);
  const two = await importArticle(newsroom, { ...BRIEF, text: 'Other news.' });
  expect(two.outcome).toBe('stored');
  expect(two.id).not.toBe(one.id);
});

test('GIVEN many imports of one text at once THEN one is stored', async () => {
  const newsroom = await testDatabase();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => importArticle(newsroom, FERRY)));
  expect(outcomes.filter((one) => one.outcome === 'stored')).toHaveLength(1);
  expect(new Set(outcomes.map((one) => one.id)).size).toBe(1);
  expect(await countRows(newsroom)).toMatchObject({ articles: 1, outlets: 1 });
});

test('GIVEN a name nobody knows THEN the outlet is stored as unknown, once', async () => {
  const newsroom = await testDatabase();
  const ferry = await storeArticle(newsroom, FERRY);
  await storeArticle(newsroom, { ...BRIEF, outlet: 'the harbor COURIER' });
  expect(ferry.outlet).toEqual({
    id: expect.any(String),
    name: 'The Harbor Courier',
    country: null,
    owner: null,
    kind: 'unknown',
    citation: null,
    citationUrl: null,
    statedOn: null,
  });
  expect((await listOutlets(newsroom.db)).map((outlet) => outlet.name)).toEqual(['The Harbor Courier']);
});

test('GIVEN no outlet but an address of a known one THEN it is that outlet, and said to be inferred', async () => {
  const newsroom = await testDatabaseWithOutlets();
  const article = await storeArticle(newsroom, { ...BRIEF, url: 'https://fr.sputniknews.com/x' });
  expect(article.outlet?.name).toBe('Sputnik');
  expect(article.inferred).toEqual([{ field: 'outlet', ground: 'The address is on fr.sputniknews.com.' }]);
  const named = await storeArticle(newsroom, { ...FERRY, outlet: 'Sputnik Ostley', url: 'https://sputniknews.com/y' });
  expect(named.outlet?.name).toBe('Sputnik');
  expect(named.inferred).toEqual([]);
});

test('GIVEN neither outlet nor a known address THEN there is no outlet', async () => {
  const newsroom = await testDatabase();
  expect((await storeArticle(newsroom, { ...BRIEF, url: 'https://nobody.example/1' })).outlet).toBeNull();
});

test('GIVEN the outlet’s own name on a line THEN cleaning drops it', async () => {
  const newsroom = await testDatabase();
  const article = await storeArticle(newsroom, {
    ...BRIEF,
    outlet: 'Le Phare',
    text: 'One sentence.\nLE PHARE\n\nAnother one.',
  });
  expect(article.body.map((block) => block.text)).toEqual(['One sentence.', 'Another one.']);
});

test('GIVEN a text of which nothing is left THEN the import says so and stores nothing', async () => {
  const newsroom = await testDatabase();
  const fault = await importArticle(newsroom, { ...BRIEF, outlet: 'Le Phare', text: 'AFP\n\nPartager' }).catch(
    (e: unknown) => e,
  );
  expect(fault).toBeInstanceOf(OperatorError);
  expect(fault).toMatchObject({ exitCode: 65, message: '“A brief” cannot be imported: its text has no paragraph.' });
  expect(await countRows(newsroom)).toEqual({ articles: 0, revisions: 0, texts: 0, outlets: 0 });
});

test('GIVEN a translation that does not match THEN the import says by how much and stores nothing', async () => {
  const newsroom = await testDatabase();
  const fault = await importArticle(newsroom, translated('fr', ['Une.', 'Deux.', 'Trois.'])).catch((e: unknown) => e);
  expect(fault).toMatchObject({
    exitCode: 65,
    message:
      '“A brief” cannot be imported: its translation into fr has 3 texts where the article has 2 (2 paragraphs and 0 inter-titles after cleaning).',
  });
  expect(await countRows(newsroom)).toEqual({ articles: 0, revisions: 0, texts: 0, outlets: 0 });
});

test('GIVEN a misaligned translation of a stored article THEN nothing of the file counts', async () => {
  const newsroom = await testDatabase();
  const stored = await importArticle(newsroom, translated('fr', ['Une.', 'Deux.']));
  const worse = { ...translated('fr', ['Une.']), title: 'Another title', id: stored.id };
  await expect(importArticle(newsroom, worse)).rejects.toThrow(/has 1 texts where the article has 2/);
  expect(await findArticle(newsroom.db, stored.id)).toMatchObject({ revision: 1, title: 'A brief' });
  expect((await findPersonTranslations(newsroom.db, stored.id, 1))[0]?.translation.body).toEqual(['Une.', 'Deux.']);
});

test('GIVEN a failure at the last step THEN nothing of the import stays', async () => {
  const newsroom = await testDatabase();
  await sql`drop table article_words`.execute(newsroom.db);
  await expect(importArticle(newsroom, { ...translated('fr', ['Une.', 'Deux.']), outlet: 'Le Phare' })).rejects.toThrow(
    /article_words/,
  );
  expect(await countRows(newsroom)).toEqual({ articles: 0, revisions: 0, texts: 0, outlets: 0 });
});

test('GIVEN translations THEN they belong to their revision, and a new one replaces that of its language', async () => {
  const newsroom = await testDatabase();
  const { id } = await importArticle(newsroom, translated('fr', ['Une.', 'Deux.']));
  const again = await importArticle(newsroom, translated('fr', ['Une phrase.', 'Une autre.'], 'Bo Letter'));
  expect(again.outcome).toBe('unchanged');
  await importArticle(newsroom, translated('de', ['Ein Satz.', 'Noch einer.']));
  expect(await findPersonTranslations(newsroom.db, id, 1)).toEqual([
    {
      language: 'de',
      author: 'Ada Prose',
      translation: { title: 'A brief in de', body: ['Ein Satz.', 'Noch einer.'] },
    },
    {
      language: 'fr',
      author: 'Bo Letter',
      translation: { title: 'A brief in fr', body: ['Une phrase.', 'Une autre.'] },
    },
  ]);
  await importArticle(newsroom, { ...BRIEF, id, text: 'It all changed.' });
  expect(await findPersonTranslations(newsroom.db, id, 2)).toEqual([]);
  expect(await findPersonTranslations(newsroom.db, id, 1)).toHaveLength(2);
});

test('GIVEN a translation THEN the article is found by its words too, until a revision has none', async () => {
  const newsroom = await testDatabase();
  const articles = createArticles(newsroom);
  const total = async (words: string) => [words, (await articles.search({ words, limit: 5 })).total];
  const { id } = await importArticle(newsroom, BRIEF);
  expect(await total('phrases')).toEqual(['phrases', 0]);
  await importArticle(newsroom, translated('fr', ['Une phrase.', 'Deux phrases.']));
  expect(await total('phrases deux')).toEqual(['phrases deux', 1]);
  expect(await total('sentence')).toEqual(['sentence', 1]);
  await importArticle(newsroom, { ...BRIEF, id, text: 'It all changed.' });
  expect(await total('phrases')).toEqual(['phrases', 0]);
});

test('GIVEN the stored article THEN English words find it by its translation', async () => {
  const newsroom = await testDatabase();
  await loadStoredArticle(newsroom);
  const { hits } = await createArticles(newsroom).search({ words: 'NATO relations', limit: 5 });
  expect(hits.map((hit) => hit.language)).toEqual(['fr']);
});

test('GIVEN the first start THEN the stored article is there with nine paragraphs, one inter-title and its grounds', async () => {
  const newsroom = await testDatabaseWithOutlets();
  await loadStoredArticle(newsroom);
  const article = await createArticles(newsroom).findLatest();
  expect(article).toMatchObject({
    language: 'fr',
    url: null,
    publishedAt: null,
    publishedOn: '2021-05-31',
    outlet: { name: 'Sputnik', country: 'RU', owner: 'Rossiya Segodnya', kind: 'state-controlled' },
  });
  expect(article?.inferred.map(({ field }) => field)).toEqual(['outlet', 'publishedOn']);
  const body = article?.body ?? [];
  expect(body.map((block) => (block.kind === 'paragraph' ? block.n : '#'))).toEqual([1, 2, 3, 4, 5, 6, '#', 7, 8, 9]);
  expect(body.filter((block) => block.kind === 'heading').map((block) => block.text)).toEqual([
    'La Russie évoque le renfoncement de sa frontière occidentale',
  ]);
  const texts = body.map((block) => block.text);
  expect(texts.filter((text) => /^(?:Sputnik|Discuter)$/.test(text))).toEqual([]);
  expect(texts.every((text) => text === text.trim() && text === text.normalize('NFC'))).toBe(true);
});

test('GIVEN the stored article THEN its English translation is aligned and keeps numbers, names and quotations', async () => {
  const newsroom = await testDatabase();
  await loadStoredArticle(newsroom);
  const article = await createArticles(newsroom).findLatest();
  const [english, ...others] = await findPersonTranslations(newsroom.db, article?.id ?? '', 1);
  expect(others).toEqual([]);
  expect(english).toMatchObject({ language: 'en', author: 'written by the Kiosque project' });
  const { body: theirs = [] } = english?.translation ?? {};
  expect(theirs).toHaveLength(article?.body.length ?? 0);
  article?.body.forEach((block, i) => {
    const ours = theirs[i] ?? '';
    expect([i, ours.match(/\d+/g)]).toEqual([i, block.text.match(/\d+/g)]);
    expect([i, ours.match(/“/g)?.length]).toEqual([i, block.text.match(/«/g)?.length]);
    for (const name of ['Stoltenberg', 'Krasnaya Zvezda', 'Sea Shield'])
      expect([i, name, ours.includes(name)]).toEqual([i, name, block.text.includes(name)]);
  });
});

test('GIVEN start after start THEN there is one stored article; a changed file makes a revision of it', async () => {
  const newsroom = await testDatabase();
  await loadStoredArticle(newsroom);
  await loadOutlets(newsroom);
  await loadStoredArticle(newsroom);
  expect(await countRows(newsroom)).toMatchObject({ articles: 1, revisions: 1, texts: 1 });
  const article = await createArticles(newsroom).findLatest();
  expect(article?.outlet?.kind).toBe('state-controlled');
  await importArticle(newsroom, { ...BRIEF, id: article?.id ?? '' });
  await loadStoredArticle(newsroom);
  expect(await countRows(newsroom)).toMatchObject({ articles: 1, revisions: 3 });
});
