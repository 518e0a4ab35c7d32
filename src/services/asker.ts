/** For whom a model is called: what the ledger charges and what pace and caps count by. */
export type Asker = {
  /** The command's English name, or `digest`. */
  command: string;
  /** Empty for work that no server asked for. */
  guildId: string;
  /** Stored as a hash only; empty for scheduled work. */
  userId: string;
};

/** Why no model answered. `id` is the line in the operator's log. */
export type Offline =
  | { reason: 'asked' | 'no-model' | 'server-budget' | 'total-budget' | 'pace' | 'too-long' | 'unsupported' }
  | { reason: 'model-failed'; id: string };
