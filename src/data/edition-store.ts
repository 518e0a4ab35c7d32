import { sql } from 'kysely';
import { formsOf, readWords } from './analyzer.ts';
import { selectHits, toHit } from './article-store.ts';
import type { Database } from './database.ts';
import { isNotHidden, isVisibleTo } from './search-filter.ts';
import { listLanguages } from './search-store.ts';

/** What an edition needs to know of an article before it is chosen: everything but its text. */
export type NewsArticle = ReturnType<typeof toHit> & { seq: number; revision: number };

/** Articles for an edition, the one stored last first; how many there are in all, and the highest seq among them (null: none). */
export type News = { articles: readonly NewsArticle[]; total: number; lastSeq: number | null };

/**
 * The articles that became a server's news after `coveredSeq` (null: all), at most `limit`, the newest, by order of storage: those
 * of every server's, those that it added itself, and those of feeds that it follows; without what its managers removed. One that was
 * stored before and came to the server later, by another feed, is news as of then; one that it had already is not. `total` and
 * `lastSeq` count by when an article became news.
 */
export async function findNews(
  db: Database,
  guildId: string,
  { coveredSeq, limit }: { coveredSeq: number | null; limit: number },
): Promise<News> {
  const after = coveredSeq ?? -1;
  const { rows: newest } = await sql<{ id: string; seq: number }>`
    ${newsOf(guildId, after)} select id, seq from news order by seq desc limit ${limit}`.execute(db);
  const lastSeq = newest[0]?.seq ?? null;
  if (lastSeq === null) return { articles: [], total: 0, lastSeq };
  const rows = await selectHits(db)
    .where(
      'articles.id',
      'in',
      newest.map(({ id }) => id),
    )
    .orderBy('articles.seq', 'desc')
    .execute();
  const articles = rows.map(toNewsArticle);
  // Fewer than asked for are all there are.
  if (newest.length < limit) return { articles, total: newest.length, lastSeq };
  // What is stored between the two queries belongs to the next edition.
  const { rows: counted } = await sql<{ total: number }>`
    ${newsOf(guildId, after)} select count(*) as total from news where seq <= ${lastSeq}`.execute(db);
  return { articles, total: counted[0]?.total ?? articles.length, lastSeq };
}

/**
 * `news` as a table: id and since when (seq) of what a server sees now and did not before. Read by the indexes of what came after,
 * so it costs as much as is new, however much is stored.
 */
function newsOf(guildId: string, after: number) {
  const follows = sql`select feed_id from guild_feeds where guild_id in (${guildId}, '') and state = 'active'`;
  return sql`with since(id, seq) as (
      select id, seq from articles where scope = 'all' and seq > ${after}
      union all
      select article_id, news_seq from article_guilds where guild_id in (${guildId}, '') and news_seq > ${after}
      union all
      select article_id, news_seq from feed_items
      where feed_id in (${follows}) and news_seq > ${after} and article_id is not null
    ), news(id, seq) as (
      select id, min(seq) from since
      where not exists (select 1 from hidden_articles where guild_id = ${guildId} and article_id = since.id)
        and not exists (select 1 from articles where articles.id = since.id and scope = 'all' and seq <= ${after})
        and not exists (
          select 1 from article_guilds
          where article_id = since.id and guild_id in (${guildId}, '') and news_seq <= ${after})
        and not exists (
          select 1 from feed_items as earlier
          where earlier.article_id = since.id and earlier.news_seq <= ${after} and earlier.feed_id in (${follows}))
      group by id
    )`;
}

/** Those of these places in the order of storage that a server sees. */
export async function listSeen(
  db: Database,
  guildId: string,
  seqs: readonly number[],
): Promise<readonly NewsArticle[]> {
  if (seqs.length === 0) return [];
  const rows = await selectHits(db)
    .where('articles.seq', 'in', seqs)
    .where(isVisibleTo(guildId))
    .where(isNotHidden(guildId))
    .orderBy('articles.seq')
    .execute();
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
