import { expect, test } from 'vitest';
import { atom, feedOf, itemOf, rss } from '../../support/feeds.ts';

const titled = (title: string) => itemOf(rss(`<item>${title}</item>`)).title;
const entitled = (title: string) => itemOf(atom(`<entry><id>1</id>${title}</entry>`)).title;

test.each([
  ['<title>Tom &amp; Jerry</title>', 'Tom & Jerry'],
  ['<title>Tom &amp;amp; Jerry</title>', 'Tom & Jerry'],
  ['<title><![CDATA[Tom & <b>Jerry</b>]]></title>', 'Tom & Jerry'],
  ['<title>&lt;i&gt;Tom&lt;/i&gt; &#233;t&amp;eacute;</title>', 'Tom été'],
  ['<title>\n  Two\n  lines </title>', 'Two lines'],
  ['<title>1 &lt; 2 and 3 &gt; 2</title>', '1 < 2 and 3 > 2'],
  ['<title>The &amp;lt;table&amp;gt; element</title>', 'The <table> element'],
  ['<title>don&#146;t</title>', 'don’t'],
  ['<title></title>', null],
  ['', null],
])('GIVEN %s THEN the title is %s', (title, expected) => {
  expect(titled(`${title}<link>https://example.org/1</link>`)).toBe(expected);
});

test('GIVEN titles of Atom THEN their type says whether tags are markup', () => {
  expect(entitled('<title type="html">The &lt;b&gt;ferry&lt;/b&gt;</title>')).toBe('The ferry');
  expect(entitled('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <b>ferry</b></div></title>')).toBe(
    'The ferry',
  );
  expect(entitled('<title>The &lt;table&gt; element</title>')).toBe('The <table> element');
});

test.each([
  ['<link>https://example.org/1</link>', 'https://example.org/1'],
  ['<link> /1?a=b&amp;c=d </link>', 'https://example.org/1?a=b&c=d'],
  ['<link>//example.net/1</link>', 'https://example.net/1'],
  ['<guid>https://example.org/1</guid>', 'https://example.org/1'],
  ['<guid isPermaLink="true">https://example.org/1</guid>', 'https://example.org/1'],
  ['<guid isPermaLink="false">https://example.org/1</guid>', null],
  ['<link>javascript:alert(1)</link>', null],
  ['<link>mailto:a@example.org</link><guid>https://example.org/2</guid>', 'https://example.org/2'],
  ['<enclosure url="https://example.org/1.mp3" type="audio/mpeg" length="1"/>', 'https://example.org/1.mp3'],
  ['', null],
])('GIVEN an item of RSS with %s THEN its address is %s', (parts, expected) => {
  expect(itemOf(rss(`<item><title>t</title>${parts}</item>`)).url).toBe(expected);
});

test('GIVEN xml:base on root and item THEN addresses are meant against them, and against nothing without any base', () => {
  const items =
    '<item xml:base="sub/"><title>t</title><link>1</link></item><item><title>u</title><link>2</link></item>';
  const urls = (source: string, url: string | null) => feedOf(source, { url }).items.map((item) => item.url);
  expect(urls(rss(items, { root: 'xml:base="https://example.net/a/"' }), null)).toEqual([
    'https://example.net/a/sub/1',
    'https://example.net/a/2',
  ]);
  const bare =
    '<rss version="2.0"><channel><title>t</title><item><title>t</title><link>/1</link></item></channel></rss>';
  expect(feedOf(bare, { url: null }).items).toMatchObject([{ url: null, link: '/1' }]);
});

test('GIVEN an Atom entry with several links THEN the page is the address, HTML before others', () => {
  const links =
    '<link rel="edit" href="/edit"/><link rel="alternate" type="application/json" href="/1.json"/><link type="text/html" href="/1"/>';
  expect(itemOf(atom(`<entry><id>tag:1</id><title>t</title>${links}</entry>`)).url).toBe('https://example.org/1');
});

const WHOLE = '<p>The boat left at dawn.</p><h2>Noon</h2><p>It came <a href="/x">back</a> at noon.</p>';

test('GIVEN an excerpt and the whole text THEN the longest is the text, in blocks', () => {
  const item = itemOf(
    rss(
      `<item><title>t</title><description>The boat…</description><content:encoded><![CDATA[${WHOLE}]]></content:encoded></item>`,
    ),
  );
  expect(item.html).toBe(WHOLE);
  expect(item.blocks).toEqual([
    { kind: 'paragraph', text: 'The boat left at dawn.' },
    { kind: 'heading', text: 'Noon' },
    { kind: 'paragraph', text: 'It came back at noon.' },
  ]);
});

test('GIVEN a caption that is longer than the description THEN it is not the text', () => {
  const caption = `<media:content url="https://example.org/1.jpg" medium="image"/><media:description>${'A long caption. '.repeat(9)}</media:description>`;
  const item = itemOf(rss(`<item><title>t</title><description>The boat left.</description>${caption}</item>`));
  expect(item.blocks).toEqual([{ kind: 'paragraph', text: 'The boat left.' }]);
});

