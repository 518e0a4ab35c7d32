import * as z from 'zod';
import { UserError } from '../errors.ts';
import {
  ANNOUNCEMENT,
  type Digest,
  type DigestChanges,
  type DigestOrder,
  LATE_HOURS,
  ORDER_DEFAULTS,
} from '../services/digests/digests.ts';
import { resolveZone } from '../services/zones.ts';
import { type Ask, channelOption, type ChannelOption, roleOption } from './command.ts';
import { checkChannel, checkRole } from './digest-channel.ts';
import { EVERY_DAY, isNone, parseDays, parseTimes, parseTopics } from './digest-options.ts';
import { parseLanguage, readingLanguage } from './language-option.ts';
import type { Locale } from '../words/words.ts';

const HOUR_MS = 3_600_000;

export const QUIETS = ['say', 'skip'] as const;
export const CATCH_UPS = ['late', 'fold', 'skip'] as const;
export const SECONDS = ['press', 'both'] as const;
export const CLEARS = ['role', 'secondLanguage', 'topics', 'muted'] as const;

/** What /digest create and /digest edit both take; an absent option is left as it is. */
const shared = {
  time: z.string().default(''),
  cron: z.string().default(''),
  timezone: z.string().default(''),
  days: z.string().default(''),
  language: z.string().default(''),
  'second-language': z.string().default(''),
  'second-shown': z.enum(SECONDS).optional(),
  quiet: z.enum(QUIETS).optional(),
  'catch-up': z.enum(CATCH_UPS).optional(),
  'late-hours': z.number().int().min(LATE_HOURS.least).max(LATE_HOURS.most).optional(),
  topics: z.string().default(''),
  role: roleOption.optional(),
  publish: z.boolean().optional(),
};

export const createInput = z.object({
  subcommand: z.literal('create'),
  channel: channelOption.optional(),
  ...shared,
});
/** What /digest create makes a digest of at once: the guide asks for the rest of any other. */
export const wholeInput = createInput.extend({ channel: channelOption });
export const editInput = z.object({
  subcommand: z.literal('edit'),
  digest: z.string().default(''),
  channel: channelOption.optional(),
  ...shared,
  muted: z.string().default(''),
  clear: z.enum(CLEARS).optional(),
});
type Given = z.output<typeof createInput> | z.output<typeof editInput>;

/** The order that /digest create was given. Throws the UserError of what is wrong. */
export async function readOrder(ask: Ask, given: z.output<typeof wholeInput>, guildId: string): Promise<DigestOrder> {
  const { channel, role } = given;
  checkChannel(ask, channel);
  if (role) checkRole(ask, role, { member: channel.memberPermissions, bot: channel.botPermissions });
  checkPublish(given.publish, { channelId: channel.id, channelType: channel.type });
  const { times, days, cron } = readSchedule(given, undefined, ask.locale);
  const settings = await ask.services.settings.read(guildId);
  return {
    ...ORDER_DEFAULTS,
    guildId,
    channelId: channel.id,
    channelType: channel.type,
    publish: channel.type === ANNOUNCEMENT,
    // The digest's language is not the member's own choice to be remembered.
    language: settings.language ?? (await readingLanguage(ask, undefined)),
    zone: settings.zone ?? 'UTC',
    quiet: 'say',
    ...readCommon(ask, given),
    times,
    days,
    cron,
  };
}

/** What /digest edit was given to change. Throws the UserError of what is wrong. */
export async function readChanges(ask: Ask, given: z.output<typeof editInput>, digest: Digest): Promise<DigestChanges> {
  const { channel, role, muted, clear } = given;
  if (channel) checkChannel(ask, channel);
  checkPublish(given.publish, channel ? { channelId: channel.id, channelType: channel.type } : digest);
  if (role) {
    const bot = channel?.botPermissions ?? (role.isMentionable ? 0n : await ask.botPermissionsIn(digest.channelId));
    checkRole(ask, role, { member: channel?.memberPermissions ?? ask.memberPermissions, bot });
  }
  return {
    ...(channel && moveTo(channel, digest)),
    ...readCommon(ask, given),
    ...(given.time + given.cron + given.days !== '' && readSchedule(given, digest, ask.locale)),
    ...(muted.trim() !== '' && { muted: parseTopics(muted) }),
    ...(clear && CLEARED[clear]),
  };
}

/** Only an announcement channel has followers. Throws UserError publish-kind. */
export function checkPublish(
  publish: boolean | undefined,
  { channelId, channelType }: Pick<Digest, 'channelId' | 'channelType'>,
): void {
  if (publish === true && channelType !== ANNOUNCEMENT) throw new UserError('publish-kind', { channel: channelId });
}

const CLEARED = {
  role: { roleId: null },
  secondLanguage: { secondLanguage: null },
  topics: { topics: [] },
  muted: { muted: [] },
} as const satisfies Record<(typeof CLEARS)[number], DigestChanges>;

/** Messages are published where a channel has followers, unless the manager says no. */
function moveTo({ id, type }: ChannelOption, digest: Digest): DigestChanges {
  const publish = type === ANNOUNCEMENT && (digest.channelType !== ANNOUNCEMENT || digest.publish);
  return { channelId: id, channelType: type, publish };
}

/** What needs no other option to be understood. Throws the UserError of what is wrong. */
export function readCommon(ask: Ask, given: Given): DigestChanges {
  const { quiet, role, topics, publish, timezone, language } = given;
  const second = given['second-language'].trim();
  const [shown, catchUp, lateHours] = [given['second-shown'], given['catch-up'], given['late-hours']];
  return {
    ...(timezone.trim() !== '' && { zone: resolveZone(timezone, ask.userLocale) ?? timezone.trim() }),
    ...(language.trim() !== '' && { language: parseLanguage(ask, language) }),
    ...(second !== '' && { secondLanguage: isNone(second) ? null : parseLanguage(ask, second) }),
    ...(shown && { secondShown: shown }),
    ...(quiet && { quiet }),
    ...(catchUp && { catchUp }),
    ...(lateHours !== undefined && { lateLimitMs: lateHours * HOUR_MS }),
    ...(topics.trim() !== '' && { topics: parseTopics(topics) }),
    ...(role && { roleId: role.id }),
    ...(publish !== undefined && { publish }),
  };
}

/** By times and days, or by cron: one of both, and for a digest that exists what is not given of its own. */
export function readSchedule(
  { time, cron, days }: Given,
  digest: Digest | undefined,
  locale: Locale,
): Pick<DigestOrder, 'times' | 'days' | 'cron'> {
  const [hasTime, hasCron, hasDays] = [time.trim() !== '', cron.trim() !== '', days.trim() !== ''];
  const times = hasTime ? parseTimes(time) : (digest?.times ?? []);
  if (hasCron ? hasTime || hasDays : times.length === 0) throw new UserError('time-or-cron', {});
  if (hasCron) return { times: [], days: [], cron };
  const own = digest && digest.days.length > 0 ? digest.days : EVERY_DAY;
  return { times, days: hasDays ? parseDays(days, locale) : own, cron: null };
}
