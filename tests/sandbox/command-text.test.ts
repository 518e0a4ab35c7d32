import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCommandText } from '../../src/sandbox/command-text.ts';
import { isJson, readJson } from '../../src/sandbox/json.ts';
import { COMMANDS, logIn, openSandbox } from './raw-bot.ts';

const commands = COMMANDS.filter(isJson);

function read(text: string) {
  const typed = readCommandText(text, commands);
  if ('refusal' in typed) return typed.refusal;
  return Object.fromEntries(typed.options.map((one) => [one.option?.['name'] ?? `?${one.name}`, one.text]));
}

test('GIVEN any values in quotes THEN they are read as they were typed', () => {
  const quote = (value: string) => `"${value.replace(/[\\"]/g, '\\$&')}"`;
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (words, who) => {
      expect(read(`/find words:${quote(words)} who: ${quote(who)}`)).toEqual({ words, who });
    }),
  );
});

test('GIVEN any text at all THEN reading it gives a command or one sentence, and does not throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(read(`/find ${text}`)).toBeTruthy();
    }),
  );
});

test.each([
  ['/find words:otan et la Russie count:3', { words: 'otan et la Russie', count: '3' }],
  ['/find words:at 10:30 today', { words: 'at 10:30 today' }],
  ['/find words:see https://example.org/a:b', { words: 'see https://example.org/a:b' }],
  ['/find words:"a count:3" count:4', { words: 'a count:3', count: '4' }],
  ['/find words:"an open quote count:4', { words: '"an open quote', count: '4' }],
  ['/chercher mots:otan', { words: 'otan' }],
  ['/find words:', { words: '' }],
  ['/find words: count:2', { words: '', count: '2' }],
  ['/find other:1', { '?other': '1' }],
  ['/digest create time:08:00 channel:#news', { time: '08:00', channel: '#news' }],
  ['/digest topic list', {}],
])('GIVEN %s THEN its options are read', (text, options) => {
  expect(read(text)).toEqual(options);
});

test.each([
  ['find words:x', 'A command begins with a slash.'],
  ['/lose', 'There is no command /lose.'],
  ['/digest', '/digest needs one of: create, topic.'],
  ['/digest topic', '/digest topic needs one of: list.'],
  ['/find otan', '“otan” stands where an option’s name'],
  ['/find words:a words:b', 'twice'],
])('GIVEN %s THEN one sentence says why not', (text, sentence) => {
  expect(String(read(text)).replace("'", '’')).toContain(sentence);
});

test.each([
  ['count:2.5', 'not a whole number'],
  ['count:many', 'not a whole number'],
  ['count:10', 'takes 1 to 9'],
  ['share:x', 'not a number'],
  ['loud:perhaps', 'true or false'],
  ['length:huge', 'not a choice of “length”: One line, Detailed'],
  ['channel:#nowhere', 'no channel'],
  ['channel:#staff', 'no channel'],
  ['who:@nobody', 'no member'],
  ['role:@none', 'no role'],
  [`words:${'x'.repeat(51)}`, 'takes 0 to 50 characters'],
  ['other:1', 'There is no option “other” in /find'],
])('GIVEN /find %s THEN Discord’s client would not send it, and neither is it sent', async (text, sentence) => {
  const { sandbox } = await openSandbox();
  await logIn(sandbox);
  const exchange = await sandbox.command(`/find ${text}`);
  expect(exchange).toMatchObject({ outcome: 'refused', interactionId: '', message: null });
  expect(exchange.text).toContain(sentence);
  expect(sandbox.wire.entries().some((entry) => entry.event === 'INTERACTION_CREATE')).toBe(false);
});

test('GIVEN values of every kind THEN they are sent as their types, with what they name', async () => {
  const { sandbox } = await openSandbox();
  const bot = await logIn(sandbox);
  void sandbox.command(
    '/find count:3 share:-0.5 loud:TRUE length:Une ligne channel:#announcements who:@Manager role:Managers',
  );
  const { data } = await bot.nextInteraction();
  const { channels, users } = sandbox.ids;
  expect(data).toMatchObject({
    options: [
      { name: 'count', type: 4, value: 3 },
      { name: 'share', type: 10, value: -0.5 },
      { name: 'loud', type: 5, value: true },
      { name: 'length', type: 3, value: 'one-line' },
      { name: 'channel', type: 7, value: channels.announcements },
      { name: 'who', type: 6, value: users.manager },
      { name: 'role', type: 8 },
    ],
    resolved: {
      channels: { [channels.announcements]: { type: 5, permissions: expect.any(String) } },
      users: { [users.manager]: { username: 'manager' } },
      members: { [users.manager]: { permissions: expect.any(String) } },
    },
  });
  expect(readJson(readJson(readJson(data, 'resolved'), 'members'), users.manager)).not.toHaveProperty('user');
});

test('GIVEN raw THEN even what the client would refuse is sent', async () => {
  const { sandbox } = await openSandbox();
  const bot = await logIn(sandbox);
  void sandbox.command('/find other:1 count:many', { raw: true });
  expect((await bot.nextInteraction())['data']).toMatchObject({
    options: [
      { name: 'other', type: 3, value: '1' },
      { name: 'count', type: 4, value: 'many' },
    ],
  });
  void sandbox.command('/digest create', { raw: true });
  expect((await bot.nextInteraction())['data']).toMatchObject({ options: [{ name: 'create', options: [] }] });
});

test('GIVEN a command for managers or a channel for staff THEN the member is refused, the manager is not', async () => {
  const { sandbox } = await openSandbox();
  const bot = await logIn(sandbox);
  const hidden = await sandbox.command('/digest topic list', { as: 'member' });
  expect(hidden).toMatchObject({ outcome: 'refused', text: expect.stringContaining('hidden') });
  expect((await sandbox.command('/find', { as: 'member', channel: 'staff' })).text).toContain('do not see');
  expect((await sandbox.command('/digest create time:1', { as: 'manager' })).text).toBe(
    '/digest create needs “channel”.',
  );
  void sandbox.command('/digest topic list', { as: 'manager', channel: 'staff' });
  expect((await bot.nextInteraction())['data']).toMatchObject({
    options: [{ type: 2, options: [{ type: 1, name: 'list' }] }],
  });
});
