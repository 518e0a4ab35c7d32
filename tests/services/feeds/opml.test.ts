import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOpml, writeOpml } from '../../../src/services/feeds/opml.ts';

const opml = (body: string) =>
  `<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>${body}</body></opml>`;
const urlsOf = (text: string) => readOpml(text)?.feeds.map((feed) => feed.url);

/** A title as one line, as far as a cut leaves it. */
const lineOf = (text: string) =>
  text
    .replace(/[\s\p{Cc}\ufffe\uffff]+/gu, ' ')
    .trim()
    .slice(0, 100);

describe('reading', () => {
  test('GIVEN folders in folders THEN every feed once, in order, under its first title', () => {
    const list = readOpml(
      opml(`<outline text="News">
        <outline text="Harbor &amp; sea" type="rss" xmlUrl="https://a.example.org/feed?x=1&amp;y=2" htmlUrl="https://a.example.org/"/>
        <outline text="More"><outline title="Ahrenfelder Bote" xmlUrl='https://b.example.org/rss#top'></outline></outline>
      </outline>
      <outline text="Again" xmlUrl="https://a.example.org/feed?x=1&amp;y=2"/>
      <outline type="rss" url="https://c.example.org/atom.xml"/>`),
    );
    expect(list).toEqual({
      feeds: [
        { url: 'https://a.example.org/feed?x=1&y=2', title: 'Harbor & sea' },
        { url: 'https://b.example.org/rss', title: 'Ahrenfelder Bote' },
        { url: 'https://c.example.org/atom.xml', title: null },
      ],
      left: 0,
    });
  });

  test('GIVEN entries that are no feeds THEN they are counted', () => {
    const list = readOpml(
      opml(`<outline xmlUrl="ftp://a.example.org/x"/><outline xmlUrl=""/><outline xmlUrl="javascript:alert(1)"/>
        <outline type="link" url="https://a.example.org/page"/><outline type="include" url="https://a.example.org/o.opml"/>
        <outline xmlUrl="https://[bad/"/><outline xmlUrl="https://a.example.org/${'x'.repeat(3_000)}"/>
        <outline text="a folder"/><outline xmlUrl="https://ok.example.org/"/>`),
    );
    expect(list).toEqual({ feeds: [{ url: 'https://ok.example.org/', title: null }], left: 7 });
  });

  test.each([
    ['a bare & in an address', '<outline xmlUrl="https://a.example.org/?x=1&y=2"/>', 'https://a.example.org/?x=1&y=2'],
    ['names in other cases', '<OUTLINE XMLURL="https://a.example.org/"/>', 'https://a.example.org/'],
    ['an end of a tag in a title', '<outline text="a > b" xmlUrl="https://a.example.org/"/>', 'https://a.example.org/'],
    [
      'blanks and lines',
      '<outline\n  text = "x"\n xmlUrl\n=\n"  https://a.example.org/ "\n/>',
      'https://a.example.org/',
    ],
    ['the old scheme feed', '<outline xmlUrl="feed://a.example.org/x"/>', 'http://a.example.org/x'],
    ['the other one', '<outline xmlUrl="feed:https://a.example.org/x"/>', 'https://a.example.org/x'],
    ['a tag that never ends', '<outline xmlUrl="https://a.example.org/"', 'https://a.example.org/'],
  ])('GIVEN %s THEN the feed is read', (_, body, url) => {
    expect(urlsOf(opml(body))).toEqual([url]);
  });

  test('GIVEN feeds in comments, CDATA or entities of the document type THEN they are not read', () => {
    const hidden = '<outline xmlUrl="https://evil.example.org/"/>';
    const text = `<!DOCTYPE opml [ <!ENTITY a "&b;&b;"> <!ENTITY x '${hidden}'> ]>${opml(
      `<!-- ${hidden} --><![CDATA[${hidden}]]><?x ${hidden} ?>&x;<outline text="&a;" xmlUrl="https://a.example.org/"/>`,
    )}`;
    expect(readOpml(text)?.feeds).toEqual([{ url: 'https://a.example.org/', title: '&a;' }]);
  });

  test.each([
    ['nothing', ''],
    [
      'a page',
      '<!doctype html><html><head><title>x</title></head><body><a href="https://a.example.org/">x</a></body></html>',
    ],
    ['a feed', '<rss version="2.0"><channel><title>x</title><link>https://a.example.org/</link></channel></rss>'],
    ['words', 'https://a.example.org/feed'],
  ])('GIVEN %s THEN it is no list', (_, text) => {
    expect(readOpml(text)).toBeNull();
  });

  test('GIVEN a list without feeds THEN it is one all the same', () => {
    expect(readOpml(opml(''))).toEqual({ feeds: [], left: 0 });
  });

  test('GIVEN a list of 20,000 feeds, two million folders or a title without end THEN it is cut, and takes no long time', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `<outline xmlUrl="https://a.example.org/${i}"/>`).join('');
    const start = performance.now();
    expect(readOpml(opml(many))).toMatchObject({ left: 15_000 });
    expect(readOpml(opml('<outline>'.repeat(500_000)))).toEqual({ feeds: [], left: 0 });
    expect(readOpml(opml(`<outline ${'a '.repeat(500_000)}`))).toEqual({ feeds: [], left: 0 });
    expect(readOpml(opml(`<outline ${'a="'.repeat(500_000)}`))).not.toBeNull();
    expect(readOpml(opml('<!--'.repeat(500_000)))).not.toBeNull();
    expect(
      readOpml(opml(`<outline text="${'x'.repeat(500_000)}" xmlUrl="https://a.example.org/"/>`))?.feeds[0]?.title,
    ).toHaveLength(200);
    // All of it takes a fifth of this; a pass for each tag would take minutes.
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('GIVEN any text THEN it is read without a fault', () => {
    const pieces = fc.constantFrom(
      '<outline ',
      'xmlUrl="',
      'https://a.example.org/',
      '"',
      "'",
      '/>',
      '<!--',
      '<![CDATA[',
      '<!',
      '[',
      '&#0;',
      '=',
      '<opml>',
      '>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
        const list = readOpml(parts.join(''));
        expect(list?.feeds.every(({ url }) => URL.canParse(url)) ?? true).toBe(true);
      }),
    );
  });
});

