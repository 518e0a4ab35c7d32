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
  stories: StoryTable;
  story_articles: StoryArticleTable;
  texts: TextTable;
  glossary_terms: GlossaryTable;
  calls: CallTable;
  served: ServedTable;
  guilds: GuildTable;
  members: MemberTable;
  digests: DigestTable;
  slots: SlotTable;
  parts: PartTable;
  edition_articles: EditionArticleTable;
  events: EventTable;
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
  url: string;
  title: string | null;
  state: string;
  due_at: number | null;
  added_at: number;
};
type FeedItemTable = { feed_id: string; guid: string; article_id: string | null; seen_at: number };
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

type GuildTable = { id: string; settings_json: string };
type MemberTable = { id: string; language: string; chosen_at: number };

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
export type EventRow = Selectable<EventTable>;
export type NewDigest = Insertable<DigestTable>;
