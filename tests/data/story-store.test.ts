import { expect, test } from 'vitest';
import {
  addToStory,
  findFirstStoredSince,
  findForStories,
  findStoryIds,
  keepStored,
  listFirstOfOutlets,
  listForStories,
  mergeStory,
} from '../../src/data/story-store.ts';
import { importedArticle, storeArticle } from '../support/articles.ts';
import { testDatabase } from '../support/database.ts';

async function withArticles(...outlets: readonly (string | null)[]) {
  const newsroom = await testDatabase();
  const articles = [];
  for (const [n, outlet] of outlets.entries())
    articles.push(
      await storeArticle(newsroom, importedArticle({ title: `T${n}`, text: `Text ${n} of a test.`, outlet })),
    );
  return { ...newsroom, articles, ids: articles.map(({ id }) => id) };
}

test('GIVEN articles put into a story, one of them twice THEN each is in it once, found within the range asked for', async () => {
  const { db, ids } = await withArticles('A', 'B', null);
  await addToStory(db, { id: 's1', startedAt: 5 }, ids.slice(0, 2));
  await addToStory(db, { id: 's1', startedAt: 9 }, ids.slice(1));
  await addToStory(db, { id: 's2', startedAt: 9 }, []);
  expect(await findStoryIds(db, { from: 1, to: 3 })).toEqual(new Map(ids.map((id) => [id, 's1'])));
  expect(await findStoryIds(db, { from: 2, to: 2 })).toEqual(new Map([[ids[1], 's1']]));
  expect(await db.selectFrom('stories').select(['id', 'started_at']).orderBy('id').execute()).toEqual([
    { id: 's1', started_at: 5 },
    { id: 's2', started_at: 9 },
  ]);
});

test('GIVEN outlets with several articles in a story THEN the first of each stands for it, unknown and later ones left out', async () => {
  const { db, ids, articles } = await withArticles('A', null, 'B', 'A', 'C');
  await addToStory(db, { id: 's1', startedAt: 5 }, ids);
  const seqs = articles.map(({ seq }) => seq);
  expect(await listFirstOfOutlets(db, ['s1', 's9'], seqs[3] ?? 0)).toEqual([
    { storyId: 's1', seq: seqs[0] },
    { storyId: 's1', seq: seqs[2] },
  ]);
  expect(await listFirstOfOutlets(db, [], 99)).toEqual([]);
});

test('GIVEN two stories that are one THEN the first one’s articles go over, and it is no more', async () => {
  const { db, ids } = await withArticles('A', 'B', 'C');
  await addToStory(db, { id: 's1', startedAt: 5 }, ids.slice(0, 2));
  await addToStory(db, { id: 's2', startedAt: 9 }, ids.slice(1));
  await mergeStory(db, 's2', 's1');
  await mergeStory(db, 'none', 's1');
  expect(await findStoryIds(db, { from: 1, to: 3 })).toEqual(new Map(ids.map((id) => [id, 's1'])));
  expect(await db.selectFrom('stories').select('id').execute()).toEqual([{ id: 's1' }]);
});

test('GIVEN stored articles THEN their titles and first paragraphs are listed by order of storage, in steps', async () => {
  const { db, ids, clock } = await withArticles('A', 'B', null);
  const listed = await listForStories(db, { after: 1, to: 99, limit: 1 });
  expect(listed).toEqual([
    expect.objectContaining({ id: ids[1], seq: 2, title: 'T1', opening: 'Text 1 of a test.', sameTextAs: null }),
  ]);
  expect(await listForStories(db, { after: 3, to: 99, limit: 9 })).toEqual([]);
  expect(await findFirstStoredSince(db, clock.now() + 1)).toBeUndefined();
  expect(await findFirstStoredSince(db, clock.now())).toBe(1);
  expect(await findForStories(db, ids[2] ?? '')).toMatchObject({ title: 'T2' });
  expect(await findForStories(db, 'none')).toBeUndefined();
  expect(await keepStored(db, ['none', ids[0] ?? ''])).toEqual([ids[0]]);
});
