import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { holdArticle, takeSeq } from '../../src/data/article-identity.ts';
import { findNews } from '../../src/data/edition-store.ts';
import { FEED, feedDesk, feedXml, HOUR, OTHER_SERVER, SERVER, told } from '../support/feed-desk.ts';

const DAY = 24 * HOUR;
const SECTION = 'https://courier.example.org/section.xml';

async function desk() {
  const made = await feedDesk();
  /** The titles that are news of a server, and what an edition of them covers. */
  const news = async (guildId: string, coveredSeq: number | null = null) => {
    const { articles, lastSeq, total } = await findNews(made.db, guildId, { coveredSeq, limit: 100 });
    expect(total).toBe(articles.length);
    return { titles: articles.map(({ title }) => title).toSorted(), lastSeq };
  };
  return { ...made, news };
}

const titlesOf = (...numbers: readonly number[]) => numbers.map((n) => told(n).title).toSorted();

describe('whose news an article is', () => {
  test('GIVEN a feed that one server follows THEN its articles are that server’s news alone', async () => {
    const { web, news, follow } = await desk();
    web.set(FEED, feedXml([told(1), told(2)]));
    await follow(FEED);
    expect((await news(SERVER.guildId)).titles).toEqual(titlesOf(1, 2));
    expect((await news(OTHER_SERVER.guildId)).titles).toEqual([]);
  });

  test('GIVEN an operator’s feed THEN its articles are every server’s news', async () => {
    const { web, news, follow } = await desk();
    web.set(FEED, feedXml([told(1)]));
    await follow(FEED, { guildId: '', memberId: '' });
    expect((await news(OTHER_SERVER.guildId)).titles).toEqual(titlesOf(1));
  });

  test('GIVEN an article that another server’s feed brought before THEN it is news here when the own feed brings it, and once', async () => {
    const { web, news, follow, clock, later, articles } = await desk();
    web.set(FEED, feedXml([told(1), told(2)]));
    web.set(SECTION, feedXml([told(3)]));
    await follow(FEED);
    await follow(SECTION, OTHER_SERVER);
    const before = await news(OTHER_SERVER.guildId);
    expect(before.titles).toEqual(titlesOf(3));
    web.set(SECTION, feedXml([told(1, { guid: 'section-1' }), told(3)]));
    clock.setWall(clock.now() + 1);
    await later(DAY);
    expect(await articles()).toHaveLength(3);
    const after = await news(OTHER_SERVER.guildId, before.lastSeq);
    expect(after.titles).toEqual(titlesOf(1));
    expect((await news(OTHER_SERVER.guildId, after.lastSeq)).titles).toEqual([]);
    expect((await news(SERVER.guildId, before.lastSeq)).titles).toEqual([]);
  });

  test('GIVEN two feeds of one server with the same article THEN the second one makes no news of it', async () => {
    const { web, news, follow } = await desk();
    web.set(FEED, feedXml([told(1)]));
    web.set(SECTION, feedXml([told(1, { guid: 'section-1' })]));
    await follow(FEED);
    const { lastSeq } = await news(SERVER.guildId);
    await follow(SECTION);
    expect((await news(SERVER.guildId, lastSeq)).titles).toEqual([]);
  });

  test('GIVEN a feed that rests, one that was left and an article that was removed THEN none of it is news', async () => {
    const { web, news, follow, feeds, db, articles } = await desk();
    web.set(FEED, feedXml([told(1), told(2)]));
    const id = await follow(FEED);
    await feeds.setPaused(SERVER.guildId, id, true);
    expect((await news(SERVER.guildId)).titles).toEqual([]);
    await feeds.setPaused(SERVER.guildId, id, false);
    const [first] = await articles();
    await db
      .insertInto('hidden_articles')
      .values({ guild_id: SERVER.guildId, article_id: first?.id ?? '', hidden_by: '1', hidden_at: 0 })
      .execute();
    expect((await news(SERVER.guildId)).titles).toEqual(titlesOf(1));
    await feeds.unfollow(SERVER.guildId, id);
    expect((await news(SERVER.guildId)).titles).toEqual([]);
  });

  test('GIVEN a member adds what another server has THEN it is news of the member’s server as of now', async () => {
    const { web, news, follow, db, articles, clock } = await desk();
    web.set(FEED, feedXml([told(1)]));
    await follow(FEED);
    const [article] = await articles();
    const newsSeq = await takeSeq(db);
    expect(newsSeq).toBe((article?.seq ?? 0) + 1);
    await holdArticle(db, { articleId: article?.id ?? '', ...OTHER_SERVER, now: clock.now(), newsSeq });
    expect((await news(OTHER_SERVER.guildId, article?.seq)).titles).toEqual(titlesOf(1));
  });
});

test('GIVEN 100,000 articles of other servers and 50 new ones THEN only what is new is read', async () => {
  const { db, news, web, follow } = await desk();
  web.set(FEED, feedXml([told(1)]));
  const feed = await follow(FEED);
  await sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000)
    insert into articles (id, language, inferred_json, revision, content_hash, stored_at, scope)
    select printf('a%011d', i), 'en', '[]', 1, i, 0, 'some' from n`.execute(db);
  await sql`insert into revisions (article_id, revision, title, body_json, content_hash, stored_at)
    select id, 1, 'Old', '[]', '', 0 from articles where id like 'a0%'`.execute(db);
  await sql`insert into feed_items (feed_id, guid, article_id, seen_at, news_seq)
    select ${feed}, id, id, 0, seq from articles where id like 'a0%'`.execute(db);
  const covered = 100_000 - 49;
  const began = performance.now();
  const { titles } = await news(SERVER.guildId, covered);
  expect(titles).toHaveLength(50);
  // Tens of times what it takes: a scan of the whole takes longer.
  expect(performance.now() - began).toBeLessThan(60);
});
