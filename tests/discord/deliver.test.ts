import { expect, test } from 'vitest';
import { createDelivery, type Delivered } from '../../src/discord/deliver.ts';
import { snowflakeAt } from '../../src/discord/find-part.ts';
import { renderParts } from '../../src/discord/render-parts.ts';
import { hashFields } from '../../src/ids.ts';
import { md, notice } from '../../src/reply.ts';
import { testClock } from '../support/clock.ts';
import { CHANNEL_ID, GUILD_ID, recordingLog } from '../support/interactions.ts';
import { afterThisTest, type FakeAnswer, fakeDiscord, type FakeRequest } from './fake-discord.ts';

const BOT = '110000000000000001';
const OTHER = '410000000000000001';
const OTHER_CHANNEL = '300000000000000077';
const SENT_AT = Date.parse('2026-11-23T08:00:00Z');
const ALL_WE_NEED = String((1n << 10n) | (1n << 11n) | (1n << 16n));
const KEY = hashFields(['digest', '08:00', 1], 25);
const [PART] = renderParts(notice(md`Good morning – «été» 🗞`), () => ({
  key: KEY,
  rows: [{ kind: 'buttons', buttons: [{ label: 'Why', action: { command: 'digest', action: 'why', args: [KEY] } }] }],
}));

type Overrides = Record<string, FakeAnswer | ((request: FakeRequest) => FakeAnswer)>;

/** A Discord of one server and channel; `overrides` by `METHOD /path`. */
async function deliveryTo(overrides: Overrides = {}, more: { timeoutMs?: number; requestsPerSecond?: number } = {}) {
  const answers: Overrides = {
    'GET /users/@me': { json: { id: BOT } },
    [`GET /channels/${CHANNEL_ID}`]: { json: { type: 0, guild_id: GUILD_ID, permission_overwrites: [] } },
    [`GET /guilds/${GUILD_ID}/roles`]: { json: [{ id: GUILD_ID, permissions: ALL_WE_NEED }] },
    [`GET /guilds/${GUILD_ID}/members/${BOT}`]: { json: { roles: [] } },
    [`GET /channels/${CHANNEL_ID}/messages`]: { json: [] },
    [`POST /channels/${CHANNEL_ID}/messages`]: { json: { id: '900000000000000001' } },
    ...overrides,
  };
  const discord = await fakeDiscord((request) => {
    const answer = answers[`${request.method} ${request.path}`] ?? { status: 404, json: { code: 0, message: 'no' } };
    return typeof answer === 'function' ? answer(request) : answer;
  });
  const clock = testClock();
  const { log, events } = recordingLog();
  const delivery = createDelivery({ token: 'a-token', apiUrl: discord.apiUrl, clock, log, ...more });
  afterThisTest(async () => delivery.stop());
  return { discord, delivery, clock, events };
}

const part = (more: Partial<Delivered> = {}): Delivered => ({
  channelId: CHANNEL_ID,
  body: PART?.body ?? '',
  key: KEY,
  form: 'message',
  lookSince: null,
  priority: 0,
  signal: new AbortController().signal,
  ...more,
});
const SEND = `POST /channels/${CHANNEL_ID}/messages`;
const LIST = `GET /channels/${CHANNEL_ID}/messages`;
const CHANNEL = `GET /channels/${CHANNEL_ID}`;

/** Messages in the channel, ids from `from` on: the newest first, as Discord lists them. */
function message(id: bigint, author: string, key: string) {
  const components = [{ type: 17, components: [{ type: 1, components: [{ custom_id: `k1.digest.why.${key}` }] }] }];
  return { id: String(id), author: { id: author }, components };
}

test('GIVEN a part never tried THEN it is sent at once, byte for byte, with the bot’s token', async () => {
  const { discord, delivery } = await deliveryTo();
  expect(await delivery.post(part())).toEqual({
    kind: 'sent',
    messageId: '900000000000000001',
    channelId: CHANNEL_ID,
    found: false,
  });
  expect(discord.routes()).toEqual([SEND]);
  const [request] = discord.requests;
  expect(request?.text).toBe(PART?.body);
  expect(request?.headers['authorization']).toBe('Bot a-token');
  expect(request?.headers['content-type']).toBe('application/json');
  expect(JSON.parse(request?.text ?? '')).toMatchObject({ nonce: KEY, enforce_nonce: true });
});

