import { describe, expect, test } from 'vitest';
import {
  FEED,
  failed,
  type FeedDesk,
  feedDesk,
  feedXml,
  HOUR,
  ok,
  OTHER_SERVER,
  SERVER,
  told,
  textOf,
} from '../../support/feed-desk.ts';

const DAY = 24 * HOUR;
const PAGE = told(1).link ?? '';
const EXCERPT = told(1, { text: '<p>The council met on Monday, and the harbor … Read more</p>' });

function page(text: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><title>${told(1).title}</title><meta property="og:site_name" content="The Harbor Courier">${head}</head><body><article><h1>${told(1).title}</h1>${text}</article></body></html>`;
}

const bodyOf = async (desk: FeedDesk) => (await desk.articles())[0]?.body_json ?? '';

describe('an item of which the feed gives an excerpt', () => {
  test('GIVEN its page THEN the whole text is stored, under the address that the page says is its own', async () => {
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([EXCERPT]));
    desk.web.set(PAGE, page(textOf(1), '<link rel="canonical" href="https://courier.example.org/news/one">'));
    await desk.follow(FEED);
    expect(await desk.articles()).toMatchObject([
      { extent: 'full', url: 'https://courier.example.org/news/one', title: told(1).title },
    ]);
    expect(await bodyOf(desk)).toContain('said on day 1 in part 3');
    const outlets = await desk.db.selectFrom('outlets').select(['name', 'kind']).execute();
    expect(outlets).toEqual([{ name: 'The Harbor Courier', kind: 'unknown' }]);
  });

  test('GIVEN a canonical address that all pages of the site have THEN no article is taken for another', async () => {
    const desk = await feedDesk();
    desk.web.set(
      FEED,
      feedXml([
        EXCERPT,
        { ...EXCERPT, guid: 'b', title: 'A wholly different matter', link: 'https://courier.example.org/news/2' },
      ]),
    );
    const same = '<link rel="canonical" href="https://courier.example.org/news/article">';
    desk.web.set(PAGE, page(textOf(1), same));
    desk.web.set('https://courier.example.org/news/2', page(textOf(55), same));
    await desk.follow(FEED);
    expect(await desk.articles()).toHaveLength(2);
  });

  test.each([401, 402, 403, 404, 410, 451])('GIVEN %i THEN the excerpt is stored at once as one', async (status) => {
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([EXCERPT]));
    desk.web.set(PAGE, { status });
    await desk.follow(FEED);
    expect(await desk.articles()).toMatchObject([{ extent: 'excerpt' }]);
    expect(desk.web.asked.filter(({ url }) => url === PAGE)).toHaveLength(1);
  });

  test('GIVEN a page that cannot be had for a while THEN it waits, and is stored in full when the page comes', async () => {
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([EXCERPT]));
    desk.web.set(PAGE, { status: 503, retryAfterMs: 30 * 60_000 });
    await desk.follow(FEED);
    expect([await desk.articles(), (await desk.items())[0]?.state]).toEqual([[], 'waiting']);
    await desk.later(15 * 60_000);
    expect(desk.web.asked.filter(({ url }) => url === PAGE)).toHaveLength(1);
    desk.web.set(PAGE, page(textOf(1)));
    await desk.later(20 * 60_000);
    expect(await desk.articles()).toMatchObject([{ extent: 'full', revision: 1 }]);
  });

  test('GIVEN a page that never comes THEN the excerpt is stored after four tries', async () => {
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([EXCERPT]));
    desk.web.set(PAGE, { problem: 'timeout' });
    await desk.follow(FEED);
    for (let n = 0; n < 6; n++) await desk.later(7 * HOUR);
    expect(await desk.articles()).toMatchObject([{ extent: 'excerpt', revision: 1 }]);
    expect(desk.web.asked.filter(({ url }) => url === PAGE)).toHaveLength(4);
  });

  test('GIVEN a page behind a wall THEN the excerpt is stored, and that there is a wall', async () => {
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([EXCERPT]));
    desk.web.set(
      PAGE,
      page(
        '<p>Subscribe to read on.</p>',
        '<meta name="article:content_tier" property="article:content_tier" content="locked">',
      ),
    );
    await desk.follow(FEED);
    const row = await desk.db.selectFrom('articles').select(['extent', 'access']).executeTakeFirst();
    expect(row).toEqual({ extent: 'excerpt', access: 'paywall' });
  });

  test('GIVEN the feed gives the whole text later THEN it is a revision; an excerpt of it after that is none', async () => {
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([EXCERPT]));
    await desk.follow(FEED);
    desk.web.set(FEED, feedXml([told(1)]));
    await desk.later(DAY);
    expect(await desk.articles()).toMatchObject([{ extent: 'full', revision: 2 }]);
    desk.web.set(FEED, feedXml([EXCERPT]));
    await desk.later(DAY);
    expect(await desk.articles()).toMatchObject([{ extent: 'full', revision: 2 }]);
  });

  test('GIVEN another feed brought the whole text THEN the page is not asked for', async () => {
    const desk = await feedDesk();
    const other = 'https://herald.example.net/feed.xml';
    desk.web.set(FEED, feedXml([told(1)]));
    desk.web.set(other, feedXml([EXCERPT]));
    await desk.follow(FEED);
    await desk.follow(other, OTHER_SERVER);
    expect(await desk.articles()).toHaveLength(1);
    expect(desk.web.asked.map(({ url }) => url)).toEqual([FEED, other]);
  });
});

describe('what goes wrong in the middle', () => {
  test('GIVEN storing fails at any of its steps THEN nothing is half stored, and the item is stored once when it works again', async () => {
    let fails = true;
    const desk = await feedDesk({
      placeInStory: async () => {
        if (fails) throw new Error('the power goes');
      },
    });
    desk.web.set(FEED, feedXml([told(1), told(2)]));
    await desk.follow(FEED);
    expect(await desk.articles()).toEqual([]);
    expect(await desk.db.selectFrom('outlets').selectAll().execute()).toEqual([]);
    expect((await desk.items()).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    expect(desk.events.filter(({ level }) => level === 'error')).toHaveLength(2);
    fails = false;
    await desk.later(6 * 60_000);
    expect(await desk.articles()).toHaveLength(2);
  });

  test('GIVEN an item at which storing always fails THEN the others are stored, and it is given up and told in the log', async () => {
    const desk = await feedDesk({
      findLanguage: async ({ title }) => {
        if (title === told(1).title) throw new Error('no language');
        return { language: 'en', inferred: [] };
      },
    });
    desk.web.set(FEED, feedXml([told(1), told(2)]));
    await desk.follow(FEED);
    expect(await desk.articles()).toHaveLength(1);
    for (let n = 0; n < 12; n++) await desk.later(6 * 60_000);
    const states = (await desk.items()).map(({ guid, state }) => [guid, state]);
    expect(states).toEqual([
      ['id-1', 'refused'],
      ['id-2', 'stored'],
    ]);
  });

  test('GIVEN a stop while a page is awaited THEN the item is given back, and its tries are as before', async () => {
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([EXCERPT]));
    desk.web.set(PAGE, (request) => {
      void desk.polling.stop();
      request.signal?.throwIfAborted();
      return failed({});
    });
    await desk.follow(FEED);
    expect((await desk.items())[0]).toMatchObject({ state: 'waiting', tries: 0 });
  });

  test('GIVEN two pollers on one database THEN each feed is asked by one of them, and each item is stored once', async () => {
    const one = await feedDesk();
    const other = await feedDesk({ newsroom: one, fetcher: one.web });
    const feeds = Array.from({ length: 12 }, (_, n) => `https://site${n}.example.org/feed`);
    for (const [n, url] of feeds.entries())
      one.web.set(url, () => ok(url, feedXml([told(n + 1, { link: `https://site${n}.example.org/a` })])));
    await one.feeds.followAll(
      feeds.map((url) => ({ url, title: null })),
      SERVER,
    );
    one.clock.setWall(one.clock.now() + 60_000);
    await Promise.all([one.polling.pollDue(), other.polling.pollDue()]);
    expect(one.web.asked.map(({ url }) => url).toSorted((a, b) => a.localeCompare(b))).toEqual(
      feeds.toSorted((a, b) => a.localeCompare(b)),
    );
    expect(await one.articles()).toHaveLength(12);
  });

  test('GIVEN a process that died over a feed THEN another polls it five minutes later', async () => {
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([told(1)]));
    await desk.follow(FEED);
    const now = desk.clock.now() + DAY;
    await desk.db
      .updateTable('feeds')
      .set({ lease_owner: 'dead', lease_until: now + 5 * 60_000 })
      .execute();
    const before = desk.web.asked.length;
    await desk.later(DAY);
    expect(desk.web.asked).toHaveLength(before);
    await desk.later(5 * 60_000);
    expect(desk.web.asked).toHaveLength(before + 1);
  });

  test('GIVEN a clock that went back by a year THEN feeds are polled and items stored all the same', async () => {
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([told(1)]));
    await desk.follow(FEED);
    desk.web.set(FEED, feedXml([told(1), told(2)]));
    await desk.later(-365 * DAY);
    expect(await desk.articles()).toHaveLength(2);
    expect(((await desk.feeds.list(SERVER.guildId))[0]?.nextAt ?? 0) - desk.clock.now()).toBeLessThan(2 * DAY);
  });

  test('GIVEN an article that all of the feed’s servers removed THEN the feed does not bring it back', async () => {
    const { createKeeping } = await import('../../../src/services/keeping.ts');
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([told(1), told(2)]));
    await desk.follow(FEED);
    const [article] = await desk.articles();
    const keeping = createKeeping({ ...desk, log: desk.grounds.log });
    expect(await keeping.remove(article?.id ?? '', SERVER)).toBe('removed');
    desk.web.set(FEED, feedXml([told(1), told(2, { guid: 'renamed' }), told(3)]));
    await desk.later(DAY);
    desk.web.set(FEED, feedXml([told(1), told(2, { text: textOf(2, 5) }), told(3)]));
    await desk.later(DAY);
    expect((await desk.articles()).map(({ title }) => title)).toEqual([told(1).title, told(3).title]);
  });
});
