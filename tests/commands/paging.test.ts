import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Paragraph, paginate, pickPage } from '../../src/commands/paging.ts';

const paragraph = (n: number, text: string): Paragraph => ({ label: `${n}`, heading: false, text });
const textOf = (pages: ReturnType<typeof paginate>) =>
  pages
    .flat()
    .map((piece) => piece.md)
    .join('');

test('GIVEN a short article THEN it is one page with numbered paragraphs', () => {
  const pages = paginate([paragraph(1, 'One.'), paragraph(2, 'Two.')], 'en');
  expect(pages).toEqual([[{ md: '**1** One.' }, { md: '**2** Two.' }]]);
});

test('GIVEN an inter-title at the end of a page THEN it moves to the page of its paragraph', () => {
  const pages = paginate(
    [paragraph(1, 'a'.repeat(1_490)), { label: '', heading: true, text: 'Next' }, paragraph(2, 'b'.repeat(100))],
    'en',
  );
  expect(pages.map((page) => page.length)).toEqual([1, 2]);
  expect(pages[1]?.[0]).toEqual({ md: '**Next**' });
});

test('GIVEN a paragraph longer than a message THEN it breaks between sentences and only there', () => {
  const sentence = `Then ${'word '.repeat(40)}end. `;
  const pages = paginate([paragraph(1, sentence.repeat(40).trim())], 'en');
  expect(pages.length).toBeGreaterThan(1);
  for (const piece of pages.flat()) expect(piece.md.trim()).toMatch(/end\.$/);
});

test('GIVEN one word of 10,000 characters THEN every piece fits and nothing is lost', () => {
  const word = 'x'.repeat(10_000);
  const pages = paginate([paragraph(1, word)], 'en');
  expect(Math.max(...pages.flat().map((piece) => piece.md.length))).toBeLessThan(3_000);
  expect(textOf(pages)).toBe(`**1** ${word}`);
});

test('GIVEN any text THEN no page passes 4,000 characters and none of the text is lost', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 4_000 }), { maxLength: 8 });
  fc.assert(
    fc.property(texts, (bodies) => {
      const pages = paginate(
        bodies.map((text) => ({ label: '', heading: false, text })),
        'en',
      );
      for (const page of pages) expect(page.reduce((sum, piece) => sum + piece.md.length, 0)).toBeLessThan(3_200);
    }),
    { numRuns: 50 },
  );
});

test('GIVEN a page past the end THEN the last one is shown', () => {
  expect(pickPage(['a', 'b'], 9)).toEqual({ page: 'b', number: 2 });
  expect(pickPage([], 3)).toEqual({ page: undefined, number: 1 });
});
