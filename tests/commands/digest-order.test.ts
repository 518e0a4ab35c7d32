import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { CREATE, NEWS, startServer } from '../support/digest-server.ts';
import {
  GUILD_ID,
  MEMBER_PERMISSIONS,
  type RawChannel,
  type RawRole,
  type RawValues,
} from '../support/interactions.ts';

const VIEW = 1n << 10n;
const SEND_IN_THREADS = 1n << 38n;
const SEND = 1n << 11n;
const MANAGE_THREADS = 1n << 34n;
const MENTION_EVERYONE = 1n << 17n;
const HOUR_MS = 3_600_000;
const READERS: RawRole = { roleId: '900000000000000001', mentionable: true };
const QUIET_ROLE: RawRole = { ...READERS, mentionable: false };

function channel(more: Partial<RawChannel> = {}): RawChannel {
  return { channelId: NEWS, botPermissions: MEMBER_PERMISSIONS, ...more };
}

describe('what /digest create takes', () => {
  test.each<[RawValues, object]>([
    [{ 'second-language': 'French' }, { language: 'en', secondLanguage: 'fr', secondShown: 'press' }],
    [
      { 'second-language': 'fr', 'second-shown': 'both' },
      { secondLanguage: 'fr', secondShown: 'both' },
    ],
    [{ 'second-language': '-' }, { secondLanguage: null }],
    [{ 'catch-up': 'fold' }, { catchUp: 'fold', lateLimitMs: 24 * HOUR_MS }],
    [{ 'late-hours': 2 }, { catchUp: 'late', lateLimitMs: 2 * HOUR_MS }],
    [{ topics: 'elections, Lac  Léman ,ÉLECTIONS,' }, { topics: ['elections', 'Lac Léman'] }],
    [{ topics: 'aucun' }, { topics: [] }],
    [{ quiet: 'skip' }, { quiet: 'skip' }],
    [{ days: 'every Monday' }, { days: [1] }],
    [{ days: 'lundi' }, { days: [1] }],
    [{ days: 'mondays' }, { days: [1] }],
    [{ role: READERS }, { roleId: READERS.roleId }],
    [
      { time: '', cron: '30 7 * * mon-fri' },
      { cron: '30 7 * * MON-FRI', times: [], days: [] },
    ],
    [{ channel: channel({ type: 5 }) }, { channelType: 5, publish: true }],
    [
      { channel: channel({ type: 5 }), publish: false },
      { channelType: 5, publish: false },
    ],
    [{ channel: channel({ type: 11 }) }, { channelType: 11, publish: false }],
    [{ channel: channel({ type: 15 }) }, { channelType: 15, publish: false }],
    [{}, { catchUp: 'late', topics: [], muted: [], roleId: null, publish: false, channelType: 0, cron: null }],
  ])('GIVEN %o THEN the digest is so', async (values, expected) => {
    const { type, digests } = await startServer();
    expect((await type('create', { ...CREATE, ...values })).text).toContain('Done:');
    expect(await digests.list(GUILD_ID)).toMatchObject([expected]);
  });

  test('GIVEN an announcement channel THEN it says that messages are published, and how to change that', async () => {
    const { type } = await startServer();
    const english = await type('create', { ...CREATE, channel: channel({ type: 5 }) });
    expect(english.text).toContain('goes to the servers that follow this channel');
    const french = await type('create', { ...CREATE, channel: channel({ type: 5 }) }, { manager: true, locale: 'fr' });
    expect(french.text).toContain('vers les serveurs abonnés');
  });

  test('GIVEN cron THEN the order shows it, in the reader’s hours and the digest’s', async () => {
    const { type } = await startServer();
    const seen = await type('create', { ...CREATE, time: '', cron: '30 7 1 * *', timezone: 'Europe/Paris' });
    expect(seen.text).toContain('cron 30 7 1 \\* \\*');
    expect(seen.text).toContain(`<t:${Date.parse('2026-12-01T06:30:00Z') / 1000}:F>`);
    expect(seen.text).toContain('· 07:30 Europe/Paris.');
  });
});

const threadPermissions = VIEW | SEND_IN_THREADS | (1n << 16n);
const forum = MEMBER_PERMISSIONS & ~SEND_IN_THREADS;

