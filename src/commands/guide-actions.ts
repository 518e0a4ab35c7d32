import { PermissionFlagsBits } from 'discord.js';
import * as z from 'zod';
import { UserError } from '../errors.ts';
import { ID_PATTERN } from '../ids.ts';
import { type Reply, textBlock } from '../reply.ts';
import { type Draft, type GuideUser, isComplete } from '../services/onboarding/draft.ts';
import { orderOfDraft } from '../services/onboarding/start.ts';
import { SOURCE_POLICIES } from '../services/settings.ts';
import { searchZones } from '../services/zones.ts';
import { explainSource } from '../words/explain-source.ts';
import { explainError } from '../words/words.ts';
import { parseAddress } from './address-option.ts';
import { subtext } from './article-card.ts';
import { type Ask, action, guildOf, opening } from './command.ts';
import { checkChannel } from './digest-channel.ts';
import type { createInput } from './digest-order.ts';
import { withFeed, withLanguage, withStarters, withTime, withZone } from './guide-change.ts';
import { refTo } from './guide-check.ts';
import { draftOf, withChannel } from './guide-draft.ts';
import { AS_GIVEN } from './guide-options.ts';
import { type Page, PAGES, type PageNotes, showGuide } from './guide-view.ts';
import { parseLanguage } from './language-option.ts';
import { settleZone } from './settings-zone.ts';

const draftId = z.string().regex(ID_PATTERN);
const ADDRESS_CHARS = 2_000;
const CITY_CHARS = 100;

/** /digest create without a channel or a time: what was given is chosen already. */
export async function openGuide(ask: Ask, given: z.output<typeof createInput>): Promise<Reply> {
  const { draft, problem } = await draftOf(ask, given);
  const id = await ask.services.guide.open(userOf(ask), draft);
  const notes = problem ? { said: explainError(problem, ask.words) } : {};
  return showGuide(ask, { id, state: { kind: 'open', draft }, page: 'main' }, notes);
}

/** The guide's actions: `[draft id, …]`. Custom ids carry the draft's id and nothing else of it. */
export const guideActions = {
  /** To another page. */
  guide: action({
    input: z.tuple([draftId, z.enum(PAGES)]),
    reply: 'update',
    requires: 'ManageGuild',
    run: async ([id, page], ask) => showPage(ask, id, page),
  }),
  'guide-channel': choose(z.tuple([draftId, z.string()]), 'main', (draft, [, channelId], ask) => {
    const channel = ask.channels.get(channelId);
    if (!channel) throw new UserError('channel-kind', { channel: channelId });
    return withChannel(ask, draft, channel);
  }),
  'guide-time': choose(z.tuple([draftId, z.string()]), 'main', (draft, [, time]) => withTime(draft, time)),
  'guide-zone': choose(z.tuple([draftId, z.string()]), 'main', (draft, [, zone]) => withZone(draft, zone)),
  'guide-feeds': choose(z.tuple([draftId], z.string()), 'main', (draft, [, ...urls]) => withStarters(draft, urls)),
  'guide-days': choose(
    z.tuple([draftId, z.string().regex(/^(?:given|[1-7](?:-[1-7])*)$/)]),
    'more',
    (draft, [, days]) =>
      days === AS_GIVEN ? draft : { ...draft, order: { ...draft.order, days: days.split('-').map(Number) } },
  ),
  'guide-language': choose(z.tuple([draftId, z.string()]), 'more', (draft, [, typed], ask) =>
    withLanguage(draft, parseLanguage(ask, typed)),
  ),
  'guide-policy': choose(z.tuple([draftId, z.enum(SOURCE_POLICIES)]), 'more', (draft, [, sourcePolicy]) => ({
    ...draft,
    sourcePolicy,
  })),
  'guide-found': choose(z.tuple([draftId, z.string().regex(/^\d+$/).transform(Number)]), 'more', (draft, [, i]) => {
    const feed = draft.found[i];
    return feed ? { ...withFeed(draft, feed), found: [] } : draft;
  }),
  'guide-city': askFor('cityForm', CITY_CHARS, 'guide-place'),
  'guide-place': action({
    input: z.tuple([draftId, z.string()]),
    reply: 'update',
    requires: 'ManageGuild',
    run: async ([id, typed], ask) => choosePlace(ask, id, typed),
  }),
  'guide-address': askFor('addressForm', ADDRESS_CHARS, 'guide-feed'),
  'guide-feed': action({
    input: z.tuple([draftId, z.string()]),
    reply: 'update',
    requires: 'ManageGuild',
    run: async ([id, typed], ask) => addAddress(ask, id, typed),
  }),
  'guide-preview': action({
    input: z.tuple([draftId]),
    reply: 'ephemeral',
    requires: 'ManageGuild',
    run: async ([id], ask) => previewDraft(ask, id),
  }),
  'guide-start': action({
    input: z.tuple([draftId]),
    reply: 'update',
    requires: 'ManageGuild',
    run: async ([id], ask) => startDraft(ask, id),
  }),
  'guide-undo': action({
    input: z.tuple([draftId]),
    reply: 'update',
    requires: 'ManageGuild',
    run: async ([id], ask) =>
      showGuide(ask, { id, state: await ask.services.guide.undo(userOf(ask), id), page: 'main' }),
  }),
};

