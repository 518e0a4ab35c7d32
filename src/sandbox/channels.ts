import type { Channel } from './channel.ts';
import { type AddedChannels, type ChannelMakers, createAddedChannels } from './channels-added.ts';
import type { Actor, ChannelChoice, ChannelName } from './contract.ts';
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

export const CHANNEL_NAMES = [
  'general',
  'news',
  'announcements',
  'staff',
  'locked',
] as const satisfies readonly ChannelName[];

export type Channels = Omit<AddedChannels, 'find' | 'list'> & {
  /** Undefined when deleted or never there. */
  find: (id: string) => Channel | undefined;
  findByName: (name: string) => Channel | undefined;
  /** Those of the server, threads apart. */
  list: () => readonly Channel[];
  /** Those that somebody who looks around sees, each with its threads. */
  listShown: () => readonly Channel[];
  threads: (parentId?: string) => readonly Channel[];
  idOf: (channel: ChannelChoice) => string;
  openDirect: (userId: string) => Channel;
  openGroup: (name: string, memberIds: readonly string[]) => Channel;
  setBotPermissions: (channel: ChannelChoice, bits: bigint | null) => void;
  remove: (channel: ChannelChoice) => void;
  /** Deleted channels come back, permissions are the default ones again. */
  restore: () => void;
};

/** The channels of the server and the direct ones. */
export function createChannels(ids: Omit<WorldIds, 'owner'>, makers: ChannelMakers): Channels {
  const direct = new Map<string, Channel>();
  const deleted = new Set<string>();
  const botOverwrites = new Map<string, Overwrite>();
  const standing = standingChannels(ids);
  const added = createAddedChannels(makers);
  const idOf = (channel: ChannelChoice) => (typeof channel === 'string' ? ids.channels[channel] : channel.id);
  const describe = (channel: Channel): Channel => {
    // A thread has its parent's overwrites.
    const parent = channel.thread && (standing.get(channel.thread.parentId) ?? added.find(channel.thread.parentId));
    const { id, overwrites } = parent ?? channel;
    const own = botOverwrites.get(id);
    return own ? { ...channel, overwrites: [...overwrites, own] } : { ...channel, overwrites };
  };
  const isThere = ({ id, thread }: Channel) => !deleted.has(id) && !(thread && deleted.has(thread.parentId));
  const all = () => [...standing.values(), ...added.list()].filter(isThere);
  const list = () =>
    all()
      .filter(({ thread }) => !thread)
      .map(describe);
  const threads = (parentId?: string) =>
    all()
      .filter(({ thread }) => thread && (parentId === undefined || thread.parentId === parentId))
      .map(describe);
  return {
    ...added,
    find(id) {
      const found = standing.get(id) ?? added.find(id) ?? direct.get(id);
      return found && isThere(found) ? describe(found) : undefined;
    },
    findByName: (name) => list().find((channel) => channel.name === name),
    list,
    idOf,
    listShown: () =>
      list()
        .filter(({ isUnlisted }) => isUnlisted !== true)
        .flatMap((channel) => [channel, ...threads(channel.id)]),
    threads,
    openDirect(userId) {
      const held = [...direct.values()].find(({ recipientId }) => recipientId === userId);
      const opened: Channel = held ?? {
        id: makers.nextId(),
        name: '',
        type: 1,
        position: 0,
        overwrites: [],
        recipientId: userId,
      };
      direct.set(opened.id, opened);
      return opened;
    },
    openGroup(name, memberIds) {
      const opened: Channel = { id: makers.nextId(), name, type: 3, position: 0, overwrites: [], memberIds };
      direct.set(opened.id, opened);
      return opened;
    },
    setBotPermissions(channel, bits) {
      const own = { id: ids.application, type: 1 as const };
      if (bits === null) botOverwrites.delete(idOf(channel));
      else botOverwrites.set(idOf(channel), { ...own, allow: bits, deny: ALL_PERMISSIONS & ~bits });
    },
    remove: (channel) => void deleted.add(idOf(channel)),
    restore() {
      deleted.clear();
      botOverwrites.clear();
    },
  };
}

function standingChannels(ids: Omit<WorldIds, 'owner'>): ReadonlyMap<string, Channel> {
  const overwrites = standingOverwrites(ids);
  const channels = CHANNEL_NAMES.map((name, position): [string, Channel] => {
    const id = ids.channels[name];
    return [id, { id, name, type: name === 'announcements' ? 5 : 0, position, overwrites: overwrites[name] ?? [] }];
  });
  return new Map(channels);
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
