import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { Database } from './database.ts';
import { OUTLET_KINDS, type OutletKind } from './outlet-kinds.ts';
import type { Schema } from './schema.ts';

/** A paragraph is numbered from 1 and can be evidence; an inter-title is neither. The title is paragraph 0. */
export type Block = { kind: 'paragraph'; n: number; text: string } | { kind: 'heading'; text: string };

export type Outlet = {
  id: string;
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  owner: string | null;
  kind: OutletKind;
  citation: string | null;
  citationUrl: string | null;
  statedOn: string | null;
};

/** What the source did not say and we concluded, with the ground. */
export type Inference = { field: 'outlet' | 'publishedOn' | 'language'; ground: string };

/** What an article brings along from where it was read. */
export type ArticleOrigin = {
  author: string | null;
  /** The lead picture, at its own address, with its own description where it has one. */
  image: { url: string; alt: string | null } | null;
  /** Epoch milliseconds: when the outlet says that it changed the text. */
  modifiedAt: number | null;
  /** `excerpt`: what a feed gives where the page could not be read in full. */
  extent: 'full' | 'excerpt';
  /** What the page said of itself when it was read. */
  access: 'open' | 'paywall' | 'consent' | 'login';
  /** The id of the article stored first with the same text. */
  sameTextAs: string | null;
};

/** Of an article that came as text alone. */
export const NO_ORIGIN: ArticleOrigin = {
  author: null,
  image: null,
  modifiedAt: null,
  extent: 'full',
  access: 'open',
  sameTextAs: null,
};

export type Article = ArticleOrigin & {
  id: string;
  /** Order of storage. */
  seq: number;
  revision: number;
  title: string;
  body: readonly Block[];
  /** BCP 47. */
  language: string;
  outlet: Outlet | null;
  url: string | null;
  /** Epoch milliseconds, where the hour is known. */
  publishedAt: number | null;
  /** ISO calendar day, where only the day is. */
  publishedOn: string | null;
  inferred: readonly Inference[];
  storedAt: number;
};

/** A revision's own part of an article: what a change of the text replaces. */
export type ArticleContent = Omit<ArticleOrigin, 'sameTextAs'> & {
  title: string;
  body: readonly Block[];
  /** Of title and body: tells a repeat from a revision. */
  contentHash: string;
  language: string;
  outletId: string | null;
  url: string | null;
  publishedAt: number | null;
  publishedOn: string | null;
  inferred: readonly Inference[];
  /** The address without what does not tell one text from another. */
  addressKey: string | null;
  /** A hash of the folded text: the same wire text on two sites has the same. */
  textKey: string | null;
  /** `all`: every server's news. One that is so stays so. */
  scope: 'all' | 'some';
};

export type ArticleKey = { id: string; seq: number; revision: number; title: string; contentHash: string };

const blocks = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('paragraph'), n: z.number(), text: z.string() }),
    z.object({ kind: z.literal('heading'), text: z.string() }),
  ]),
);
const inferences = z.array(z.object({ field: z.enum(['outlet', 'publishedOn', 'language']), ground: z.string() }));
const outletKind = z.enum(OUTLET_KINDS).catch('unknown');
const picture = z.object({ url: z.string(), alt: z.string().nullable() });

/** The current revision of the article with this id; undefined when there is none. */
export async function findArticle(db: Database, id: string): Promise<Article | undefined> {
  const row = await selectArticles(db).where('articles.id', '=', id).executeTakeFirst();
  return row && toArticle(row);
}

