import type { Database } from './database.ts';
import { addEvent } from './event-store.ts';
import type { PartRow } from './schema.ts';
import { UNNAMED_MESSAGE } from './slot-store-reopen.ts';

/** A message that goes to the servers that follow its channel. */
export type PartToPublish = Pick<PartRow, 'slot_id' | 'n' | 'channel_id' | 'sent_at'> & {
  message_id: string;
  digest_id: string;
};

/** Messages to publish by `now`; a moment later than `latest` was written before the clock went back. */
export async function listToPublish(
  db: Database,
  { now, latest, limit }: { now: number; latest: number; limit: number },
): Promise<readonly PartToPublish[]> {
  const rows = await selectWanted(db)
    .select(['parts.slot_id', 'parts.n', 'parts.channel_id', 'parts.sent_at', 'parts.message_id', 'slots.digest_id'])
    .where((one) =>
      one.or([
        one('parts.publish_at', 'is', null),
        one('parts.publish_at', '<=', now),
        one('parts.publish_at', '>', latest),
      ]),
    )
    .limit(limit)
    .execute();
  return rows.flatMap((row) => (row.message_id === null ? [] : [{ ...row, message_id: row.message_id }]));
}

/** When the next message is to be published, epoch milliseconds; null when none is. */
export async function findNextPublish(db: Database): Promise<number | null> {
  const row = await selectWanted(db).select('parts.publish_at').limit(1).executeTakeFirst();
  return row ? (row.publish_at ?? 0) : null;
}

/** Records that a message was published, or that it never will be. What was recorded before stays. */
export async function recordPublished(
  db: Database,
  part: PartToPublish,
  end: { state: 'done' | 'refused'; now: number; detail: Readonly<Record<string, unknown>> },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const updated = await setPublish(tx, part, { publish_state: end.state, publish_at: null });
    if (updated === 0n) return;
    const kind = end.state === 'done' ? ('published' as const) : ('publish-refused' as const);
    const detail = { part: part.n, ...end.detail };
    await addEvent(tx, { at: end.now, digestId: part.digest_id, slotId: part.slot_id, kind, detail });
  });
}

/** Has a message published later. */
export async function delayPublish(db: Database, part: PartToPublish, publishAt: number): Promise<void> {
  await setPublish(db, part, { publish_at: publishAt });
}

async function setPublish(
  db: Database,
  part: PartToPublish,
  changes: Partial<Pick<PartRow, 'publish_state' | 'publish_at'>>,
): Promise<bigint> {
  const { numUpdatedRows } = await db
    .updateTable('parts')
    .set(changes)
    .where('slot_id', '=', part.slot_id)
    .where('n', '=', part.n)
    .where('publish_state', '=', 'wanted')
    .executeTakeFirst();
  return numUpdatedRows;
}

function selectWanted(db: Database) {
  return db
    .selectFrom('parts')
    .innerJoin('slots', 'slots.id', 'parts.slot_id')
    .where('parts.publish_state', '=', 'wanted')
    .where('parts.message_id', 'is not', null)
    .where('parts.message_id', '!=', UNNAMED_MESSAGE)
    .orderBy('parts.publish_at');
}
