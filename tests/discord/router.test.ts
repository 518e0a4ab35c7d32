import { expect, test } from 'vitest';
import * as z from 'zod';
import { action, type Ask, channelOption, command } from '../../src/commands/command.ts';
import { UserError } from '../../src/errors.ts';
import { md, notice, type Reply, textBlock } from '../../src/reply.ts';
import { testClock } from '../support/clock.ts';
import {
  APPLICATION_ID,
  CHANNEL_ID,
  complete,
  GUILD_ID,
  MEMBER_PERMISSIONS,
  press,
  type RawInteraction,
  type RecordedCall,
  refusal,
  runInteraction,
  see,
  slash,
  testRouter,
  USER_ID,
} from '../support/interactions.ts';
import { messageFaults } from './message-faults.ts';

const asked: Ask[] = [];
const gate = { open: () => undefined as void, opened: Promise.resolve() };
/** Holds `/slow` until `gate.open()`. */
function closeGate(): void {
  const { promise, resolve } = Promise.withResolvers<void>();
  Object.assign(gate, { open: resolve, opened: promise });
}

const echo = command({
  data: { name: 'echo', description: 'Says it again' },
  input: z.object({ words: z.string().max(20).default('nothing'), share: z.boolean().default(false) }),
  reply: 'ephemeral',
  async run({ words }, ask) {
    asked.push(ask);
    return notice(md`You said ${words}`);
  },
  async complete(option, typed) {
    if (typed === 'fail') throw new Error('the store is closed');
    if (typed === 'hang') return new Promise(() => undefined);
    return [
      { name: `${option} ${typed}`, value: typed },
      { name: 'x'.repeat(200), value: 'long' },
      { name: 'lost', value: 'y'.repeat(101) },
    ];
  },
  actions: {
    again: action({
      input: z.tuple([z.string().regex(/^\d+$/)]),
      reply: 'update',
      run: async ([n]) => notice(md`Again ${n}`),
    }),
    share: action({ input: z.tuple([]), reply: 'public', run: async () => notice(md`Shared`) }),
    drop: action({
      input: z.tuple([]),
      reply: 'ephemeral',
      requires: 'ManageGuild',
      run: async () => notice(md`Dropped`),
    }),
    pick: action({
      input: z.tuple([z.string()]),
      reply: 'ephemeral',
      run: async ([value]) => notice(md`Got ${value}`),
    }),
  },
});
const fail = command({
  data: { name: 'fail', description: 'Fails' },
  input: z.object({ how: z.string().default('') }),
  reply: 'ephemeral',
  async run({ how }) {
    if (how === 'user') throw new UserError('unknown-article', { query: '*bold*' });
    throw new Error('The disk is full', { cause: new Error('ENOSPC') });
  },
});
const manage = command({
  data: { name: 'manage', description: 'For managers' },
  input: z.object({ subcommand: z.literal('set'), channel: channelOption.optional() }),
  reply: 'ephemeral',
  requires: 'ManageGuild',
  run: async ({ subcommand, channel }) =>
    notice(md`${subcommand} ${channel ? String(channel.botPermissions) : 'none'}`),
  complete: async () => [{ name: 'secret', value: 'secret' }],
});
const slow = command({
  data: { name: 'slow', description: 'Takes its time' },
  input: z.object({}),
  reply: 'ephemeral',
  async *run(): AsyncGenerator<Reply, Reply> {
    yield notice(md`At work`);
    await gate.opened;
    return notice(md`Done`);
  },
});
const commands = [echo, fail, manage, slow];
const run = (payload: RawInteraction, more: Partial<Parameters<typeof runInteraction>[0]> = {}) =>
  runInteraction({ commands, payload, ...more });
const routes = (calls: readonly RecordedCall[]) =>
  calls.map(({ method, route }) => `${method} ${route.replace(/\d{18}|interaction-\d+/g, ':id')}`);
const DEFERRED = ['POST /interactions/:id/:id/callback', 'PATCH /webhooks/:id/:id/messages/@original'];

test('GIVEN a slash command THEN it is deferred first, then answered for the member alone', async () => {
  const seen = await run(slash('echo', { words: 'hello' }));
  expect(routes(seen.calls)).toEqual(DEFERRED);
  expect(seen.calls[0]?.body).toEqual({ type: 5, data: { flags: 64 } });
  expect(seen.text).toBe('You said hello');
  expect(seen.isEphemeral).toBe(true);
  expect(messageFaults(seen.reply, 'edit')).toEqual([]);
});

