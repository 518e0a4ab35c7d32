import type { Database } from './database.ts';

/** What a stored text answers: one row, and so one claim, per key. What does not apply is the empty string. */
export type TextKey = {
  articleId: string;
  revision: number;
  task: string;
  language: string;
  length: string;
  questionHash: string;
  glossaryHash: string;
  origin: string;
  model: string;
  promptVersion: string;
};

/** `running`: a process holds the claim until its lease ends. */
export type FoundText = { state: 'done'; body: unknown } | { state: 'running'; leaseUntil: number };

/** The text, or the claim on it; undefined when nobody has begun. */
export async function findText(db: Database, key: TextKey): Promise<FoundText | undefined> {
  const row = await db
    .selectFrom('texts')
    .select(['state', 'lease_until', 'body_json'])
    .where((eb) => eb.and(columnsOf(key)))
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.state === 'running' || row.body_json === null) return { state: 'running', leaseUntil: row.lease_until ?? 0 };
  const body: unknown = JSON.parse(row.body_json);
  return { state: 'done', body };
}

/** Claims the text for `id` until `leaseUntil`: true for the one caller who may write it. A claim whose lease is over is taken over. */
export async function claimText(
  db: Database,
  key: TextKey,
  claim: { id: string; now: number; leaseUntil: number },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('texts')
      .where((eb) => eb.and(columnsOf(key)))
      .where('state', '=', 'running')
      .where('lease_until', '<=', claim.now)
      .execute();
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('texts')
      .values({
        id: claim.id,
        ...columnsOf(key),
        state: 'running',
        lease_until: claim.leaseUntil,
        body_json: null,
        author: null,
        stored_at: claim.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return Number(numInsertedOrUpdatedRows ?? 0) > 0;
  });
}

/** Moves the end of a claim; false when another has taken it over. */
export async function renewClaim(db: Database, id: string, leaseUntil: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('texts')
    .set({ lease_until: leaseUntil })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

/** Writes the text of a claim; false, and nothing written, when another has taken it over. */
export async function finishText(db: Database, id: string, body: unknown, storedAt: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('texts')
    .set({ state: 'done', lease_until: null, body_json: JSON.stringify(body), stored_at: storedAt })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

/** Gives a claim back, so that the next who asks may try. */
export async function releaseClaim(db: Database, id: string): Promise<void> {
  await db.deleteFrom('texts').where('id', '=', id).where('state', '=', 'running').execute();
}

function columnsOf(key: TextKey) {
  return {
    article_id: key.articleId,
    revision: key.revision,
    task: key.task,
    language: key.language,
    length: key.length,
    question_hash: key.questionHash,
    glossary_hash: key.glossaryHash,
    origin: key.origin,
    model: key.model,
    prompt_version: key.promptVersion,
  };
}
