import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../errors.ts';
import { type Reply, subtext, textBlock } from '../reply.ts';
import { type Draft, type GuideUser, isComplete } from '../services/onboarding/draft.ts';
import { orderOfDraft } from '../services/onboarding/start.ts';
import { searchZones } from '../services/zones.ts';
import { explainSource } from '../words/explain-source.ts';
import { explainError } from '../words/words.ts';
import { parseAddress } from './address-option.ts';
import { type Ask, guildOf } from './command.ts';
import { checkChannel } from './digest-channel.ts';
import { withFeed, withZone } from './guide-change.ts';
import { type Page, type PageNotes, showGuide } from './guide-view.ts';
import { settleZone } from './settings-zone.ts';

/** A draft, and the page of the guide that it is shown on. */
export type Place = { id: string; page: Page };

/** The draft changed, on its page. */
export async function changeDraft(ask: Ask, { id, page }: Place, change: (draft: Draft) => Draft): Promise<Reply> {
  return showGuide(ask, { id, state: await ask.services.guide.change(userOf(ask), id, change), page });
}

/** A page of the draft as it stands. */
export async function showPage(ask: Ask, id: string, page: Page, notes: PageNotes = {}): Promise<Reply> {
  return showGuide(ask, { id, state: await ask.services.guide.read(userOf(ask), id), page }, notes);
}

/** The page again with what was wrong, in place of an answer that would take its place. */
export async function sayFaults(ask: Ask, { id, page }: Place, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) return showPage(ask, id, page, { said: explainError(error, ask.words) });
    throw error;
  }
}

/** The zone of the place that was typed; a choice of zones where it may mean several. */
export async function choosePlace(ask: Ask, id: string, typed: string): Promise<Reply> {
  const meant = settleZone(ask, typed);
  if (meant !== undefined) return changeDraft(ask, { id, page: 'main' }, (draft) => withZone(draft, meant));
  const places = searchZones(typed, { locale: ask.userLocale });
  if (places.length > 0) return showPage(ask, id, 'main', { places });
  return showPage(ask, id, 'main', { said: ask.words.guide.noPlace(typed.slice(0, 40)) });
}

/** The feed of the address that was typed; a choice of feeds where it has several. */
export async function addAddress(ask: Ask, id: string, typed: string): Promise<Reply> {
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

/** What the first edition would say. */
export async function previewDraft(ask: Ask, id: string): Promise<Reply> {
  const state = await ask.services.guide.read(userOf(ask), id);
  if (state.kind !== 'open' || !isComplete(state.draft)) return showGuide(ask, { id, state, page: 'check' });
  const { sourcePolicy } = await ask.services.settings.read(guildOf(ask));
  const reply = await ask.services.digests.previewOrder(orderOfDraft(state.draft, guildOf(ask)), {
    sourcePolicy: state.draft.sourcePolicy ?? sourcePolicy,
    signal: ask.signal,
  });
  return { ...reply, blocks: [...reply.blocks, textBlock(subtext(ask.words.digest.previewNote()))] };
}

/** Does what the draft says, and shows what was done. */
export async function startDraft(ask: Ask, id: string): Promise<Reply> {
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

/** Whose drafts are meant. */
export function userOf(ask: Ask): GuideUser {
  return { guildId: guildOf(ask), memberId: ask.userId };
}
