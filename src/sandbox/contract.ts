import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Random } from '../ids.ts';

/** Who uses the bot: the manager has Manage Server, the member does not. */
export type Actor = 'manager' | 'member';

/** Only the manager and the bot see `staff`; the bot may not write in `locked`; `announcements` is an announcement channel. */
export type ChannelName = 'general' | 'news' | 'announcements' | 'staff' | 'locked';

export type SandboxOptions = {
  /** 0 takes any free port; a taken one is answered by the next free of the 20 that follow. */
  port: number;
  token: string;
  clock: Clock;
  random: Random;
  /** By actor, the language of the Discord client; default en-US. */
  locales?: Partial<Record<Actor, string>>;
  /** Whether requests are checked against Discord's published schemas where they are installed; default true. */
  checkSchema?: boolean;
  /** Answers what is not under /api; returns false for a page that it does not have. */
  page?: (request: IncomingMessage, response: ServerResponse) => boolean;
};

/** A message as a member sees it. `body` is the message as Discord's API gives it. Times are epoch milliseconds. */
export type SandboxMessage = {
  id: string;
  channelId: string;
  authorId: string;
  sentAt: number;
  editedAt: number | null;
  ephemeral: boolean;
  body: unknown;
  nonce: string | null;
  files: readonly { name: string; text: string }[];
  interactionId: string | null;
  /** Members and channels by id, for mentions. */
  names?: Readonly<Record<string, string>>;
};

/**
 * What came of an interaction. `late`: no callback in 3 s. `unfinished`: deferred and not edited before the caller's
 * timeout. `refused`: the sandbox sent nothing, because Discord's own client would not have; `text` says why.
 */
export type Exchange = {
  interactionId: string;
  outcome: 'answered' | 'late' | 'unfinished' | 'refused';
  message: SandboxMessage | null;
  text: string;
};

export type Choice = { name: string; value: string | number };

/** `until` says which version of the answer counts, where a command shows interim ones; default: the first. */
export type Waiting = { timeoutMs?: number; until?: (message: SandboxMessage) => boolean };

export type Act =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  /** Never answers, and nothing happens. */
  | 'hang'
  /** Closes the connection before anything happens. */
  | 'drop'
  /** The request takes effect, and is never answered. */
  | 'withhold'
  /** The request takes effect, then the connection closes. */
  | 'withhold-drop';

export type BreakageRule = { method?: string; route: RegExp; times?: number; act: Act };

export type Breakages = {
  /** The next `times` (default 1) requests whose method and route match get `act`. `route` is tested without /api/v10. */
  add(rule: BreakageRule): { hits(): number; remove(): void };
  /** The bot's permissions in a channel, exactly these; null restores the default. */
  setPermissions(channel: ChannelName, bot: bigint | null): void;
  deleteChannel(channel: ChannelName): void;
  /** Closes every gateway connection with `code`; 1006 cuts it without a close frame. */
  dropGateway(code: number): void;
  /** From now on the bot's token is worth nothing: 401, and close code 4004. */
  revokeToken(): void;
  /** Takes back every breakage, permission, deletion and revocation. */
  clear(): void;
};

export type WireEntry = {
  at: number;
  direction: 'from-bot' | 'to-bot';
  kind: 'rest' | 'gateway';
  method?: string;
  route?: string;
  status?: number;
  op?: number;
  event?: string;
  body?: unknown;
  note?: string;
};

export type Wire = {
  entries(): readonly WireEntry[];
  clear(): void;
  onEntry(listener: (entry: WireEntry) => void): () => void;
};

/** How many request bodies were right, and what was wrong with the others. */
export type Checks = { valid: number; faults: readonly string[]; schema: 'checked' | 'absent' };

export type Sandbox = {
  port: number;
  /** What DISCORD_API_URL takes. */
  apiUrl: string;
  ids: {
    application: string;
    guild: string;
    channels: Record<ChannelName, string>;
    users: Record<Actor, string>;
  };
  /** Resolves when the bot is at the gateway and its commands are registered; rejects after `timeoutMs`, default 15 s. */
  waitForBot(timeoutMs?: number): Promise<void>;
  botConnected(): boolean;
  /**
   * Types a slash command: `/summary article:otan length:detailed`. `raw` sends what Discord's client would refuse.
   * `timeoutMs` (default 60 s) is how long a deferred answer may take.
   */
  command(text: string, options?: Waiting & { as?: Actor; channel?: ChannelName; raw?: boolean }): Promise<Exchange>;
  /** The choices for the last option of the text. Rejects when there are none to load. */
  complete(text: string, options?: { as?: Actor; channel?: ChannelName }): Promise<readonly Choice[]>;
  /** Presses a button of the message's newest version, by its number (from 1) or its label. */
  press(message: SandboxMessage, which: number | string, options?: Waiting & { as?: Actor }): Promise<Exchange>;
  /** Chooses in the message's select number `which` (from 1), each by value or label. */
  select(
    message: SandboxMessage,
    which: number,
    values: readonly string[],
    options?: Waiting & { as?: Actor },
  ): Promise<Exchange>;
  /** Fills in the form that an exchange opened; `values` by custom id. */
  submitModal(
    exchange: Exchange,
    values: Record<string, string>,
    options?: Waiting & { as?: Actor },
  ): Promise<Exchange>;
  /** Any payload; id, token and application id are filled in where absent. */
  sendRaw(interaction: Record<string, unknown>, options?: Waiting): Promise<Exchange>;
  /** Dispatches the same interaction again; settles as the first one did, or will. */
  replay(interactionId: string): Promise<Exchange>;
  messages(channel: ChannelName): readonly SandboxMessage[];
  /** A message that matches, now or within `timeoutMs` (default 15 s). */
  waitForMessage(
    channel: ChannelName,
    predicate: (message: SandboxMessage) => boolean,
    timeoutMs?: number,
  ): Promise<SandboxMessage>;
  /** The newest version of a message, ephemeral ones included; null when it was deleted. */
  refresh(message: SandboxMessage): SandboxMessage | null;
  commands(): readonly unknown[];
  setLocale(actor: Actor, locale: string): void;
  breakages: Breakages;
  wire: Wire;
  checks: Checks;
  stop(): Promise<void>;
};
