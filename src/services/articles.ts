import type { Article } from '../data/article-store.ts';

export type { Article, Block, Outlet, OutletKind } from '../data/article-store.ts';

export type ArticleQuery = {
  /** Words in the title, body or outlet's name; blind to case, accents and endings. Empty: everything. */
  words?: string;
  /** Part of an outlet's name. */
  outlet?: string;
  /** ISO day: published (or, with no date known, stored) on it or later. */
  since?: string;
  language?: string;
  limit: number;
  offset?: number;
};

export type ArticleHit = Pick<
  Article,
  'id' | 'title' | 'language' | 'outlet' | 'publishedAt' | 'publishedOn' | 'storedAt'
>;

/** Finding stored articles. */
export type Articles = {
  /** The newest stored article; undefined when there is none. */
  findLatest(): Promise<Article | undefined>;
  /** By id (what autocomplete sends); undefined when there is none. */
  find(id: string): Promise<Article | undefined>;
  /** By id, or by exact title, or the best match of the words: what a member typed into an `article` option. */
  resolve(query: string): Promise<Article | undefined>;
  /** Newest first without words, best match first with words. `total` counts all that match. */
  search(query: ArticleQuery): Promise<{ hits: readonly ArticleHit[]; total: number }>;
  /** At most `limit` for autocomplete: the newest for an empty `typed`. */
  suggest(typed: string, limit: number): Promise<readonly ArticleHit[]>;
  /** Names of outlets that have articles, for autocomplete. */
  suggestOutlets(typed: string, limit: number): Promise<readonly string[]>;
};