test('GIVEN a command THEN it learns who asks, where and in which language', async () => {
  await run(slash('echo', {}, { locale: 'fr', manager: true }));
  expect(asked.at(-1)).toMatchObject({
    guildId: GUILD_ID,
    channelId: CHANNEL_ID,
    userId: USER_ID,
    locale: 'fr',
    userLocale: 'fr',
    memberPermissions: MEMBER_PERMISSIONS | 32n,
    botPermissions: MEMBER_PERMISSIONS,
    owners: { '0': GUILD_ID },
  });
});

test('GIVEN a direct message THEN there is no server and no permission', async () => {
  await run(slash('echo', {}, { direct: true }));
  expect(asked.at(-1)).toMatchObject({ userId: USER_ID, memberPermissions: 0n });
  expect(asked.at(-1)).not.toHaveProperty('guildId');
});

test('GIVEN the option share THEN everybody sees the answer', async () => {
  const seen = await run(slash('echo', { share: true }));
  expect(seen.calls[0]?.body).toEqual({ type: 5 });
  expect(seen.isEphemeral).toBe(false);
});

test('GIVEN a member who may not write in the channel THEN nothing is shared for them', async () => {
  const member = { user: { id: USER_ID }, permissions: String(1n << 10n) };
  const seen = await run(slash('echo', { share: true }, { member }));
  expect(routes(seen.calls)).toEqual(DEFERRED.slice(0, 1));
  expect(seen.isEphemeral).toBe(true);
  expect(seen.text).toMatch(/You cannot write in this channel/);
});

test('GIVEN a thread THEN writing in threads is what sharing asks for', async () => {
  const inThread = (permissions: bigint) => ({
    channel: { id: CHANNEL_ID, type: 11 },
    member: { user: { id: USER_ID }, permissions: String(permissions) },
  });
  expect((await run(slash('echo', { share: true }, inThread(1n << 38n)))).isEphemeral).toBe(false);
  expect((await run(slash('echo', { share: true }, inThread(1n << 11n)))).isEphemeral).toBe(true);
});

test('GIVEN an option past its bounds THEN its name is told and nothing is deferred', async () => {
  const seen = await run(slash('echo', { words: 'x'.repeat(21) }));
  expect(routes(seen.calls)).toEqual(DEFERRED.slice(0, 1));
  expect(seen.text).toMatch(/“words”/);
});

test('GIVEN a UserError THEN its sentence is shown, in the member’s language, with markup escaped', async () => {
  const seen = await run(slash('fail', { how: 'user' }, { locale: 'fr' }));
  expect(seen.text).toContain(String.raw`« \*bold\* »`);
  expect(seen.events).toEqual([]);
});

test('GIVEN an unexpected error THEN the member gets a number and the log has the cause under it', async () => {
  const seen = await run(slash('fail'));
  const [event] = seen.events;
  expect(event).toMatchObject({ level: 'error', event: 'interaction failed', fields: { name: '/fail' } });
  expect(event?.fields['error']).toMatchObject({ message: 'The disk is full', cause: { message: 'ENOSPC' } });
  expect(String(event?.fields['id'])).toMatch(/^[0-9a-z]{12}$/);
  expect(seen.text).toContain(String(event?.fields['id']));
  expect(seen.text).not.toContain('disk');
});

test('GIVEN a command that we no longer have THEN it is said in private', async () => {
  const seen = await run(slash('gone'));
  expect(seen.text).toMatch(/no longer have the command \\\/gone\./);
  expect(seen.isEphemeral).toBe(true);
});

test('GIVEN a command for managers and an ordinary member THEN it does not run', async () => {
  expect((await run(slash('manage set'))).text).toMatch(/Manage Server/);
  expect((await run(slash('manage set', {}, { manager: true }))).text).toBe('set none');
  expect((await run(slash('manage set', {}, { direct: true }))).text).toMatch(/inside a server only/);
});

test('GIVEN a channel option THEN its permissions come from Discord, from the place, or are asked for, in that order', async () => {
  const questions: string[] = [];
  const botPermissions = async (id: string) => {
    questions.push(id);
    return 7n;
  };
  const other = '300000000000000002';
  const set = async (channel: Parameters<typeof slash>[1]) =>
    (await run(slash('manage set', channel, { manager: true }), { botPermissions })).text;
  expect(await set({ channel: { channelId: other, botPermissions: 5n } })).toBe('set 5');
  expect(await set({ channel: { channelId: CHANNEL_ID } })).toBe(`set ${MEMBER_PERMISSIONS}`);
  expect(questions).toEqual([]);
  expect(await set({ channel: { channelId: other } })).toBe('set 7');
  expect(questions).toEqual([other]);
});

