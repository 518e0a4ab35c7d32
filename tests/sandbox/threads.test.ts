import { expect, test } from 'vitest';
import { isJson, type Json, readList, readText } from '../../src/sandbox/json.ts';
import type { Change } from '../../src/sandbox/sandbox.ts';
import { call, callback, logIn, openSandbox } from './raw-bot.ts';

const POST = { name: 'Monday', message: { content: 'The news' } };

/** A sandbox with a forum. */
async function forumRoom(requiresTag = false) {
  const { sandbox, clock } = await openSandbox();
  const forum = sandbox.addChannel({ kind: 'forum', name: 'press', requiresTag });
  const open = (body: unknown = POST) => call(sandbox, 'POST', `/channels/${forum}/threads`, body);
  const listed = async (route: string): Promise<Json> => {
    const { body } = await call(sandbox, 'GET', route);
    return isJson(body) ? body : {};
  };
  const idsOf = (list: Json) => readList(list, 'threads').map((one) => readText(one, 'id'));
  const active = async () => idsOf(await listed(`/guilds/${sandbox.ids.guild}/threads/active`));
  const archived = (query = '') => listed(`/channels/${forum}/threads/archived/public${query}`);
  return { sandbox, clock, forum, open, active, archived, idsOf };
}

test('GIVEN a post in a forum THEN it is a thread of the bot’s, whose first message has its id', async () => {
  const { sandbox, forum, open, active } = await forumRoom();
  const { status, body } = await open();
  const id = readText(body, 'id') ?? '';
  expect(status).toBe(201);
  const owner_id = sandbox.ids.application;
  expect(body).toMatchObject({ type: 11, parent_id: forum, owner_id, name: 'Monday', message: { id, channel_id: id } });
  expect(await active()).toEqual([id]);
  const starter = await call(sandbox, 'GET', `/channels/${id}/messages/${id}`);
  expect(starter.body).toMatchObject({ id, content: 'The news' });
  const before = await call(sandbox, 'GET', `/channels/${id}`);
  expect(before.body).toMatchObject({ thread_metadata: { archived: false, locked: false } });
  expect(before.body).not.toHaveProperty('permission_overwrites');
});

test('GIVEN archived threads THEN they are listed by when that was, page by page', async () => {
  const { sandbox, clock, open, active, archived, idsOf } = await forumRoom();
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) ids.push(readText((await open()).body, 'id') ?? '');
  const [a = '', b = '', c = ''] = ids;
  for (const id of [b, a, c]) {
    await clock.move(1_000);
    sandbox.setThread(id, { archived: true });
  }
  expect(await active()).toEqual([]);
  const first = await archived('?limit=2');
  expect(idsOf(first)).toEqual([c, a]);
  expect(first).toMatchObject({ has_more: true });
  const [, last] = readList(first, 'threads');
  const before = isJson(last) ? (readText(last['thread_metadata'], 'archive_timestamp') ?? '') : '';
  const second = await archived(`?limit=2&before=${encodeURIComponent(before)}`);
  expect(idsOf(second)).toEqual([b]);
  expect(second).toMatchObject({ has_more: false });
  // A message opens it again.
  expect((await call(sandbox, 'POST', `/channels/${b}/messages`, { content: 'more' })).status).toBe(200);
  expect(await active()).toEqual([b]);
});

test.each<[string, (room: Awaited<ReturnType<typeof forumRoom>>) => void, unknown, object]>([
  ['without a title', () => undefined, { ...POST, name: ' ' }, { status: 400, body: { code: 50035 } }],
  ['without a message', () => undefined, { name: 'Monday' }, { status: 400, body: { code: 50035 } }],
  ['with an empty message', () => undefined, { name: 'Monday', message: {} }, { status: 400, body: { code: 50006 } }],
  ['with a tag of another forum', () => undefined, { ...POST, applied_tags: ['1'] }, { body: { code: 50035 } }],
  [
    'where the bot may not write',
    ({ sandbox, forum }) => sandbox.breakages.setPermissions({ id: forum }, 1n << 10n),
    POST,
    { status: 403, body: { code: 50013 } },
  ],
  [
    'in a forum that is gone',
    ({ sandbox, forum }) => sandbox.breakages.deleteChannel({ id: forum }),
    POST,
    { status: 404, body: { code: 10003 } },
  ],
])('GIVEN a post %s THEN it is refused as Discord does', async (_name, prepare, body, expected) => {
  const room = await forumRoom();
  prepare(room);
  expect(await room.open(body)).toMatchObject(expected);
});

test('GIVEN a forum that wants a tag THEN one for moderators will not do', async () => {
  const { sandbox, forum, open } = await forumRoom(true);
  expect((await open()).body).toMatchObject({ code: 40067 });
  const { body } = await call(sandbox, 'GET', `/channels/${forum}`);
  const [moderated, free] = readList(body, 'available_tags').map((tag) => readText(tag, 'id'));
  expect((await open({ ...POST, applied_tags: [moderated] })).body).toMatchObject({ code: 50013 });
  expect((await open({ ...POST, applied_tags: [free] })).status).toBe(201);
  expect((await call(sandbox, 'POST', `/channels/${sandbox.ids.channels.news}/threads`, POST)).body).toMatchObject({
    code: 50024,
  });
});

