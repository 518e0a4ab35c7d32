import type { Database } from './database.ts';
import type { CorrectionRow } from './schema.ts';

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

function ofMessage(db: Database, { slot_id, part }: Pick<CorrectionRow, 'slot_id' | 'part'>) {
  return db.selectFrom('corrections').selectAll().where('slot_id', '=', slot_id).where('part', '=', part);
}
