import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { Random } from '../ids.ts';

/** Who uses the bot: the manager has Manage Server, the member does not. */
export type Actor = 'manager' | 'member';

/**
 * How an actor has the bot: their server added it, or they alone installed it, and it comes along with them
 * (https://docs.discord.com/developers/resources/application#installation-context).
 */
export type Installation = 'server' | 'user';

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
  /** How many requests the bot may send in any second, those that answer interactions apart; default 50, as Discord. */
  globalLimit?: number;
  /** How many entries the wire remembers; default 5,000. */
  wireEntries?: number;
  /** Whether requests are checked against Discord's published schemas where they are installed; default true. */
  checkSchema?: boolean;
  /** Answers what is not under /api; returns false for a page that it does not have. */
  page?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Takes a WebSocket that a browser opens; returns false for one that it does not take, which is then refused. */
  pageSocket?: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
};

/** A file of a message: `text` is its bytes read as UTF-8. */
export type SandboxFile = { name: string; text: string; bytes: Uint8Array };

/** A file that a member attaches to a command. Without a type, its name says which. */
export type Attaching = { name: string; bytes: Uint8Array; contentType?: string };

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
  files: readonly SandboxFile[];
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
  /** The form that the bot opened, as it sent it. */
  modal?: Readonly<Record<string, unknown>>;
  text: string;
};

/** A message with who sees it (null: everybody) and, above the answer of a command, who used which. */
export type SeenMessage = {
  message: SandboxMessage;
  visibleTo: Actor | null;
  usedBy: { actor: Actor; command: string } | null;
};

/** A thread stands beside its channel; the posts of a forum are threads. */
export type ChannelKind = 'text' | 'announcement' | 'forum' | 'thread';

export type SeenChannel = { id: string; name: string; kind: ChannelKind; visibleTo: readonly Actor[] };

/**
 * A channel that somebody adds. A forum's first tag is for moderators alone; `requiresTag`: no post without a tag. A
 * thread belongs to `parentId`, and is a member's own.
 */
export type NewChannel = { name: string } & (
  | { kind: 'text' | 'announcement' }
  | { kind: 'forum'; requiresTag?: boolean }
  | { kind: 'thread'; parentId: string }
);

/** A channel by its name, or any other by its id. */
export type ChannelChoice = ChannelName | { id: string };

/** Something that whoever shows the sandbox has to show anew. `bot`: it came to the gateway or left it. */
export type Change =
  | { kind: 'message' | 'message-gone'; id: string }
  | { kind: 'commands' | 'bot' | 'channels' }
  | { kind: 'locale'; actor: Actor; locale: string };

export type Choice = { name: string; value: string | number };

/** `until` says which version of the answer counts, where a command shows interim ones; default: the first. */
export type Waiting = { timeoutMs?: number; until?: (message: SandboxMessage) => boolean };

export type Act =
  /** The request takes effect, and is answered so many milliseconds later. */
  | { act: 'late'; ms: number }
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
  setPermissions(channel: ChannelChoice, bot: bigint | null): void;
  deleteChannel(channel: ChannelChoice): void;
  /** Closes every gateway connection with `code`; 1006 cuts it without a close frame. */
  dropGateway(code: number): void;
  /** What the gateway asks of a bot: a heartbeat (opcode 1), to reconnect and resume (7), to identify anew (9). */
  askGateway(what: 'heartbeat' | 'reconnect' | 'identify'): void;
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

