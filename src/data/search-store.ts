import { sql } from 'kysely';
import { analyzeText, splitWords } from './analyzer.ts';
import { type Block, selectHits, toHit } from './article-store.ts';
import type { Database } from './database.ts';
import type { PersonTranslation } from './person-texts.ts';
import { type ArticleFilter, conditionsOf, isNotHidden } from './search-filter.ts';
import { matchOf, NOTHING, type TypedWords } from './search-match.ts';
import { type Candidate, foldTwins, gradeTitle, rankCandidates, type Twins } from './search-rank.ts';

export { listLanguages } from './search-match.ts';

/** The search index on SQLite: FTS5 over words that the analyzer made (https://sqlite.org/fts5.html). */

/** A title says what an article is about; a body mentions; an outlet's name lies between. Order of the columns: title, body, outlet. */
const WEIGHTS = sql.raw('10.0, 1.0, 3.0');

/** Of more matches than this the newest are ranked: bm25 takes time for each, and node:sqlite holds the process meanwhile. */
const RANKED_MAX = 500;
/** Of the matches before those, so many of the newest that have the words in their titles. */
const TITLED_MAX = 100;
/** So many of the best have their titles compared with what was typed. */
const GRADED_MAX = 24;

export type SearchFilter = TypedWords & ArticleFilter;

/** A found article, and where else the same text stands. */
export type SearchHit = ReturnType<typeof toHit> & {
  /** Articles with the same text that are not listed for themselves; only in an order of `best`. */
  twins: readonly ReturnType<typeof toHit>[];
};

/**
 * `best`: by relevance and recency (search-rank.ts), titles that hold the words as typed before all others; without words the
 * newest. Articles of one text are one hit. `newest`: by storage alone, for autocomplete.
 */
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

/** The next articles in the order of storage. */
export async function listSeqsAfter(db: Database, seq: number, limit: number) {
  return db.selectFrom('articles').select(['id', 'seq']).where('seq', '>', seq).orderBy('seq').limit(limit).execute();
}

/** The articles that match. Words without a letter or digit match nothing. */
export async function searchArticles(
  db: Database,
  filter: SearchFilter,
  page: SearchPage,
): Promise<readonly SearchHit[]> {
  const match = await matchOf(db, filter);
  if (match === NOTHING) return [];
  if (page.order === 'newest') return listNewest(db, { match, filter, page });
  const ranked = await rankMatches(db, match, filter);
  const groups = match === undefined ? ranked.groups : await liftTitles(db, ranked.groups, splitWords(filter.words));
  const shown = groups.slice(page.offset, page.offset + page.limit);
  const hits = await readGroups(db, shown);
  const missing = page.limit - hits.length;
  if (missing === 0 || ranked.oldest === undefined) return hits;
  // What is left is older than all that was ranked.
  const offset = Math.max(0, page.offset - groups.length);
  const older = { ...page, limit: missing, offset };
  return [...hits, ...(await listNewest(db, { match, filter, page: older, after: ranked }))];
}

/** Whether a manager of that server removed the article from its sight. */
export async function isHiddenFrom(db: Database, id: string, guildId: string): Promise<boolean> {
  const shown = await db.selectFrom('articles').select('id').where('id', '=', id).where(isNotHidden(guildId)).execute();
  return shown.length === 0;
}

