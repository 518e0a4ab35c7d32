import { PermissionFlagsBits as P } from 'discord.js';
import { expect, test } from 'vitest';
import { createDelivery, type Delivered } from '../../src/discord/deliver.ts';
import { renderParts } from '../../src/discord/render-parts.ts';
import { hashFields } from '../../src/ids.ts';
import { type Closing, md, type PartsManner, textBlock } from '../../src/reply.ts';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { recordingLog } from '../support/interactions.ts';
import { openSandbox, TOKEN } from '../sandbox/raw-bot.ts';
import { afterThisTest } from './fake-discord.ts';

const keyOf = (n: number) => hashFields(['digest', '2026-11-23T08:00', n], 25);
const closing: Closing = (n) => {
  const action = { command: 'digest', action: 'read', args: [keyOf(n)] };
  return { key: keyOf(n), rows: [{ kind: 'buttons', buttons: [{ label: 'Read', action }] }] };
};

/** Two parts of an edition. */
function edition(manner: PartsManner = {}) {
  const story = (n: number) => textBlock(md`**Story ${n}** ${'Something happened. '.repeat(120)}`);
  const [first, second] = renderParts({ accent: 'notice', blocks: [story(1), story(2)] }, closing, manner);
  if (!first || !second) throw new Error('not two parts');
  return { first, second };
}

/** The real delivery beside a sandbox with a forum. */
async function room(options: Partial<SandboxOptions> & { requiresTag?: boolean; requestsPerSecond?: number } = {}) {
  const { requestsPerSecond } = options;
  const { sandbox, clock } = await openSandbox({ checkSchema: true, ...options });
  const { log, events } = recordingLog();
  const delivery = createDelivery({
    token: TOKEN,
    apiUrl: sandbox.apiUrl,
    clock,
    log,
    requestsPerSecond,
    timeoutMs: 2_000,
  });
  afterThisTest(async () => delivery.stop());
  const forum = sandbox.addChannel({ kind: 'forum', name: 'press', requiresTag: options.requiresTag ?? false });
  const post = (part: Partial<Delivered> & Pick<Delivered, 'channelId' | 'body' | 'form' | 'key'>) =>
    delivery.post({ lookSince: null, priority: 0, signal: new AbortController().signal, ...part });
  const find = (channelId: string, form: Delivered['form'], keys: readonly string[]) =>
    delivery.find({ channelId, form, keys, since: START, priority: 0, signal: new AbortController().signal });
  return { sandbox, clock, delivery, events, forum, post, find };
}
const START = Date.parse('2026-11-23T09:00:00Z');
const CANNOT_READ = P.ViewChannel | P.SendMessages | P.SendMessagesInThreads;

test('GIVEN a forum THEN the first part opens a post with its title, the others go into its thread', async () => {
  const { sandbox, forum, post } = await room();
  const { first, second } = edition({ forumTitle: `Monday ${'x'.repeat(200)}` });
  expect([first.form, second.form]).toEqual(['forum-post', 'message']);
  const opened = await post({ channelId: forum, ...first });
  expect(opened).toMatchObject({ kind: 'sent', found: false });
  const [thread] = sandbox.threads(forum);
  expect(thread?.name).toMatch(/^Monday x+…$/);
  const channelId = thread?.id ?? '';
  expect(opened).toMatchObject({ channelId, messageId: channelId });
  expect(await post({ channelId, ...second })).toMatchObject({ kind: 'sent', channelId });
  expect(sandbox.messages({ id: channelId })).toMatchObject([{ id: channelId, nonce: null }, { nonce: keyOf(2) }]);
  expect(sandbox.checks.faults).toEqual([]);
});

test.each([false, true])(
  'GIVEN a post whose answer was lost, its thread archived: %s, THEN it is found, not made again',
  async (archived) => {
    const { sandbox, clock, forum, post, find, events } = await room();
    const { first } = edition({ forumTitle: 'Monday' });
    sandbox.breakages.add({ method: 'POST', route: /threads$/, act: 'withhold-drop' });
    expect(await post({ channelId: forum, ...first })).toMatchObject({ kind: 'retry', reason: 'network' });
    const [thread] = sandbox.threads(forum);
    await clock.move(60_000);
    if (archived) sandbox.setThread(thread?.id ?? '', { archived });
    const expected = { messageId: thread?.id, channelId: thread?.id };
    expect(await post({ channelId: forum, ...first, lookSince: START })).toEqual({
      kind: 'sent',
      found: true,
      ...expected,
    });
    expect(await find(forum, 'forum-post', ['another', keyOf(1)])).toEqual({
      kind: 'found',
      key: keyOf(1),
      sentAt: START,
      ...expected,
    });
    expect(sandbox.threads(forum)).toHaveLength(1);
    expect(events).toMatchObject([{ event: 'part found, not sent again' }]);
  },
);

