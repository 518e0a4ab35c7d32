import type { Reply } from '../../reply.ts';
import type { Asker } from '../asker.ts';

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

/** Digests of one server. A digest of another server is as absent as one that never was. */
export type Digests = {
  /** Throws UserError bad-time, bad-days, unknown-zone or too-many-digests. */
  create(order: DigestOrder, createdBy: string): Promise<Digest>;
  list(guildId: string): Promise<readonly Digest[]>;
  find(guildId: string, id: string): Promise<Digest | undefined>;
  /** Brings a removed digest back as paused, too. Throws UserError unknown-digest or, for a removed one, too-many-digests. */
  pause(guildId: string, id: string): Promise<Digest>;
  /** Also undoes a removal, and throws as `pause` does. Slots that fell due meanwhile are not caught up. */
  start(guildId: string, id: string): Promise<Digest>;
  remove(guildId: string, id: string): Promise<Digest>;
  /** Makes slot `now:<interactionId>`; the same interaction twice makes one. Wakes the planner; does not wait for the post. */
  run(guildId: string, id: string, interactionId: string): Promise<Digest>;
  /** Keeps stories on a topic out of the next editions. Throws UserError unknown-digest or too-many-topics. */
  muteTopic(guildId: string, id: string, topic: string): Promise<Digest>;
  /** Lets them in again. Throws UserError unknown-digest. */
  unmuteTopic(guildId: string, id: string, topic: string): Promise<Digest>;
  /** What the next edition would say: nothing is claimed, recorded or posted. Throws UserError unknown-digest. */
  preview(guildId: string, id: string, signal: AbortSignal): Promise<Reply>;
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
