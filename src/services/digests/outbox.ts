/** One part of an edition on its way to Discord. */
export type PartToPost = {
  channelId: string;
  /** The final JSON. */
  body: string;
  key: string;
  /** Look first for a message of ours with this key, sent at or after this instant; null when it cannot have been sent before. */
  lookSince: number | null;
  signal: AbortSignal;
};

/** What became of it. `found`: it had been sent before. `retry` says nothing of whether Discord stored it. */
export type PostOutcome =
  | { kind: 'sent'; messageId: string; found: boolean }
  | {
      kind: 'refused';
      reason: 'missing-access' | 'missing-permission' | 'unknown-channel' | 'unauthorized' | 'invalid';
      detail: string;
    }
  | { kind: 'retry'; reason: 'rate-limited' | 'server' | 'network'; afterMs: number | null; detail: string }
  | { kind: 'uncertain'; detail: string };

/** Given by app.ts: the Discord room's delivery. Never throws but for the signal's abort. */
export type Post = (part: PartToPost) => Promise<PostOutcome>;
