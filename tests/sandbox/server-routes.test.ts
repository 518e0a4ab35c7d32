import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { readList, readText } from '../../src/sandbox/json.ts';
import { call, callback, COMMANDS, logIn, openSandbox, TOKEN } from './raw-bot.ts';

test('GIVEN the bot’s account, server and channels THEN each is told as Discord does', async () => {
  const { sandbox } = await openSandbox();
  const { guild, application, channels, users } = sandbox.ids;
  const get = async (route: string) => (await call(sandbox, 'GET', route)).body;
  expect(await get('/gateway/bot')).toMatchObject({ url: `ws://127.0.0.1:${sandbox.port}/gateway`, shards: 1 });
  expect(await get('/users/@me')).toMatchObject({ id: application, bot: true });
  expect(await get('/applications/@me')).toMatchObject({ id: application });
  expect(await get('/oauth2/applications/@me')).toMatchObject({ id: application });
  expect(await get('/users/@me/guilds')).toMatchObject([{ id: guild, owner: false }]);
  expect(await get(`/guilds/${guild}`)).toMatchObject({ id: guild, roles: [{ id: guild }, {}, {}] });
  expect(await get(`/guilds/${guild}/roles`)).toHaveLength(3);
  expect(await get(`/guilds/${guild}/channels`)).toHaveLength(5);
  expect(await get(`/guilds/${guild}/members/@me`)).toMatchObject({ user: { id: application } });
  expect(await get(`/guilds/${guild}/members/${users.member}`)).toMatchObject({ user: { global_name: 'Member' } });
  expect(await get(`/channels/${channels.announcements}`)).toMatchObject({ type: 5, guild_id: guild });
  expect(await get(`/guilds/${users.member}`)).toMatchObject({ code: 10004 });
  expect(await get(`/guilds/${guild}/members/1`)).toMatchObject({ code: 10007 });
  expect(await get('/channels/1')).toMatchObject({ code: 10003 });
});

test('GIVEN permissions computed from roles and overwrites THEN they are those that interactions carry', async () => {
  const { sandbox } = await openSandbox();
  sandbox.breakages.setPermissions('news', 1024n);
  const { body } = await call(sandbox, 'GET', `/channels/${sandbox.ids.channels.news}`);
  const own = readList(body, 'permission_overwrites').find((one) => readText(one, 'id') === sandbox.ids.application);
  expect(own).toMatchObject({ type: 1, allow: '1024' });
  const bot = await logIn(sandbox);
  void sandbox.command('/find', { channel: 'news' });
  expect((await bot.nextInteraction())['app_permissions']).toBe('1024');
});

test('GIVEN commands registered twice THEN they keep their ids, and those of a server stand apart', async () => {
  const { sandbox } = await openSandbox();
  const path = `/applications/${sandbox.ids.application}/commands`;
  const first = await call(sandbox, 'PUT', path, COMMANDS);
  const second = await call(sandbox, 'PUT', path, COMMANDS.slice(0, 1));
  const idOf = (body: unknown) => (Array.isArray(body) ? readText(body[0], 'id') : undefined);
  expect(idOf(second.body)).toBe(idOf(first.body));
  const local = `/applications/${sandbox.ids.application}/guilds/${sandbox.ids.guild}/commands`;
  await call(sandbox, 'PUT', local, [{ name: 'here', description: 'Only here' }]);
  expect((await call(sandbox, 'GET', path)).body).toHaveLength(1);
  expect((await call(sandbox, 'GET', local)).body).toMatchObject([{ name: 'here', guild_id: sandbox.ids.guild }]);
  expect((await call(sandbox, 'PUT', path, {})).body).toMatchObject({ code: 50035 });
  expect((await call(sandbox, 'PUT', '/applications/1/commands', [])).body).toMatchObject({ code: 10002 });
});

