import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import * as z from 'zod';
import { UserError } from '../errors.ts';
import type { Reply } from '../reply.ts';
import type { GuildSettings } from '../services/settings.ts';
import { type Ask, action, command, guildOf, mayManage } from './command.ts';
import { suggestZones } from './digest-options.ts';
import { localize } from './localize.ts';
import { contestListActions } from './settings-contests.ts';
import { offerZones, searchZone, settleZone } from './settings-zone.ts';
import { NOTHING, parseSetting, SETTINGS, type Setting, showSettings } from './settings-view.ts';

const settingName = z.enum(SETTINGS);

/** `/settings`: what this server chose, each changed by a select at once and taken back by a button. Needs Manage Server. */
export const settingsCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.settings),
    contexts: [InteractionContextType.Guild],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    options: [
      {
        ...localize((words) => words.commands.settings.timezone),
        type: ApplicationCommandOptionType.String,
        autocomplete: true,
      },
    ],
  },
  input: z.object({ timezone: z.string().default('') }),
  reply: 'ephemeral',
  requires: 'ManageGuild',
  async run({ timezone }, ask) {
    if (timezone.trim() !== '') return chooseZone(ask, timezone);
    return showSettings(ask, await ask.services.settings.read(guildOf(ask)));
  },
  async complete(_option, typed, ask) {
    return suggestZones(ask, typed);
  },
  actions: {
    ...contestListActions,
    'search-zone': searchZone,
    /** What was typed in the form: `[city]`. */
    'find-zone': action({
      input: z.tuple([z.string()]),
      reply: 'update',
      requires: 'ManageGuild',
      run: ([typed], ask) => chooseZone(ask, typed),
    }),
    show: action({
      input: z.tuple([]),
      reply: 'update',
      requires: 'ManageGuild',
      run: async (_input, ask) => showSettings(ask, await ask.services.settings.read(guildOf(ask))),
    }),
    /** A choice in a select: `[setting, value]`. */
    set: action({
      input: z.tuple([settingName, z.string()]),
      reply: 'update',
      requires: 'ManageGuild',
      run: ([setting, value], ask) => change(ask, setting, value),
    }),
    /** Back to what was, unless somebody chose anew since: `[setting, value before, value after]`. */
    undo: action({
      input: z.tuple([settingName, z.string(), z.string()]),
      reply: 'update',
      requires: 'ManageGuild',
      run: ([setting, before, after], ask) => takeBack(ask, setting, { before, after }),
    }),
  },
});

async function chooseZone(ask: Ask, typed: string): Promise<Reply> {
  const zone = settleZone(ask, typed);
  if (zone !== undefined) return change(ask, 'zone', zone);
  const settings = await ask.services.settings.read(guildOf(ask));
  const said = { kind: 'note', text: ask.words.settings.noPlace(typed.trim()) } as const;
  return offerZones(ask, typed.trim()) ?? showSettings(ask, settings, { said });
}

async function change(ask: Ask, setting: Setting, value: string): Promise<Reply> {
  const { before, after } = await ask.services.settings.change(guildOf(ask), parseSetting(ask, setting, value));
  if (before[setting] === after[setting]) return showSettings(ask, after);
  return showSettings(ask, after, {
    said: { kind: 'changed', setting, undo: [before, after].map((one) => valueOf(one[setting])) },
  });
}

async function takeBack(ask: Ask, setting: Setting, was: { before: string; after: string }): Promise<Reply> {
  const { after: now } = await ask.services.settings.restore(guildOf(ask), {
    before: parseSetting(ask, setting, was.before),
    after: parseSetting(ask, setting, was.after),
  });
  const kind = valueOf(now[setting]) === was.before ? 'undone' : 'kept';
  return showSettings(ask, now, { said: { kind, setting } });
}

function valueOf(value: GuildSettings[Setting]): string {
  return value ?? NOTHING;
}

/** Throws UserError add-managers where the server lets only managers store articles, and this member is none. */
export async function checkAdder(ask: Ask): Promise<void> {
  const { adders } = await ask.services.settings.read(ask.guildId ?? '');
  if (adders === 'managers' && !mayManage(ask)) throw new UserError('add-managers', {});
}
