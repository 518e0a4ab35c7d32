import { expect, test } from 'vitest';
import { findStoryIds } from '../../../src/data/story-store.ts';
import { createStories } from '../../../src/services/stories/stories.ts';
import { importedArticle, storeArticle } from '../../support/articles.ts';
import { type TestNewsroom, testDatabase } from '../../support/database.ts';

const TITLES = [
  'Ostley ferry runs aground near Gull Rock',
  'Bakery on Mill Lane opens again after repairs',
  'Ferry from Ostley runs aground at Gull Rock',
  'Passengers safe after Ostley ferry runs aground',
];

async function store(newsroom: TestNewsroom, title: string, outlet = 'A') {
  const text = `${title}. A test tells of it in one paragraph.`;
  return storeArticle(newsroom, importedArticle({ title, text, outlet, publishedAt: newsroom.clock.now() }));
}

async function storyIds({ db }: TestNewsroom): Promise<readonly (string | undefined)[]> {
  const articles = await db.selectFrom('articles').select('id').orderBy('seq').execute();
  const found = await findStoryIds(db, { from: 0, to: 999 });
  return articles.map(({ id }) => found.get(id));
}

test('GIVEN articles as they are stored THEN the second of an event writes its story down, named by the first', async () => {
  const newsroom = await testDatabase();
  const stories = createStories(newsroom);
  const placed: string[] = [];
  const ids: string[] = [];
  for (const title of TITLES) {
    const { id } = await store(newsroom, title);
    ids.push(id);
    placed.push(await newsroom.db.transaction().execute((tx) => stories.place(tx, id)));
  }
  expect(placed).toEqual([ids[0], ids[1], ids[0], ids[0]]);
  expect(await storyIds(newsroom)).toEqual([ids[0], undefined, ids[0], ids[0]]);
});

test('GIVEN a restart or another process THEN the stories go on as though there was none', async () => {
  const newsroom = await testDatabase();
  const ids: string[] = [];
  for (const title of TITLES) {
    const { id } = await store(newsroom, title);
    ids.push(id);
    // A new one each time: it knows only what the database says.
    await createStories(newsroom).place(newsroom.db, id);
  }
  expect(await storyIds(newsroom)).toEqual([ids[0], undefined, ids[0], ids[0]]);
});

test('GIVEN an article stored more than three days ago THEN a new process does not go back to it', async () => {
  const newsroom = await testDatabase();
  await store(newsroom, TITLES[0] ?? '');
  await newsroom.clock.move(73 * 3_600_000);
  const { id } = await store(newsroom, TITLES[2] ?? '');
  expect(await createStories(newsroom).place(newsroom.db, id)).toBe(id);
});

test('GIVEN the first article of a story removed since THEN the story goes on without it', async () => {
  const newsroom = await testDatabase();
  const stories = createStories(newsroom);
  const first = await store(newsroom, TITLES[0] ?? '');
  await stories.place(newsroom.db, first.id);
  await newsroom.db.deleteFrom('articles').where('id', '=', first.id).execute();
  const second = await store(newsroom, TITLES[2] ?? '');
  expect(await stories.place(newsroom.db, second.id)).toBe(first.id);
  expect(await storyIds(newsroom)).toEqual([first.id]);
});

test('GIVEN an article whose transaction failed THEN the next one with its place in the order is placed all the same', async () => {
  const newsroom = await testDatabase();
  const stories = createStories(newsroom);
  const failed = newsroom.db.transaction().execute(async (tx) => {
    const { id } = await store({ ...newsroom, db: tx }, TITLES[1] ?? '');
    await stories.place(tx, id);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  const { id } = await store(newsroom, TITLES[0] ?? '');
  expect(await stories.place(newsroom.db, id)).toBe(id);
  const other = await store(newsroom, TITLES[2] ?? '');
  expect(await stories.place(newsroom.db, other.id)).toBe(id);
});

test('GIVEN a text that is another’s again THEN it is in the other’s story; GIVEN no such article THEN that is told', async () => {
  const newsroom = await testDatabase();
  const stories = createStories(newsroom);
  const one = await store(newsroom, TITLES[0] ?? '');
  const twin = await store(newsroom, 'What we know so far', 'B');
  await newsroom.db.updateTable('articles').set({ same_text_as: one.id }).where('id', '=', twin.id).execute();
  expect(await stories.place(newsroom.db, twin.id)).toBe(one.id);
  await expect(stories.place(newsroom.db, 'none')).rejects.toThrow('not stored');
});
