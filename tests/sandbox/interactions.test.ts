import { expect, test } from 'vitest';
import { readJson, readList } from '../../src/sandbox/json.ts';
import { call, callback, logIn, openSandbox, webhook } from './raw-bot.ts';

const BUTTONS = [
  {
    type: 1,
    components: [
      { type: 2, style: 1, label: 'Go', custom_id: 'go' },
      { type: 2, style: 2, label: 'Never', custom_id: 'never', disabled: true },
    ],
  },
  {
    type: 1,
    components: [
      {
        type: 3,
        custom_id: 'pick',
        options: [
          { label: 'First', value: 'a' },
          { label: 'Second', value: 'b' },
        ],
      },
    ],
  },
];

async function openWithBot() {
  const { sandbox, clock } = await openSandbox();
  return { sandbox, clock, bot: await logIn(sandbox) };
}

test('GIVEN no callback within 3 s THEN the exchange is late, and a callback then is unknown', async () => {
  const { sandbox, clock, bot } = await openWithBot();
  const asked = sandbox.command('/find words:otan');
  const interaction = await bot.nextInteraction();
  await clock.move(2999);
  await clock.move(1);
  expect(await asked).toMatchObject({ outcome: 'late', text: 'The application did not respond', message: null });
  const late = await callback(sandbox, interaction, { type: 4, data: { content: 'x' } });
  expect(late).toMatchObject({ status: 404, body: { code: 10062, message: 'Unknown interaction' } });
});

test('GIVEN a callback after 2.999 s THEN it counts; a second one is refused', async () => {
  const { sandbox, clock, bot } = await openWithBot();
  const asked = sandbox.command('/find');
  const interaction = await bot.nextInteraction();
  await clock.move(2999);
  expect((await callback(sandbox, interaction, { type: 4, data: { content: 'in time' } })).status).toBe(204);
  expect(await asked).toMatchObject({ outcome: 'answered', text: 'in time' });
  const second = await callback(sandbox, interaction, { type: 4, data: { content: 'again' } });
  expect(second).toMatchObject({ status: 400, body: { code: 40060 } });
});

test('GIVEN nobody waits THEN the callback is refused after 3 s all the same', async () => {
  const { sandbox, clock, bot } = await openWithBot();
  void sandbox.command('/find');
  const interaction = await bot.nextInteraction();
  await clock.move(3001);
  expect((await callback(sandbox, interaction, { type: 5 })).body).toMatchObject({ code: 10062 });
  expect((await callback(sandbox, { ...interaction, token: 'another' }, { type: 5 })).body).toMatchObject({
    code: 10062,
  });
});

test('GIVEN a deferral THEN the answer is its edit, ephemeral as deferred, and not in the channel', async () => {
  const { sandbox, bot } = await openWithBot();
  const asked = sandbox.command('/find', { as: 'manager' });
  const interaction = await bot.nextInteraction();
  await callback(sandbox, interaction, { type: 5, data: { flags: 64 } });
  const thinking = await call(sandbox, 'GET', webhook(sandbox, interaction, '/messages/@original'));
  expect(thinking.body).toMatchObject({ flags: 192, content: '' });
  const edited = await call(sandbox, 'PATCH', webhook(sandbox, interaction, '/messages/%40original'), {
    flags: 32_768,
    components: [{ type: 10, content: 'done' }],
  });
  expect(edited.body).toMatchObject({ flags: 32_768 + 64, edited_timestamp: null, components: [{ id: 1 }] });
  const exchange = await asked;
  expect(exchange).toMatchObject({ outcome: 'answered', text: 'done', message: { ephemeral: true, editedAt: null } });
  expect(sandbox.messages('general')).toEqual([]);
});

test('GIVEN a deferral without an edit THEN the exchange is unfinished after its timeout', async () => {
  const { sandbox, clock, bot } = await openWithBot();
  const asked = sandbox.command('/find', { timeoutMs: 10_000 });
  await callback(sandbox, await bot.nextInteraction(), { type: 5 });
  await clock.move(10_000);
  expect(await asked).toMatchObject({ outcome: 'unfinished', text: 'Kiosque is thinking…' });
});