/** Whether the filter lets an article pass. */
export async function isAmong(db: Database, id: string, filter: ArticleFilter): Promise<boolean> {
  let rows = db.selectFrom('articles').select('id').where('id', '=', id);
  for (const condition of conditionsOf(filter)) rows = rows.where(condition);
  return (await rows.executeTakeFirst()) !== undefined;
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

type Ranked = {
  groups: readonly Twins[];
  /** The oldest of the newest matches; undefined where all matches are ranked. */
  oldest: number | undefined;
  /** Older ones that are ranked too. */
  titled: readonly number[];
};

async function rankMatches(db: Database, match: string | undefined, filter: SearchFilter): Promise<Ranked> {
  const newest = await selectCandidates(db, { match, filter, limit: RANKED_MAX });
  const oldest = newest.length < RANKED_MAX ? undefined : newest.at(-1)?.seq;
  const titled =
    match === undefined || oldest === undefined || filter.within === 'title'
      ? []
      : await selectCandidates(db, { match: `{title} : ${match}`, filter, limit: TITLED_MAX, before: oldest });
  const groups = foldTwins(rankCandidates([...newest, ...titled]));
  return { groups, oldest, titled: titled.map(({ seq }) => seq) };
}

type Selection = { match: string | undefined; filter: SearchFilter; limit: number; before?: number };

/** The newest matches with what ranks them. FTS5 gives them by rowid, the newest first, and counts bm25 for no other. */
async function selectCandidates(db: Database, wanted: Selection): Promise<readonly Candidate[]> {
  const { match, filter, limit, before } = wanted;
  const seq = match === undefined ? sql`articles.seq` : sql`article_words.rowid`;
  const conditions = [
    ...(match === undefined ? [] : [sql<boolean>`article_words match ${match}`]),
    ...(before === undefined ? [] : [sql<boolean>`${seq} < ${before}`]),
    ...conditionsOf(filter),
  ];
  const { rows } = await sql<Candidate>`
    select ${seq} as seq, articles.id, articles.same_text_as as "twinOf",
      coalesce(articles.published_at, unixepoch(articles.published_on) * 1000, articles.stored_at) as at,
      ${match === undefined ? sql`null` : sql`bm25(article_words, ${WEIGHTS})`} as bm25
    from ${match === undefined ? sql`articles` : sql`article_words cross join articles on articles.seq = article_words.rowid`}
    ${conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`}
    order by ${seq} desc limit ${limit}`.execute(db);
  return rows;
}

/** Titles that hold the words as typed come first, before them those that are these words and nothing else. */
async function liftTitles(db: Database, groups: readonly Twins[], typed: readonly string[]): Promise<readonly Twins[]> {
  const best = groups.slice(0, GRADED_MAX);
  const { rows } = await sql<{ seq: number; title: string }>`
    select articles.seq, revisions.title
    from articles join revisions on revisions.article_id = articles.id and revisions.revision = articles.revision
    where articles.seq in ${listOf(best.map(({ first }) => first.seq))}`.execute(db);
  const grades = new Map(rows.map(({ seq, title }) => [seq, gradeTitle(title, typed)]));
  const gradeOf = ({ first }: Twins) => grades.get(first.seq) ?? 0;
  return [...best.toSorted((a, b) => gradeOf(b) - gradeOf(a)), ...groups.slice(GRADED_MAX)];
}

/** Numbers for `in`, as one value: a statement of its own for each length of the list would be prepared each time. */
function listOf(seqs: readonly number[]) {
  return sql`(select value from json_each(${JSON.stringify(seqs)}))`;
}

async function readGroups(db: Database, groups: readonly Twins[]): Promise<readonly SearchHit[]> {
  const seqs = groups.flatMap(({ first, others }) => [first.seq, ...others.map(({ seq }) => seq)]);
  if (seqs.length === 0) return [];
  const rows = await selectHits(db)
    .where(sql<boolean>`articles.seq in ${listOf(seqs)}`)
    .execute();
  const bySeq = new Map(rows.map((row) => [row.seq, toHit(row)]));
  return groups.flatMap(({ first, others }) => {
    const hit = bySeq.get(first.seq);
    return hit ? [{ ...hit, twins: others.flatMap(({ seq }) => bySeq.get(seq) ?? []) }] : [];
  });
}

type Listing = { match: string | undefined; filter: SearchFilter; page: SearchPage; after?: Ranked };

async function listNewest(db: Database, { match, filter, page, after }: Listing): Promise<readonly SearchHit[]> {
  let rows = selectHits(db);
  for (const condition of conditionsOf(filter)) rows = rows.where(condition);
  if (match !== undefined)
    rows = rows
      .innerJoin(sql<{ rowid: number }>`article_words`.as('article_words'), (join) =>
        join.on(sql<boolean>`article_words.rowid = articles.seq`),
      )
      .where(sql<boolean>`article_words match ${match}`);
  // By the rowid of the index where there is one: FTS5 then gives the newest first without a sort.
  const newest = match === undefined ? sql`articles.seq` : sql`article_words.rowid`;
  if (after?.oldest !== undefined) {
    rows = rows.where(sql<boolean>`${newest} < ${after.oldest}`);
    if (after.titled.length > 0) rows = rows.where(sql<boolean>`${newest} not in ${listOf(after.titled)}`);
  }
  const hits = await rows.orderBy(newest, 'desc').limit(page.limit).offset(page.offset).execute();
  return hits.map((row) => ({ ...toHit(row), twins: [] }));
}
