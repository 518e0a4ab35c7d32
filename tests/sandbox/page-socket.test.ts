import { expect, test } from 'vitest';
import { readJson, readList, readNumber, readText } from '../../src/sandbox/json.ts';
import { openPaged, visit } from './page-visitor.ts';
import { call, callback, COMMANDS, logIn, webhook } from './raw-bot.ts';

const MENU = { name: 'Explain', type: 3, name_localizations: { fr: 'Expliquer' } };
const EPHEMERAL = 64;

async function start() {
  const ground = await openPaged();
  const bot = await logIn(ground.sandbox, [...COMMANDS, MENU]);
  const { sandbox } = ground;
  const page = visit(sandbox.port);
  const snapshot = await page.next('snapshot');
  const { channels } = sandbox.ids;
  const post = async (body: unknown) => {
    const { body: message } = await call(sandbox, 'POST', `/channels/${channels.general}/messages`, body);
    return readText(message, 'id') ?? '';
  };
  return { ...ground, bot, page, snapshot, post, general: channels.general };
}

test('GIVEN a page THEN its first frame is the whole state', async () => {
  const { snapshot, sandbox } = await start();
  expect(snapshot).toMatchObject({
    guildName: 'Sandbox',
    bot: 'ready',
    standIn: { mode: 'off', requests: 0 },
    breakages: [],
    clock: { offsetMs: 0, nextDigestAt: null },
    actors: [
      { actor: 'manager', name: 'Manager', locale: 'en-US' },
      { actor: 'member', name: 'Member', locale: 'en-US' },
    ],
    messages: [],
  });
  expect(readList(snapshot, 'channels')).toContainEqual({
    id: sandbox.ids.channels.staff,
    name: 'staff',
    kind: 'text',
    visibleTo: ['manager'],
  });
  expect(readList(snapshot, 'channels')).toContainEqual(
    expect.objectContaining({ name: 'announcements', kind: 'announcement', visibleTo: ['manager', 'member'] }),
  );
  expect(readList(snapshot, 'commands').map((one) => readText(one, 'name'))).toEqual(['find', 'digest', 'Explain']);
  expect(readList(snapshot, 'wire')).toContainEqual(
    expect.objectContaining({ words: 'The bot registered its 3 commands', result: '200', kind: 'good' }),
  );
});

test('GIVEN a command THEN the message comes with who sees it and who used it, before its answer', async () => {
  const { page, bot, sandbox, general } = await start();
  const asked = page.ask({ do: 'command', text: '/find words:x', channelId: general, actor: 'manager' });
  const interaction = await bot.nextInteraction();
  await callback(sandbox, interaction, { type: 5, data: { flags: EPHEMERAL } });
  const thinking = await page.next('message');
  expect(readNumber(readJson(readJson(thinking, 'message'), 'body'), 'flags')).toBe(EPHEMERAL | 128);
  await call(sandbox, 'PATCH', webhook(sandbox, interaction, '/messages/@original'), { content: 'Found.' });
  const answer = await asked;
  const shown = page.held.find((frame) => frame['kind'] === 'message');
  expect(shown?.['message']).toMatchObject({
    id: answer['messageId'],
    channelId: general,
    visibleTo: 'manager',
    usedBy: { actor: 'manager', command: '/find' },
    author: { name: 'Kiosque', isBot: true },
    body: { content: 'Found.' },
    names: { [general]: 'general' },
  });
  expect(answer).toEqual({ kind: 'done', messageId: expect.any(String) });
});

test('GIVEN what Discord would not send, an unknown channel, or a bot that is silent THEN a sentence', async () => {
  const { page, general, clock, bot } = await start();
  expect(await page.ask({ do: 'command', text: '/nosuch', channelId: general, actor: 'member' })).toEqual({
    kind: 'refused',
    sentence: 'There is no command /nosuch.',
  });
  expect(await page.ask({ do: 'command', text: '/find', channelId: '1', actor: 'member' })).toMatchObject({
    sentence: 'That channel is not there any more.',
  });
  expect(await page.ask({ do: 'complete', text: '/digest', channelId: general, actor: 'manager' })).toMatchObject({
    kind: 'refused',
  });
  const late = page.ask({ do: 'command', text: '/find', channelId: general, actor: 'member' });
  await bot.nextInteraction();
  await clock.move(3001);
  expect(await late).toEqual({ kind: 'refused', sentence: 'The application did not respond.' });
});

