import { expect, test } from 'vitest';
import { call, callback, logIn, openSandbox, webhook } from './raw-bot.ts';

async function openWithBot(commands?: readonly unknown[]) {
  const { sandbox } = await openSandbox();
  const bot = await logIn(sandbox);
  if (commands) await call(sandbox, 'PUT', `/applications/${sandbox.ids.application}/commands`, commands);
  return { sandbox, bot };
}

test('GIVEN a member who alone installed the bot THEN the interaction names them as its owner, in the server all the same', async () => {
  const { sandbox, bot } = await openWithBot();
  sandbox.setInstallation('member', 'user');
  void sandbox.command('/find');
  const interaction = await bot.nextInteraction();
  const { guild, users } = sandbox.ids;
  expect(interaction).toMatchObject({
    guild_id: guild,
    context: 0,
    authorizing_integration_owners: { '1': users.member },
    member: { user: { id: users.member } },
  });
  expect(BigInt(String(interaction['app_permissions'])) & (1n << 11n)).toBe(0n);
});

test.each([
  ['server', { '0': '0' }],
  ['user', { '1': expect.any(String) }],
] as const)(
  'GIVEN a private conversation of a bot that the %s installed THEN there is a user and no server',
  async (how, owners) => {
    const { sandbox, bot } = await openWithBot();
    sandbox.setInstallation('member', how);
    const id = sandbox.openDirect('member');
    void sandbox.command('/find', { channel: { id } });
    const interaction = await bot.nextInteraction();
    expect(interaction).toMatchObject({
      channel_id: id,
      channel: { id, type: 1 },
      context: 1,
      user: { id: sandbox.ids.users.member },
      authorizing_integration_owners: owners,
    });
    for (const name of ['guild_id', 'guild', 'member', 'guild_locale']) expect(interaction).not.toHaveProperty(name);
  },
);

test('GIVEN commands for servers alone THEN neither a user’s installation nor a private conversation has them', async () => {
  const { sandbox } = await openWithBot([
    { name: 'find', description: 'x', integration_types: [0], contexts: [0, 1] },
    { name: 'manage', description: 'x', integration_types: [0, 1], contexts: [0] },
  ]);
  const direct = { channel: { id: sandbox.openDirect('member') } };
  const refused = { outcome: 'refused', text: expect.stringContaining('not offered here') };
  expect(await sandbox.command('/manage', direct)).toMatchObject(refused);
  sandbox.setInstallation('member', 'user');
  expect(await sandbox.command('/find')).toMatchObject(refused);
});

test.each([
  ['user', 5],
  ['server', 7],
] as const)(
  'GIVEN a bot that the %s installed and 7 messages after its answer THEN %i of them go through',
  async (how, through) => {
    const { sandbox, bot } = await openWithBot();
    sandbox.setInstallation('member', how);
    void sandbox.command('/find');
    const interaction = await bot.nextInteraction();
    await callback(sandbox, interaction, { type: 4, data: { content: 'first' } });
    const sent = [];
    for (let n = 0; n < 7; n++)
      sent.push(await call(sandbox, 'POST', webhook(sandbox, interaction), { content: `${n}` }));
    expect(sent.filter(({ status }) => status === 200)).toHaveLength(through);
    expect(sent.slice(through).map(({ body }) => body)).toEqual(
      Array.from({ length: 7 - through }, () => expect.objectContaining({ code: 40094 })),
    );
    // An edit of the answer is none.
    const edited = await call(sandbox, 'PATCH', webhook(sandbox, interaction, '/messages/@original'), {
      content: 'last',
    });
    expect(edited.status).toBe(200);
  },
);

test('GIVEN a group THEN it is one of people: interactions come from it, and the bot has no way into it', async () => {
  const { sandbox, bot } = await openWithBot([
    { name: 'find', description: 'x', integration_types: [0, 1], contexts: [0, 1, 2] },
    { name: 'here', description: 'x', integration_types: [0, 1], contexts: [0, 1] },
    { type: 3, name: 'Point', integration_types: [0, 1], contexts: [0, 2] },
  ]);
  const id = sandbox.openGroup('Friends');
  const channel = { id };
  const { manager, member } = sandbox.ids.users;
  const refused = { outcome: 'refused', text: expect.stringContaining('not offered here') };
  // A bot of their server is none of the group's.
  expect(await sandbox.command('/find', { channel })).toMatchObject(refused);
  sandbox.setInstallation('member', 'user');
  expect(await sandbox.command('/here', { channel })).toMatchObject(refused);
  expect(await sandbox.command('/find', { channel, as: 'manager' })).toMatchObject(refused);
  void sandbox.command('/find', { channel });
  const interaction = await bot.nextInteraction();
  expect(interaction).toMatchObject({
    context: 2,
    channel: { id, type: 3, name: 'Friends', recipients: [{ id: manager }, { id: member }] },
    user: { id: member },
    authorizing_integration_owners: { '1': member },
  });
  for (const name of ['guild_id', 'guild', 'member', 'guild_locale']) expect(interaction).not.toHaveProperty(name);
  const said = sandbox.say(channel, 'Look: https://example.org/', 'manager');
  void sandbox.messageCommand('Point', said, { as: 'member' });
  const pointed = await bot.nextInteraction();
  expect(pointed).toMatchObject({
    data: {
      target_id: said.id,
      resolved: { messages: { [said.id]: { content: 'Look: https://example.org/', author: { id: manager } } } },
    },
  });
  for (const [method, route, body] of [
    ['GET', `/channels/${id}`],
    ['GET', `/channels/${id}/messages`],
    ['POST', `/channels/${id}/messages`, { content: 'hello' }],
  ] as const)
    expect(await call(sandbox, method, route, body)).toMatchObject({ status: 403, body: { code: 50001 } });
  expect(sandbox.messages(channel)).toHaveLength(1);
});
