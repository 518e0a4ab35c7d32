import { expect, test } from 'vitest';
import * as z from 'zod';
import { isJson, readJson, readList, readText } from '../../src/sandbox/json.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { type Answer, call, callback, COMMANDS, logIn, openSandbox, TOKEN, webhook } from './raw-bot.ts';

// In a variable, as the package has no types for it.
const SPEC_MODULE = 'discord-api-spec/zod';
const loaded: unknown = await import(SPEC_MODULE);

/** One of Discord's published schemas. */
function published(name: string): z.core.$ZodType {
  const found = isJson(loaded) ? loaded[`${name}Schema`] : undefined;
  if (!(found instanceof z.core.$ZodType)) throw new Error(`Discord publishes no schema ${name}.`);
  return found;
}

/** Discord's times end in +00:00, which its own published schemas (zod's plain `datetime`) do not take. */
function withPlainTimes(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^(\d{4}-\d\d-\d\dT[\d:.]+)\+00:00$/, '$1Z');
  if (Array.isArray(value)) return value.map(withPlainTimes);
  if (!isJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPlainTimes(inner)]));
}

/** What Discord's published schema of an answer finds wrong with this one. */
function faultsOf(schema: z.core.$ZodType, value: unknown): string[] {
  const read = z.core.safeParse(schema, withPlainTimes(value));
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const V2 = {
  flags: 32_768,
  components: [
    {
      type: 17,
      components: [
        { type: 10, content: '**News**' },
        { type: 14 },
        {
          type: 9,
          components: [{ type: 10, content: 'x' }],
          accessory: { type: 2, style: 5, label: 'Read', url: 'https://example.org/' },
        },
      ],
    },
    { type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] },
    { type: 1, components: [{ type: 8, custom_id: 'channel', channel_types: [0] }] },
    { type: 1, components: [{ type: 3, custom_id: 'list', options: [{ label: 'a', value: 'a' }] }] },
  ],
};

test('GIVEN every route that is read THEN its answer is of the shape that Discord publishes', async () => {
  const { sandbox } = await openSandbox();
  const { guild, application, channels, users } = sandbox.ids;
  const get = async (route: string) => (await call(sandbox, 'GET', route)).body;
  const forum = sandbox.addChannel({ name: 'posts', kind: 'forum' });
  const post = (await call(sandbox, 'POST', `/channels/${forum}/threads`, { name: 'x', message: { content: 'y' } }))
    .body;
  const direct = (await call(sandbox, 'POST', '/users/@me/channels', { recipient_id: users.member })).body;
  const registered = (await call(sandbox, 'PUT', `/applications/${application}/commands`, COMMANDS)).body;
  const sent = (await call(sandbox, 'POST', `/channels/${channels.news}/messages`, V2)).body;
  const read = await get(`/channels/${channels.news}/messages`);
  const roles = await get(`/guilds/${guild}/roles`);
  const listed = await get(`/guilds/${guild}/channels`);
  const answers: [string, z.core.$ZodType, unknown][] = [
    ['gateway', published('GatewayResponse'), await get('/gateway')],
    ['gateway of a bot', published('GatewayBotResponse'), await get('/gateway/bot')],
    ['own user', published('UserPIIResponse'), await get('/users/@me')],
    ['application', published('PrivateApplicationResponse'), await get('/applications/@me')],
    ['own servers', z.array(published('MyGuildResponse')), await get('/users/@me/guilds')],
    ['server', published('GuildWithCountsResponse'), await get(`/guilds/${guild}`)],
    ['roles', z.array(published('GuildRoleResponse')), roles],
    ['channels', z.array(published('GuildChannelResponse')), listed],
    ['forum', published('GuildChannelResponse'), await get(`/channels/${forum}`)],
    ['member', published('GuildMemberResponse'), await get(`/guilds/${guild}/members/${users.member}`)],
    ['own member', published('PrivateGuildMemberResponse'), await get(`/users/@me/guilds/${guild}/member`)],
    ['new post', published('CreatedThreadResponse'), post],
    ['thread', published('ThreadResponse'), await get(`/channels/${readText(post, 'id')}`)],
    [
      'closed thread',
      published('ThreadResponse'),
      (await call(sandbox, 'PATCH', `/channels/${readText(post, 'id')}`, { archived: true })).body,
    ],
    ['direct channel', published('PrivateChannelResponse'), direct],
    ['commands', z.array(published('ApplicationCommandResponse')), registered],
    ['new message', published('MessageResponse'), sent],
    ['messages', z.array(published('MessageResponse')), read],
  ];
  const faults = answers.flatMap(([name, schema, value]) => faultsOf(schema, value).map((one) => `${name} ${one}`));
  expect(faults).toEqual([]);
  expect(roles).toHaveLength(3);
  expect(listed).toHaveLength(6);
});