test('GIVEN a press on a message that only the presser sees THEN it changes that message', async () => {
  const seen = await run(press('k1.echo.again.3', { onEphemeral: true }));
  expect(seen.calls[0]?.body).toEqual({ type: 6 });
  expect(seen.text).toBe('Again 3');
});

test('GIVEN the same press on a public message THEN the presser gets an answer of their own', async () => {
  const seen = await run(press('k1.echo.again.3'));
  expect(seen.calls[0]?.body).toEqual({ type: 5, data: { flags: 64 } });
});

test('GIVEN a choice in a select THEN its value is the last argument', async () => {
  expect((await run(press('k1.echo.pick', { values: ['blue'] }))).text).toBe('Got blue');
});

test.each(['k0.echo.again.3', 'k1.echo.removed.3', 'k1.echo.again', 'k1.echo.again.x', 'k1.gone.again'])(
  'GIVEN the button %s of another version THEN a kind line names the command',
  async (id) => {
    const seen = await run(press(id, { onEphemeral: true }));
    expect(seen.text).toMatch(new RegExp(`older version of me. Run /${id.split('.')[1]} again`));
    expect(seen.isEphemeral).toBe(true);
  },
);

test('GIVEN a button for managers that another member presses THEN it does not run', async () => {
  expect((await run(press('k1.echo.drop'))).text).toMatch(/Manage Server/);
  expect((await run(press('k1.echo.drop', { manager: true }))).text).toBe('Dropped');
});

test('GIVEN an option being typed THEN its choices fit Discord’s limits', async () => {
  const seen = await run(complete('echo', 'words', { words: 'cli' }));
  expect(routes(seen.calls)).toEqual(DEFERRED.slice(0, 1));
  expect(seen.calls[0]?.body['type']).toBe(8);
  expect(seen.choices).toEqual([
    { name: 'words cli', value: 'cli' },
    { name: `${'x'.repeat(99)}…`, value: 'long' },
  ]);
});

test('GIVEN an option being typed whose command fails THEN there are no choices and the log says why', async () => {
  const seen = await run(complete('echo', 'words', { words: 'fail' }));
  expect(seen.choices).toEqual([]);
  expect(seen.events).toMatchObject([{ level: 'error', event: 'completion failed' }]);
});

test('GIVEN choices that take too long THEN an empty list arrives within the 3 seconds', async () => {
  const clock = testClock();
  const { router, calls } = testRouter({ commands, clock });
  const handled = router.handle(complete('echo', 'words', { words: 'hang' }));
  await clock.move(1999);
  expect(calls).toEqual([]);
  await clock.move(1);
  await handled;
  expect(see(calls).choices).toEqual([]);
});

test('GIVEN a member who may not manage THEN a manager’s command offers them no choices', async () => {
  expect((await run(complete('manage set', 'words', { words: '' }))).choices).toEqual([]);
});

test('GIVEN an interaction that Discord sends again THEN it is answered once', async () => {
  const { router, calls } = testRouter({ commands });
  const payload = slash('echo');
  await router.handle(payload);
  await router.handle(payload);
  expect(routes(calls)).toEqual(DEFERRED);
});

test.each([
  ['not an interaction', { t: 'hello' }],
  ['a ping', { ...slash('echo'), type: 1 }],
  ['nothing', undefined],
])('GIVEN %s THEN nothing is sent and the log says so', async (_name, payload) => {
  const { router, calls, events } = testRouter({ commands });
  await router.handle(payload);
  expect(calls).toEqual([]);
  expect(events).toMatchObject([{ level: 'warn', event: 'interaction not understood' }]);
});

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['a member of another shape', { member: null }],
  ['a channel of another shape', { channel: 5 }],
  ['permissions that are no number', { app_permissions: 'all' }],
  ['no data', { data: undefined }],
  ['a language that is none', { locale: null }],
])(
  'GIVEN an interaction with %s THEN the member is told with a number, once, and the bot lives on',
  async (_name, wrong) => {
    const { router, calls, events } = testRouter({ commands: [] });
    const payload = slash('echo', {}, wrong);
    await router.handle(payload);
    await router.handle(payload);
    expect(see(calls)).toMatchObject({ isEphemeral: true });
    expect(see(calls).text).toContain('Something went wrong on my side');
    expect(calls).toHaveLength(1);
    expect(events.filter(({ level }) => level === 'error')).toHaveLength(1);
  },
);