test('GIVEN a part tried before that is not there THEN the channel is looked through first, and two requests are enough', async () => {
  const { discord, delivery } = await deliveryTo({ [LIST]: { json: [message(snowflakeAt(SENT_AT), OTHER, KEY)] } });
  expect(await delivery.post(part({ lookSince: SENT_AT }))).toMatchObject({ kind: 'sent', found: false });
  expect(discord.routes()).toEqual(['GET /users/@me', LIST, SEND]);
});

test('GIVEN a message with our key from a minute before the first try, or from before that THEN only the first counts', async () => {
  const margin = snowflakeAt(SENT_AT - 60_000);
  const arrived = await deliveryTo({ [LIST]: { json: [message(margin, BOT, KEY)] } });
  expect(await arrived.delivery.post(part({ lookSince: SENT_AT }))).toMatchObject({ found: true });
  const older = await deliveryTo({ [LIST]: { json: [message(margin - 1n, BOT, KEY)] } });
  expect(await older.delivery.post(part({ lookSince: SENT_AT }))).toMatchObject({ found: false });
});

test('GIVEN an empty channel THEN it is sent only because the history may be read', async () => {
  const { discord, delivery } = await deliveryTo();
  expect(await delivery.post(part({ lookSince: SENT_AT }))).toMatchObject({ kind: 'sent', found: false });
  expect(discord.routes().slice(1, 3)).toEqual([LIST, CHANNEL]);
  expect(discord.routes().at(-1)).toBe(SEND);
});

test('GIVEN a part that had arrived THEN it is found by its button and not sent again', async () => {
  const first = snowflakeAt(SENT_AT);
  const list = [message(first + 3n, OTHER, KEY), message(first + 2n, BOT, KEY), message(first + 1n, BOT, 'another')];
  const { discord, delivery, events } = await deliveryTo({ [LIST]: { json: list } });
  expect(await delivery.post(part({ lookSince: SENT_AT }))).toMatchObject({
    kind: 'sent',
    messageId: String(first + 2n),
    channelId: CHANNEL_ID,
    found: true,
  });
  expect(discord.routes()).not.toContain(SEND);
  expect(events).toMatchObject([{ event: 'part found, not sent again', fields: { message: String(first + 2n) } }]);
});

test('GIVEN somebody else’s message with our key THEN it does not count', async () => {
  const { delivery } = await deliveryTo({ [LIST]: { json: [message(snowflakeAt(SENT_AT), OTHER, KEY)] } });
  expect(await delivery.post(part({ lookSince: SENT_AT }))).toMatchObject({ kind: 'sent', found: false });
});

test('GIVEN a channel with many messages since THEN every page is looked at', async () => {
  const first = snowflakeAt(SENT_AT);
  const all = Array.from({ length: 250 }, (_, n) => message(first + BigInt(n), n === 10 ? BOT : OTHER, KEY));
  const { discord, delivery } = await deliveryTo({
    // Discord gives those right before `before`, the newest first.
    [LIST]: ({ query }) => {
      const before = BigInt(query.get('before') ?? first + 1_000n);
      return {
        json: all
          .filter(({ id }) => BigInt(id) < before)
          .slice(-Number(query.get('limit')))
          .toReversed(),
      };
    },
  });
  const outcome = await delivery.post(part({ lookSince: SENT_AT }));
  expect(outcome).toMatchObject({ kind: 'sent', messageId: String(first + 10n), found: true });
  expect(discord.routes().filter((route) => route === LIST)).toHaveLength(3);
});

test('GIVEN a channel that never ends THEN it is uncertain, not sent', async () => {
  let oldest = snowflakeAt(SENT_AT + 3_600_000);
  const page = () => Array.from({ length: 100 }, () => message(oldest--, OTHER, 'x'));
  const { discord, delivery } = await deliveryTo({ [LIST]: () => ({ json: page() }) }, { requestsPerSecond: 1_000 });
  expect(await delivery.post(part({ lookSince: SENT_AT }))).toMatchObject({ kind: 'uncertain' });
  expect(discord.routes()).not.toContain(SEND);
});

