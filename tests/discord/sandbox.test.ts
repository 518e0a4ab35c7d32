import { expect, test } from 'vitest';
import * as z from 'zod';
import { systemClock } from '../../src/clock.ts';
import { action, command } from '../../src/commands/command.ts';
import { connectDiscord } from '../../src/discord/client.ts';
import { createDelivery } from '../../src/discord/deliver.ts';
import { createDownload } from '../../src/discord/download.ts';
import { createInteractionApi } from '../../src/discord/interaction-api.ts';
import { registerCommands } from '../../src/discord/register.ts';
import { renderNotice, renderParts } from '../../src/discord/render-parts.ts';
import { createRouter } from '../../src/discord/router.ts';
import type { OperatorError } from '../../src/errors.ts';
import { hashFields } from '../../src/ids.ts';
import { md, notice, type Reply, textBlock } from '../../src/reply.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { partialServices, recordingLog } from '../support/interactions.ts';
import { testRandom } from '../support/random.ts';
import { afterThisTest } from './fake-discord.ts';

const headlines = command({
  data: {
    name: 'headlines',
    description: 'What is new',
    options: [{ type: 3, name: 'place', description: 'Where', autocomplete: true }],
  },
  input: z.object({ place: z.string().default('everywhere') }),
  reply: 'ephemeral',
  async run({ place }): Promise<Reply> {
    const next = { label: 'Next', action: { command: 'headlines', action: 'turn', args: ['2'] } };
    return { accent: 'public', blocks: [textBlock(md`News from ${place}`), { kind: 'buttons', buttons: [next] }] };
  },
  complete: async (_option, typed) => [{ name: `In ${typed}`, value: typed }],
  actions: {
    turn: action({ input: z.tuple([z.string()]), reply: 'update', run: async ([page]) => notice(md`Page ${page}`) }),
  },
});
const key = (n: number) => hashFields(['digest', '2026-11-23T08:00', n], 25);

/** The whole Discord room beside a loopback Discord that judges every body. */
async function room() {
  const clock = systemClock();
  const sandbox = await startSandbox({ port: 0, token: 'sandbox-token', clock, random: testRandom() });
  afterThisTest(() => sandbox.stop());
  const { apiUrl } = sandbox;
  const { log, events } = recordingLog();
  const delivery = createDelivery({ token: 'sandbox-token', apiUrl, clock, log });
  const api = createInteractionApi({ clock, apiUrl });
  const router = createRouter({
    commands: [headlines],
    services: partialServices(),
    api,
    log,
    clock,
    random: testRandom(2),
    botPermissions: delivery.permissionsIn,
    download: createDownload({ apiUrl }),
  });
  const fatal: OperatorError[] = [];
  const client = await connectDiscord({
    token: 'sandbox-token',
    apiUrl,
    log,
    onInteraction: (payload) => void router.handle(payload),
    onFatal: (error) => fatal.push(error),
  });
  afterThisTest(client.stop);
  await registerCommands({ ...client, commands: [headlines] });
  await sandbox.waitForBot();
  const post = (
    body: string,
    more: { key: string; lookSince?: number | null; channel?: 'news' | 'locked' | 'staff' },
  ) =>
    delivery.post({
      channelId: sandbox.ids.channels[more.channel ?? 'news'],
      body,
      form: 'message',
      priority: 0,
      key: more.key,
      lookSince: more.lookSince ?? null,
      signal: AbortSignal.timeout(10_000),
    });
  return { sandbox, delivery, post, events, fatal };
}

function parts() {
  const blocks = Array.from({ length: 6 }, (_, n) => [
    { kind: 'separator' as const },
    textBlock(md`**Story ${n}**`, md`${'Something happened. '.repeat(60)}`),
  ]).flat();
  return renderParts({ accent: 'notice', blocks }, (n) => ({
    key: key(n),
    rows: [
      { kind: 'buttons', buttons: [{ label: 'Why', action: { command: 'digest', action: 'why', args: [key(n)] } }] },
    ],
  }));
}

