import { expect, test } from 'vitest';
import { createInteractionApi, isGone, isRefusal } from '../../src/discord/interaction-api.ts';
import { render } from '../../src/discord/render.ts';
import { md, notice } from '../../src/reply.ts';
import { testClock } from '../support/clock.ts';
import { APPLICATION_ID, refusal } from '../support/interactions.ts';
import { afterThisTest, type FakeAnswer, fakeDiscord } from './fake-discord.ts';

const TO = { id: '500000000000000001', application_id: APPLICATION_ID, token: 'an-interaction-token' };
const DEFER = { type: 5 } as const;
const MESSAGE = render({
  ...notice(md`Here`),
  files: [{ name: 'a.txt', contentType: 'text/plain', text: 'Whole text' }],
});

/** Answers request after request from `answers`; the last one stays. */
async function apiBefore(...answers: FakeAnswer[]) {
  let n = 0;
  const discord = await fakeDiscord(() => answers[Math.min(n++, answers.length - 1)] ?? {});
  const clock = testClock();
  const api = createInteractionApi({ clock, apiUrl: discord.apiUrl });
  afterThisTest(async () => api.stop());
  return { api, discord, clock };
}

test('GIVEN an interaction THEN its first answer goes out without the bot’s token', async () => {
  const { api, discord } = await apiBefore({ status: 204 });
  await api.acknowledge(TO, DEFER);
  expect(discord.routes()).toEqual([`POST /interactions/${TO.id}/${TO.token}/callback`]);
  expect(discord.requests[0]?.headers).not.toHaveProperty('authorization');
  expect(JSON.parse(discord.requests[0]?.text ?? '')).toEqual(DEFER);
});

test('GIVEN a first answer that fails THEN it is tried once more, and “already acknowledged” means that it had arrived', async () => {
  const { api, discord } = await apiBefore({ status: 502 }, { status: 400, json: { code: 40060, message: 'already' } });
  await api.acknowledge(TO, DEFER);
  expect(discord.requests).toHaveLength(2);
});

test('GIVEN a first answer that Discord refuses THEN it is not repeated', async () => {
  const { api, discord } = await apiBefore({ status: 404, json: { code: 10062, message: 'Unknown interaction' } });
  const error: unknown = await api.acknowledge(TO, DEFER).catch((thrown: unknown) => thrown);
  expect(isGone(error)).toBe(true);
  expect(discord.requests).toHaveLength(1);
});

test('GIVEN an edit THEN the original answer gets the message and its files', async () => {
  const { api, discord } = await apiBefore({});
  await api.edit(TO, MESSAGE);
  expect(discord.routes()).toEqual([`PATCH /webhooks/${APPLICATION_ID}/${TO.token}/messages/@original`]);
  const sent = discord.requests[0]?.text;
  expect(sent).toMatch(/name="files\[0\]"; filename="a\.txt"[^]*Whole text/);
  expect(sent).toMatch(/name="payload_json"[^]*"attachments":\[\{"id":"0","filename":"a\.txt"\}\]/);
});

test('GIVEN edits that fail on the way THEN they are repeated with growing pauses, three times in all', async () => {
  const { api, discord, clock } = await apiBefore({ status: 503 });
  const editing = api.edit(TO, MESSAGE).catch((thrown: unknown) => thrown);
  await expect.poll(() => discord.requests.length).toBe(1);
  for (const pause of [500, 1000]) {
    const before = discord.requests.length;
    await clock.move(pause - 1);
    expect(discord.requests).toHaveLength(before);
    await clock.move(1);
    await expect.poll(() => discord.requests.length).toBe(before + 1);
  }
  expect(isRefusal(await editing)).toBe(false);
  expect(discord.requests).toHaveLength(3);
});

test('GIVEN a follow-up that fails THEN it is not repeated: Discord would show it twice', async () => {
  const { api, discord } = await apiBefore({ status: 503 });
  await expect(api.followUp(TO, MESSAGE)).rejects.toThrow('Service Unavailable');
  expect(discord.requests).toHaveLength(1);
  expect(discord.requests[0]?.text).toContain(String((1 << 15) | 64));
});

test.each([
  [10062, true],
  [40060, true],
  [50027, true],
  [50035, false],
])('GIVEN code %i THEN whether the member still waits is known', (code, gone) => {
  expect(isGone(refusal(404, code))).toBe(gone);
  expect(isRefusal(refusal(404, code))).toBe(true);
});
