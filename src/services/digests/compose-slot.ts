import { addEvent } from '../../data/event-store.ts';
import { storeEdition } from '../../data/part-store.ts';
import type { DigestRow } from '../../data/schema.ts';
import type { ClaimedSlot } from '../../data/slot-store-claim.ts';
import { finishSlot, isRun } from '../../data/slot-store.ts';
import { hashFields } from '../../ids.ts';
import type { Button, Closing, ClosingRow, PartsManner } from '../../reply.ts';
import { localeFor, wordsFor } from '../../words/words.ts';
import { SCHEDULED_ASKER } from '../asker.ts';
import { type Desk, LATE_MS } from './desk.ts';
import { askerOf, type EditionNews, gatherNews } from './editions.ts';
import { noteShown } from './shown-stories.ts';
import { composeEdition, nameOwnLanguage, titleEdition } from './editions-view.ts';

/** Discord's channel types that take a post instead of a message, and the one whose messages can be published (https://docs.discord.com/developers/resources/channel#channel-object-channel-types). */
const FORUM_TYPES: readonly number[] = [15, 16];
const ANNOUNCEMENT_TYPE = 5;
/** Of a thread's name (https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel). */
const TITLE_CHARS = 100;

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
    asker: isRun(slot) ? askerOf(digest) : SCHEDULED_ASKER,
    signal,
    async onFailure(article, error) {
      log.error('article of a digest not summarized', { digest: digest.id, slot: slot.local_time, article, error });
      await addEvent(db, { ...event, at: clock.now(), kind: 'article-failed', detail: { article } });
    },
  });
  // Who asks for an edition now gets an answer, whatever the digest does on a quiet day.
  if (news.stories.length === 0 && digest.quiet === 'skip' && !isRun(slot)) {
    await finishSlot(db, slot, { owner, now: clock.now(), outcome: 'skipped', detail: { reason: 'no-news' } });
    return 'skipped';
  }
  const late = clock.now() - slot.due_at > LATE_MS;
  const reply = composeEdition(digest, { news, dueAt: slot.due_at, late });
  const parts = desk.renderParts(reply, closingOf(digest, slot.local_time, news), mannerOf(digest, slot.due_at));
  if (parts.length === 0) throw new Error(`The edition of slot ${slot.id} has no parts`);
  await storeEdition(db, slot, {
    owner,
    now: clock.now(),
    channelId: digest.channel_id,
    parts,
    isPublished: digest.publish === 1 && digest.channel_type === ANNOUNCEMENT_TYPE,
    coversSeq: news.coversSeq,
    stories: news.stories.map(({ lead, others }) => [lead.id, ...others.map(({ id }) => id)]),
    shown: noteShown(digest, news.stories, clock.now()),
  });
  return 'composed';
}

/** The key of part `n` (from 1) of a slot's edition: the same whoever composes it, and whenever. */
export function partKey(digestId: string, localTime: string, n: number): string {
  return hashFields([digestId, localTime, n], 25);
}

type Closed = Pick<DigestRow, 'id' | 'language' | 'second_language' | 'second_shown'>;

/** How each part of a slot's edition ends: a select of its stories and, where it is a press away, the second language; without news, a way to the latest articles. */
export function closingOf(digest: Closed, localTime: string, news: Pick<EditionNews, 'stories'>): Closing {
  const { edition: words } = wordsFor(localeFor(digest.language));
  return (n) => {
    const key = partKey(digest.id, localTime, n);
    const act = (action: string, ...more: string[]) => ({ command: 'digest', action, args: [key, ...more] });
    const buttons = (...list: Button[]): ClosingRow => ({ kind: 'buttons', buttons: list });
    if (news.stories.length === 0) return { key, rows: [buttons({ label: words.latest, action: act('read') })] };
    const rows: ClosingRow[] = [{ kind: 'entries', placeholder: words.pickStory, action: act('story') }];
    const { second_language: second, second_shown: shown } = digest;
    if (second !== null && shown === 'press' && news.stories.some((story) => story.second !== null))
      rows.push(buttons({ label: labelOf(second), action: act('other', second) }));
    return { key, rows };
  };
}

/** "In English", in the language that the button leads to: who wants it reads that. */
function labelOf(language: string): string {
  const locale = localeFor(language);
  const isOurs = new Intl.Locale(language).language === locale;
  return isOurs ? wordsFor(locale).edition.inThisLanguage : nameOwnLanguage(language);
}

function mannerOf(digest: DigestRow, dueAt: number): PartsManner {
  const title = titleEdition(digest, dueAt).slice(0, TITLE_CHARS);
  return {
    ...(FORUM_TYPES.includes(digest.channel_type) && { forumTitle: title }),
    ...(digest.role_id !== null && { mentionRole: digest.role_id }),
  };
}
