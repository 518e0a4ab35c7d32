import { expect, test } from 'vitest';
import * as z from 'zod';
import { type Running, startBot } from '../support/sandbox-bot.ts';

const as = 'manager';
const frame = z.looseObject({ id: z.string(), token: z.string(), data: z.looseObject({}) });

/** As much as a field or message may hold, and what Discord would draw as markup, turn around or refuse. */
const WORDS = [
  'y'.repeat(4_000),
  '# **[a]('.repeat(490),
  '\u202E'.repeat(4_000),
  '🇫🇷'.repeat(1_000),
  '@everyone <@&1> <#2> ```',
  '\n\n-# a\n> b\n',
  '​',
  '',
];
const ADDRESSES = [
  'javascript:alert(1)',
  'file:///etc/passwd',
  'http://127.0.0.1:1/feed',
  'https://[::1]/',
  'http://169.254.169.254/latest/meta-data',
  'http://user:secret@127.0.0.1/',
  'http://2130706433/',
  'http://localhost:9/x',
];

/** The last interaction as the gateway sent it, to be sent again with something else in it. */
function lastPayload({ sandbox }: Running) {
  const entry = sandbox.wire.entries().findLast(({ event }) => event === 'INTERACTION_CREATE');
  const { id: _, token: __, ...payload } = frame.parse(entry?.body);
  return payload;
}

test('GIVEN hostile words and private addresses in the forms of the guide and of /settings THEN each is answered in a valid body, and nothing is followed', async () => {
  const running = await startBot();
  const { sandbox } = running;
  const guide = await sandbox.command('/digest create', { as });
  const id = /k1\.digest\.guide-time\.(\w+)/.exec(JSON.stringify(guide.message?.body))?.[1] ?? '';
  await sandbox.press(guide.message ?? raise(), 'More…', { as });
  const { data: _, ...payload } = lastPayload(running);
  const send = (custom_id: string, value: string) => {
    const components = [{ type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'f0', value } }];
    return sandbox.sendRaw({ ...payload, type: 5, data: { custom_id, components } });
  };
  for (const words of WORDS) {
    expect((await send(`k1.digest.guide-place.${id}`, words)).outcome).toBe('answered');
    expect((await send('k1.settings.find-zone', words)).outcome).toBe('answered');
  }
  for (const words of [...WORDS, ...ADDRESSES]) {
    const { outcome, text } = await send(`k1.digest.guide-feed.${id}`, words);
    expect(outcome).toBe('answered');
    expect(text).toMatch(/web address|No site answers/);
  }
  expect((await sandbox.command('/feed list', { as })).text).toContain('follows no feed');
  expect((await sandbox.command('/settings', { as })).outcome).toBe('answered');
  expect(running.lines.filter((line) => line.includes('"error"'))).toEqual([]);
});

test('GIVEN messages full of words, of links, and of links to private addresses THEN both commands of the menu answer in a valid body, and at most the first link is asked', async () => {
  const running = await startBot();
  const { sandbox } = running;
  await sandbox.command('/article', { as });
  const payload = lastPayload(running);
  const point = (name: string, message: object) => {
    const target = { id: '9', type: 0, content: '', embeds: [], components: [], ...message };
    return sandbox.sendRaw({
      ...payload,
      data: { id: '1', name, type: 3, target_id: '9', resolved: { messages: { 9: target } } },
    });
  };
  const links = Array.from({ length: 50 }, (_, i) => `http://127.0.0.1:${i + 1}/a`).join(' ');
  const strange = { custom_id: 'k1.article.open.000000000000.../..', type: 2, style: 1, label: 'x' };
  const messages = [
    ...WORDS.map((content) => ({ content })),
    ...ADDRESSES.map((content) => ({ content: `<${content}>` })),
    { content: links },
    { content: `https://127.0.0.1/${'*'.repeat(3_900)}b` },
    { components: [{ type: 1, components: [strange] }] },
    { components: [{ type: 1, components: [{ ...strange, custom_id: 'k1.digest.story.0000000000000000000000000' }] }] },
    JSON.parse('{"content":5,"embeds":"no","components":{"a":1},"mentions":null,"message_snapshots":7}'),
  ];
  for (const message of messages)
    for (const name of ['Summarize link', 'Translate']) {
      const { outcome, text } = await point(name, z.looseObject({}).parse(message));
      expect(outcome).toBe('answered');
      expect(text).not.toContain('went wrong');
    }
  expect(
    (await sandbox.sendRaw({ ...payload, data: { id: '1', name: 'Translate', type: 3, target_id: '9', resolved: {} } }))
      .outcome,
  ).toBe('answered');
  expect((await sandbox.command('/article', { as })).outcome).toBe('answered');
});

function raise(): never {
  throw new Error('no message');
}
