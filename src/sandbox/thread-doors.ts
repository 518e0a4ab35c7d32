import { apiError } from './api-error.ts';
import type { Thread } from './channel.ts';
import { botMay } from './compose-message.ts';
import type { Ground } from './ground.ts';

/** Before a message goes into a thread: one that was archived opens by it, a locked one does not. Throws as Discord does. */
export function openThread(ground: Ground, id: string, { archived, locked }: Thread): void {
  if (!botMay(ground, id, 'sendMessagesInThreads')) throw apiError('missingPermissions');
  if (locked && !botMay(ground, id, 'manageThreads')) throw apiError(archived ? 'archivedThread' : 'threadLocked');
  if (archived) ground.world.channels.changeThread(id, { archived: false, archivedAt: ground.clock.now() });
}

/** Before a message in a thread is changed: in a closed one nothing can be, in a locked one only moderators can. Throws as Discord does. */
export function requireOpen(ground: Ground, id: string, { archived, locked }: Thread): void {
  if (archived) throw apiError('archivedThread');
  if (locked && !botMay(ground, id, 'manageThreads')) throw apiError('threadLocked');
}

/**
 * Opens or closes a thread: whoever may write there opens it, only its maker and moderators close it; neither is for anybody else
 * while it is locked (https://docs.discord.com/developers/topics/threads#editing-deleting-threads). Throws as Discord does.
 */
export function moveThread(ground: Ground, id: string, thread: Thread, archived: boolean): void {
  const { world, clock } = ground;
  const isModerator = botMay(ground, id, 'manageThreads');
  const isOwn = thread.ownerId === world.ids.application;
  if (!isModerator) {
    if (!botMay(ground, id, 'sendMessagesInThreads')) throw apiError('missingPermissions');
    if (thread.locked) throw apiError(thread.archived ? 'archivedThread' : 'missingPermissions');
    if (archived && !isOwn) throw apiError('missingPermissions');
  }
  if (archived !== thread.archived) world.channels.changeThread(id, { archived, archivedAt: clock.now() });
}