test('GIVEN no permission to read the history, where Discord gives an empty list, THEN it is uncertain, not sent', async () => {
  const { discord, delivery } = await deliveryTo({
    [`GET /guilds/${GUILD_ID}/roles`]: { json: [{ id: GUILD_ID, permissions: String((1n << 10n) | (1n << 11n)) }] },
  });
  expect(await delivery.post(part({ lookSince: SENT_AT }))).toMatchObject({ kind: 'uncertain' });
  expect(discord.routes()).not.toContain(SEND);
});

test('GIVEN a channel that was closed to us meanwhile THEN a part tried before is uncertain', async () => {
  const { discord, delivery } = await deliveryTo({
    [LIST]: { status: 403, json: { code: 50001, message: 'Missing Access' } },
  });
  const outcome = await delivery.post(part({ lookSince: SENT_AT }));
  expect(outcome).toEqual({ kind: 'uncertain', detail: expect.stringContaining('50001') });
  expect(discord.routes()).not.toContain(SEND);
});

test('GIVEN a look that fails THEN nothing is sent and it is tried again later', async () => {
  const { discord, delivery } = await deliveryTo({ [LIST]: { status: 503, json: {} } });
  expect(await delivery.post(part({ lookSince: SENT_AT }))).toMatchObject({ kind: 'retry', reason: 'server' });
  expect(discord.routes()).not.toContain(SEND);
});

test.each([
  ['missing-access', 403, 50001],
  ['missing-permission', 403, 50013],
  ['missing-access', 403, 20016],
  ['unknown-channel', 404, 10003],
  ['unauthorized', 401, 0],
  ['invalid', 400, 50035],
])('GIVEN the refusal %s (%i, %i) THEN it is final, with its reason', async (reason, status, code) => {
  const { discord, delivery } = await deliveryTo({ [SEND]: { status, json: { code, message: 'The reason' } } });
  const outcome = await delivery.post(part());
  expect(outcome).toMatchObject({ kind: 'refused', reason });
  expect(outcome).toHaveProperty('detail', expect.stringMatching(new RegExp(`${status}.*${code}.*The reason`)));
  expect(discord.requests).toHaveLength(1);
});

test('GIVEN a refused token THEN the next part is still sent with it', async () => {
  const { discord, delivery } = await deliveryTo({ [SEND]: { status: 401, json: { code: 0, message: '401' } } });
  await delivery.post(part());
  expect(await delivery.post(part())).toMatchObject({ kind: 'refused', reason: 'unauthorized' });
  expect(discord.requests).toHaveLength(2);
});

test('GIVEN a refusal that is not Discord’s own THEN it is tried again later', async () => {
  const { delivery } = await deliveryTo({ [SEND]: { status: 403, html: '<h1>Captive portal</h1>' } });
  expect(await delivery.post(part())).toMatchObject({ kind: 'retry', reason: 'server', afterMs: null });
});

test('GIVEN a channel’s rate limit THEN the pause is told and nothing is sent again', async () => {
  const limited = { status: 429, headers: { 'retry-after': '1.5' }, json: { retry_after: 1.5, global: false } };
  const { discord, delivery } = await deliveryTo({ [SEND]: limited });
  expect(await delivery.post(part())).toMatchObject({ kind: 'retry', reason: 'rate-limited', afterMs: 1500 });
  expect(discord.requests).toHaveLength(1);
});

test('GIVEN a channel whose allowance is used up THEN the next part waits for its renewal and meets no 429', async () => {
  const headers = { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '0.2' };
  const { discord, delivery, clock } = await deliveryTo({
    [SEND]: { headers, json: { id: '900000000000000001' } },
  });
  const both = Promise.all([delivery.post(part()), delivery.post(part())]);
  await expect.poll(() => delivery.pace().requests).toBe(1);
  await clock.move(199);
  expect(discord.requests).toHaveLength(1);
  await clock.move(1);
  expect(await both).toMatchObject([{ kind: 'sent' }, { kind: 'sent' }]);
  expect(delivery.pace()).toEqual({ requests: 2, waits: 1, refusals: 0, globalRefusals: 0 });
});

