import * as z from 'zod';
import { foldText } from './analyzer.ts';
import type { Database } from './database.ts';
import { findDigest } from './digest-store.ts';
import { addEvent } from './event-store.ts';
import type { DigestRow } from './schema.ts';

const phrases = z.array(z.string());

/**
 * Puts a phrase among those that keep a story out of a digest, or takes it from them; blind to case and accents, and nothing
 * where it is so already. Undefined when the digest is gone, or would have more than `max`.
 */
export async function setMuted(
  db: Database,
  digestId: string,
  change: { phrase: string; isMuted: boolean; max: number; now: number },
): Promise<DigestRow | undefined> {
  const { phrase, isMuted, max, now } = change;
  return db.transaction().execute(async (tx) => {
    const row = await findDigest(tx, digestId);
    if (!row) return undefined;
    const before = phrases.parse(JSON.parse(row.muted_json));
    const others = before.filter((one) => foldText(one) !== foldText(phrase));
    const muted = isMuted ? [...others, phrase] : others;
    if (muted.length === before.length) return row;
    if (muted.length > max) return undefined;
    const mutedJson = JSON.stringify(muted);
    await tx.updateTable('digests').set({ muted_json: mutedJson }).where('id', '=', digestId).execute();
    const detail = { from: { muted: before }, to: { muted } };
    await addEvent(tx, { at: now, digestId, slotId: null, kind: 'edited', detail });
    return { ...row, muted_json: mutedJson };
  });
}
