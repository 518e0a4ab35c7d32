import { type RawBuilder, sql } from 'kysely';
import { analyzeText, splitWords, variantsOf } from './analyzer.ts';
import { type Block, selectHits, toHit } from './article-store.ts';
import type { Database } from './database.ts';
import type { PersonTranslation } from './person-texts.ts';

/** The search index on SQLite: FTS5 over words that the analyzer made (https://sqlite.org/fts5.html). */

/** More words than this say nothing more; FTS5 would take time for each. */
const MAX_WORDS = 32;

/** A title says what an article is about; a body mentions; an outlet's name lies between. Order of the columns: title, body, outlet. */
const WEIGHTS = sql.raw('10.0, 1.0, 3.0');

/** Of more matches than this the newest are ranked: bm25 takes time for each, and node:sqlite holds the process meanwhile. */
const RANKED_MAX = 500;

export type SearchFilter = {
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
};

/** `best`: by the words, and of equals the newest; without words the newest, as always with `newest`. */
export type SearchPage = { order: 'best' | 'newest'; limit: number; offset: number };

type Indexed = {
  seq: number;
  title: string;
  body: readonly Block[];
  language: string;
  outletNames: readonly string[];
  /** People's translations of this revision: a reader searches in their own language too. */
  translations: readonly PersonTranslation[];
};

/** Puts an article's words into the index in place of those that it had before. */
export async function indexArticle(db: Database, article: Indexed): Promise<void> {
  const { seq, language } = article;
  const title = analyzeText(article.title, language);
  const body = [
    analyzeText(article.body.map((block) => block.text).join('\n'), language),
    ...article.translations.map(({ language: theirs, translation }) =>
      analyzeText([translation.title, ...translation.body].join('\n'), theirs),
    ),
  ].join(' ');
  const outlet = analyzeText(article.outletNames.join('\n'), language);
  await sql`delete from article_words where rowid = ${seq}`.execute(db);
  await sql`insert into article_words (rowid, title, body, outlet) values (${seq}, ${title}, ${body}, ${outlet})`.execute(
    db,
  );
}

/** The articles that match. Words without a letter or digit match nothing. */
export async function searchArticles(db: Database, filter: SearchFilter, page: SearchPage) {
  const match = await matchOf(db, filter);
  if (match === NOTHING) return [];
  let rows = selectHits(db);
  for (const condition of conditionsOf(filter)) rows = rows.where(condition);
  if (match !== undefined)
    rows = rows
      .innerJoin(sql<{ rowid: number }>`article_words`.as('article_words'), (join) =>
        join.on(sql<boolean>`article_words.rowid = articles.seq`),
      )
      .where(sql<boolean>`article_words match ${match}`);
  if (match !== undefined && page.order === 'best') {
    const oldest = await findOldestRanked(db, match, filter);
    rows = rows.where(sql<boolean>`article_words.rowid >= ${oldest}`).orderBy(sql`bm25(article_words, ${WEIGHTS})`);
  }
  // By the rowid of the index where there is one: FTS5 then gives the newest first without a sort.
  const newest = match === undefined ? sql`articles.seq` : sql`article_words.rowid`;
  const hits = await rows.orderBy(newest, 'desc').limit(page.limit).offset(page.offset).execute();
  return hits.map(toHit);
}

/** How many articles match. */
export async function countArticles(db: Database, filter: SearchFilter): Promise<number> {
  const match = await matchOf(db, filter);
  if (match === NOTHING) return 0;
  let count = db.selectFrom('articles').select((of) => of.fn.countAll<number>().as('n'));
  for (const condition of conditionsOf(filter)) count = count.where(condition);
  if (match !== undefined)
    count = count.where(
      sql<boolean>`articles.seq in (select rowid from article_words where article_words match ${match})`,
    );
  return (await count.executeTakeFirstOrThrow()).n;
}

async function findOldestRanked(db: Database, match: string, filter: SearchFilter): Promise<number> {
  const conditions = [sql<boolean>`article_words match ${match}`, ...conditionsOf(filter)];
  const { rows } = await sql<{ seq: number }>`
    select article_words.rowid as seq
    from article_words join articles on articles.seq = article_words.rowid
    where ${sql.join(conditions, sql` and `)}
    order by article_words.rowid desc limit 1 offset ${RANKED_MAX - 1}`.execute(db);
  return rows[0]?.seq ?? 0;
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

/** Something was typed, but no word. */
const NOTHING = Symbol('nothing');

async function matchOf(db: Database, filter: SearchFilter): Promise<string | undefined | typeof NOTHING> {
  if (filter.words.trim() === '') return undefined;
  const words = splitWords(filter.words).slice(0, MAX_WORDS);
  return words.length === 0 ? NOTHING : matchExpression(words, await listLanguages(db), filter);
}

/** FTS5 syntax for: every word, in any of its forms. Each form is a quoted string, and the analyzer leaves letters and digits only. */
function matchExpression(words: readonly string[], languages: readonly string[], filter: SearchFilter): string {
  const all = words.map((word, i) => {
    const forms = variantsOf(word, languages).map(quote);
    // The stem of a word half typed is another word's: only what was typed counts as a beginning.
    if (filter.prefix && i === words.length - 1) forms.push(`${quote(word)} *`);
    return `(${forms.join(' OR ')})`;
  });
  return `${filter.within === 'title' ? '{title} : ' : ''}(${all.join(' AND ')})`;
}

function quote(form: string): string {
  return `"${form.replaceAll('"', '""')}"`;
}

function conditionsOf(filter: SearchFilter): readonly RawBuilder<boolean>[] {
  const { outletIds, since, language } = filter;
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
