import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readList, readText } from '../../src/sandbox/json.ts';
import { call, logIn, openSandbox } from './raw-bot.ts';

const VIEW = 1n << 10n;
const SEND = 1n << 11n;
const HISTORY = 1n << 16n;

async function openChannel() {
  const { sandbox, clock } = await openSandbox();
  const { channels } = sandbox.ids;
  const path = `/channels/${channels.news}/messages`;
  const send = (body: unknown) => call(sandbox, 'POST', path, body);
  return { sandbox, clock, channels, path, send };
}

test('GIVEN an enforced nonce THEN it names one message for a few minutes', async () => {
  const { sandbox, clock, send } = await openChannel();
  const first = await send({ content: 'a', nonce: 'key', enforce_nonce: true });
  const again = await send({ content: 'other words', nonce: 'key', enforce_nonce: true });
  expect(first.body).toMatchObject({ nonce: 'key', content: 'a' });
  expect(again).toMatchObject({ status: 200, body: first.body });
  await clock.move(179_000);
  expect((await send({ content: 'a', nonce: 'key', enforce_nonce: true })).body).toEqual(first.body);
  await clock.move(2_000);
  await send({ content: 'a', nonce: 'key', enforce_nonce: true });
  expect(sandbox.messages('news')).toHaveLength(2);
});

test('GIVEN a nonce that is not enforced, or in another channel THEN each send is a message', async () => {
  const { sandbox, channels, send } = await openChannel();
  await send({ content: 'a', nonce: 'key' });
  await send({ content: 'a', nonce: 'key' });
  await call(sandbox, 'POST', `/channels/${channels.general}/messages`, {
    content: 'a',
    nonce: 'key',
    enforce_nonce: true,
  });
  expect(sandbox.messages('news').map((one) => one.nonce)).toEqual(['key', 'key']);
  expect(sandbox.messages('general')).toHaveLength(1);
});

