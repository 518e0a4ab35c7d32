/** What one answer may cost, redirects included. */
export type AnswerLimits = {
  /** Of the whole call, from name to last byte; waiting for the host's turn does not count. */
  timeoutMs: number;
  /** Of the body, as sent and as decoded. */
  maxBytes: number;
  maxRedirects: number;
};

export type FetchLimits = {
  feed: AnswerLimits;
  page: AnswerLimits;
  maxHeaderBytes: number;
  /** Between the starts of two requests to one host. */
  pauseMs: number;
  maxAtOnce: number;
};

/** Nobody waits for a poll, but a member waits for a page: both get what a slow shared host needs, and no more. */
const TIMEOUT_MS = 20_000;

export const FETCH_LIMITS: FetchLimits = {
  // A feed of full texts reaches 5 MB. Old feeds have moved often: http, then https, then a feed service and back.
  feed: { timeoutMs: TIMEOUT_MS, maxBytes: 10_000_000, maxRedirects: 8 },
  // What the page reader takes is less; a longer page is not an article.
  page: { timeoutMs: TIMEOUT_MS, maxBytes: 5_000_000, maxRedirects: 5 },
  // Node's own 16 KB are too few for the security policies and cookies that news sites send.
  maxHeaderBytes: 64 * 1024,
  // What crawlers without a word from the site in question commonly keep to.
  pauseMs: 1_000,
  // Eight bodies of 10 MB are what a small machine can hold.
  maxAtOnce: 8,
};
