import { expect, test } from 'vitest';
import { checkFeed, isFullText } from '../../../src/services/feeds/feed-warnings.ts';
import { feedOf, NOW, rss } from '../../support/feeds.ts';

const FULL = 'The boat left at dawn and came back. '.repeat(40);
const warningsOf = (items: string) => checkFeed(feedOf(rss(items)), NOW).warnings;
const sound = (parts = '', date = '2026-11-20T10:00:00Z') =>
  `<item><title>t</title><link>https://example.org/1</link><guid>1</guid><pubDate>${date}</pubDate><description>${FULL}</description>${parts}</item>`;

test('GIVEN a sound feed THEN there is nothing to say', () => {
  expect(warningsOf(sound())).toEqual([]);
});

test.each([
  ['nothing', '', ['no-items']],
  [
    'an item bare of all',
    `<item><title>t</title><description>${FULL}</description></item>`,
    ['no-dates', 'no-ids', 'no-links'],
  ],
  ['a date to come', sound('', '2099-01-01T00:00:00Z'), ['future-dates']],
  ['an old date', sound('', '2026-01-01T00:00:00Z'), ['stale']],
  ['excerpts', sound().replace(FULL, 'The boat left…'), ['excerpts-only']],
  ['501 items', sound().repeat(501), ['cut']],
])('GIVEN a feed with %s THEN that is told', (_what, items, expected) => {
  expect(warningsOf(items).toSorted()).toEqual(expected.toSorted());
});

test('GIVEN a text THEN it is whole where it is long and does not break off', () => {
  const text = (last: string) => ({ blocks: [{ kind: 'paragraph' as const, text: `${FULL}${last}` }] });
  expect([text('End.'), text('and […]'), text('and...')].map(isFullText)).toEqual([true, false, false]);
  expect(isFullText({ blocks: [] })).toBe(false);
});
