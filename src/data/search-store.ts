import { type RawBuilder, sql } from 'kysely';
import { analyzeText, splitWords, variantsOf } from './analyzer.ts';
import { type Block, selectHits, toHit } from './article-store.ts';
import type { Database } from './database.ts';

/** The search index on SQLite: FTS5 over words that the analyzer made (https://sqlite.org/fts5.html). */

/** More words than this say nothing more; FTS5 would take time for each. */
const MAX_WORDS = 32;

/** A title says what an article is about; a body mentions; an outlet's name lies between. Order of the columns: title, body, outlet. */
const WEIGHTS = sql.raw('10.0, 1.0, 3.0');

export type SearchQuery = {
  /** What was typed; blank: no words. */
  words: string;
  /** The last word may be the beginning of one. */
  prefix: boolean;
  /** Where the words must stand: anywhere, or in the title. */
  within?: 'title';
  outletIds?: readonly string[];
  /** ISO day. */
  since?: string;
  /** A primary tag finds its regional ones too. */
  language?: string;
  limit: number;
  offset: number;
};

type Indexed = { seq: number; title: string; body: readonly Block[]; language: string; outletNames: readonly string[] };

/** Puts an article's words into the index in place of those of its earlier revision. */
export async function indexArticle(db: Database, article: Indexed): Promise<void> {
  const { seq, language } = article;
  const title = analyzeText(article.title, language);
  const body = analyzeText(article.body.map((block) => block.text).join('\n'), language);
  const outlet = analyzeText(article.outletNames.join('\n'), language);
  await sql`delete from article_words where rowid = ${seq}`.execute(db);
  await sql`insert into article_words (rowid, title, body, outlet) values (${seq}, ${title}, ${body}, ${outlet})`.execute(
    db,
  );
}

/** The articles that match: best first and, equal or without words, newest first. `total` counts all. Words with no letter or digit match nothing. */
export async function searchArticles(db: Database, query: SearchQuery) {
  const words = splitWords(query.words).slice(0, MAX_WORDS);
  if (words.length === 0 && query.words.trim() !== '') return { hits: [], total: 0 };
  const match = words.length > 0 ? matchExpression(words, await listLanguages(db), query) : undefined;
  let rows = selectHits(db);
  let count = db.selectFrom('articles').select((of) => of.fn.countAll<number>().as('n'));
  for (const condition of conditionsOf(query)) {
    rows = rows.where(condition);
    count = count.where(condition);
  }
  if (match !== undefined) {
    rows = rows
      .innerJoin(sql<{ rowid: number; rank: number }>`article_words`.as('article_words'), (join) =>
        join.on(sql<boolean>`article_words.rowid = articles.seq`),
      )
      .where(sql<boolean>`article_words match ${match}`)
      .orderBy(sql`bm25(article_words, ${WEIGHTS})`);
    count = count.where(
      sql<boolean>`articles.seq in (select rowid from article_words where article_words match ${match})`,
    );
  }
  const hits = await rows.orderBy('articles.seq', 'desc').limit(query.limit).offset(query.offset).execute();
  const { n } = await count.executeTakeFirstOrThrow();
  return { hits: hits.map(toHit), total: n };
}

/** The languages that have articles. Walks the index from one language to the next, so it costs the same for any number of articles. */
export async function listLanguages(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ language: string }>`
    with recursive known(language) as (
      select min(language) from articles
      union all
      select (select min(articles.language) from articles where articles.language > known.language)
      from known where known.language is not null
    )
    select language from known where language is not null`.execute(db);
  return rows.map((row) => row.language);
}

/** FTS5 syntax for: every word, in any of its forms. Each form is a quoted string, and the analyzer leaves letters and digits only. */
function matchExpression(words: readonly string[], languages: readonly string[], query: SearchQuery): string {
  const all = words.map((word, i) => {
    const forms = variantsOf(word, languages).map((form) => `"${form.replaceAll('"', '""')}"`);
    if (query.prefix && i === words.length - 1) forms.push(`"${word.replaceAll('"', '""')}" *`);
    return `(${forms.join(' OR ')})`;
  });
  return `${query.within === 'title' ? '{title} : ' : ''}(${all.join(' AND ')})`;
}

function conditionsOf(query: SearchQuery): readonly RawBuilder<boolean>[] {
  const { outletIds, since, language } = query;
  const conditions: RawBuilder<boolean>[] = [];
  if (outletIds)
    conditions.push(
      outletIds.length > 0 ? sql<boolean>`articles.outlet_id in (${sql.join(outletIds)})` : sql<boolean>`0 = 1`,
    );
  if (language !== undefined)
    conditions.push(
      sql<boolean>`(articles.language = ${language} or substr(articles.language, 1, ${language.length + 1}) = ${`${language}-`})`,
    );
  if (since !== undefined) {
    const dayMs = Date.parse(`${since}T00:00:00Z`);
    conditions.push(
      sql<boolean>`(articles.published_on >= ${since} or (articles.published_on is null and coalesce(articles.published_at, articles.stored_at) >= ${dayMs}))`,
    );
  }
  return conditions;
}
