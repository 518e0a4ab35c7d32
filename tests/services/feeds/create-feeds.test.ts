import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { listEveryFeed } from '../../../src/services/feeds/create-feeds.ts';
import { MAX_FEEDS } from '../../../src/services/feeds/follow.ts';
import { readAddress } from '../../../src/services/feeds/read-source.ts';
import { FEED, feedDesk, feedXml, HOUR, never, ok, OTHER_SERVER, SERVER, told } from '../../support/feed-desk.ts';

const DAY = 24 * HOUR;
const SITE = 'https://courier.example.org/';
const siteWith = (links: string) =>
  `<!doctype html><html><head><title>Courier</title>${links}</head><body><p>Hello.</p></body></html>`;
const alternate = (href: string, title: string) =>
  `<link rel="alternate" type="application/rss+xml" href="${href}" title="${title}">`;

describe('following', () => {
  test('GIVEN spellings of one feed’s address THEN it is one feed, asked once', async () => {
    const { feeds, web, db } = await feedDesk();
    web.set(FEED, feedXml([told(1)]));
    expect(await feeds.follow(FEED, SERVER, never)).toMatchObject({
      kind: 'followed',
      feed: { state: 'active', isShared: false },
    });
    for (const address of ['courier.example.org/feed.xml', 'http://www.courier.example.org/feed.xml', `feed:${FEED}`])
      expect(await feeds.follow(address, SERVER, never)).toMatchObject({ kind: 'again' });
    expect(await feeds.follow(FEED, OTHER_SERVER, never)).toMatchObject({ kind: 'followed' });
    expect(await db.selectFrom('feeds').select('url').execute()).toEqual([{ url: FEED }]);
    expect(web.asked).toHaveLength(1);
  });

  test('GIVEN a feed that says it lives at another address of its host, which is followed THEN it is that one', async () => {
    const { feeds, web } = await feedDesk();
    web.set(FEED, feedXml([told(1)]));
    await feeds.follow(FEED, SERVER, never);
    const alias = 'https://courier.example.org/rss';
    const self = `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="${FEED}"/>`;
    web.set(alias, feedXml([told(1)]).replace('<language>', `${self}<language>`));
    expect(await feeds.follow(alias, SERVER, never)).toMatchObject({ kind: 'again', feed: { url: FEED } });
  });

  test('GIVEN what is no feed THEN it is refused with what it is, and nothing is kept', async () => {
    const { feeds, web, db } = await feedDesk();
    web.set(SITE, siteWith(''));
    expect(await feeds.follow(SITE, SERVER, never)).toEqual({
      kind: 'refused',
      problem: { what: 'page', status: 200 },
    });
    expect(await feeds.follow('what?', SERVER, never)).toEqual({
      kind: 'refused',
      problem: { what: 'address', status: null },
    });
    expect(await db.selectFrom('feeds').selectAll().execute()).toEqual([]);
  });

  test('GIVEN a server that follows as many as it may THEN one more is refused in words, and one that it follows is not', async () => {
    const { feeds, web } = await feedDesk();
    const list = Array.from({ length: MAX_FEEDS + 2 }, (_, n) => ({
      url: `https://site${n}.example.org/feed`,
      title: null,
    }));
    const { added, refused } = await feeds.followAll(list, SERVER);
    expect([added, refused.length]).toEqual([MAX_FEEDS, 2]);
    web.set(FEED, feedXml([told(1)]));
    await expect(feeds.follow(FEED, SERVER, never)).rejects.toThrow(
      new UserError('too-many-feeds', { max: MAX_FEEDS }),
    );
    expect(await feeds.follow('https://site1.example.org/feed', SERVER, never)).toMatchObject({ kind: 'again' });
    expect(await feeds.followAll(list.slice(0, 3), OTHER_SERVER)).toEqual({ added: 3, known: 0, refused: [] });
    expect(await feeds.followAll([...list.slice(0, 3), { url: 'nothing', title: null }], OTHER_SERVER)).toEqual({
      added: 0,
      known: 3,
      refused: ['nothing'],
    });
  });
});

