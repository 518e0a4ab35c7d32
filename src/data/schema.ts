import type { Generated, Insertable, Selectable } from 'kysely';

/** Times are epoch milliseconds, Discord ids are text, `*_json` columns hold JSON. Portable to PostgreSQL: text and integer only. */
export type Schema = {
  articles: ArticleTable;
  revisions: RevisionTable;
  outlets: OutletTable;
  outlet_names: OutletNameTable;
  outlet_domains: OutletDomainTable;
  loaded_lists: LoadedListTable;
  feeds: FeedTable;
  feed_items: FeedItemTable;
  guild_feeds: GuildFeedTable;
  article_guilds: ArticleGuildTable;
  hidden_articles: HiddenArticleTable;
  gone_articles: GoneArticleTable;
  stories: StoryTable;
  story_articles: StoryArticleTable;
  texts: TextTable;
  glossary_terms: GlossaryTable;
  calls: CallTable;
  served: ServedTable;
  guilds: GuildTable;
  members: MemberTable;
  channel_articles: ChannelArticleTable;
  digests: DigestTable;
  slots: SlotTable;
  parts: PartTable;
  edition_articles: EditionArticleTable;
  shown_stories: ShownStoryTable;
  corrections: CorrectionTable;
  events: EventTable;
  opened_articles: OpenedArticleTable;
  contests: ContestTable;
};

