import type { Database } from './database.ts';
import type { CorrectionRow } from './schema.ts';

/** Edits to be sent by `now`, of each message the newest, which holds the others; a moment later than `latest` was written before the clock went back. */
export async function listDueCorrections(
  db: Database,
  { now, latest, limit }: { now: number; latest: number; limit: number },
): Promise<readonly CorrectionRow[]> {
  return db
    .selectFrom('corrections')
    .selectAll()
    .where('state', '=', 'due')
    .where((one) => one.or([one('retry_at', 'is', null), one('retry_at', '<=', now), one('retry_at', '>', latest)]))
    .where((one) =>
      one.not(
        one.exists(
          one
            .selectFrom('corrections as newer')
            .select('newer.n')
            .whereRef('newer.slot_id', '=', 'corrections.slot_id')
            .whereRef('newer.part', '=', 'corrections.part')
            .whereRef('newer.n', '>', 'corrections.n')
            .where('newer.state', '!=', 'withheld'),
        ),
      ),
    )
    .orderBy('made_at')
    .limit(limit)
    .execute();
}

/** When an edit of a message of this channel was last sent, whatever became of it, epoch milliseconds; null when none was. */
export async function findLastEdit(db: Database, channelId: string): Promise<number | null> {
  const row = await db
    .selectFrom('corrections')
    // Those of before tries were noted have their end alone.
    .select((one) => one.fn.max(one.fn.coalesce('tried_at', 'ended_at')).as('at'))
    .where('channel_id', '=', channelId)
    .where((one) => one.or([one('tried_at', 'is not', null), one('state', '=', 'done')]))
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Notes that an edit is about to be sent, so that the channel's pause outlives this process; false where another one has just done so. */
export async function claimTry(
  db: Database,
  { slot_id, part, n, tried_at }: CorrectionRow,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('corrections')
    .set({ tried_at: now })
    .where('slot_id', '=', slot_id)
    .where('part', '=', part)
    .where('n', '=', n)
    .where('state', '=', 'due')
    .where('tried_at', 'is', tried_at)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** When the next edit is to be sent, epoch milliseconds; null when none is. */
export async function findNextCorrection(db: Database): Promise<number | null> {
  const row = await db
    .selectFrom('corrections')
    .select('retry_at')
    .where('state', '=', 'due')
    .orderBy('retry_at')
    .limit(1)
    .executeTakeFirst();
  return row ? (row.retry_at ?? 0) : null;
}

type CorrectionEnd = {
  state: 'done' | 'gone' | 'refused' | 'uncertain';
  now: number;
  detail?: string;
  reason?: string;
};

/** Records what became of an edit and of those that it holds. A message that is gone is not watched any more. */
export async function endCorrection(
  db: Database,
  { slot_id, part, n }: CorrectionRow,
  { state, now, detail, reason }: CorrectionEnd,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('corrections')
      .set({ state, ended_at: now, retry_at: null, detail: detail ?? null, reason: reason ?? null })
      .where('slot_id', '=', slot_id)
      .where('part', '=', part)
      .where('n', '<=', n)
      .where('state', '=', 'due')
      .execute();
    if (state === 'done') return;
    await tx
      .updateTable('shown_stories')
      .set({ watched_until: 0 })
      .where('slot_id', '=', slot_id)
      .where('part', '=', part)
      .execute();
  });
}

/** Has an edit sent later. `tries`: how often it has failed by now. */
export async function delayCorrection(
  db: Database,
  { slot_id, part, n }: CorrectionRow,
  { retryAt, tries }: { retryAt: number; tries: number },
): Promise<void> {
  await db
    .updateTable('corrections')
    .set({ retry_at: retryAt, tries })
    .where('slot_id', '=', slot_id)
    .where('part', '=', part)
    .where('n', '=', n)
    .where('state', '=', 'due')
    .execute();
}
