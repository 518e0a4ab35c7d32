import { describe, expect, test } from 'vitest';
import { findArticle } from '../../../src/data/article-store.ts';
import { createFeeds } from '../../../src/services/feeds/create-feeds.ts';
import { readFeed } from '../../../src/services/feeds/read-feed.ts';
import { loadStoredArticle } from '../../../src/services/import.ts';
import { createAdding } from '../../../src/services/ingest/adding.ts';
import { type IngestGrounds, ingestNext } from '../../../src/services/ingest/ingest.ts';
import { readPage } from '../../../src/services/pages/read-page.ts';
import { testDatabaseWithOutlets } from '../../support/database.ts';
import { recordingLog } from '../../support/interactions.ts';
import { loopbackFetcher, serve } from '../../support/loopback.ts';
import { STORED, storedFeed, storedPage, toWindows1252 } from '../../support/stored-article.ts';

const BY = { guildId: 'g1', memberId: 'm1' };
const { signal } = new AbortController();
const DAY = `<meta property="article:published_time" content="${STORED.publishedOn}">`;
/** The outlet's own host, and one that no outlet owns: there the page's or the feed's name for itself tells. */
const HOSTS = ['fr.sputniknews.com', 'news.example.org'];

/** A newsroom that knows its outlets, and a site with the article as a page and in a feed that is called `title`. */
async function openNewsroom(host = 'news.example.org', title = 'Sputnik') {
  const newsroom = await testDatabaseWithOutlets();
  const site = await serve((request, response) => {
    const isFeed = request.url === '/feed';
    response.setHeader('content-type', isFeed ? 'application/rss+xml' : 'text/html');
    const page = storedPage({ site: title, head: DAY, charset: 'windows-1252' });
    response.end(isFeed ? storedFeed({ site: title, link: address('/otan') }) : toWindows1252(page));
  });
  const address = (path: string) => `http://${host}:${site.port}${path}`;
  const { fetcher } = loopbackFetcher();
  const grounds: IngestGrounds & Parameters<typeof createFeeds>[0] = {
    ...newsroom,
    ...recordingLog(),
    fetcher,
    // A feed of another site than where it stands tells nothing of this one.
    readFeed: async (input) => {
      const read = readFeed(input);
      return read.kind === 'feed' ? { ...read, feed: { ...read.feed, siteUrl: address('/') } } : read;
    },
    readPage: async (input) => readPage(input),
    findLanguage: async ({ declared }) => ({ language: declared.find((tag) => tag !== null) ?? 'und', inferred: [] }),
    placeInStory: async () => undefined,
    wake: () => undefined,
  };
  const adding = createAdding(grounds);
  const ways: Readonly<Record<string, () => Promise<unknown>>> = {
    'a feed in windows-1252 with a two-digit year in French': async () => {
      await createFeeds(grounds).follow(address('/feed'), BY, signal);
      while (await ingestNext(grounds, signal));
    },
    '/add of a page’s address': () => adding.addPage(address('/otan'), BY, signal),
    '/add of an attached page': () =>
      adding.addFile(
        { name: 'otan.html', contentType: 'text/html', bytes: Buffer.from(storedPage({ site: title, head: DAY })) },
        BY,
      ),
  };
  const ids = async () => (await newsroom.db.selectFrom('articles').select('id').execute()).map((row) => row.id);
  return { ...newsroom, ways, ids };
}

const WAYS = [
  'a feed in windows-1252 with a two-digit year in French',
  '/add of a page’s address',
  '/add of an attached page',
];
const expected = {
  title: STORED.title,
  language: 'fr',
  publishedAt: null,
  publishedOn: STORED.publishedOn,
  revision: 1,
  outlet: { name: 'Sputnik', country: 'RU' },
};

describe.each(HOSTS)('GIVEN the stored article at %s', (host) => {
  test.each(WAYS)('WHEN it comes through %s THEN it is the stored one to the letter', async (way) => {
    const { db, ways, ids } = await openNewsroom(host);
    await ways[way]?.();
    const [id = '', ...others] = await ids();
    expect(others).toEqual([]);
    const article = await findArticle(db, id);
    expect(article).toMatchObject(expected);
    expect(article?.body.map(({ kind, text }) => ({ kind, text }))).toEqual(STORED.blocks);
  });

  test('WHEN it is there and comes all three ways THEN it is the same article each time, unchanged', async () => {
    const newsroom = await openNewsroom(host);
    await loadStoredArticle(newsroom);
    for (const way of WAYS) {
      await newsroom.ways[way]?.();
      expect(await newsroom.ids()).toEqual([STORED.id]);
      expect(await findArticle(newsroom.db, STORED.id)).toMatchObject(expected);
    }
    const items = await newsroom.db.selectFrom('feed_items').select(['article_id', 'state']).execute();
    expect(items).toEqual([{ article_id: STORED.id, state: 'stored' }]);
  });

  test('WHEN all three ways bring it to an empty newsroom THEN there is one article', async () => {
    const newsroom = await openNewsroom(host);
    for (const way of WAYS) await newsroom.ways[way]?.();
    const [id = '', ...others] = await newsroom.ids();
    expect(others).toEqual([]);
    expect(await findArticle(newsroom.db, id)).toMatchObject(expected);
  });
});

test('GIVEN a site and a name that no list knows THEN its host names the outlet, until a page calls itself by a known name', async () => {
  const { db, ways, ids } = await openNewsroom('news.example.org', 'Gazette des rives');
  await ways[WAYS[0] ?? '']?.();
  const [id = ''] = await ids();
  expect((await findArticle(db, id))?.outlet).toMatchObject({
    name: 'news.example.org',
    kind: 'unknown',
    country: null,
  });
});
