import { expect, test } from 'vitest';
import { findArticle } from '../../src/data/article-store.ts';
import { isRemovedForFeed } from '../../src/data/keeping-store.ts';
import { addToStory } from '../../src/data/story-store.ts';
import { createArticles } from '../../src/services/articles.ts';
import { createKeeping } from '../../src/services/keeping.ts';
import { FERRY, storeArticle } from '../support/articles.ts';
import { testDatabase } from '../support/database.ts';
import { recordingLog } from '../support/interactions.ts';
import { openFeed, showInEdition, storeFromFeed } from '../support/kept-articles.ts';

const ID = 'a00000000001';
const OTHER = 'a00000000002';
const BY = { guildId: 'g1', memberId: 'm1' };

async function openKeeping(followers: readonly string[] = ['g1']) {
  const newsroom = await testDatabase();
  const { db, clock } = newsroom;
  await openFeed(db, 'f1', followers);
  await storeFromFeed(db, [ID, OTHER], { feedId: 'f1', storedAt: clock.now() });
  const count = async (table: 'revisions' | 'texts' | 'story_articles' | 'stories' | 'hidden_articles') =>
    (await db.selectFrom(table).select(db.fn.countAll().as('n')).executeTakeFirstOrThrow()).n;
  return { ...newsroom, count, keeping: createKeeping({ ...newsroom, ...recordingLog() }) };
}

test('GIVEN an article of one server alone WHEN its manager removes it THEN nothing is left but where it was', async () => {
  const { db, clock, keeping, count } = await openKeeping();
  await addToStory(db, { id: 's1', startedAt: 0 }, [ID]);
  await addToStory(db, { id: 's2', startedAt: 0 }, [ID, OTHER]);
  await db
    .insertInto('texts')
    .values({
      id: 't1',
      article_id: ID,
      revision: 1,
      task: 'summary',
      language: 'en',
      length: 'short',
      question_hash: '',
      glossary_hash: '',
      origin: 'model',
      model: 'm',
      prompt_version: '1',
      state: 'done',
      lease_until: null,
      body_json: '{}',
      author: null,
      stored_at: 0,
    })
    .execute();
  expect(await keeping.remove(ID, BY)).toBe('removed');
  expect(await findArticle(db, ID)).toBeUndefined();
  expect(await keeping.findGone(ID)).toEqual({
    id: ID,
    title: `Harbor ${ID}`,
    url: `https://news.example.org/${ID}`,
    reason: 'removed',
    goneAt: clock.now(),
  });
  expect([
    await count('revisions'),
    await count('texts'),
    await count('stories'),
    await count('story_articles'),
  ]).toEqual([1, 0, 1, 1]);
  const found = await createArticles({ db }).search({ words: 'harbor', limit: 9 });
  expect(found.hits.map((hit) => hit.id)).toEqual([OTHER]);
});

test('GIVEN a removed article THEN its feed does not bring it back, under its own id or another', async () => {
  const { db, keeping } = await openKeeping();
  await keeping.remove(ID, BY);
  const items = await db.selectFrom('feed_items').select(['guid', 'article_id', 'state']).orderBy('guid').execute();
  expect(items[0]).toEqual({ guid: `guid-${ID}`, article_id: null, state: 'gone' });
  expect(items[1]).toMatchObject({ article_id: OTHER, state: 'stored' });
  const address = `news.example.org/${ID}`;
  expect(await isRemovedForFeed(db, 'f1', address)).toBe(true);
  expect(await isRemovedForFeed(db, 'f1', 'news.example.org/another')).toBe(false);
  await openFeed(db, 'f2', ['g1', 'g2']);
  expect(await isRemovedForFeed(db, 'f2', address)).toBe(false);
  await openFeed(db, 'f3', []);
  expect(await isRemovedForFeed(db, 'f3', address)).toBe(false);
});

