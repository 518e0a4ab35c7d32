import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { createFeeds } from '../../src/services/feeds/create-feeds.ts';
import {
  complete,
  GUILD_ID,
  type Overrides,
  type RawInteraction,
  runInteraction,
  slash,
  USER_ID,
} from '../support/interactions.ts';
import { FEED, feedDesk, feedXml, HOUR, never, told } from '../support/feed-desk.ts';
import { testReading } from '../support/newsroom.ts';

const OTHER_FEED = 'https://gazette.example.org/rss';

/** A server that follows the feeds of two papers, an article of each stored. */
async function startServer() {
  const newsroom = await testReading();
  const desk = await feedDesk({ newsroom });
  desk.web.set(FEED, feedXml([told(1, { title: 'Ferry runs at night' })]));
  const item = { title: 'Ferry fares rise', link: 'https://gazette.example.org/fares' };
  desk.web.set(OTHER_FEED, feedXml([told(2, item)], { title: 'The Hill Gazette' }));
  const feeds = createFeeds({ ...desk.grounds, wake: () => undefined });
  for (const address of [FEED, OTHER_FEED])
    await feeds.follow(address, { guildId: GUILD_ID, memberId: USER_ID }, never);
  await desk.later(HOUR);
  const services = { ...newsroom.services, feeds };
  const run = (payload: RawInteraction) => runInteraction({ commands, services, payload });
  const search = (options: Record<string, string>, overrides: Overrides = {}) =>
    run(slash('search', options, overrides));
  const offer = async (typed: string, overrides: Overrides = {}) =>
    (await run(complete('search', 'feed', { feed: typed }, overrides))).choices;
  return { search, offer };
}

test('GIVEN nothing to search for THEN the newest articles', async () => {
  const { search } = await startServer();
  const seen = await search({});
  expect(seen.text).toMatch(/^### The newest articles\n/);
  expect(seen.text.indexOf('Ferry fares rise')).toBeLessThan(seen.text.indexOf('Ferry runs at night'));
  expect((await search({}, { locale: 'fr' })).text).toMatch(/^### Les derniers articles\n/);
});

describe('/search by feed', () => {
  test('GIVEN letters of a feed’s name THEN the feeds of the server that hold them are offered, nobody else’s', async () => {
    const { offer } = await startServer();
    expect((await offer('')).map(({ name }) => name)).toEqual([
      'The Harbor Courier · courier.example.org',
      'The Hill Gazette · gazette.example.org',
    ]);
    expect((await offer('GAZ')).map(({ name }) => name)).toEqual(['The Hill Gazette · gazette.example.org']);
    expect(await offer('gaz', { guild_id: '200000000000000009' })).toEqual([]);
    expect(await offer('gaz', { direct: true })).toEqual([]);
  });

  test('GIVEN a feed alone, by choice or by its name THEN what it brought, and with words what of that holds them', async () => {
    const { search, offer } = await startServer();
    const [choice] = await offer('gazette');
    for (const feed of [choice?.value ?? '', 'hill gaz']) {
      const seen = await search({ feed });
      expect(seen.text).toContain('Ferry fares rise');
      expect(seen.text).not.toContain('Ferry runs at night');
    }
    expect((await search({ words: 'ferry', feed: 'gazette' })).selects[0]?.options).toHaveLength(1);
    expect((await search({ words: 'ferry' })).selects[0]?.options).toHaveLength(2);
    expect((await search({ words: 'night', feed: 'gazette' })).text).toContain('No stored article matches');
  });

  test('GIVEN a feed that the server does not follow THEN one sentence says so', async () => {
    const { search } = await startServer();
    expect((await search({ feed: 'nosuch' })).text).toContain('does not follow that feed');
    expect((await search({ feed: 'gazette' }, { guild_id: '200000000000000009' })).selects).toEqual([]);
  });
});
