import { expect, test } from 'vitest';
import { atom, feedOf, itemOf, reading, rss } from '../../support/feeds.ts';

const DAY = '2026-03-02T09:00:00.000Z';
const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());

const FEEDS: Readonly<Record<string, readonly [string, string]>> = {
  'RSS 2.0': [
    'rss',
    rss(
      '<item><title>The ferry sails</title><link>https://example.org/1</link><guid>one</guid><pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate><author>mail@example.org (A. Reporter)</author><description>The boat left at dawn.</description></item>',
      { channel: '<language>en-gb</language>' },
    ),
  ],
  'RSS 0.91': [
    'rss',
    '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://example.org/rss-0.91.dtd"><rss version="0.91"><channel><title>The Harbor Courier</title><link>https://example.org/</link><language>en-gb</language><item><title>The ferry sails</title><link>https://example.org/1</link><guid>one</guid><pubDate>2 Mar 26 09:00:00 GMT</pubDate><author>A. Reporter</author><description>The boat left at dawn.</description></item></channel></rss>',
  ],
  'RSS 1.0 (RDF)': [
    'rdf',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/"><title>The Harbor Courier</title><link>https://example.org/</link><description>d</description><dc:language>en-gb</dc:language></channel><item rdf:about="one"><title>The ferry sails</title><link>https://example.org/1</link><dc:date>2026-03-02T10:00+01:00</dc:date><dc:creator>A. Reporter</dc:creator><description>The boat left at dawn.</description></item></rdf:RDF>',
  ],
  'Atom 1.0': [
    'atom',
    atom(
      '<entry><id>one</id><title>The ferry sails</title><link rel="enclosure" href="https://example.org/1.mp3" type="audio/mpeg"/><link rel="alternate" href="https://example.org/1"/><published>2026-03-02T09:00:00Z</published><updated>2026-03-03T09:00:00Z</updated><author><name>A. Reporter</name></author><summary>The boat left at dawn.</summary></entry>',
      { feed: '<link href="https://example.org/"/>', root: 'xml:lang="en-GB"' },
    ),
  ],
  'JSON Feed': [
    'json',
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'The Harbor Courier',
      home_page_url: 'https://example.org/',
      language: 'en-gb',
      items: [
        {
          id: 'one',
          url: 'https://example.org/1',
          title: 'The ferry sails',
          content_text: 'The boat left at dawn.',
          date_published: '2026-03-02T09:00:00Z',
          authors: [{ name: 'A. Reporter' }],
        },
      ],
    }),
  ],
};

test.each(Object.keys(FEEDS))('GIVEN the same item in %s THEN it is read the same', (name) => {
  const [format = '', source = ''] = FEEDS[name] ?? [];
  const feed = feedOf(source);
  expect(feed).toMatchObject({
    format,
    title: 'The Harbor Courier',
    siteUrl: 'https://example.org/',
    language: 'en-GB',
    leftOut: 0,
  });
  const [item] = feed.items;
  expect(item).toMatchObject({
    guid: 'one',
    url: 'https://example.org/1',
    title: 'The ferry sails',
    publishedOn: null,
    author: 'A. Reporter',
    html: 'The boat left at dawn.',
    blocks: [{ kind: 'paragraph', text: 'The boat left at dawn.' }],
  });
  expect(iso(item?.publishedAt ?? null)).toBe(DAY);
});

test('GIVEN an item that names the minute of its last change THEN that is kept beside the first', () => {
  expect(iso(itemOf(FEEDS['Atom 1.0']?.[1] ?? '').modifiedAt)).toBe('2026-03-03T09:00:00.000Z');
});

test.each([
  ['<ttl>30</ttl>', 1_800_000],
  ['<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>', 1_800_000],
  ['<sy:updatePeriod>daily</sy:updatePeriod>', 86_400_000],
  ['<ttl>soon</ttl>', null],
  ['<ttl>-5</ttl>', null],
  ['', null],
])('GIVEN a channel with %s THEN it asks to be left alone for %s ms', (channel, expected) => {
  expect(feedOf(rss('', { channel })).ttlMs).toBe(expected);
});

test('GIVEN a channel that names its own address THEN that is known', () => {
  const channel = '<atom:link rel="self" href="https://example.org/own.xml" type="application/rss+xml"/>';
  expect(feedOf(rss('', { channel })).selfUrl).toBe('https://example.org/own.xml');
});

test('GIVEN a feed without items THEN it is a feed; one that says nothing at all too', () => {
  expect(feedOf(rss('')).items).toEqual([]);
  expect(feedOf('<rss version="2.0"><channel></channel></rss>').title).toBeNull();
});

test('GIVEN white space, a warning and a comment with tags before the feed THEN it is read', () => {
  const [, source = ''] = FEEDS['RSS 0.91'] ?? [];
  expect(itemOf(`\n\n<!-- <html> --><br />\n<b>Warning</b>: x in y\n${source}`).title).toBe('The ferry sails');
});

test.each([
  ['a cut in the middle of an item', '<item><title>One</title></item><item><title>Two</title><description>The bo'],
  ['a stray ampersand and a stray sign', '<item><title>One & 1 < 2</title></item><item><title>Two</title></item>'],
  [
    'tags of HTML that are left open',
    '<item><title>One</title><description>a<br>b<p>c</description></item><item><title>Two</title></item>',
  ],
  [
    'an attribute without quotation marks',
    '<item><title>One</title><enclosure url=x></item><item><title>Two</title></item>',
  ],
])('GIVEN %s THEN the items are read all the same', (_, items) => {
  const whole = rss(items);
  const source = items.endsWith('bo') ? whole.slice(0, whole.indexOf('The bo') + 6) : whole;
  expect(feedOf(source).items.map(({ title }) => title?.slice(0, 3))).toEqual(['One', 'Two']);
});

test.each([
  ['nothing', '', 'empty'],
  ['white space', ' \n ', 'empty'],
  ['prose', 'Service unavailable', 'unreadable'],
  ['other XML', '<?xml version="1.0"?><urlset><url/></urlset>', 'unreadable'],
  ['JSON that is no feed', '{"status":"ok"}', 'unreadable'],
  ['broken JSON', '{"version":"https://jsonfeed.org/version/1","items":[', 'unreadable'],
  ['a page', '<!DOCTYPE html><html><head><title>t</title></head><body>x</body></html>', 'page'],
  ['a page that asks to log in', '<html><body><form><input name="p" type="password"></form></body></html>', 'login'],
])('GIVEN %s instead of a feed THEN that is said', (_, source, what) => {
  expect(reading(source)).toEqual({ kind: 'not-a-feed', what, feeds: [] });
});

test('GIVEN a page with feeds THEN they are found, each once, with whole addresses, even beside a form to log in', () => {
  const head = `<link rel="alternate" type="application/rss+xml" href="/feed" title="Caf&eacute; news">
    <link rel='alternate' type='application/atom+xml' href='https://example.net/atom'>
    <link type="application/rss+xml" rel="alternate" href="/feed">
    <link rel="alternate" type="application/json+oembed" href="/oembed"><link rel="alternate" hreflang="fr" href="/fr">
    <link rel="alternate" type="application/json" href="https://example.org/wp-json/wp/v2/pages/1"><link rel="stylesheet" href="/x.css">`;
  const source = `<!doctype html><html><head>${head}</head><body><input type="password"></body></html>`;
  expect(reading(source, { url: 'https://example.org/news/' })).toEqual({
    kind: 'not-a-feed',
    what: 'page',
    feeds: [
      { url: 'https://example.org/feed', title: 'Café news' },
      { url: 'https://example.net/atom', title: null },
    ],
  });
});