test('GIVEN interim answers THEN `until` says which one counts', async () => {
  const { sandbox, bot } = await openWithBot();
  const asked = sandbox.command('/find', { until: (message) => JSON.stringify(message.body).includes('final') });
  const interaction = await bot.nextInteraction();
  await callback(sandbox, interaction, { type: 5 });
  for (const content of ['interim', 'final'])
    await call(sandbox, 'PATCH', webhook(sandbox, interaction, '/messages/@original'), { content });
  const { text, message } = await asked;
  expect(text).toBe('final');
  expect(message?.editedAt).not.toBeNull();
});

test('GIVEN the token’s 15 minutes THEN it serves until then and not longer', async () => {
  const { sandbox, clock, bot } = await openWithBot();
  void sandbox.command('/find');
  const interaction = await bot.nextInteraction();
  const path = webhook(sandbox, interaction, '/messages/@original');
  expect((await call(sandbox, 'PATCH', path, { content: 'early' })).body).toMatchObject({ code: 10015 });
  await callback(sandbox, interaction, { type: 4, data: { content: 'a' } });
  await clock.move(15 * 60_000 - 1);
  expect((await call(sandbox, 'PATCH', path, { content: 'b' })).status).toBe(200);
  await clock.move(1);
  expect(await call(sandbox, 'PATCH', path, { content: 'c' })).toMatchObject({ status: 401, body: { code: 50027 } });
  const unknown = await call(sandbox, 'POST', webhook(sandbox, { token: 'nobody' }), { content: 'd' });
  expect(unknown).toMatchObject({ status: 404, body: { code: 10015 } });
});

test('GIVEN a follow-up after a deferral THEN it takes the place of "thinking"; the next one is a message of its own', async () => {
  const { sandbox, bot } = await openWithBot();
  const asked = sandbox.command('/find');
  const interaction = await bot.nextInteraction();
  await callback(sandbox, interaction, { type: 5 });
  await call(sandbox, 'POST', webhook(sandbox, interaction), { content: 'first' });
  expect((await asked).text).toBe('first');
  const second = await call(sandbox, 'POST', webhook(sandbox, interaction), { content: 'second', flags: 64 });
  expect(second.body).toMatchObject({ flags: 64 });
  expect(sandbox.messages('general')).toHaveLength(1);
  const own = webhook(sandbox, interaction, `/messages/${String(readJson(second, 'body')?.['id'])}`);
  expect((await call(sandbox, 'DELETE', own)).status).toBe(204);
  expect((await call(sandbox, 'GET', own)).body).toMatchObject({ code: 10008 });
});

test('GIVEN with_response THEN the message comes with the callback', async () => {
  const { sandbox, bot } = await openWithBot();
  void sandbox.command('/find');
  const answer = await callback(
    sandbox,
    await bot.nextInteraction(),
    { type: 4, data: { content: 'x' } },
    '?with_response=true',
  );
  expect(answer).toMatchObject({ status: 200, body: { resource: { type: 4, message: { content: 'x', type: 20 } } } });
});

test.each([
  [2, 8],
  [2, 7],
  [3, 8],
  [4, 4],
])('GIVEN an interaction of type %i THEN an answer of type %i is no answer', async (type, kind) => {
  const { sandbox, bot } = await openWithBot();
  void sandbox.sendRaw({ type, data: {} });
  const answer = await callback(sandbox, await bot.nextInteraction(), { type: kind, data: { content: 'x' } });
  expect(answer).toMatchObject({ status: 400, body: { code: 50035, errors: { type: { _errors: [{}] } } } });
});

