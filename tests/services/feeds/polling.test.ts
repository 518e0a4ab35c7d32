import { describe, expect, test } from 'vitest';
import { FEED, feedDesk, feedXml, HOUR, never, ok, OTHER_SERVER, SERVER, told } from '../../support/feed-desk.ts';

const DAY = 24 * HOUR;

async function following(items = [told(1), told(2)]) {
  const desk = await feedDesk();
  desk.web.set(FEED, feedXml(items));
  const feedId = await desk.follow(FEED);
  const feed = async () => {
    const found = await desk.feeds.find(SERVER.guildId, feedId);
    if (!found) throw new Error('not followed');
    return found;
  };
  const row = () => desk.db.selectFrom('feeds').selectAll().where('id', '=', feedId).executeTakeFirstOrThrow();
  return { ...desk, feed, row, feedId };
}

describe('a feed that is followed', () => {
  test('GIVEN a new feed THEN its items are stored, the oldest first, with what it says of them', async () => {
    const desk = await following();
    const [first, second] = await desk.articles();
    expect([first?.title, second?.title]).toEqual([told(2).title, told(1).title]);
    expect(first).toMatchObject({ url: told(2).link, extent: 'full', revision: 1 });
    expect(await desk.feed()).toMatchObject({ title: 'The Harbor Courier', state: 'active', articles: 2 });
    expect(desk.placed).toEqual([first?.id, second?.id]);
    expect(desk.events.filter(({ level }) => level !== 'debug')).toEqual([]);
  });

  test('GIVEN a new feed of many items THEN the newest 20 are stored and the others are never', async () => {
    const items = Array.from({ length: 30 }, (_, n) =>
      told(n + 1, { date: new Date(Date.UTC(2026, 10, 23) - n * HOUR).toUTCString() }),
    );
    const desk = await following(items);
    expect(await desk.articles()).toHaveLength(20);
    desk.web.set(FEED, feedXml([told(99), ...items]));
    await desk.later(DAY);
    const titles = (await desk.articles()).map(({ title }) => title);
    expect(titles).toHaveLength(21);
    expect(titles.at(-1)).toBe(told(99).title);
  });

  test('GIVEN nothing changed THEN nothing is parsed or stored, and it is asked less and less often', async () => {
    const desk = await following();
    const waits: number[] = [];
    for (let n = 0; n < 3; n++) {
      const { due_at: due } = await desk.row();
      await desk.later((due ?? 0) - desk.clock.now());
      waits.push(((await desk.row()).due_at ?? 0) - desk.clock.now());
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits[0]).toBeGreaterThanOrEqual(10 * 60_000);
    expect(await desk.articles()).toHaveLength(2);
    expect(desk.web.asked).toHaveLength(4);
  });

  test('GIVEN validators THEN they are sent back, but for one request a day: some servers say for ever that nothing changed', async () => {
    const desk = await following();
    desk.web.set(FEED, () => ok(FEED, feedXml([told(1), told(2), told(3)]), { etag: '"a"' }));
    await desk.later(DAY);
    expect(await desk.articles()).toHaveLength(3);
    desk.web.set(FEED, (request) =>
      request.etag
        ? { kind: 'not-modified', url: FEED, movedTo: null, etag: '"a"', lastModified: null, freshForMs: null }
        : ok(FEED, feedXml([told(1), told(2), told(3), told(4)]), { etag: '"a"' }),
    );
    await desk.later(12 * HOUR);
    expect(desk.web.asked.at(-1)?.etag).toBe('"a"');
    expect(await desk.articles()).toHaveLength(3);
    await desk.later(12 * HOUR);
    expect(await desk.articles()).toHaveLength(4);
  });
});

