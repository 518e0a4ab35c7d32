/**
 * What the page and the sandbox say to each other over the WebSocket at /page/socket: JSON, one value a frame. Types only,
 * so that the browser's bundle and the server share them.
 */
import type { Actor, Choice } from './contract.ts';

/** A message as Discord's API gives it, with what the page needs beside it. */
export type PageMessage = {
  id: string;
  channelId: string;
  /** The bot, a member, or the sandbox's own fixtures. */
  author: { id: string; name: string; isBot: boolean };
  sentAt: number;
  editedAt: number | null;
  /** The one actor who sees it; null for everybody. */
  visibleTo: Actor | null;
  /** "Manager used /summary": shown above the answer of an interaction. */
  usedBy: { actor: Actor; command: string } | null;
  /** The message's JSON: components, embeds, content, attachments, flags. */
  body: Readonly<Record<string, unknown>>;
  files: readonly { name: string; text: string }[];
  /** Names for mentions: users, channels and roles by id. */
  names: Readonly<Record<string, string>>;
};

export type PageChannel = {
  id: string;
  name: string;
  kind: 'text' | 'announcement' | 'forum' | 'thread';
  visibleTo: readonly Actor[];
};

/** Whom and what a select may name. */
export type PageTarget = { id: string; name: string; kind: 'user' | 'role' | 'channel'; type?: number };

/** A registered command's JSON, as the bot sent it. */
export type PageCommand = Readonly<Record<string, unknown>>;

/** What crossed between the bot and Discord, in plain words. */
export type WireLine = {
  at: number;
  direction: 'from-bot' | 'to-bot';
  /** One sentence: "The bot posts in #news (key 3f9k…)". */
  words: string;
  /** How Discord answered, where it did: 200, 429, "no answer". */
  result: string;
  kind: 'good' | 'refused' | 'broken';
};

/** The demo's stand-in for a language model, which says that it is none. */
export type StandInState = { mode: 'off' | 'honest' | 'slow' | 'down' | 'lying' | 'wrong-number'; requests: number };

/** What the visitor can break; each is on until it is used up or taken back. */
export type BreakageName = 'discord-500' | 'discord-429' | 'discord-no-answer' | 'no-permission';

export type BotState = 'starting' | 'ready' | 'stopped';

/** The whole state at the beginning and after a reconnect; later frames change parts of it. */
export type Snapshot = {
  kind: 'snapshot';
  guildName: string;
  channels: readonly PageChannel[];
  actors: readonly { actor: Actor; name: string; locale: string }[];
  targets: readonly PageTarget[];
  /** Oldest first, ephemeral ones included. */
  messages: readonly PageMessage[];
  commands: readonly PageCommand[];
  wire: readonly WireLine[];
  bot: BotState;
  standIn: StandInState;
  breakages: readonly BreakageName[];
  clock: ClockState;
};

/** `offsetMs`: how far the simulated clock is from the browser's. `nextDigestAt` is null when none is due. */
export type ClockState = { offsetMs: number; nextDigestAt: number | null };

export type Push =
  | Snapshot
  /** New or changed. */
  | { kind: 'message'; message: PageMessage }
  | { kind: 'message-gone'; id: string }
  | { kind: 'commands'; commands: readonly PageCommand[] }
  | { kind: 'channels'; channels: readonly PageChannel[] }
  | { kind: 'wire'; lines: readonly WireLine[] }
  | { kind: 'bot'; bot: BotState }
  | { kind: 'stand-in'; standIn: StandInState }
  | { kind: 'breakages'; breakages: readonly BreakageName[] }
  | { kind: 'clock'; clock: ClockState }
  | { kind: 'locale'; actor: Actor; locale: string }
  | { kind: 'answer'; to: number; answer: Answer };

/** A form that the bot opened: https://docs.discord.com/developers/components/using-modal-components */
export type PageModal = { interactionId: string; body: Readonly<Record<string, unknown>> };

export type Answer =
  | { kind: 'done'; messageId: string | null }
  | { kind: 'choices'; choices: readonly Choice[] }
  | { kind: 'modal'; modal: PageModal }
  /** Discord's client would not send it, the bot did not answer, or the request was no good: a sentence to show. */
  | { kind: 'refused'; sentence: string };

/** What the visitor does. `actor` is who they are at that moment. */
export type Deed =
  | { do: 'command'; text: string; channelId: string; actor: Actor }
  /** A command of a message's menu, by its registered name. */
  | { do: 'message-command'; name: string; messageId: string; actor: Actor }
  | { do: 'complete'; text: string; channelId: string; actor: Actor }
  | { do: 'press'; messageId: string; customId: string; actor: Actor }
  | { do: 'select'; messageId: string; customId: string; values: readonly string[]; actor: Actor }
  | { do: 'submit'; interactionId: string; values: Readonly<Record<string, string>>; actor: Actor }
  | { do: 'dismiss'; messageId: string }
  | { do: 'locale'; actor: Actor; locale: string }
  | { do: 'move-clock'; ms: number }
  | { do: 'to-next-digest' }
  /** Five minutes before a clock change: 'spring' or 'autumn' of Europe/Paris. */
  | { do: 'to-clock-change'; which: 'spring' | 'autumn' }
  | { do: 'break'; what: BreakageName; on: boolean }
  | { do: 'stand-in'; mode: StandInState['mode'] }
  | { do: 'kill' };

export type PageRequest = { id: number; deed: Deed };
