import { describe, expect, test } from 'vitest';
import { FEED, feedDesk, feedXml, HOUR, OTHER_SERVER, told, type Told, textOf } from '../../support/feed-desk.ts';

const DAY = 24 * HOUR;

/** A desk that follows a feed which gave `first` and then `second`. */
async function after(first: readonly Told[], ...later: readonly (readonly Told[])[]) {
  const desk = await feedDesk();
  desk.web.set(FEED, feedXml(first));
  await desk.follow(FEED);
  for (const items of later) {
    desk.web.set(FEED, feedXml(items));
    await desk.later(DAY);
  }
  const articles = await desk.articles();
  return {
    ...desk,
    stored: articles.map(({ title, revision }) => `${title} (${revision})`).toSorted((a, b) => a.localeCompare(b)),
  };
}

const shown = (...items: readonly (readonly [n: number, revision?: number])[]) =>
  items.map(([n, revision = 1]) => `${told(n).title} (${revision})`).toSorted((a, b) => a.localeCompare(b));

const ITEMS = [told(1), told(2), told(3)];

describe('a feed that gives the same items another way', () => {
  const ways: Record<string, (item: Told, n: number) => Told> = {
    'with another date': (item) => ({ ...item, date: 'Tue, 24 Nov 2026 11:00:00 GMT' }),
    'with no date': (item) => ({ ...item, date: null }),
    'with other ids': (item, n) => ({ ...item, guid: `new-${n}` }),
    'with the ids of their neighbors': (item, n) => ({ ...item, guid: `id-${((n + 1) % 3) + 1}` }),
    'without ids': (item) => ({ ...item, guid: null }),
    'at http and www': (item) => ({ ...item, link: item.link?.replace('https://', 'http://www.') ?? null }),
    'with tracking': (item) => ({ ...item, link: `${item.link}?utm_source=rss` }),
    'with other ids and at www': (item, n) => ({
      ...item,
      guid: `n${n}`,
      link: item.link?.replace('//', '//www.') ?? null,
    }),
    'with other ids on another host': (item, n) => ({
      ...item,
      guid: `n${n}`,
      link: `https://moved.example.net/news/${n + 1}`,
    }),
    'with other ids and no links': (item, n) => ({ ...item, guid: `n${n}`, link: null }),
    'with other marks around the words': (item) => ({
      ...item,
      text: item.text?.replaceAll('<p>', '<p class="x"> ') ?? '',
    }),
  };

  test.each(Object.entries(ways))('GIVEN them again %s THEN nothing is stored', async (_name, way) => {
    const { stored, items } = await after(ITEMS, ITEMS.map(way), ITEMS.map(way));
    expect(stored).toEqual(shown([1], [2], [3]));
    expect(await items()).toHaveLength(3);
  });

  test('GIVEN ids that are made anew at each request THEN the items stay as few as they are', async () => {
    const times = [1, 2, 3, 4].map((time) => ITEMS.map((item, n) => ({ ...item, guid: `${time}-${n}` })));
    const { stored, items } = await after(ITEMS, ...times);
    expect(stored).toEqual(shown([1], [2], [3]));
    expect(await items()).toHaveLength(3);
  });
});

