import { DiscordAPIError } from 'discord.js';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { commands } from '../../src/commands/index.ts';
import { type Command, command } from '../../src/commands/command.ts';
import { registerCommands } from '../../src/discord/register.ts';
import { notice, md } from '../../src/reply.ts';
import { APPLICATION_ID, recordingLog } from '../support/interactions.ts';
import { commandFaults } from './message-faults.ts';

/** Discord's store of commands: a bulk overwrite keeps the id of a name that it knows. */
function fakeStore() {
  const puts: { route: string; body: unknown }[] = [];
  const ids = new Map<string, string>();
  const listIn = z.array(z.looseObject({ name: z.string() }));
  return {
    puts,
    ids,
    rest: {
      async put(route: string, options?: { body?: unknown }): Promise<unknown> {
        puts.push({ route, body: options?.body });
        return listIn.parse(options?.body).map((one) => {
          const id = ids.get(one.name) ?? String(800_000_000_000_000_000n + BigInt(ids.size));
          ids.set(one.name, id);
          return { ...one, id };
        });
      },
    },
  };
}

const manage = command({
  data: { name: 'digest', description: 'Digests of this server' },
  input: z.object({}),
  reply: 'ephemeral',
  requires: 'ManageGuild',
  run: async () => notice(md`Done`),
});
const sentBy = async (list: readonly Command[]) => {
  const store = fakeStore();
  await registerCommands({ rest: store.rest, applicationId: APPLICATION_ID, commands: list });
  return z.array(z.record(z.string(), z.unknown())).parse(store.puts[0]?.body);
};

test('GIVEN the list of commands THEN all go to Discord in one overwrite, and their ids come back by name', async () => {
  const store = fakeStore();
  const ids = await registerCommands({ rest: store.rest, applicationId: APPLICATION_ID, commands });
  expect([...ids.keys()]).toEqual(commands.map((one) => one.data.name));
  expect(ids.get('article')).toMatch(/^\d+$/);
  expect(store.puts.map(({ route }) => route)).toEqual([`/applications/${APPLICATION_ID}/commands`]);
});

test('GIVEN a second start THEN the same bytes are sent and no command is new', async () => {
  const store = fakeStore();
  for (let start = 0; start < 2; start++)
    await registerCommands({ rest: store.rest, applicationId: APPLICATION_ID, commands });
  expect(JSON.stringify(store.puts[1])).toBe(JSON.stringify(store.puts[0]));
  expect(store.ids.size).toBe(commands.length);
});

test('GIVEN every command THEN Discord’s schema takes it', async () => {
  const faults = (await sentBy(commands)).flatMap((body) => commandFaults(body).map((fault) => [body['name'], fault]));
  expect(faults).toEqual([]);
});

test('GIVEN a reading command THEN it is there everywhere, for everybody and for who installed the bot for themselves', async () => {
  const [article] = await sentBy(commands);
  expect(article).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
  expect(article).not.toHaveProperty('default_member_permissions');
});

test('GIVEN a command for managers THEN it is there in servers alone, and shown to managers', async () => {
  const [digest] = await sentBy([manage]);
  expect(digest).toMatchObject({ contexts: [0], integration_types: [0], default_member_permissions: '32' });
});

test('GIVEN a command that names its own contexts THEN they stay', async () => {
  const [sent] = await sentBy([{ ...manage, data: { ...manage.data, contexts: [0, 2] } }]);
  expect(sent).toMatchObject({ contexts: [0, 2] });
});

test('GIVEN an application that users may not install THEN its commands are for servers alone, and the operator is told', async () => {
  const store = fakeStore();
  const { log, events } = recordingLog();
  const errors = { 0: { integration_types: { _errors: [{ code: 'BASE_TYPE_CHOICES', message: 'refused' }] } } };
  const refused = new DiscordAPIError(
    { code: 50035, message: 'Invalid Form Body', errors },
    50035,
    400,
    'PUT',
    'x',
    {},
  );
  let asked = 0;
  const put: typeof store.rest.put = (route, options) =>
    asked++ === 0 ? Promise.reject(refused) : store.rest.put(route, options);
  const names = await registerCommands({ rest: { put }, applicationId: APPLICATION_ID, commands, log });
  expect(names).toHaveLength(commands.length);
  const types = z.array(z.looseObject({ integration_types: z.array(z.number()) })).parse(store.puts[0]?.body);
  expect(new Set(types.flatMap((one) => one.integration_types))).toEqual(new Set([0]));
  expect(events.map(({ level }) => level)).toEqual(['warn']);
});

test('GIVEN a refusal THEN it is thrown, not swallowed', async () => {
  const refused = new DiscordAPIError({ code: 50035, message: 'Invalid Form Body' }, 50035, 400, 'PUT', 'x', {});
  const rest = { put: () => Promise.reject(refused) };
  await expect(registerCommands({ rest, applicationId: APPLICATION_ID, commands })).rejects.toBe(refused);
});
