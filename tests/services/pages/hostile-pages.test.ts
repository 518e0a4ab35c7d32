import { expect, test } from 'vitest';
import { HOSTILE_PAGES } from '../../../bench/pages-hostile.ts';
import { findExcess } from '../../../src/services/pages/page-limits.ts';
import { readPageStripped } from '../../../src/services/pages/read-stripped.ts';
import { newsPage, NOW, PROSE, read, textsOf } from '../../support/pages.ts';

const strip = (html: string) =>
  readPageStripped({ bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8', url: null, now: NOW });

test('GIVEN an article page THEN the stripper alone gives its paragraphs, title and language', () => {
  const found = strip(newsPage({ head: '<title>The ferry &amp; the harbor</title>' }));
  expect(textsOf(found)).toEqual(PROSE);
  expect(found).toMatchObject({ title: 'The ferry & the harbor', language: 'en', extractor: 'stripper' });
});

test('GIVEN character references THEN the stripper reads them; a lone ampersand and an unknown name stay', () => {
  const text = '&Eacute;t&eacute; &laquo;&nbsp;&#8217;&#x20ac;&#146;&nbsp;&raquo; &amp; R&D &nosuch; &#0; fin';
  expect(textsOf(strip(`<p>${text}</p>`))).toEqual(['Été «\u00a0’€’\u00a0» & R&D &nosuch; &#0; fin']);
});

test('GIVEN scripts, styles, comments and signs THEN the stripper leaves the words', () => {
  expect(textsOf(strip('<p>a < b <!-- no --><script>if (a<b) "</p>"</script><style>p{}</style> and 1 <2</p>'))).toEqual(
    ['a < b and 1 <2'],
  );
  expect(textsOf(strip('<p>before</p><script>never closed <p>no'))).toEqual(['before']);
});

test.each(Object.keys(HOSTILE_PAGES))('GIVEN %s THEN the stripper alone is done within two seconds', (name) => {
  const html = HOSTILE_PAGES[name]?.() ?? '';
  const start = process.cpuUsage().user;
  expect(strip(html).blocks.length).toBeLessThanOrEqual(20_001);
  expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(2);
});

test.each([
  ['50k nested divs', 'depth'],
  ['2 MB of <', 'angles'],
  ['200k links', 'tags'],
  ['a class of 200k names', 'attribute'],
  ['490k letters, written out', 'references'],
])('GIVEN %s THEN no parser is given it: %s', (name, excess) => {
  const html = HOSTILE_PAGES[name]?.() ?? '';
  expect(findExcess(html)).toBe(excess);
  expect(read(html).extractor).toBe('stripper');
});

test('GIVEN scripts full of signs, comments, drawings and elements that pages leave open THEN nothing is in excess', () => {
  const html = newsPage({
    article: `${'<!-- <div> -->'.repeat(700)}${'<p>text<li>item<br>'.repeat(700)}<svg>${'<path d="M0 0"/>'.repeat(700)}</svg><script>${'if (a<b) {}'.repeat(20_000)}</script>`,
  });
  expect(findExcess(html)).toBeNull();
});
