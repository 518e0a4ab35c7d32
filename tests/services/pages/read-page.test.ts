import { expect, test } from 'vitest';
import { newsPage, paragraphs, PROSE, read, textsOf } from '../../support/pages.ts';

const jsonLd = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
const ARTICLE = { '@context': 'https://schema.org', '@type': 'NewsArticle' };

test('GIVEN a page with menus around THEN the paragraphs are the article’s, in order', () => {
  expect(textsOf(read(newsPage()))).toEqual(PROSE);
});

test('GIVEN inter-titles, lists, quotations and line breaks THEN each is a block of its kind', () => {
  const [a = '', b = '', c = '', d = ''] = PROSE;
  const article = `<p>${a}</p><h2>The price</h2><p>${b}</p><ul><li>Adults pay <b>nine</b> crowns.</li><li>Dogs travel free.</li></ul>
    <blockquote><p>${c}</p></blockquote><p>${d}<br><br>The mayor left early.</p>`;
  expect(read(newsPage({ article })).blocks).toEqual([
    { kind: 'paragraph', text: a },
    { kind: 'heading', text: 'The price' },
    ...[b, 'Adults pay nine crowns.', 'Dogs travel free.', c, d, 'The mayor left early.'].map((text) => ({
      kind: 'paragraph',
      text,
    })),
  ]);
});

test.each([
  ['Read more: <a href="/x">Another ferry</a>'],
  ['<a href="/x">Another story about ferries and harbors</a>'],
  ['Подписывайтесь на наш канал'],
  ['Abonnez-vous à notre lettre'],
  ['Photo: A. Photographer'],
  ['© Example Agency'],
  ['Lire aussi : <a href="/x">le bac</a>'],
])('GIVEN the paragraph %s between others THEN it is left out', (chrome) => {
  const [first = '', ...rest] = PROSE;
  expect(textsOf(read(newsPage({ article: `<p>${first}</p><p>${chrome}</p>${paragraphs(rest)}` })))).toEqual(PROSE);
});

test('GIVEN what stands under “Related articles” THEN it goes, and an inter-title with nothing under it too', () => {
  const article = `${paragraphs(PROSE)}<h3>Ähnliche Beiträge</h3><p>Ein anderer Text, der nicht dazu gehört.</p>`;
  expect(textsOf(read(newsPage({ article })))).toEqual(PROSE);
  expect(textsOf(read(newsPage({ article: `${paragraphs(PROSE)}<h3>In short</h3>` })))).toEqual(PROSE);
});

test('GIVEN JSON-LD THEN title, author, instants, outlet, picture and address come from it', () => {
  const data = {
    ...ARTICLE,
    headline: 'The ferry sails again',
    author: [
      { '@type': 'Person', name: 'Ada Example' },
      { '@type': 'Person', name: 'Bo Example' },
    ],
    datePublished: '2026-03-02T10:00:00+01:00',
    dateModified: '2026-03-03T10:00:00Z',
    publisher: { '@type': 'Organization', name: 'The Harbor Courier' },
    image: [{ '@type': 'ImageObject', url: '/ferry.jpg', caption: 'The ferry at dawn' }],
  };
  const head = `<link rel="canonical" href="/ferry#top">${jsonLd({ '@graph': [{ '@type': 'WebSite', name: 'x' }, data] })}`;
  expect(read(newsPage({ head }), { url: 'https://example.org/a/ferry?utm=1' })).toMatchObject({
    title: 'The ferry sails again',
    author: 'Ada Example, Bo Example',
    publishedAt: Date.parse('2026-03-02T09:00:00Z'),
    publishedOn: null,
    modifiedAt: Date.parse('2026-03-03T10:00:00Z'),
    site: 'The Harbor Courier',
    image: { url: 'https://example.org/ferry.jpg', alt: 'The ferry at dawn' },
    canonicalUrl: 'https://example.org/ferry',
    language: 'en',
  });
});

test('GIVEN JSON-LD with line feeds in its strings and a comma too many THEN it is read all the same', () => {
  const head =
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The ferry\nsails again","author":"Ada Example",}</script>';
  expect(read(newsPage({ head }))).toMatchObject({ title: 'The ferry sails again', author: 'Ada Example' });
});

