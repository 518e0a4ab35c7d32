import { foldText } from '../data/analyzer.ts';
import { type Article, findArticle, findLatestArticle } from '../data/article-store.ts';
import type { Database } from '../data/database.ts';
import { listOutletsWithArticles } from '../data/outlet-store.ts';
import { countArticles, searchArticles, type SearchFilter } from '../data/search-store.ts';
import { ID_PATTERN } from '../ids.ts';

export { NO_ORIGIN } from '../data/article-store.ts';
export type { Article, Block, Outlet, OutletKind } from '../data/article-store.ts';

export type ArticleQuery = {
  /** Words in the title, body, a person's translation or the outlet's name; blind to case, accents and endings. Empty: everything. */
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

/** So many of the best title matches are compared with what was typed. */
const TITLES_COMPARED = 25;

/** The stored articles of `db`. */
export function createArticles({ db }: { db: Database }): Articles {
  const find = (id: string) => (ID_PATTERN.test(id) ? findArticle(db, id) : Promise.resolve(undefined));
  return {
    findLatest: () => findLatestArticle(db),
    find,
    async resolve(query) {
      const wanted = query.trim();
      if (wanted === '') return undefined;
      const byId = await find(wanted.toLowerCase());
      if (byId) return byId;
      const id = (await matchTitle(db, wanted)) ?? (await matchBest(db, wanted));
      return id === undefined ? undefined : findArticle(db, id);
    },
    async search({ words = '', outlet, limit, offset = 0, ...rest }) {
      const outletIds = outlet?.trim() ? await matchOutlets(db, outlet) : undefined;
      const filter: SearchFilter = { ...rest, words, prefix: false, ...(outletIds && { outletIds }) };
      const hits = await searchArticles(db, filter, { order: 'best', limit, offset });
      return { hits, total: await countArticles(db, filter) };
    },
    async suggest(typed, limit) {
      // By place and date, not by rank: it runs at every letter, and ranking all that begins with one takes 100 times as long.
      const page = { order: 'newest', limit, offset: 0 } as const;
      const inTitle = await searchArticles(db, { words: typed, prefix: true, within: 'title' }, page);
      if (inTitle.length >= limit || typed.trim() === '') return inTitle;
      const anywhere = await searchArticles(db, { words: typed, prefix: true }, page);
      const known = new Set(inTitle.map((hit) => hit.id));
      return [...inTitle, ...anywhere.filter((hit) => !known.has(hit.id))].slice(0, limit);
    },
    async suggestOutlets(typed, limit) {
      const wanted = foldText(typed.trim());
      const names = (await listOutletsWithArticles(db)).map(({ name }) => name);
      return names.filter((name) => foldText(name).includes(wanted)).slice(0, limit);
    },
  };
}

/** The article whose title is what was typed, but for case and accents; the newest where several are. */
async function matchTitle(db: Database, typed: string): Promise<string | undefined> {
  const filter: SearchFilter = { words: typed, prefix: false, within: 'title' };
  const hits = await searchArticles(db, filter, { order: 'best', limit: TITLES_COMPARED, offset: 0 });
  return hits.find((hit) => foldText(hit.title) === foldText(typed))?.id;
}

/** The best match of whole words; of words still being typed, where there is none. */
async function matchBest(db: Database, words: string): Promise<string | undefined> {
  for (const prefix of [false, true]) {
    const [best] = await searchArticles(db, { words, prefix }, { order: 'best', limit: 1, offset: 0 });
    if (best) return best.id;
  }
  return undefined;
}

/** The ids of the outlets with articles whose name, or another name of theirs, holds what was typed. */
async function matchOutlets(db: Database, typed: string): Promise<readonly string[]> {
  const wanted = foldText(typed.trim());
  const outlets = await listOutletsWithArticles(db);
  return outlets
    .filter(({ name, names }) => [name, ...names].some((one) => foldText(one).includes(wanted)))
    .map(({ id }) => id);
}