describe('what /digest create refuses', () => {
  test.each<[RawValues, string, string]>([
    [{ cron: '0 8 * * *' }, 'Give either “time”', 'Indiquez soit « heure »'],
    [{ time: '', cron: '0 8 * * *', days: 'monday' }, 'Give either “time”', 'Indiquez soit « heure »'],
    [{ time: '', cron: 'tomorrow' }, 'is not a cron expression', 'cron'],
    [{ time: '', cron: '* * * * *' }, 'more than 24 times', '24 fois'],
    [{ language: 'en', 'second-language': 'English' }, 'is already English', 'celle-ci : anglais'],
    [{ 'second-language': 'Klingon' }, '“Klingon”', '« Klingon »'],
    [{ topics: 'x'.repeat(61) }, 'at most 60 characters', '60 caractères'],
    [{ topics: '***' }, 'with a letter or digit', 'une lettre ou un chiffre'],
    [{ topics: Array.from({ length: 21 }, (_, n) => `t${n}`).join() }, 'At most 20 topics', 'Au plus 20 thèmes'],
    [{ 'late-hours': 73 }, '“late-hours”', '« late-hours »'],
    [{ 'catch-up': 'never' }, '“catch-up”', '« catch-up »'],
    [{ publish: true }, 'is not an announcement channel', 'n’est pas un salon d’annonces'],
    [{ role: { ...READERS, roleId: GUILD_ID } }, 'I do not mention everybody', 'Je ne mentionne pas tout le monde'],
    [{ role: QUIET_ROLE }, 'I may not mention', 'Je ne peux pas mentionner'],
    [
      { role: QUIET_ROLE, channel: channel({ botPermissions: MEMBER_PERMISSIONS | MENTION_EVERYONE }) },
      'You may not mention',
      'Vous ne pouvez pas vous-même',
    ],
    [{ channel: channel({ type: 12 }) }, 'a public thread', 'un fil public'],
    [
      { channel: channel({ type: 11, botPermissions: MEMBER_PERMISSIONS & ~SEND_IN_THREADS }) },
      'I lack Send Messages in Threads',
      'Envoyer des messages dans les fils',
    ],
    [{ channel: channel({ type: 11, locked: true }) }, 'is locked', 'est verrouillé'],
    [{ channel: channel({ type: 15, botPermissions: forum & ~SEND }) }, 'Create Posts and Send', 'Créer des posts et'],
    [
      { channel: channel({ type: 11, memberPermissions: VIEW }) },
      'You cannot see',
      'Vous ne pouvez pas vous-même voir',
    ],
  ])('GIVEN %o THEN says why in one sentence, in both languages, and keeps nothing', async (values, en, fr) => {
    const { type, digests } = await startServer();
    expect((await type('create', { ...CREATE, ...values })).text).toContain(en);
    expect((await type('create', { ...CREATE, ...values }, { manager: true, locale: 'fr' })).text).toContain(fr);
    expect(await digests.list(GUILD_ID)).toEqual([]);
  });

  test('GIVEN a thread without Send Messages, or a locked one that the bot may open THEN it is taken', async () => {
    const { type, digests } = await startServer();
    await type('create', { ...CREATE, channel: channel({ type: 11, botPermissions: threadPermissions }) });
    const opener = channel({ type: 11, locked: true, botPermissions: threadPermissions | MANAGE_THREADS });
    await type('create', { ...CREATE, channel: opener });
    expect(await digests.list(GUILD_ID)).toHaveLength(2);
  });

  test('GIVEN that both may mention every role THEN one that others may not mention is taken', async () => {
    const { type, digests } = await startServer();
    const all = MEMBER_PERMISSIONS | MENTION_EVERYONE;
    const open = channel({ memberPermissions: all, botPermissions: all });
    await type('create', { ...CREATE, role: QUIET_ROLE, channel: open });
    expect(await digests.list(GUILD_ID)).toMatchObject([{ roleId: QUIET_ROLE.roleId }]);
  });
});

type Labeled = {
  name: string;
  description: string;
  name_localizations?: Record<string, string>;
  description_localizations?: Record<string, string>;
  value?: string;
  required?: boolean;
  options?: readonly Labeled[];
  choices?: readonly Labeled[];
};

test('GIVEN the command as it is registered THEN it keeps to Discord’s lengths in both languages, required options first', () => {
  const data = JSON.parse(JSON.stringify(commands.find(({ data: { name } }) => name === 'digest')?.data));
  const all = (one: Labeled): Labeled[] => [one, ...[...(one.options ?? []), ...(one.choices ?? [])].flatMap(all)];
  const namesOf = (one: Labeled) => [one.name, ...Object.values(one.name_localizations ?? {})];
  const toldOf = (one: Labeled) => [one.description ?? '', ...Object.values(one.description_localizations ?? {})];
  const size = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  const labeled = all(data);
  const names = labeled.filter(({ value }) => value === undefined).flatMap(namesOf);
  expect(names.filter((name) => !/^[-_'\p{Ll}\p{Lo}\p{N}]{1,32}$/u.test(name))).toEqual([]);
  expect(labeled.flatMap(toldOf).filter((text) => text.length > 100)).toEqual([]);
  const sizes = labeled.map((one) => size(namesOf(one)) + size(toldOf(one)) + (one.value?.length ?? 0));
  expect(sizes.reduce((sum, one) => sum + one, 0)).toBeLessThan(8000);
  for (const { options = [] } of labeled) {
    expect(options.length).toBeLessThanOrEqual(25);
    expect(options.findLastIndex(({ required }) => required)).toBeLessThan(
      Math.max(1, options.filter(({ required }) => required).length),
    );
  }
});