test.each([
  ['another server follows the feed', ['g1', 'g2']],
  ['every server follows the feed', ['']],
])(
  'GIVEN that %s WHEN a manager removes an article THEN it is hidden for that server, and can be shown again',
  async (_, followers) => {
    const { db, keeping } = await openKeeping(followers);
    expect(await keeping.remove(ID, BY)).toBe('hidden');
    expect(await keeping.remove(ID, BY)).toBe('hidden');
    expect(await findArticle(db, ID)).toBeDefined();
    expect(await keeping.findGone(ID)).toBeUndefined();
    expect(await keeping.restore(ID, 'g2')).toBe(false);
    expect(await keeping.restore(ID, 'g1')).toBe(true);
    expect(await keeping.restore(ID, 'g1')).toBe(false);
  },
);

test('GIVEN two servers that follow a feed WHEN both remove an article THEN it goes for good, for both', async () => {
  const { db, keeping, count } = await openKeeping(['g1', 'g2']);
  expect(await keeping.remove(ID, BY)).toBe('hidden');
  expect(await keeping.remove(ID, { guildId: 'g2', memberId: 'm2' })).toBe('removed');
  expect(await count('hidden_articles')).toBe(0);
  expect(await isRemovedForFeed(db, 'f1', `news.example.org/${ID}`)).toBe(true);
});

test('GIVEN an article that another server’s member added, or its edition shows, THEN it is hidden alone', async () => {
  const { db, keeping } = await openKeeping();
  await db
    .insertInto('article_guilds')
    .values({ article_id: ID, guild_id: 'g2', added_by: 'm2', added_at: 0 })
    .execute();
  await showInEdition(db, [OTHER], { guildId: 'g3', finishedAt: 1 });
  expect(await keeping.remove(ID, BY)).toBe('hidden');
  expect(await keeping.remove(OTHER, BY)).toBe('hidden');
});

test('GIVEN an import THEN no server’s manager deletes it', async () => {
  const newsroom = await openKeeping();
  const { id } = await storeArticle(newsroom, FERRY);
  expect(await newsroom.keeping.remove(id, BY)).toBe('hidden');
  expect(await findArticle(newsroom.db, id)).toBeDefined();
});

test('GIVEN another server’s article or an unknown id THEN nothing happens', async () => {
  const { db, keeping, count } = await openKeeping(['g2']);
  expect(await keeping.remove(ID, BY)).toBeUndefined();
  expect(await keeping.remove('a00000000009', BY)).toBeUndefined();
  expect(await keeping.findGone('a00000000009')).toBeUndefined();
  expect(await count('hidden_articles')).toBe(0);
  expect(await findArticle(db, ID)).toBeDefined();
});

test('GIVEN an edition that shows a removed article THEN the edition is still told whole', async () => {
  const { db, keeping } = await openKeeping();
  await showInEdition(db, [ID, OTHER], { guildId: 'g1', finishedAt: 1 });
  expect(await keeping.remove(ID, BY)).toBe('removed');
  const shown = await db.selectFrom('edition_articles').select('article_id').orderBy('position').execute();
  expect(shown.map((row) => row.article_id)).toEqual([ID, OTHER]);
});

test('GIVEN the first of three articles with the same text WHEN it goes THEN the second takes its place', async () => {
  const { db, clock, keeping } = await openKeeping();
  const third = 'a00000000003';
  await storeFromFeed(db, [third], { feedId: 'f1', storedAt: clock.now() });
  await db.updateTable('articles').set({ same_text_as: ID }).where('id', 'in', [OTHER, third]).execute();
  await keeping.remove(ID, BY);
  const rows = await db.selectFrom('articles').select(['id', 'same_text_as']).orderBy('seq').execute();
  expect(rows).toEqual([
    { id: OTHER, same_text_as: null },
    { id: third, same_text_as: OTHER },
  ]);
});

test('GIVEN an id that is stored again THEN it is not gone, and a second removal renews its tombstone', async () => {
  const { db, clock, keeping } = await openKeeping();
  await keeping.remove(ID, BY);
  await storeFromFeed(db, [ID], { feedId: 'f1', storedAt: clock.now() }).catch(() => undefined);
  expect(await keeping.findGone(ID)).toBeUndefined();
  clock.setWall(clock.now() + 5);
  await db.updateTable('feed_items').set({ article_id: ID }).where('guid', '=', `guid-${ID}`).execute();
  expect(await keeping.remove(ID, BY)).toBe('removed');
  expect(await keeping.findGone(ID)).toMatchObject({ goneAt: clock.now() });
});
