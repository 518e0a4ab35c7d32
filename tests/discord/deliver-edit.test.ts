import { describe, expect, test } from 'vitest';
import { createDelivery } from '../../src/discord/deliver.ts';
import { correctBody } from '../../src/discord/render-correction.ts';
import { renderParts } from '../../src/discord/render-parts.ts';
import { hashFields } from '../../src/ids.ts';
import { type Closing, md, textBlock } from '../../src/reply.ts';
import { openSandbox, TOKEN } from '../sandbox/raw-bot.ts';
import { recordingLog } from '../support/interactions.ts';
import { afterThisTest } from './fake-discord.ts';

const key = hashFields(['digest', '2026-11-23T08:00', 1], 25);
const action = { command: 'digest', action: 'read', args: [key] };
const WAS = md`The ferry sails.`;
const NOW = md`The ferry rests.`;
const NEXT = { was: WAS, now: NOW, instead: NOW, note: md`Corrected` };
const closing: Closing = () => ({ key, rows: [{ kind: 'buttons', buttons: [{ label: 'Read', action }] }] });

/** The real delivery beside a sandbox, with one message of ours. */
async function posted() {
  const { sandbox, clock } = await openSandbox({ checkSchema: true });
  const { log } = recordingLog();
  const delivery = createDelivery({ token: TOKEN, apiUrl: sandbox.apiUrl, clock, log, timeoutMs: 2_000 });
  afterThisTest(async () => delivery.stop());
  const channelId = sandbox.ids.channels.news;
  const [part] = renderParts({ accent: 'notice', blocks: [textBlock(WAS)] }, closing);
  const { signal } = new AbortController();
  const { body: sent = '' } = part ?? {};
  const at = { channelId, form: 'message', key, lookSince: null, priority: 0, signal } as const;
  const outcome = await delivery.post({ ...at, body: sent });
  if (outcome.kind !== 'sent') throw new Error('not posted');
  const body = correctBody(sent, NEXT);
  const edit = (messageId = outcome.messageId) => delivery.edit({ channelId, messageId, body, signal });
  return { sandbox, delivery, edit, channelId };
}

test('GIVEN an edit, and the same once more THEN the message says the new words, valid by the schema, without a second one', async () => {
  const { sandbox, edit } = await posted();
  expect(await edit()).toEqual({ kind: 'edited' });
  expect(await edit()).toEqual({ kind: 'edited' });
  const messages = sandbox.messages('news');
  expect(messages).toHaveLength(1);
  expect(JSON.stringify(messages[0]?.body)).toContain('The ferry rests.');
  expect(messages[0]?.editedAt).not.toBeNull();
  expect(sandbox.checks.faults).toEqual([]);
});

test('GIVEN a message that is not there, or a channel that is gone THEN it is gone, and not to be tried again', async () => {
  const { sandbox, edit } = await posted();
  expect(await edit('123456789012345678')).toMatchObject({ kind: 'gone', detail: expect.stringContaining('10008') });
  sandbox.breakages.deleteChannel('news');
  expect(await edit()).toMatchObject({ kind: 'gone', detail: expect.stringContaining('10003') });
});

test('GIVEN Discord that fails or asks to wait THEN the edit is to be tried again; one that refuses has refused', async () => {
  const { sandbox, edit } = await posted();
  const answer = (status: number, body?: unknown) =>
    sandbox.breakages.add({ method: 'PATCH', route: /\/messages\/\d+$/, act: { status, body } });
  answer(500);
  expect(await edit()).toMatchObject({ kind: 'retry', afterMs: null });
  answer(403, { code: 50001, message: 'Missing Access' });
  expect(await edit()).toMatchObject({ kind: 'refused' });
  expect(await edit()).toEqual({ kind: 'edited' });
  // Last: what follows would wait for its turn.
  answer(429, { message: 'slow', retry_after: 0.2, global: false });
  expect(await edit()).toMatchObject({ kind: 'retry', afterMs: 200 });
});

