import { sql } from 'kysely';
import { formsOf, readWords } from './analyzer.ts';
import { selectHits, toHit } from './article-store.ts';
import type { Database } from './database.ts';
import { listLanguages } from './search-store.ts';

/** What an edition needs to know of an article before it is chosen: everything but its text. */
export type NewsArticle = ReturnType<typeof toHit> & { seq: number; revision: number };

/** Articles for an edition, newest first; how many there are in all, and the highest seq among them (null: none). */
export type News = { articles: readonly NewsArticle[]; total: number; lastSeq: number | null };

/** The articles stored after `coveredSeq` (null: all that are stored), by order of storage; at most `limit`. */
export async function findNews(db: Database, coveredSeq: number | null, limit: number): Promise<News> {
  const after = coveredSeq ?? -1;
  const rows = await selectHits(db)
    .where('articles.seq', '>', after)
    .orderBy('articles.seq', 'desc')
    .limit(limit)
    .execute();
  const lastSeq = rows[0]?.seq ?? null;
  if (lastSeq === null) return { articles: [], total: 0, lastSeq };
  const articles = rows.map(toNewsArticle);
  // Fewer than asked for are all there are.
  if (rows.length < limit) return { articles, total: rows.length, lastSeq };
  const { total } = await db
    .selectFrom('articles')
    .select((one) => one.fn.countAll().as('total'))
    .where('seq', '>', after)
    // What is stored between the two queries belongs to the next edition.
    .where('seq', '<=', lastSeq)
    .executeTakeFirstOrThrow();
  return { articles, total: Number(total), lastSeq };
}

/** The articles with these places in the order of storage, in that order. */
export async function listBySeq(db: Database, seqs: readonly number[]): Promise<readonly NewsArticle[]> {
  if (seqs.length === 0) return [];
  const rows = await selectHits(db).where('articles.seq', 'in', seqs).orderBy('articles.seq').execute();
  return rows.map(toNewsArticle);
}

/**
 * Which articles from seq `from` to `to` may hold one of these phrases in title or text: those that hold all its words. Whether
 * they stand there as a phrase is the caller's to see. An article's translations count as its text.
 */
export async function findMentions(
  db: Database,
  phrases: readonly string[],
  { from, to }: { from: number; to: number },
): Promise<ReadonlySet<number>> {
  const languages = await listLanguages(db);
  const wanted = phrases.map((phrase) =>
    readWords(phrase)
      .map((word) => `(${formsOf(word, languages).map(quote).join(' OR ')})`)
      .join(' AND '),
  );
  const any = wanted.filter((words) => words !== '').map((words) => `(${words})`);
  if (any.length === 0) return new Set();
  const { rows } = await sql<{ seq: number }>`
    select rowid as seq from article_words
    where article_words match ${`{title body} : (${any.join(' OR ')})`} and rowid between ${from} and ${to}`.execute(
    db,
  );
  return new Set(rows.map(({ seq }) => seq));
}

/** A story as a part of an edition shows it: the ids of its articles, the one that was summarized first. */
export type StoredStory = { part: number; articleIds: readonly string[] };

/** The stories of a slot's edition, in order, other articles by their storage; none where that is not recorded. `part` keeps to one of its messages. */
export async function listEditionStories(db: Database, slotId: string, part?: number): Promise<readonly StoredStory[]> {
  let query = db
    .selectFrom('edition_articles')
    .leftJoin('articles', 'articles.id', 'edition_articles.article_id')
    .select(['part', 'position', 'article_id'])
    .where('slot_id', '=', slotId)
    .orderBy('position')
    .orderBy('lead', 'desc')
    .orderBy('articles.seq');
  if (part !== undefined) query = query.where('part', '=', part);
  const stories = Map.groupBy(await query.execute(), (row) => row.position);
  return [...stories.values()].map((rows) => ({
    part: rows[0]?.part ?? 1,
    articleIds: rows.map((row) => row.article_id),
  }));
}

function toNewsArticle(row: Parameters<typeof toHit>[0]): NewsArticle {
  return { ...toHit(row), seq: row.seq, revision: row.revision };
}

function quote(form: string): string {
  return `"${form.replaceAll('"', '""')}"`;
}
