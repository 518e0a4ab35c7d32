import type { Channel, Thread } from './channel.ts';
import type { WorldIds } from './channels.ts';
import type { Json } from './json.ts';
import type { Overwrite } from './permissions.ts';

const JOINED_AT = '2026-01-01T00:00:00.000000+00:00';

/** Who is there: by id, their names. */
export function namesOfUsers(ids: WorldIds): ReadonlyMap<string, string> {
  return new Map([
    [ids.application, 'Kiosque'],
    [ids.users.manager, 'Manager'],
    [ids.users.member, 'Member'],
    [ids.owner, 'Owner'],
  ]);
}

/** A user as Discord sends one (https://docs.discord.com/developers/resources/user#user-object); undefined for nobody of this server. */
export function describeUser(id: string, ids: WorldIds): Json | undefined {
  const name = namesOfUsers(ids).get(id);
  if (name === undefined) return undefined;
  const isBot = id === ids.application;
  return {
    id,
    username: name.toLowerCase(),
    global_name: isBot ? null : name,
    discriminator: isBot ? '0001' : '0',
    avatar: null,
    avatar_decoration_data: null,
    primary_guild: null,
    public_flags: 0,
    flags: 0,
    ...(isBot && { bot: true }),
  };
}

/** A member of the server: a user with roles (https://docs.discord.com/developers/resources/guild#guild-member-object). */
export function describeMember(user: Json, roles: readonly string[]): Json {
  return {
    user,
    nick: null,
    avatar: null,
    banner: null,
    roles: [...roles],
    joined_at: JOINED_AT,
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  };
}

/** A channel, a thread or a conversation as Discord sends it (https://docs.discord.com/developers/resources/channel#channel-object). */
export function describeChannel(channel: Channel, ids: WorldIds): Json {
  if (channel.recipientId !== undefined) {
    const recipient = describeUser(channel.recipientId, ids);
    return { id: channel.id, type: channel.type, recipients: [recipient], last_message_id: null, flags: 0 };
  }
  if (channel.memberIds) return describeGroup(channel, channel.memberIds, ids);
  return {
    id: channel.id,
    type: channel.type,
    guild_id: ids.guild,
    name: channel.name,
    topic: null,
    nsfw: false,
    parent_id: null,
    position: channel.position,
    last_message_id: null,
    rate_limit_per_user: 0,
    flags: 0,
    ...(channel.thread
      ? describeThread(channel.thread)
      : { permission_overwrites: channel.overwrites.map(describeOverwrite) }),
    ...(channel.forum && {
      available_tags: channel.forum.tags.map((tag) => ({ ...tag, emoji_id: null, emoji_name: null })),
      flags: channel.forum.requiresTag ? REQUIRE_TAG : 0,
      default_reaction_emoji: null,
      default_sort_order: null,
      default_forum_layout: 0,
    }),
  };
}

function describeGroup({ id, type, name }: Channel, memberIds: readonly string[], ids: WorldIds): Json {
  const recipients = memberIds.map((member) => describeUser(member, ids));
  const { 0: owner_id } = memberIds;
  return { id, type, name, icon: null, owner_id, recipients, last_message_id: null, flags: 0 };
}

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-flags */
const REQUIRE_TAG = 1 << 4;

function describeThread({ parentId, ownerId, archived, locked, archivedAt, tags }: Thread): Json {
  return {
    parent_id: parentId,
    owner_id: ownerId,
    applied_tags: tags,
    message_count: 0,
    total_message_sent: 0,
    member_count: 1,
    thread_metadata: {
      archived,
      locked,
      auto_archive_duration: 4320,
      archive_timestamp: new Date(archivedAt).toISOString().replace('Z', '000+00:00'),
    },
  };
}

function describeOverwrite({ id, type, allow, deny }: Overwrite): Json {
  return { id, type, allow: String(allow), deny: String(deny) };
}

/** A role (https://docs.discord.com/developers/topics/permissions#role-object); `botId`: of the bot that it belongs to. */
export function describeRole(id: string, name: string, permissions: bigint, position: number, botId?: string): Json {
  return {
    id,
    name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: String(permissions),
    managed: botId !== undefined,
    mentionable: false,
    flags: 0,
    ...(botId !== undefined && { tags: { bot_id: botId } }),
  };
}

/** What a server has beside its names, at its defaults. */
export const GUILD_SETTINGS = {
  icon: null,
  splash: null,
  discovery_splash: null,
  home_header: null,
  description: null,
  features: ['COMMUNITY', 'NEWS'],
  preferred_locale: 'en-US',
  verification_level: 1,
  default_message_notifications: 1,
  explicit_content_filter: 2,
  mfa_level: 0,
  nsfw_level: 0,
  premium_tier: 0,
  afk_timeout: 300,
  afk_channel_id: null,
  application_id: null,
  banner: null,
  system_channel_id: null,
  system_channel_flags: 0,
  rules_channel_id: null,
  public_updates_channel_id: null,
  vanity_url_code: null,
  premium_progress_bar_enabled: false,
  premium_subscription_count: 0,
  region: 'us-east',
  widget_enabled: false,
  widget_channel_id: null,
  safety_alerts_channel_id: null,
  incidents_data: null,
  max_presences: null,
  max_members: 500_000,
  max_video_channel_users: 25,
  max_stage_video_channel_users: 50,
  nsfw: false,
  emojis: [],
  stickers: [],
};

/** What only the bot itself is told of its user. */
export const OWN_SETTINGS = { email: null, mfa_enabled: true, verified: true, locale: 'en-US', bio: '' };

/** What an application has beside its bot and owner. */
export const APPLICATION_SETTINGS = {
  name: 'Kiosque',
  icon: null,
  type: null,
  description: '',
  summary: '',
  bot_public: true,
  bot_require_code_grant: false,
  verify_key: '0'.repeat(64),
  flags: 0,
  flags_new: '0',
  team: null,
  redirect_uris: [],
  interactions_endpoint_url: null,
  role_connections_verification_url: null,
  explicit_content_filter: 0,
  eligible_oauth2_scopes: [],
  approximate_guild_count: 1,
  approximate_user_install_count: 0,
  approximate_user_authorization_count: 0,
};
