import { foldText } from '../data/analyzer.ts';
import { type Article, findArticle } from '../data/article-store.ts';
import { findAtAddress } from '../data/article-address.ts';
import type { Database } from '../data/database.ts';
import { listOutletsWithArticles } from '../data/outlet-store.ts';
import {
  countArticles,
  isAmong,
  isHiddenFrom,
  searchArticles,
  type SearchFilter,
  type SearchPage,
} from '../data/search-store.ts';
import { STATE_KINDS } from '../data/outlet-kinds.ts';
import { ID_PATTERN } from '../ids.ts';
import { addressKey, isFrontPage } from './ingest/address-key.ts';
import { readSettings } from './settings.ts';

export { NO_ORIGIN } from '../data/article-store.ts';
export type { Article, Block, Outlet } from '../data/article-store.ts';
export type { OutletKind } from '../data/outlet-kinds.ts';

export type ArticleQuery = {
  /** Words in the title, body, a person's translation or the outlet's name; blind to case, accents and endings. Empty: everything. */
  words?: string;
  /** Part of an outlet's name. */
  outlet?: string;
  /** ISO days, both included: published (or, with no date known, stored) from the first to the last. */
  since?: string;
  until?: string;
  language?: string;
  /** The id of a feed: what was stored from it. */
  feed?: string;
  /** What this server may see, and its source policy does not block; empty: what every server may. Left out: everything that is stored. */
  guildId?: string;
  /** Nothing that the server's source policy shows on request alone either. */
  openOnly?: boolean;
  limit: number;
  offset?: number;
};

export type ArticleHit = Pick<
  Article,
  'id' | 'title' | 'language' | 'outlet' | 'publishedAt' | 'publishedOn' | 'storedAt'
>;

/** A found article, and those with the same text that are not listed for themselves. */
export type FoundArticle = ArticleHit & { twins: readonly ArticleHit[] };

/** Finding stored articles. `guildId`, wherever it stands, is that of ArticleQuery. */
export type Articles = {
  /** The newest stored article; undefined when there is none. */
  findLatest(guildId?: string): Promise<Article | undefined>;
  /** By id (what autocomplete sends), whoever asks; undefined when there is none, or where that server removed it from its sight. */
  find(id: string, guildId?: string): Promise<Article | undefined>;
  /** By id, where a search of that server would find it: what is named beside an article comes from here. */
  findSeen(id: string, guildId: string): Promise<Article | undefined>;
  /**
   * By id, or by exact title, or the best match of the words: what a member typed into an `article` option. An id finds what the
   * server has not hidden, be it from another server's feed: old messages name articles so.
   */
  resolve(query: string, guildId?: string): Promise<Article | undefined>;
  /** The one at an address of the web, however it is spelled, that the server sees; undefined where it is not stored in full. */
  findAt(address: string, guildId: string): Promise<Article | undefined>;
  /** Newest first without words; with words by relevance and recency. `total` counts all that match, twins included. */
  search(query: ArticleQuery): Promise<{ hits: readonly FoundArticle[]; total: number }>;
  /** At most `limit` for autocomplete: the newest for an empty `typed`. */
  suggest(typed: string, limit: number, guildId?: string): Promise<readonly ArticleHit[]>;
  /** Names of outlets that have articles which that server sees, for autocomplete. */
  suggestOutlets(typed: string, limit: number, guildId: string): Promise<readonly string[]>;
};

/** So many of the best title matches are compared with what was typed. */
const TITLES_COMPARED = 25;

