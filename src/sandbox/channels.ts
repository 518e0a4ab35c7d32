import type { Actor, ChannelName } from './contract.ts';
import { ALL_PERMISSIONS, type Overwrite, PERMISSIONS } from './permissions.ts';

/** What has an id in the sandbox's one server. The bot's user and its application share one, as on Discord since 2016. */
export type WorldIds = {
  application: string;
  guild: string;
  owner: string;
  roles: { managers: string; bot: string };
  channels: Record<ChannelName, string>;
  users: Record<Actor, string>;
};

/** A channel as it stands now. `recipientId` marks a direct message. Types: text 0, direct 1, announcement 5. */
export type Channel = {
  id: string;
  name: string;
  type: 0 | 1 | 5;
  position: number;
  overwrites: readonly Overwrite[];
  recipientId?: string;
};

export const CHANNEL_NAMES = [
  'general',
  'news',
  'announcements',
  'staff',
  'locked',
] as const satisfies readonly ChannelName[];

export type Channels = {
  /** Undefined when deleted or never there. */
  find: (id: string) => Channel | undefined;
  findByName: (name: string) => Channel | undefined;
  list: () => readonly Channel[];
  openDirect: (userId: string) => Channel;
  setBotPermissions: (name: ChannelName, bits: bigint | null) => void;
  remove: (name: ChannelName) => void;
  /** Deleted channels come back, permissions are the default ones again. */
  restore: () => void;
};

/** The channels of the server and the direct ones. */
export function createChannels(ids: Omit<WorldIds, 'owner'>, nextId: () => string): Channels {
  const direct = new Map<string, Channel>();
  const deleted = new Set<ChannelName>();
  const botOverwrites = new Map<ChannelName, Overwrite>();
  const standing = standingOverwrites(ids);
  const describe = (name: ChannelName): Channel => {
    const own = botOverwrites.get(name);
    return {
      id: ids.channels[name],
      name,
      type: name === 'announcements' ? 5 : 0,
      position: CHANNEL_NAMES.indexOf(name),
      overwrites: [...(standing[name] ?? []), ...(own ? [own] : [])],
    };
  };
  const list = () => CHANNEL_NAMES.filter((name) => !deleted.has(name)).map(describe);
  return {
    find: (id) => list().find((channel) => channel.id === id) ?? [...direct.values()].find((one) => one.id === id),
    findByName: (name) => list().find((channel) => channel.name === name),
    list,
    openDirect(userId) {
      const opened = direct.get(userId) ?? {
        id: nextId(),
        name: '',
        type: 1,
        position: 0,
        overwrites: [],
        recipientId: userId,
      };
      direct.set(userId, opened);
      return opened;
    },
    setBotPermissions(name, bits) {
      if (bits === null) botOverwrites.delete(name);
      else botOverwrites.set(name, { id: ids.application, type: 1, allow: bits, deny: ALL_PERMISSIONS & ~bits });
    },
    remove: (name) => void deleted.add(name),
    restore() {
      deleted.clear();
      botOverwrites.clear();
    },
  };
}

function standingOverwrites(
  ids: Pick<WorldIds, 'guild' | 'roles'>,
): Partial<Record<ChannelName, readonly Overwrite[]>> {
  const see = PERMISSIONS.viewChannel;
  return {
    staff: [
      { id: ids.guild, type: 0, allow: 0n, deny: see },
      { id: ids.roles.managers, type: 0, allow: see, deny: 0n },
      { id: ids.roles.bot, type: 0, allow: see, deny: 0n },
    ],
    locked: [{ id: ids.roles.bot, type: 0, allow: 0n, deny: PERMISSIONS.sendMessages }],
  };
}
