import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOSTILE_FEEDS } from '../../../bench/feeds-hostile.ts';
import { systemClock } from '../../../src/clock.ts';
import { FEED_MAX_BYTES } from '../../../src/services/feeds/feed-types.ts';
import { readFeed } from '../../../src/services/feeds/read-feed.ts';
import { readFeedApart } from '../../../src/services/feeds/read-feed-apart.ts';
import { createReadingHost } from '../../../src/services/reading/reading-host.ts';
import { atom, feedOf, itemOf, NOW, reading, rss } from '../../support/feeds.ts';

const SLOW = new Set(['50 MB in one item', '500 items of 30 KB of markup']);

test.each(Object.keys(HOSTILE_FEEDS).filter((name) => !SLOW.has(name)))(
  'GIVEN %s THEN it is read or refused within four seconds of work, and nothing is expanded',
  (name) => {
    const made = HOSTILE_FEEDS[name]?.() ?? '';
    const start = process.cpuUsage().user;
    const read = reading(made);
    expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(4);
    const items = read.kind === 'feed' ? read.feed.items : [];
    expect(items.length).toBeLessThanOrEqual(500);
    expect(JSON.stringify(items[0] ?? '').length).toBeLessThan(2_000_000);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  },
  20_000,
);

test('GIVEN an entity that names a file THEN it stays a name', () => {
  const [title] = [
    itemOf(`<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>${rss('<item><title>x &a; y</title></item>')}`)
      .title,
  ];
  expect(title).toBe('x &a; y');
});

const dated = (i: number) =>
  `<item><title>${i}</title><pubDate>${new Date(Date.UTC(2026, 0, 1) + i * 60_000).toUTCString()}</pubDate></item>`;
const titles = (source: string) => feedOf(source).items.map(({ title }) => Number(title));

test('GIVEN more than 500 items, oldest first or newest first THEN the newest stay in their order', () => {
  const numbers = Array.from({ length: 700 }, (_, i) => i);
  const up = rss(numbers.map(dated).join(''));
  const down = rss(numbers.toReversed().map(dated).join(''));
  expect(feedOf(up).leftOut).toBe(200);
  expect(titles(up)).toEqual(numbers.slice(200));
  expect(titles(down)).toEqual(numbers.slice(200).toReversed());
});

test('GIVEN more than 500 items without dates THEN the first stay', () => {
  const entries = Array.from({ length: 510 }, (_, i) => `<entry><id>${i}</id><title>${i}</title></entry>`);
  expect(titles(atom(entries.join('')))).toEqual(Array.from({ length: 500 }, (_, i) => i));
  expect(feedOf(atom(entries.join(''))).leftOut).toBe(10);
});

test('GIVEN more than 500 items of JSON THEN the newest stay', () => {
  const items = Array.from({ length: 600 }, (_, i) => ({
    id: String(i),
    title: String(i),
    date_published: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString(),
  }));
  const source = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 't', items });
  expect(titles(source)[0]).toBe(100);
  expect(feedOf(source).leftOut).toBe(100);
});

test('GIVEN items whose text holds tags of items THEN those in sections and comments are not counted', () => {
  const inside = '<description><![CDATA[</item><item><item>]]></description><!-- <item> -->';
  const items = Array.from({ length: 501 }, (_, i) => `<item><title>${i}</title>${inside}</item>`);
  expect(titles(rss(items.join('')))).toHaveLength(500);
  expect(feedOf(rss(items.join(''))).items[7]?.html).toBe('</item><item><item>');
});

test('GIVEN a feed that is longer than is read THEN it ends with its last whole item, and says so', () => {
  const item = `<item><title>t</title><description>${'word '.repeat(200)}</description></item>`;
  const feed = feedOf(rss(item.repeat(Math.ceil(FEED_MAX_BYTES / item.length) + 10)));
  expect(feed.items).toHaveLength(500);
  expect(feed.items.at(-1)?.html).toHaveLength(999);
  expect(feed.leftOut).toBeGreaterThan(0);
});

test('GIVEN more text than is kept of one feed THEN the later items keep all but theirs', () => {
  const item = `<item><title>t</title><link>https://example.org/1</link><description>${'word '.repeat(40_000)}</description></item>`;
  const { items } = feedOf(rss(item.repeat(30)));
  expect(items[0]?.html).toHaveLength(199_999);
  expect(items.at(-1)).toMatchObject({ html: null, blocks: [], url: 'https://example.org/1' });
});

const SOUND = [
  rss(
    `<item><title>été</title><link>/1</link><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><description><![CDATA[<p>The <a href="/x">boat</a></p>]]></description></item>`,
  ),
  atom(
    '<entry><id>1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">t</div></title><content type="html">&lt;p&gt;x</content></entry>',
  ),
  JSON.stringify({ version: 'https://jsonfeed.org/version/1', title: 't', items: [{ id: '1', content_html: '<p>x' }] }),
];

test('GIVEN bytes of feeds that were changed anywhere THEN they are read or refused, never thrown at', () => {
  const change = fc.record({
    at: fc.nat(1_000),
    cut: fc.nat(20),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc
        .constantFrom(
          '<',
          '>',
          '&',
          ']]>',
          '<![CDATA[',
          '<!--',
          '</item>',
          '<item>',
          '"',
          '{',
          '[',
          '\0',
          '&#0;',
          '&#x110000;',
        )
        .map((text) => Buffer.from(text)),
    ),
  });
  fc.assert(
    fc.property(fc.constantFrom(...SOUND), fc.array(change, { minLength: 1, maxLength: 6 }), (source, changes) => {
      let bytes: Uint8Array = Buffer.from(source);
      for (const { at, cut, put } of changes)
        bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]);
      const read = readFeed({ bytes, contentType: null, url: 'https://example.org/f', now: NOW });
      expect(['feed', 'not-a-feed']).toContain(read.kind);
    }),
    { numRuns: 1_000 },
  );
}, 30_000);

test('GIVEN bytes of anything THEN nothing is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(readFeed({ bytes, contentType: null, url: null, now: NOW })).toHaveProperty('kind');
    }),
  );
});

test('GIVEN a feed apart THEN the worker reads it; a worker that was stopped leaves it unreadable, and a fault is thrown', async () => {
  const host = createReadingHost(systemClock());
  const input = { bytes: Buffer.from(SOUND[0] ?? ''), contentType: null, url: null, now: NOW };
  try {
    expect(await readFeedApart(host, input)).toMatchObject({ kind: 'feed', feed: { items: [{ title: 'été' }] } });
  } finally {
    await host.close();
  }
  const stopped = (failure: 'timeout' | 'memory' | 'fault') => ({
    runReading: () => Promise.resolve({ failure, detail: 'x' }),
  });
  const unreadable = { kind: 'not-a-feed', what: 'unreadable', feeds: [] };
  expect(await readFeedApart(stopped('timeout'), input)).toEqual(unreadable);
  expect(await readFeedApart(stopped('memory'), input)).toEqual(unreadable);
  await expect(readFeedApart(stopped('fault'), input)).rejects.toThrow('could not be read (fault): x');
});
