import { describe, expect, test } from 'vitest';
import { createArticles } from '../../src/services/articles.ts';
import { createKeeping } from '../../src/services/keeping.ts';
import { createRetention, startRetention } from '../../src/services/retention.ts';
import { FERRY, storeArticle } from '../support/articles.ts';
import { testDatabase } from '../support/database.ts';
import { recordingLog } from '../support/interactions.ts';
import {
  countKept,
  daysBefore,
  idsOf,
  keptIds,
  openFeed,
  showInEdition,
  storeFromFeed,
} from '../support/kept-articles.ts';

const DAY = 24 * 3_600_000;

async function openRetention({ keepDays = 365, keepPerFeed = 0 } = {}) {
  const newsroom = await testDatabase();
  await openFeed(newsroom.db, 'f1', ['g1']);
  const retention = createRetention({ ...newsroom, keepDays, keepPerFeed });
  /** Steps of a whole round. */
  const round = async () => {
    for (let steps = 1; ; steps++) if (!(await retention.step())) return steps;
  };
  const ago = (days: number) => daysBefore(newsroom.clock.now(), days);
  return { ...newsroom, retention, round, ago };
}

describe('by age', () => {
  test('GIVEN articles on both sides of the limit THEN the older ones go, and what they were stays known', async () => {
    const { db, clock, round, ago } = await openRetention();
    await storeFromFeed(db, ['old000000001'], { feedId: 'f1', storedAt: ago(366) });
    await storeFromFeed(db, ['new000000001'], { feedId: 'f1', storedAt: ago(364) });
    await round();
    expect(await keptIds(db)).toEqual(new Set(['new000000001']));
    const keeping = createKeeping({ db, clock, ...recordingLog() });
    expect(await keeping.findGone('old000000001')).toMatchObject({
      url: 'https://news.example.org/old000000001',
      reason: 'age',
    });
    clock.setWall(clock.now() + 2 * DAY);
    await round();
    // The newest of a feed stays: a feed that is seldom written is not emptied.
    expect(await keptIds(db)).toEqual(new Set(['new000000001']));
  });

  test('GIVEN old articles that something keeps THEN they stay: an edition of 90 days, one under way, an import, an adding', async () => {
    const { db, clock, random, round, ago } = await openRetention({ keepDays: 100 });
    const [shown = '', underWay = '', added = '', shownLongAgo = '', addedLongAgo = '', plain = ''] = idsOf('k', 6);
    await storeFromFeed(db, [shown, underWay, added, shownLongAgo, addedLongAgo, plain], {
      feedId: 'f1',
      storedAt: ago(400),
    });
    await storeFromFeed(db, ['new000000001'], { feedId: 'f1', storedAt: ago(1) });
    await showInEdition(db, [shown], { guildId: 'g1', finishedAt: ago(89) });
    await showInEdition(db, [underWay], { guildId: 'g1', finishedAt: null });
    await showInEdition(db, [shownLongAgo], { guildId: 'g1', finishedAt: ago(91) });
    for (const [article_id, days] of [
      [added, 99],
      [addedLongAgo, 101],
    ] as const)
      await db
        .insertInto('article_guilds')
        .values({ article_id, guild_id: 'g2', added_by: 'm', added_at: ago(days) })
        .execute();
    const imported = await storeArticle({ db, clock, random }, FERRY);
    await db
      .updateTable('articles')
      .set({ stored_at: ago(4_000) })
      .where('id', '=', imported.id)
      .execute();
    await round();
    expect(await keptIds(db)).toEqual(new Set([shown, underWay, added, 'new000000001', imported.id]));
  });

  test('GIVEN a limit that is lifted THEN nothing goes', async () => {
    const { db, round, ago } = await openRetention({ keepDays: 0, keepPerFeed: 0 });
    await storeFromFeed(db, idsOf('old', 3), { feedId: 'f1', storedAt: ago(9_000) });
    await round();
    expect((await keptIds(db)).size).toBe(3);
  });

  test('GIVEN a clock that was years ahead when one article came THEN the others still go', async () => {
    const { db, round, ago } = await openRetention();
    await storeFromFeed(db, ['ahead0000001'], { feedId: 'f1', storedAt: ago(-900) });
    await storeFromFeed(db, idsOf('old', 2), { feedId: 'f1', storedAt: ago(500) });
    await storeFromFeed(db, ['new000000001'], { feedId: 'f1', storedAt: ago(0) });
    await round();
    expect(await keptIds(db)).toEqual(new Set(['ahead0000001', 'new000000001']));
  });
});

