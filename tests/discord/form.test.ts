import { expect, test } from 'vitest';
import * as z from 'zod';
import { action, type Ask, command, opening } from '../../src/commands/command.ts';
import { drawForm } from '../../src/discord/form.ts';
import { type Form, md, notice, type Reply } from '../../src/reply.ts';
import {
  CHANNEL_ID,
  chooseChannel,
  MEMBER_PERMISSIONS,
  press,
  type RawInteraction,
  refusal,
  runInteraction,
  submit,
} from '../support/interactions.ts';
import { formFaults, messageFaults } from './message-faults.ts';

const NEWS = '300000000000000009';
const field = { kind: 'text', label: 'City', isRequired: true, maxLength: 40 } as const;
const search: Form = { title: 'Search', action: { command: 'zone', action: 'found', args: ['a1'] }, fields: [field] };
const channels: Ask['channels'][] = [];

const zone = command({
  data: { name: 'zone', description: 'Zones' },
  input: z.object({}),
  reply: 'ephemeral',
  run: async (): Promise<Reply> => ({
    accent: 'notice',
    blocks: [
      {
        kind: 'channel-select',
        select: {
          placeholder: 'Where?',
          action: { command: 'zone', action: 'channel', args: [] },
          types: [0, 5],
          chosen: NEWS,
        },
      },
    ],
  }),
  actions: {
    search: opening({ input: z.tuple([z.string()]), open: () => search }),
    manage: opening({ input: z.tuple([]), requires: 'ManageGuild', open: () => search }),
    broken: opening({
      input: z.tuple([]),
      open() {
        throw new Error('no form today');
      },
    }),
    found: action({
      input: z.tuple([z.string(), z.string()]),
      reply: 'update',
      run: async ([id, city]) => notice(md`${id}: ${city}`),
    }),
    both: action({
      input: z.tuple([z.string(), z.string()]),
      reply: 'ephemeral',
      run: async ([reason, words]) => notice(md`${reason}/${words}`),
    }),
    channel: action({
      input: z.tuple([z.string()]),
      reply: 'update',
      async run([id], ask) {
        channels.push(ask.channels);
        return notice(md`In ${id}`);
      },
    }),
  },
});
const run = (payload: RawInteraction, more: Partial<Parameters<typeof runInteraction>[0]> = {}) =>
  runInteraction({ commands: [zone], payload, ...more });

test('GIVEN a press that opens a form THEN the form is the first and only answer', async () => {
  const { calls } = await run(press('k1.zone.search.a1'));
  expect(calls).toHaveLength(1);
  expect(calls[0]?.body).toEqual({
    type: 9,
    data: {
      custom_id: 'k1.zone.found.a1',
      title: 'Search',
      components: [
        {
          type: 18,
          label: 'City',
          component: { type: 4, custom_id: 'f0', style: 1, max_length: 40, required: true },
        },
      ],
    },
  });
});

test('GIVEN a form that was sent THEN its action has what the fields hold after its own arguments, and the message changes', async () => {
  const seen = await run(submit('k1.zone.found.a1', ['Paris']));
  expect(seen.calls[0]?.body).toEqual({ type: 6 });
  expect(seen.text).toBe('a1: Paris');
});

test('GIVEN a choice and a field left empty THEN both come in their order', async () => {
  expect((await run(submit('k1.zone.both', [['owner'], '']))).text).toBe('owner/');
  expect((await run(submit('k1.zone.both', [[], 'words']))).text).toBe('/words');
});

test('GIVEN a form of an older version, or with other fields THEN the member is sent to the command', async () => {
  for (const sent of [submit('k0.zone.found.a1', ['x']), submit('k1.zone.found.a1', []), submit('k1.zone.gone', ['x'])])
    expect((await run(sent)).text).toContain('/zone');
});

test('GIVEN a form for managers THEN no other member gets it', async () => {
  expect((await run(press('k1.zone.manage'))).text).toContain('Manage Server');
  expect((await run(press('k1.zone.manage', { manager: true }))).calls[0]?.body['type']).toBe(9);
});

test('GIVEN a form that cannot be made, or that Discord refuses THEN the member is told with a number', async () => {
  expect((await run(press('k1.zone.broken'))).text).toMatch(/[0-9a-z]{12}/);
  const refused = await run(press('k1.zone.search.a1'), {
    fail: ({ body }) => (body['type'] === 9 ? refusal(400, 50035, 'Invalid Form Body') : undefined),
  });
  expect(refused.text).toMatch(/[0-9a-z]{12}/);
  expect(refused.events).toContainEqual(expect.objectContaining({ level: 'error' }));
});

test('GIVEN an interaction that is gone before its form THEN nothing more is sent', async () => {
  const { calls, events } = await run(press('k1.zone.search.a1'), { fail: () => refusal(404, 10062) });
  expect(calls).toHaveLength(1);
  expect(events.map(({ event }) => event)).toContain('interaction gone');
});

test('GIVEN hostile words THEN a form is within Discord’s limits, by its own schema too', () => {
  const long = '‮@everyone '.repeat(500);
  const options = Array.from({ length: 40 }, (_, i) => ({ label: long, value: `v${i}`, description: long }));
  const form = drawForm({
    title: long,
    action: search.action,
    fields: [
      { ...field, label: long, description: long, placeholder: long, isLong: true },
      { kind: 'choice', label: '\u200b', isRequired: false, placeholder: long, options },
      { ...field, maxLength: 100_000 },
    ],
  });
  expect(formFaults(form)).toEqual([]);
  const [first, second, third] = form.components;
  expect(first).toMatchObject({ component: { style: 2, max_length: 40 } });
  expect(second).toMatchObject({ label: '…', component: { type: 3, required: false } });
  expect(third).toMatchObject({ component: { max_length: 4000 } });
});

test('GIVEN six fields THEN the programmer is told', () => {
  expect(() => drawForm({ ...search, fields: Array.from({ length: 6 }, () => field) })).toThrow(RangeError);
});

test('GIVEN a channel select THEN Discord draws it with what stands chosen', async () => {
  const seen = await run({ ...press('x'), type: 2, data: { name: 'zone', type: 1 } });
  expect(messageFaults(seen.reply, 'edit')).toEqual([]);
  expect(JSON.stringify(seen.reply)).toContain(
    `"channel_types":[0,5],"default_values":[{"id":"${NEWS}","type":"channel"}]`,
  );
});

test('GIVEN a chosen channel THEN the action knows who may do what there', async () => {
  const told = await run(chooseChannel('k1.zone.channel', { channelId: NEWS, type: 5, botPermissions: 3n }));
  expect(told.text).toBe(`In ${NEWS}`);
  expect(channels.at(-1)?.get(NEWS)).toEqual({
    id: NEWS,
    type: 5,
    memberPermissions: MEMBER_PERMISSIONS,
    botPermissions: 3n,
    isLocked: false,
  });
});

test('GIVEN a chosen channel of which Discord does not say what the bot may THEN it is asked for; for the channel itself it is known', async () => {
  const asked: string[] = [];
  const botPermissions = async (id: string) => {
    asked.push(id);
    return 7n;
  };
  await run(chooseChannel('k1.zone.channel', { channelId: NEWS }), { botPermissions });
  expect(asked).toEqual([NEWS]);
  expect(channels.at(-1)?.get(NEWS)?.botPermissions).toBe(7n);
  await run(chooseChannel('k1.zone.channel', { channelId: CHANNEL_ID }), { botPermissions });
  expect(asked).toEqual([NEWS]);
});
