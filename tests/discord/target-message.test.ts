import { expect, test } from 'vitest';
import { readTarget } from '../../src/discord/target-message.ts';

const ID = '0123456789ab';

test.each([
  ['Read https://courier.example/ferry.', ['https://courier.example/ferry']],
  [
    '(https://courier.example/a) and <https://courier.example/b>',
    ['https://courier.example/a', 'https://courier.example/b'],
  ],
  ['[the ferry](https://courier.example/ferry)', ['https://courier.example/ferry']],
  ['https://en.wiki.example/Larne_(ship)', ['https://en.wiki.example/Larne_(ship)']],
  ['**https://courier.example/ferry**', ['https://courier.example/ferry']],
  ['« https://courier.example/ferry »', ['https://courier.example/ferry']],
  ['https://courier.example/a https://courier.example/a', ['https://courier.example/a']],
  ['HTTPS://COURIER.example/A', ['HTTPS://COURIER.example/A']],
  ['https://discord.com/channels/1/2/3 https://cdn.discordapp.com/a.png https://tenor.com/x', []],
  ['https://notdiscord.com/a', ['https://notdiscord.com/a']],
  ['ftp://courier.example/a javascript:alert(1) https://', []],
  ['no link at all', []],
])('GIVEN the words %s THEN their links are %j', (content, links) => {
  expect(readTarget({ content }).links).toEqual(links);
});

test('GIVEN embeds and a forwarded message THEN their words and addresses count after its own', () => {
  const forwarded = {
    message: { content: 'see https://courier.example/c', embeds: [{ url: 'https://courier.example/d' }] },
  };
  const target = readTarget({
    content: 'https://courier.example/a',
    embeds: [{ title: 'Ferry', description: 'It sails.', url: 'https://courier.example/b' }],
    message_snapshots: [forwarded],
  });
  expect(target.links).toEqual(['a', 'c', 'b', 'd'].map((path) => `https://courier.example/${path}`));
  expect(target.text).toBe('https://courier.example/a\nFerry\nIt sails.\nsee https://courier.example/c');
});

test('GIVEN mentions and emoji THEN people stand there by their names', () => {
  const mentions = [{ id: '1', username: 'reader', global_name: 'Reader' }];
  const { text } = readTarget({ content: '<@1> and <@!2> in <#3> for <@&4> <a:boat:5>', mentions });
  expect(text).toBe('@Reader and @… in #… for @… :boat:');
});

test('GIVEN our own buttons and selects THEN what they name is told apart from what they offer', () => {
  const buttons = {
    type: 1,
    components: [
      { type: 2, custom_id: `k1.summary.show.${ID}` },
      { type: 2, custom_id: 'other' },
    ],
  };
  const select = { type: 3, custom_id: 'k1.digest.story.key', options: [{ label: 'A', value: 'aaaaaaaaaaaa' }] };
  const foreign = { type: 3, custom_id: 'x', options: [{ label: 'B', value: 'bbbbbbbbbbbb' }] };
  const components = [
    { type: 17, components: [{ type: 10, content: 'Words' }, buttons, { type: 1, components: [select] }, foreign] },
  ];
  const target = readTarget({ content: '', components });
  expect(target).toMatchObject({ named: [ID, 'key'], offered: ['aaaaaaaaaaaa'], text: 'Words' });
});

test.each([
  ['nothing but an id', { id: '1' }],
  [
    'nonsense in every field',
    { content: 7, embeds: 'x', components: [{ components: 3 }, null], mentions: {}, message_snapshots: 1 },
  ],
])('GIVEN %s THEN there is nothing in it, and nothing breaks', (_, message) => {
  expect(readTarget(message)).toEqual({ text: '', links: [], named: [], offered: [] });
});
