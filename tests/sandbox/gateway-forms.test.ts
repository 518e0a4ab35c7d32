import { createInflate, createZstdDecompress, inflateSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Json, isJson, readNumber, readText } from '../../src/sandbox/json.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { call, event, logIn, opcode, openSandbox, openSocket, TOKEN } from './raw-bot.ts';

const IDENTIFY = { token: TOKEN, intents: 0, properties: {} };

/** A socket at an address of its own, and the frames that come. */
function openAt(sandbox: Sandbox, query: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${sandbox.port}/gateway/?${query}`);
  onTestFinished(() => socket.terminate());
  const frames: Buffer[] = [];
  const waiters = new Set<() => void>();
  socket.on('message', (raw, isBinary) => {
    if (Buffer.isBuffer(raw)) frames.push(isBinary ? raw : Buffer.concat([Buffer.from('text:'), raw]));
    for (const waiter of waiters) waiter();
  });
  return {
    send: (message: unknown) => socket.send(JSON.stringify(message)),
    closed: new Promise<number>((resolve) => socket.on('close', resolve)),
    /** The first `count` frames, once they are there. */
    frames: (count: number) =>
      new Promise<readonly Buffer[]>((resolve) => {
        const look = () => {
          if (frames.length < count) return;
          waiters.delete(look);
          resolve(frames.slice(0, count));
        };
        waiters.add(look);
        look();
      }),
  };
}

/** What one shared stream makes of the frames, each written when the one before was read. */
async function decode(stream: NodeJS.ReadWriteStream, frames: readonly Buffer[]): Promise<Json[]> {
  const texts: string[] = [];
  stream.on('data', (piece: Buffer) => texts.push(piece.toString('utf8')));
  const ends: string[] = [];
  for (const frame of frames) {
    await new Promise<void>((resolve) => stream.write(frame, () => setImmediate(resolve)));
    ends.push(texts.splice(0).join(''));
  }
  return ends.map((text): unknown => JSON.parse(text)).filter(isJson);
}

test.each([
  ['zlib-stream', createInflate],
  ['zstd-stream', createZstdDecompress],
])(
  'GIVEN %s THEN every message is one frame of one stream for the whole connection, large ones too',
  async (kind, open) => {
    const { sandbox } = await openSandbox();
    const bot = openAt(sandbox, `v=10&encoding=json&compress=${kind}`);
    await bot.frames(1);
    bot.send({ op: 2, d: { ...IDENTIFY, intents: 1 } });
    await bot.frames(3);
    // 300 KB that hardly compress: many pieces of output for one message.
    const noise = Array.from({ length: 30_000 }, (_, n) => ((n * 2_654_435_761) % 4_294_967_296).toString(36)).join(
      ' ',
    );
    void sandbox.sendRaw({ type: 2, data: { name: 'x', noise } });
    bot.send({ op: 1, d: 1 });
    const frames = await bot.frames(5);
    const messages = await decode(open(), frames);
    expect(messages.map((one) => [one['op'], one['t']])).toEqual([
      [10, null],
      [0, 'READY'],
      [0, 'GUILD_CREATE'],
      [0, 'INTERACTION_CREATE'],
      [11, undefined],
    ]);
    expect(messages[3]).toMatchObject({ d: { data: { noise } } });
    if (kind !== 'zlib-stream') return;
    // What tells a client that a message is whole (https://docs.discord.com/developers/events/gateway#zlib-stream).
    for (const frame of frames) expect(frame.subarray(-4).toString('hex')).toBe('0000ffff');
  },
);

test('GIVEN compress in the identify THEN large payloads are zlib, each by itself, and small ones plain', async () => {
  const { sandbox } = await openSandbox();
  const bot = openAt(sandbox, 'v=10&encoding=json');
  await bot.frames(1);
  bot.send({ op: 1, d: null });
  await bot.frames(2);
  bot.send({ op: 2, d: { ...IDENTIFY, compress: true, intents: 1 } });
  bot.send({ op: 1, d: 1 });
  const [hello, ack, ready, guild, second] = await bot.frames(5);
  for (const plain of [hello, ack, second]) expect(plain?.toString('utf8')).toMatch(/^text:\{/);
  const events = [ready, guild].map((frame): unknown => JSON.parse(inflateSync(frame ?? Buffer.alloc(0)).toString()));
  expect(events).toMatchObject([{ t: 'READY' }, { t: 'GUILD_CREATE' }]);
});

test.each([
  ['an API version that is gone', 'v=5', 4012],
  ['ETF, which the sandbox does not speak', 'v=10&encoding=etf', 4002],
])('GIVEN %s in the address THEN the gateway closes with Discord’s code', async (_, query, code) => {
  const { sandbox } = await openSandbox();
  expect(await openAt(sandbox, query).closed).toBe(code);
});

test.each([
  ['no intents', { intents: undefined }, 4013],
  ['an intent that does not exist', { intents: 1 << 17 }, 4013],
  ['more bits than there are', { intents: 2 ** 40 }, 4013],
  ['message content, which the application has not enabled', { intents: 1 | (1 << 15) }, 4014],
  ['a shard beyond the last', { shard: [2, 2] }, 4010],
  ['a shard that is none', { shard: ['0'] }, 4010],
])('GIVEN an identify with %s THEN the gateway closes with Discord’s code', async (_, part, code) => {
  const { sandbox } = await openSandbox();
  const bot = openSocket(sandbox);
  await bot.next(opcode(10));
  bot.send({ op: 2, d: { ...IDENTIFY, ...part } });
  expect(await bot.closed).toBe(code);
  expect(sandbox.botConnected()).toBe(false);
});

test('GIVEN a resume that claims to have seen what was never sent THEN the gateway closes with 4007', async () => {
  const { sandbox } = await openSandbox();
  const first = openSocket(sandbox);
  await first.next(opcode(10));
  first.send({ op: 2, d: IDENTIFY });
  const ready = await first.next(event('READY'));
  const second = openSocket(sandbox);
  await second.next(opcode(10));
  second.send({ op: 6, d: { token: TOKEN, session_id: readText(ready['d'], 'session_id'), seq: 9 } });
  expect(await second.closed).toBe(4007);
});

test('GIVEN what the gateway asks THEN opcodes 1, 7 and 9 come, and after 9 the same connection may identify again', async () => {
  const { sandbox } = await openSandbox();
  const bot = await logIn(sandbox);
  sandbox.breakages.askGateway('heartbeat');
  await bot.next(opcode(1));
  bot.send({ op: 1, d: 1 });
  await bot.next(opcode(11));
  sandbox.breakages.askGateway('reconnect');
  expect(await bot.next(opcode(7))).toMatchObject({ d: null });
  expect(sandbox.botConnected()).toBe(true);
  sandbox.breakages.askGateway('identify');
  expect(await bot.next(opcode(9))).toMatchObject({ d: false });
  expect(sandbox.botConnected()).toBe(false);
  bot.send({ op: 2, d: IDENTIFY });
  expect(readNumber(await bot.next(event('READY')), 's')).toBe(1);
});

test('GIVEN what a bot may say without an answer THEN it stays connected', async () => {
  const { sandbox } = await openSandbox();
  const bot = await logIn(sandbox);
  for (const op of [3, 4, 8, 31, 43]) bot.send({ op, d: {} });
  bot.send({ op: 1, d: 1 });
  await bot.next(opcode(11));
  expect((await call(sandbox, 'GET', '/gateway')).status).toBe(200);
  expect(sandbox.botConnected()).toBe(true);
});
