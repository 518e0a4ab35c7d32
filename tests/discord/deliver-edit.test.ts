import { expect, test } from 'vitest';
import { createDelivery } from '../../src/discord/deliver.ts';
import { correctBody } from '../../src/discord/render-correction.ts';
import { renderParts } from '../../src/discord/render-parts.ts';
import { hashFields } from '../../src/ids.ts';
import { md, textBlock } from '../../src/reply.ts';
import { openSandbox, TOKEN } from '../sandbox/raw-bot.ts';
import { recordingLog } from '../support/interactions.ts';
import { afterThisTest } from './fake-discord.ts';

const key = hashFields(['digest', '2026-11-23T08:00', 1], 25);
const action = { command: 'digest', action: 'read', args: [key] };
const WAS = md`The ferry sails.`;

/** The real delivery beside a sandbox, with one message of ours. */
async function posted() {
  const { sandbox, clock } = await openSandbox({ checkSchema: true });
  const { log } = recordingLog();
  const delivery = createDelivery({ token: TOKEN, apiUrl: sandbox.apiUrl, clock, log, timeoutMs: 2_000 });
  afterThisTest(async () => delivery.stop());
  const channelId = sandbox.ids.channels.news;
  const [part] = renderParts({ accent: 'notice', blocks: [textBlock(WAS)] }, () => ({
    key,
    rows: [{ kind: 'buttons', buttons: [{ label: 'Read', action }] }],
  }));
  const { signal } = new AbortController();
  const { body: sent = '' } = part ?? {};
  const at = { channelId, form: 'message', key, lookSince: null, priority: 0, signal } as const;
  const outcome = await delivery.post({ ...at, body: sent });
  if (outcome.kind !== 'sent') throw new Error('not posted');
  const now = md`The ferry rests.`;
  const body = correctBody(sent, { was: WAS, now, instead: now, note: md`Corrected` });
  const edit = (messageId = outcome.messageId) => delivery.edit({ channelId, messageId, body, signal });
  return { sandbox, edit, channelId };
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
