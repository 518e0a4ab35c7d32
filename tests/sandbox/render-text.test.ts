import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMarkdown } from '../../src/reply.ts';
import type { SandboxMessage } from '../../src/sandbox/sandbox.ts';
import { renderMarkdown, renderMessageAsText } from '../../src/sandbox/render-text.ts';

function message(body: unknown, files: SandboxMessage['files'] = []): SandboxMessage {
  const ids = { id: '1', channelId: '2', authorId: '3', nonce: null, interactionId: null };
  return { ...ids, sentAt: 0, editedAt: null, ephemeral: false, body, files };
}

test('GIVEN a message of components THEN it reads as plain text, buttons and selects numbered', () => {
  const body = {
    flags: 32_768,
    content: '',
    components: [
      {
        type: 17,
        components: [
          { type: 10, content: '### **A title** with \\*stars\\*\nby [an outlet](https://example.org)' },
          { type: 14 },
          { type: 10, content: '> quoted words\n-# Paragraph 3, <t:1622419200:d>' },
          {
            type: 1,
            components: [
              { type: 2, style: 1, label: 'Summarize', custom_id: 'a' },
              { type: 2, style: 2, label: 'In English', custom_id: 'b', disabled: true },
              { type: 2, style: 2, label: 'Share', custom_id: 'c' },
              { type: 2, style: 5, label: 'Open', url: 'https://example.org' },
            ],
          },
          {
            type: 1,
            components: [
              {
                type: 3,
                custom_id: 'd',
                placeholder: 'Choose',
                options: [
                  { label: 'One', value: '1', description: 'the first' },
                  { label: 'Two', value: '2', default: true },
                ],
              },
            ],
          },
          { type: 13, name: 'a.txt', file: { url: 'http://127.0.0.1/a.txt' } },
        ],
      },
    ],
  };
  expect(renderMessageAsText(message(body, [{ name: 'a.txt', text: '', bytes: new Uint8Array() }]))).toBe(
    [
      'A title with *stars*\nby an outlet (https://example.org)',
      '---',
      '> quoted words\nParagraph 3, 2021-05-31 00:00 UTC',
      '[1] Summarize  (In English)  [3] Share  Open <https://example.org>',
      'Select 1: Choose\n  1. One: the first\n  2. Two (chosen)',
      '(file: a.txt)',
    ].join('\n\n'),
  );
});

test('GIVEN content, embeds and a file that nothing shows THEN all are there', () => {
  const body = {
    content: 'Hello',
    embeds: [
      {
        title: 'T',
        url: 'https://example.org',
        description: '*d*',
        fields: [{ name: 'N', value: 'V' }],
        footer: { text: 'F' },
      },
    ],
    components: [],
  };
  expect(renderMessageAsText(message(body, [{ name: 'b.txt', text: '', bytes: new Uint8Array() }]))).toBe(
    'Hello\n\nT\nhttps://example.org\nd\nN: V\nF\n\n(file: b.txt)',
  );
});

test('GIVEN an answer still to come THEN it says so', () => {
  expect(renderMessageAsText(message({ flags: 128, content: '' }))).toBe('Kiosque is thinking…');
});

test.each([
  ['**bold** _it_ ~~gone~~ `code`', 'bold it gone code'],
  ['snake_case_name', 'snake_case_name'],
  ['\\*\\*plain\\*\\* \\[a\\]\\(b\\)', '**plain** [a](b)'],
  ['<@10> in <#20>, ask <@!30> </find:40>', '@Manager in #news, ask @30 /find'],
  ['<https://example.org> and https://example.org/a_b_c', 'https://example.org and https://example.org/a_b_c'],
  ['<t:1622419200> <t:1622419200:R>', '2021-05-31 00:00 UTC in 2 hours'],
  ['<t:99999999999999999>', '<t:100000000000000000>'],
  ['# Heading\n-# small', 'Heading\nsmall'],
])('GIVEN %s THEN it reads %s', (markdown, plain) => {
  const names = { '10': 'Manager', '20': 'news' };
  expect(renderMarkdown(markdown, { names, at: Date.parse('2021-05-30T22:00:00Z') })).toBe(plain);
});

test('GIVEN any text that was escaped THEN it reads as it was', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~\u00a0-\u017f]*$/), (text) => {
      fc.pre(!/https?:\/\//.test(text));
      expect(renderMarkdown(escapeMarkdown(text))).toBe(text);
    }),
  );
});

test('GIVEN long lines THEN they break between words, quotations stay quoted, and no word is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1 }),
      fc.integer({ min: 32, max: 90 }),
      (list, width) => {
        const shown = renderMessageAsText(message({ content: `> ${list.join(' ')}` }), { width });
        const lines = shown.split('\n');
        expect(lines.every((line) => line.startsWith('> ') && line.length <= width)).toBe(true);
        expect(lines.map((line) => line.slice(2)).join(' ')).toBe(list.join(' '));
      },
    ),
  );
});
