import { ComponentTypes, DiscordRESTError, GatewayOPCodes, MessageFlags } from 'oceanic.js';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { testClock } from '../support/clock.ts';
import { openOtherBot, type OtherBot, registerCommand } from './other-bot.ts';

const next = (bot: OtherBot, event: 'shardResume' | 'shardPreReady') =>
  new Promise<void>((resolve) => bot.client.once(event, () => resolve()));

test.each([
  ['uncompressed', {}],
  ['as one zlib stream', { compress: 'zlib-stream', compressLibrary: 'native' }],
  ['as one zstd stream', { compress: 'zstd-stream', compressLibrary: 'native' }],
] as const)('GIVEN another library, %s THEN a command is registered, asked and answered', async (_, gateway) => {
  const bot = await openOtherBot(systemClock(), { gateway });
  const { sandbox, client } = bot;
  await registerCommand(bot);
  expect(client.user.id).toBe(sandbox.ids.application);
  expect((await sandbox.command('/hello name:Zoé')).text).toBe('Hello Zoé');
  const slow = await sandbox.command('/hello name:Zoé slow:true', {
    until: ({ body }) => JSON.stringify(body).includes('after a while'),
  });
  expect(slow.text).toBe('Hello Zoé, after a while\n\n[1] Again');
  const more = await sandbox.waitForMessage('general', ({ body }) => JSON.stringify(body).includes('More for Zoé'));
  expect(more.body).toMatchObject({ content: `More for Zoé, after ${slow.message?.id ?? ''}` });
  expect(bot.complaints).toEqual([]);
  expect(sandbox.checks.faults).toEqual([]);
});

test('GIVEN a message with components THEN the other library sends, reads, edits it and answers its button', async () => {
  const bot = await openOtherBot(systemClock());
  const { sandbox, client } = bot;
  await registerCommand(bot);
  const { news } = sandbox.ids.channels;
  const components = [
    {
      type: ComponentTypes.CONTAINER as const,
      accentColor: 0x335577,
      components: [{ type: ComponentTypes.TEXT_DISPLAY as const, content: '**News**' }],
    },
    {
      type: ComponentTypes.ACTION_ROW as const,
      components: [{ type: ComponentTypes.BUTTON as const, style: 1 as const, label: 'Go', customID: 'go' }],
    },
  ];
  const sent = await client.rest.channels.createMessage(news, { flags: MessageFlags.IS_COMPONENTS_V2, components });
  const read = await client.rest.channels.getMessage(news, sent.id);
  expect(read.components).toMatchObject([{ type: 17, accentColor: 0x335577 }, { type: 1 }]);
  expect((await client.rest.channels.getMessages(news, { limit: 10 })).map(({ id }) => id)).toEqual([sent.id]);
  const [shown] = sandbox.messages('news');
  if (!shown) throw new Error('no message');
  const pressed = await sandbox.press(shown, 'Go', { until: ({ body }) => JSON.stringify(body).includes('go by') });
  expect(pressed.text).toBe('go by member\n\n[1] Again');
  const looked = await sandbox.messageCommand('Look at it', shown);
  expect(looked.text).toBe(`It says ${sent.id}`);
  expect(looked.message?.ephemeral).toBe(true);
  const file = { name: 'a.txt', contents: Buffer.from('words') };
  await client.rest.channels.createMessage(news, { content: 'with a file', files: [file] });
  expect(sandbox.messages('news')[1]?.files).toMatchObject([{ name: 'a.txt', text: 'words' }]);
  await client.rest.channels.deleteMessage(news, sent.id);
  expect(sandbox.messages('news')).toHaveLength(1);
  expect(bot.complaints).toEqual([]);
  expect(sandbox.checks.faults).toEqual([]);
});

test('GIVEN the intent for servers THEN the other library knows the server, its roles, channels and threads', async () => {
  const bot = await openOtherBot(systemClock(), { gateway: { intents: 1 } });
  const { sandbox, client } = bot;
  if (!client.ready) await new Promise<void>((resolve) => client.once('ready', () => resolve()));
  const guild = client.guilds.get(sandbox.ids.guild);
  expect(guild?.name).toBe('Sandbox');
  expect(guild?.roles.size).toBe(3);
  expect(guild?.channels.map(({ name }) => name)).toEqual(['general', 'news', 'announcements', 'staff', 'locked']);
  expect(guild?.clientMember.permissions.has('SEND_MESSAGES')).toBe(true);
  await registerCommand(bot);
  expect((await sandbox.command('/hello name:you')).text).toBe('Hello you');
  expect(bot.complaints).toEqual([]);
});

