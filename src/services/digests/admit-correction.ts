import { findArticles } from '../../data/article-store.ts';
import { findBaseBody, findGuildOf, listUnsent, rewriteUnsent } from '../../data/correction-store-unsent.ts';
import { listHidden } from '../../data/keeping-store.ts';
import type { CorrectionRow } from '../../data/schema.ts';
import { readSettings } from '../settings.ts';
import { isShownToAll } from '../sources.ts';
import type { Desk } from './desk.ts';
import { applyChanges, readChanges } from './noted-changes.ts';

/** What an edit may say of an article by now. `withheld`: nothing, not even that it changed. */
type Verdict = 'said' | 'unsaid' | 'withheld';

/**
 * An edit as its server would have it at this moment, and with it those that it holds and that were not sent: an article that a
 * manager has removed since is left out, one of an outlet that is not shown freely any more is corrected without its new words.
 * Undefined where nothing is left to send.
 */
export async function admitCorrection(desk: Desk, correction: CorrectionRow): Promise<CorrectionRow | undefined> {
  const { db, correctBody } = desk;
  const unsent = await listUnsent(db, correction);
  const [first] = unsent;
  if (!first || !correctBody) return undefined;
  const verdicts = await judge(desk, correction.slot_id, unsent);
  let body = await findBaseBody(db, first);
  const admitted = unsent.flatMap((row) => {
    const verdict = verdicts.get(row.article_id) ?? 'withheld';
    if (verdict === 'withheld') return [];
    const changes = readChanges(row.changes_json);
    body = changes === null ? row.body : applyChanges(body, changes, { correctBody, shown: verdict === 'said' });
    return [{ ...row, body }];
  });
  const withheld = unsent.filter(({ n }) => !admitted.some((row) => row.n === n)).map(({ n }) => n);
  await rewriteUnsent(db, correction, { bodies: admitted, withheld, now: desk.clock.now() });
  if (withheld.length > 0)
    desk.log.info('correction withheld', { message: correction.message_id, withheld: withheld.length });
  return admitted.at(-1);
}

async function judge(
  { db }: Desk,
  slotId: string,
  rows: readonly CorrectionRow[],
): Promise<ReadonlyMap<string, Verdict>> {
  const ids = [...new Set(rows.map((row) => row.article_id))];
  const guildId = await findGuildOf(db, slotId);
  const [articles, hidden, { sourcePolicy }] = await Promise.all([
    findArticles(db, ids),
    listHidden(db, ids, guildId),
    readSettings(db, guildId),
  ]);
  return new Map(
    [...articles].map(([id, { outlet }]): [string, Verdict] => {
      if (hidden.has(id)) return [id, 'withheld'];
      return [id, isShownToAll(outlet, sourcePolicy) ? 'said' : 'unsaid'];
    }),
  );
}
