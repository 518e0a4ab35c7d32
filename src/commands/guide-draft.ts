import type * as z from 'zod';
import { UserError } from '../errors.ts';
import { checkOrder } from '../services/digests/check-order.ts';
import { ANNOUNCEMENT, type DigestOrder, ORDER_DEFAULTS } from '../services/digests/digests.ts';
import type { Draft } from '../services/onboarding/draft.ts';
import { orderOfDraft } from '../services/onboarding/start.ts';
import { type Ask, type ChannelOption, guildOf } from './command.ts';
import { checkChannel, checkRole } from './digest-channel.ts';
import { EVERY_DAY, parseDays } from './digest-options.ts';
import { checkPublish, type createInput, readCommon, readSchedule } from './digest-order.ts';
import { readingLanguage } from './language-option.ts';

type Given = z.output<typeof createInput>;

/** When a digest is posted unless somebody says otherwise. */
const MORNING = '08:00';

/**
 * What /digest create was given, with a good start for all it was not: this channel, where both may post, 08:00 every day, the
 * zone that the server chose last, its language. `problem`: why this channel will not do. Throws the UserError of what was
 * given and is wrong.
 */
export async function draftOf(ask: Ask, given: Given): Promise<{ draft: Draft; problem?: UserError }> {
  const { channel, role } = given;
  const settings = await ask.services.settings.read(guildOf(ask));
  const begun: Draft = {
    order: asKept({
      ...ORDER_DEFAULTS,
      guildId: guildOf(ask),
      channelId: '',
      language: settings.language ?? (await readingLanguage(ask, undefined)),
      zone: settings.zone ?? (await latestZone(ask)),
      quiet: 'say',
      ...readCommon(ask, given),
      ...scheduleOf(ask, given),
    }),
    isRoleMentionable: role?.isMentionable ?? true,
    publish: given.publish ?? null,
    feeds: [],
    found: [],
    sourcePolicy: null,
  };
  checkRest(begun, guildOf(ask));
  if (channel) {
    checkPublish(given.publish, { channelId: channel.id, channelType: channel.type });
    return { draft: withChannel(ask, begun, channel) };
  }
  return inThisChannel(ask, begun);
}

/** The draft for another channel. Throws the UserError of why it will not do. */
export function withChannel(ask: Ask, draft: Draft, channel: ChannelOption): Draft {
  const { order, isRoleMentionable, publish } = draft;
  checkChannel(ask, channel);
  if (order.roleId !== null) {
    const held = { member: channel.memberPermissions, bot: channel.botPermissions };
    checkRole(ask, { id: order.roleId, isMentionable: isRoleMentionable }, held);
  }
  const isPublished = channel.type === ANNOUNCEMENT && publish !== false;
  return {
    ...draft,
    order: { ...order, channelId: channel.id, channelType: channel.type, publish: isPublished },
  };
}

function inThisChannel(ask: Ask, draft: Draft): { draft: Draft; problem?: UserError } {
  const { channelId: id, channelType: type = 0, memberPermissions, botPermissions } = ask;
  try {
    return { draft: withChannel(ask, draft, { id, type, memberPermissions, botPermissions, isLocked: false }) };
  } catch (problem) {
    if (problem instanceof UserError) return { draft, problem };
    throw problem;
  }
}

/** An order as a draft keeps it. */
function asKept(order: DigestOrder): Draft['order'] {
  const { times, days, topics, muted } = order;
  return { ...order, times: [...times], days: [...days], topics: [...topics], muted: [...muted] };
}

function scheduleOf(ask: Ask, given: Given): Pick<DigestOrder, 'times' | 'days' | 'cron'> {
  if (given.time.trim() + given.cron.trim() !== '') return readSchedule(given, undefined, ask.locale);
  const days = given.days.trim() === '' ? EVERY_DAY : parseDays(given.days, ask.locale);
  return { times: [MORNING], days, cron: null };
}

/** What was given is right, whatever the channel and zone will be. */
function checkRest(draft: Draft, guildId: string): void {
  const order = orderOfDraft(draft, guildId);
  checkOrder({ ...order, zone: order.zone === '' ? 'UTC' : order.zone });
}

async function latestZone(ask: Ask): Promise<string> {
  return (await ask.services.digests.list(guildOf(ask))).at(-1)?.zone ?? '';
}
