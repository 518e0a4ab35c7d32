import { delayPublish, listToPublish, type PartToPublish, recordPublished } from '../../data/publish-store.ts';
import { type Desk, GIVE_UP_MS, LONGEST_RETRY_MS } from './desk.ts';
import { eachOf } from './each-of.ts';
import type { PublishOutcome } from './outbox.ts';

const LISTED = 50;
const AT_ONCE = 4;
/** Without a wait of Discord's, a message waits as long as it has waited already, within these. */
const RETRY_MS = { shortest: 10_000, longest: 600_000 };

/**
 * Publishes the messages of announcement channels that are to be; says whether there was one. Publishing twice has one
 * effect, so no lease is needed, and the outcome of the slot stands already.
 */
export async function publishParts(desk: Desk, stopping: AbortSignal): Promise<boolean> {
  let hasTried = false;
  while (!stopping.aborted) {
    const now = desk.clock.now();
    const parts = await listToPublish(desk.db, { now, latest: now + LONGEST_RETRY_MS, limit: LISTED });
    if (parts.length === 0) break;
    hasTried = true;
    await eachOf(parts, AT_ONCE, async (part) => {
      if (!stopping.aborted) await publishPart(desk, part, stopping);
    });
  }
  return hasTried;
}

async function publishPart(desk: Desk, part: PartToPublish, signal: AbortSignal): Promise<void> {
  const { channel_id: channelId, message_id: messageId } = part;
  const outcome = await tryPublish(desk, { channelId, messageId, signal });
  const now = desk.clock.now();
  if (outcome.kind === 'published') return recordPublished(desk.db, part, { state: 'done', now, detail: {} });
  const { detail } = outcome;
  const age = Math.max(now - (part.sent_at ?? now), 0);
  if (outcome.kind === 'refused' || age >= GIVE_UP_MS) {
    const reason = outcome.kind === 'refused' ? 'refused' : 'gave-up';
    desk.log.warn('message not published', { digest: part.digest_id, message: messageId, reason, detail });
    return recordPublished(desk.db, part, { state: 'refused', now, detail: { reason, detail } });
  }
  const waitMs = Math.max(Math.min(Math.max(age, RETRY_MS.shortest), RETRY_MS.longest), outcome.afterMs ?? 0);
  return delayPublish(desk.db, part, now + Math.min(waitMs, LONGEST_RETRY_MS));
}

async function tryPublish(
  desk: Desk,
  message: { channelId: string; messageId: string; signal: AbortSignal },
): Promise<PublishOutcome> {
  try {
    return await desk.office.publish(message);
  } catch (error) {
    message.signal.throwIfAborted();
    return { kind: 'retry', afterMs: null, detail: String(error) };
  }
}
