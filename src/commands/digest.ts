import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import * as z from 'zod';
import { UserError } from '../errors.ts';
import { type Reply, textBlock } from '../reply.ts';
import { nextSlots } from '../services/digests/calendar.ts';
import { type Digest, ORDER_DEFAULTS } from '../services/digests/digests.ts';
import { subtext } from './article-card.ts';
import { type Ask, action, channelOption, command } from './command.ts';
import {
  CHANNEL_TYPES,
  checkChannel,
  nameDigest,
  parseDays,
  parseTimes,
  suggestDays,
  suggestZones,
} from './digest-options.ts';
import { listDigests, showDigest, showRemoved } from './digest-view.ts';
import { editionActions } from './edition-actions.ts';
import { parseLanguage, readingLanguage, suggestLanguages } from './language-option.ts';
import { localize, localizeChoice } from './localize.ts';
import { digestCostLines } from './usage-lines.ts';

const DAY_MS = 86_400_000;
const QUIETS = ['say', 'skip'] as const;
const DEEDS = ['preview', 'pause', 'start', 'remove', 'run'] as const;
type Deed = (typeof DEEDS)[number];

const createInput = z.object({
  subcommand: z.literal('create'),
  channel: channelOption,
  time: z.string(),
  timezone: z.string().default('UTC'),
  days: z.string().default(''),
  language: z.string().default(''),
  quiet: z.enum(QUIETS).default('say'),
});
const input = z.discriminatedUnion('subcommand', [
  createInput,
  z.object({ subcommand: z.literal('list') }),
  z.object({ subcommand: z.enum(DEEDS), digest: z.string().default('') }),
]);

/** `/digest`: what is posted where and when. Everything but reading an edition's articles needs Manage Server. */
export const digestCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.digest),
    contexts: [InteractionContextType.Guild],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    options: [subcommand('create', createOptions()), subcommand('list', []), ...DEEDS.map(deedSubcommand)],
  },
  input,
  reply: 'ephemeral',
  requires: 'ManageGuild',
  async run(given, ask) {
    if (given.subcommand === 'create') return createDigest(ask, given);
    const digests = await ask.services.digests.list(guildOf(ask));
    if (given.subcommand === 'list') return listDigests(ask, digests);
    const named = given.digest.trim();
    if (named !== '') return deeds[given.subcommand](ask, named);
    const [only] = digests;
    if (only && digests.length === 1) return deeds[given.subcommand](ask, only.id);
    return listDigests(ask, digests, ask.words.digest.which());
  },
  async complete(option, typed, ask) {
    if (option === 'timezone') return suggestZones(ask, typed);
    if (option === 'days') return suggestDays(ask, typed);
    if (option === 'language') return suggestLanguages(ask, typed);
    const digests = await ask.services.digests.list(guildOf(ask));
    const choices = digests.map((digest) => ({ name: nameDigest(ask, digest), value: digest.id }));
    return choices.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
  },
  actions: {
    ...editionActions,
    show: action({
      input: z.tuple([z.string()]),
      reply: 'update',
      requires: 'ManageGuild',
      run: async ([id], ask) => showDigest(ask, await getDigest(ask, id)),
    }),
    preview: deedAction('preview', 'ephemeral'),
    run: deedAction('run', 'ephemeral'),
    pause: deedAction('pause', 'update'),
    start: deedAction('start', 'update'),
    remove: deedAction('remove', 'update'),
    undo: action({
      input: z.tuple([z.string(), z.enum(['active', 'paused'])]),
      reply: 'update',
      requires: 'ManageGuild',
      run: async ([id, was], ask) => deeds[was === 'active' ? 'start' : 'pause'](ask, id),
    }),
  },
});