describe('leaving and resting', () => {
  test('GIVEN a feed that rests everywhere THEN it is not asked; it is at once when one goes on', async () => {
    const { feeds, web, follow, later } = await feedDesk();
    web.set(FEED, feedXml([told(1)]));
    const id = await follow(FEED);
    expect(await feeds.setPaused(SERVER.guildId, id, true)).toMatchObject({ state: 'paused', nextAt: null });
    await later(3 * DAY);
    expect(web.asked).toHaveLength(1);
    expect(await feeds.setPaused(SERVER.guildId, id, false)).toMatchObject({ state: 'active' });
    await later(0);
    expect(web.asked).toHaveLength(2);
    expect(await feeds.setPaused(OTHER_SERVER.guildId, id, true)).toBeUndefined();
  });

  test('GIVEN nobody follows a feed THEN it is not asked, can be taken back for a month, and then is forgotten without its articles', async () => {
    const { feeds, web, follow, later, articles, db } = await feedDesk();
    web.set(FEED, feedXml([told(1)]));
    const id = await follow(FEED);
    expect(await feeds.unfollow(SERVER.guildId, id)).toMatchObject({ id });
    expect(await feeds.unfollow(SERVER.guildId, id)).toBeUndefined();
    await later(20 * DAY);
    expect(web.asked).toHaveLength(1);
    expect(await feeds.refollow(id, SERVER)).toMatchObject({ id, articles: 1 });
    await feeds.unfollow(SERVER.guildId, id);
    await later(31 * DAY);
    expect(await db.selectFrom('feeds').selectAll().execute()).toEqual([]);
    expect(await articles()).toHaveLength(1);
    expect(await feeds.refollow(id, SERVER)).toBeUndefined();
  });

  test('GIVEN an operator’s feed THEN every server sees it and none can leave it', async () => {
    const { feeds, web, follow } = await feedDesk();
    web.set(FEED, feedXml([told(1)]));
    const id = await follow(FEED, { guildId: '', memberId: '' });
    expect(await feeds.list(SERVER.guildId)).toMatchObject([{ id, isShared: true }]);
    expect(await feeds.unfollow(SERVER.guildId, id)).toBeUndefined();
    expect(await feeds.setPaused(SERVER.guildId, id, true)).toBeUndefined();
    await follow(FEED);
    expect(await feeds.list(SERVER.guildId)).toMatchObject([{ id, isShared: false }]);
  });

  test('GIVEN feeds of several servers THEN the operator sees each once, reading where any server reads it', async () => {
    const { db, feeds, web, follow } = await feedDesk();
    web.set(FEED, feedXml([told(1)]));
    const id = await follow(FEED);
    await feeds.setPaused(SERVER.guildId, id, true);
    expect(await listEveryFeed(db)).toMatchObject([{ id, state: 'paused' }]);
    await follow(FEED, OTHER_SERVER);
    expect(await listEveryFeed(db)).toMatchObject([{ id, state: 'active' }]);
    expect(await feeds.list(SERVER.guildId)).toMatchObject([{ id, state: 'paused' }]);
  });

  test('GIVEN letters of a title THEN the feed is suggested, without its accents too', async () => {
    const { feeds, web, follow } = await feedDesk();
    web.set(FEED, feedXml([told(1)], { title: 'Le Marché du Port' }));
    await follow(FEED);
    expect(await feeds.suggest(SERVER.guildId, 'marche', 5)).toHaveLength(1);
    expect(await feeds.suggest(SERVER.guildId, 'ferry', 5)).toEqual([]);
  });
});

describe('finding and looking', () => {
  test('GIVEN a page THEN the feeds that it names are found, each once', async () => {
    const { feeds, web } = await feedDesk();
    web.set(
      SITE,
      siteWith(
        alternate('/feed.xml', 'News') +
          alternate('https://courier.example.org/feed.xml', 'News') +
          alternate('/sport.xml', 'Sport'),
      ),
    );
    expect(await feeds.discover('courier.example.org', never)).toEqual({
      kind: 'feeds',
      feeds: [
        { url: FEED, title: 'News' },
        { url: 'https://courier.example.org/sport.xml', title: 'Sport' },
      ],
    });
  });

  test('GIVEN a page that names none THEN the usual places are tried; a feed’s own address is found as it is', async () => {
    const { feeds, web } = await feedDesk();
    web.set(`${SITE}about`, siteWith(''));
    expect(await feeds.discover(`${SITE}about`, never)).toEqual({ kind: 'none', problem: null });
    web.set(`${SITE}rss.xml`, feedXml([told(1)]));
    const found = { kind: 'feeds', feeds: [{ url: `${SITE}rss.xml`, title: 'The Harbor Courier' }] };
    expect(await feeds.discover(`${SITE}about`, never)).toEqual(found);
    expect(await feeds.discover(`${SITE}rss.xml`, never)).toEqual(found);
    expect(await feeds.discover(`${SITE}nothing`, never)).toEqual({
      kind: 'none',
      problem: { what: 'status', status: 404 },
    });
  });

  test('GIVEN a feed THEN a look at it shows its newest five and stores nothing', async () => {
    const { feeds, web, articles, db } = await feedDesk();
    web.set(FEED, () => ok(FEED, feedXml([1, 2, 3, 4, 5, 6].map((n) => told(n)))));
    const check = await feeds.check(FEED, never);
    expect(check).toMatchObject({ title: 'The Harbor Courier', total: 6, problem: null, warnings: [] });
    expect(check.items.map(({ title }) => title)).toEqual([1, 2, 3, 4, 5].map((n) => told(n).title));
    expect(check.items[0]).toMatchObject({ language: 'en', isFull: true, url: told(1).link });
    expect([await articles(), await db.selectFrom('feeds').selectAll().execute()]).toEqual([[], []]);
    expect(await feeds.check(`${SITE}none`, never)).toMatchObject({
      items: [],
      problem: { what: 'status', status: 404 },
    });
  });
});

test.each([
  ['example.org', 'https://example.org/'],
  ['example.org:8080/feed', 'https://example.org:8080/feed'],
  [' <https://example.org/feed#top> ', 'https://example.org/feed'],
  ['feed://example.org/rss', 'https://example.org/rss'],
  ['feed:http://example.org/rss', 'http://example.org/rss'],
  ['javascript:alert(1)', undefined],
  ['file:///etc/passwd', undefined],
  ['two words.org', undefined],
  ['localhost', undefined],
  ['', undefined],
])('GIVEN %j as an address THEN it is read as %j', (given, url) => {
  expect(readAddress(given)?.url).toBe(url);
});
