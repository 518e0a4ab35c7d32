import type { FetchProblem } from '../fetching/fetching.ts';

/** Why a feed or page cannot be read now. `login`, `page`, `empty` and `unreadable` came with a good status. */
export type SourceProblem = {
  what: FetchProblem | 'login' | 'page' | 'empty' | 'unreadable';
  /** HTTP status, where one came. */
  status: number | null;
};

/** A feed as a server that follows it sees it. Instants are epoch milliseconds. */
export type FollowedFeed = {
  id: string;
  url: string;
  title: string;
  siteUrl: string | null;
  /** `gone`: it said that it ended (410). `failing`: kept, and tried again at nextAt. */
  state: 'active' | 'paused' | 'failing' | 'gone';
  problem: (SourceProblem & { since: number }) | null;
  /** Followed by every server of this bot: the operator's own. */
  isShared: boolean;
  addedBy: string;
  addedAt: number;
  succeededAt: number | null;
  nextAt: number | null;
  /** Articles stored from it. */
  articles: number;
};

/** An item as it would be shown, for a look at a feed before and after it is followed. */
export type ItemPreview = {
  title: string;
  url: string | null;
  publishedAt: number | null;
  publishedOn: string | null;
  language: string;
  /** The first words of its text. */
  opening: string;
  /** The feed has its whole text; otherwise its page is read. */
  isFull: boolean;
};

/** Plain troubles of a feed that is read all the same. */
export type FeedWarning =
  | 'no-dates'
  | 'future-dates'
  | 'no-ids'
  | 'no-links'
  | 'excerpts-only'
  | 'no-items'
  | 'stale'
  | 'cut';

export type FeedCheck = {
  url: string;
  title: string | null;
  siteUrl: string | null;
  language: string | null;
  /** The last five, newest first. */
  items: readonly ItemPreview[];
  total: number;
  warnings: readonly FeedWarning[];
  problem: SourceProblem | null;
};

/** The feeds behind an address: its own, or those that a page offers. Several: a person chooses. */
export type Discovery =
  | { kind: 'feeds'; feeds: readonly { url: string; title: string | null }[] }
  | { kind: 'none'; problem: SourceProblem | null };

export type Follower = { guildId: string; memberId: string };

export type Feeds = {
  discover(address: string, signal: AbortSignal): Promise<Discovery>;
  /** What the feed at this address gives now, without following it. */
  check(address: string, signal: AbortSignal): Promise<FeedCheck>;
  /** Follows a feed; `again`: this server follows it already, under this or another address. Throws UserError too-many-feeds. */
  follow(
    address: string,
    by: Follower,
    signal: AbortSignal,
  ): Promise<{ kind: 'followed' | 'again'; feed: FollowedFeed } | { kind: 'refused'; problem: SourceProblem }>;
  /** Those of a server and the shared ones, by title. */
  list(guildId: string): Promise<readonly FollowedFeed[]>;
  find(guildId: string, id: string): Promise<FollowedFeed | undefined>;
  /** A resumed feed is polled at once; gives undefined for a feed that the server does not follow itself. */
  setPaused(guildId: string, id: string, paused: boolean): Promise<FollowedFeed | undefined>;
  /** Its articles stay. The same undefined. */
  unfollow(guildId: string, id: string): Promise<FollowedFeed | undefined>;
  /** Takes an `unfollow` back, without asking the web; undefined once nothing is known of the feed. Throws UserError too-many-feeds. */
  refollow(id: string, by: Follower): Promise<FollowedFeed | undefined>;
  /** At most `limit` for autocomplete. */
  suggest(guildId: string, typed: string, limit: number): Promise<readonly FollowedFeed[]>;
  /** Follows all of a list without asking the web first: each is polled soon. */
  followAll(
    feeds: readonly { url: string; title: string | null }[],
    by: Follower,
  ): Promise<{ added: number; known: number; refused: readonly string[] }>;
};
