import type { Insertable, Selectable } from 'kysely';
import type {
  ArticleTable,
  LoadedListTable,
  OutletDomainTable,
  OutletNameTable,
  OutletTable,
  RevisionTable,
  StoryArticleTable,
  StoryTable,
} from './schema-articles.ts';
import type {
  CorrectionTable,
  DigestTable,
  EditionArticleTable,
  EventTable,
  PartTable,
  ShownStoryTable,
  SlotTable,
} from './schema-digests.ts';
import type {
  ArticleGuildTable,
  FeedItemTable,
  FeedTable,
  GoneArticleTable,
  GuildFeedTable,
  HiddenArticleTable,
} from './schema-feeds.ts';

export type { SlotState } from './schema-digests.ts';

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
  digest_drafts: DraftTable;
};

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
  /** What the member wrote in their own words; goes when the contest is closed. */
  words: string | null;
  state: 'open' | 'closed';
  written_at: number;
  closed_at: number | null;
  /** When its server's managers took it off their list; the operators' queue keeps it. */
  guild_closed_at: number | null;
};

/** A digest that a manager is about to set up; forgotten after a day. */
type DraftTable = {
  id: string;
  guild_id: string;
  member_hash: string;
  state: 'open' | 'done' | 'undone';
  draft_json: string;
  /** What Start did, for Undo. */
  done_json: string | null;
  updated_at: number;
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

export type ArticleRow = Selectable<ArticleTable>;
export type DigestRow = Selectable<DigestTable>;
export type SlotRow = Selectable<SlotTable>;
export type PartRow = Selectable<PartTable>;
export type ShownStoryRow = Selectable<ShownStoryTable>;
export type CorrectionRow = Selectable<CorrectionTable>;
export type EventRow = Selectable<EventTable>;
export type FeedRow = Selectable<FeedTable>;
export type FeedItemRow = Selectable<FeedItemTable>;
export type DraftRow = Selectable<DraftTable>;
export type NewDigest = Insertable<DigestTable>;
