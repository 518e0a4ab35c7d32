import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { rankCandidates } from '../../src/data/search-rank.ts';
import { createArticles } from '../../src/services/articles.ts';
import { renewSearchIndex } from '../../src/services/search-index.ts';
import { FERRY, importedArticle, LIBRARY, storeArticle } from '../support/articles.ts';
import { testDatabase } from '../support/database.ts';
import { recordingLog } from '../support/interactions.ts';

async function newsroom() {
  const context = await testDatabase('2026-11-23T08:00:00Z');
  return { ...context, articles: createArticles(context) };
}

const at = (day: string) => ({ publishedAt: Date.parse(`${day}T12:00:00Z`) });

test('GIVEN a first and a last day THEN both count, with or without an hour', async () => {
  const { articles, ...context } = await newsroom();
  const ferry = await storeArticle(context, FERRY);
  const library = await storeArticle(context, LIBRARY);
  const undated = await storeArticle(context, importedArticle());
  const ids = async (query: object) => (await articles.search({ limit: 9, ...query })).hits.map((hit) => hit.id);
  expect(await ids({ until: '2026-03-14' })).toEqual([library.id, ferry.id]);
  expect(await ids({ until: '2026-03-13' })).toEqual([library.id]);
  expect(await ids({ until: '2026-02-03' })).toEqual([library.id]);
  expect(await ids({ until: '2026-02-02' })).toEqual([]);
  expect(await ids({ since: '2026-02-04', until: '2026-03-14' })).toEqual([ferry.id]);
  expect(await ids({ since: '2026-11-23', until: '2026-11-23' })).toEqual([undated.id]);
});

test('GIVEN a feed THEN only what was stored from it is found', async () => {
  const { articles, ...context } = await newsroom();
  const ferry = await storeArticle(context, FERRY);
  await storeArticle(context, LIBRARY);
  await context.db
    .insertInto('feeds')
    .values({ id: 'feed', url: 'https://courier.example/rss', title: null, state: 'active', due_at: null, added_at: 0 })
    .execute();
  await context.db
    .insertInto('feed_items')
    .values({ feed_id: 'feed', guid: '1', article_id: ferry.id, seen_at: 0 })
    .execute();
  const { hits, total } = await articles.search({ feed: 'feed', limit: 9 });
  expect([hits.map((hit) => hit.id), total]).toEqual([[ferry.id], 1]);
  expect((await articles.search({ feed: 'feed', words: 'ferry', limit: 9 })).total).toBe(1);
  expect((await articles.search({ feed: 'other', limit: 9 })).total).toBe(0);
});

test('GIVEN an article that a server hid THEN that server finds it nowhere, and others do', async () => {
  const { articles, ...context } = await newsroom();
  const library = await storeArticle(context, LIBRARY);
  const ferry = await storeArticle(context, FERRY);
  await context.db
    .insertInto('hidden_articles')
    .values({ guild_id: 'here', article_id: ferry.id, hidden_by: 'member', hidden_at: 0 })
    .execute();
  for (const [guildId, latest] of [
    ['here', library.id],
    ['there', ferry.id],
    ['', ferry.id],
    [undefined, ferry.id],
  ] as const) {
    const seen = latest === ferry.id ? 1 : 0;
    const query = guildId === undefined ? {} : { guildId };
    expect((await articles.findLatest(guildId))?.id).toBe(latest);
    expect((await articles.search({ words: 'ferry', limit: 9, ...query })).total).toBe(seen);
    expect((await articles.search({ words: 'ferry', limit: 9, ...query })).hits.length).toBe(seen);
    expect((await articles.suggest('night fer', 9, guildId)).length).toBe(seen);
    expect((await articles.suggest('', 9, guildId)).length).toBe(1 + seen);
    for (const named of [ferry.id, FERRY.title, 'ferry'])
      expect((await articles.resolve(named, guildId))?.id).toBe(seen === 1 ? ferry.id : undefined);
  }
});

test('GIVEN an article of some servers THEN those that added it or follow a feed with it find it, and a link finds it anywhere', async () => {
  const { articles, ...context } = await newsroom();
  const ferry = await storeArticle(context, FERRY);
  const { db } = context;
  await db.updateTable('articles').set({ scope: 'some' }).execute();
  await db
    .insertInto('article_guilds')
    .values({ article_id: ferry.id, guild_id: 'added', added_by: 'member', added_at: 0 })
    .execute();
  await db
    .insertInto('feeds')
    .values({ id: 'feed', url: 'https://courier.example/rss', title: null, state: 'active', due_at: null, added_at: 0 })
    .execute();
  await db
    .insertInto('guild_feeds')
    .values({ guild_id: 'follows', feed_id: 'feed', state: 'paused', added_by: 'member', added_at: 0 })
    .execute();
  await db.insertInto('feed_items').values({ feed_id: 'feed', guid: '1', article_id: ferry.id, seen_at: 0 }).execute();
  const total = async (guildId: string) => (await articles.search({ words: 'ferry', guildId, limit: 9 })).total;
  expect([await total('added'), await total('follows'), await total('other'), await total('')]).toEqual([1, 1, 0, 0]);
  expect(await articles.findLatest('other')).toBeUndefined();
  expect((await articles.resolve(ferry.id, 'other'))?.id).toBe(ferry.id);
  expect(await articles.resolve('ferry', 'other')).toBeUndefined();
});