test('GIVEN an unknown route, method or token THEN Discord’s errors and a note on the wire', async () => {
  const { sandbox } = await openSandbox();
  expect(await call(sandbox, 'GET', '/stickers')).toMatchObject({ status: 404, body: { code: 0 } });
  expect(sandbox.wire.entries().some((entry) => entry.note?.includes('no such route'))).toBe(true);
  expect((await call(sandbox, 'DELETE', '/users/@me')).status).toBe(405);
  const wrong = await call(sandbox, 'GET', '/users/@me', undefined, { authorization: 'Bot another' });
  expect(wrong).toMatchObject({ status: 401, body: { message: '401: Unauthorized', code: 0 } });
  expect(wrong.headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
});

test('GIVEN everything that went over the wire THEN no token is in it', async () => {
  const { sandbox } = await openSandbox();
  const bot = await logIn(sandbox);
  const asked = sandbox.command('/find words:x');
  const interaction = await bot.nextInteraction();
  await callback(sandbox, interaction, { type: 4, data: { content: `my token is ${TOKEN}` } });
  await asked;
  const wire = JSON.stringify(sandbox.wire.entries());
  expect(wire).toContain('[token]');
  expect(wire).not.toContain(TOKEN);
  expect(wire).not.toContain(String(interaction['token']));
  sandbox.wire.clear();
  expect(sandbox.wire.entries()).toEqual([]);
});

test('GIVEN a listener THEN it hears what passes until it is taken away', async () => {
  const { sandbox } = await openSandbox();
  const heard: unknown[] = [];
  const stop = sandbox.wire.onEntry((entry) => heard.push(entry));
  for (let i = 0; i < 12; i++) await call(sandbox, 'GET', `/gateway`);
  stop();
  await call(sandbox, 'GET', `/gateway`);
  expect(heard).toHaveLength(24);
  expect(sandbox.wire.entries()).toHaveLength(26);
});

test('GIVEN a taken port THEN the next one is tried', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = isAddress(address) ? address.port : 0;
  const { sandbox } = await openSandbox({ port });
  expect(sandbox.port).toBeGreaterThan(port);
  expect(sandbox.port).toBeLessThanOrEqual(port + 20);
  expect((await call(sandbox, 'GET', '/gateway')).status).toBe(200);
  await new Promise((resolve) => taken.close(resolve));
});

test('GIVEN a page THEN it answers what is not the API', async () => {
  const { sandbox } = await openSandbox({
    page: (request, response) => {
      if (request.url !== '/') return false;
      response.end('the page');
      return true;
    },
  });
  const origin = `http://127.0.0.1:${sandbox.port}`;
  expect(await (await fetch(origin)).text()).toBe('the page');
  expect((await fetch(`${origin}/other`)).status).toBe(404);
});

function isAddress(value: AddressInfo | string | null): value is AddressInfo {
  return typeof value === 'object' && value !== null;
}

test('GIVEN one command at a time THEN it is created, found, changed and deleted, and keeps its id', async () => {
  const { sandbox } = await openSandbox();
  const path = `/applications/${sandbox.ids.application}/commands`;
  const created = await call(sandbox, 'POST', path, { name: 'one', description: 'First' });
  expect(created).toMatchObject({ status: 201, body: { name: 'one', type: 1 } });
  const own = `${path}/${readText(created.body, 'id')}`;
  const again = await call(sandbox, 'POST', path, { name: 'one', description: 'Second' });
  expect(again).toMatchObject({ status: 200, body: { id: readText(created.body, 'id'), description: 'Second' } });
  await call(sandbox, 'POST', path, { name: 'one', type: 3 });
  expect((await call(sandbox, 'GET', path)).body).toHaveLength(2);
  expect((await call(sandbox, 'PATCH', own, { description: 'Third' })).body).toMatchObject({ description: 'Third' });
  expect((await call(sandbox, 'PATCH', own, { name: 'Not So' })).body).toMatchObject({
    code: 50035,
    errors: { name: { _errors: [{ code: 'APPLICATION_COMMAND_INVALID_NAME' }] } },
  });
  expect((await call(sandbox, 'GET', own)).body).toMatchObject({ name: 'one', description: 'Third' });
  expect((await call(sandbox, 'DELETE', own)).status).toBe(204);
  expect((await call(sandbox, 'GET', own)).body).toMatchObject({ code: 10063 });
  expect(sandbox.commands()).toMatchObject([{ name: 'one', type: 3 }]);
});
