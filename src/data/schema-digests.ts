import type { Generated } from 'kysely';

export type DigestTable = {
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

export type SlotTable = {
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

export type PartTable = {
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
export type EditionArticleTable = { slot_id: string; part: number; position: number; article_id: string; lead: 0 | 1 };

/** What a part says of a story, as of which revision of its lead article. */
export type ShownStoryTable = {
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
export type CorrectionTable = {
  slot_id: string;
  part: number;
  n: number;
  article_id: string;
  revision: number;
  /**
   * `gone`: the message was deleted. `uncertain`: tried for a day, and Discord never said that it has it. `withheld`: the server
   * removed the article before the edit went out.
   */
  state: 'due' | 'done' | 'gone' | 'refused' | 'uncertain' | 'withheld';
  /** The message's final JSON. */
  body: string;
  /** Where the message stands: the thread, for a forum post. */
  channel_id: string;
  message_id: string;
  tries: Generated<number>;
  retry_at: number | null;
  made_at: number;
  ended_at: number | null;
  /** What Discord said, for the operator. */
  detail: string | null;
  /** NotedChange[] (services/digests/noted-changes.ts); null of before they were noted. */
  changes_json: string | null;
  /** When the edit was last sent, epoch milliseconds. */
  tried_at: number | null;
  /** Why it was refused: a code. */
  reason: string | null;
};

export type EventTable = {
  seq: Generated<number>;
  happened_at: number;
  digest_id: string | null;
  slot_id: string | null;
  kind: string;
  detail_json: string;
};