test('GIVEN threads of others, older ones, and one whose first message is gone THEN none is taken for ours', async () => {
  const { sandbox, clock, delivery, forum, post, find } = await room();
  const { first } = edition({ forumTitle: 'Monday' });
  await post({ channelId: forum, ...first });
  const [thread] = sandbox.threads(forum);
  sandbox.addChannel({ kind: 'thread', name: 'A member’s', parentId: forum });
  await clock.move(10 * 60_000);
  const since = clock.now();
  const signal = new AbortController().signal;
  const later = { channelId: forum, form: 'forum-post', keys: [keyOf(1)], since, priority: 0, signal } as const;
  expect(await delivery.find(later)).toEqual({ kind: 'absent' });
  const id = thread?.id ?? '';
  const gone = await fetch(`${sandbox.apiUrl}/v10/channels/${id}/messages/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bot ${TOKEN}` },
  });
  expect(gone.status).toBe(204);
  expect(await find(forum, 'forum-post', [keyOf(1)])).toEqual({ kind: 'absent' });
});

test('GIVEN a forum whose history may not be read THEN a post tried before is uncertain', async () => {
  const { sandbox, forum, post, find } = await room();
  sandbox.breakages.setPermissions({ id: forum }, CANNOT_READ);
  const { first } = edition({ forumTitle: 'Monday' });
  expect(await post({ channelId: forum, ...first, lookSince: START })).toMatchObject({ kind: 'uncertain' });
  expect(await find(forum, 'forum-post', [keyOf(1)])).toMatchObject({ kind: 'blind' });
  expect(sandbox.threads(forum)).toEqual([]);
});

test('GIVEN a forum that wants a tag THEN the first that is not for moderators alone is taken', async () => {
  const { sandbox, forum, post } = await room({ requiresTag: true });
  const { first } = edition({ forumTitle: 'Monday' });
  expect(await post({ channelId: forum, ...first })).toMatchObject({ kind: 'sent' });
  const body = sandbox.wire
    .entries()
    .filter(({ route }) => route === `/channels/${forum}`)
    .at(-1)?.body;
  expect(body).toMatchObject({ available_tags: [{ moderated: true }, { id: sandbox.threads(forum)[0]?.tags[0] }] });
  expect(sandbox.threads(forum)).toHaveLength(1);
});

test('GIVEN threads THEN an archived one opens by the message, a locked one refuses it', async () => {
  const { sandbox, delivery, post } = await room();
  const thread = sandbox.addChannel({ kind: 'thread', name: 'Talk', parentId: sandbox.ids.channels.locked });
  const { first, second } = edition();
  sandbox.setThread(thread, { archived: true });
  // In #locked the bot may not write; in its threads it may.
  expect(await delivery.mayPost(thread)).toBe(true);
  expect(await post({ channelId: thread, ...first })).toMatchObject({ kind: 'sent', channelId: thread });
  expect(sandbox.threads(sandbox.ids.channels.locked)).toMatchObject([{ archived: false }]);
  sandbox.setThread(thread, { locked: true });
  expect(await post({ channelId: thread, ...second })).toMatchObject({ kind: 'refused', reason: 'thread-closed' });
  sandbox.setThread(thread, { archived: true });
  expect(await post({ channelId: thread, ...second })).toMatchObject({ kind: 'refused', reason: 'thread-closed' });
  expect(await delivery.mayPost(thread)).toBe(false);
});

test('GIVEN a message in a thread whose answer was lost THEN it is found there', async () => {
  const { sandbox, post } = await room();
  const thread = sandbox.addChannel({ kind: 'thread', name: 'Talk', parentId: sandbox.ids.channels.news });
  const { first } = edition();
  sandbox.breakages.add({ method: 'POST', route: /messages$/, act: 'withhold-drop' });
  await post({ channelId: thread, ...first });
  expect(await post({ channelId: thread, ...first, lookSince: START })).toMatchObject({
    found: true,
    channelId: thread,
  });
  expect(sandbox.messages({ id: thread })).toHaveLength(1);
});

test('GIVEN parts of an edition in a channel THEN the oldest one is found, and nothing by another key', async () => {
  const { sandbox, post, find } = await room();
  const { news } = sandbox.ids.channels;
  const { first, second } = edition();
  await post({ channelId: news, ...first });
  await post({ channelId: news, ...second });
  const [message] = sandbox.messages('news');
  const found = { kind: 'found', key: keyOf(1), messageId: message?.id, channelId: news, sentAt: START };
  expect(await find(news, 'message', [keyOf(2), keyOf(1)])).toEqual(found);
  expect(await find(news, 'message', [keyOf(3)])).toEqual({ kind: 'absent' });
});

