import { expect, test } from 'vitest';
import { request } from 'node:http';
import { WebSocket } from 'ws';
import { readText } from '../../src/sandbox/json.ts';
import { call, callback, event, logIn, opcode, openSandbox, openSocket, TOKEN } from './raw-bot.ts';

test('GIVEN a bot that identifies THEN it is greeted, ready, and its heartbeats are answered', async () => {
  const { sandbox } = await openSandbox();
  const bot = openSocket(sandbox);
  const hello = await bot.next(opcode(10));
  expect(hello['d']).toMatchObject({ heartbeat_interval: 41_250 });
  bot.send({ op: 1, d: null });
  await bot.next(opcode(11));
  expect(sandbox.botConnected()).toBe(false);
  bot.send({ op: 2, d: { token: TOKEN, intents: 0, properties: {} } });
  const ready = await bot.next(event('READY'));
  expect(ready['d']).toMatchObject({
    v: 10,
    guilds: [{ id: sandbox.ids.guild, unavailable: true }],
    application: { id: sandbox.ids.application },
    resume_gateway_url: `ws://127.0.0.1:${sandbox.port}/gateway`,
  });
  expect(sandbox.botConnected()).toBe(true);
});

test('GIVEN no intents THEN no server is told; GIVEN the intent THEN it is', async () => {
  const { sandbox } = await openSandbox();
  await logIn(sandbox);
  expect(sandbox.wire.entries().some((entry) => entry.event === 'GUILD_CREATE')).toBe(false);
  const bot = await logIn(sandbox, [], 1);
  const told = await bot.next(event('GUILD_CREATE'));
  expect(told['d']).toMatchObject({ id: sandbox.ids.guild, unavailable: false });
});

test('GIVEN a bot and its commands THEN waiting for it ends, and not before', async () => {
  const { sandbox, clock } = await openSandbox();
  const early = sandbox.waitForBot(1000).catch(String);
  await clock.move(1000);
  expect(await early).toContain('within 1000 ms');
  const waiting = sandbox.waitForBot();
  await logIn(sandbox);
  await waiting;
  expect(sandbox.commands()).toHaveLength(2);
});

test.each([
  ['a token that is not the bot’s', { op: 2, d: { token: 'another', intents: 0 } }, 4004],
  ['a resume with a wrong token', { op: 6, d: { token: 'another', session_id: '1', seq: 0 } }, 4004],
  ['no JSON', 'hello', 4002],
  ['an unknown opcode', { op: 99, d: {} }, 4001],
  ['a presence before it identified', { op: 3, d: {} }, 4003],
])('GIVEN %s THEN the gateway closes with Discord’s code', async (_, message, code) => {
  const { sandbox } = await openSandbox();
  const bot = openSocket(sandbox);
  await bot.next(opcode(10));
  bot.send(message);
  expect(await bot.closed).toBe(code);
});

test('GIVEN a second identify THEN the gateway closes with 4005', async () => {
  const { sandbox } = await openSandbox();
  const bot = await logIn(sandbox);
  bot.send({ op: 2, d: { token: TOKEN, intents: 0 } });
  expect(await bot.closed).toBe(4005);
});

test('GIVEN 121 messages in a minute THEN the gateway closes with 4008', async () => {
  const { sandbox } = await openSandbox();
  const bot = openSocket(sandbox);
  await bot.next(opcode(10));
  for (let i = 0; i < 121; i++) bot.send({ op: 1, d: null });
  expect(await bot.closed).toBe(4008);
});

test('GIVEN a connection that was cut THEN a resume brings what was missed', async () => {
  const { sandbox } = await openSandbox();
  const first = openSocket(sandbox);
  await first.next(opcode(10));
  first.send({ op: 2, d: { token: TOKEN, intents: 0 } });
  const ready = await first.next(event('READY'));
  await call(sandbox, 'PUT', `/applications/${sandbox.ids.application}/commands`, [{ name: 'a', description: 'b' }]);
  sandbox.breakages.dropGateway(1006);
  expect(await first.closed).toBe(1006);
  const asked = sandbox.command('/a');
  const second = openSocket(sandbox);
  await second.next(opcode(10));
  second.send({ op: 6, d: { token: TOKEN, session_id: readText(ready['d'], 'session_id'), seq: ready['s'] } });
  await callback(sandbox, await second.nextInteraction(), { type: 4, data: { content: 'still here' } });
  await second.next(event('RESUMED'));
  expect((await asked).text).toBe('still here');
});

test('GIVEN a session that the gateway ended THEN a resume is answered by opcode 9', async () => {
  const { sandbox } = await openSandbox();
  const bot = await logIn(sandbox);
  sandbox.breakages.dropGateway(4009);
  expect(await bot.closed).toBe(4009);
  const again = openSocket(sandbox);
  await again.next(opcode(10));
  again.send({ op: 6, d: { token: TOKEN, session_id: '1', seq: 1 } });
  expect(await again.next(opcode(9))).toMatchObject({ d: false });
});

test('GIVEN two shards THEN the server’s own gets the interaction', async () => {
  const { sandbox } = await openSandbox();
  const bots = [0, 1].map((index) => ({ index, bot: openSocket(sandbox) }));
  for (const { index, bot } of bots) {
    await bot.next(opcode(10));
    bot.send({ op: 2, d: { token: TOKEN, intents: 0, shard: [index, 2] } });
    await bot.next(event('READY'));
  }
  const owner = Number((BigInt(sandbox.ids.guild) >> 22n) % 2n);
  void sandbox.sendRaw({ type: 2, data: { name: 'x' } });
  expect(await bots[owner]?.bot.nextInteraction()).toMatchObject({ type: 2 });
});

function handshake(port: number, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/gateway`, { headers });
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
    socket.on('error', () => undefined);
    socket.on('open', () => resolve(101));
  });
}

test('GIVEN another host’s name or a web page THEN neither gateway nor API answers it', async () => {
  const { sandbox } = await openSandbox();
  expect(await handshake(sandbox.port, { host: 'evil.example' })).toBe(403);
  expect(await handshake(sandbox.port, { origin: 'https://evil.example' })).toBe(403);
  expect(await handshake(sandbox.port, {})).toBe(101);
  const status = await new Promise((resolve) => {
    const options = {
      port: sandbox.port,
      host: '127.0.0.1',
      path: '/api/v10/gateway',
      headers: { host: 'evil.example' },
    };
    request(options, (response) => resolve(response.resume().statusCode)).end();
  });
  expect(status).toBe(403);
});
