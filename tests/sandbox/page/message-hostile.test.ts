import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarkdown } from '../../../src/sandbox/page/message/markdown.ts';
import type { Block, Inline } from '../../../src/sandbox/page/message/markdown-tree.ts';

const MARKS =
  '* ** *** _ __ ~~ || ` `` ``` [ ] ]( ) ( < > \\ " ](https:// https:// http <t: :R> <@ <@& <# </ <: <a: @everyone @here a bc h . :// ](<https://';
const LINES = [' ', '\n', '\n> ', '\n>>> ', '\n# ', '\n-# ', '\n- ', '\n  - ', '\n1. ', '```js\n'];
const PIECES = [...MARKS.split(' '), ...LINES];
const hostile = fc.array(fc.constantFrom(...PIECES), { maxLength: 200 }).map((parts) => parts.join(''));

/** Every letter that a tree carries, in the order of its source. */
function lettersOf(nodes: readonly (Block | Inline)[]): string {
  return nodes
    .map((node): string => {
      switch (node.kind) {
        case 'text':
        case 'everyone':
          return node.text;
        case 'code':
          return ('language' in node ? node.language : '') + node.text;
        case 'link': {
          const label = lettersOf(node.children);
          return label === node.url ? label : label + node.url + node.title;
        }
        case 'quote':
          return lettersOf(node.blocks);
        case 'list':
          return node.items.map((item) => lettersOf(item.children) + lettersOf(item.lists)).join('');
        case 'moment':
          return `t${node.style}`;
        case 'emoji':
        case 'command':
          return node.name;
        case 'user':
        case 'role':
        case 'channel':
          return '';
        case 'strong':
        case 'emphasis':
        case 'underline':
        case 'strike':
        case 'spoiler':
        case 'paragraph':
        case 'subtext':
        case 'heading':
          return lettersOf(node.children);
      }
    })
    .join('');
}

const onlyLetters = (text: string) => text.replace(/[^a-zA-Z]/g, '');

test('GIVEN any mix of marks THEN no letter of the text is lost or moved', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(onlyLetters(lettersOf(parseMarkdown(text)))).toBe(onlyLetters(text));
    }),
    { numRuns: 2000 },
  );
});

test('GIVEN any text at all THEN it is read without a fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      expect(() => parseMarkdown(text)).not.toThrow();
    }),
    { numRuns: 1000 },
  );
});

/** The best of three, so that a busy machine is not taken for a slow parser. */
function fastest(text: string): number {
  const times = [1, 2, 3].map(() => {
    const before = performance.now();
    parseMarkdown(text);
    return performance.now() - before;
  });
  return Math.min(...times);
}

test.each([
  ...PIECES.map((piece) => [piece]),
  ['[a](https://x '],
  ['[*a* '],
  ['](()'],
  ['](https://x()'],
  ['*a **b _c __d ~~e ||f '],
  ['` '],
  ['`` ` '],
  ['```\n'],
  ['```a'],
  ['```a```'],
  ['https://x.'],
  ['https://((((('],
  ['- a\n  - b\n'],
  ['> a\n\n'],
  ['<t:1:R>'],
  ['\\*'],
])('GIVEN ten thousand characters of %j THEN they are read within a tenth of a second', (piece) => {
  const text = piece.repeat(Math.ceil(10_000 / piece.length));
  expect(fastest(text)).toBeLessThan(100);
});

test('GIVEN hostile mixes of ten thousand characters THEN time stays bounded', () => {
  const long = fc
    .array(fc.constantFrom(...PIECES), { minLength: 20, maxLength: 60 })
    .map((parts) => parts.join('').repeat(100).slice(0, 10_000));
  fc.assert(
    fc.property(long, (text) => {
      expect(fastest(text)).toBeLessThan(200);
    }),
    { numRuns: 60 },
  );
});
