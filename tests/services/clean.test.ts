import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanBody, cleanLine } from '../../src/services/clean.ts';
import { AGENCIES, ANYWHERE, AT_END, POINTERS } from '../../src/services/clean-phrases.ts';

/** Paragraphs by their number, inter-titles with a hash. */
function outline(text: string, names: readonly string[] = []): readonly string[] {
  return cleanBody(text, names).map((block) =>
    block.kind === 'heading' ? `# ${block.text}` : `${block.n} ${block.text}`,
  );
}

const FIRST = 'The council met on Monday and voted.';
const LAST = 'It meets again in May.';

test('GIVEN paragraphs THEN they are numbered from 1 in order, whatever ends their lines', () => {
  expect(outline(`${FIRST}\n\nNobody spoke.\n\n\n\n${LAST}`)).toEqual([`1 ${FIRST}`, '2 Nobody spoke.', `3 ${LAST}`]);
  expect(outline(`${FIRST}\r\n\r\nNobody spoke.\r${LAST}`)).toEqual([`1 ${FIRST}`, '2 Nobody spoke.', `3 ${LAST}`]);
  expect(outline(`${FIRST}\u2029Nobody spoke.\u2028${LAST}`)).toEqual([`1 ${FIRST}`, '2 Nobody spoke.', `3 ${LAST}`]);
});

test.each([
  ['AFP'],
  ['(AFP)'],
  ['Reuters'],
  ['avec AFP'],
  ['© AFP'],
  ['AFP/Reuters'],
  ['AFP, Reuters et AP'],
  ['Source : AFP'],
  ['Sputnik'],
  ['The Harbor Courier'],
  ['THE HARBOR COURIER'],
  ['ТАСС'],
])('GIVEN %s alone on a line THEN it is left out', (credit) => {
  expect(outline(`${FIRST}\n${credit}\n\n${LAST}`, ['The Harbor Courier'])).toEqual([`1 ${FIRST}`, `2 ${LAST}`]);
  expect(outline(`${credit}\n\n${FIRST}`, ['The Harbor Courier'])).toEqual([`1 ${FIRST}`]);
});

test.each([
  ['AFP reported it first.'],
  ['Reuters.'],
  ['So said Reuters'],
  ['The Harbor Courier and others'],
  ['AFP, Reuters and the council'],
])('GIVEN the line “%s” THEN it stays: it says something', (line) => {
  expect(outline(`${FIRST}\n\n${line}`, ['The Harbor Courier'])).toEqual([`1 ${FIRST}`, `2 ${line}`]);
});

test('GIVEN a name that ends a wrapped sentence THEN it stays', () => {
  const wrapped =
    'The boats were built in 1988 and have been waiting in the upper harbor since, said\nReuters\nand the mayor, who had both asked the shipyard about it.';
  expect(outline(wrapped).join(' ')).toContain('Reuters');
});

test('GIVEN a text wrapped by hand THEN its lines are one paragraph again, and lists and verses stay lines', () => {
  const wrapped = `The night ferry between Ostley and Port Larne will sail again from
April 6, nine years after the last crossing, the harbor authority
announced on Friday.
AFP

Tickets cost 4.50 dollars.`;
  expect(outline(wrapped)).toEqual([
    '1 The night ferry between Ostley and Port Larne will sail again from April 6, nine years after the last crossing, the harbor authority announced on Friday.',
    '2 Tickets cost 4.50 dollars.',
  ]);
  const list =
    '- the bridge over the old river, closed since the spring of 2019\n- the tram to the upper town\n- the ferry';
  expect(outline(list)).toHaveLength(3);
});

test('GIVEN an unpunctuated short line between paragraphs THEN it is an inter-title with its wording', () => {
  expect(outline(`${FIRST}\n\nLa Russie évoque le renfoncement\n\n${LAST}`)).toEqual([
    `1 ${FIRST}`,
    '# La Russie évoque le renfoncement',
    `2 ${LAST}`,
  ]);
});

test.each([
  ['first', `By our correspondent\n\n${FIRST}\n\n${LAST}`],
  ['last', `${FIRST}\n\n${LAST}\n\nMara Delacourt`],
  ['ended', `${FIRST}\n\nNobody knows.\n\n${LAST}`],
  ['asked', `${FIRST}\n\nWho knows?\n\n${LAST}`],
  ['quoted', `${FIRST}\n\n«Un signal fort»\n\n${LAST}`],
  ['a list item', `${FIRST}\n\n- one boat\n\n${LAST}`],
  ['numbers only', `${FIRST}\n\n19 : 12\n\n${LAST}`],
  ['long', `${FIRST}\n\n${'a line that goes on and on '.repeat(5).trim()}\n\n${LAST}`],
  ['in a list', `${FIRST}\n\nFlour\n\nButter\n\nEggs\n\n${LAST}`],
])('GIVEN a short line that is %s THEN it is a paragraph, so that it can be evidence', (_, text) => {
  expect(cleanBody(text).filter((block) => block.kind === 'heading')).toEqual([]);
  expect(cleanBody(text).map((block) => block.text)).toEqual(text.split('\n\n'));
});

