import type { Installation } from './contract.ts';
import type { Ground } from './ground.ts';
import type { Json } from './json.ts';
import { PERMISSIONS } from './permissions.ts';

const MENTION_EVERYONE = 1n << 17n;

/** Who interacts, where, in which language, and how they have the bot. */
export type Place = { userId: string; channelId: string; locale: string; installation: Installation };

/** Of a command: in a server, in the private conversation with the bot, or in one of other people (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types). */
export const CONTEXTS = { server: 0, direct: 1, group: 2 } as const;

/** What Discord lets the bot do where it is no member. */
const GUEST = PERMISSIONS.attachFiles | PERMISSIONS.embedLinks | MENTION_EVERYONE;

/** 10 MiB, as in a server without boosts (https://docs.discord.com/developers/reference#uploading-files). */
const ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024;

/** Interaction types. */
export const TYPES = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

/**
 * Everything of an interaction but its id, token and data
 * (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object).
 */
export function frameInteraction({ world }: Ground, type: number, place: Place): Json {
  const { userId, channelId, locale, installation } = place;
  const context = contextOf(world, channelId);
  const isMember = installation === 'server' && context === CONTEXTS.server;
  return {
    application_id: world.ids.application,
    type,
    version: 1,
    channel: resolvedChannel(world, channelId, userId),
    channel_id: channelId,
    ...(context === CONTEXTS.server ? memberOf(world, place) : { user: world.userJson(userId) }),
    locale,
    app_permissions: String(isMember ? world.permissions(world.ids.application, channelId) : GUEST),
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: ownersOf(world, place),
    context,
    attachment_size_limit: ATTACHMENT_SIZE_LIMIT,
  };
}

/** In a server 0, in the private conversation with the bot 1, in a group 2. */
export function contextOf(world: Ground['world'], channelId: string): 0 | 1 | 2 {
  const channel = world.channels.find(channelId);
  if (channel?.memberIds) return CONTEXTS.group;
  return channel?.recipientId === undefined ? CONTEXTS.server : CONTEXTS.direct;
}

function memberOf(world: Ground['world'], { userId, channelId }: Place): Json {
  const { features, preferred_locale } = world.guildJson();
  const permissions = String(world.permissions(userId, channelId));
  return {
    guild: { id: world.ids.guild, locale: preferred_locale, features },
    guild_id: world.ids.guild,
    guild_locale: preferred_locale,
    member: { ...world.memberJson(userId), permissions, unusual_dm_activity_until: null },
  };
}

/** By installation type, who installed: in a private conversation with a bot of one's server Discord says "0". */
function ownersOf(world: Ground['world'], { userId, channelId, installation }: Place): Json {
  if (installation === 'user') return { '1': userId };
  return { '0': contextOf(world, channelId) === CONTEXTS.direct ? '0' : world.ids.guild };
}

/**
 * A channel as interactions carry it, with the permissions of the member and, since July 2026, of the bot there
 * (https://docs.discord.com/developers/change-log#resolved-channel-app_permissions-in-interactions).
 */
export function resolvedChannel(world: Ground['world'], id: string, userId: string): Json | undefined {
  const channel = world.channels.find(id);
  if (!channel) return undefined;
  const { permission_overwrites: _, ...known } = world.channelJson(channel);
  return {
    ...known,
    permissions: String(world.permissions(userId, id)),
    app_permissions: String(world.permissions(world.ids.application, id)),
  };
}
