import type { Overwrite } from './permissions.ts';

/** What a thread has that other channels lack. `archivedAt`: when that changed last, epoch milliseconds. */
export type Thread = {
  parentId: string;
  ownerId: string;
  archived: boolean;
  locked: boolean;
  archivedAt: number;
  tags: readonly string[];
};

/** What a forum has that other channels lack. */
export type Forum = { requiresTag: boolean; tags: readonly { id: string; name: string; moderated: boolean }[] };

/** A channel as it stands now. `recipientId` marks a direct message, `memberIds` a group of people without the bot. Types: text 0, direct 1, group 3, announcement 5, public thread 11, forum 15. */
export type Channel = {
  id: string;
  name: string;
  type: 0 | 1 | 3 | 5 | 11 | 15;
  position: number;
  overwrites: readonly Overwrite[];
  recipientId?: string;
  memberIds?: readonly string[];
  thread?: Thread;
  forum?: Forum;
  /** One of very many, which no list shows. */
  isUnlisted?: boolean;
};
