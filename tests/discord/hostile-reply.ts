import * as fc from 'fast-check';
import {
  type Block,
  type Button,
  joinMarkdown,
  linkText,
  type Markdown,
  md,
  type Reply,
  type Select,
  textBlock,
  timestamp,
} from '../../src/reply.ts';

/** Addresses of stored articles: the only links that a reply may hold, as URL writes them. */
export const OUR_LINKS = [
  'https://example.org/news/1',
  'https://example.org/a?b=(c)&d=%5Be%5D#f',
  'http://xn--e1afmkfd.example/%D0%B0',
] as const;

const MARKS = [
  '@everyone',
  '@here',
  '<@400000000000000001>',
  '<@!400000000000000001>',
  '<@&400000000000000001>',
  '<#400000000000000001>',
  '</digest remove:400000000000000001>',
  '<id:customize>',
  '<:kiosque:400000000000000001>',
  '<t:0:R>',
  '[free](https://evil.example)',
  '[free](<https://evil.example>)',
  'https://evil.example/a',
  '<https://evil.example>',
  '<mailto:a@evil.example>',
  'https:',
  '//evil.example',
  '/',
  'discord.gg/evil',
  '\\',
  '](<',
  '>)',
  '**',
  '__~~||',
  '```\n',
  '`',
  '\n# ',
  '\n-# ',
  '\n> ',
  '\n>>> ',
  '\n- ',
  '\n1. ',
  '\u202Egnitirw\u202C',
  '\u2066\u2067\u2069',
  '\u200B\u200D\uFEFF\u2060',
  '\u{E0041}',
  '\uD800',
  '\uDC00',
  'é'.normalize('NFD').repeat(3),
  '👩‍👩‍👧‍👦',
  'العربية',
  'עברית',
  '\0\u0007',
  'a͎̤ͯ'.repeat(20),
] as const;

const mark = fc.constantFrom(...MARKS);
const bomb = fc.tuple(mark, fc.integer({ min: 1, max: 400 })).map(([one, times]) => one.repeat(times));
const monster = fc
  .tuple(fc.constantFrom('a', 'Ω', '字', '\u0301', '🙂', '*', '\\', '<@'), fc.integer({ min: 1_000, max: 10_000 }))
  .map(([one, length]) => one.repeat(Math.ceil(length / one.length)));
/** What an article, a model or a member may have written. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.array(fc.oneof(mark, fc.lorem({ maxCount: 6 })), { maxLength: 12 }).map((all) => all.join('')),
  },
  { weight: 6, arbitrary: fc.array(mark, { maxLength: 6 }).map((all) => all.join(' ')) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  { weight: 2, arbitrary: bomb },
  { weight: 1, arbitrary: monster },
);

const address = fc.oneof(
  fc.constantFrom(...OUR_LINKS, null),
  fc.constantFrom('javascript:alert(1)', 'not an address', 'ftp://evil.example/', 'data:text/html,x', ''),
);
/** A piece of a reply as commands write them: whatever came from elsewhere goes through `md` or `linkText`. */
const piece: fc.Arbitrary<Markdown> = fc.oneof(
  { weight: 5, arbitrary: hostileText.map((text) => md`${text}`) },
  { weight: 2, arbitrary: fc.tuple(hostileText, hostileText).map(([a, b]) => md`**${a}${b}**`) },
  { weight: 2, arbitrary: fc.tuple(hostileText, hostileText).map(([a, b]) => md`-# ${a} · ${b}\n${b}`) },
  { weight: 2, arbitrary: fc.tuple(hostileText, address).map(([text, url]) => md`**${linkText(text, url)}**`) },
  { weight: 1, arbitrary: fc.nat({ max: 2 ** 31 }).map((seconds) => md`On ${timestamp(seconds * 1000)}`) },
);

const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const action = fc.record({ command: word, action: word, args: fc.array(word, { maxLength: 4 }) });
const button: fc.Arbitrary<Button> = fc.record({ label: hostileText, action });
const option = fc.record({ label: hostileText, value: fc.oneof(word, hostileText), description: hostileText });
const select: fc.Arbitrary<Select> = fc.record({
  placeholder: hostileText,
  action,
  options: fc.array(option, { maxLength: 30 }),
});
const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 8, arbitrary: fc.array(piece, { maxLength: 4 }).map((pieces) => textBlock(...pieces)) },
  { weight: 2, arbitrary: fc.constant<Block>({ kind: 'separator' }) },
  { weight: 2, arbitrary: fc.array(button, { maxLength: 7 }).map((buttons): Block => ({ kind: 'buttons', buttons })) },
  { weight: 1, arbitrary: select.map((one): Block => ({ kind: 'select', select: one })) },
  { weight: 1, arbitrary: hostileText.map((alt): Block => ({ kind: 'image', file: 'chart.png', alt })) },
);
const blocks: fc.Arbitrary<readonly Block[]> = fc.oneof(
  { weight: 12, arbitrary: fc.array(block, { maxLength: 5 }) },
  { weight: 6, arbitrary: fc.array(block, { maxLength: 15 }) },
  { weight: 1, arbitrary: fc.array(block, { minLength: 30, maxLength: 60 }) },
);

/** Replies with the worst texts that we could think of, far past every limit of Discord. */
export const hostileReply: fc.Arbitrary<Reply> = fc.record(
  {
    accent: fc.constantFrom('state', 'public', 'private', 'agency', 'unknown', 'notice', 'problem'),
    blocks,
    files: fc.array(
      fc.record({
        name: fc.oneof(fc.constant('chart.png'), hostileText),
        contentType: fc.constant('text/plain'),
        text: fc.constant('x'),
      }),
      { maxLength: 12 },
    ),
  },
  { requiredKeys: ['accent', 'blocks'] },
);

/** The same text once more for each of so many blocks. */
export const endlessReply: fc.Arbitrary<Reply> = fc.tuple(piece, fc.integer({ min: 1_000, max: 5_000 })).map(
  ([one, count]): Reply => ({
    accent: 'unknown',
    blocks: Array.from(
      { length: count },
      (_, n): Block => (n % 3 === 1 ? { kind: 'separator' } : textBlock(joinMarkdown([md`${n} `, one], ''))),
    ),
  }),
);