describe('by feed', () => {
  test('GIVEN more than a feed may keep THEN its oldest go, but none that an edition or another feed shows', async () => {
    const { db, round, ago } = await openRetention({ keepPerFeed: 3 });
    const ids = idsOf('n', 8);
    const [first = '', second = '', third = ''] = ids;
    await storeFromFeed(db, ids, { feedId: 'f1', storedAt: ago(10) });
    await showInEdition(db, [first], { guildId: 'g1', finishedAt: ago(5) });
    await openFeed(db, 'f2', ['g2']);
    await db
      .insertInto('feed_items')
      .values({ feed_id: 'f2', guid: 'x', article_id: second, seen_at: 0, news_seq: 2 })
      .execute();
    await db
      .insertInto('article_guilds')
      .values({ article_id: third, guild_id: 'g3', added_by: 'm', added_at: 0 })
      .execute();
    await round();
    expect(await keptIds(db)).toEqual(new Set([first, second, third, ...ids.slice(5)]));
    const held = db.selectFrom('feed_items').select('article_id').where('article_id', 'is not', null);
    // The second and the third are not this feed's any more.
    expect((await held.where('feed_id', '=', 'f1').execute()).map((row) => row.article_id)).toEqual([
      first,
      ...ids.slice(5),
    ]);
    await round();
    expect((await keptIds(db)).size).toBe(6);
  });

  test('GIVEN an article under two ids of one feed THEN it counts once', async () => {
    const { db, round, ago } = await openRetention({ keepPerFeed: 2 });
    const [first = '', second = ''] = idsOf('n', 2);
    await storeFromFeed(db, [first, second], { feedId: 'f1', storedAt: ago(10) });
    await db
      .insertInto('feed_items')
      .values({ feed_id: 'f1', guid: 'again', article_id: second, seen_at: 0, news_seq: 2 })
      .execute();
    await round();
    expect((await keptIds(db)).size).toBe(2);
  });
});

describe('what a feed lists', () => {
  test('GIVEN a feed that lists 1,000 old items for ever THEN none of them is forgotten; what it lists no more is, in a month', async () => {
    const { db, clock, round, ago } = await openRetention({ keepDays: 10 });
    const listed = idsOf('o', 1_000);
    await storeFromFeed(db, [...listed, 'dropped00001', 'new000000001'], { feedId: 'f1', storedAt: ago(20) });
    const items = () => db.selectFrom('feed_items').select('guid').where('article_id', 'is', null).execute();
    await round();
    expect(await keptIds(db)).toEqual(new Set(['new000000001']));
    expect((await items()).length).toBe(1_001);
    for (let day = 0; day < 400; day += 40) {
      clock.setWall(clock.now() + 40 * DAY);
      await db
        .updateTable('feed_items')
        .set({ seen_at: clock.now() })
        .where('guid', '!=', 'guid-dropped00001')
        .execute();
      await round();
    }
    expect((await items()).map((item) => item.guid)).toEqual(listed.map((id) => `guid-${id}`));
  });

  test('GIVEN a feed that cannot be read for two years THEN nothing that it listed is forgotten', async () => {
    const { db, clock, round, ago } = await openRetention({ keepDays: 10 });
    await storeFromFeed(db, idsOf('o', 5), { feedId: 'f1', storedAt: ago(20) });
    await round();
    clock.setWall(clock.now() + 730 * DAY);
    await round();
    expect(await db.selectFrom('feed_items').select('guid').execute()).toHaveLength(5);
  });

  test('GIVEN tombstones of three years ago THEN they go', async () => {
    const { db, clock, round, ago } = await openRetention();
    await storeFromFeed(db, idsOf('o', 250), { feedId: 'f1', storedAt: ago(400) });
    await round();
    const tombs = async () => (await db.selectFrom('gone_articles').select('id').execute()).length;
    expect(await tombs()).toBe(249);
    clock.setWall(clock.now() + 731 * DAY);
    await round();
    expect(await tombs()).toBe(0);
  });
});

test('GIVEN 10,000 articles, 9,000 of them too old, THEN each step is short, and all others and their words stay', async () => {
  const { db, retention, ago } = await openRetention({ keepDays: 30, keepPerFeed: 600 });
  const old = idsOf('o', 9_000);
  const young = idsOf('y', 1_000);
  await storeFromFeed(db, old, { feedId: 'f1', storedAt: ago(60), word: 'lighthouse' });
  await storeFromFeed(db, young, { feedId: 'f1', storedAt: ago(1), word: 'lighthouse' });
  let most = 0;
  let longestMs = 0;
  let left = await countKept(db);
  for (let isMore = true; isMore; ) {
    const start = performance.now();
    isMore = await retention.step();
    longestMs = Math.max(longestMs, performance.now() - start);
    const now = await countKept(db);
    most = Math.max(most, left - now);
    left = now;
  }
  expect(await keptIds(db)).toEqual(new Set(young.slice(400)));
  expect(most).toBe(25);
  // A step takes a tenth of this; a scan of everything for each article would take a minute.
  expect(longestMs).toBeLessThan(1_000);
  const articles = createArticles({ db });
  expect((await articles.search({ words: 'lighthouse', limit: 1 })).total).toBe(600);
});

describe('the rounds', () => {
  test('GIVEN a start THEN steps follow each other by a second, rounds by hours, and a stop ends them', async () => {
    const { clock } = await testDatabase();
    let steps = 0;
    const stop = startRetention({ step: async () => ++steps % 3 !== 0 }, { clock, ...recordingLog() });
    await clock.move(59_000);
    expect(steps).toBe(0);
    await clock.move(1_000);
    expect(steps).toBe(1);
    await clock.move(10_000);
    expect(steps).toBe(3);
    await clock.move(6 * 3_600_000);
    expect(steps).toBe(6);
    await stop();
    await clock.move(24 * 3_600_000);
    expect(steps).toBe(6);
  });

  test('GIVEN a database that fails THEN it is said, and tried again a minute later', async () => {
    const { clock } = await testDatabase();
    const { log, events } = recordingLog();
    let steps = 0;
    const step = async () => {
      if (++steps === 1) throw new Error('disk full');
      return false;
    };
    const stop = startRetention({ step }, { clock, log });
    await clock.move(120_000);
    await stop();
    expect(steps).toBe(2);
    expect(events).toMatchObject([{ level: 'error', event: 'old articles not looked after' }]);
  });
});
