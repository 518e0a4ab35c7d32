import { expect, test } from 'vitest';
import { insertArticle, NO_ORIGIN } from '../../src/data/article-store.ts';
import { countArticles, indexArticle, listLanguages, searchArticles } from '../../src/data/search-store.ts';
import { newId } from '../../src/ids.ts';
import { testDatabase, type TestNewsroom } from '../support/database.ts';

/** Puts many articles in at once, without the work of an import. */
async function fill(
  { db, random }: TestNewsroom,
  articles: readonly { title: string; text: string; language?: string }[],
) {
  await db.transaction().execute(async (transaction) => {
    for (const { title, text, language = 'en' } of articles) {
      const body = [{ kind: 'paragraph', n: 1, text }] as const;
      const { seq } = await insertArticle(
        transaction,
        newId(random),
        {
          title,
          body,
          contentHash: '',
          language,
          outletId: null,
          url: null,
          publishedAt: null,
          publishedOn: null,
          inferred: [],
          ...NO_ORIGIN,
          addressKey: null,
          textKey: null,
          scope: 'all',
        },
        0,
      );
      await indexArticle(transaction, { seq, title, body, language, outletNames: [], translations: [] });
    }
  });
}

const words = (text: string) => ({ words: text, prefix: false });
const best = { order: 'best', limit: 3, offset: 0 } as const;

test('GIVEN more matches than are ranked THEN the newest and old titles are ranked, all are counted, and an old text needs another word', async () => {
  const newsroom = await testDatabase();
  await fill(newsroom, [
    { title: 'Harbor harbor harbor', text: 'The harbor of old, with a windmill.' },
    { title: 'Before', text: 'Harbor, harbor, harbor: a windmill of the harbor.' },
    ...Array.from({ length: 520 }, (_, n) => ({ title: `Notice ${n}`, text: `Notice number ${n} about the harbor.` })),
    { title: 'The harbor', text: 'It is open.' },
    { title: 'Last notice', text: 'The harbor again.' },
  ]);
  const hits = await searchArticles(newsroom.db, words('harbor'), best);
  expect(hits.map((hit) => hit.title).slice(0, 2)).toEqual(['Harbor harbor harbor', 'The harbor']);
  expect(hits.map((hit) => hit.title)).not.toContain('Before');
  expect(await countArticles(newsroom.db, words('harbor'))).toBe(524);
  expect((await searchArticles(newsroom.db, words('harbor windmill'), best)).map((hit) => hit.title)).toEqual([
    'Harbor harbor harbor',
    'Before',
  ]);
  const newest = await searchArticles(newsroom.db, words('harbor'), { ...best, order: 'newest' });
  expect(newest.map((hit) => hit.title)).toEqual(['Last notice', 'The harbor', 'Notice 519']);
});

test('GIVEN a filter THEN only what passes it takes a place among the ranked', async () => {
  const newsroom = await testDatabase();
  await fill(newsroom, [
    { title: 'Hafen', text: 'Der Hafen ist offen.', language: 'de' },
    ...Array.from({ length: 520 }, (_, n) => ({ title: `Notice ${n}`, text: `Hafen is a word of notice ${n}.` })),
  ]);
  const german = { ...words('hafen'), language: 'de' };
  expect((await searchArticles(newsroom.db, german, best)).map((hit) => hit.title)).toEqual(['Hafen']);
  expect(await countArticles(newsroom.db, german)).toBe(1);
});

test('GIVEN articles in several languages THEN each language is listed once', async () => {
  const newsroom = await testDatabase();
  expect(await listLanguages(newsroom.db)).toEqual([]);
  await fill(
    newsroom,
    ['fr', 'de', 'fr', 'pt-BR', 'de'].map((language, n) => ({ title: `T${n}`, text: 'x.', language })),
  );
  expect(await listLanguages(newsroom.db)).toEqual(['de', 'fr', 'pt-BR']);
});

test('GIVEN words within titles THEN bodies do not count', async () => {
  const newsroom = await testDatabase();
  await fill(newsroom, [
    { title: 'The tram', text: 'A ferry passes.' },
    { title: 'The ferry', text: 'A tram passes.' },
  ]);
  const hits = await searchArticles(newsroom.db, { ...words('ferry'), within: 'title' }, best);
  expect(hits.map((hit) => hit.title)).toEqual(['The ferry']);
});
