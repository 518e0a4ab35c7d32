/** An article as its page gives it. Instants are epoch milliseconds; publishedOn is an ISO calendar day, set where the hour is unknown. */
export type ReadPage = {
  title: string | null;
  blocks: readonly { kind: 'paragraph' | 'heading'; text: string }[];
  author: string | null;
  publishedAt: number | null;
  publishedOn: string | null;
  modifiedAt: number | null;
  canonicalUrl: string | null;
  /** BCP 47, as declared. */
  language: string | null;
  image: { url: string; alt: string | null } | null;
  site: string | null;
  /** What the page offers as its feeds. */
  feeds: readonly { url: string; title: string | null }[];
  access: 'open' | 'paywall' | 'consent' | 'login';
  extractor: 'readability' | 'json-ld' | 'second' | 'stripper';
};

export type PageInput = {
  bytes: Uint8Array;
  /** The HTTP header. */
  contentType: string | null;
  /** The page's own address, for relative ones. */
  url: string | null;
  /** Epoch milliseconds. */
  now: number;
  /** HTTP status, where there was one. */
  status?: number;
};
