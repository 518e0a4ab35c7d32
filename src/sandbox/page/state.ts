import type { Actor } from '../contract.ts';
import type { PageChannel, PageMessage, Push, Snapshot } from '../page-protocol.ts';

export type Connection = 'connecting' | 'open' | 'away';

/** What the page shows, and who looks at it. */
export type PageState = Omit<Snapshot, 'kind'> & {
  connection: Connection;
  actor: Actor;
  /** Empty until the first snapshot. */
  channelId: string;
  /** Ids of channels with something new for the actor. */
  unread: readonly string[];
  /** The message that came or changed last; `at` grows with each. */
  touched: { id: string; at: number } | null;
};

export type PageAction =
  | Exclude<Push, { kind: 'answer' }>
  | { kind: 'connection'; connection: Connection }
  | { kind: 'become'; actor: Actor }
  | { kind: 'open-channel'; channelId: string };

/** So many lines of the wire are kept. */
export const MAX_WIRE_LINES = 200;

export const INITIAL_STATE: PageState = {
  connection: 'connecting',
  actor: 'member',
  channelId: '',
  unread: [],
  touched: null,
  guildName: '',
  channels: [],
  actors: [],
  targets: [],
  messages: [],
  commands: [],
  wire: [],
  bot: 'starting',
  standIn: { mode: 'off', requests: 0 },
  breakages: [],
  clock: { offsetMs: 0, nextDigestAt: null },
};

/** The state after one push of the sandbox or one act of the visitor. */
export function reducePage(state: PageState, action: PageAction): PageState {
  switch (action.kind) {
    case 'snapshot':
      return takeSnapshot(state, action);
    case 'message':
      return takeMessage(state, action.message);
    case 'message-gone':
      return { ...state, messages: state.messages.filter(({ id }) => id !== action.id) };
    case 'commands':
      return { ...state, commands: action.commands };
    case 'channels':
      return settleChannel({ ...state, channels: action.channels });
    case 'wire':
      return { ...state, wire: [...state.wire, ...action.lines].slice(-MAX_WIRE_LINES) };
    case 'bot':
      return { ...state, bot: action.bot };
    case 'stand-in':
      return { ...state, standIn: action.standIn };
    case 'breakages':
      return { ...state, breakages: action.breakages };
    case 'clock':
      return { ...state, clock: action.clock };
    case 'locale':
      return {
        ...state,
        actors: state.actors.map((one) => (one.actor === action.actor ? { ...one, locale: action.locale } : one)),
      };
    case 'connection':
      return { ...state, connection: action.connection };
    case 'become':
      return settleChannel({ ...state, actor: action.actor });
    case 'open-channel':
      return settleChannel({ ...state, channelId: action.channelId });
  }
}

/** The channels that an actor sees. */
export function visibleChannels({ channels, actor }: Pick<PageState, 'channels' | 'actor'>): readonly PageChannel[] {
  return channels.filter(({ visibleTo }) => visibleTo.includes(actor));
}

/** The open channel's messages that the actor sees, oldest first. */
export function visibleMessages(state: PageState): readonly PageMessage[] {
  return state.messages.filter((one) => one.channelId === state.channelId && isSeenBy(one, state.actor));
}

/** The language of the actor's Discord. */
export function localeOf({ actors, actor }: Pick<PageState, 'actors' | 'actor'>): string {
  return actors.find((one) => one.actor === actor)?.locale ?? 'en-US';
}

function takeSnapshot(state: PageState, { kind: _kind, ...snapshot }: Snapshot): PageState {
  const isFirst = state.channelId === '';
  const known = new Set(state.messages.map(({ id }) => id));
  const missed = isFirst ? [] : snapshot.messages.filter((one) => !known.has(one.id) && isSeenBy(one, state.actor));
  return settleChannel({
    ...state,
    ...snapshot,
    wire: snapshot.wire.slice(-MAX_WIRE_LINES),
    connection: 'open',
    unread: [...new Set([...state.unread, ...missed.map(({ channelId }) => channelId)])],
  });
}

function takeMessage(state: PageState, message: PageMessage): PageState {
  const isKnown = state.messages.some(({ id }) => id === message.id);
  const messages = isKnown
    ? state.messages.map((one) => (one.id === message.id ? message : one))
    : [...state.messages, message];
  const isNews = !isKnown && isSeenBy(message, state.actor) && message.channelId !== state.channelId;
  return {
    ...state,
    messages,
    unread: isNews && !state.unread.includes(message.channelId) ? [...state.unread, message.channelId] : state.unread,
    touched: { id: message.id, at: (state.touched?.at ?? 0) + 1 },
  };
}

/** The open channel is one that is there and seen; what is open is read. */
function settleChannel(state: PageState): PageState {
  const seen = visibleChannels(state);
  const channelId = (seen.find(({ id }) => id === state.channelId) ?? seen[0])?.id ?? '';
  return { ...state, channelId, unread: state.unread.filter((id) => id !== channelId) };
}

function isSeenBy(message: PageMessage, actor: Actor): boolean {
  return message.visibleTo === null || message.visibleTo === actor;
}
