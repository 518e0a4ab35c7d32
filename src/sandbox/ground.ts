import type { Clock } from '../clock.ts';
import type { Random } from '../ids.ts';
import type { Inspector } from './inspector.ts';
import type { Interactions } from './interactions.ts';
import type { Json } from './json.ts';
import type { MessageStore } from './message-store.ts';
import type { Uploads } from './uploads.ts';
import type { WireLog } from './wire-log.ts';
import type { World } from './world.ts';

/** What every route and the gateway share. */
export type Ground = {
  clock: Clock;
  random: Random;
  token: string;
  nextId: () => string;
  world: World;
  messages: MessageStore;
  /** Files that members attached to commands. */
  uploads: Uploads;
  interactions: Interactions;
  inspector: Inspector;
  wire: WireLog;
  /** As registered, with their ids. */
  commands: { list: readonly Json[]; isRegistered: boolean; tellChange?: () => void };
  /** Called when channels come or change. */
  tellChannels?: () => void;
  /** Whether the bot's token is worth nothing any more. */
  access: { isRevoked: boolean };
  /** Aborts when the sandbox stops. */
  ended: AbortSignal;
  /** `http://127.0.0.1:<port>`; known once the server listens. */
  origin: () => string;
};