test('GIVEN answers to interactions THEN they, their edits and what with_response gives are of the published shape', async () => {
  const { sandbox } = await openSandbox();
  const bot = await logIn(sandbox);
  void sandbox.command('/find words:x');
  const interaction = await bot.nextInteraction();
  const told = await callback(sandbox, interaction, { type: 4, data: V2 }, '?with_response=true');
  expect(told.status).toBe(200);
  expect(faultsOf(published('InteractionCallbackResponse'), told.body)).toEqual([]);
  const edited = await call(sandbox, 'PATCH', webhook(sandbox, interaction, '/messages/@original'), V2);
  expect(faultsOf(published('MessageResponse'), edited.body)).toEqual([]);
  const more = await call(sandbox, 'POST', webhook(sandbox, interaction), { content: 'more' });
  expect(faultsOf(published('MessageResponse'), more.body)).toEqual([]);
});

/** Each id of an answer, wherever it stands. */
function idsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (!isJson(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    // A component's id is a number of its own.
    /^(id|\w+_id)$/.test(key) && key !== 'custom_id' && inner !== null && value['type'] === undefined
      ? [inner]
      : idsIn(inner),
  );
}

test('GIVEN ids THEN they are texts of 17 to 20 digits that hold the moment, and grow', async () => {
  const { sandbox, clock } = await openSandbox();
  const path = `/channels/${sandbox.ids.channels.news}/messages`;
  const first = await call(sandbox, 'POST', path, { content: 'a' });
  await clock.move(5);
  const second = await call(sandbox, 'POST', path, { content: 'b' });
  const [a, b] = [first, second].map(({ body }) => BigInt(readText(body, 'id') ?? ''));
  expect(Number((b ?? 0n) >> 22n) + 1_420_070_400_000).toBe(clock.now());
  expect((b ?? 0n) > (a ?? 0n)).toBe(true);
  const guild = (await call(sandbox, 'GET', `/guilds/${sandbox.ids.guild}`)).body;
  const ids = [...idsIn(guild), ...idsIn(readJson(first.body, 'author'))];
  expect(ids.length).toBeGreaterThan(4);
  for (const id of ids) expect(id).toMatch(/^\d{17,20}$/);
});

test('GIVEN any answer of a limited route THEN it carries Discord’s five headers, in Discord’s forms', async () => {
  const { sandbox, clock } = await openSandbox();
  const { news, general } = sandbox.ids.channels;
  const send = (channel: string) => call(sandbox, 'POST', `/channels/${channel}/messages`, { content: 'x' });
  const { headers } = await send(news);
  expect(headers.get('x-ratelimit-limit')).toBe('5');
  expect(headers.get('x-ratelimit-remaining')).toBe('4');
  expect(headers.get('x-ratelimit-reset')).toBe(((clock.now() + 5000) / 1000).toFixed(3));
  expect(headers.get('x-ratelimit-reset-after')).toBe('5.000');
  expect(headers.get('x-ratelimit-scope')).toBeNull();
  expect(headers.get('retry-after')).toBeNull();
  // The bucket is the route's, whatever the channel; its count is the channel's own.
  const other = await send(general);
  expect(other.headers.get('x-ratelimit-bucket')).toBe(headers.get('x-ratelimit-bucket'));
  expect(other.headers.get('x-ratelimit-remaining')).toBe('4');
});

test('GIVEN more than the route takes THEN 429 with body and headers as documented, and other channels go on', async () => {
  const { sandbox, clock } = await openSandbox();
  const { news, general } = sandbox.ids.channels;
  const send = (channel: string) => call(sandbox, 'POST', `/channels/${channel}/messages`, { content: 'x' });
  for (let n = 0; n < 5; n++) await send(news);
  await clock.move(1500);
  const over = await send(news);
  expect(over).toMatchObject({
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: 3.5, global: false },
  });
  const { headers } = over;
  expect(headers.get('retry-after')).toBe('4');
  expect(headers.get('x-ratelimit-remaining')).toBe('0');
  expect(headers.get('x-ratelimit-reset-after')).toBe('3.500');
  expect(headers.get('x-ratelimit-scope')).toBe('user');
  expect(headers.get('x-ratelimit-global')).toBeNull();
  expect(headers.get('content-type')).toBe('application/json');
  expect((await send(general)).status).toBe(200);
  await clock.move(3500);
  expect((await send(news)).status).toBe(200);
});

test('GIVEN more than the whole bot may ask THEN the global 429, and interactions are answered all the same', async () => {
  const { sandbox } = await openSandbox({ globalLimit: 3 });
  const bot = await logIn(sandbox, [{ name: 'a', description: 'b' }]);
  for (let n = 0; n < 2; n++) await call(sandbox, 'GET', '/users/@me');
  const over = await call(sandbox, 'GET', '/users/@me');
  expect(over).toMatchObject({ status: 429, body: { message: 'You are being rate limited.', global: true } });
  expect(over.headers.get('x-ratelimit-global')).toBe('true');
  expect(over.headers.get('x-ratelimit-scope')).toBe('global');
  expect(over.headers.get('x-ratelimit-bucket')).toBeNull();
  void sandbox.command('/a');
  const answered = await callback(sandbox, await bot.nextInteraction(), { type: 4, data: { content: 'x' } });
  expect(answered.status).toBe(204);
});

