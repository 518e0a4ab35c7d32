import { expect, test } from 'vitest';
import { readFeed } from '../../../src/services/feeds/read-feed.ts';
import { NOW } from '../../support/pages.ts';
import { STORED, storedFeed } from '../../support/stored-article.ts';

test('GIVEN the stored article in a feed in windows-1252 with a two-digit year in French THEN it comes back to the letter', () => {
  const reading = readFeed({ bytes: storedFeed(), contentType: 'application/rss+xml', url: null, now: NOW });
  expect(reading).toMatchObject({
    kind: 'feed',
    feed: { language: 'fr', items: [{ title: STORED.title, publishedAt: null, publishedOn: STORED.publishedOn }] },
  });
  const [item] = reading.kind === 'feed' ? reading.feed.items : [];
  expect(item?.blocks.filter(({ text }) => text !== 'Sputnik')).toEqual(STORED.blocks);
});
