import { expect, test } from 'vitest';
import { findArticle } from '../../src/data/article-store.ts';
import { importArticle, loadStoredArticle } from '../../src/services/import.ts';
import { importedPage } from '../../src/services/import-page.ts';
import { testDatabaseWithOutlets } from '../support/database.ts';
import { newsPage, read } from '../support/pages.ts';
import { STORED, storedPage } from '../support/stored-article.ts';

const head = `<meta property="article:published_time" content="${STORED.publishedOn}">
  <link rel="canonical" href="https://fr.sputniknews.com/otan/">`;
const page = () => importedPage(read(storedPage({ site: 'Sputnik', head })), 'otan.html');

async function openNewsroom() {
  const newsroom = await testDatabaseWithOutlets();
  return newsroom;
}

test('GIVEN a page made of the stored article THEN its import is the same to the letter', async () => {
  const newsroom = await openNewsroom();
  const { id, outcome } = await importArticle(newsroom, page());
  expect(outcome).toBe('stored');
  const article = await findArticle(newsroom.db, id);
  expect(article).toMatchObject({
    title: STORED.title,
    language: 'fr',
    publishedAt: null,
    publishedOn: STORED.publishedOn,
    outlet: { name: 'Sputnik', country: 'RU' },
  });
  expect(article?.body.map(({ kind, text }) => ({ kind, text }))).toEqual(STORED.blocks);
});

test('GIVEN the stored article and a page made of it THEN the page is the same article, unchanged', async () => {
  const newsroom = await openNewsroom();
  await loadStoredArticle(newsroom);
  expect(await importArticle(newsroom, page())).toMatchObject({ id: STORED.id, outcome: 'unchanged' });
});

test.each([
  ['a login page', { access: 'login' }, 'a.html cannot be imported: it is a login page.'],
  ['a consent wall', { access: 'consent' }, 'a.html cannot be imported: it is a page that asks for consent.'],
  ['no article', { blocks: [] }, 'a.html cannot be imported: it has no article.'],
  ['no title', { title: null }, 'a.html cannot be imported: title is missing.'],
] as const)('GIVEN %s THEN it is refused in one sentence', (_, change, sentence) => {
  expect(() => importedPage({ ...read(newsPage()), title: 'x', ...change }, 'a.html')).toThrow(sentence);
});

test('GIVEN an article for subscribers THEN what its page shows is an excerpt', () => {
  const article = importedPage({ ...read(newsPage()), title: 'x', access: 'paywall' }, 'a.html');
  expect(article.origin).toMatchObject({ access: 'paywall', extent: 'excerpt' });
});