test('GIVEN an option being typed THEN its choices', async () => {
  const { page, bot, sandbox, general } = await start();
  const asked = page.ask({ do: 'complete', text: '/find words:o', channelId: general, actor: 'member' });
  await callback(sandbox, await bot.nextInteraction(), { type: 8, data: { choices: [{ name: 'One', value: 'one' }] } });
  expect(await asked).toEqual({ kind: 'choices', choices: [{ name: 'One', value: 'one' }] });
});

test('GIVEN buttons and a form THEN presses and what was filled in reach the bot', async () => {
  const { page, bot, sandbox, post } = await start();
  const button = (label: string) => ({ type: 2, style: 1, label, custom_id: label.toLowerCase() });
  const messageId = await post({ components: [{ type: 1, components: [button('One'), button('Two')] }] });
  const pressed = page.ask({ do: 'press', messageId, customId: 'two', actor: 'member' });
  const press = await bot.nextInteraction();
  expect(readJson(press, 'data')).toMatchObject({ custom_id: 'two', component_type: 2 });
  const input = { type: 4, custom_id: 'why', label: 'Why', style: 1 };
  const form = { custom_id: 'form', title: 'A form', components: [{ type: 1, components: [input] }] };
  await callback(sandbox, press, { type: 9, data: form });
  const opened = await pressed;
  expect(opened).toMatchObject({ kind: 'modal', modal: { body: { title: 'A form' } } });
  const interactionId = readText(opened['modal'], 'interactionId') ?? '';
  const sent = page.ask({ do: 'submit', interactionId, values: { why: 'Because' }, actor: 'member' });
  const submission = await bot.nextInteraction();
  expect(JSON.stringify(submission['data'])).toContain('Because');
  await callback(sandbox, submission, { type: 4, data: { content: 'Thanks.' } });
  expect(await sent).toMatchObject({ kind: 'done' });
  expect(await page.ask({ do: 'press', messageId, customId: 'three', actor: 'member' })).toMatchObject({
    sentence: 'The message has changed: that is not in it any more.',
  });
});

test.each([
  [3, { options: [{ label: 'Red', value: 'red' }] }, 'Red', undefined],
  [5, {}, 'Member', 'users'],
  [6, {}, 'Managers', 'roles'],
  [7, {}, 'manager', 'members'],
  [7, {}, 'Managers', 'roles'],
  [8, { channel_types: [0] }, '#news', 'channels'],
])('GIVEN a select of type %i THEN the choice comes with what it names', async (type, more, value, resolved) => {
  const { page, bot, sandbox, post } = await start();
  const messageId = await post({ components: [{ type: 1, components: [{ type, custom_id: 'pick', ...more }] }] });
  const asked = page.ask({ do: 'select', messageId, customId: 'pick', values: [value], actor: 'member' });
  const interaction = await bot.nextInteraction();
  const data = readJson(interaction, 'data') ?? {};
  expect(data).toMatchObject({ custom_id: 'pick', component_type: type, values: [expect.any(String)] });
  const named = resolved === undefined ? { red: '' } : readJson(data['resolved'], resolved);
  expect(Object.keys(named ?? {})).toEqual(data['values']);
  await callback(sandbox, interaction, { type: 6 });
  await call(sandbox, 'PATCH', webhook(sandbox, interaction, '/messages/@original'), { content: 'Chosen.' });
  expect(await asked).toEqual({ kind: 'done', messageId });
});