test('GIVEN a message with buttons THEN a press carries the message, and may change it in place', async () => {
  const { sandbox, bot } = await openWithBot();
  const asked = sandbox.command('/find', { as: 'manager' });
  await callback(sandbox, await bot.nextInteraction(), {
    type: 4,
    data: { content: 'one', components: BUTTONS, flags: 64 },
  });
  const { message, text } = await asked;
  if (!message) throw new Error('no message');
  expect(text).toContain('[1] Go  (Never)');
  const pressed = sandbox.press(message, 1);
  const press = await bot.nextInteraction();
  expect(press).toMatchObject({
    type: 3,
    data: { custom_id: 'go', component_type: 2 },
    message: { id: message.id, content: 'one' },
    member: { user: { id: sandbox.ids.users.manager } },
  });
  await callback(sandbox, press, { type: 7, data: { content: 'two' } });
  expect(await pressed).toMatchObject({ outcome: 'answered', message: { id: message.id, ephemeral: true } });
  expect(sandbox.refresh(message)?.body).toMatchObject({ content: 'two' });
  expect(message.body).toMatchObject({ content: 'one' });
  expect(await sandbox.press(message, 'Never')).toMatchObject({
    outcome: 'refused',
    text: expect.stringContaining('disabled'),
  });
  expect((await sandbox.press(message, 7)).outcome).toBe('refused');
  expect((await sandbox.press(message, 1, { as: 'member' })).text).toContain('not there for you');
});

test('GIVEN a deferred update THEN the edit changes the pressed message', async () => {
  const { sandbox, bot } = await openWithBot();
  const asked = sandbox.command('/find');
  await callback(sandbox, await bot.nextInteraction(), { type: 4, data: { content: 'one', components: BUTTONS } });
  const { message } = await asked;
  if (!message) throw new Error('no message');
  const chosen = sandbox.select(message, 1, ['Second']);
  const press = await bot.nextInteraction();
  expect(press['data']).toMatchObject({ custom_id: 'pick', values: ['b'] });
  await callback(sandbox, press, { type: 6 });
  await call(sandbox, 'PATCH', webhook(sandbox, press, '/messages/@original'), { content: 'two', components: [] });
  expect(await chosen).toMatchObject({ outcome: 'answered', text: 'two', message: { id: message.id } });
  expect(sandbox.messages('general')).toHaveLength(1);
  expect((await sandbox.select(message, 1, ['a'])).outcome).toBe('refused');
});

test('GIVEN a form THEN it is shown as text, and its values reach the bot in their nesting', async () => {
  const { sandbox, bot } = await openWithBot();
  const asked = sandbox.command('/find');
  const input = { type: 4, custom_id: 'name', style: 1, required: true };
  const modal = { custom_id: 'form', title: 'Who', components: [{ type: 18, label: 'Your name', component: input }] };
  await callback(sandbox, await bot.nextInteraction(), { type: 9, data: modal });
  const exchange = await asked;
  expect(exchange).toMatchObject({ outcome: 'answered', message: null, text: 'Form: Who\n- Your name:' });
  expect((await sandbox.submitModal(exchange, {})).outcome).toBe('refused');
  const submitted = sandbox.submitModal(exchange, { name: 'Someone' });
  const interaction = await bot.nextInteraction();
  expect(interaction).toMatchObject({
    type: 5,
    data: { custom_id: 'form', components: [{ type: 18, component: { custom_id: 'name', value: 'Someone' } }] },
  });
  await callback(sandbox, interaction, { type: 4, data: { content: 'thanks' } });
  expect((await submitted).text).toBe('thanks');
});

test('GIVEN an option being typed THEN its choices come back, or the reason why not', async () => {
  const { sandbox, clock, bot } = await openWithBot();
  const completing = sandbox.complete('/find count:2 words:ot');
  const interaction = await bot.nextInteraction();
  expect(interaction).toMatchObject({
    type: 4,
    data: {
      options: [
        { name: 'count', value: 2 },
        { name: 'words', value: 'ot', focused: true },
      ],
    },
  });
  await callback(sandbox, interaction, { type: 8, data: { choices: [{ name: 'OTAN', value: 'otan' }] } });
  expect(await completing).toEqual([{ name: 'OTAN', value: 'otan' }]);
  await expect(sandbox.complete('/find count:')).rejects.toThrow('not completed');
  const late = sandbox.complete('/find words:x').catch(String);
  await bot.nextInteraction();
  await clock.move(3000);
  expect(await late).toContain('late');
});

