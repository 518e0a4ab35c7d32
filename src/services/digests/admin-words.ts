import * as z from 'zod';
import type { Database } from '../../data/database.ts';
import { findEventDetail } from '../../data/event-store.ts';
import type { DigestRow, SlotRow } from '../../data/schema.ts';
import { notice, type Reply, timestamp } from '../../reply.ts';
import { localeFor, wordsFor } from '../../words/words.ts';

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

/** What the administrators read of a slot that was refused or is uncertain, with what to do. In the digest's language. */
export async function explainOutcome(db: Database, slot: SlotRow, digest: DigestRow): Promise<Reply> {
  const { edition: words } = wordsFor(localeFor(digest.language));
  const due = timestamp(slot.due_at);
  if (slot.state === 'uncertain') return notice(words.uncertain(digest.channel_id, due), 'problem');
  const detail = (await findEventDetail(db, digest.id, slot.id, 'refused')) ?? '{}';
  const { reason } = refusal.parse(JSON.parse(detail));
  return notice(words.refused(digest.channel_id, due, words.reasons[reason]()), 'problem');
}