test('GIVEN a select for text channels THEN an announcement channel is refused', async () => {
  const { page, post } = await start();
  const select = { type: 8, custom_id: 'pick', channel_types: [0] };
  const messageId = await post({ components: [{ type: 1, components: [select] }] });
  expect(
    await page.ask({ do: 'select', messageId, customId: 'pick', values: ['#announcements'], actor: 'member' }),
  ).toMatchObject({ kind: 'refused' });
});

test('GIVEN a command of a message menu THEN the bot gets the message, and no slash command has that name', async () => {
  const { page, bot, sandbox, post, general } = await start();
  const messageId = await post({ content: 'A fact.' });
  const asked = page.ask({ do: 'message-command', name: 'Expliquer', messageId, actor: 'member' });
  const interaction = await bot.nextInteraction();
  expect(interaction).toMatchObject({
    type: 2,
    channel_id: general,
    data: {
      type: 3,
      name: 'Explain',
      target_id: messageId,
      resolved: { messages: { [messageId]: { content: 'A fact.' } } },
    },
  });
  await callback(sandbox, interaction, { type: 4, data: { content: 'It is so.', flags: EPHEMERAL } });
  const { messageId: answerId } = await asked;
  const shown = await page.next('message', (frame) => readText(frame['message'], 'id') === answerId);
  expect(shown['message']).toMatchObject({
    visibleTo: 'member',
    usedBy: { actor: 'member', command: 'Explain' },
    body: { type: 23, interaction_metadata: { target_message_id: messageId } },
  });
  expect(await page.ask({ do: 'message-command', name: 'Nothing', messageId, actor: 'member' })).toMatchObject({
    sentence: "A message's menu has no “Nothing”.",
  });
  expect(await page.ask({ do: 'command', text: '/Explain', channelId: general, actor: 'member' })).toMatchObject({
    sentence: 'There is no command /Explain.',
  });
});

test('GIVEN an ephemeral message THEN its reader alone presses and dismisses it', async () => {
  const { page, bot, sandbox, post, general } = await start();
  const asked = page.ask({ do: 'command', text: '/find', channelId: general, actor: 'manager' });
  const row = { type: 1, components: [{ type: 2, style: 1, label: 'More', custom_id: 'more' }] };
  await callback(sandbox, await bot.nextInteraction(), {
    type: 4,
    data: { content: 'For you.', flags: EPHEMERAL, components: [row] },
  });
  const messageId = String((await asked)['messageId']);
  expect(await page.ask({ do: 'press', messageId, customId: 'more', actor: 'member' })).toMatchObject({
    sentence: 'That message is not there for you.',
  });
  expect(await page.ask({ do: 'dismiss', messageId })).toEqual({ kind: 'done', messageId });
  expect(await page.next('message-gone')).toEqual({ kind: 'message-gone', id: messageId });
  const open = await post({ content: 'For all.' });
  expect(await page.ask({ do: 'dismiss', messageId: open })).toMatchObject({ kind: 'refused' });
});

test('GIVEN a language THEN later interactions have it, and every page knows', async () => {
  const { page, bot, sandbox, general } = await start();
  const other = visit(sandbox.port);
  await other.next('snapshot');
  await page.ask({ do: 'locale', actor: 'member', locale: 'fr' });
  expect(await other.next('locale')).toEqual({ kind: 'locale', actor: 'member', locale: 'fr' });
  const asked = page.ask({ do: 'command', text: '/find', channelId: general, actor: 'member' });
  const interaction = await bot.nextInteraction();
  expect(interaction['locale']).toBe('fr');
  await callback(sandbox, interaction, { type: 4, data: { content: 'Oui.' } });
  await asked;
  expect((await visit(sandbox.port).next('snapshot'))['actors']).toContainEqual({
    actor: 'member',
    name: 'Member',
    locale: 'fr',
  });
});

test.each([
  { do: 'move-clock', ms: 86_400_000 },
  { do: 'to-clock-change', which: 'spring' },
  { do: 'break', what: 'discord-500', on: true },
  { do: 'stand-in', mode: 'lying' },
  { do: 'kill' },
] as const)('GIVEN the deed $do THEN the controls are asked', async (deed) => {
  const { page, controls } = await start();
  expect(await page.ask(deed)).toEqual({ kind: 'done', messageId: null });
  expect(controls.asked).toEqual([deed]);
});

