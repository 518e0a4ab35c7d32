import type { Generated } from 'kysely';

export type ArticleTable = {
  /** Order of storage: the only meaning of "newest", never shown. */
  seq: Generated<number>;
  id: string;
  outlet_id: string | null;
  url: string | null;
  language: string;
  published_at: number | null;
  /** ISO calendar day, where the hour is not known. */
  published_on: string | null;
  /** [{field, ground}]: what was inferred and why. */
  inferred_json: string;
  revision: number;
  /** SHA-256 of title and body: tells a repeat from a revision. */
  content_hash: string;
  stored_at: number;
  author: string | null;
  /** {url, alt}: the lead image. */
  image_json: string | null;
  /** When the outlet says that it changed the text. */
  modified_at: number | null;
  /** `excerpt`: what a feed gives where the page could not be read in full. */
  extent: Generated<'full' | 'excerpt'>;
  /** What the page said of itself when it was read. */
  access: Generated<'open' | 'paywall' | 'consent' | 'login'>;
  /** The address without what does not tell one text from another: tells a repeat. */
  address_key: string | null;
  /** Hash of the folded text: the same wire text on two sites has the same. */
  text_key: string | null;
  /** The article stored first with the same text. */
  same_text_as: string | null;
  /** `all`: every server's news. `some`: that of the servers in article_guilds and of those that follow a feed with it. */
  scope: Generated<'all' | 'some'>;
};

export type RevisionTable = {
  article_id: string;
  revision: number;
  title: string;
  /** Block[] of the article. */
  body_json: string;
  content_hash: string;
  stored_at: number;
};

export type OutletTable = {
  id: string;
  name: string;
  /** string[]: other names, matched without case or accents. */
  names_json: string;
  domains_json: string;
  /** ISO 3166-1 alpha-2, or null when not known. */
  country: string | null;
  owner: string | null;
  kind: string;
  citation: string | null;
  citation_url: string | null;
  /** ISO day of the cited statement; null too where the day on which the source was read is not known. */
  stated_on: string | null;
  /** What the list that comes with Kiosque last said of it (data/outlet-store.ts); null for an outlet that is not listed. */
  listed_json: string | null;
};

export type OutletNameTable = {
  /** As foldName gives it. */
  folded: string;
  outlet_id: string;
  /** BCP 47 languages, with blanks between, in which the name means this outlet; `*` for any, empty where its country must be known. */
  languages: string;
};

export type OutletDomainTable = { domain: string; outlet_id: string };

/** Which version of a list that comes with Kiosque the database holds. */
export type LoadedListTable = { list: string; version: string };

export type StoryTable = { id: string; started_at: number };
export type StoryArticleTable = { story_id: string; article_id: string };
