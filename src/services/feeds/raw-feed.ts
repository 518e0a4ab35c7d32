/** A text of a feed: `plain` where its markup, if it has any, is meant to be read. */
export type RawText = { text: string; isPlain: boolean };

/** An item as every format comes down to it: what it says, in the order in which it is believed. */
export type RawItem = {
  guid: string | null;
  /** As written: perhaps relative, perhaps no address at all. */
  links: readonly string[];
  /** Of sounds and films: where an item has no page. */
  mediaLinks: readonly string[];
  title: RawText | null;
  texts: readonly RawText[];
  /** What may stand for a text where there is none: captions, descriptions for catalogs. */
  otherTexts: readonly RawText[];
  published: readonly string[];
  modified: readonly string[];
  authors: readonly string[];
  language: string | null;
  images: readonly RawImage[];
  /** xml:base of the item. */
  base: string | null;
};

export type RawImage = { url: string; alt: string | null; width: number | null };

export type RawFeed = {
  title: RawText | null;
  siteLinks: readonly string[];
  selfLink: string | null;
  language: string | null;
  ttlMs: number | null;
  /** Whom items without an author of their own are by. */
  authors: readonly string[];
  base: string | null;
  items: readonly RawItem[];
};

/** Those that are there, without the empty ones. */
export function given(...values: readonly (string | null | undefined)[]): readonly string[] {
  return values.flatMap((value) => (value === null || value === undefined || value.trim() === '' ? [] : [value]));
}
