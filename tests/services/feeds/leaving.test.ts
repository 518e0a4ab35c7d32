import { expect, test } from 'vitest';
import { countAdded } from '../../../src/data/added-store.ts';
import { findNews } from '../../../src/data/edition-store.ts';
import { createArticles } from '../../../src/services/articles.ts';
import { FEED, feedDesk, feedXml, HOUR, never, OTHER_SERVER, SERVER, told } from '../../support/feed-desk.ts';

/** A server that followed a feed of two articles, and left it. */
async function leave({ also = [] as readonly string[] } = {}) {
  const desk = await feedDesk();
  const articles = createArticles(desk);
  desk.web.set(FEED, feedXml([told(1), told(2)]));
  for (const address of [FEED, ...also]) {
    desk.web.set(address, feedXml([told(1), told(2)]));
    await desk.feeds.follow(address, SERVER, never);
  }
  await desk.later(HOUR);
  const [feed] = (await desk.feeds.list(SERVER.guildId)).filter(({ url }) => url === FEED);
  const id = feed?.id ?? '';
  await desk.feeds.unfollow(SERVER.guildId, id);
  const find = async (guildId: string) => (await articles.search({ guildId, limit: 9 })).hits.map(({ title }) => title);
  const news = async (guildId: string) =>
    (await findNews(desk.db, guildId, { coveredSeq: null, limit: 9 })).articles.length;
  const held = () => desk.db.selectFrom('article_guilds').selectAll().execute();
  return { ...desk, id, find, news, held };
}

test('GIVEN a feed that a server left THEN its articles stay in that server’s search, and are no news of its digests', async () => {
  const { find, news, db } = await leave();
  expect(await find(SERVER.guildId)).toHaveLength(2);
  expect(await find(OTHER_SERVER.guildId)).toEqual([]);
  expect(await news(SERVER.guildId)).toBe(0);
  // Nobody added them by hand.
  expect(await countAdded(db, { ...SERVER, since: 0 })).toMatchObject({ server: 0, member: 0 });
});

test('GIVEN it goes on for others THEN what it brings later is not for the server that left', async () => {
  const { find, feeds, web, later } = await leave();
  await feeds.follow(FEED, OTHER_SERVER, never);
  web.set(FEED, feedXml([told(1), told(2), told(3)]));
  await later(24 * HOUR);
  expect(await find(OTHER_SERVER.guildId)).toHaveLength(3);
  expect(await find(SERVER.guildId)).toHaveLength(2);
});

test('GIVEN the feed is followed again THEN its articles are its own again, and news as before', async () => {
  const { find, news, held, feeds, id } = await leave();
  expect(await held()).toHaveLength(2);
  await feeds.refollow(id, SERVER);
  expect(await held()).toEqual([]);
  expect(await find(SERVER.guildId)).toHaveLength(2);
  expect(await news(SERVER.guildId)).toBe(2);
});

test('GIVEN another feed of the server with the same articles THEN they are its news still, and stay when it is left too', async () => {
  const other = 'https://gazette.example.org/feed.xml';
  const { find, news, held, feeds } = await leave({ also: [other] });
  expect(await held()).toEqual([]);
  expect(await news(SERVER.guildId)).toBe(2);
  const [feed] = await feeds.list(SERVER.guildId);
  await feeds.unfollow(SERVER.guildId, feed?.id ?? '');
  expect(await find(SERVER.guildId)).toHaveLength(2);
});
