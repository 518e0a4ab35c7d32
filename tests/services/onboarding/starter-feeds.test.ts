import { expect, test } from 'vitest';
import { isOfTheState } from '../../../src/data/outlet-kinds.ts';
import { hashFields } from '../../../src/ids.ts';
import { starterFeeds } from '../../../src/services/onboarding/starter-feeds.ts';
import { readOutlets } from '../../../src/services/outlets.ts';

const outlets = new Map(readOutlets().map((outlet) => [hashFields(['outlet', outlet.name], 12), outlet]));
/** An outlet's own hosts that its card does not name. */
const OWN_HOSTS = ['feeds.skynews.com'];

test('GIVEN the starter feeds THEN each has an address of its own, and each of our languages has at least ten', () => {
  const feeds = starterFeeds();
  expect(new Set(feeds.map(({ url }) => url)).size).toBe(feeds.length);
  for (const language of ['en', 'fr', 'de', 'es'])
    expect(feeds.filter((feed) => feed.language === language).length).toBeGreaterThanOrEqual(10);
});

test('GIVEN a starter feed with a card THEN it stands on a host of that outlet, which no state controls', () => {
  const wrong = starterFeeds().filter(({ outletId, url }) => {
    if (outletId === null) return false;
    const { hostname } = new URL(url);
    const outlet = outlets.get(outletId);
    const isOwn = outlet?.domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`)) === true;
    return !outlet || isOfTheState(outlet) || !(isOwn || OWN_HOSTS.includes(hostname));
  });
  expect(wrong).toEqual([]);
});

test('GIVEN a starter feed without a card THEN no card that we have is of its host', () => {
  const named = starterFeeds().filter(({ outletId, url }) => {
    const { hostname } = new URL(url);
    const isKnown = [...outlets.values()].some(({ domains }) => domains.some((one) => hostname.endsWith(one)));
    return outletId === null && isKnown;
  });
  expect(named).toEqual([]);
});

test('GIVEN languages THEN their feeds come first, in that order, and none is left out', () => {
  const feeds = starterFeeds(['de', 'fr-CA']);
  const order = [...new Set(feeds.map(({ language }) => language))];
  expect(order.slice(0, 2)).toEqual(['de', 'fr']);
  expect(feeds).toHaveLength(starterFeeds().length);
});