test('GIVEN the same text of three outlets THEN it is one hit that names the others, and the sum counts them', async () => {
  const { articles, ...context } = await newsroom();
  const first = await storeArticle(context, FERRY);
  const others = [];
  for (const n of [1, 2]) {
    const title = `Ferry number ${n}`;
    others.push(await storeArticle(context, importedArticle({ title, text: 'A ferry.', outlet: `Paper ${n}` })));
  }
  await context.db
    .updateTable('articles')
    .set({ same_text_as: first.id })
    .where(
      'id',
      'in',
      others.map(({ id }) => id),
    )
    .execute();
  await storeArticle(context, importedArticle({ title: 'Another', text: 'A ferry too.' }));
  const { hits, total } = await articles.search({ words: 'ferry', limit: 9 });
  expect(total).toBe(4);
  expect(hits.length).toBe(2);
  const told = [hits[0], ...(hits[0]?.twins ?? [])].map((hit) => hit?.outlet?.name);
  expect(new Set(told)).toEqual(new Set(['Paper 1', 'Paper 2', 'The Harbor Courier']));
  expect((await articles.search({ limit: 9 })).hits.length).toBe(2);
});

test('GIVEN equal matches of different days THEN the newer one comes first; a far better one of before comes before both', async () => {
  const { articles, ...context } = await newsroom();
  const text = 'A long report about the town and its people, with one mention of the lighthouse at the end of it.';
  const newer = await storeArticle(context, importedArticle({ title: 'Town hall', text, ...at('2026-11-20') }));
  const older = await storeArticle(context, importedArticle({ title: 'Town news', text, ...at('2025-03-01') }));
  const about = await storeArticle(
    context,
    importedArticle({ title: 'Lighthouses', text: 'Lighthouse by lighthouse.', ...at('2026-09-01') }),
  );
  const { hits } = await articles.search({ words: 'lighthouse', limit: 5 });
  expect(hits.map((hit) => hit.id)).toEqual([about.id, newer.id, older.id]);
});

test('GIVEN titles that hold the words as typed THEN they come first, before them the one that is these words', async () => {
  const { articles, ...context } = await newsroom();
  for (const title of ['Harbor of old: night and ferry', 'The night ferry returns', 'Night ferry', 'Ferry at night'])
    await storeArticle(context, importedArticle({ title, text: `${title}.` }));
  const { hits } = await articles.search({ words: 'NIGHT FERRY', limit: 5 });
  expect(hits.map((hit) => hit.title).slice(0, 2)).toEqual(['Night ferry', 'The night ferry returns']);
});

test('GIVEN more matches than are ranked THEN pages go on to the last one, and none comes twice', async () => {
  const { articles, ...context } = await newsroom();
  for (let n = 0; n < 30; n++) await storeArticle(context, importedArticle({ title: `Tide ${n}`, text: `Tide ${n}.` }));
  const seen: string[] = [];
  for (let offset = 0; offset < 40; offset += 7)
    seen.push(...(await articles.search({ words: 'tide', limit: 7, offset })).hits.map((hit) => hit.id));
  expect([seen.length, new Set(seen).size]).toEqual([30, 30]);
});

test('GIVEN any day to count from THEN the order by relevance and recency is the same', () => {
  const candidate = (seq: number, bm25: number, day: number) => ({
    seq,
    id: `${seq}`,
    bm25,
    at: day * 86_400_000,
    twinOf: null,
  });
  const some = [
    candidate(1, -4, 20_000),
    candidate(2, -2.1, 20_180),
    candidate(3, -1, 20_361),
    candidate(4, -1, 20_361),
  ];
  const order = (list: typeof some) => rankCandidates(list).map(({ seq }) => seq);
  // Twice the relevance outweighs 180 days, and not a day more.
  expect(order(some)).toEqual([2, 4, 3, 1]);
  expect(order([...some, candidate(5, -0.0001, 21_000)]).slice(0, 4)).toEqual([2, 4, 3, 1]);
});

test('GIVEN an index made by another analyzer THEN it is made anew once, and finds again', async () => {
  const { articles, ...context } = await newsroom();
  const { log, events } = recordingLog();
  await storeArticle(context, FERRY);
  await storeArticle(context, LIBRARY);
  await context.db.deleteFrom('loaded_lists').execute();
  await sql`delete from article_words`.execute(context.db);
  expect((await articles.search({ words: 'ferry', limit: 5 })).total).toBe(0);
  expect(await renewSearchIndex({ ...context, log })).toBe(2);
  expect((await articles.search({ words: 'ferry', limit: 5 })).total).toBe(1);
  expect(await renewSearchIndex({ ...context, log })).toBe(0);
  expect(events.length).toBe(1);
});