/** How many request bodies were right, in all and by kind, and what was wrong with the others. */
export type Checks = {
  valid: number;
  kinds: Readonly<Record<string, number>>;
  faults: readonly string[];
  schema: 'checked' | 'absent';
};

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
   * `timeoutMs` (default 60 s) is how long a deferred answer may take. An option for a file takes the id that `attach`
   * gave, or what `files` makes of the text.
   */
  command(
    text: string,
    options?: Waiting & {
      as?: Actor;
      channel?: ChannelChoice;
      raw?: boolean;
      files?: (typed: string) => Attaching | undefined;
    },
  ): Promise<Exchange>;
  /** Keeps a file that a member attaches, and gives the id that stands for it. Throws a RangeError for one that is too large. */
  attach(file: Attaching): string;
  /** A command of a message's menu, by its registered name in any language. */
  messageCommand(name: string, message: SandboxMessage, options?: Waiting & { as?: Actor }): Promise<Exchange>;
  /** The choices for the last option of the text. Rejects when there are none to load. */
  complete(text: string, options?: { as?: Actor; channel?: ChannelChoice }): Promise<readonly Choice[]>;
  /** Presses a button of the message's newest version, by its number (from 1) or its label. */
  press(message: SandboxMessage, which: number | string, options?: Waiting & { as?: Actor }): Promise<Exchange>;
  /**
   * Chooses in the message's select number `which` (from 1): each of a list of texts by value or label, members, roles
   * and channels by id or name.
   */
  select(
    message: SandboxMessage,
    which: number,
    values: readonly string[],
    options?: Waiting & { as?: Actor },
  ): Promise<Exchange>;
  /** Fills in the form that an exchange opened; `values` by custom id. */
  submitModal(
    exchange: Pick<Exchange, 'interactionId'>,
    values: Record<string, string>,
    options?: Waiting & { as?: Actor },
  ): Promise<Exchange>;
  /** Any payload; id, token and application id are filled in where absent. */
  sendRaw(interaction: Record<string, unknown>, options?: Waiting): Promise<Exchange>;
  /** Dispatches the same interaction again; settles as the first one did, or will. */
  replay(interactionId: string): Promise<Exchange>;
  messages(channel: ChannelChoice): readonly SandboxMessage[];
  /** Adds a channel and gives its id; the n-th one added has the same id at every start. */
  addChannel(channel: NewChannel): string;
  /** Adds text channels as `news` is, that no list shows, and gives their ids. */
  addChannels(count: number): readonly string[];
  /** Threads of a channel, the posts of a forum among them, oldest first. */
  threads(
    parentId: string,
  ): readonly { id: string; name: string; archived: boolean; locked: boolean; tags: readonly string[] }[];
  /** Closes a thread, locks it, or opens it again. */
  setThread(threadId: string, state: { archived?: boolean; locked?: boolean }): void;
  /** A message that matches, now or within `timeoutMs` (default 15 s). */
  waitForMessage(
    channel: ChannelChoice,
    predicate: (message: SandboxMessage) => boolean,
    timeoutMs?: number,
  ): Promise<SandboxMessage>;
  /** The newest version of a message, ephemeral ones included; null when it was deleted. */
  refresh(message: SandboxMessage): SandboxMessage | null;
  commands(): readonly unknown[];
  setLocale(actor: Actor, locale: string): void;
  /** From now on the actor has the bot so; at first by the server. */
  setInstallation(actor: Actor, how: Installation): void;
  /** The id of the actor's private conversation with the bot. */
  openDirect(actor: Actor): string;
  /** The id of a new group of both members, without the bot. */
  openGroup(name: string): string;
  /** An actor writes a message of their own. */
  say(channel: ChannelChoice, content: string, as?: Actor): SandboxMessage;
  /** By actor, the language of the Discord client. */
  locales(): Readonly<Record<Actor, string>>;
  guildName: string;
  /** Members, roles and channels by id. */
  names(): Readonly<Record<string, string>>;
  /** Whom and what a select may name. `type`: of a channel. */
  targets(): readonly { id: string; name: string; kind: 'user' | 'role' | 'channel'; type?: number }[];
  channels(): readonly SeenChannel[];
  /** Every message in the order of ids, ephemeral ones included. */
  history(): readonly SeenMessage[];
  find(messageId: string): SeenMessage | null;
  /** Takes an ephemeral message away, as its one reader may; false when there is none with this id. */
  dismiss(messageId: string): boolean;
  /** Calls back at each change; gives the way to stop. */
  onChange(listener: (change: Change) => void): () => void;
  breakages: Breakages;
  wire: Wire;
  checks: Checks;
  stop(): Promise<void>;
};
