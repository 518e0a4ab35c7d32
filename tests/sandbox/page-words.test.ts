import { describe, expect, test } from 'vitest';
import type { WireEntry } from '../../src/sandbox/contract.ts';
import { createWireReader } from '../../src/sandbox/page-words.ts';

const NEWS = '1574457183175704585';
const KEY = '7grhte6189ybaar1vbx92svkm';
const WEBHOOK = '/webhooks/1574457183175704578/[token]/messages/@original';
const CALLBACK = '/interactions/9/[token]/callback';
const POSTS = `/channels/${NEWS}/messages`;
const AT = Date.parse('2026-11-28T07:00:00Z');
const ALONE = 64;

type Answer = { status?: number; body?: unknown; note?: string };

function rest(method: string, route: string, body: unknown, answer: Answer): WireEntry[] {
  const where = { at: AT, kind: 'rest', method, route } as const;
  return [
    { ...where, direction: 'from-bot', body },
    { ...where, direction: 'to-bot', ...answer },
  ];
}

function used(interaction: Record<string, unknown>, name = 'Member'): WireEntry {
  const member = { user: { global_name: name, username: name.toLowerCase() } };
  return {
    at: AT,
    direction: 'to-bot',
    kind: 'gateway',
    op: 0,
    event: 'INTERACTION_CREATE',
    body: { id: '9', member, ...interaction },
  };
}

const gateway = (entry: Partial<WireEntry>): WireEntry => ({ at: AT, direction: 'to-bot', kind: 'gateway', ...entry });
const summary = used({ type: 2, data: { name: 'summary', type: 1 } });
const button = { type: 2, custom_id: 'e', label: 'Evidence' };
const list = { type: 3, custom_id: 'l', options: [{ label: 'English', value: 'en' }] };
const message = {
  components: [
    { type: 1, components: [button] },
    { type: 1, components: [list] },
  ],
};
const press = used({ type: 3, data: { custom_id: 'e', component_type: 2 }, message });
const post = (answer: Answer) => rest('POST', POSTS, { nonce: KEY, enforce_nonce: true }, answer);
const posted = { status: 200, body: { id: '1', timestamp: '2026-11-28T07:00:00.000000+00:00' } };
const answered = { interaction_metadata: { id: '9' }, flags: ALONE };

function readAll(entries: readonly WireEntry[]) {
  const reader = createWireReader({ names: () => ({ [NEWS]: 'news' }) });
  return entries.flatMap((entry) => reader.read(entry) ?? []);
}

