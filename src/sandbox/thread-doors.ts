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
