import { PermissionFlagsBits, type RouteLike, Routes } from 'discord.js';
import * as z from 'zod';
import type { BotRest, Sending } from './bot-rest.ts';

const bits = z.string().regex(/^\d+$/).transform(BigInt);
const overwrite = z.object({ id: z.string(), allow: bits, deny: bits });
const channelIn = z.object({
  type: z.number(),
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
  permission_overwrites: z.array(overwrite).default([]),
  thread_metadata: z.object({ locked: z.boolean().default(false) }).optional(),
});
const rolesIn = z.array(z.object({ id: z.string(), permissions: bits }));
const memberIn = z.object({ roles: z.array(z.string()) });

/** Allowed and denied bits for a role or member in one channel. */
export type Overwrite = z.infer<typeof overwrite>;
export type Role = { id: string; permissions: bigint };

/** Channel types of threads: in announcement channels, public, private (https://docs.discord.com/developers/resources/channel#channel-object-channel-types). */
export const THREADS: ReadonlySet<number | undefined> = new Set([10, 11, 12]);

/** In a direct message there are no roles: these are what a bot can do there. */
const DIRECT_MESSAGE =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory;

const HISTORY = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;

const ALL = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/**
 * A member's permissions in a channel, by Discord's algorithm: the roles', then the overwrites for everybody, for the
 * roles together, for the member; an administrator has all. 0n without View Channel, on which all others rest. A thread
 * takes its parent's overwrites. The server's owner, whom no bot is, is left out
 * (https://docs.discord.com/developers/topics/permissions#permission-overwrites).
 */
export function computePermissions(of: {
  guildId: string;
  memberId: string;
  memberRoles: readonly string[];
  roles: readonly Role[];
  overwrites: readonly Overwrite[];
}): bigint {
  // The role for everybody has the server's id, and no member lists it.
  const held = new Set([of.guildId, ...of.memberRoles]);
  const granted = of.roles.filter((role) => held.has(role.id)).reduce((sum, role) => sum | role.permissions, 0n);
  if ((granted & PermissionFlagsBits.Administrator) !== 0n) return ALL;
  const overwrites = [
    of.overwrites.filter(({ id }) => id === of.guildId),
    of.overwrites.filter(({ id }) => id !== of.guildId && held.has(id)),
    of.overwrites.filter(({ id }) => id === of.memberId),
  ];
  const permissions = overwrites.reduce((before, level) => {
    const denied = level.reduce((sum, { deny }) => sum | deny, 0n);
    const allowed = level.reduce((sum, { allow }) => sum | allow, 0n);
    return (before & ~denied) | allowed;
  }, granted);
  return (permissions & PermissionFlagsBits.ViewChannel) === 0n ? 0n : permissions;
}

/** A channel as far as posting goes. */
export type Place = {
  type: number;
  /** Undefined for a direct message. */
  guildId: string | undefined;
  /** The bot's. */
  permissions: bigint;
  /** A thread that only moderators may open. */
  isLocked: boolean;
};

/** Asks Discord for the channel, the server's roles and the bot's own, and computes. Throws what the REST throws, or a ZodError. */
export async function fetchPlace(
  rest: Pick<BotRest, 'get'>,
  { channelId, botId, ...sending }: { channelId: string; botId: string } & Sending,
): Promise<Place> {
  const get = async <Result>(schema: z.ZodType<Result>, route: RouteLike): Promise<Result> =>
    schema.parse(await rest.get(route, sending));
  const channel = await get(channelIn, Routes.channel(channelId));
  const { type, guild_id: guildId } = channel;
  const place = { type, guildId, isLocked: channel.thread_metadata?.locked === true };
  if (guildId === undefined) return { ...place, permissions: DIRECT_MESSAGE };
  const parentId = THREADS.has(type) ? channel.parent_id : undefined;
  const [roles, member, parent] = await Promise.all([
    get(rolesIn, Routes.guildRoles(guildId)),
    get(memberIn, Routes.guildMember(guildId, botId)),
    parentId ? get(channelIn, Routes.channel(parentId)) : channel,
  ]);
  const { permission_overwrites: overwrites } = parent;
  const of = { guildId, memberId: botId, memberRoles: member.roles, roles, overwrites };
  return { ...place, permissions: computePermissions(of) };
}

/** Whether a message, or in a forum a post, may be sent there (https://docs.discord.com/developers/topics/threads#permissions). */
export function mayPostIn({ type, permissions, isLocked }: Place): boolean {
  const isThread = THREADS.has(type);
  const send = isThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  const needed = PermissionFlagsBits.ViewChannel | send;
  if ((permissions & needed) !== needed) return false;
  return !isLocked || (permissions & PermissionFlagsBits.ManageThreads) !== 0n;
}

/** Whether the bot sees what was sent there before. */
export function mayReadHistory({ permissions }: Pick<Place, 'permissions'>): boolean {
  return (permissions & HISTORY) === HISTORY;
}