test.each(AT_END.map((phrase) => [phrase]))('GIVEN “%s” after the last paragraph THEN it is left out', (phrase) => {
  expect(outline(`${FIRST}\n\n${LAST}\n\n${phrase}`)).toEqual([`1 ${FIRST}`, `2 ${LAST}`]);
  expect(outline(`${FIRST}\n\n${LAST}\n${phrase.toUpperCase()}\n\n${phrase} (12)\n`)).toEqual([
    `1 ${FIRST}`,
    `2 ${LAST}`,
  ]);
});

test('GIVEN such a word before the end THEN it stays: it may be an inter-title', () => {
  expect(outline(`${FIRST}\n\nPartager\n\n${LAST}`)).toEqual([`1 ${FIRST}`, '# Partager', `2 ${LAST}`]);
});

test.each(ANYWHERE.map((phrase) => [phrase]))('GIVEN “%s” between paragraphs THEN it is left out', (phrase) => {
  expect(outline(`${FIRST}\n\n${phrase}\n\n${LAST}`)).toEqual([`1 ${FIRST}`, `2 ${LAST}`]);
});

test.each(POINTERS.map((phrase) => [phrase]))('GIVEN “%s” and a title THEN the line is left out', (phrase) => {
  expect(outline(`${FIRST}\n\n${phrase} : the ferry’s long night\n\n${LAST}`)).toEqual([`1 ${FIRST}`, `2 ${LAST}`]);
  expect(outline(`${FIRST}\n\n${phrase}…\n\n${LAST}`)).toEqual([`1 ${FIRST}`, `2 ${LAST}`]);
});

test.each([
  ['Read more books, the mayor said.'],
  ['Read also: he did so every night.'],
  ['Lire aussi est un plaisir.'],
  ['Share.'],
])('GIVEN the sentence “%s” THEN it stays', (sentence) => {
  expect(outline(`${FIRST}\n\n${sentence}\n\n${LAST}`)).toContain(`2 ${sentence}`);
  expect(outline(`${FIRST}\n\n${sentence}`)).toContain(`2 ${sentence}`);
});

test('GIVEN odd characters THEN letters are composed, controls go, no-break spaces stay', () => {
  expect(cleanBody('\ufeffCafe\u0301  ferme\u00ad\u0007\tà 10\u00a0000\u202fans\u00a0!')).toEqual([
    { kind: 'paragraph', n: 1, text: 'Café ferme à 10\u00a0000\u202fans\u00a0!' },
  ]);
  expect(outline(`${FIRST}\n\u00a0\n\u3000${LAST}`)).toEqual([`1 ${FIRST}`, `2 ${LAST}`]);
  expect(cleanLine('  A title\r\non two\tlines \u0000')).toBe('A title on two lines');
});

test.each([[''], [' \n\n\t\n'], ['AFP'], ['Discuter\n\nPartager'], ['Publicité\n\nAFP']])(
  'GIVEN %j THEN nothing is left',
  (text) => {
    expect(cleanBody(text)).toEqual([]);
  },
);

const word = fc.oneof(
  fc.constantFrom(
    'Otan',
    'ferry',
    'Sputnik',
    'AFP',
    'partager',
    'Discuter',
    'lire',
    'aussi',
    'Read',
    'also:',
    '1,2',
    '–',
    '«oui»',
    'été',
    'Reuters',
  ),
  fc.stringMatching(/^[a-zA-Zéüß]{1,12}$/),
);
const sentence = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 25 }), fc.constantFrom('.', '!', '.»', '.”'))
  .map(([words, end]) => `${words.join(' ')}${end}`);
const noise = fc.constantFrom(...AGENCIES, ...ANYWHERE, ...AT_END, 'Lire aussi : autre chose', '© AFP');
const gap = fc.constantFrom('\n', '\n\n', '\r\n', '\n \n\n');

test('GIVEN any mixture of sentences and chrome THEN every sentence is there, once and in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.oneof({ weight: 3, arbitrary: sentence }, noise), gap), { minLength: 1, maxLength: 12 }),
      fc.array(word, { maxLength: 2 }),
      (lines, names) => {
        const sentences = lines.map(([line]) => line).filter((line) => /[.!][»”]?$/.test(line));
        const kept = cleanBody(lines.flat().join(''), names).map((block) => block.text);
        let from = 0;
        const text = kept.join('\n');
        for (const one of sentences) {
          const at = text.indexOf(one, from);
          expect([one, at >= from]).toEqual([one, true]);
          from = at + one.length;
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('GIVEN any text THEN cleaning what was cleaned changes no block, and paragraphs count up from 1', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(sentence, noise, fc.string({ unit: 'grapheme' })), { maxLength: 10 }), (lines) => {
      const blocks = cleanBody(lines.join('\n\n'));
      const numbers = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.n] : []));
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
      expect(cleanBody(blocks.map((block) => block.text).join('\n\n'))).toEqual(blocks);
    }),
  );
});
