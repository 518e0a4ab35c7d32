/** What is asked of the web. `for` decides what is accepted and how large and slow it may be. */
export type FetchRequest = {
  url: string;
  for: 'feed' | 'page';
  /** Validators of the last answer: an unchanged one is not sent again (RFC 9110, 13.1). */
  etag?: string | null;
  lastModified?: string | null;
  /** A person waits for it: it goes before what nobody waits for. */
  isAwaited?: boolean;
  signal?: AbortSignal;
};

/** `address`: not http(s), not public, or a port that no site uses. `status`: an answer of 400 or more. */
export type FetchProblem =
  | 'address'
  | 'unknown-host'
  | 'refused'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'too-many-redirects'
  | 'broken'
  | 'status';

type Answered = {
  /** Where the answer came from, redirects followed. */
  url: string;
  /** Where permanent redirects alone lead from the address asked for; null where none does. */
  movedTo: string | null;
  etag: string | null;
  lastModified: string | null;
  /** How long the server says that the answer holds; null where it does not say. */
  freshForMs: number | null;
};

export type Fetched =
  | (Answered & { kind: 'ok'; status: number; bytes: Uint8Array; contentType: string | null })
  | (Answered & { kind: 'not-modified' })
  | {
      kind: 'failed';
      problem: FetchProblem;
      status: number | null;
      /** What Retry-After asks for. */
      retryAfterMs: number | null;
      /** For the operator. */
      detail: string;
    };

/**
 * Fetches from public addresses of the web, politely: one request at a time for each host, with a pause between. The time limit
 * starts when the host's turn comes; who cannot wait for that gives a signal. Never rejects but when `signal` aborts.
 */
export type Fetcher = {
  fetch(request: FetchRequest): Promise<Fetched>;
  /** Ends what is under way; may be called twice. */
  close(): Promise<void>;
};
