import { Routes } from 'discord.js';
import type { BotRest, Sending } from './bot-rest.ts';
import { describe, type Failure } from './deliver-failure.ts';
import { codeOf, statusOf } from './interaction-api.ts';
import { CODES } from './limits.ts';

export type Edited = { kind: 'edited' } | { kind: 'gone'; detail: string } | Failure;

/** A message of ours, and the final JSON that it gets. */
export type Edit = { channelId: string; messageId: string; body: string; signal: AbortSignal };

/** What nobody waits for goes last. */
const LAST = { priority: Infinity };

/**
 * Edits a message (https://docs.discord.com/developers/resources/message#edit-message). In a thread that was closed nothing can be
 * edited: it is opened first, and a forum post of ours is closed again. A locked one is its moderators' alone. Throws what the REST
 * throws.
 */
export async function editMessage(
  rest: Pick<BotRest, 'patch'>,
  { channelId, messageId, body, signal }: Edit,
): Promise<Edited> {
  const sending = { signal, ...LAST };
  const change = () => rest.patch(Routes.channelMessage(channelId, messageId), body, sending);
  try {
    await change();
  } catch (error) {
    const code = codeOf(error);
    if (code === CODES.unknownMessage || code === CODES.unknownChannel)
      return { kind: 'gone', detail: describe(error) };
    if (code !== CODES.archivedThread) throw error;
    const refusal = await openThread(rest, channelId, sending);
    if (refusal) return refusal;
    try {
      await change();
    } finally {
      // The message that opens a forum post has the id of its thread. The next try would find it open, and leave it so.
      if (channelId === messageId) await closeThread(rest, channelId, sending);
    }
  }
  return { kind: 'edited' };
}

/** Opens a thread again (https://docs.discord.com/developers/topics/threads#editing-deleting-threads); gives why not where it is locked. */
async function openThread(
  rest: Pick<BotRest, 'patch'>,
  threadId: string,
  sending: Sending,
): Promise<Failure | undefined> {
  try {
    await rest.patch(Routes.channel(threadId), '{"archived":false}', sending);
    return undefined;
  } catch (error) {
    const isLocked = [CODES.archivedThread, CODES.threadLocked].some((code) => code === codeOf(error));
    if (!isLocked && statusOf(error) !== 403) throw error;
    return { kind: 'refused', reason: 'thread-closed', detail: describe(error) };
  }
}

/** As it was found, for the quiet of the list of threads; by itself it would close after days. */
async function closeThread(rest: Pick<BotRest, 'patch'>, threadId: string, sending: Sending): Promise<void> {
  try {
    await rest.patch(Routes.channel(threadId), '{"archived":true}', sending);
  } catch {
    sending.signal?.throwIfAborted();
  }
}