test('GIVEN lists, tables, line breaks, preformatted text and scripts THEN the blocks follow them', () => {
  const html =
    '<ul><li>One</li><li>Two</li></ul><table><tr><td>a</td><td>b</td></tr></table>First.<br>Second.<script>no()</script><pre>x\n y</pre><img src="/1.jpg">End &eacute;';
  expect(
    itemOf(rss(`<item><description><![CDATA[${html}]]></description></item>`)).blocks.map(({ text }) => text),
  ).toEqual(['One', 'Two', 'a | b', 'First.', 'Second.', 'x', 'y', 'End é']);
});

test('GIVEN plain text of Atom with signs THEN they stay, and blank lines part paragraphs', () => {
  const item = itemOf(atom('<entry><id>1</id><content>One &lt; two.\n\nThree &amp; four.</content></entry>'));
  expect(item.blocks.map(({ text }) => text)).toEqual(['One < two.', 'Three & four.']);
});

test('GIVEN the line that a program adds under each text THEN it is left out', () => {
  const html =
    '<p>The boat left.</p><p>The post <a href="/1">The ferry</a> appeared first on <a href="/">Courier</a>.</p>';
  expect(itemOf(rss(`<item><description><![CDATA[${html}]]></description></item>`)).blocks).toHaveLength(1);
});

test.each([
  [
    '<media:content url="/small.jpg" width="90" medium="image"/><media:content url="/large.jpg" width="900" medium="image"><media:description>A boat</media:description></media:content>',
    { url: 'https://example.org/large.jpg', alt: 'A boat' },
  ],
  ['<media:thumbnail url="https://example.org/t.jpg"/>', { url: 'https://example.org/t.jpg', alt: null }],
  ['<enclosure url="/e.png" type="image/png" length="9"/>', { url: 'https://example.org/e.png', alt: null }],
  ['<enclosure url="/e.mp3" type="audio/mpeg" length="9"/>', null],
  [
    '<description><![CDATA[<img src="/dot.gif" width="1" height="1"><img alt="A &quot;boat&quot;" src="/i.jpg?a=1&amp;b=2">]]></description>',
    { url: 'https://example.org/i.jpg?a=1&b=2', alt: 'A "boat"' },
  ],
  [
    '<enclosure url="/i.jpg" type="image/jpeg" length="9"/><description><![CDATA[<img src="/i.jpg" alt="A boat">]]></description>',
    { url: 'https://example.org/i.jpg', alt: 'A boat' },
  ],
  ['<description><![CDATA[<img src="data:image/png;base64,AAAA" alt="x">]]></description>', null],
  [
    '<media:content url="/i.jpg" medium="image"><media:title>The ferry</media:title></media:content>',
    { url: 'https://example.org/i.jpg', alt: null },
  ],
])('GIVEN %s THEN the image is %o', (parts, expected) => {
  expect(itemOf(rss(`<item><title>The ferry</title>${parts}</item>`)).image).toEqual(expected);
});

test.each([
  ['<dc:creator>A. Reporter</dc:creator><dc:creator>B. Writer</dc:creator>', 'A. Reporter, B. Writer'],
  ['<author>desk@example.org</author>', null],
  ['<author>By A. Reporter</author>', 'A. Reporter'],
  ['<author>desk@example.org (A. Reporter)</author>', 'A. Reporter'],
  ['', null],
])('GIVEN %s THEN the author is %s', (parts, expected) => {
  expect(itemOf(rss(`<item><title>t</title>${parts}</item>`)).author).toBe(expected);
});

test('GIVEN an Atom feed with an author THEN entries without one are by them', () => {
  const feed = '<author><name>A. Reporter</name></author>';
  const entries = '<entry><id>1</id></entry><entry><id>2</id><author><name>B. Writer</name></author></entry>';
  expect(feedOf(atom(entries, { feed })).items.map(({ author }) => author)).toEqual(['A. Reporter', 'B. Writer']);
});

test('GIVEN languages as feeds write them THEN they are tags, and none where they are none', () => {
  const language = (written: string) => feedOf(rss('', { channel: `<language>${written}</language>` })).language;
  expect(['fr_ca', 'EN-us', 'zh-hans', 'English', 'und', ''].map(language)).toEqual([
    'fr-CA',
    'en-US',
    'zh-Hans',
    null,
    null,
    null,
  ]);
  expect(itemOf(rss('<item xml:lang="de"><title>t</title></item>')).language).toBe('de');
});

test('GIVEN an item without a hour, one in the future and one without any date THEN each says so', () => {
  const dates = ['2026-03-02', 'Mon, 02 Mar 2099 10:00:00 GMT', 'soon'];
  const { items } = feedOf(
    rss(dates.map((date) => `<item><title>t</title><pubDate>${date}</pubDate></item>`).join('')),
  );
  expect(items.map(({ publishedAt, publishedOn, hasFutureDate }) => [publishedAt, publishedOn, hasFutureDate])).toEqual(
    [
      [null, '2026-03-02', false],
      [null, null, true],
      [null, null, false],
    ],
  );
});
