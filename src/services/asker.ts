/** For whom a model is called: what the ledger charges and what pace and caps count by. */
export type Asker = {
  /** The command's English name, or `digest`. */
  command: string;
  /** Empty for work that no server asked for. */
  guildId: string;
  /** Stored as a hash only; empty for scheduled work. */
  userId: string;
  /** `authorizing_integration_owners` of the interaction: by installation type, the server or user that installed the bot and so pays. */
  owners?: Readonly<Record<string, string>>;
  /** Called when a call is made in this asker's name: tells a written text from one that was stored. */
  onCharge?(): void;
};

/**
 * Work that digests of several servers share and nobody asked for: no server pays for it, and the caps of all servers together
 * count it (docs/decisions/cost.md). A preview or an edition on demand is its server's.
 */
export const SCHEDULED_ASKER: Asker & { command: 'digest' } = { command: 'digest', guildId: '', userId: '' };

/** Why no model answered. `id` is the line in the operator's log. */
export type Offline =
  | {
      reason:
        | 'asked'
        | 'no-model'
        | 'server-budget'
        | 'user-budget'
        | 'total-budget'
        | 'pace'
        | 'too-long'
        | 'tier-unavailable'
        | 'unsupported';
    }
  | { reason: 'model-failed'; id: string };
