import type { SandboxMessage } from './contract.ts';
import { copyJson, type Json } from './json.ts';
import { compareIds } from './snowflakes.ts';

/** A message as it is kept: what a member sees, and who may see it. */
export type StoredMessage = Omit<SandboxMessage, 'body'> & {
  body: Json;
  /** The one member who sees an ephemeral message; null for all. */
  visibleTo: string | null;
};

export type Page = { limit: number; before?: string; after?: string; around?: string };

export type MessageStore = {
  add: (message: StoredMessage) => void;
  find: (id: string) => StoredMessage | undefined;
  /** Says that the message was changed in place. */
  touch: (message: StoredMessage) => void;
  remove: (id: string) => void;
  /** Newest first, as Discord lists (https://docs.discord.com/developers/resources/message#get-channel-messages). */
  page: (channelId: string, page: Page) => readonly StoredMessage[];
  /** Oldest first; ephemeral ones are not among them. */
  list: (channelId: string) => readonly StoredMessage[];
  /** The message sent with this nonce to this channel by this author since `since`. */
  findByNonce: (channelId: string, authorId: string, nonce: string, since: number) => StoredMessage | undefined;
  /** In the order of ids, ephemeral ones included. */
  all: () => readonly StoredMessage[];
  /** Calls back with the id of each message that was removed; gives the way to stop. */
  onRemove: (listener: (id: string) => void) => () => void;
  /** Calls back at each new or changed message; gives the way to stop. */
  onChange: (listener: (message: StoredMessage) => void) => () => void;
};

/** Every message of the sandbox, in memory. */
export function createMessageStore(): MessageStore {
  const byId = new Map<string, StoredMessage>();
  const byChannel = new Map<string, StoredMessage[]>();
  const listeners = new Set<(message: StoredMessage) => void>();
  const removeListeners = new Set<(id: string) => void>();
  const tell = (message: StoredMessage) => {
    for (const listener of listeners) listener(message);
  };
  const list = (channelId: string): readonly StoredMessage[] => byChannel.get(channelId) ?? [];
  return {
    add(message) {
      byId.set(message.id, message);
      if (!message.ephemeral) byChannel.set(message.channelId, insert(list(message.channelId), message));
      tell(message);
    },
    find: (id) => byId.get(id),
    touch: tell,
    remove(id) {
      const message = byId.get(id);
      if (!message) return;
      byId.delete(id);
      byChannel.set(
        message.channelId,
        list(message.channelId).filter((one) => one.id !== id),
      );
      for (const listener of removeListeners) listener(id);
    },
    page: (channelId, page) => choosePage(list(channelId), page).toReversed(),
    list: (channelId) => [...list(channelId)],
    findByNonce: (channelId, authorId, nonce, since) =>
      list(channelId).findLast((one) => one.nonce === nonce && one.authorId === authorId && one.sentAt >= since),
    all: () => [...byId.values()].toSorted((a, b) => compareIds(a.id, b.id)),
    onRemove(listener) {
      removeListeners.add(listener);
      return () => void removeListeners.delete(listener);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The list with one more, in the order of ids: a clock that was moved back makes older ones. */
function insert(held: readonly StoredMessage[], message: StoredMessage): StoredMessage[] {
  const at = held.findLastIndex((one) => compareIds(one.id, message.id) < 0) + 1;
  return held.toSpliced(at, 0, message);
}

function choosePage(all: readonly StoredMessage[], { limit, before, after, around }: Page): readonly StoredMessage[] {
  if (around !== undefined) {
    const older = all.filter((one) => compareIds(one.id, around) < 0).slice(-Math.floor(limit / 2) || all.length);
    const rest = all.filter((one) => compareIds(one.id, around) >= 0);
    return [...older, ...rest].slice(0, limit);
  }
  if (before !== undefined) return all.filter((one) => compareIds(one.id, before) < 0).slice(-limit);
  // The oldest after it, as Discord does: whoever pages forward misses none.
  if (after !== undefined) return all.filter((one) => compareIds(one.id, after) > 0).slice(0, limit);
  return all.slice(-limit);
}

/** The message for someone outside, whom later edits do not reach. */
export function snapshot(message: StoredMessage): SandboxMessage {
  const { visibleTo: _, ...shown } = message;
  return { ...shown, files: [...message.files], body: copyJson(message.body) };
}