/** The stored articles of `db`. */
export function createArticles({ db }: { db: Database }): Articles {
  const find = async (id: string, guildId?: string) => {
    const article = ID_PATTERN.test(id) ? await findArticle(db, id) : undefined;
    return article && guildId !== undefined && (await isHiddenFrom(db, id, guildId)) ? undefined : article;
  };
  return {
    async findLatest(guildId) {
      const [latest] = await searchArticles(db, { words: '', prefix: false, ...(await seenBy(db, guildId)) }, NEWEST);
      return latest && findArticle(db, latest.id);
    },
    find,
    async findSeen(id, guildId) {
      const isSeen = ID_PATTERN.test(id) && (await isAmong(db, id, await seenBy(db, guildId)));
      return isSeen ? findArticle(db, id) : undefined;
    },
    async resolve(query, guildId) {
      const wanted = query.trim();
      if (wanted === '') return undefined;
      const byId = await find(wanted.toLowerCase());
      if (byId) return guildId !== undefined && (await isHiddenFrom(db, byId.id, guildId)) ? undefined : byId;
      const seen = await seenBy(db, guildId);
      const id = (await matchTitle(db, wanted, seen)) ?? (await matchBest(db, wanted, seen));
      return id === undefined ? undefined : findArticle(db, id);
    },
    async findAt(address, guildId) {
      const key = addressKey(address);
      // A front page shows other news every day.
      const id = key === null || isFrontPage(key) ? undefined : await findAtAddress(db, key, guildId);
      return id === undefined ? undefined : findArticle(db, id);
    },
    async search({ words = '', outlet, feed, guildId, openOnly = false, limit, offset = 0, ...rest }) {
      const outletIds = outlet?.trim() ? await matchOutlets(db, outlet) : undefined;
      const filter: SearchFilter = {
        ...rest,
        words,
        prefix: false,
        ...(outletIds && { outletIds }),
        ...(feed !== undefined && { feedId: feed }),
        ...(await seenBy(db, guildId, openOnly)),
      };
      const hits = await searchArticles(db, filter, { order: 'best', limit, offset });
      return { hits, total: await countArticles(db, filter) };
    },
    async suggest(typed, limit, guildId) {
      // By place and date, not by rank: it runs at every letter, and ranking all that begins with one takes 100 times as long.
      const page = { ...NEWEST, limit };
      const filter = { words: typed, prefix: true, ...(await seenBy(db, guildId)) };
      const inTitle = await searchArticles(db, { ...filter, within: 'title' }, page);
      if (inTitle.length >= limit || typed.trim() === '') return inTitle;
      const anywhere = await searchArticles(db, filter, page);
      const known = new Set(inTitle.map((hit) => hit.id));
      return [...inTitle, ...anywhere.filter((hit) => !known.has(hit.id))].slice(0, limit);
    },
    async suggestOutlets(typed, limit, guildId) {
      const wanted = foldText(typed.trim());
      const fit = (await listOutletsWithArticles(db)).filter(({ name }) => foldText(name).includes(wanted));
      // Of these alone it is seen whether the server sees an article: it runs at every letter.
      const filter = { ...(await seenBy(db, guildId)), outletIds: fit.map(({ id }) => id) };
      const seen = fit.length === 0 ? [] : await listOutletsWithArticles(db, filter);
      return seen.map(({ name }) => name).slice(0, limit);
    },
  };
}

const NEWEST: SearchPage = { order: 'newest', limit: 1, offset: 0 };

type Seen = Pick<SearchFilter, 'visibleTo' | 'withoutKinds'>;

/** What a server may see and does not block; with `openOnly` nothing either that it shows on request alone. */
async function seenBy(db: Database, guildId: string | undefined, openOnly = false): Promise<Seen> {
  if (guildId === undefined) return {};
  const { sourcePolicy } = await readSettings(db, guildId);
  const isLeftOut = sourcePolicy === 'blocked' || (openOnly && sourcePolicy === 'opt-in');
  return { visibleTo: guildId, ...(isLeftOut && { withoutKinds: STATE_KINDS }) };
}

/** The article whose title is what was typed, but for case and accents; the newest where several are. */
async function matchTitle(db: Database, typed: string, seen: Seen): Promise<string | undefined> {
  const filter: SearchFilter = { words: typed, prefix: false, within: 'title', ...seen };
  const hits = await searchArticles(db, filter, { order: 'best', limit: TITLES_COMPARED, offset: 0 });
  return hits.find((hit) => foldText(hit.title) === foldText(typed))?.id;
}

/** The best match of whole words; of words still being typed, where there is none. */
async function matchBest(db: Database, words: string, seen: Seen): Promise<string | undefined> {
  for (const prefix of [false, true]) {
    const [best] = await searchArticles(db, { words, prefix, ...seen }, { order: 'best', limit: 1, offset: 0 });
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