describe('a feed that fails', () => {
  test('GIVEN failures THEN it is kept, asked after growing waits, and read again when it comes back', async () => {
    const desk = await following();
    desk.web.set(FEED, { status: 500 });
    await desk.later(DAY);
    expect(await desk.feed()).toMatchObject({ state: 'failing', problem: { what: 'status', status: 500 } });
    const first = ((await desk.feed()).nextAt ?? 0) - desk.clock.now();
    await desk.later(first);
    expect(((await desk.feed()).nextAt ?? 0) - desk.clock.now()).toBeGreaterThan(first * 1.5);
    desk.web.set(FEED, feedXml([told(1), told(2), told(3)]));
    await desk.later(HOUR);
    expect(await desk.feed()).toMatchObject({ state: 'active', problem: null, articles: 3 });
  });

  test('GIVEN Retry-After THEN it is left alone for that long', async () => {
    const desk = await following();
    desk.web.set(FEED, { status: 503, retryAfterMs: 6 * HOUR });
    await desk.later(DAY);
    const { asked } = desk.web;
    const before = asked.length;
    await desk.later(5 * HOUR);
    expect(asked).toHaveLength(before);
    await desk.later(2 * HOUR);
    expect(asked).toHaveLength(before + 1);
  });

  test('GIVEN 410 THEN it is told, kept and not asked again until somebody wants it to', async () => {
    const desk = await following();
    desk.web.set(FEED, { status: 410 });
    await desk.later(DAY);
    expect(await desk.feed()).toMatchObject({ state: 'gone', nextAt: null });
    expect(desk.told).toHaveLength(1);
    const before = desk.web.asked.length;
    await desk.later(30 * DAY);
    expect(desk.web.asked).toHaveLength(before);
    expect(desk.told).toHaveLength(1);
    desk.web.set(FEED, feedXml([told(5)]));
    expect(await desk.feeds.follow(FEED, OTHER_SERVER, never)).toMatchObject({ kind: 'followed' });
    expect(await desk.feed()).toMatchObject({ state: 'active' });
  });

  test('GIVEN a day of failures THEN the administrators are told once, and once more when it can be read again', async () => {
    const desk = await following();
    desk.web.set(FEED, { problem: 'timeout' });
    for (let n = 0; n < 24; n++) await desk.later(3 * HOUR);
    expect(desk.told).toHaveLength(1);
    expect(JSON.stringify(desk.told)).toContain('did not answer in time');
    desk.web.set(FEED, feedXml([told(1)]));
    for (let n = 0; n < 12; n++) await desk.later(3 * HOUR);
    expect(desk.told).toHaveLength(2);
    expect(JSON.stringify(desk.told[1])).toContain('can be read again');
  });
});

describe('a feed that moves', () => {
  const NEW = 'https://news.example.net/feed';

  test('GIVEN a permanent redirect to a feed THEN it is asked there from now on, and found by its old address', async () => {
    const desk = await following();
    desk.web.set(FEED, () => ok(NEW, feedXml([told(1), told(2), told(3)]), { movedTo: NEW }));
    await desk.later(DAY);
    expect(await desk.feed()).toMatchObject({ url: NEW, articles: 3 });
    expect(await desk.feeds.follow(FEED, SERVER, never)).toMatchObject({ kind: 'again' });
    desk.web.set(NEW, feedXml([told(4)]));
    await desk.later(DAY);
    expect(desk.web.asked.at(-1)?.url).toBe(NEW);
  });

  test('GIVEN a permanent redirect to a page THEN the address stays', async () => {
    const desk = await following();
    desk.web.set(FEED, () => ok(NEW, '<!doctype html><html><body><p>Our new site</p></body></html>', { movedTo: NEW }));
    await desk.later(DAY);
    expect(await desk.feed()).toMatchObject({ url: FEED, state: 'failing', problem: { what: 'page' } });
  });

  test('GIVEN it moves to where another feed lives THEN the two are one: no follower and no article is lost, none is twice', async () => {
    const desk = await following();
    desk.web.set(NEW, feedXml([told(3), told(2)]));
    await desk.feeds.follow(NEW, OTHER_SERVER, never);
    await desk.polling.pollDue();
    desk.web.set(FEED, () => ok(NEW, feedXml([told(4), told(3), told(2)]), { movedTo: NEW }));
    await desk.later(DAY);
    const titles = (await desk.articles()).map(({ title }) => title);
    expect(titles.toSorted()).toEqual([told(1), told(2), told(3), told(4)].map(({ title }) => title).toSorted());
    const lists = [await desk.feeds.list(SERVER.guildId), await desk.feeds.list(OTHER_SERVER.guildId)];
    expect(lists.map((list) => list.map(({ url }) => url))).toEqual([[NEW], [NEW]]);
    expect(await desk.db.selectFrom('feeds').selectAll().execute()).toHaveLength(1);
  });

  test('GIVEN it moves to where another feed lives THEN that one, read just now, is not asked again at once', async () => {
    const desk = await following();
    desk.web.set(NEW, feedXml([told(3), told(2)]));
    await desk.feeds.follow(NEW, OTHER_SERVER, never);
    await desk.polling.pollDue();
    const other = desk.db.selectFrom('feeds').select('due_at').where('url', '=', NEW);
    const { due_at: due } = await other.executeTakeFirstOrThrow();
    desk.web.set(FEED, () => ok(NEW, feedXml([told(3), told(2)]), { movedTo: NEW }));
    await desk.db.updateTable('feeds').set({ due_at: desk.clock.now() }).where('id', '=', desk.feedId).execute();
    await desk.polling.pollDue();
    expect(await desk.db.selectFrom('feeds').selectAll().execute()).toHaveLength(1);
    expect(desk.web.asked.at(-1)?.url).toBe(FEED);
    expect(await other.executeTakeFirstOrThrow()).toEqual({ due_at: due });
  });
});
