import { expect, test } from 'vitest';
import { call, logIn, openSandbox } from './raw-bot.ts';

async function openChannel() {
  const { sandbox, clock } = await openSandbox();
  const send = () => call(sandbox, 'POST', `/channels/${sandbox.ids.channels.news}/messages`, { content: 'x' });
  return { sandbox, clock, send };
}
const MESSAGES = /^\/channels\/\d+\/messages$/;

test('GIVEN a rule with a status THEN as many requests get it as it says, and nothing happens', async () => {
  const { sandbox, send } = await openChannel();
  const rule = sandbox.breakages.add({ method: 'post', route: MESSAGES, times: 2, act: { status: 502 } });
  expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([502, 502, 200]);
  expect(rule.hits()).toBe(2);
  expect(sandbox.messages('news')).toHaveLength(1);
});

test('GIVEN a rule for another method or route, or one taken back THEN it does not act', async () => {
  const { sandbox, send } = await openChannel();
  sandbox.breakages.add({ method: 'GET', route: MESSAGES, act: { status: 500 } });
  sandbox.breakages.add({ route: /guilds/g, act: { status: 500 } });
  sandbox.breakages.add({ route: MESSAGES, act: { status: 500 } }).remove();
  expect((await send()).status).toBe(200);
  sandbox.breakages.add({ route: MESSAGES, act: { status: 500 } });
  sandbox.breakages.clear();
  expect((await send()).status).toBe(200);
});

test('GIVEN a 429 on purpose THEN body and headers are those of Discord or the rule’s own', async () => {
  const { sandbox, send } = await openChannel();
  sandbox.breakages.add({ route: MESSAGES, act: { status: 429, headers: { 'retry-after': '7' } } });
  const answer = await send();
  expect(answer).toMatchObject({ status: 429, body: { retry_after: 1 } });
  expect(answer.headers.get('retry-after')).toBe('7');
  sandbox.breakages.add({ route: MESSAGES, act: { status: 403, body: { code: 50001 } } });
  expect((await send()).body).toEqual({ code: 50001 });
});

test.each([
  ['drop', 0],
  ['withhold-drop', 1],
] as const)('GIVEN %s THEN the connection ends, and %i messages are stored', async (act, stored) => {
  const { sandbox, send } = await openChannel();
  sandbox.breakages.add({ route: MESSAGES, act });
  await expect(send()).rejects.toThrow('fetch failed');
  expect(sandbox.messages('news')).toHaveLength(stored);
});

test.each([
  ['hang', 0],
  ['withhold', 1],
] as const)('GIVEN %s THEN no answer comes, and %i messages are stored', async (act, stored) => {
  const { sandbox, send } = await openChannel();
  const rule = sandbox.breakages.add({ route: MESSAGES, act });
  const noted = new Promise<void>((resolve) => {
    sandbox.wire.onEntry((entry) => entry.note?.includes(act) === true && resolve());
  });
  const ended = send().catch(String);
  await noted;
  expect(rule.hits()).toBe(1);
  expect(sandbox.messages('news')).toHaveLength(stored);
  await sandbox.stop();
  expect(await ended).toContain('fetch failed');
});

test('GIVEN a revoked token THEN everything is 401 and the gateway closes with 4004, until it is taken back', async () => {
  const { sandbox, send } = await openChannel();
  const bot = await logIn(sandbox);
  sandbox.breakages.revokeToken();
  expect(await bot.closed).toBe(4004);
  expect(await send()).toMatchObject({ status: 401, body: { message: '401: Unauthorized', code: 0 } });
  sandbox.breakages.clear();
  expect((await send()).status).toBe(200);
});
