import type { Ground } from './ground.ts';
import type { Json } from './json.ts';

/** Who interacts, where, and in which language. */
export type Place = { userId: string; channelId: string; locale: string };

/** 10 MiB, as in a server without boosts (https://docs.discord.com/developers/reference#uploading-files). */
const ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024;

/** Interaction types. */
export const TYPES = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

/**
 * Everything of an interaction but its id, token and data
 * (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object).
 */
export function frameInteraction({ world }: Ground, type: number, { userId, channelId, locale }: Place): Json {
  const member = world.memberJson(userId);
  const { features, preferred_locale } = world.guildJson();
  return {
    application_id: world.ids.application,
    type,
    version: 1,
    guild: { id: world.ids.guild, locale: preferred_locale, features },
    guild_id: world.ids.guild,
    guild_locale: preferred_locale,
    channel: resolvedChannel(world, channelId, userId),
    channel_id: channelId,
    member: { ...member, permissions: String(world.permissions(userId, channelId)), unusual_dm_activity_until: null },
    locale,
    app_permissions: String(world.permissions(world.ids.application, channelId)),
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: { '0': world.ids.guild },
    context: 0,
    attachment_size_limit: ATTACHMENT_SIZE_LIMIT,
  };
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
