import type { Database } from './database.ts';

/** Articles for an edition: ids newest first, how many there are in all, and the highest seq among them (null: none). */
export type News = { ids: readonly string[]; total: number; lastSeq: number | null };

/** The articles stored after `coveredSeq` (null: all that are stored), by order of storage; at most `limit` ids. */
export async function findNews(db: Database, coveredSeq: number | null, limit: number): Promise<News> {
  const after = coveredSeq ?? -1;
  const rows = await db
    .selectFrom('articles')
    .select(['id', 'seq'])
    .where('seq', '>', after)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  const lastSeq = rows[0]?.seq ?? null;
  if (lastSeq === null) return { ids: [], total: 0, lastSeq };
  const { total } = await db
    .selectFrom('articles')
    .select((one) => one.fn.countAll().as('total'))
    .where('seq', '>', after)
    // What is stored between the two queries belongs to the next edition.
    .where('seq', '<=', lastSeq)
    .executeTakeFirstOrThrow();
  return { ids: rows.map((row) => row.id), total: Number(total), lastSeq };
}
