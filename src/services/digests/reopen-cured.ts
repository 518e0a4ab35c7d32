import {
  hasLaterBegun,
  listRefused,
  type RefusedSlot,
  reopenRefused,
  setRefusedRetry,
} from '../../data/slot-store-reopen.ts';
import { type Desk, REFUSED_RETRY_MS } from './desk.ts';
import { eachOf } from './each-of.ts';

const LISTED = 50;
const AT_ONCE = 4;

/**
 * Looks whether the cause of refusals is gone by now, and has those slots posted late; says whether there was one. A slot
 * past the digest's limit, or whose articles may be in a later edition, stays refused for good.
 */
export async function reopenCured(desk: Desk, stopping: AbortSignal): Promise<boolean> {
  let hasReopened = false;
  while (!stopping.aborted) {
    const now = desk.clock.now();
    const refused = await listRefused(desk.db, { now, latest: now + REFUSED_RETRY_MS, limit: LISTED });
    if (refused.length === 0) break;
    await eachOf(refused, AT_ONCE, async (one) => {
      if (stopping.aborted) return;
      hasReopened = (await reopenOne(desk, one, { now, stopping })) || hasReopened;
    });
  }
  return hasReopened;
}

async function reopenOne(
  desk: Desk,
  { slot, digest, channelId }: RefusedSlot,
  { now, stopping }: { now: number; stopping: AbortSignal },
): Promise<boolean> {
  const { db } = desk;
  const isPast = now - slot.due_at > digest.late_limit_ms;
  if (isPast || digest.state !== 'active' || (await hasLaterBegun(db, slot))) {
    await setRefusedRetry(db, slot.id, null);
    return false;
  }
  // Written first: a question that fails or takes long is not asked again at once.
  await setRefusedRetry(db, slot.id, now + REFUSED_RETRY_MS);
  if (!(await unlessStopped(desk.office.mayPost(channelId), stopping))) return false;
  return reopenRefused(db, slot.id, desk.clock.now());
}

/** What is asked, or false when the process stops first. */
async function unlessStopped(asked: Promise<boolean>, stopping: AbortSignal): Promise<boolean> {
  const stopped = Promise.withResolvers<boolean>();
  const stop = () => stopped.resolve(false);
  stopping.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([asked, stopped.promise]);
  } finally {
    stopping.removeEventListener('abort', stop);
  }
}
