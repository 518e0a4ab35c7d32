import { newId, type Random } from '../ids.ts';
import type { Reply } from '../reply.ts';
import type { Delivery } from './deliver.ts';
import { renderNotice } from './render-parts.ts';

/** How long Discord may take before the word counts as not said, milliseconds. */
const TIMEOUT_MS = 60_000;

/** Shows replies in the administrators' channel. What it gives throws when Discord did not take the message. */
export function createTeller(
  { post }: Pick<Delivery, 'post'>,
  { channelId, random }: { channelId: string; random: Random },
): (reply: Reply) => Promise<void> {
  return async (reply) => {
    const key = newId(random);
    const part = { channelId, form: 'message', body: renderNotice(reply, key), key } as const;
    const outcome = await post({ ...part, lookSince: null, priority: 0, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (outcome.kind !== 'sent') throw new Error(`Not posted in ADMIN_CHANNEL: ${outcome.kind} ${outcome.detail}`);
  };
}
