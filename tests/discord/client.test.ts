import { afterEach, expect, test, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod';
import { type ConnectOptions, connectDiscord } from '../../src/discord/client.ts';
import { createCommandsRest } from '../../src/discord/register.ts';
import { OperatorError } from '../../src/errors.ts';
import { APPLICATION_ID, GUILD_ID, recordingLog, slash } from '../support/interactions.ts';
import { afterThisTest, type FakeAnswer, fakeDiscord } from './fake-discord.ts';

const frame = z.object({ op: z.number(), d: z.unknown() });
const identify = z.object({ intents: z.number(), token: z.string() });

type Gateway = {
  apiUrl: string;
  identified: z.infer<typeof identify>[];
  sockets: WebSocket[];
  /** What the bot did to its sockets. */
  closes: number[];
};

/** A gateway that says hello, and READY to whoever identifies, after `onIdentify`. */
async function gateway(
  more: { onIdentify?: (socket: WebSocket) => boolean; rest?: (path: string) => FakeAnswer | undefined } = {},
): Promise<Gateway> {
  const discord = await fakeDiscord(({ path }) => more.rest?.(path) ?? answerRest(path, discord.port));
  const server = new WebSocketServer({ server: discord.server });
  const seen: Gateway = { apiUrl: discord.apiUrl, identified: [], sockets: [], closes: [] };
  server.on('connection', (socket) => {
    seen.sockets.push(socket);
    const send = (op: number, d: unknown, t: string | null = null) =>
      socket.send(JSON.stringify({ op, d, t, s: t === null ? null : 1 }));
    socket.on('close', (code) => seen.closes.push(code));
    socket.on('message', (data: Buffer) => {
      const { op, d } = frame.parse(JSON.parse(String(data)));
      if (op === 1) send(11, null);
      if (op !== 2) return;
      seen.identified.push(identify.parse(d));
      if (more.onIdentify?.(socket) !== false) send(0, ready(discord.port), 'READY');
    });
    send(10, { heartbeat_interval: 45_000 });
  });
  afterThisTest(async () => server.close());
  return seen;
}

function answerRest(path: string, port: number): FakeAnswer {
  const limits = { total: 1000, remaining: 999, reset_after: 1, max_concurrency: 1 };
  if (path === '/gateway/bot')
    return { json: { url: `ws://127.0.0.1:${port}`, shards: 1, session_start_limit: limits } };
  return { status: 404, json: { code: 0, message: '404: Not Found' } };
}

function ready(port: number) {
  return {
    v: 10,
    user: { id: '110000000000000001', username: 'kiosque', discriminator: '0', avatar: null },
    application: { id: APPLICATION_ID, flags: 0 },
    // Never followed by GUILD_CREATE: we ask for no events.
    guilds: [{ id: GUILD_ID, unavailable: true }],
    session_id: 'a-session',
    resume_gateway_url: `ws://127.0.0.1:${port}`,
  };
}

const dispatch = (t: string, d: unknown) => JSON.stringify({ op: 0, s: 2, t, d });

function optionsFor(apiUrl: string) {
  const { log, events } = recordingLog();
  const onInteraction = vi.fn<ConnectOptions['onInteraction']>();
  const onFatal = vi.fn<ConnectOptions['onFatal']>();
  return { token: 'a-token', apiUrl, log, events, onInteraction, onFatal };
}

async function connect(apiUrl: string) {
  const options = optionsFor(apiUrl);
  const discord = await connectDiscord(options);
  afterThisTest(discord.stop);
  return { ...options, discord };
}

afterEach(() => vi.unstubAllEnvs());

test('GIVEN a token THEN the bot connects without asking for any event, and knows its application', async () => {
  const seen = await gateway();
  const { discord, onFatal } = await connect(seen.apiUrl);
  expect(discord.applicationId).toBe(APPLICATION_ID);
  expect(seen.identified).toEqual([{ intents: 0, token: 'a-token' }]);
  expect(onFatal).not.toHaveBeenCalled();
});

test('GIVEN an interaction THEN its payload arrives as Discord sent it', async () => {
  const seen = await gateway();
  const { onInteraction } = await connect(seen.apiUrl);
  const payload = slash('article', { article: 'x' });
  seen.sockets[0]?.send(dispatch('INTERACTION_CREATE', payload));
  await expect.poll(() => onInteraction.mock.calls).toEqual([[payload]]);
});

test('GIVEN an interaction of a shape that discord.js does not know THEN it arrives all the same and the bot lives', async () => {
  const seen = await gateway();
  const { onInteraction, events } = await connect(seen.apiUrl);
  seen.sockets[0]?.send(dispatch('INTERACTION_CREATE', { id: '1', type: 99 }));
  seen.sockets[0]?.send(dispatch('INTERACTION_CREATE', { id: '2', type: 2 }));
  await expect.poll(() => onInteraction.mock.calls).toEqual([[{ id: '1', type: 99 }], [{ id: '2', type: 2 }]]);
  expect(events).toEqual([]);
});

test('GIVEN an interaction before the bot is ready THEN it arrives at once', async () => {
  const payload = slash('article');
  let release = () => undefined as void;
  const seen = await gateway({
    onIdentify(socket) {
      socket.send(dispatch('INTERACTION_CREATE', payload));
      release = () => socket.send(dispatch('READY', ready(1)));
      return false;
    },
  });
  const options = optionsFor(seen.apiUrl);
  const connecting = connectDiscord(options);
  await expect.poll(() => options.onInteraction.mock.calls).toEqual([[payload]]);
  release();
  afterThisTest((await connecting).stop);
});

test.each(['', 'nonsense', '0'])(
  'GIVEN the environment variables SHARDS and SHARD_COUNT “%s” THEN they change nothing',
  async (value) => {
    vi.stubEnv('SHARDS', value);
    vi.stubEnv('SHARD_COUNT', value);
    const seen = await gateway();
    await connect(seen.apiUrl);
    expect(seen.identified).toHaveLength(1);
  },
);

test.each([
  [4004, 78, /DISCORD_TOKEN/],
  [4010, 75, /Start Kiosque again/],
  [4011, 75, /Start Kiosque again/],
  [4012, 70, /Update/],
  [4013, 70, /Update/],
  [4014, 70, /Update/],
])('GIVEN close code %i while running THEN the operator is told once what to do', async (code, exitCode, sentence) => {
  const seen = await gateway();
  const { onFatal } = await connect(seen.apiUrl);
  seen.sockets[0]?.close(code);
  await expect.poll(() => onFatal.mock.calls.length).toBe(1);
  expect(onFatal.mock.calls[0]?.[0]).toMatchObject({ exitCode, message: expect.stringMatching(sentence) });
  expect(onFatal.mock.calls[0]?.[0]).toBeInstanceOf(OperatorError);
  expect(seen.sockets).toHaveLength(1);
});

test('GIVEN a connection that breaks THEN the bot connects again by itself', async () => {
  const seen = await gateway();
  const { onFatal, events } = await connect(seen.apiUrl);
  seen.sockets[0]?.close(4000);
  await expect.poll(() => seen.sockets.length, { timeout: 5000 }).toBe(2);
  expect(onFatal).not.toHaveBeenCalled();
  expect(events).toContainEqual(expect.objectContaining({ event: 'gateway reconnects' }));
});

test('GIVEN a token that the gateway refuses at the start THEN the start fails with one plain sentence', async () => {
  const seen = await gateway({
    onIdentify(socket) {
      socket.close(4004);
      return false;
    },
  });
  const options = optionsFor(seen.apiUrl);
  const error: unknown = await connectDiscord(options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(OperatorError);
  expect(error).toMatchObject({ exitCode: 78, message: expect.stringContaining('DISCORD_TOKEN') });
  expect(options.onFatal).not.toHaveBeenCalled();
});

test.each<[string, FakeAnswer, number, RegExp]>([
  [
    'a refused token',
    { status: 401, json: { code: 0, message: '401: Unauthorized' } },
    78,
    /does not accept DISCORD_TOKEN/,
  ],
  ['a Discord that is down', { status: 503, json: {} }, 69, /answered with status 503/],
  ['a cut connection', 'cut', 69, /could not be reached at 127\.0\.0\.1/],
])('GIVEN %s THEN the start fails and says what to do', async (_name, answer, exitCode, sentence) => {
  const seen = await gateway({ rest: () => answer });
  const error: unknown = await connectDiscord(optionsFor(seen.apiUrl)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(OperatorError);
  expect(error).toMatchObject({ exitCode, message: expect.stringMatching(sentence) });
});

test('GIVEN a bot that started too often today THEN the start fails and says when Discord lets it in again', async () => {
  const limits = { total: 1000, remaining: 0, reset_after: 3_600_000, max_concurrency: 1 };
  const json = { url: 'ws://127.0.0.1:9', shards: 1, session_start_limit: limits };
  const seen = await gateway({ rest: () => ({ json }) });
  await expect(connectDiscord(optionsFor(seen.apiUrl))).rejects.toThrow(/did not let the bot connect.*resets at/);
});

test('GIVEN nobody at the address THEN the command line says so too', async () => {
  const asking = createCommandsRest({ token: 'a-token', apiUrl: 'http://127.0.0.1:9/api' });
  await expect(asking).rejects.toThrow(/could not be reached at 127\.0\.0\.1:9/);
});

test('GIVEN a token on the command line THEN its application is known without a gateway', async () => {
  const seen = await gateway({
    rest: (path) => (path === '/applications/@me' ? { json: { id: APPLICATION_ID, name: 'Kiosque' } } : undefined),
  });
  expect((await createCommandsRest({ token: 'a-token', apiUrl: seen.apiUrl })).applicationId).toBe(APPLICATION_ID);
  expect(seen.sockets).toHaveLength(0);
});

test('GIVEN a token that is revoked while running THEN a refused request tells the operator', async () => {
  const seen = await gateway({
    rest: (path) => (path.endsWith('/commands') ? { status: 401, json: { code: 0, message: '401' } } : undefined),
  });
  const { discord, onFatal } = await connect(seen.apiUrl);
  await expect(discord.rest.put(`/applications/${APPLICATION_ID}/commands`, { body: [] })).rejects.toThrow('401');
  expect(onFatal).toHaveBeenCalledOnce();
});

test('GIVEN a stop THEN the gateway is left, once, and nothing connects again', async () => {
  const seen = await gateway();
  const { discord, onFatal } = await connect(seen.apiUrl);
  await Promise.all([discord.stop(), discord.stop()]);
  await discord.stop();
  await expect.poll(() => seen.closes).toEqual([1000]);
  expect(seen.sockets).toHaveLength(1);
  expect(onFatal).not.toHaveBeenCalled();
});
