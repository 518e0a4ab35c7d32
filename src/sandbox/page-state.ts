import type { Sandbox, SeenMessage } from './contract.ts';
import { isJson, readText } from './json.ts';
import type {
  BotState,
  BreakageName,
  ClockState,
  Deed,
  PageCommand,
  PageMessage,
  Snapshot,
  StandInState,
  WireLine,
} from './page-protocol.ts';

/** What the page shows beside the sandbox itself. */
export type ControlState = {
  bot: BotState;
  standIn: StandInState;
  breakages: readonly BreakageName[];
  clock: ClockState;
};

/** A deed that no member of a Discord server can do. */
export type ControlDeed = Extract<
  Deed,
  { do: 'move-clock' | 'to-next-digest' | 'to-clock-change' | 'break' | 'stand-in' | 'kill' }
>;

/** What whoever started the sandbox lets the visitor do. */
export type PageControls = {
  state: () => ControlState;
  /** Calls back when any part of the state may have changed; gives the way to stop. */
  onChange: (listener: () => void) => () => void;
  /** Does it; gives a sentence when it cannot be done. */
  perform: (deed: ControlDeed) => Promise<string | undefined>;
};

export type PageHost = { sandbox: Sandbox; controls: PageControls };

/** A page that comes late sees this many messages and lines of the wire. */
const MAX_MESSAGES = 500;
export const MAX_LINES = 200;

/** Everything that a page has to know at its beginning. */
export function composeSnapshot({ sandbox, controls }: PageHost, wire: readonly WireLine[]): Snapshot {
  const { ids } = sandbox;
  const locales = sandbox.locales();
  return {
    kind: 'snapshot',
    guildName: sandbox.guildName,
    channels: sandbox.channels(),
    actors: [
      { actor: 'manager', name: nameOf(sandbox, ids.users.manager), locale: locales.manager },
      { actor: 'member', name: nameOf(sandbox, ids.users.member), locale: locales.member },
    ],
    targets: sandbox.targets(),
    messages: sandbox
      .history()
      .slice(-MAX_MESSAGES)
      .map((one) => composeMessage(sandbox, one)),
    commands: listCommands(sandbox),
    wire,
    ...controls.state(),
  };
}

/** A message for the page. */
export function composeMessage(sandbox: Sandbox, { message, visibleTo, usedBy }: SeenMessage): PageMessage {
  const { id, channelId, authorId, sentAt, editedAt, files } = message;
  return {
    id,
    channelId,
    author: { id: authorId, name: nameOf(sandbox, authorId), isBot: authorId === sandbox.ids.application },
    sentAt,
    editedAt,
    visibleTo,
    usedBy,
    body: isJson(message.body) ? message.body : {},
    files: files.map(({ name, text }) => ({ name, text })),
    names: message.names ?? sandbox.names(),
  };
}

/** The registered commands, without those of another shape. */
export function listCommands(sandbox: Sandbox): readonly PageCommand[] {
  return sandbox.commands().filter(isJson);
}

function nameOf(sandbox: Sandbox, id: string): string {
  return readText(sandbox.names(), id) ?? id;
}