test.each([
  ['nothing missing', null, true],
  ['the forum closed', 0n, false],
  ['no right to post', P.ViewChannel | P.ReadMessageHistory, false],
])('GIVEN a forum with %s THEN the bot knows whether it may post', async (_name, bits, expected) => {
  const { sandbox, delivery, forum } = await room();
  sandbox.breakages.setPermissions({ id: forum }, bits);
  expect(await delivery.mayPost(forum)).toBe(expected);
  sandbox.breakages.deleteChannel({ id: forum });
  expect(await delivery.mayPost(forum)).toBe(false);
});

test('GIVEN a Discord that fails THEN the bot may not post as far as it knows', async () => {
  const { sandbox, delivery, forum } = await room();
  sandbox.breakages.add({ route: /roles/, act: { status: 500 } });
  expect(await delivery.mayPost(forum)).toBe(false);
});

test('GIVEN a message of an announcement channel THEN it is published once, however often it is asked', async () => {
  const { sandbox, delivery, post } = await room();
  const { announcements: channelId } = sandbox.ids.channels;
  const sent = await post({ channelId, ...edition().first });
  const messageId = sent.kind === 'sent' ? sent.messageId : '';
  const publish = () => delivery.publish({ channelId, messageId, signal: new AbortController().signal });
  for (let n = 0; n < 10; n++) expect(await publish()).toEqual({ kind: 'published' });
  // The body's time counts: the header says a second.
  const limited = await publish();
  expect(limited).toMatchObject({ kind: 'retry', afterMs: 3_600_000 });
  expect(await publish()).toMatchObject({ kind: 'retry' });
  const asked = sandbox.wire
    .entries()
    .filter((entry) => entry.route?.endsWith('crosspost') && entry.status === undefined);
  expect(asked).toHaveLength(11);
  // Its budget is its own.
  expect(await post({ channelId, ...edition().second })).toMatchObject({ kind: 'sent' });
});

test('GIVEN a message elsewhere THEN publishing it is refused', async () => {
  const { sandbox, delivery, post } = await room();
  const { news: channelId } = sandbox.ids.channels;
  const sent = await post({ channelId, ...edition().first });
  const messageId = sent.kind === 'sent' ? sent.messageId : '';
  const outcome = await delivery.publish({ channelId, messageId, signal: new AbortController().signal });
  expect(outcome).toMatchObject({ kind: 'refused', detail: expect.stringContaining('50024') });
});

test('GIVEN a role to call THEN the first part alone calls it', async () => {
  const { sandbox, post } = await room();
  const roleId = '123456789012345678';
  const { first, second } = edition({ mentionRole: roleId });
  for (const part of [first, second]) await post({ channelId: sandbox.ids.channels.news, ...part });
  const bodies = sandbox.messages('news').map(({ body }) => body);
  expect(bodies).toMatchObject([{ mention_roles: [roleId] }, { mention_roles: [] }]);
});

test('GIVEN a forum full of active threads THEN the post is tried again later', async () => {
  const { sandbox, forum, post } = await room();
  const act = { status: 400, body: { code: 160_006, message: 'Maximum number of active threads reached' } };
  sandbox.breakages.add({ method: 'POST', route: /threads$/, act });
  const outcome = await post({ channelId: forum, ...edition({ forumTitle: 'Monday' }).first });
  expect(outcome).toMatchObject({ kind: 'retry', reason: 'server', afterMs: 600_000 });
});

test('GIVEN more posts at once than Discord takes in a second THEN all arrive, by priority, and none is refused', async () => {
  const { sandbox, clock, delivery, post } = await room({ globalLimit: 10, requestsPerSecond: 10 });
  const ids = sandbox.addChannels(35);
  const { first } = edition();
  const all = ids.map((channelId, n) => post({ channelId, ...first, priority: n % 2 }));
  const arrived = () => ids.filter((id) => sandbox.messages({ id }).length === 1);
  for (const count of [10, 20, 30]) {
    await expect.poll(() => arrived().length).toBe(count);
    await clock.move(1_001);
    expect(arrived()).toHaveLength(count);
    await clock.move(1);
  }
  expect((await Promise.all(all)).map(({ kind }) => kind)).toEqual(ids.map(() => 'sent'));
  const order = ids.toSorted((a, b) =>
    sentAtOf(sandbox.messages({ id: a })) < sentAtOf(sandbox.messages({ id: b })) ? -1 : 1,
  );
  const even = order.slice(10).map((id) => ids.indexOf(id) % 2);
  expect(even).toEqual(even.toSorted((a, b) => a - b));
  expect(delivery.pace()).toEqual({ requests: 35, waits: 30, refusals: 0, globalRefusals: 0 });
});

function sentAtOf([message]: readonly { id: string }[]): bigint {
  return BigInt(message?.id ?? 0);
}