const deeds: Record<Deed, (ask: Ask, id: string) => Promise<Reply>> = {
  async preview(ask, id) {
    const reply = await ask.services.digests.preview(guildOf(ask), id, ask.signal);
    const cost = await digestCostLines(ask, planOf(ask, await getDigest(ask, id)));
    return { ...reply, blocks: [...reply.blocks, textBlock(subtext(ask.words.digest.previewNote()), ...cost)] };
  },
  async run(ask, id) {
    const digest = await ask.services.digests.run(guildOf(ask), id, ask.interactionId);
    return showDigest(ask, digest, ask.words.digest.running(digest.channelId));
  },
  pause: async (ask, id) => showDigest(ask, await ask.services.digests.pause(guildOf(ask), id)),
  async start(ask, id) {
    return showDigest(ask, await ask.services.digests.start(guildOf(ask), id), ask.words.digest.started());
  },
  async remove(ask, id) {
    const was = await getDigest(ask, id);
    const removed = await ask.services.digests.remove(guildOf(ask), id);
    return showRemoved(ask, removed, was.state === 'paused' ? 'paused' : 'active');
  },
};

async function createDigest(ask: Ask, given: z.output<typeof createInput>): Promise<Reply> {
  checkChannel(ask, given.channel);
  const order = {
    ...ORDER_DEFAULTS,
    guildId: guildOf(ask),
    channelId: given.channel.id,
    channelType: given.channel.type,
    times: parseTimes(given.time),
    days: parseDays(given.days),
    zone: given.timezone.trim().replaceAll(/\s+/g, '_'),
    // The digest's language is not the member's own choice to be remembered.
    language: given.language.trim() === '' ? await readingLanguage(ask, undefined) : parseLanguage(ask, given.language),
    quiet: given.quiet,
  };
  const digest = await ask.services.digests.create(order, ask.userId);
  const { digest: words } = ask.words;
  return showDigest(
    ask,
    digest,
    words.created(digest.channelId),
    words.first(),
    ...(await digestCostLines(ask, planOf(ask, digest))),
  );
}

/** What its cost is reckoned from: the editions of 30 days, and its languages. */
function planOf({ now }: Ask, digest: Digest) {
  const editionsPerMonth = nextSlots(digest, now, now + 30 * DAY_MS).length;
  return { editionsPerMonth, languages: digest.secondLanguage === null ? 1 : 2 };
}

async function getDigest(ask: Ask, id: string): Promise<Digest> {
  const digest = await ask.services.digests.find(guildOf(ask), id);
  if (!digest) throw new UserError('unknown-digest', {});
  return digest;
}

function guildOf(ask: Ask): string {
  if (ask.guildId === undefined) throw new UserError('needs-server', {});
  return ask.guildId;
}

function deedAction(deed: Deed, reply: 'ephemeral' | 'update') {
  return action({
    input: z.tuple([z.string()]),
    reply,
    requires: 'ManageGuild',
    run: async ([id], ask) => deeds[deed](ask, id),
  });
}

function subcommand(
  name: Deed | 'create' | 'list',
  options: APIApplicationCommandBasicOption[],
): APIApplicationCommandSubcommandOption {
  return {
    ...localize((words) => words.commands.digest[name]),
    type: ApplicationCommandOptionType.Subcommand,
    options,
  };
}

function deedSubcommand(deed: Deed): APIApplicationCommandSubcommandOption {
  return subcommand(deed, [
    {
      ...localize((words) => words.commands.digest.digest),
      type: ApplicationCommandOptionType.String,
      autocomplete: true,
    },
  ]);
}

function createOptions(): APIApplicationCommandBasicOption[] {
  const text = { type: ApplicationCommandOptionType.String, max_length: 100 } as const;
  return [
    {
      ...localize((words) => words.commands.digest.channel),
      type: ApplicationCommandOptionType.Channel,
      channel_types: [...CHANNEL_TYPES],
      required: true,
    },
    { ...localize((words) => words.commands.digest.time), ...text, required: true },
    { ...localize((words) => words.commands.digest.timezone), ...text, autocomplete: true },
    { ...localize((words) => words.commands.digest.days), ...text, autocomplete: true },
    { ...localize((words) => words.commands.digest.language), ...text, autocomplete: true },
    {
      ...localize((words) => words.commands.digest.quiet),
      type: ApplicationCommandOptionType.String,
      choices: QUIETS.map((value) => localizeChoice(value, (words) => words.commands.digest.quiets[value])),
    },
  ];
}
