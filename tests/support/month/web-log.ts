/** One request as the web saw it, in the order of arrival. Instants are epoch milliseconds of the month's clock. */
export type Asked = {
  at: number;
  /** The host's name, without the port. */
  host: string;
  path: string;
  /** The poller that asked, as its user agent says. */
  life: string;
  /** The planned feed at this address, or the piece whose page it is. */
  feed: number | null;
  piece: number | null;
  /** 0: never answered. */
  status: number;
  retryAfterMs: number | null;
  /** It brought validators. */
  isConditional: boolean;
  /** The answer carried validators. */
  hasValidators: boolean;
  /** Another request to this host was still open, of the same poller or of another one. */
  overlaps: 'no' | 'own' | 'other';
  /** The answer was one that anybody can read. */
  isWhole: boolean;
};

/** What whole and readable answers listed: by feed and piece, the wordings with who was given each when. */
export type Served = {
  version: number;
  /** The first and the last time. */
  at: number;
  lastAt: number;
  life: string;
  feed: number | null;
  /** A reader may or may not make sense of the answer. */
  isSure: boolean;
};

export type WebLog = {
  asked: Asked[];
  /** By piece: each wording that a whole answer of any feed listed, in order. */
  served: Map<number, Served[]>;
  /** By piece: the same of whole answers that gave its page. */
  pages: Map<number, Served[]>;
};

export function newWebLog(): WebLog {
  return { asked: [], served: new Map(), pages: new Map() };
}

/** Notes that a wording was given to a poller by a feed or page. */
export function noteServed(served: Map<number, Served[]>, piece: number, given: Omit<Served, 'lastAt'>): void {
  const list = served.get(piece) ?? [];
  served.set(piece, list);
  const known = list.findLast(
    (one) =>
      one.version === given.version &&
      one.life === given.life &&
      one.feed === given.feed &&
      one.isSure === given.isSure,
  );
  if (known) known.lastAt = given.at;
  else list.push({ ...given, lastAt: given.at });
}