test('GIVEN no structured data THEN the visible byline and date say who and when', () => {
  const article = `<h1>The ferry sails again</h1><p class="byline">By <a href="/ada">Ada Example</a> | Harbor desk</p><span class="date">2 March 2026</span>${paragraphs(PROSE)}`;
  const found = read(newsPage({ head: '<title>The ferry sails again | The Harbor Courier</title>', article }));
  expect(found).toMatchObject({
    title: 'The ferry sails again',
    author: 'Ada Example',
    publishedAt: null,
    publishedOn: '2026-03-02',
  });
  expect(textsOf(found).slice(-4)).toEqual(PROSE);
});

test('GIVEN Microdata and a time element THEN they are read; an updated time is not the first', () => {
  const article = `<h1>The ferry sails again</h1><time class="updated" datetime="2026-03-09T08:00:00Z">Mar 9</time>
    <time datetime="2026-03-02T08:00:00Z">Mar 2</time><span itemprop="author"><span itemprop="name">Ada Example</span></span>${paragraphs(PROSE)}`;
  expect(read(newsPage({ article }))).toMatchObject({
    author: 'Ada Example',
    publishedAt: Date.parse('2026-03-02T08:00:00Z'),
  });
});

test('GIVEN the outlet’s own name as author beside a person’s THEN the person is named', () => {
  const head = `<meta property="og:site_name" content="The Harbor Courier"><meta name="author" content="The Harbor Courier">`;
  const article = `<h1>The ferry sails again</h1><p class="author">Von Ada Example</p>${paragraphs(PROSE)}`;
  expect(read(newsPage({ head, article })).author).toBe('Ada Example');
  expect(read(newsPage({ head })).author).toBe('The Harbor Courier');
});

test('GIVEN a date ahead of now THEN it is not taken', () => {
  const head = '<meta property="article:published_time" content="2099-01-01T00:00:00Z">';
  expect(read(newsPage({ head }))).toMatchObject({ publishedAt: null, publishedOn: null });
});

test('GIVEN links to feeds THEN they are listed once, absolute, and pages of other types are not', () => {
  const head = `<link rel="alternate" type="application/rss+xml" title="News" href="/rss"><link rel="alternate" type="application/atom+xml" href="https://example.org/atom">
    <link rel="alternate" type="application/rss+xml" href="/rss"><link rel="alternate" hreflang="fr" href="/fr"><link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">`;
  expect(read(newsPage({ head }), { url: 'https://example.org/a' }).feeds).toEqual([
    { url: 'https://example.org/rss', title: 'News' },
    { url: 'https://example.org/atom', title: null },
  ]);
});

test('GIVEN a short page whose structured data hold the whole text THEN that text is the article', () => {
  const head = jsonLd({ ...ARTICLE, headline: 'The ferry', articleBody: [...PROSE, ...PROSE].join('\n\n') });
  const found = read(newsPage({ head, article: '<p>Loading the page, one moment please.</p>' }));
  expect(found.extractor).toBe('json-ld');
  expect(textsOf(found)).toEqual([...PROSE, ...PROSE]);
});

test('GIVEN tags left out as HTML allows, or a server’s warning before the document THEN the article is read', () => {
  const bare = `<!doctype html><html lang=de><title>The ferry</title><meta name=author content="Ada Example"><h1>The ferry</h1>${paragraphs(PROSE)}`;
  expect(read(bare)).toMatchObject({ title: 'The ferry', author: 'Ada Example', language: 'de' });
  expect(textsOf(read(bare))).toEqual(PROSE);
  expect(textsOf(read(`<br><b>Warning</b>: session_start()<br>${newsPage()}`))).toEqual(PROSE);
});

test.each([
  [''],
  ['not a page'],
  ['<'],
  ['<html>'],
  ['<!doctype html><html><body></body></html>'],
  ['\u0000\u0000'],
  ['{"a":1}'],
])('GIVEN %j THEN the page is empty or its words, never a throw', (html) => {
  expect(read(html).blocks.length).toBeLessThanOrEqual(1);
});