describe('writing', () => {
  test('GIVEN feeds THEN a list that any reader takes', () => {
    const feeds = [
      { url: 'https://a.example.org/feed?x=1&y="2"', title: 'Harbor & <sea> “5”', siteUrl: 'https://a.example.org/' },
      { url: 'https://b.example.org/', title: null },
    ];
    expect(
      writeOpml({ title: 'Kiosque: The Harbor', feeds, now: Date.parse('2026-11-23T09:00:00Z') }),
    ).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <opml version="2.0">
        <head>
          <title>Kiosque: The Harbor</title>
          <dateCreated>Mon, 23 Nov 2026 09:00:00 GMT</dateCreated>
        </head>
        <body>
          <outline type="rss" text="Harbor &amp; &lt;sea&gt; “5”" title="Harbor &amp; &lt;sea&gt; “5”" xmlUrl="https://a.example.org/feed?x=1&amp;y=&quot;2&quot;" htmlUrl="https://a.example.org/"/>
          <outline type="rss" text="https://b.example.org/" title="https://b.example.org/" xmlUrl="https://b.example.org/"/>
        </body>
      </opml>
      "
    `);
  });

  test('GIVEN any titles THEN reading gives back what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (titles) => {
        const feeds = titles.map((title, i) => ({ url: `https://a.example.org/${i}`, title }));
        const lines = titles.map((title) => lineOf(title.toWellFormed()));
        const read = readOpml(writeOpml({ title: 'x', feeds, now: 0 }));
        expect(read?.feeds.map((feed) => lineOf(feed.title ?? ''))).toEqual(
          lines.map((line, i) => line || `https://a.example.org/${i}`),
        );
      }),
      { numRuns: 30 },
    );
  });
});