test('GIVEN controls that cannot, or that change THEN a sentence, and only the changed parts', async () => {
  const { page, controls } = await start();
  expect(await page.ask({ do: 'to-next-digest' })).toEqual({ kind: 'refused', sentence: 'No digest is due.' });
  controls.change({ clock: { offsetMs: 5, nextDigestAt: 9 }, breakages: ['discord-429'] });
  expect(await page.next('clock')).toEqual({ kind: 'clock', clock: { offsetMs: 5, nextDigestAt: 9 } });
  expect(await page.next('breakages')).toEqual({ kind: 'breakages', breakages: ['discord-429'] });
  expect(page.held.filter(({ kind }) => kind === 'bot' || kind === 'stand-in')).toEqual([]);
});

test('GIVEN a second page, later THEN it is given the same state that the first was told', async () => {
  const { page, sandbox, post } = await start();
  const id = await post({ content: 'Hello.' });
  const told = await page.next('message');
  await page.next('wire', (frame) => JSON.stringify(frame).includes('posted in #general'));
  await call(sandbox, 'PATCH', `/channels/${sandbox.ids.channels.general}/messages/${id}`, { content: 'Changed.' });
  const changed = await page.next('message');
  const late = await visit(sandbox.port).next('snapshot');
  expect(readList(late, 'messages')).toEqual([changed['message']]);
  expect(told['message']).toMatchObject({ body: { content: 'Hello.' } });
  await call(sandbox, 'DELETE', `/channels/${sandbox.ids.channels.general}/messages/${id}`);
  expect(await page.next('message-gone')).toEqual({ kind: 'message-gone', id });
  expect(readList(await visit(sandbox.port).next('snapshot'), 'messages')).toEqual([]);
});

test('GIVEN other commands THEN they are told', async () => {
  const { page, sandbox } = await start();
  await call(sandbox, 'PUT', `/applications/${sandbox.ids.application}/commands`, [MENU]);
  expect(readList(await page.next('commands'), 'commands')).toMatchObject([{ name: 'Explain', type: 3 }]);
});

test('GIVEN a form with lists and boxes THEN what was chosen is sent as Discord sends it', async () => {
  const { page, bot, sandbox, post } = await start();
  const messageId = await post({ content: 'To correct.' });
  const field = (label: string, component: unknown) => ({ type: 18, label, component });
  const options = [
    { label: 'Short', value: 'short' },
    { label: 'Long', value: 'long' },
  ];
  const form = {
    title: 'Order',
    custom_id: 'order',
    components: [
      field('Length', { type: 3, custom_id: 'length', options }),
      field('Where', { type: 8, custom_id: 'where', required: false }),
      field('Which', { type: 21, custom_id: 'which', options }),
      field('Sure', { type: 23, custom_id: 'sure' }),
    ],
  };
  const open = async () => {
    const asked = page.ask({ do: 'message-command', name: 'Explain', messageId, actor: 'member' });
    const interaction = await bot.nextInteraction();
    await callback(sandbox, interaction, { type: 9, data: form });
    await asked;
    return String(interaction['id']);
  };
  const interactionId = await open();
  const refused = await page.ask({ do: 'submit', interactionId, values: { which: 'long' }, actor: 'member' });
  expect(refused).toEqual({ kind: 'refused', sentence: 'The form needs “Length”.' });
  const values = { length: '["short"]', which: 'long', sure: 'true' };
  void page.ask({ do: 'submit', interactionId, values, actor: 'member' });
  const filled = await bot.nextInteraction();
  const sent = readList(readJson(filled, 'data'), 'components').map((one) => readJson(one, 'component'));
  expect(sent).toMatchObject([
    { type: 3, custom_id: 'length', values: ['short'] },
    { type: 8, custom_id: 'where', values: [] },
    { type: 21, custom_id: 'which', value: 'long' },
    { type: 23, custom_id: 'sure', value: true },
  ]);
});
