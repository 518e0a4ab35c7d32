import { addEvent } from '../../data/event-store.ts';
import { storeEdition } from '../../data/part-store.ts';
import type { ClaimedSlot } from '../../data/slot-store-claim.ts';
import { finishSlot, isRun } from '../../data/slot-store.ts';
import { hashFields } from '../../ids.ts';
import type { Closing } from '../../reply.ts';
import { localeFor, wordsFor } from '../../words/words.ts';
import { type Desk, LATE_MS } from './desk.ts';
import { composeEdition, gatherNews } from './editions.ts';

/**
 * Composes a leased slot's edition once and writes its parts down as final JSON; or finishes the slot as skipped when
 * nothing is new and its digest keeps quiet then. Says which. Throws LeaseLost when another process took the slot.
 */
export async function composeSlot(
  desk: Desk,
  { slot, digest }: ClaimedSlot,
  signal: AbortSignal,
): Promise<'composed' | 'skipped'> {
  const { db, clock, log, owner } = desk;
  const event = { digestId: digest.id, slotId: slot.id };
  const news = await gatherNews(desk, digest, {
    signal,
    async onFailure(article, error) {
      log.error('article of a digest not summarized', { digest: digest.id, slot: slot.local_time, article, error });
      await addEvent(db, { ...event, at: clock.now(), kind: 'article-failed', detail: { article } });
    },
  });
  // Who asks for an edition now gets an answer, whatever the digest does on a quiet day.
  if (news.items.length === 0 && digest.quiet === 'skip' && !isRun(slot)) {
    await finishSlot(db, slot, { owner, now: clock.now(), outcome: 'skipped', detail: { reason: 'no-news' } });
    return 'skipped';
  }
  const late = clock.now() - slot.due_at > LATE_MS;
  const reply = composeEdition(digest, { news, dueAt: slot.due_at, late });
  const parts = desk.renderParts(reply, closingOf(digest.language, digest.id, slot.local_time, news.items.length > 0));
  if (parts.length === 0) throw new Error(`The edition of slot ${slot.id} has no parts`);
  await storeEdition(db, slot, {
    owner,
    now: clock.now(),
    channelId: digest.channel_id,
    parts,
    coversSeq: news.coversSeq,
    articleIds: news.items.map(({ article }) => article.id),
  });
  return 'composed';
}

/** How each part of a slot's edition ends. The key is the same whoever composes the slot, and whenever. */
export function closingOf(language: string, digestId: string, localTime: string, hasNews: boolean): Closing {
  const { edition: words } = wordsFor(localeFor(language));
  const label = hasNews ? words.read : words.latest;
  return (n) => {
    const key = hashFields([digestId, localTime, n], 25);
    const button = { label, action: { command: 'digest', action: 'read', args: [key] } };
    return { key, rows: [{ kind: 'buttons', buttons: [button] }] };
  };
}
