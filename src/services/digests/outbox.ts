/** One part of an edition on its way to Discord. */
export type PartToPost = {
  channelId: string;
  /** 'forum-post': the body makes a post in a forum channel; 'message': a message in a channel or thread. */
  form: 'message' | 'forum-post';
  /** The final JSON. */
  body: string;
  key: string;
  /** Look first for a message of ours with this key, sent at or after this instant; null when it cannot have been sent before. */
  lookSince: number | null;
  /** Who goes first where requests wait for Discord's limits: lower first. */
  priority: number;
  /** Called when its turn has come, right before it is sent; what it throws keeps it from being sent. */
  before?: () => Promise<void>;
  signal: AbortSignal;
};

/** What became of it. `channelId`: where it stands, the thread for a forum post. `found`: it had been sent before. `retry` says nothing of whether Discord stored it. */
export type PostOutcome =
  | { kind: 'sent'; messageId: string; channelId: string; found: boolean }
  | Refused
  | Retry
  | { kind: 'uncertain'; detail: string };

type Refused = {
  kind: 'refused';
  reason: 'missing-access' | 'missing-permission' | 'unknown-channel' | 'unauthorized' | 'thread-closed' | 'invalid';
  detail: string;
};
type Retry = { kind: 'retry'; reason: 'rate-limited' | 'server' | 'network'; afterMs: number | null; detail: string };

/** Which of several parts stands in a channel. `sentAt`: epoch milliseconds by Discord's clock. 'blind': nobody can tell. */
export type FindOutcome =
  | { kind: 'found'; key: string; messageId: string; channelId: string; sentAt: number }
  | { kind: 'absent' }
  | { kind: 'blind'; detail: string }
  | { kind: 'retry'; afterMs: number | null; detail: string };

/** A message of an announcement channel that is published already counts as published. */
export type PublishOutcome =
  | { kind: 'published' }
  | { kind: 'refused'; detail: string }
  | { kind: 'retry'; afterMs: number | null; detail: string };

/** What became of an edit, which may be asked for again and again. 'gone': the message or its channel was deleted. */
export type EditOutcome = { kind: 'edited' } | { kind: 'gone'; detail: string } | Refused | Retry;

/** Parts that an earlier database may have sent; the oldest one found counts. */
export type PartsToFind = {
  channelId: string;
  form: PartToPost['form'];
  keys: readonly string[];
  /** Epoch milliseconds. */
  since: number;
  priority: number;
  signal: AbortSignal;
};

/** Given by app.ts: the Discord room's delivery. Throws nothing but the signal's reason. */
export type PostOffice = {
  post(part: PartToPost): Promise<PostOutcome>;
  find(parts: PartsToFind): Promise<FindOutcome>;
  publish(message: { channelId: string; messageId: string; signal: AbortSignal }): Promise<PublishOutcome>;
  /** Gives a message of ours this body. Absent where nothing is ever corrected. */
  edit?(message: { channelId: string; messageId: string; body: string; signal: AbortSignal }): Promise<EditOutcome>;
  /** Whether the bot may post there by now; false where that cannot be known. */
  mayPost(channelId: string): Promise<boolean>;
};
