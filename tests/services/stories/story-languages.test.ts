import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createStoryIndex } from '../../../src/services/stories/story-index.ts';
import { createNameBook } from '../../../src/services/stories/story-names.ts';

const line = z.object({ event: z.string(), language: z.string(), title: z.string(), opening: z.string() });

/** 18 invented events in 2 to 4 of 15 languages each; some share a company, a place or a person with another. */
const ARTICLES = readFileSync(new URL('../../fixtures/stories/languages.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((text, i) => ({ ...line.parse(JSON.parse(text)), id: String(i), at: 0 }));

function judge(order: readonly (typeof ARTICLES)[number][]) {
  const index = createStoryIndex();
  for (const article of order) index.place(article);
  const pairs = ARTICLES.flatMap((a, i) => ARTICLES.slice(i + 1).map((b) => [a, b] as const));
  const joined = pairs.filter(([a, b]) => index.find(a.id) === index.find(b.id));
  const right = joined.filter(([a, b]) => a.event === b.event);
  const all = pairs.filter(([a, b]) => a.event === b.event);
  return { all: all.length, precision: right.length / joined.length, recall: right.length / all.length };
}

test('GIVEN one event in several languages THEN names and numbers make it one story, and other events stay apart', () => {
  for (const order of [ARTICLES, ARTICLES.toReversed(), ARTICLES.toSorted((a, b) => a.title.localeCompare(b.title))]) {
    const { all, precision, recall } = judge(order);
    expect(all).toBe(50);
    expect(precision).toBe(1);
    expect(recall).toBeGreaterThanOrEqual(0.94);
  }
});

test('GIVEN articles that share a place and nothing else THEN languages do not make them one story', () => {
  const index = createStoryIndex();
  const at = { at: 0 };
  index.place({
    ...at,
    id: 'a',
    language: 'en',
    title: 'Rents rise in Lisbon',
    opening: 'Rents in Lisbon rose again, in Portugal and beyond.',
  });
  const placed = index.place({
    ...at,
    id: 'b',
    language: 'fr',
    title: 'Un tramway neuf à Lisbonne',
    opening: 'Un tramway neuf roule à Lisbonne, au Portugal.',
  });
  expect(placed.storyId).toBe('b');
});

test('GIVEN ways of writing a name THEN they are spelled as the first one', () => {
  const book = createNameBook();
  const spell = (name: string) => [...book.spell(new Map([[`~${name}`, 1]])).keys()][0];
  expect(['vostrenko', 'востренко', 'karsund', 'карсунд'].map(spell)).toEqual([
    '~vostrenko',
    '~vostrenko',
    '~karsund',
    '~karsund',
  ]);
  expect([
    ...book.spell(
      new Map([
        ['#DK', 2],
        ['=84', 1],
      ]),
    ),
  ]).toEqual([
    ['#DK', 2],
    ['=84', 1],
  ]);
});
