import type { Channel, Thread } from './channel.ts';
import type { NewChannel } from './contract.ts';

/** `foundingId` names what is there at every start, in the same order; `nextId` what comes later. */
export type ChannelMakers = { foundingId: () => string; nextId: () => string; tellChange: () => void };

/** Channels that were not there at the founding. */
export type AddedChannels = {
  find: (id: string) => Channel | undefined;
  list: () => readonly Channel[];
  /** `ownerId`: whose thread it is, where it is one. */
  add: (channel: NewChannel, ownerId: string) => Channel;
  addMany: (count: number) => readonly string[];
  /** A thread of the bot's; `id` is that of its first message too. */
  openThread: (name: string, thread: Thread) => Channel;
  changeThread: (id: string, change: Partial<Thread>) => void;
};

const TYPES = { text: 0, announcement: 5, forum: 15, thread: 11 } as const;

/** Makes and keeps them, in the order in which they came. */
export function createAddedChannels({ foundingId, nextId, tellChange }: ChannelMakers): AddedChannels {
  const channels = new Map<string, Channel>();
  const keep = (channel: Omit<Channel, 'position' | 'overwrites'>): Channel => {
    const kept = { ...channel, position: 100 + channels.size, overwrites: [] };
    channels.set(channel.id, kept);
    return kept;
  };
  const tagsOfForum = () => [
    { id: foundingId(), name: 'Rules', moderated: true },
    { id: foundingId(), name: 'Press', moderated: false },
  ];
  return {
    find: (id) => channels.get(id),
    list: () => [...channels.values()],
    add(channel, ownerId) {
      const { kind, name } = channel;
      const made = keep({
        id: foundingId(),
        name,
        type: TYPES[kind],
        ...(kind === 'forum' && { forum: { requiresTag: channel.requiresTag ?? false, tags: tagsOfForum() } }),
        ...(kind === 'thread' && { thread: { ...OPEN, parentId: channel.parentId, ownerId } }),
      });
      tellChange();
      return made;
    },
    addMany: (count) =>
      Array.from(
        { length: count },
        (_, n) => keep({ id: nextId(), name: `channel-${n + 1}`, type: 0, isUnlisted: true }).id,
      ),
    openThread(name, thread) {
      const made = keep({ id: nextId(), name, type: TYPES.thread, thread });
      tellChange();
      return made;
    },
    changeThread(id, change) {
      const held = channels.get(id);
      if (!held?.thread) return;
      channels.set(id, { ...held, thread: { ...held.thread, ...change } });
      tellChange();
    },
  };
}

const OPEN = { archived: false, locked: false, archivedAt: 0, tags: [] };