/** An action that changes the draft and shows it again; what will not do is said, and changes nothing. */
function choose<Input extends readonly [string, ...unknown[]]>(
  input: z.ZodType<Input, readonly string[]>,
  page: Page,
  change: (draft: Draft, chosen: Input, ask: Ask) => Draft,
) {
  return action({
    input,
    reply: 'update',
    requires: 'ManageGuild',
    async run(chosen, ask) {
      const [id] = chosen;
      return sayFaults(ask, { id, page }, () => changeDraft(ask, { id, page }, (draft) => change(draft, chosen, ask)));
    },
  });
}

/** Opens a form of one field; sent, it calls the action `then`. */
function askFor(form: 'cityForm' | 'addressForm', maxLength: number, then: string) {
  return opening({
    input: z.tuple([draftId]),
    requires: 'ManageGuild',
    open([id], { words: { guide: words } }) {
      const { title, label, placeholder } = words[form];
      return {
        title,
        action: refTo(then, id),
        fields: [{ kind: 'text', label, placeholder, maxLength, isRequired: true }],
      };
    },
  });
}

type Place = { id: string; page: Page };

async function changeDraft(ask: Ask, { id, page }: Place, change: (draft: Draft) => Draft): Promise<Reply> {
  return showGuide(ask, { id, state: await ask.services.guide.change(userOf(ask), id, change), page });
}

async function showPage(ask: Ask, id: string, page: Page, notes: PageNotes = {}): Promise<Reply> {
  return showGuide(ask, { id, state: await ask.services.guide.read(userOf(ask), id), page }, notes);
}

/** The page again with what was wrong, in place of an answer that would take its place. */
async function sayFaults(ask: Ask, { id, page }: Place, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) return showPage(ask, id, page, { said: explainError(error, ask.words) });
    throw error;
  }
}

async function choosePlace(ask: Ask, id: string, typed: string): Promise<Reply> {
  const meant = settleZone(ask, typed);
  if (meant !== undefined) return changeDraft(ask, { id, page: 'main' }, (draft) => withZone(draft, meant));
  const places = searchZones(typed, { locale: ask.userLocale });
  if (places.length > 0) return showPage(ask, id, 'main', { places });
  return showPage(ask, id, 'main', { said: ask.words.guide.noPlace(typed.slice(0, 40)) });
}

async function addAddress(ask: Ask, id: string, typed: string): Promise<Reply> {
  const place: Place = { id, page: 'more' };
  return sayFaults(ask, place, async () => {
    const { feed: words } = ask.words;
    const found = await ask.services.feeds.discover(parseAddress(typed), ask.signal);
    if (found.kind === 'none') {
      const said = found.problem ? words.notFollowed(explainSource(ask.words, found.problem)) : words.noneFound();
      return showPage(ask, id, 'more', { said });
    }
    const [first, ...others] = found.feeds;
    if (first && others.length === 0) {
      const added = await ask.services.guide.change(userOf(ask), id, (draft) => withFeed(draft, first));
      return showGuide(ask, { id, state: added, page: 'main' });
    }
    const state = await ask.services.guide.change(userOf(ask), id, (draft) => ({ ...draft, found: [...found.feeds] }));
    return showGuide(ask, { ...place, state }, { said: words.several(found.feeds.length) });
  });
}

async function previewDraft(ask: Ask, id: string): Promise<Reply> {
  const state = await ask.services.guide.read(userOf(ask), id);
  if (state.kind !== 'open' || !isComplete(state.draft)) return showGuide(ask, { id, state, page: 'check' });
  const { sourcePolicy } = await ask.services.settings.read(guildOf(ask));
  const reply = await ask.services.digests.previewOrder(orderOfDraft(state.draft, guildOf(ask)), {
    sourcePolicy: state.draft.sourcePolicy ?? sourcePolicy,
    signal: ask.signal,
  });
  return { ...reply, blocks: [...reply.blocks, textBlock(subtext(ask.words.digest.previewNote()))] };
}

async function startDraft(ask: Ask, id: string): Promise<Reply> {
  const place: Place = { id, page: 'check' };
  return sayFaults(ask, place, async () => {
    const before = await ask.services.guide.read(userOf(ask), id);
    // A day may have passed since the channel was chosen.
    if (before.kind === 'open' && isComplete(before.draft)) await checkStillOpen(ask, before.draft.order);
    return showGuide(ask, { ...place, state: await ask.services.guide.start(userOf(ask), id) });
  });
}

/** Throws UserError channel-bot where the bot may not post in the chosen channel any more. */
async function checkStillOpen(ask: Ask, { channelId: id, channelType: type }: Draft['order']): Promise<void> {
  const isHere = id === ask.channelId;
  // Where Discord does not say, what held when it was chosen is taken to hold: an edition that cannot be posted is told.
  const botPermissions = isHere
    ? ask.botPermissions
    : await ask.botPermissionsIn(id).catch(() => PermissionFlagsBits.Administrator);
  // What the member may in another channel is not said with a press; it was when they chose it.
  const memberPermissions = isHere ? ask.memberPermissions : PermissionFlagsBits.Administrator;
  checkChannel(ask, { id, type, memberPermissions, botPermissions, isLocked: false });
}

function userOf(ask: Ask): GuideUser {
  return { guildId: guildOf(ask), memberId: ask.userId };
}
