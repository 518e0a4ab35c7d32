import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { CorrectionRow, PartRow, ShownStoryRow } from './schema.ts';
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
export async function claimTry(db: Database, { slot_id, part, n, tried_at }: CorrectionRow, now: number) {
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

/** The server whose digest has that slot; empty where it is gone. */
export async function findGuildOf(db: Database, slotId: string): Promise<string> {
  const row = await db
    .selectFrom('slots')
    .innerJoin('digests', 'digests.id', 'slots.digest_id')
    .select('digests.guild_id')
    .where('slots.id', '=', slotId)
    .executeTakeFirst();
  return row?.guild_id ?? '';
}

/** An edit that is due and those of its message before it that were not sent either, in order. */
export async function listUnsent(db: Database, correction: CorrectionRow): Promise<readonly CorrectionRow[]> {
  return ofMessage(db, correction).where('n', '<=', correction.n).where('state', '=', 'due').orderBy('n').execute();
}

/** What the message said before this edit: by the last one that was shown, else as it was posted. */
export async function findBaseBody(db: Database, correction: CorrectionRow): Promise<string> {
  const { slot_id, part, n } = correction;
  const last = await ofMessage(db, correction)
    .where('n', '<', n)
    .where('state', '=', 'done')
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last) return last.body;
  const posted = db.selectFrom('parts').select('body').where('slot_id', '=', slot_id).where('n', '=', part);
  return (await posted.executeTakeFirstOrThrow()).body;
}

/** Writes down what unsent edits say by now, and which of them are not to be sent. */
export async function rewriteUnsent(
  db: Database,
  { slot_id, part }: Pick<CorrectionRow, 'slot_id' | 'part'>,
  {
    bodies,
    withheld,
    now,
  }: { bodies: readonly { n: number; body: string }[]; withheld: readonly number[]; now: number },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const due = tx
      .updateTable('corrections')
      .where('slot_id', '=', slot_id)
      .where('part', '=', part)
      .where('state', '=', 'due');
    for (const { n, body } of bodies) await due.set({ body }).where('n', '=', n).where('body', '!=', body).execute();
    if (withheld.length > 0)
      await due.set({ state: 'withheld', ended_at: now, retry_at: null }).where('n', 'in', withheld).execute();
  });
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

function ofMessage(db: Database, { slot_id, part }: Pick<CorrectionRow, 'slot_id' | 'part'>) {
  return db.selectFrom('corrections').selectAll().where('slot_id', '=', slot_id).where('part', '=', part);
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
