import * as z from 'zod';
import type { Database } from '../../data/database.ts';
import { findEventDetail } from '../../data/event-store.ts';
import type { DigestRow, SlotRow } from '../../data/schema.ts';
import { type Button, type Markdown, notice, type Reply, timestamp } from '../../reply.ts';
import { localeFor, wordsFor } from '../../words/words.ts';
import type { Settling } from './settle-slot.ts';

const REASONS = [
  'missing-access',
  'missing-permission',
  'unknown-channel',
  'unauthorized',
  'thread-closed',
  'invalid',
  'gave-up',
  'compose',
] as const;
const refusal = z.object({ reason: z.enum(REASONS) });

/** What the administrators read of a slot that was refused or is uncertain, with what to do and buttons that do it. In the digest's language. */
export async function explainOutcome(db: Database, slot: SlotRow, digest: DigestRow): Promise<Reply> {
  const { edition: words } = wordsFor(localeFor(digest.language));
  const due = timestamp(slot.due_at);
  if (slot.state === 'uncertain') {
    const buttons = [button(slot, 'there', words.settle.there), button(slot, 'send', words.settle.send)];
    return withButtons(words.uncertain(digest.channel_id, due), buttons);
  }
  const detail = (await findEventDetail(db, digest.id, slot.id, 'refused')) ?? '{}';
  const { reason } = refusal.parse(JSON.parse(detail));
  // A slot that is looked at again is posted as soon as the cause is gone.
  const say = slot.retry_at === null ? words.refused : words.refusedForNow;
  const told = say(digest.channel_id, due, words.reasons[reason]());
  return withButtons(told, [button(slot, 'send', words.settle.again)]);
}

function withButtons(words: Markdown, buttons: readonly Button[]): Reply {
  const { accent, blocks } = notice(words, 'problem');
  return { accent, blocks: [...blocks, { kind: 'buttons', buttons }] };
}

function button(slot: SlotRow, as: Settling, label: string): Button {
  return { label, action: { command: 'digest', action: 'settle', args: [slot.id, as] } };
}
