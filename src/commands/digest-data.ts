import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import { LATE_HOURS, MAX_TOPICS } from '../services/digests/digests.ts';
import { TOPIC_CHARS } from '../services/digests/topics-title.ts';
import type { Words } from '../words/words.ts';
import { CHANNEL_TYPES } from './digest-channel.ts';
import { CATCH_UPS, CLEARS, QUIETS, SECONDS } from './digest-order.ts';
import { localize, localizeChoice } from './localize.ts';

/** What is done to a digest by naming it, and nothing else. */
export const DEEDS = ['preview', 'pause', 'start', 'remove', 'run'] as const;
export type Deed = (typeof DEEDS)[number];

const { String: TEXT, Integer, Boolean: YES_NO, Channel, Role } = ApplicationCommandOptionType;
const MOST_CHARS = 100;
/** As many topics as a digest keeps, each with its comma. */
const TOPICS_CHARS = MAX_TOPICS * (TOPIC_CHARS + 2);

type Labels = Words['commands']['digest'];
/** An option that /digest create and /digest edit share; `label` names its words. */
type SharedLabel = keyof Labels['editing'];

/** `/digest` as Discord registers it. */
export const digestData: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  ...localize((words) => words.commands.digest),
  contexts: [InteractionContextType.Guild],
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  options: [
    subcommand('create', orderOptions('create')),
    subcommand('edit', [digestOption(), ...orderOptions('edit'), mutedOption(), clearOption()]),
    subcommand('list', []),
    subcommand('why', [digestOption(), { ...named((labels) => labels.slot), type: TEXT, autocomplete: true }]),
    ...DEEDS.map((deed) => subcommand(deed, [digestOption()])),
  ],
};

function subcommand(
  name: Deed | 'create' | 'edit' | 'list' | 'why',
  options: APIApplicationCommandBasicOption[],
): APIApplicationCommandSubcommandOption {
  return { ...named((labels) => labels[name]), type: ApplicationCommandOptionType.Subcommand, options };
}

function named(pick: (labels: Labels) => { name: string; description: string }) {
  return localize((words) => pick(words.commands.digest));
}

function digestOption(): APIApplicationCommandBasicOption {
  return { ...named((labels) => labels.digest), type: TEXT, autocomplete: true };
}

/** In the order in which Discord's client offers them: what most want first. */
function orderOptions(use: 'create' | 'edit'): APIApplicationCommandBasicOption[] {
  const own = (label: SharedLabel) =>
    named((labels) => ({
      name: labels[label].name,
      description: use === 'edit' ? labels.editing[label] : labels[label].description,
    }));
  const text = (label: SharedLabel, more: { autocomplete?: boolean; max_length?: number } = {}) =>
    ({ ...own(label), type: TEXT, max_length: MOST_CHARS, ...more }) as const;
  const choose = (label: SharedLabel, choices: ReturnType<typeof localizeChoice>[]) =>
    ({ ...own(label), type: TEXT, choices }) as const;
  return [
    { ...own('channel'), type: Channel, channel_types: [...CHANNEL_TYPES] },
    text('time'),
    text('timezone', { autocomplete: true }),
    text('days', { autocomplete: true }),
    text('language', { autocomplete: true }),
    text('secondLanguage', { autocomplete: true }),
    choose(
      'secondShown',
      choicesOf(SECONDS, (labels) => labels.seconds),
    ),
    text('topics', { max_length: TOPICS_CHARS }),
    choose(
      'quiet',
      choicesOf(QUIETS, (labels) => labels.quiets),
    ),
    choose(
      'catchUp',
      choicesOf(CATCH_UPS, (labels) => labels.catchUps),
    ),
    { ...own('lateHours'), type: Integer, min_value: LATE_HOURS.least, max_value: LATE_HOURS.most },
    { ...own('role'), type: Role },
    { ...own('publish'), type: YES_NO },
    text('cron'),
  ];
}

function mutedOption(): APIApplicationCommandBasicOption {
  return { ...named((labels) => labels.muted), type: TEXT, max_length: TOPICS_CHARS };
}

function clearOption(): APIApplicationCommandBasicOption {
  return { ...named((labels) => labels.clear), type: TEXT, choices: choicesOf(CLEARS, (labels) => labels.clears) };
}

function choicesOf<Value extends string>(
  values: readonly Value[],
  pick: (labels: Labels) => Readonly<Record<Value, string>>,
): ReturnType<typeof localizeChoice>[] {
  return values.map((value) => localizeChoice(value, (words) => pick(words.commands.digest)[value]));
}