test('GIVEN a gateway that asks for a heartbeat THEN the other library sends one at once', async () => {
  const bot = await openOtherBot(systemClock());
  const { sandbox } = bot;
  const beats = () =>
    sandbox.wire.entries().filter((one) => one.direction === 'from-bot' && one.op === GatewayOPCodes.HEARTBEAT).length;
  const before = beats();
  const beat = new Promise<void>((resolve) => {
    sandbox.wire.onEntry((entry) => {
      if (entry.direction === 'to-bot' && entry.op === GatewayOPCodes.HEARTBEAT_ACK) resolve();
    });
  });
  sandbox.breakages.askGateway('heartbeat');
  await beat;
  expect(beats()).toBe(before + 1);
  expect(bot.complaints).toEqual([]);
});

test.each(['uncompressed', 'zlib-stream', 'zstd-stream'] as const)(
  'GIVEN opcode 7 (%s) THEN the other library resumes, and gets what came meanwhile',
  async (compress) => {
    const bot = await openOtherBot(systemClock(), { gateway: compress === 'uncompressed' ? {} : { compress } });
    const { sandbox } = bot;
    await registerCommand(bot);
    const resumed = next(bot, 'shardResume');
    sandbox.breakages.askGateway('reconnect');
    const asked = sandbox.command('/hello name:again');
    await resumed;
    expect((await asked).text).toBe('Hello again');
    expect(bot.seen.filter((event) => event === 'READY')).toHaveLength(1);
    expect(bot.seen).toContain('RESUMED');
    expect(bot.complaints).toEqual([]);
  },
);

test('GIVEN close code 4000 THEN the other library resumes', async () => {
  const bot = await openOtherBot(systemClock());
  const resumed = next(bot, 'shardResume');
  bot.sandbox.breakages.dropGateway(4000);
  await resumed;
  expect(bot.seen).toEqual(['READY', 'RESUMED']);
});

test('GIVEN opcode 9 THEN the other library identifies anew, and is asked in its new session', async () => {
  const bot = await openOtherBot(systemClock());
  const { sandbox } = bot;
  await registerCommand(bot);
  const ready = next(bot, 'shardPreReady');
  sandbox.breakages.askGateway('identify');
  await ready;
  expect((await sandbox.command('/hello name:you')).text).toBe('Hello you');
  expect(bot.seen.filter((event) => event === 'READY')).toHaveLength(2);
});

test('GIVEN a token that is worth nothing any more THEN the other library is told so, and gives up', async () => {
  const bot = await openOtherBot(systemClock());
  bot.sandbox.breakages.revokeToken();
  await new Promise<void>((resolve) => bot.client.once('shardDisconnect', () => resolve()));
  expect(bot.complaints.join('\n')).toContain('Authentication failed');
  await expect(bot.client.rest.oauth.getCurrentUser()).rejects.toMatchObject({ status: 401 });
});

test('GIVEN five messages in a channel THEN the sixth waits in the other library’s own limiter, and a 429 is obeyed', async () => {
  const clock = testClock();
  const bot = await openOtherBot(clock, { sandbox: { checkSchema: false } });
  const { sandbox, client } = bot;
  const { news } = sandbox.ids.channels;
  const send = (content: string) => client.rest.channels.createMessage(news, { content });
  await send('1');
  // The library waits in real time for what the header says is left of the five seconds: 50 ms.
  await clock.move(4950);
  for (const content of ['2', '3', '4', '5']) await send(content);
  const refused = new Promise<void>((resolve) => {
    sandbox.wire.onEntry((entry) => {
      if (entry.status === 429) resolve();
    });
  });
  const sixth = send('6');
  // The sandbox's clock stands still, so the library comes back too early, and is refused.
  await refused;
  expect(sandbox.messages('news')).toHaveLength(5);
  await clock.move(60);
  await sixth;
  expect(sandbox.messages('news').map(({ body }) => body)).toMatchObject(
    ['1', '2', '3', '4', '5', '6'].map((content) => ({ content })),
  );
  expect(bot.complaints).toEqual([]);
});

test('GIVEN what Discord refuses THEN the other library’s own errors carry its status, code and places', async () => {
  const { sandbox, client } = await openOtherBot(systemClock());
  const { locked, staff, news } = sandbox.ids.channels;
  const send = (channel: string, content: string) => client.rest.channels.createMessage(channel, { content });
  await expect(send(locked, 'x')).rejects.toMatchObject({ status: 403, code: 50013 });
  await expect(send('1', 'x')).rejects.toMatchObject({ status: 404, code: 10003 });
  await expect(send(news, '')).rejects.toMatchObject({ status: 400, code: 50006 });
  await expect(client.rest.channels.getMessage(staff, '1')).rejects.toMatchObject({ status: 404, code: 10008 });
  const tooLong: unknown = await send(news, 'x'.repeat(2001)).catch((error: unknown) => error);
  expect(tooLong).toBeInstanceOf(DiscordRESTError);
  expect(String(tooLong)).toContain('content: Must be 2000 or fewer in length.');
});