type ArticleTable = {
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

type RevisionTable = {
  article_id: string;
  revision: number;
  title: string;
  /** Block[] of the article. */
  body_json: string;
  content_hash: string;
  stored_at: number;
};

type OutletTable = {
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

type OutletNameTable = {
  /** As foldName gives it. */
  folded: string;
  outlet_id: string;
  /** BCP 47 languages, with blanks between, in which the name means this outlet; `*` for any, empty where its country must be known. */
  languages: string;
};

type OutletDomainTable = { domain: string; outlet_id: string };

/** Which version of a list that comes with Kiosque the database holds. */
type LoadedListTable = { list: string; version: string };

type FeedTable = {
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

type FeedItemTable = {
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
type GuildFeedTable = {
  guild_id: string;
  feed_id: string;
  state: 'active' | 'paused';
  added_by: string;
  added_at: number;
};

/** The servers that added an article of scope `some` by themselves. */
type ArticleGuildTable = {
  article_id: string;
  /** Empty for every server; `dm:` and the member for an article that was added in a private conversation. */
  guild_id: string;
  added_by: string;
  added_at: number;
  /** When it became that server's news, in the order of storage. */
  news_seq: Generated<number>;
};

/** Articles that a server's manager removed while other servers keep them. */
type HiddenArticleTable = { guild_id: string; article_id: string; hidden_by: string; hidden_at: number };

/** What is left of an article that is not kept any more: enough to say so, with the way to the original. */
type GoneArticleTable = {
  id: string;
  title: string;
  url: string | null;
  reason: 'age' | 'removed';
  gone_at: number;
  address_key: string | null;
  /** string[]: the servers whose managers removed it. Their feeds do not bring it back under that address. */
  guilds_json: string | null;
};

type StoryTable = { id: string; started_at: number };
type StoryArticleTable = { story_id: string; article_id: string };

type TextTable = {
  id: string;
  /** These ten say what the text answers; a column that does not apply holds the empty string (revision: 0). */
  article_id: string;
  revision: number;
  task: string;
  language: string;
  length: string;
  question_hash: string;
  glossary_hash: string;
  origin: string;
  model: string;
  prompt_version: string;
  state: 'running' | 'done';
  lease_until: number | null;
  body_json: string | null;
  /** Who wrote it, for a person's text. */
  author: string | null;
  stored_at: number;
};

/** A server's own translations of terms; `language` is the base tag of the target. */
type GlossaryTable = { guild_id: string; language: string; term: string; translation: string };

type CallTable = {
  id: string;
  called_at: number;
  /** UTC calendar day: what a daily cap counts over. */
  day: string;
  command: string;
  task: string;
  guild_id: string;
  member_hash: string;
  model: string;
  state: 'reserved' | 'settled' | 'failed';
  reserved_tokens: number;
  tokens_in: number;
  tokens_cached: number;
  tokens_out: number;
  error: string | null;
  /** Who installed the bot there and so pays: `server:<id>`, `user:<hash>`, or empty. Caps of a server count by it. */
  payer: string;
  /** Billionths of a dollar; null until it ends and where no price is known. */
  nano_usd: number | null;
  /** What caps in dollars count: the most it may cost until it ends, then what it did. */
  counted_nano_usd: number;
};

/** Stored texts that were served instead of a call, a row for each UTC day and kind. */
type ServedTable = { day: string; payer: string; command: string; task: string; model: string; times: number };

/** Articles that a member asked to see where their server shows them on request; forgotten after a day. */
type OpenedArticleTable = { member_hash: string; article_id: string; opened_at: number };

/** What members say against an outlet's card, for the operators. */
type ContestTable = {
  id: string;
  guild_id: string;
  outlet_id: string;
  outlet_name: string;
  member_hash: string;
  /** UTC calendar day: once a day for each member and outlet. */
  day: string;
  said: string;
  state: 'open' | 'closed';
  written_at: number;
  closed_at: number | null;
};

type GuildTable = { id: string; settings_json: string };
type MemberTable = { id: string; language: string; chosen_at: number };

type ChannelArticleTable = {
  channel_id: string;
  /** Empty for what everybody in the channel saw; else the hash of the one member who did. */
  reader: string;
  article_id: string;
  shown_at: number;
};

type DigestTable = {
  id: string;
  guild_id: string;
  channel_id: string;
  /** string[] of HH:MM, local. */
  times_json: string;
  /** number[] of ISO weekdays, 1 = Monday. */
  days_json: string;
  /** Five fields instead of times and days, which are empty then. */
  cron: string | null;
  zone: string;
  language: string;
  second_language: string | null;
  /** Whether the second language stands below the first, or is a press away. */
  second_shown: Generated<'both' | 'press'>;
  /** What becomes of a slot that was missed. */
  catch_up: Generated<'late' | 'fold' | 'skip'>;
  /** A slot that was missed longer ago is not posted late any more. */
  late_limit_ms: Generated<number>;
  /** string[]: what ranks a story higher. */
  topics_json: Generated<string>;
  /** string[]: what keeps a story out. */
  muted_json: Generated<string>;
  /** Mentioned by each edition. */
  role_id: string | null;
  /** Discord's type of the channel when it was chosen. */
  channel_type: Generated<number>;
  /** 1: each message is published to the servers that follow the announcement channel. */
  publish: Generated<0 | 1>;
  /** What a day without news does. */
  quiet: 'say' | 'skip';
  state: 'active' | 'paused' | 'removed';
  created_by: string;
  created_at: number;
  /** Slots due up to this instant are planned already; never goes back. */
  planned_until: number;
  /** The first slot after planned_until, by the calendar of this process's time zone database; null when none is in sight. */
  next_due_at: number | null;
  /** The highest articles.seq that a posted edition covered; null before the first one. */
  covered_seq: number | null;
};

type SlotTable = {
  id: string;
  digest_id: string;
  /** Local calendar time (2026-11-23T08:00), or `now:<interaction id>` for a run on demand. */
  local_time: string;
  zone: string;
  due_at: number;
  state: SlotState;
  lease_until: number | null;
  lease_owner: string | null;
  late_reason: string | null;
  /** The highest articles.seq in this edition, once composed. */
  covers_seq: number | null;
  /** Not before this instant is a failed send tried again. */
  retry_at: number | null;
  finished_at: number | null;
};

/** due, leased, composed: not finished. The others are outcomes: exactly one per slot. */
export type SlotState =
  | 'due'
  | 'leased'
  | 'composed'
  | 'posted'
  | 'late'
  | 'folded'
  | 'merged'
  | 'skipped'
  | 'refused'
  | 'uncertain';

type PartTable = {
  slot_id: string;
  n: number;
  body: string;
  key: string;
  channel_id: string;
  tries: number;
  first_try_at: number | null;
  message_id: string | null;
  form: Generated<'message' | 'forum-post'>;
  sent_at: number | null;
  /** Whether the message goes to the servers that follow the channel: `wanted` is still to be done. */
  publish_state: Generated<'no' | 'wanted' | 'done' | 'refused'>;
  /** Not before this instant is publishing tried again. */
  publish_at: number | null;
};

/** Which articles the parts of an edition show. `position` counts the edition's stories; `lead` is 1 for the one that was summarized. */
type EditionArticleTable = { slot_id: string; part: number; position: number; article_id: string; lead: 0 | 1 };

/** What a part says of a story, as of which revision of its lead article. */
type ShownStoryTable = {
  slot_id: string;
  part: number;
  article_id: string;
  /** The revision that what is shown was last held against. */
  revision: number;
  /** ShownTelling[] (services/digests/shown-stories.ts). */
  told_json: string;
  /** Revisions stored later than this change no message. */
  watched_until: number;
};

/** An edit of a posted message. `n` counts those of one message; each body holds the earlier ones. */
type CorrectionTable = {
  slot_id: string;
  part: number;
  n: number;
  article_id: string;
  revision: number;
  /** `gone`: the message was deleted. */
  state: 'due' | 'done' | 'gone' | 'refused';
  /** The message's final JSON. */
  body: string;
  /** Where the message stands: the thread, for a forum post. */
  channel_id: string;
  message_id: string;
  tries: Generated<number>;
  retry_at: number | null;
  made_at: number;
  ended_at: number | null;
  /** Why it was refused. */
  detail: string | null;
};

type EventTable = {
  seq: Generated<number>;
  happened_at: number;
  digest_id: string | null;
  slot_id: string | null;
  kind: string;
  detail_json: string;
};

export type ArticleRow = Selectable<ArticleTable>;
export type RevisionRow = Selectable<RevisionTable>;
export type OutletRow = Selectable<OutletTable>;
export type TextRow = Selectable<TextTable>;
export type CallRow = Selectable<CallTable>;
export type DigestRow = Selectable<DigestTable>;
export type SlotRow = Selectable<SlotTable>;
export type PartRow = Selectable<PartTable>;
export type ShownStoryRow = Selectable<ShownStoryTable>;
export type CorrectionRow = Selectable<CorrectionTable>;
export type EventRow = Selectable<EventTable>;
export type FeedRow = Selectable<FeedTable>;
export type FeedItemRow = Selectable<FeedItemTable>;
export type NewDigest = Insertable<DigestTable>;