test('GIVEN channels added THEN who looks around sees them with their threads, many unlisted ones not', async () => {
  const { sandbox, forum, open } = await forumRoom();
  const changes: Change[] = [];
  sandbox.onChange((change) => changes.push(change));
  await open();
  const many = sandbox.addChannels(2_000);
  expect(sandbox.channels().slice(5)).toMatchObject([
    { id: forum, name: 'press', kind: 'forum', visibleTo: ['manager', 'member'] },
    { name: 'Monday', kind: 'thread' },
  ]);
  expect(changes).toContainEqual({ kind: 'channels' });
  expect(Object.keys(sandbox.names()).length).toBeLessThan(30);
  const [first = ''] = many;
  expect((await call(sandbox, 'POST', `/channels/${first}/messages`, { content: 'x' })).status).toBe(200);
  expect(sandbox.messages({ id: first })).toHaveLength(1);
});

test('GIVEN two sandboxes THEN the first channel added has the same id in both', async () => {
  const [one, two] = await Promise.all([forumRoom(), forumRoom()]);
  expect(one.forum).toBe(two.forum);
});

test('GIVEN more requests in a second than the bot has THEN 429 for the whole bot, until the first is a second old', async () => {
  const { sandbox, clock } = await openSandbox({ globalLimit: 3 });
  const get = () => call(sandbox, 'GET', '/users/@me');
  await get();
  await clock.move(400);
  for (let n = 0; n < 2; n++) expect((await get()).status).toBe(200);
  const over = await get();
  expect(over).toMatchObject({ status: 429, body: { global: true, retry_after: 0.6 } });
  expect(over.headers.get('x-ratelimit-global')).toBe('true');
  expect(over.headers.get('x-ratelimit-scope')).toBe('global');
  await clock.move(600);
  expect((await get()).status).toBe(200);
  expect((await get()).status).toBe(429);
});

test('GIVEN a bot at its limit THEN answers to interactions still pass', async () => {
  const { sandbox } = await openSandbox({ globalLimit: 2 });
  const bot = await logIn(sandbox);
  await call(sandbox, 'GET', '/users/@me');
  expect((await call(sandbox, 'GET', '/users/@me')).status).toBe(429);
  const asked = sandbox.command('/find words:x');
  const interaction = await bot.nextInteraction();
  expect((await callback(sandbox, interaction, { type: 4, data: { content: 'found' } })).status).toBe(204);
  expect(await asked).toMatchObject({ outcome: 'answered' });
});

test('GIVEN a late answer THEN the request takes effect at once and is answered when its time has come', async () => {
  const { sandbox, clock } = await openSandbox();
  const route = `/channels/${sandbox.ids.channels.news}/messages`;
  sandbox.breakages.add({ method: 'POST', route: /messages$/, act: { act: 'late', ms: 5_000 } });
  let isAnswered = false;
  const sending = call(sandbox, 'POST', route, { content: 'x' }).finally(() => (isAnswered = true));
  await expect.poll(() => sandbox.messages('news').length).toBe(1);
  await clock.move(4_999);
  expect(isAnswered).toBe(false);
  await clock.move(1);
  expect((await sending).status).toBe(200);
});

test('GIVEN how many entries the wire shall remember THEN it keeps no more', async () => {
  const { sandbox } = await openSandbox({ wireEntries: 10, globalLimit: 1_000 });
  for (let n = 0; n < 20; n++) await call(sandbox, 'GET', '/users/@me');
  expect(sandbox.wire.entries().length).toBeLessThanOrEqual(10);
});

test('GIVEN a thread THEN its maker opens and closes it, others with leave to write open it, and in a closed or locked one nothing is edited', async () => {
  const { sandbox } = await openSandbox();
  const { news } = sandbox.ids.channels;
  const forum = sandbox.addChannel({ name: 'posts', kind: 'forum' });
  const own = readText((await call(sandbox, 'POST', `/channels/${forum}/threads`, POST)).body, 'id') ?? '';
  const theirs = sandbox.addChannel({ name: 'talk', kind: 'thread', parentId: news });
  const message = readText((await call(sandbox, 'POST', `/channels/${theirs}/messages`, { content: 'x' })).body, 'id');
  const move = async (id: string, archived: unknown) =>
    (await call(sandbox, 'PATCH', `/channels/${id}`, { archived })).body;
  const edit = async () =>
    (await call(sandbox, 'PATCH', `/channels/${theirs}/messages/${message}`, { content: 'y' })).body;
  expect(await move(own, true)).toMatchObject({ id: own, thread_metadata: { archived: true } });
  expect(await move(own, false)).toMatchObject({ thread_metadata: { archived: false } });
  expect(await move(theirs, true)).toMatchObject({ code: 50013 });
  sandbox.setThread(theirs, { archived: true });
  expect(await edit()).toMatchObject({ code: 50083 });
  expect(await move(theirs, false)).toMatchObject({ thread_metadata: { archived: false } });
  expect(await edit()).toMatchObject({ content: 'y' });
  sandbox.setThread(theirs, { locked: true });
  expect(await edit()).toMatchObject({ code: 160005 });
  sandbox.setThread(theirs, { archived: true });
  expect(await edit()).toMatchObject({ code: 50083 });
  expect(await move(theirs, false)).toMatchObject({ code: 50083 });
  // Nothing else of a channel is changed here.
  expect(await move(news, false)).toMatchObject({ code: 50013 });
  expect(await move(own, 'yes')).toMatchObject({ code: 50013 });
});
