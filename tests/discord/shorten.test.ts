import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMarkup } from '../../src/discord/markup.ts';
import { cutMarkdown, shortenMarkdown, shortenPlain } from '../../src/discord/shorten.ts';
import { escapeMarkdown } from '../../src/reply.ts';

test('GIVEN a text that fits THEN it stays as it is', () => {
  expect(shortenPlain('A short label', 13)).toBe('A short label');
  expect(shortenMarkdown('**A** [link](https://example.org/)', 40)).toBe('**A** [link](https://example.org/)');
});

test('GIVEN a long label THEN it is cut between words', () => {
  expect(shortenPlain('Ministers meet in the capital', 20)).toBe('Ministers meet in…');
});

test('GIVEN a label of one long word THEN it is cut between graphemes', () => {
  expect(shortenPlain('a'.repeat(30), 10)).toBe(`${'a'.repeat(9)}…`);
  const family = '👨‍👩‍👧';
  expect(shortenPlain(family.repeat(4), family.length * 2)).toBe(`${family}…`);
});

test('GIVEN sentences THEN the cut is between two of them', () => {
  expect(shortenMarkdown('One is here. Two is here. Three is here.', 32)).toBe('One is here. Two is here. …');
});

test('GIVEN emphasis over the cut THEN it is closed', () => {
  const shortened = shortenMarkdown(`**${'word '.repeat(40).trim()}**`, 60);
  expect(shortened).toMatch(/^\*\*word .*word\*\* …$/);
  expect(shortened.length).toBeLessThanOrEqual(60);
});

test('GIVEN a quotation in two THEN the tail is quoted too, and emphasis opens again', () => {
  const { head, tail } = cutMarkdown(`> *${'word '.repeat(20).trim()}*`, 50);
  expect(head).toMatch(/^> \*word .*\*$/);
  expect(tail).toMatch(/^> \*word .*\*$/);
});

test.each([
  ['an escape', String.raw`aaaa\*bbbb`],
  ['a link', 'aaaa[the title](https://example.org/long)bbbb'],
  ['a mention', 'aaaa<@400000000000000001>bbbb'],
  ['a timestamp', 'aaaa<t:1700000000:f>bbbb'],
  ['code', 'aaaa`co de`bbbb'],
  ['an address', 'aaaa https://example.org/a/path bbbb'],
])('GIVEN a cut inside %s THEN it is made before or after', (_name, text) => {
  const whole = /\\\*|\[.*\)|<[^>]*>|`.*`|https:\S*/.exec(text)?.[0] ?? '';
  for (let max = 1; max < text.length; max++) {
    const shortened = shortenMarkdown(text, max);
    expect(shortened.length).toBeLessThanOrEqual(max);
    const rest = shortened.replace(whole, '').replace(/\s*…$/u, '').trim();
    expect(['aaaabbbb', 'aaaa bbbb', 'aaaa  bbbb'].some((plain) => plain.startsWith(rest))).toBe(true);
  }
});

const anyMarkdown = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ maxLength: 30 }).map(escapeMarkdown),
      fc.constantFrom('**', '*', '__', '[a title](https://example.org/x)', '<t:1700000000:f>', '. ', '\n> ', ' '),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

test('GIVEN any text and limit THEN the result is within it and well-formed', () => {
  fc.assert(
    fc.property(anyMarkdown, fc.nat({ max: 300 }), (text, max) => {
      for (const shortened of [shortenMarkdown(text, max), shortenPlain(text, max + 1)]) {
        expect(shortened.length).toBeLessThanOrEqual(max + 1);
        expect(shortened.isWellFormed()).toBe(true);
      }
    }),
  );
});

test('GIVEN any text cut in two THEN no escape, link or mention is torn and every mark that was open is closed', () => {
  fc.assert(
    fc.property(anyMarkdown, fc.integer({ min: 1, max: 200 }), (raw, max) => {
      const text = raw.toWellFormed();
      const { head, tail } = cutMarkdown(text, max);
      expect(head.length).toBeLessThanOrEqual(max);
      if (head === '' || tail === '') return;
      const at = Array.from({ length: head.length }, (_, back) => head.length - back).find((length) =>
        text.startsWith(head.slice(0, length)),
      );
      expect(at).toBeDefined();
      const markup = readMarkup(text);
      expect(markup.splits(at ?? 0) && markup.openAt(at ?? 0).length === 0).toBe(false);
    }),
  );
});