test('GIVEN six messages in five seconds THEN the sixth waits, with the time in the answer', async () => {
  const { sandbox, clock, channels, send } = await openChannel();
  for (let n = 1; n <= 5; n++) {
    const { status, headers } = await send({ content: `${n}` });
    expect([status, headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual([
      200,
      '5',
      `${5 - n}`,
    ]);
  }
  await clock.move(2000);
  const over = await send({ content: '6' });
  expect(over).toMatchObject({ status: 429, body: { retry_after: 3, global: false } });
  expect(over.headers.get('retry-after')).toBe('3');
  expect(over.headers.get('x-ratelimit-reset-after')).toBe('3.000');
  expect((await call(sandbox, 'POST', `/channels/${channels.general}/messages`, { content: 'x' })).status).toBe(200);
  await clock.move(3000);
  expect((await send({ content: '6' })).status).toBe(200);
  expect(sandbox.messages('news')).toHaveLength(6);
});

test.each([
  ['no permission to write', VIEW | HISTORY, 'POST', 403, 50013],
  ['no sight of the channel', SEND, 'POST', 403, 50001],
  ['no sight of the channel', HISTORY, 'GET', 403, 50001],
])('GIVEN %s THEN Discord’s refusal', async (_, bits, method, status, code) => {
  const { sandbox, path } = await openChannel();
  sandbox.breakages.setPermissions('news', bits);
  const answer = await call(sandbox, method, path, method === 'POST' ? { content: 'x' } : undefined);
  expect(answer).toMatchObject({ status, body: { code } });
});

test('GIVEN no permission to read history THEN a list is empty and one message is refused', async () => {
  const { sandbox, path, send } = await openChannel();
  const sent = await send({ content: 'x' });
  sandbox.breakages.setPermissions('news', VIEW | SEND);
  expect(await call(sandbox, 'GET', path)).toMatchObject({ status: 200, body: [] });
  expect((await call(sandbox, 'GET', `${path}/${readText(sent.body, 'id')}`)).status).toBe(403);
  sandbox.breakages.setPermissions('news', null);
  expect((await call(sandbox, 'GET', path)).body).toMatchObject([{ content: 'x' }]);
});

test('GIVEN the standing permissions THEN #locked takes no message and a deleted channel is unknown', async () => {
  const { sandbox, channels, path } = await openChannel();
  expect((await call(sandbox, 'POST', `/channels/${channels.locked}/messages`, { content: 'x' })).body).toMatchObject({
    code: 50013,
  });
  expect((await call(sandbox, 'POST', `/channels/${channels.staff}/messages`, { content: 'x' })).status).toBe(200);
  sandbox.breakages.deleteChannel('news');
  expect(await call(sandbox, 'POST', path, { content: 'x' })).toMatchObject({ status: 404, body: { code: 10003 } });
  sandbox.breakages.clear();
  expect((await call(sandbox, 'POST', path, { content: 'x' })).status).toBe(200);
});

test('GIVEN any history THEN paging before, after and around gives each message once, newest first', async () => {
  const { sandbox, clock, path, send } = await openChannel();
  for (let n = 0; n < 12; n++) {
    await send({ content: `${n}` });
    await clock.move(2000);
  }
  const ids = sandbox.messages('news').map((one) => one.id);
  const newestFirst = ids.toReversed();
  const list = async (query: string) => {
    const { body } = await call(sandbox, 'GET', `${path}?${query}`);
    return Array.isArray(body) ? body.map((one: unknown) => readText(one, 'id')) : body;
  };
  expect(await list('')).toEqual(newestFirst);
  await fc.assert(
    fc.asyncProperty(fc.nat(11), fc.integer({ min: 1, max: 12 }), async (at, limit) => {
      const id = ids[at] ?? '';
      expect(await list(`before=${id}&limit=${limit}`)).toEqual(ids.slice(0, at).slice(-limit).toReversed());
      expect(await list(`after=${id}&limit=${limit}`)).toEqual(ids.slice(at + 1, at + 1 + limit).toReversed());
      const around = await list(`around=${id}&limit=${limit}`);
      expect(around).toContain(id);
    }),
    { numRuns: 10 },
  );
  for (const limit of ['0', '101', 'x'])
    expect(await call(sandbox, 'GET', `${path}?limit=${limit}`)).toMatchObject({ status: 400, body: { code: 50035 } });
  expect((await call(sandbox, 'GET', `${path}?before=abc`)).status).toBe(400);
});

test('GIVEN a message THEN it is edited, deleted and published as Discord does', async () => {
  const { sandbox, channels, path, send, clock } = await openChannel();
  const { body } = await send({ content: 'x', nonce: 'n' });
  const own = `${path}/${readText(body, 'id')}`;
  await clock.move(1000);
  const edited = await call(sandbox, 'PATCH', own, { content: 'y' });
  expect(edited.body).toMatchObject({ content: 'y', edited_timestamp: '2026-11-23T09:00:01.000000+00:00' });
  expect((await call(sandbox, 'GET', own)).body).not.toHaveProperty('nonce');
  expect((await call(sandbox, 'POST', `${own}/crosspost`)).body).toMatchObject({ code: 50024 });
  expect((await call(sandbox, 'DELETE', own)).status).toBe(204);
  expect((await call(sandbox, 'PATCH', own, { content: 'z' })).body).toMatchObject({ code: 10008 });
  const news = `/channels/${channels.announcements}/messages`;
  const posted = await call(sandbox, 'POST', news, { content: 'x' });
  const publish = `${news}/${readText(posted.body, 'id')}/crosspost`;
  expect((await call(sandbox, 'POST', publish)).body).toMatchObject({ flags: 1 });
  expect((await call(sandbox, 'POST', publish)).body).toMatchObject({ code: 40033 });
});

test('GIVEN files THEN they come with the message, and an edit keeps those it names', async () => {
  const { sandbox, path } = await openChannel();
  const form = new FormData();
  const components = [{ type: 13, file: { url: 'attachment://a.txt' } }];
  form.set('payload_json', JSON.stringify({ flags: 32_768, components, attachments: [{ id: 0, filename: 'a.txt' }] }));
  form.set('files[0]', new File(['words'], 'a.txt', { type: 'text/plain' }));
  const sent = await call(sandbox, 'POST', path, form);
  expect(sent.body).toMatchObject({ attachments: [{ filename: 'a.txt', size: 5 }], components: [{ name: 'a.txt' }] });
  const [message] = sandbox.messages('news');
  expect(message?.files).toMatchObject([{ name: 'a.txt', text: 'words' }]);
  const address = /"url":"([^"]+)"/.exec(JSON.stringify(sent.body))?.[1] ?? '';
  expect(await (await fetch(address)).text()).toBe('words');
  await call(sandbox, 'PATCH', `${path}/${message?.id}`, {
    components: [{ type: 10, content: 'bare' }],
    attachments: [],
  });
  expect(sandbox.messages('news')[0]?.files).toEqual([]);
});

