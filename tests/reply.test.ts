import { expect, test } from 'vitest';
import { cutText, escapeMarkdown, md, timestamp } from '../src/reply.ts';

test.each([
  [
    '**bold** _it_ `code` ~~no~~ ||spoiler||',
    '\\*\\*bold\\*\\* \\_it\\_ \\`code\\` \\~\\~no\\~\\~ \\|\\|spoiler\\|\\|',
  ],
  ['@everyone <@123456789012345678> <#1>', '\\@everyone \\<\\@123456789012345678\\> \\<\\#1\\>'],
  ['[free](https://evil.example/)', '\\[free\\](https\\://evil.example/)'],
  ['- a list\n12. numbered\n# title', '\\- a list\n12\\. numbered\n\\# title'],
  ['a - b, 8.30 and 1.5', 'a - b, 8.30 and 1.5'],
  ['\u202eright to left\u200b', 'right to left'],
])('GIVEN %j THEN Discord shows it as it is', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test('GIVEN a template THEN only what is put in is escaped', () => {
  expect(md`**${'a*b'}** ${timestamp(1_500)}`.md).toBe('**a\\*b** <t:1:f>');
});

test.each([
  ['A ferry sails', 13, 'A ferry sails'],
  ['A ferry sails at dawn', 13, 'A ferry…'],
  ['Donaudampfschiff', 8, 'Donauda…'],
  ['Ferry ⛴️ 🚢 sails', 10, 'Ferry ⛴️…'],
  ['Ferry🚢', 6, 'Ferry…'],
])('GIVEN %j in %i characters THEN whole words and whole signs are left', (text, max, left) => {
  expect(cutText(text, max)).toBe(left);
});