test.each([1, 4, 9])(
  'GIVEN an interaction of type %i that cannot be read THEN nobody is told anything',
  async (type) => {
    const { router, calls } = testRouter({ commands: [] });
    await router.handle({ ...slash('echo'), type, data: undefined });
    expect(calls).toEqual([]);
  },
);

test.each([10062, 40060])('GIVEN code %i for the first answer THEN it is logged and dropped', async (code) => {
  const seen = await run(slash('echo'), { fail: () => refusal(404, code) });
  expect(seen.calls).toHaveLength(1);
  expect(seen.events).toMatchObject([{ level: 'warn', event: 'interaction not acknowledged' }]);
});

test('GIVEN an answer that was dismissed meanwhile THEN it is dropped', async () => {
  const seen = await run(slash('echo'), {
    fail: ({ method }) => (method === 'PATCH' ? refusal(404, 10008) : undefined),
  });
  expect(routes(seen.calls)).toEqual(DEFERRED);
  expect(seen.events).toMatchObject([{ level: 'warn', event: 'interaction gone' }]);
});

test('GIVEN a reply that Discord refuses THEN the member gets a plain sentence with a number', async () => {
  let refused = 0;
  const seen = await run(slash('echo'), {
    fail: ({ method }) => (method === 'PATCH' && refused++ === 0 ? refusal(400, 50035) : undefined),
  });
  expect(seen.calls).toHaveLength(3);
  expect(seen.text).toContain(String(seen.events[0]?.fields['id']));
  expect(seen.reply?.['components']).toMatchObject([{ type: 10 }]);
});

test('GIVEN a failing press that changes its message THEN the message stays and the problem is told beside it', async () => {
  let refused = 0;
  const seen = await run(press('k1.echo.again.3', { onEphemeral: true }), {
    fail: ({ method }) => (method === 'PATCH' && refused++ === 0 ? refusal(400, 50035) : undefined),
  });
  expect(routes(seen.calls).at(-1)).toBe('POST /webhooks/:id/:id');
});

test('GIVEN interim replies THEN they are shown before the last one', async () => {
  closeGate();
  const clock = testClock();
  const { router, calls } = testRouter({ commands, clock });
  const handled = router.handle(slash('slow'));
  await clock.move(1);
  expect(see(calls).text).toBe('At work');
  gate.open();
  await handled;
  expect(see(calls).text).toBe('Done');
  expect(calls).toHaveLength(3);
});

test('GIVEN work that outlasts the interaction’s token THEN the member is told before it ends', async () => {
  closeGate();
  const clock = testClock();
  const { router, calls, events } = testRouter({ commands, clock });
  const handled = router.handle(slash('slow'));
  await clock.move(14 * 60_000);
  await handled;
  expect(see(calls).text).toMatch(/took too long/);
  expect(events).toMatchObject([{ event: 'interaction given up', fields: { why: 'too-long' } }]);
});

test('GIVEN a stop THEN work under way is waited for', async () => {
  closeGate();
  const clock = testClock();
  const { router, calls } = testRouter({ commands, clock });
  const handled = router.handle(slash('slow'));
  await clock.move(1);
  const stopped = router.stop(5000);
  gate.open();
  await Promise.all([handled, stopped]);
  expect(see(calls).text).toBe('Done');
});

test('GIVEN a stop and work that does not end THEN those members are told to try again, and so is who asks anew', async () => {
  closeGate();
  const clock = testClock();
  const { router, calls } = testRouter({ commands, clock });
  const handled = router.handle(slash('slow'));
  await clock.move(1);
  const stopped = router.stop(5000);
  await clock.move(5000);
  await Promise.all([handled, stopped]);
  expect(see(calls).text).toMatch(/restarted before I could finish/);
  const before = calls.length;
  await router.handle(slash('echo'));
  await router.handle(complete('echo', 'words', { words: 'cli' }));
  expect(calls).toHaveLength(before + 1);
  expect(see(calls).text).toMatch(/try again in a minute/);
  expect(see(calls.slice(before)).isEphemeral).toBe(true);
});

test('GIVEN a reply beyond every limit THEN the member still gets a valid message', async () => {
  const long = command({
    data: { name: 'long', description: 'Long' },
    input: z.object({}),
    reply: 'ephemeral',
    run: async (): Promise<Reply> => ({
      accent: 'agency',
      blocks: Array.from({ length: 50 }, () => textBlock(md`${'News. '.repeat(300)}`)),
    }),
  });
  const seen = await runInteraction({ commands: [long], payload: slash('long') });
  expect(messageFaults(seen.reply, 'edit')).toEqual([]);
  expect(seen.calls[1]?.route).toContain(`/webhooks/${APPLICATION_ID}/`);
});
