import * as z from 'zod';
import type { Database } from '../../../src/data/database.ts';

export type StoredText = { title: string; paragraphs: readonly string[]; storedAt: number };

/** An article as the database holds it, for the auditor. */
export type StoredArticle = {
  id: string;
  seq: number;
  url: string | null;
  language: string;
  publishedAt: number | null;
  publishedOn: string | null;
  extent: string;
  sameTextAs: string | null;
  /** The first one first; the last one is shown. */
  revisions: readonly StoredText[];
};

const blocks = z.array(z.looseObject({ text: z.string() }));

/** Every article of a database, in the order in which they came. */
export async function readStored(db: Database): Promise<readonly StoredArticle[]> {
  const articles = await db.selectFrom('articles').selectAll().orderBy('seq').execute();
  const revisions = await db.selectFrom('revisions').selectAll().orderBy('revision').execute();
  const byArticle = Map.groupBy(revisions, (one) => one.article_id);
  return articles.map((row) => ({
    id: row.id,
    seq: row.seq,
    url: row.url,
    language: row.language,
    publishedAt: row.published_at,
    publishedOn: row.published_on,
    extent: row.extent,
    sameTextAs: row.same_text_as,
    revisions: (byArticle.get(row.id) ?? []).map((one) => ({
      title: one.title,
      paragraphs: blocks.parse(JSON.parse(one.body_json)).map(({ text }) => text),
      storedAt: one.stored_at,
    })),
  }));
}
