import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { CorrectionRow, PartRow, ShownStoryRow } from './schema.ts';
import { UNNAMED_MESSAGE } from './slot-store-reopen.ts';

/** A story of a posted message whose article was changed since. `current`: its newest revision. */
export type RevisedStory = ShownStoryRow &
  Pick<PartRow, 'body' | 'channel_id' | 'form'> & { current: number; message_id: string };

/** Stories of posted messages that are still watched and whose article has a revision that nobody looked at. */
export async function listRevised(db: Database, now: number, limit: number): Promise<readonly RevisedStory[]> {
  const rows = await db
    .selectFrom('articles')
    .innerJoin('shown_stories', 'shown_stories.article_id', 'articles.id')
    .innerJoin('parts', (join) =>
      join.onRef('parts.slot_id', '=', 'shown_stories.slot_id').onRef('parts.n', '=', 'shown_stories.part'),
    )
    .innerJoin('slots', 'slots.id', 'shown_stories.slot_id')
    .innerJoin('digests', 'digests.id', 'slots.digest_id')
    .selectAll('shown_stories')
    .select(['articles.revision as current', 'parts.body', 'parts.channel_id', 'parts.form', 'parts.message_id'])
    // Written out, so that the index of revised articles serves.
    .where(sql<boolean>`articles.revision > 1`)
    .whereRef('articles.revision', '>', 'shown_stories.revision')
    .where('shown_stories.watched_until', '>', now)
    .where('parts.message_id', 'is not', null)
    .where('parts.message_id', '!=', UNNAMED_MESSAGE)
    // A manager took it away there: nothing more of it is shown.
    .where((one) =>
      one.not(
        one.exists(
          one
            .selectFrom('hidden_articles')
            .select('hidden_articles.article_id')
            .whereRef('hidden_articles.article_id', '=', 'articles.id')
            .whereRef('hidden_articles.guild_id', '=', 'digests.guild_id'),
        ),
      ),
    )
    .limit(limit)
    .execute();
  return rows.flatMap((row) => (row.message_id === null ? [] : [{ ...row, message_id: row.message_id }]));
}

/** Notes that a revision leaves what is shown as it is. */
export async function noteUnchanged(db: Database, story: RevisedStory): Promise<void> {
  await setLooked(db, story, {});
}

/** The edit that a revision asks for. `compose` gives the message's next body from its last one; `told` is what it says then. */
export type NewCorrection = { told: string; compose: (body: string) => string; max: number; now: number };

/**
 * Writes an edit down as final JSON, once for a revision. 'left-out': the message has had `max` of them; 'lost': another
 * process looked at this revision meanwhile.
 */
export async function addCorrection(
  db: Database,
  story: RevisedStory,
  { told, compose, max, now }: NewCorrection,
): Promise<'added' | 'left-out' | 'lost'> {
  return db.transaction().execute(async (tx) => {
    const last = await tx
      .selectFrom('corrections')
      .select(['n', 'body'])
      .where('slot_id', '=', story.slot_id)
      .where('part', '=', story.part)
      .orderBy('n', 'desc')
      .limit(1)
      .executeTakeFirst();
    const isFull = (last?.n ?? 0) >= max;
    if (!(await setLooked(tx, story, isFull ? {} : { told_json: told }))) return 'lost';
    if (isFull) return 'left-out';
    const { slot_id, part, article_id, current: revision, message_id } = story;
    await tx
      .insertInto('corrections')
      .values({
        slot_id,
        part,
        n: (last?.n ?? 0) + 1,
        article_id,
        revision,
        state: 'due',
        body: compose(last?.body ?? story.body),
        // The first message of a forum post has the id of its thread.
        channel_id: story.form === 'forum-post' ? message_id : story.channel_id,
        message_id,
        made_at: now,
      })
      .execute();
    return 'added';
  });
}

async function setLooked(db: Database, story: RevisedStory, more: { told_json?: string }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('shown_stories')
    .set({ revision: story.current, ...more })
    .where('slot_id', '=', story.slot_id)
    .where('part', '=', story.part)
    .where('article_id', '=', story.article_id)
    .where('revision', '=', story.revision)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

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
            .whereRef('newer.n', '>', 'corrections.n'),
        ),
      ),
    )
    .orderBy('made_at')
    .limit(limit)
    .execute();
}

/** When a message of this channel was last edited by a correction, epoch milliseconds; null when none was. */
export async function findLastEdit(db: Database, channelId: string): Promise<number | null> {
  const row = await db
    .selectFrom('corrections')
    .select((one) => one.fn.max('ended_at').as('at'))
    .where('channel_id', '=', channelId)
    .where('state', '=', 'done')
    .executeTakeFirst();
  return row?.at ?? null;
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

type CorrectionEnd = { state: 'done' | 'gone' | 'refused'; now: number; detail?: string };

/** Records what became of an edit and of those that it holds. A message that is gone is not watched any more. */
export async function endCorrection(
  db: Database,
  { slot_id, part, n }: CorrectionRow,
  { state, now, detail }: CorrectionEnd,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('corrections')
      .set({ state, ended_at: now, retry_at: null, detail: detail ?? null })
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