test.each([
  [4, 8, { choices: Array.from({ length: 26 }, (_, i) => ({ name: `${i}`, value: i })) }],
  [4, 8, { choices: [{ name: '', value: 'a' }] }],
  [4, 8, { choices: [{ name: 'a', value: 'x'.repeat(101) }] }],
  [2, 9, { custom_id: 'form', title: 'x'.repeat(46), components: [{}] }],
  [2, 9, { custom_id: 'form', title: 'x', components: [] }],
])('GIVEN choices or a form that Discord refuses THEN 50035 (type %i)', async (type, kind, data) => {
  const { sandbox, bot } = await openWithBot();
  void sandbox.sendRaw({ type, data: {} });
  const answer = await callback(sandbox, await bot.nextInteraction(), { type: kind, data });
  expect(answer).toMatchObject({ status: 400, body: { code: 50035 } });
  expect(sandbox.checks.faults).toHaveLength(1);
});

test('GIVEN a replay THEN the same interaction comes again and settles as the first did', async () => {
  const { sandbox, bot } = await openWithBot();
  const asked = sandbox.command('/find');
  const interaction = await bot.nextInteraction();
  await callback(sandbox, interaction, { type: 4, data: { content: 'once' } });
  const { interactionId } = await asked;
  const replayed = await sandbox.replay(interactionId);
  expect(await bot.nextInteraction()).toEqual(interaction);
  expect(replayed).toMatchObject({ outcome: 'answered', text: 'once' });
  expect((await sandbox.replay('1')).outcome).toBe('refused');
});

test('GIVEN a command in a channel THEN the interaction has every field of Discord’s', async () => {
  const { sandbox, bot } = await openWithBot();
  sandbox.setLocale('manager', 'fr');
  void sandbox.command('/digest create channel:#locked time:08:00', { as: 'manager', channel: 'staff' });
  const interaction = await bot.nextInteraction();
  const { channels, guild, application, users } = sandbox.ids;
  expect(interaction).toMatchObject({
    application_id: application,
    type: 2,
    version: 1,
    guild: { id: guild, locale: 'en-US' },
    guild_id: guild,
    channel_id: channels.staff,
    channel: { id: channels.staff, type: 0, name: 'staff' },
    member: { user: { id: users.manager, username: 'manager' }, roles: [expect.any(String)], nick: null },
    locale: 'fr',
    guild_locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: { '0': guild },
    context: 0,
    attachment_size_limit: 10_485_760,
    data: {
      name: 'digest',
      type: 1,
      options: [
        { name: 'create', type: 1, options: [{ name: 'channel', type: 7, value: channels.locked }, { name: 'time' }] },
      ],
    },
  });
  const resolved = readJson(readJson(readJson(interaction['data'], 'resolved'), 'channels'), channels.locked) ?? {};
  const send = 1n << 11n;
  expect(BigInt(String(resolved['permissions'])) & send).toBe(send);
  expect(BigInt(String(resolved['app_permissions'])) & send).toBe(0n);
  expect(BigInt(String(interaction['app_permissions'])) & send).toBe(send);
  expect(readList(interaction, 'entitlements')).toEqual([]);
});

test('GIVEN a sandbox that stops THEN whoever waits is told', async () => {
  const { sandbox, bot } = await openWithBot();
  const asked = sandbox.command('/find');
  await bot.nextInteraction();
  const waiting = sandbox.waitForMessage('news', () => true).catch(String);
  await sandbox.stop();
  expect((await asked).outcome).toBe('late');
  expect(await waiting).toContain('No such message');
  await sandbox.stop();
});