test('GIVEN an eleventh publication in an hour THEN the limit is told as the channel’s, not the bot’s', async () => {
  const { sandbox, clock } = await openSandbox();
  const path = `/channels/${sandbox.ids.channels.announcements}/messages`;
  const publish = async (): Promise<Answer> => {
    const sent = await call(sandbox, 'POST', path, { content: 'x' });
    await clock.move(2000);
    return call(sandbox, 'POST', `${path}/${readText(sent.body, 'id')}/crosspost`);
  };
  for (let n = 0; n < 10; n++) expect((await publish()).status).toBe(200);
  const over = await publish();
  expect(over).toMatchObject({ status: 429, body: { message: 'The resource is being rate limited.', global: false } });
  expect(over.headers.get('x-ratelimit-scope')).toBe('shared');
});

const LONG = 'x'.repeat(2001);
const WRONG: [string, (ids: Sandbox['ids']) => [string, string, unknown?], number, number][] = [
  ['a channel that is not there', () => ['GET', '/channels/100000000000000000'], 404, 10003],
  ['a message that is not there', ({ channels }) => ['GET', `/channels/${channels.news}/messages/1`], 404, 10008],
  ['another server', () => ['GET', '/guilds/100000000000000000'], 404, 10004],
  ['another application', () => ['GET', '/applications/1/commands'], 404, 10002],
  ['a command that is not there', ({ application }) => ['GET', `/applications/${application}/commands/1`], 404, 10063],
  ['an interaction that is not there', () => ['POST', '/interactions/1/x/callback', { type: 4 }], 404, 10062],
  ['a webhook that is not there', ({ application }) => ['POST', `/webhooks/${application}/x`, {}], 404, 10015],
  [
    'a channel where it may not write',
    ({ channels }) => ['POST', `/channels/${channels.locked}/messages`, { content: 'x' }],
    403,
    50013,
  ],
  ['an empty message', ({ channels }) => ['POST', `/channels/${channels.news}/messages`, {}], 400, 50006],
  [
    'a text that is too long',
    ({ channels }) => ['POST', `/channels/${channels.news}/messages`, { content: LONG }],
    400,
    50035,
  ],
  ['no JSON', ({ channels }) => ['POST', `/channels/${channels.news}/messages`, '{'], 400, 50109],
  [
    'a publication where none is',
    ({ channels }) => ['POST', `/channels/${channels.news}/messages/1/crosspost`],
    404,
    10008,
  ],
];

test.each(WRONG)('GIVEN %s THEN Discord’s status, code and form of an error', async (_, ask, status, code) => {
  const { sandbox } = await openSandbox();
  const [method, route, body] = ask(sandbox.ids);
  const answer = await call(sandbox, method, route, body);
  expect(answer).toMatchObject({ status, body: { code, message: expect.stringMatching(/^[A-Z]/) } });
  expect(answer.headers.get('content-type')).toBe('application/json');
  // Faults at their places have texts for codes, as documented; the published schema says numbers there.
  const { errors: _places, ...said } = isJson(answer.body) ? answer.body : {};
  expect(faultsOf(published('ErrorResponse'), said)).toEqual([]);
});

test('GIVEN faults in a list THEN each is told at its place, its number a text', async () => {
  const { sandbox } = await openSandbox();
  const components = [{ type: 1, components: [{ type: 2, style: 1, label: 'x'.repeat(81), custom_id: 'a' }] }];
  const path = `/channels/${sandbox.ids.channels.news}/messages`;
  const { body } = await call(sandbox, 'POST', path, { content: LONG, components });
  const errors = readJson(body, 'errors') ?? {};
  expect(errors).toMatchObject({
    content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] },
    components: { '0': { components: { '0': { label: { _errors: [{ code: expect.any(String) }] } } } } },
  });
  const label = readJson(readJson(readJson(errors, 'components'), '0'), 'components');
  expect(readList(readJson(readJson(label, '0'), 'label'), '_errors')).toHaveLength(1);
});

test.each([
  ['no token', ''],
  ['another token', 'Bot another'],
  ['the token of a user', TOKEN],
  ['a bearer', `Bearer ${TOKEN}`],
])('GIVEN %s THEN 401 on what needs one, and the gateway’s address all the same', async (_, authorization) => {
  const { sandbox } = await openSandbox();
  const refused = await call(sandbox, 'GET', '/users/@me', undefined, { authorization });
  expect(refused).toMatchObject({ status: 401, body: { message: '401: Unauthorized', code: 0 } });
  expect((await call(sandbox, 'GET', '/gateway', undefined, { authorization })).status).toBe(200);
});

test('GIVEN a version of the API that is gone THEN 400, and versions 9, 10 and none are served', async () => {
  const { sandbox } = await openSandbox();
  const ask = (version: string) => fetch(`${sandbox.apiUrl}${version}/gateway`);
  const gone = await ask('/v3');
  expect(gone.status).toBe(400);
  expect(await gone.json()).toEqual({ message: 'Invalid API version provided', code: 50041 });
  for (const version of ['/v9', '/v10', '']) expect((await ask(version)).status).toBe(200);
});