test('GIVEN the real client THEN a command, its choices and its button are answered, each body right', async () => {
  const { sandbox, events } = await room();
  expect(await sandbox.complete('/headlines place:Lyon')).toEqual([{ name: 'In Lyon', value: 'Lyon' }]);
  const asked = await sandbox.command('/headlines place:Lyon');
  expect(asked).toMatchObject({ outcome: 'answered', message: { ephemeral: true } });
  expect(asked.text).toContain('News from Lyon');
  if (!asked.message) throw new Error('no message');
  expect((await sandbox.press(asked.message, 'Next')).text).toContain('Page 2');
  expect(sandbox.checks.faults).toEqual([]);
  expect(events).toEqual([]);
});

test('GIVEN an interaction that Discord replays THEN it is answered once', async () => {
  const { sandbox, events } = await room();
  const asked = await sandbox.command('/headlines');
  sandbox.wire.clear();
  await sandbox.replay(asked.interactionId);
  await expect.poll(() => events).toMatchObject([{ event: 'interaction seen before' }]);
  const requests = sandbox.wire.entries().filter(({ kind, direction }) => kind === 'rest' && direction === 'from-bot');
  expect(requests).toEqual([]);
});

test('GIVEN an edition whose answers are withheld THEN each part is in the channel once all the same', async () => {
  const { sandbox, post } = await room();
  const [first, ...rest] = parts();
  if (!first) throw new Error('no part');
  const began = Date.now();
  sandbox.breakages.add({ method: 'POST', route: /\/messages$/, act: 'withhold-drop' });
  expect(await post(first.body, first)).toMatchObject({ kind: 'retry', reason: 'network' });
  expect(await post(first.body, { ...first, lookSince: began })).toMatchObject({ kind: 'sent', found: true });
  for (const part of rest) expect(await post(part.body, part)).toMatchObject({ kind: 'sent', found: false });
  const nonces = sandbox.messages('news').map(({ nonce }) => nonce);
  expect(nonces).toEqual([first, ...rest].map((part) => part.key));
  expect(sandbox.checks.faults).toEqual([]);
});

test('GIVEN a part sent twice within minutes THEN its nonce keeps the second one out', async () => {
  const { sandbox, post } = await room();
  const body = renderNotice(notice(md`A slot is uncertain`), 'a-key');
  const outcomes = [await post(body, { key: 'a-key' }), await post(body, { key: 'a-key' })];
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(sandbox.messages('news')).toHaveLength(1);
});

test('GIVEN a channel where the bot may not write THEN it is refused, and its permissions say so', async () => {
  const { sandbox, delivery, post } = await room();
  const body = renderNotice(notice(md`Hello`), 'a-key');
  expect(await post(body, { key: 'a-key', channel: 'locked' })).toMatchObject({
    kind: 'refused',
    reason: 'missing-permission',
  });
  expect((await delivery.permissionsIn(sandbox.ids.channels.locked)) & (1n << 11n)).toBe(0n);
  expect((await delivery.permissionsIn(sandbox.ids.channels.news)) & (1n << 11n)).toBe(1n << 11n);
});

test('GIVEN a channel whose history is closed THEN a part tried before is uncertain', async () => {
  const { sandbox, post } = await room();
  sandbox.breakages.setPermissions('news', (1n << 10n) | (1n << 11n));
  const [first] = parts();
  expect(await post(first?.body ?? '', { key: key(1), lookSince: Date.now() })).toMatchObject({ kind: 'uncertain' });
  expect(sandbox.messages('news')).toEqual([]);
});

test('GIVEN a token revoked while the bot runs THEN the operator is told once', async () => {
  const { sandbox, fatal, post } = await room();
  sandbox.breakages.revokeToken();
  await expect.poll(() => fatal.length).toBe(1);
  expect(fatal[0]?.message).toContain('DISCORD_TOKEN');
  expect(await post(renderNotice(notice(md`Hi`), 'k'), { key: 'k' })).toMatchObject({ reason: 'unauthorized' });
});