const ROWS: readonly [words: string, result: string, kind: string, entries: readonly WireEntry[]][] = [
  ['Member used /summary', '', 'good', [summary]],
  [
    'Manager used /digest create',
    '',
    'good',
    [used({ type: 2, data: { name: 'digest', options: [{ type: 1, name: 'create' }] } }, 'Manager')],
  ],
  ['Member used “Explain” on a message', '', 'good', [used({ type: 2, data: { name: 'Explain', type: 3 } })]],
  ['Member is typing /article', '', 'good', [used({ type: 4, data: { name: 'article' } })]],
  ['Member pressed “Evidence”', '', 'good', [press]],
  [
    'Member chose “English”',
    '',
    'good',
    [used({ type: 3, data: { custom_id: 'l', component_type: 3, values: ['en'] }, message })],
  ],
  ['Member sent the form', '', 'good', [used({ type: 5, data: { custom_id: 'f' } })]],
  [
    'The bot answered /summary for Member alone',
    '204',
    'good',
    [summary, ...rest('POST', CALLBACK, { type: 4, data: { flags: ALONE } }, { status: 204 })],
  ],
  [
    'The bot answered /summary for everybody',
    '204',
    'good',
    [summary, ...rest('POST', CALLBACK, { type: 4, data: {} }, { status: 204 })],
  ],
  [
    'The bot asked for more time for the press of “Evidence”',
    '204',
    'good',
    [press, ...rest('POST', CALLBACK, { type: 5 }, { status: 204 })],
  ],
  [
    'The bot changed the message after the press of “Evidence”',
    '204',
    'good',
    [press, ...rest('POST', CALLBACK, { type: 7 }, { status: 204 })],
  ],
  ['The bot opened a form for Member', '204', 'good', [press, ...rest('POST', CALLBACK, { type: 9 }, { status: 204 })]],
  [
    'The bot offered choices for /article: 2',
    '204',
    'good',
    [
      used({ type: 4, data: { name: 'article' } }),
      ...rest('POST', CALLBACK, { type: 8, data: { choices: [{}, {}] } }, { status: 204 }),
    ],
  ],
  [
    'Discord did not let the bot answer /summary for everybody: Unknown interaction',
    '404',
    'refused',
    [summary, ...rest('POST', CALLBACK, { type: 4 }, { status: 404, body: { message: 'Unknown interaction' } })],
  ],
  [
    'The bot finished its answer to /summary for Member alone',
    '200',
    'good',
    [summary, ...rest('PATCH', WEBHOOK, {}, { status: 200, body: answered })],
  ],
  [
    'Discord answered 500 when the bot wanted to finish its answer; the bot will try again',
    '500',
    'broken',
    [summary, ...rest('PATCH', WEBHOOK, {}, { status: 500 })],
  ],
  ['The bot posted in #news (key 7grhte…)', '200', 'good', post(posted)],
  [
    'Discord answered 500 when the bot wanted to post in #news (key 7grhte…); the bot will look whether it is there, then try again',
    '500',
    'broken',
    post({ status: 500 }),
  ],
  [
    'Discord asked the bot to wait 2 s before it may post in #news (key 7grhte…)',
    '429',
    'refused',
    post({ status: 429, body: { retry_after: 1.4 } }),
  ],
  [
    'Discord did not let the bot post in #news (key 7grhte…): Missing Permissions',
    '403',
    'refused',
    post({ status: 403, body: { message: 'Missing Permissions' } }),
  ],
  [
    'Discord did not answer when the bot wanted to post in #news (key 7grhte…); the bot will look whether it is there, then try again',
    'no answer',
    'broken',
    post({ note: 'No answer, on purpose: withhold' }),
  ],
  [
    'The bot looked in #news for the message (key 7grhte…), and it was not there',
    '200',
    'good',
    [...post({ status: 500 }), ...rest('GET', POSTS, undefined, { status: 200, body: [] })],
  ],
  [
    'The bot looked in #news for the message (key 7grhte…), and found it: it is not posted twice',
    '200',
    'good',
    [
      ...post({ note: 'No answer, on purpose: withhold-drop' }),
      ...rest('GET', POSTS, undefined, { status: 200, body: [{ components: [{ custom_id: `k1.digest.${KEY}` }] }] }),
    ],
  ],
  [
    'The bot looked in #news whether the message was there already',
    '200',
    'good',
    rest('GET', POSTS, undefined, { status: 200, body: [] }),
  ],
  [
    'Discord took the same key again and gave back the message that #news had',
    '200',
    'good',
    post({ status: 200, body: { timestamp: '2026-11-28T06:59:59.000000+00:00' } }),
  ],
  [
    'The bot registered its 5 commands',
    '200',
    'good',
    rest('PUT', '/applications/1/commands', [{}, {}, {}, {}, {}], { status: 200 }),
  ],
  [
    'Discord did not let the bot ask who it is: 401: Unauthorized',
    '401',
    'refused',
    rest('GET', '/users/@me', undefined, { status: 401, body: { message: '401: Unauthorized' } }),
  ],
  [
    'The bot published the message of #news to its followers',
    '200',
    'good',
    rest('POST', `${POSTS}/1/crosspost`, undefined, { status: 200 }),
  ],
  ['Discord let the bot in', '', 'good', [gateway({ op: 0, event: 'READY', body: {} })]],
  ['The bot is back, and Discord sent what it had missed', '', 'good', [gateway({ event: 'RESUMED' })]],
  [
    "The bot's connection broke off",
    '',
    'broken',
    [gateway({ direction: 'from-bot', note: 'The connection closed with 1006.' })],
  ],
  ['The bot left', '', 'good', [gateway({ direction: 'from-bot', note: 'The connection closed with 1000.' })]],
  ["Discord closed the bot's connection (code 4000)", '', 'broken', [gateway({ note: 'Closed with 4000.' })]],
];

describe('what crossed the wire, in words', () => {
  test.each(ROWS)('GIVEN its entries THEN “%s”', (words, result, kind, entries) => {
    expect(readAll(entries).at(-1)).toMatchObject({ words, result, kind, at: AT });
  });

  test.each([
    ['hello', [gateway({ op: 10 })]],
    ['a heartbeat', [gateway({ direction: 'from-bot', op: 1 }), gateway({ op: 11 })]],
    ['the server as the bot comes', [gateway({ event: 'GUILD_CREATE', body: {} })]],
    ['a request without its answer', post({}).slice(0, 1)],
    ['routine that goes well', rest('GET', '/users/@me', undefined, { status: 200 })],
    ['a note beside an answer', [{ at: AT, direction: 'to-bot', kind: 'rest', note: 'x' } satisfies WireEntry]],
  ] as const)('GIVEN %s THEN nothing is said', (_, entries) => {
    expect(readAll(entries)).toEqual([]);
  });

  test('GIVEN two requests to one address at once THEN each line has its own', () => {
    const [first, firstAnswer] = post(posted);
    const [second, secondAnswer] = rest('POST', POSTS, { nonce: 'another-key' }, { status: 500 });
    const entries = [first, second, firstAnswer, secondAnswer].flatMap((entry) => entry ?? []);
    const words = readAll(entries).map((line) => line.words);
    expect(words[0]).toContain('7grhte');
    expect(words[1]).toContain('anothe');
  });
});