test('GIVEN the whole bot’s rate limit THEN no request goes out until its pause is over', async () => {
  const limited = { status: 429, headers: { 'retry-after': '2', 'x-ratelimit-global': 'true' }, json: {} };
  let answer: FakeAnswer = limited;
  const { discord, delivery, clock } = await deliveryTo({
    [SEND]: () => answer,
    [`POST /channels/${OTHER_CHANNEL}/messages`]: () => answer,
  });
  await delivery.post(part());
  answer = { json: { id: '900000000000000002' } };
  const waiting = delivery.post(part({ channelId: OTHER_CHANNEL }));
  await clock.move(1_999);
  expect(discord.requests).toHaveLength(1);
  await clock.move(1);
  expect(await waiting).toMatchObject({ kind: 'sent' });
  expect(delivery.pace()).toMatchObject({ requests: 2, globalRefusals: 1 });
});

test('GIVEN a pause longer than anybody waits THEN the next part is told so at once', async () => {
  const limited = { status: 429, headers: { 'x-ratelimit-scope': 'global' }, json: { retry_after: 600, global: true } };
  const { discord, delivery, clock } = await deliveryTo({ [SEND]: limited });
  await delivery.post(part());
  await clock.move(60_000);
  expect(await delivery.post(part())).toMatchObject({ kind: 'retry', reason: 'rate-limited', afterMs: 540_000 });
  expect(discord.requests).toHaveLength(1);
});

test.each<[string, FakeAnswer, string]>([
  ['a server error', { status: 502, html: 'Bad gateway' }, 'server'],
  ['an answer that is no message', { json: { hello: 'world' } }, 'server'],
  ['a cut connection', 'cut', 'network'],
  ['no answer', 'hang', 'network'],
])('GIVEN %s THEN one request was made and the caller may try again', async (_name, answer, reason) => {
  const { discord, delivery } = await deliveryTo({ [SEND]: answer }, { timeoutMs: 300 });
  expect(await delivery.post(part())).toMatchObject({ kind: 'retry', reason, afterMs: null });
  expect(discord.routes()).toEqual([SEND]);
});

test('GIVEN nobody at the address THEN it is tried again later', async () => {
  const { log } = recordingLog();
  const delivery = createDelivery({ token: 't', apiUrl: 'http://127.0.0.1:9/api', clock: testClock(), log });
  expect(await delivery.post(part())).toMatchObject({ kind: 'retry', reason: 'network' });
  delivery.stop();
  delivery.stop();
});

test('GIVEN a stop while Discord holds its answer back THEN the abort is thrown', async () => {
  const { discord, delivery } = await deliveryTo({ [SEND]: 'hang' });
  const stopping = new AbortController();
  const sending = delivery.post(part({ signal: stopping.signal }));
  await expect.poll(() => discord.requests.length).toBe(1);
  const reason = new Error('stopping');
  stopping.abort(reason);
  await expect(sending).rejects.toBe(reason);
});

test('GIVEN a thread THEN its parent’s overwrites hold', async () => {
  const PARENT = '300000000000000009';
  const { delivery } = await deliveryTo({
    [CHANNEL]: { json: { type: 11, guild_id: GUILD_ID, parent_id: PARENT } },
    [`GET /channels/${PARENT}`]: {
      json: { type: 0, guild_id: GUILD_ID, permission_overwrites: [{ id: BOT, allow: '0', deny: String(1n << 16n) }] },
    },
  });
  expect(await delivery.permissionsIn(CHANNEL_ID)).toBe((1n << 10n) | (1n << 11n));
});

test('GIVEN a direct message THEN history can be read there', async () => {
  const { delivery } = await deliveryTo({ [CHANNEL]: { json: { type: 1 } } });
  expect((await delivery.permissionsIn(CHANNEL_ID)) & (1n << 16n)).toBe(1n << 16n);
});

test.each([403, 404])('GIVEN a channel that answers %i THEN the bot can do nothing there', async (status) => {
  const { delivery } = await deliveryTo({ [CHANNEL]: { status, json: { code: 10003, message: 'x' } } });
  expect(await delivery.permissionsIn(CHANNEL_ID)).toBe(0n);
});

test('GIVEN a failing Discord THEN permissions are not guessed, and asked for anew the next time', async () => {
  let isUp = false;
  const { delivery } = await deliveryTo({
    'GET /users/@me': () => (isUp ? { json: { id: BOT } } : { status: 500, json: {} }),
  });
  await expect(delivery.permissionsIn(CHANNEL_ID)).rejects.toThrow('Internal Server Error');
  isUp = true;
  expect(await delivery.permissionsIn(CHANNEL_ID)).toBe(BigInt(ALL_WE_NEED));
});
