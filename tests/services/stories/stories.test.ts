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

/** A title in words of no language that no other event's has. */
function eventTitle(n: number): string {
  const start = 'bdfgklmnprstvz'[n % 14] ?? '';
  const middle = ['ar', 'ol', 'un'][Math.floor(n / 14)] ?? '';
  return ['ibex', 'omar', 'ubik', 'aled', 'etro', 'olan'].map((end) => `${start}${middle}${end}`).join(' ');
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

test('GIVEN many articles at a start THEN they are remembered in slices between which others have their turn, as placing them one by one would', async () => {
  const newsroom = await testDatabase();
  const ids: string[] = [];
  const one = createStories(newsroom);
  for (let i = 0; i < 45; i++) {
    const { id } = await store(newsroom, `${eventTitle(i % 15)} ${i + 100}`);
    ids.push(id);
    if (i < 44) await one.place(newsroom.db, id);
  }
  const known = await storyIds(newsroom);
  await newsroom.db.deleteFrom('stories').execute();
  let turns = 0;
  const again = createStories({ ...newsroom, turn: async () => void turns++ });
  await again.remember(newsroom.db, new AbortController().signal);
  expect(turns).toBe(2);
  expect(await again.place(newsroom.db, ids[44] ?? '')).toBe(known[14]);
  expect(new Set(known.slice(0, 44)).size).toBe(15);
  expect(new Set(ids).size).toBe(45);
});

test('GIVEN a transaction that asks while the memory is made THEN it does not wait for ever, and nothing is placed twice', async () => {
  const newsroom = await testDatabase();
  const ids: string[] = [];
  for (let i = 0; i < 60; i++) ids.push((await store(newsroom, `${eventTitle(i % 20)} ${i + 100}`)).id);
  let asking: Promise<string> | undefined;
  const stories = createStories({
    ...newsroom,
    async turn() {
      // The first slice is placed; the rest is read in this transaction, which keeps the other reader from the database.
      asking ??= newsroom.db.transaction().execute((tx) => stories.place(tx, ids[59] ?? ''));
      await new Promise((resolve) => void setImmediate(resolve));
    },
  });
  await stories.remember(newsroom.db, new AbortController().signal);
  expect(await asking).toBe(ids[19]);
  expect(await stories.place(newsroom.db, ids[58] ?? '')).toBe(ids[18]);
});

test('GIVEN two who ask for neighbors at once THEN both are told what their article came to', async () => {
  const newsroom = await testDatabase();
  const ids: string[] = [];
  for (const title of TITLES) ids.push((await store(newsroom, title)).id);
  const stories = createStories(newsroom);
  const placed = await Promise.all([ids[2] ?? '', ids[3] ?? ''].map((id) => stories.place(newsroom.db, id)));
  expect(placed).toEqual([ids[0], ids[0]]);
  expect(await storyIds(newsroom)).toEqual([ids[0], undefined, ids[0], ids[0]]);
});

test('GIVEN a signal that aborts THEN remembering ends after its slice, and what is missing is read when it is asked for', async () => {
  const newsroom = await testDatabase();
  const ids: string[] = [];
  for (let i = 0; i < 50; i++) ids.push((await store(newsroom, `${eventTitle(i % 25)} ${i + 100}`)).id);
  const ending = new AbortController();
  const stories = createStories({ ...newsroom, turn: async () => ending.abort() });
  await stories.remember(newsroom.db, ending.signal);
  expect(await stories.place(newsroom.db, ids[49] ?? '')).toBe(ids[24]);
});

test('GIVEN nothing stored in three days THEN there is nothing to remember', async () => {
  const newsroom = await testDatabase();
  await store(newsroom, TITLES[0] ?? '');
  await newsroom.clock.move(73 * 3_600_000);
  const stories = createStories(newsroom);
  await stories.remember(newsroom.db, new AbortController().signal);
  const { id } = await store(newsroom, TITLES[2] ?? '');
  expect(await stories.place(newsroom.db, id)).toBe(id);
});