describe('a message in a thread', () => {
  /** One in a member's thread, or the message that opens a post of ours in a forum. */
  async function postedIn(kind: 'thread' | 'forum') {
    const room = await posted();
    const { sandbox, delivery } = room;
    const { signal } = new AbortController();
    const forum = kind === 'forum' ? sandbox.addChannel({ kind, name: 'press' }) : '';
    const threadId =
      kind === 'thread' ? sandbox.addChannel({ kind, name: 'Talk', parentId: sandbox.ids.channels.news }) : '';
    const parent = forum || sandbox.ids.channels.news;
    const manner = kind === 'forum' ? { forumTitle: 'Monday' } : {};
    const [part] = renderParts({ accent: 'notice', blocks: [textBlock(WAS)] }, closing, manner);
    if (!part) throw new Error('no part');
    const at = { channelId: forum || threadId, lookSince: null, priority: 0, signal };
    const outcome = await delivery.post({ ...at, ...part });
    if (outcome.kind !== 'sent') throw new Error(JSON.stringify(outcome));
    const { channelId, messageId } = outcome;
    const body = correctBody(part.body, NEXT);
    const text = () => JSON.stringify(sandbox.messages({ id: channelId })[0]?.body);
    const isClosed = () => sandbox.threads(parent).find(({ id }) => id === channelId)?.archived;
    return { sandbox, channelId, text, isClosed, edit: () => delivery.edit({ channelId, messageId, body, signal }) };
  }

  test('GIVEN a member’s thread that was closed THEN it is opened for the edit, as it is for a message', async () => {
    const { sandbox, channelId, edit, text, isClosed } = await postedIn('thread');
    sandbox.setThread(channelId, { archived: true });
    expect(await edit()).toEqual({ kind: 'edited' });
    expect(text()).toContain('The ferry rests.');
    expect(isClosed()).toBe(false);
    expect(sandbox.checks.faults).toEqual([]);
    expect(sandbox.checks.kinds['threads opened or closed']).toBe(1);
  });

  test('GIVEN our own post in a forum that was closed THEN it is closed again', async () => {
    const { sandbox, channelId, edit, text, isClosed } = await postedIn('forum');
    sandbox.setThread(channelId, { archived: true });
    expect(await edit()).toEqual({ kind: 'edited' });
    expect(text()).toContain('The ferry rests.');
    expect(isClosed()).toBe(true);
    expect(sandbox.checks.kinds['threads opened or closed']).toBe(2);
  });

  test('GIVEN an edit of it that fails once it was opened THEN it is closed again until the next try, and after that', async () => {
    const { sandbox, channelId, edit, text, isClosed } = await postedIn('forum');
    sandbox.setThread(channelId, { archived: true });
    const route = /\/messages\/\d+$/;
    const archived = { status: 400, body: { code: 50083, message: 'Thread is archived' } };
    sandbox.breakages.add({ method: 'PATCH', route, act: archived });
    sandbox.breakages.add({ method: 'PATCH', route, act: { status: 502 } });
    expect(await edit()).toMatchObject({ kind: 'retry', reason: 'server' });
    expect(isClosed()).toBe(true);
    expect(await edit()).toEqual({ kind: 'edited' });
    expect(text()).toContain('The ferry rests.');
    expect(isClosed()).toBe(true);
  });

  test.each([
    ['locked', { locked: true }],
    ['locked and closed', { locked: true, archived: true }],
  ])('GIVEN a thread that moderators %s THEN that is told, and it stays so', async (_, state) => {
    const { sandbox, channelId, edit, text } = await postedIn('thread');
    sandbox.setThread(channelId, state);
    expect(await edit()).toMatchObject({ kind: 'refused', reason: 'thread-closed' });
    expect(text()).toContain('The ferry sails.');
    expect(sandbox.threads(sandbox.ids.channels.news)).toMatchObject([state]);
  });

  test('GIVEN an answer that is lost while it is opened THEN the edit is to be tried again', async () => {
    const { sandbox, channelId, edit, text } = await postedIn('thread');
    sandbox.setThread(channelId, { archived: true });
    sandbox.breakages.add({ method: 'PATCH', route: /\/channels\/\d+$/, act: { status: 502 } });
    expect(await edit()).toMatchObject({ kind: 'retry', reason: 'server' });
    expect(await edit()).toEqual({ kind: 'edited' });
    expect(text()).toContain('The ferry rests.');
  });
});
