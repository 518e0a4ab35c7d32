import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { PartRow, ShownStoryRow } from './schema.ts';
import { UNNAMED_MESSAGE } from './slot-store-reopen.ts';

/** A story of a posted message whose article was changed since. `current`: its newest revision. */
export type RevisedStory = ShownStoryRow &
  Pick<PartRow, 'body' | 'channel_id' | 'form'> & { current: number; message_id: string; guild_id: string };

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
    .select('digests.guild_id')
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

/** The edit that a revision asks for. `compose` gives the message's next body from its last one; `changes` says how, `told` what it says then. */
export type NewCorrection = {
  told: string;
  changes: string;
  compose: (body: string) => string;
  max: number;
  now: number;
};

/**
 * Writes an edit down as final JSON, once for a revision. 'left-out': the message has had `max` of them; 'lost': another
 * process looked at this revision meanwhile.
 */
export async function addCorrection(
  db: Database,
  story: RevisedStory,
  { told, changes, compose, max, now }: NewCorrection,
): Promise<'added' | 'left-out' | 'lost'> {
  return db.transaction().execute(async (tx) => {
    const before = await tx
      .selectFrom('corrections')
      .select(['n', 'body', 'state'])
      .where('slot_id', '=', story.slot_id)
      .where('part', '=', story.part)
      .orderBy('n', 'desc')
      .execute();
    const shown = before.filter(({ state }) => state !== 'withheld');
    const isFull = shown.length >= max;
    if (!(await setLooked(tx, story, isFull ? {} : { told_json: told }))) return 'lost';
    if (isFull) return 'left-out';
    const { slot_id, part, article_id, current: revision, message_id } = story;
    await tx
      .insertInto('corrections')
      .values({
        slot_id,
        part,
        n: (before[0]?.n ?? 0) + 1,
        article_id,
        revision,
        state: 'due',
        body: compose(shown[0]?.body ?? story.body),
        changes_json: changes,
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

/** The edits of an edition's messages, in order. */
export async function listCorrections(db: Database, slotId: string) {
  return db
    .selectFrom('corrections')
    .select(['part', 'n', 'article_id', 'state', 'made_at', 'ended_at', 'retry_at', 'tries', 'reason', 'changes_json'])
    .where('slot_id', '=', slotId)
    .orderBy('made_at')
    .orderBy('part')
    .orderBy('n')
    .execute();
}
