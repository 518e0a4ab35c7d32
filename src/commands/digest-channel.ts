import { PermissionFlagsBits } from 'discord.js';
import { UserError } from '../errors.ts';
import type { Words } from '../words/words.ts';
import { grammarOf } from '../words/formats.ts';
import type { Ask, ChannelOption, RoleOption } from './command.ts';

/**
 * Text and announcement channels, threads of both that everybody can join, and forums
 * (https://docs.discord.com/developers/resources/channel#channel-object-channel-types).
 */
export const CHANNEL_TYPES = [0, 5, 10, 11, 15] as const;
const THREADS: readonly number[] = [10, 11];
const FORUM = 15;

type Need = { bit: bigint; name(words: Words): string };

const SEE: Need = { bit: PermissionFlagsBits.ViewChannel, name: ({ permissions }) => permissions.ViewChannel };
const SEND: Need = { bit: PermissionFlagsBits.SendMessages, name: ({ permissions }) => permissions.SendMessages };
const SEND_IN_THREADS: Need = {
  bit: PermissionFlagsBits.SendMessagesInThreads,
  name: ({ permissions }) => permissions.SendMessagesInThreads,
};
/** In a forum the same bit makes posts, and Discord's settings call it so. */
const MAKE_POSTS: Need = { bit: PermissionFlagsBits.SendMessages, name: ({ digest }) => digest.createPosts };
/** How a part that may have been sent is looked for. */
const READ_HISTORY: Need = {
  bit: PermissionFlagsBits.ReadMessageHistory,
  name: ({ permissions }) => permissions.ReadMessageHistory,
};

/** Checks that the member and the bot may both post there. Throws UserError channel-kind, channel-member, channel-bot or channel-locked. */
export function checkChannel(ask: Ask, channel: ChannelOption): void {
  const { id, type, memberPermissions, botPermissions } = channel;
  if (!CHANNEL_TYPES.some((one) => one === type)) throw new UserError('channel-kind', { channel: id });
  const post = THREADS.includes(type) ? SEND_IN_THREADS : type === FORUM ? MAKE_POSTS : SEND;
  if (!holds(memberPermissions, SEE.bit | post.bit)) throw new UserError('channel-member', { channel: id });
  // An edition of several messages goes on in the post that its first one made.
  const needs = [SEE, post, ...(type === FORUM ? [SEND_IN_THREADS] : []), READ_HISTORY];
  const missing = needs.filter(({ bit }) => !holds(botPermissions, bit));
  if (missing.length > 0) {
    const names = grammarOf(ask.locale).list(missing.map(({ name }) => name(ask.words)));
    throw new UserError('channel-bot', { channel: id, missing: names });
  }
  if (channel.isLocked && !holds(botPermissions, PermissionFlagsBits.ManageThreads))
    throw new UserError('channel-locked', { channel: id });
}

/**
 * Checks that an edition may mention the role: that anybody may, or both the bot and the member who asks for it. Throws
 * UserError role-everyone, role-bot or role-member (https://docs.discord.com/developers/resources/message#allowed-mentions-object).
 */
export function checkRole(ask: Ask, role: RoleOption, held: { member: bigint; bot: bigint }): void {
  // The role for everybody has the server's id.
  if (role.id === ask.guildId) throw new UserError('role-everyone', {});
  if (role.isMentionable) return;
  const mention = PermissionFlagsBits.MentionEveryone;
  if (!holds(held.bot, mention)) throw new UserError('role-bot', { role: role.id });
  if (!holds(held.member, mention)) throw new UserError('role-member', { role: role.id });
}

function holds(permissions: bigint, needed: bigint): boolean {
  return (permissions & needed) === needed || (permissions & PermissionFlagsBits.Administrator) !== 0n;
}
