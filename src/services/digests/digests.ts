import type { Reply } from '../../reply.ts';
import type { Asker } from '../asker.ts';
import type { SourcePolicy } from '../settings.ts';
import type { EditionTrouble, HistoryEvent, SlotHistory } from './history.ts';
import type { Settling } from './settle-slot.ts';

export type DigestOrder = {
  guildId: string;
  channelId: string;
  /** HH:MM, local to `zone`, sorted, without repeats. */
  times: readonly string[];
  /** ISO weekdays, 1 = Monday. */
  days: readonly number[];
  /** Five fields for experts; times and days are empty then. */
  cron: string | null;
  /** IANA zone. */
  zone: string;
  language: string;
  secondLanguage: string | null;
  /** Both languages in one post, or the second a press away. */
  secondShown: 'both' | 'press';
  quiet: 'say' | 'skip';
  /** What becomes of a missed slot: posted late up to the limit, folded into the next one, or left out with its articles. */
  catchUp: 'late' | 'fold' | 'skip';
  lateLimitMs: number;
  /** Words or phrases: what ranks a story higher, and what keeps it out. */
  topics: readonly string[];
  muted: readonly string[];
  /** Mentioned by each edition; null: nobody is. */
  roleId: string | null;
  /** Discord's number for the kind of the channel. */
  channelType: number;
  /** Whether each message goes to the servers that follow the announcement channel. */
  publish: boolean;
};

/** What an edit of a digest changes; what is absent stays. */
export type DigestChanges = Partial<Omit<DigestOrder, 'guildId'>>;

/** What a digest has that was ordered without these: the choice that surprises least. */
export const ORDER_DEFAULTS = {
  cron: null,
  secondLanguage: null,
  secondShown: 'press',
  catchUp: 'late',
  lateLimitMs: 24 * 3_600_000,
  topics: [],
  muted: [],
  roleId: null,
  channelType: 0,
  publish: false,
} as const satisfies Partial<DigestOrder>;

export type Digest = DigestOrder & {
  id: string;
  state: 'active' | 'paused' | 'removed';
  createdBy: string;
  createdAt: number;
  /** Epoch milliseconds of the next slot; null while paused or removed. */
  nextAt: number | null;
};

/** A server keeps at most this many: as many as an autocompletion can show. */
export const MAX_DIGESTS = 25;

/** A digest keeps at most this many phrases of a kind: to rank by, or muted. */
export const MAX_TOPICS = 20;

/** How many hours late an edition may be posted, as a manager chooses. */
export const LATE_HOURS = { least: 1, most: 72 } as const;

/** Discord's type of the channels whose messages other servers may follow. */
export const ANNOUNCEMENT = 5;

/** A digest before and after an edit. `undo` names the edit; null when nothing changed. */
export type DigestEdit = { before: Digest; after: Digest; undo: string | null };

/** What became of a digest: its latest slots, newest first, and what was done to it, in order. */
export type DigestHistory = { digest: Digest; events: readonly HistoryEvent[]; slots: readonly SlotHistory[] };

/** What names a slot of a digest. */
export type EditionName = Pick<SlotHistory, 'id' | 'localTime' | 'zone' | 'dueAt' | 'isRun' | 'state'> & {
  digestId: string;
};

/** What became of an edition that somebody settled. */
export type SettledEdition =
  | { kind: 'posted' | 'sending' | 'already'; dueAt: number; digestId: string }
  | { kind: 'unknown' };

/** Digests of one server. A digest of another server is as absent as one that never was. */
export type Digests = {
  /** Throws UserError too-many-digests and what `checkOrder` throws. */
  create(order: DigestOrder, createdBy: string): Promise<Digest>;
  list(guildId: string): Promise<readonly Digest[]>;
  find(guildId: string, id: string): Promise<Digest | undefined>;
  /** Changes what is given, from the next slot on. Throws UserError unknown-digest and what `checkOrder` throws. */
  edit(guildId: string, id: string, changes: DigestChanges): Promise<DigestEdit>;
  /** Takes an edit back: what it changed is again as it was before. Throws as `edit` does. */
  undoEdit(guildId: string, id: string, undo: string): Promise<DigestEdit>;
  /** Brings a removed digest back as paused, too. Throws UserError unknown-digest or, for a removed one, too-many-digests. */
  pause(guildId: string, id: string): Promise<Digest>;
  /** Also undoes a removal, and throws as `pause` does. Slots that fell due meanwhile are not caught up. */
  start(guildId: string, id: string): Promise<Digest>;
  remove(guildId: string, id: string): Promise<Digest>;
  /** Makes slot `now:<interactionId>`; the same interaction twice makes one, and so do two within ten seconds. Wakes the planner; does not wait for the post. */
  run(guildId: string, id: string, interactionId: string): Promise<Digest>;
  /** Keeps stories on a topic out of the next editions. Throws UserError unknown-digest or too-many-topics. */
  muteTopic(guildId: string, id: string, topic: string): Promise<Digest>;
  /** Lets them in again. Throws UserError unknown-digest. */
  unmuteTopic(guildId: string, id: string, topic: string): Promise<Digest>;
  /** What became of its latest slots, newest first. Throws UserError unknown-digest. */
  why(guildId: string, id: string): Promise<DigestHistory>;
  /** The last editions of the server's digests that did not arrive for sure, by digest. */
  troubles(guildId: string): Promise<ReadonlyMap<string, EditionTrouble>>;
  /** The newest slots of the server's digests, the latest due first. */
  editions(guildId: string, limit: number): Promise<readonly EditionName[]>;
  /** Says of a slot that was refused or is uncertain that it is there, or has it sent. Whoever holds its id may: it stands in messages to managers alone. */
  settle(slotId: string, as: Settling): Promise<SettledEdition>;
  /** What the next edition would say: nothing is claimed, recorded or posted. Throws UserError unknown-digest. */
  preview(guildId: string, id: string, signal: AbortSignal): Promise<Reply>;
  /** The titles that its first edition would have of what is stored already, best first, and how many articles more there are. */
  foresee(order: DigestOrder, sourcePolicy: SourcePolicy): Promise<{ titles: readonly string[]; more: number }>;
  /** What the first edition of a digest would say that nobody stored yet. Throws what `checkOrder` throws. */
  previewOrder(order: DigestOrder, under: { sourcePolicy: SourcePolicy; signal: AbortSignal }): Promise<Reply>;
  /** The ids of the articles that the edition with this part key shows, one a story, best first; empty when not known. */
  articlesOfPart(key: string): Promise<readonly string[]>;
  /** The stories of the part with this key, in order; empty when not known. */
  storiesOfPart(key: string): Promise<readonly PartStory[]>;
  /** The one among them that this article leads; undefined when there is none. */
  storyOfPart(key: string, articleId: string): Promise<PartStory | undefined>;
  /** The stories of the part in another language; undefined when nothing of it is known or stored any more. */
  partIn(key: string, options: { language: string; asker: Asker; signal: AbortSignal }): Promise<Reply | undefined>;
};

/** A story as a part of an edition shows it. The digest may be another server's, or gone from it. */
export type PartStory = {
  digestId: string;
  guildId: string;
  /** Whether the digest still posts, or may again. */
  isKept: boolean;
  /** The article that was summarized, and one of each other outlet. */
  leadId: string;
  otherIds: readonly string[];
};
