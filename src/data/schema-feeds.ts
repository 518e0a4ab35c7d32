import type { Generated } from 'kysely';

export type FeedTable = {
  id: string;
  /** Where it is fetched: the last address that it moved to for good. */
  url: string;
  /** The address without what does not tell one feed from another. */
  address_key: string | null;
  title: string | null;
  /** `gone`: it answered 410, and is not polled until a person asks for it. */
  state: 'active' | 'gone';
  due_at: number | null;
  added_at: number;
  site_url: string | null;
  /** BCP 47, as declared. */
  language: string | null;
  etag: string | null;
  last_modified: string | null;
  /** Of the bytes last read: an answer without validators that is the same again is not parsed. */
  body_hash: string | null;
  polled_at: number | null;
  succeeded_at: number | null;
  /** When its bytes last came, changed or not: a server may say for ever that nothing changed. */
  read_at: number | null;
  interval_ms: number | null;
  lease_until: number | null;
  lease_owner: string | null;
  /** Failed polls in a row. */
  failures: Generated<number>;
  /** What keeps it from being read now. */
  problem_json: string | null;
  problem_since: number | null;
  /** When the administrators were told of the problem. */
  told_at: number | null;
  /** string[]: earlier addresses, the first one first. */
  moved_json: Generated<string>;
  /** When its last follower left; null while it has one. */
  left_at: number | null;
};

export type FeedItemTable = {
  feed_id: string;
  /** What names the item in its feed: its id, else its address, else a hash of what it says. */
  guid: string;
  article_id: string | null;
  /** When its feed last listed it: the items of a feed's last reading have the same, later than that of all others. */
  seen_at: number;
  /**
   * `waiting`: still to be stored, or with article_id to be revised. `refused`: nothing in it to store. `gone`: its article was
   * removed. `skipped`: it was among the older items when the feed was first read.
   */
  state: Generated<'stored' | 'waiting' | 'refused' | 'gone' | 'skipped'>;
  /** Of what the item says, but not of its date or address: tells a repeat from a change. */
  item_hash: string | null;
  address_key: string | null;
  /** The item as read, while it waits. */
  item_json: string | null;
  tries: Generated<number>;
  /** When a waiting item is tried again. */
  due_at: number | null;
  /** When the article became news of this feed, in the order of storage: its own seq, or a later one where it was stored before. */
  news_seq: Generated<number>;
};

/** Who follows a feed; guild_id is empty for a feed that the operator added for every server. */
export type GuildFeedTable = {
  guild_id: string;
  feed_id: string;
  state: 'active' | 'paused';
  added_by: string;
  added_at: number;
};

/** The servers that added an article of scope `some` by themselves. */
export type ArticleGuildTable = {
  article_id: string;
  /** Empty for every server; `dm:` and the member for an article that was added in a private conversation. */
  guild_id: string;
  added_by: string;
  added_at: number;
  /** When it became that server's news, in the order of storage. */
  news_seq: Generated<number>;
};

/** Articles that a server's manager removed while other servers keep them. */
export type HiddenArticleTable = { guild_id: string; article_id: string; hidden_by: string; hidden_at: number };

/** What is left of an article that is not kept any more: enough to say so, with the way to the original. */
export type GoneArticleTable = {
  id: string;
  title: string;
  url: string | null;
  reason: 'age' | 'removed';
  gone_at: number;
  address_key: string | null;
  /** string[]: the servers whose managers removed it. Their feeds do not bring it back under that address. */
  guilds_json: string | null;
};