test('GIVEN a picture of a gallery or beside a text THEN it has the address at which its file is', async () => {
  const { sandbox, path } = await openChannel();
  const media = { url: 'attachment://a.png' };
  const section = { type: 9, components: [{ type: 10, content: 'a' }], accessory: { type: 11, media } };
  const components = [{ type: 12, items: [{ media }] }, section];
  const form = new FormData();
  form.set('payload_json', JSON.stringify({ flags: 32_768, components, attachments: [{ id: 0, filename: 'a.png' }] }));
  form.set('files[0]', new File(['bytes'], 'a.png', { type: 'image/png' }));
  const sent = JSON.stringify((await call(sandbox, 'POST', path, form)).body);
  expect(sent).not.toContain('attachment://');
  const addresses = [...sent.matchAll(/"media":\{"id":"\d+","url":"([^"]+)"/g)].map(([, url = '']) => url);
  expect(addresses).toHaveLength(2);
  for (const address of addresses) expect(await (await fetch(address)).text()).toBe('bytes');
});

test('GIVEN a file that is named but not sent THEN Discord’s refusal', async () => {
  const { send } = await openChannel();
  const answer = await send({ flags: 32_768, components: [{ type: 13, file: { url: 'attachment://none.txt' } }] });
  expect(JSON.stringify(answer.body)).toContain('UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND');
});

test('GIVEN bodies that are no JSON objects THEN 50109', async () => {
  const { sandbox, path } = await openChannel();
  for (const body of ['{', '[]', '"x"'])
    expect(await call(sandbox, 'POST', path, body)).toMatchObject({ status: 400, body: { code: 50109 } });
});

test('GIVEN mentions THEN only those are pinged that allowed_mentions lets through', async () => {
  const { sandbox, send } = await openChannel();
  const { member } = sandbox.ids.users;
  const content = `<@${member}> @everyone`;
  expect((await send({ content })).body).toMatchObject({ mentions: [{ id: member }], mention_everyone: false });
  expect((await send({ content, allowed_mentions: { parse: [] } })).body).toMatchObject({ mentions: [] });
  sandbox.breakages.setPermissions('news', VIEW | SEND | (1n << 17n));
  expect((await send({ content })).body).toMatchObject({ mention_everyone: true });
});

test('GIVEN a message that comes THEN whoever waits for it has it', async () => {
  const { sandbox, send, clock } = await openChannel();
  const waiting = sandbox.waitForMessage('news', (one) => readText(one.body, 'content') === 'two');
  await send({ content: 'one' });
  await send({ content: 'two' });
  expect((await waiting).sentAt).toBe(clock.now());
  const never = sandbox.waitForMessage('news', () => false, 500).catch(String);
  await clock.move(500);
  expect(await never).toContain('#news within 500 ms');
});

test('GIVEN a direct message THEN it has a channel of its own', async () => {
  const { sandbox } = await openChannel();
  await logIn(sandbox);
  const opened = await call(sandbox, 'POST', '/users/@me/channels', { recipient_id: sandbox.ids.users.member });
  const id = readText(opened.body, 'id') ?? '';
  expect(opened.body).toMatchObject({ type: 1 });
  expect((await call(sandbox, 'POST', `/channels/${id}/messages`, { content: 'x' })).status).toBe(200);
  expect((await call(sandbox, 'POST', '/users/@me/channels', { recipient_id: '1' })).body).toMatchObject({
    code: 10013,
  });
});

test('GIVEN a picture THEN its address gives the same bytes back, as a picture', async () => {
  const { path, sandbox } = await openChannel();
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  const form = new FormData();
  form.set('payload_json', JSON.stringify({ content: 'A chart' }));
  form.set('files[0]', new Blob([bytes], { type: 'image/png' }), 'chart.png');
  const { body } = await call(sandbox, 'POST', path, form);
  const [attachment] = readList(body, 'attachments');
  const got = await fetch(readText(attachment, 'url') ?? '');
  expect(got.headers.get('content-type')).toBe('image/png');
  expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes);
});