/** The current revisions of the articles with these ids, by id; what is not stored is absent. */
export async function findArticles(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Article>> {
  if (ids.length === 0) return new Map();
  const rows = await selectArticles(db).where('articles.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, toArticle(row)]));
}

/** The stored article that `by` names, with what decides between repeat and revision; the first stored where several match. */
export async function findArticleKey(
  db: Database,
  by: { id: string } | { url: string } | { contentHash: string },
): Promise<ArticleKey | undefined> {
  const query = selectKeys(db);
  if ('id' in by) return query.where('articles.id', '=', by.id).executeTakeFirst();
  if ('url' in by) return query.where('articles.url', '=', by.url).orderBy('articles.seq').executeTakeFirst();
  return query.where('articles.content_hash', '=', by.contentHash).orderBy('articles.seq').executeTakeFirst();
}

/** Stores a new article as its revision 1. Its search words are the caller's to index, in the same transaction. */
export async function insertArticle(
  db: Database,
  id: string,
  content: ArticleContent,
  storedAt: number,
): Promise<ArticleKey> {
  const { seq } = await db
    .insertInto('articles')
    .values({ id, ...toColumns(content), scope: content.scope, revision: 1, stored_at: storedAt })
    .returning('seq')
    .executeTakeFirstOrThrow();
  await insertRevision(db, id, 1, content, storedAt);
  return { id, seq, revision: 1, title: content.title, contentHash: content.contentHash };
}

/** Makes `content` the current revision of a stored article; the earlier ones stay, as does its place in the order of storage. */
export async function reviseArticle(
  db: Database,
  before: ArticleKey,
  content: ArticleContent,
  storedAt: number,
): Promise<ArticleKey> {
  const revision = before.revision + 1;
  await db
    .updateTable('articles')
    .set({ ...toColumns(content), revision, ...(content.scope === 'all' && { scope: content.scope }) })
    .where('id', '=', before.id)
    .execute();
  await insertRevision(db, before.id, revision, content, storedAt);
  return { ...before, revision, title: content.title, contentHash: content.contentHash };
}

async function insertRevision(db: Database, id: string, revision: number, content: ArticleContent, storedAt: number) {
  await db
    .insertInto('revisions')
    .values({
      article_id: id,
      revision,
      title: content.title,
      body_json: JSON.stringify(content.body),
      content_hash: content.contentHash,
      stored_at: storedAt,
    })
    .execute();
}

function toColumns(content: ArticleContent) {
  return {
    outlet_id: content.outletId,
    url: content.url,
    language: content.language,
    published_at: content.publishedAt,
    published_on: content.publishedOn,
    inferred_json: JSON.stringify(content.inferred),
    content_hash: content.contentHash,
    author: content.author,
    image_json: content.image && JSON.stringify(content.image),
    modified_at: content.modifiedAt,
    extent: content.extent,
    access: content.access,
    address_key: content.addressKey,
    text_key: content.textKey,
  };
}

/** The columns of a hit, everything of an article but its text and what was inferred: the base of lists and searches. */
export function selectHits(db: Kysely<Schema>) {
  return db
    .selectFrom('articles')
    .innerJoin('revisions', (join) =>
      join.onRef('revisions.article_id', '=', 'articles.id').onRef('revisions.revision', '=', 'articles.revision'),
    )
    .leftJoin('outlets', 'outlets.id', 'articles.outlet_id')
    .select([
      'articles.id',
      'articles.seq',
      'articles.revision',
      'revisions.title',
      'articles.language',
      'articles.published_at',
      'articles.published_on',
      'articles.stored_at',
      'outlets.id as outlet_id',
      'outlets.name',
      'outlets.country',
      'outlets.owner',
      'outlets.kind',
      'outlets.citation',
      'outlets.citation_url',
      'outlets.stated_on',
    ]);
}

type HitRow = Awaited<ReturnType<ReturnType<typeof selectHits>['executeTakeFirstOrThrow']>>;

/** A row of `selectHits` as the newsroom sees it. */
export function toHit(row: HitRow) {
  return {
    id: row.id,
    title: row.title,
    language: row.language,
    outlet: toOutlet(row),
    publishedAt: row.published_at,
    publishedOn: row.published_on,
    storedAt: row.stored_at,
  };
}

function selectArticles(db: Database) {
  return selectHits(db).select([
    'articles.url',
    'articles.inferred_json',
    'revisions.body_json',
    'articles.author',
    'articles.image_json',
    'articles.modified_at',
    'articles.extent',
    'articles.access',
    'articles.same_text_as',
  ]);
}

function selectKeys(db: Database) {
  return selectHits(db)
    .clearSelect()
    .select([
      'articles.id',
      'articles.seq',
      'articles.revision',
      'revisions.title',
      'articles.content_hash as contentHash',
    ]);
}

type ArticleRow = Awaited<ReturnType<ReturnType<typeof selectArticles>['executeTakeFirstOrThrow']>>;

function toArticle(row: ArticleRow): Article {
  return {
    ...toHit(row),
    seq: row.seq,
    revision: row.revision,
    body: blocks.parse(JSON.parse(row.body_json)),
    url: row.url,
    inferred: inferences.parse(JSON.parse(row.inferred_json)),
    author: row.author,
    image: row.image_json === null ? null : picture.parse(JSON.parse(row.image_json)),
    modifiedAt: row.modified_at,
    extent: row.extent,
    access: row.access,
    sameTextAs: row.same_text_as,
  };
}

function toOutlet(row: HitRow): Outlet | null {
  if (row.outlet_id === null || row.name === null) return null;
  return {
    id: row.outlet_id,
    name: row.name,
    country: row.country,
    owner: row.owner,
    kind: outletKind.parse(row.kind),
    citation: row.citation,
    citationUrl: row.citation_url,
    statedOn: row.stated_on,
  };
}
