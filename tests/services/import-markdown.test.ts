import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseImportFile } from '../../src/services/import-file.ts';
import { readInline, readMarkdown } from '../../src/services/import-markdown.ts';

test('GIVEN an article in Markdown THEN its paragraphs and inter-titles, without the marks', () => {
  const text = `<!-- draft -->
The **ferry** sails _twice_ a day,
as [the council](https://example.org/a_(b) "x") said.\\
Dogs travel free.

![a boat](boat.png)

## Tickets ##

- From *May 1*
- At 4\\*50 dollars & less
  for children

> “No hurry,” said
> the mayor.

Berths
------
1. North &amp; south
***
\`\`\`
[1]: https://example.org
| a | b |
|---|---|`;
  expect(readMarkdown(text)).toEqual([
    { kind: 'paragraph', text: 'The ferry sails twice a day, as the council said.\nDogs travel free.' },
    { kind: 'heading', text: 'Tickets' },
    { kind: 'paragraph', text: 'From May 1' },
    { kind: 'paragraph', text: 'At 4*50 dollars & less for children' },
    { kind: 'paragraph', text: '“No hurry,” said the mayor.' },
    { kind: 'heading', text: 'Berths' },
    { kind: 'paragraph', text: 'North & south' },
    { kind: 'paragraph', text: '| a | b |' },
  ]);
});

test.each([
  ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
  ['<https://example.org/x> and `a*b*c`', 'https://example.org/x and a*b*c'],
  ['one<br>two', 'one\ntwo'],
  ['a <b>bold</b> word, 3 < 4', 'a bold word, 3 < 4'],
  ['[a][1] and \\[not a link\\](x)', 'a and [not a link](x)'],
])('GIVEN %j THEN %j', (text, words) => {
  expect(readInline(text)).toBe(words);
});

test('GIVEN a file of Markdown under front matter THEN its kinds are kept and its title is not repeated', () => {
  const file = (head: string, body: string) => parseImportFile(`---\nlanguage: en\n${head}---\n${body}`, 'a.md');
  expect(file('', '# The *ferry*\n\nIt sails.')).toMatchObject({
    title: 'The ferry',
    blocks: [{ kind: 'paragraph', text: 'It sails.' }],
  });
  expect(file('title: The ferry\n', '# The ferry\n\nIt sails.\n\n# More')).toMatchObject({
    title: 'The ferry',
    blocks: [
      { kind: 'paragraph', text: 'It sails.' },
      { kind: 'heading', text: 'More' },
    ],
  });
  expect(parseImportFile('---\nlanguage: en\n---\nThe ferry\n\nIt *sails*.', 'a.txt').blocks).toBeUndefined();
});

test('GIVEN a file that does not say its language THEN the one that is given, and else a fault', () => {
  const text = '---\ntitle: The ferry\n---\nIt sails.';
  expect(parseImportFile(text, 'a.txt', 'en-GB').language).toBe('en-GB');
  expect(parseImportFile(text.replace('---\n', '---\nlanguage: fr\n'), 'a.txt', 'en').language).toBe('fr');
  expect(() => parseImportFile(text, 'a.txt')).toThrow('a.txt cannot be imported: language is missing.');
});

test('GIVEN marks without end THEN the time stays short', () => {
  const start = performance.now();
  for (const mark of ['[', '![', '<', '<!--', '**', '*', '_', '`', '\\', '> ', '- ', '#', '[a](', '<a '])
    readMarkdown(mark.repeat(20_000));
  // All of it takes a tenth of this.
  expect(performance.now() - start).toBeLessThan(5_000);
});

test('GIVEN any text THEN no block is empty', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('# ', 'a', '\n', '\n\n', '[', '](', ')', '*', '_', '\\', '> ', '---', '`', ' ')),
      (parts) => {
        expect(readMarkdown(parts.join('')).every((block) => block.text.trim() !== '')).toBe(true);
      },
    ),
  );
});
