import { expect, test } from 'vitest';
import type { AnyAction } from '../../src/commands/command.ts';
import { commands } from '../../src/commands/index.ts';
import { CREATE, startServer } from '../support/digest-server.ts';
import { chooseChannel, GUILD_ID, press, type Seen, submit } from '../support/interactions.ts';

/** What none of our messages offers: ids of nothing, numbers, addresses and texts of a hostile hand. */
const FORGED = [
  '000000000000',
  '-1',
  '99999999999999999999',
  '1e9',
  '__proto__',
  'toString',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'http://127.0.0.1:1/feed',
  'http://[::1]/feed',
  '@everyone <@&1> <#2>',
  '\u202E[a](https://evil.example)**',
  '\uD83D',
  '𝔸'.repeat(40),
  '',
  'x'.repeat(80),
];
/** As much as a form's field may hold. */
const TEXTS = ['y'.repeat(4_000), '# **[a]('.repeat(490), '\u202E'.repeat(4_000), '🇫🇷'.repeat(1_000)];
/** Arguments that one or another action takes, around the id of something. */
const formsAround = (id: string): readonly (readonly string[])[] => [
  [],
  [id],
  ['1'],
  ['en'],
  [id, '1'],
  ['1', id],
  [id, 'en'],
  ['en', id],
  [id, 'main'],
  [id, 'labeled'],
  [id, 'paused'],
  [id, 'there'],
  ['privacy'],
  ['zone', '-'],
  ['zone', '-', 'UTC'],
  [id, 'kind', ''],
  [id, 'short', 'en', 'm'],
  [id, 'en', 'm', '1'],
];

/** The first of these that the action takes, with something forged at each place in turn, as far as it takes that too. */
function forge({ input }: AnyAction, id: string): readonly (readonly string[])[] {
  const takes = (list: readonly string[]) => input.safeParse(list).success;
  const form = formsAround(id).find(takes);
  if (!form) throw new Error('No arguments are known for this action: name some above');
  return [form, ...form.flatMap((_, place) => FORGED.map((one) => form.with(place, one)))].filter(takes);
}

function faultsOf(seen: Seen): readonly string[] {
  const errors = seen.events.filter(({ level }) => level === 'error');
  return [
    ...(seen.calls.length === 0 ? ['left without an answer'] : []),
    ...errors.map(({ event, fields }) => `${event}: ${String(fields['error'])}`),
  ];
}

test('GIVEN any action with forged arguments, as a press and as a form THEN each is answered in words, and nothing fails', async () => {
  const { run, type, digests } = await startServer();
  await type('create', { ...CREATE, timezone: 'Europe/Paris' });
  const digest = (await digests.list(GUILD_ID))[0]?.id ?? '';
  const guide = await type('create');
  const draft = /k1\.digest\.guide-time\.(\w+)/.exec(JSON.stringify(guide.reply))?.[1] ?? '';
  const faults: string[] = [];
  let tried = 0;
  const note = (name: string, seen: Seen) => {
    tried++;
    faults.push(...faultsOf(seen).map((fault) => `${name}: ${fault}`));
  };
  for (const { data, actions = {} } of commands)
    for (const [key, action] of Object.entries(actions)) {
      const ref = `k1.${data.name}.${key}`;
      // It asks a service that this server lacks.
      if (data.name === 'doctor') continue;
      for (const list of forge(action, key.startsWith('guide') ? draft : digest)) {
        const customId = [ref, ...list.slice(0, -1)].join('.');
        const name = JSON.stringify([ref, ...list]);
        const who = { manager: true, onEphemeral: true };
        note(name, await run(press(customId, { values: list.slice(-1), ...who })));
        note(`form ${name}`, await run(submit(customId, list.slice(-1), who)));
      }
      for (const text of TEXTS)
        note(`${ref} ${text.slice(0, 8)}`, await run(submit(`${ref}.${draft}`, [text], { manager: true })));
      note(
        `${ref} channel`,
        await run(chooseChannel(`${ref}.${draft}`, { channelId: '1', type: 13 }, { manager: true })),
      );
    }
  expect(faults).toEqual([]);
  expect(tried).toBeGreaterThan(1_500);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['no list', 'text'],
  ['a row of the older kind', [{ type: 1, components: [{ type: 4, custom_id: 'f0', value: 'Tokyo' }] }]],
  ['a text display', [{ type: 10, id: 1 }]],
  ['a field of numbers', [{ type: 18, component: { type: 4, value: 5 } }]],
  ['a field of nothing', [{ type: 18, component: null }]],
  ['two fields', ['Tokyo', 'Lima'].map((value) => ({ type: 18, component: { type: 4, value } }))],
])(
  'GIVEN a form that holds %s THEN it is from another version, and the member is told so',
  async (_name, components) => {
    const { run, services } = await startServer();
    const sent = submit('k1.settings.find-zone', [], {
      manager: true,
      data: { custom_id: 'k1.settings.find-zone', components },
    });
    const seen = await run(sent);
    expect(seen.text).toContain('older version');
    expect((await services.settings.read(GUILD_ID)).zone).toBeNull();
  },
);

test('GIVEN a press on what the server shows on request, below an article that is gone THEN that is said', async () => {
  const { run } = await startServer();
  for (const rest of ['article.open.000000000000', 'who-says.open.000000000000', 'translate.open.000000000000.en'])
    expect((await run(press(`k1.${rest}`, { onEphemeral: true }))).text).toContain('No stored article matches');
});