describe('new, changed, and neither', () => {
  test('GIVEN a corrected text THEN it is a revision, and the earlier one stays', async () => {
    const changed = told(1, { text: `${textOf(1)}<p>Correction: the meeting was on Tuesday.</p>` });
    const { stored, db } = await after(ITEMS, [changed, told(2), told(3)]);
    expect(stored).toEqual(shown([1, 2], [2], [3]));
    expect(await db.selectFrom('revisions').selectAll().where('title', '=', told(1).title).execute()).toHaveLength(2);
  });

  test('GIVEN a corrected title and another address under the same id THEN it is a revision', async () => {
    const changed = told(1, { title: `${told(1).title} today`, link: 'https://courier.example.org/news/1-today' });
    const { articles } = await after(ITEMS, [changed, told(2), told(3)]);
    expect(await articles()).toHaveLength(3);
    expect((await articles()).find(({ title }) => title === changed.title)?.revision).toBe(2);
  });

  test('GIVEN an id that is given to another text THEN that is a new article, and the first one keeps its feed', async () => {
    const { stored, items } = await after(ITEMS, [told(9, { guid: 'id-1' }), told(2), told(3)]);
    expect(stored).toEqual(shown([1], [2], [3], [9]));
    expect(new Set((await items()).map((row) => row.article_id)).size).toBe(4);
  });

  test('GIVEN ids that say the place on the list THEN each item is stored once as the list moves on', async () => {
    const listed = (...numbers: readonly number[]) => numbers.map((n, place) => told(n, { guid: String(place) }));
    const { stored } = await after(listed(3, 2, 1), listed(4, 3, 2), listed(6, 5, 4), listed(6, 5, 4));
    expect(stored).toEqual(shown([1], [2], [3], [4], [5], [6]));
  });

  test('GIVEN one id for all items THEN each is stored once', async () => {
    const listed = (...numbers: readonly number[]) => numbers.map((n) => told(n, { guid: 'feed' }));
    const { stored } = await after(listed(2, 1), listed(3, 2), listed(4), listed(5, 4));
    expect(stored).toEqual(shown([1], [2], [3], [4], [5]));
  });

  test('GIVEN all items lead to the front page THEN each is stored once', async () => {
    const listed = (...numbers: readonly number[]) =>
      numbers.map((n) => told(n, { guid: null, link: 'https://courier.example.org/' }));
    const { stored } = await after(listed(2, 1), listed(3, 2));
    expect(stored).toEqual(shown([1], [2], [3]));
  });

  test('GIVEN items with neither id, date nor link THEN they neither repeat nor are lost', async () => {
    const bare = (n: number) => told(n, { guid: null, link: null, date: null });
    const { stored } = await after([bare(2), bare(1)], [bare(3), bare(2), bare(1)], [bare(4), bare(3)]);
    expect(stored).toEqual(shown([1], [2], [3], [4]));
  });

  test('GIVEN short items of the same words every day THEN each day’s is stored', async () => {
    const weather = (n: number) =>
      told(n, {
        title: 'The weather',
        text: '<p>Sun in the morning.</p>',
        link: `https://courier.example.org/weather/${n}`,
      });
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([weather(1)]));
    await desk.follow(FEED);
    desk.web.set(FEED, feedXml([weather(2)]));
    await desk.later(DAY);
    expect(await desk.articles()).toHaveLength(2);
  });

  test('GIVEN an impossible date THEN the article has none', async () => {
    const { db } = await after([
      told(1, { date: 'Mon, 23 Nov 2099 08:00:00 GMT' }),
      told(2, { date: 'yesterday-ish' }),
    ]);
    const rows = await db.selectFrom('articles').select(['published_at', 'published_on']).execute();
    expect(rows).toEqual([
      { published_at: null, published_on: null },
      { published_at: null, published_on: null },
    ]);
  });

  test('GIVEN an item without anything THEN it is refused, and tried again only when it changes', async () => {
    const empty = { guid: 'e', link: null, text: '' };
    const { items, stored } = await after([empty], [empty]);
    expect([stored, (await items())[0]?.state]).toEqual([[], 'refused']);
    const filled = await after([empty], [told(1, { guid: 'e', link: null })]);
    expect(filled.stored).toEqual(shown([1]));
  });
});

describe('the same text at several places', () => {
  const WIRE = 'https://herald.example.net/feed.xml';

  test('GIVEN two feeds with one item THEN it is one article of both', async () => {
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([told(1)]));
    desk.web.set(WIRE, feedXml([told(1, { guid: 'other', link: `${told(1).link}?utm_source=x` })]));
    await desk.follow(FEED);
    await desk.follow(WIRE, OTHER_SERVER);
    const articles = await desk.articles();
    expect(articles).toHaveLength(1);
    expect((await desk.items()).map((row) => row.article_id)).toEqual([articles[0]?.id, articles[0]?.id]);
  });

  test('GIVEN one wire text on two sites, under other titles and datelines THEN there are two articles known as one text', async () => {
    const desk = await feedDesk();
    desk.web.set(FEED, feedXml([told(1, { text: textOf(1).replace('<p>', '<p>OSTLEY, Nov 23 (Wire) - ') })]));
    const copy = told(1, {
      title: 'Another headline altogether',
      link: 'https://herald.example.net/a',
      text: `${textOf(1).replace('<p>', '<p>OSTLEY — ')}<p>(Reporting by the harbor desk; editing by the night desk)</p>`,
    });
    desk.web.set(WIRE, feedXml([copy]));
    await desk.follow(FEED);
    await desk.follow(WIRE, OTHER_SERVER);
    const [first, second] = await desk.articles();
    expect([first?.same_text_as, second?.same_text_as]).toEqual([null, first?.id]);
  });

  test('GIVEN one text under two addresses of one site THEN it is one article', async () => {
    const { stored } = await after(
      [told(1)],
      [told(1), told(1, { guid: 'b', link: 'https://courier.example.org/sport/1' })],
    );
    expect(stored).toEqual(shown([1]));
  });
});
