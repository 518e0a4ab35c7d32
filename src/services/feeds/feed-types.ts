import type { MarkedBlock } from '../clean.ts';

/** Bytes that are read of a feed at most; the largest of 300 real ones has 2 million. What is longer ends with its last whole item before. */
export const FEED_MAX_BYTES = 12_000_000;

/** An item as its feed gives it. Instants are epoch milliseconds; publishedOn is an ISO calendar day, set where the hour is unknown. */
export type ReadItem = {
  /** As the feed writes it; null where it has none. */
  guid: string | null;
  /** Absolute; null where there is none that can be opened. */
  url: string | null;
  /** The address as it is written, or the id where there is none. */
  link: string | null;
  /** One line without markup, otherwise as written: storing cleans it. */
  title: string | null;
  publishedAt: number | null;
  publishedOn: string | null;
  modifiedAt: number | null;
  /** It says that it was published over a day ahead of now: not believed. */
  hasFutureDate: boolean;
  author: string | null;
  /** BCP 47, as declared by the item. */
  language: string | null;
  /** Absolute, with its own description where it has one. */
  image: { url: string; alt: string | null } | null;
  /** The longest text that the item carries, as the feed writes it: HTML or plain. */
  html: string | null;
  /** The same as clean blocks. */
  blocks: readonly MarkedBlock[];
};

export type ReadFeed = {
  format: 'rss' | 'rdf' | 'atom' | 'json';
  title: string | null;
  siteUrl: string | null;
  /** What the feed says that its own address is. */
  selfUrl: string | null;
  /** BCP 47, as declared. */
  language: string | null;
  /** How long the feed asks to be left alone; null where it does not say. */
  ttlMs: number | null;
  /** In the feed’s order; of more than 500 the newest, where they say when they are from. */
  items: readonly ReadItem[];
  /** Items that the feed has beyond those, as far as they were counted: of a feed that is too long, at least one. */
  leftOut: number;
};

/** `feeds`: what a page that was given instead of a feed offers. */
export type FeedReading =
  | { kind: 'feed'; feed: ReadFeed }
  | {
      kind: 'not-a-feed';
      what: 'page' | 'login' | 'empty' | 'unreadable';
      feeds: readonly { url: string; title: string | null }[];
    };

export type FeedInput = {
  bytes: Uint8Array;
  /** The HTTP header. */
  contentType: string | null;
  /** Where it was fetched, for relative addresses. */
  url: string | null;
  /** Epoch milliseconds: what lies over a day ahead was not published. */
  now: number;
};
