import { createSnowflakes } from './snowflakes.ts';
import type { Channel } from './channel.ts';
import { CHANNEL_NAMES, type Channels, createChannels, type WorldIds } from './channels.ts';
import type { Json } from './json.ts';
import { ALL_PERMISSIONS, PERMISSIONS, permissionsIn, type Subject } from './permissions.ts';
import {
  APPLICATION_SETTINGS,
  describeChannel,
  describeMember,
  describeRole,
  describeUser,
  GUILD_SETTINGS,
  namesOfUsers,
  OWN_SETTINGS,
} from './world-json.ts';

/** The server: who and what is there, and who may do what where. */
export type World = {
  ids: WorldIds;
  channels: Channels;
  permissions: (userId: string, channelId: string) => bigint;
  /** Of a member in the whole server. */
  guildPermissions: (userId: string) => bigint;
  userJson: (id: string) => Json | undefined;
  /** The bot's account as the bot itself sees it. */
  ownUserJson: () => Json;
  memberJson: (id: string) => Json | undefined;
  channelJson: (channel: Channel) => Json;
  roleJsons: () => readonly Json[];
  guildJson: () => Json;
  applicationJson: () => Json;
  /** Of members and channels by id. */
  names: () => Readonly<Record<string, string>>;
  /** Whom and what a select may name. */
  targets: () => readonly { id: string; name: string; kind: 'user' | 'role' | 'channel'; type?: number }[];
};

const EVERYONE =
  PERMISSIONS.addReactions |
  PERMISSIONS.viewChannel |
  PERMISSIONS.sendMessages |
  PERMISSIONS.embedLinks |
  PERMISSIONS.attachFiles |
  PERMISSIONS.readMessageHistory |
  PERMISSIONS.useExternalEmojis |
  PERMISSIONS.changeNickname |
  PERMISSIONS.useApplicationCommands |
  PERMISSIONS.sendMessagesInThreads;
const MANAGERS = PERMISSIONS.manageGuild | PERMISSIONS.manageChannels | PERMISSIONS.manageMessages;
const BOT =
  PERMISSIONS.viewChannel |
  PERMISSIONS.sendMessages |
  PERMISSIONS.embedLinks |
  PERMISSIONS.attachFiles |
  PERMISSIONS.readMessageHistory;

/** When the server was made: the same ids at every start, so that the bot's database still knows its channels. */
const FOUNDED = Date.parse('2026-01-01T00:00:00Z');

/** Builds the server; `nextId` names what is made later, `onChannels` is called when channels come or change. */
export function createWorld(nextId: () => string, onChannels: () => void = () => undefined): World {
  const foundingId = createSnowflakes({ now: () => FOUNDED });
  const ids = nameEverything(foundingId);
  const channels = createChannels(ids, { foundingId, nextId, tellChange: onChannels });
  const rolePermissions = new Map([
    [ids.guild, EVERYONE],
    [ids.roles.managers, MANAGERS],
    [ids.roles.bot, BOT],
  ]);
  const subjectOf = (userId: string): Subject => ({
    userId,
    roleIds: userId === ids.application ? [ids.roles.bot] : userId === ids.users.manager ? [ids.roles.managers] : [],
  });
  const roleJsons = () => [
    describeRole(ids.guild, '@everyone', EVERYONE, 0),
    describeRole(ids.roles.bot, 'Kiosque', BOT, 1, ids.application),
    describeRole(ids.roles.managers, 'Managers', MANAGERS, 2),
  ];
  const userJson = (id: string) => describeUser(id, ids);
  return {
    ids,
    channels,
    permissions(userId, channelId) {
      const channel = channels.find(channelId);
      if (!channel) return 0n;
      if (channel.recipientId !== undefined) return ALL_PERMISSIONS;
      if (channel.memberIds) return channel.memberIds.includes(userId) ? ALL_PERMISSIONS : 0n;
      return permissionsIn(subjectOf(userId), rolePermissions, ids.guild, channel.overwrites);
    },
    guildPermissions: (userId) => permissionsIn(subjectOf(userId), rolePermissions, ids.guild, []),
    userJson,
    ownUserJson: () => ({ ...userJson(ids.application), ...OWN_SETTINGS }),
    memberJson(id) {
      const user = userJson(id);
      return user && describeMember(user, subjectOf(id).roleIds);
    },
    channelJson: (channel) => describeChannel(channel, ids),
    roleJsons,
    guildJson: () => ({ ...GUILD_SETTINGS, id: ids.guild, name: 'Sandbox', owner_id: ids.owner, roles: roleJsons() }),
    targets: () => [
      ...[...namesOfUsers(ids)].map(([id, name]) => ({ id, name, kind: 'user' as const })),
      ...roleJsons().map((role) => ({ id: String(role['id']), name: String(role['name']), kind: 'role' as const })),
      ...channels.listShown().map(({ id, name, type }) => ({ id, name, kind: 'channel' as const, type })),
    ],
    names: () => ({
      ...Object.fromEntries(roleJsons().map((role) => [String(role['id']), String(role['name']).replace(/^@/, '')])),
      ...Object.fromEntries(namesOfUsers(ids)),
      ...Object.fromEntries(CHANNEL_NAMES.map((name) => [ids.channels[name], name])),
      ...Object.fromEntries(channels.listShown().map(({ id, name }) => [id, name])),
    }),
    applicationJson: () => ({
      ...APPLICATION_SETTINGS,
      id: ids.application,
      bot: userJson(ids.application),
      owner: userJson(ids.owner),
    }),
  };
}

function nameEverything(nextId: () => string): WorldIds {
  return {
    guild: nextId(),
    application: nextId(),
    owner: nextId(),
    roles: { managers: nextId(), bot: nextId() },
    users: { manager: nextId(), member: nextId() },
    channels: { general: nextId(), news: nextId(), announcements: nextId(), staff: nextId(), locked: nextId() },
  };
}
