import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Connecting, readConnecting, refuseConnecting, refuseIdentify } from './gateway-entry.ts';
import { createFrames, type Frames } from './gateway-frames.ts';
import { createSessions, OP, OPEN, type Session, type Sessions } from './gateway-sessions.ts';
import type { Ground } from './ground.ts';
import { isJson, type Json, readJson, readNumber, readText } from './json.ts';

/** Close codes (https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes). */
const CLOSE = {
  unknownOp: 4001,
  decode: 4002,
  notAuthenticated: 4003,
  badToken: 4004,
  twice: 4005,
  sequence: 4007,
  rate: 4008,
} as const;
/** After these no session can be resumed. */
const FINAL = new Set([1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014]);
const NO_CLOSE_FRAME = 1006;
const HEARTBEAT_MS = 41_250;
/** What a client may send: 120 messages in 60 s. */
const SEND_LIMIT = { count: 120, windowMs: 60_000 } as const;

export type Gateway = {
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  isConnected: () => boolean;
  /** Sends an event to the server's shard; a bot that is away gets it when it resumes. */
  dispatch: (event: string, data: Json) => void;
  /** Closes every connection; 1006 cuts it without a close frame. */
  drop: (code: number) => void;
  /** Asks every bot for something: a heartbeat, to reconnect and resume, or to identify anew, its session being over. */
  ask: (what: Asking) => void;
  /** Calls back at each identify, resume and end of a connection; gives the way to stop. */
  onChange: (listener: () => void) => () => void;
  stop: () => void;
};

export type Asking = 'heartbeat' | 'reconnect' | 'identify';

/** One connection's part in the protocol. */
type Connection = { socket: WebSocket; frames: Frames; session: Session | undefined; receivedAt: number[] };

type Room = {
  ground: Ground;
  sessions: Sessions;
  post: (socket: WebSocket, message: Json) => void;
  close: (socket: WebSocket, code: number) => void;
  openFrames: (socket: WebSocket, connecting: Connecting) => Frames;
  tellChange: () => void;
};

/** The gateway: hello, identify, heartbeats, resume (https://docs.discord.com/developers/events/gateway). */
export function createGateway(ground: Ground): Gateway {
  const { wire } = ground;
  const server = new WebSocketServer({ noServer: true, maxPayload: 1 << 20 });
  const listeners = new Set<() => void>();
  const frames = new WeakMap<WebSocket, Frames>();
  const post = (socket: WebSocket, message: Json) => {
    const event = readText(message, 't');
    const op = readNumber(message, 'op') ?? -1;
    wire.write({
      direction: 'to-bot',
      kind: 'gateway',
      op,
      ...(event !== undefined && { event }),
      body: message['d'],
    });
    frames.get(socket)?.send(JSON.stringify(message));
  };
  const close = (socket: WebSocket, code: number) => {
    wire.write({ direction: 'to-bot', kind: 'gateway', note: `Closed with ${code}.` });
    if (code === NO_CLOSE_FRAME) socket.terminate();
    else frames.get(socket)?.close(code);
  };
  const openFrames = (socket: WebSocket, { compress }: Connecting) => {
    const opened = createFrames(socket, compress);
    frames.set(socket, opened);
    return opened;
  };
  const tellChange = () => {
    for (const listener of listeners) listener();
  };
  const sessions = createSessions(ground, post);
  const room: Room = { ground, sessions, post, close, openFrames, tellChange };
  return {
    upgrade(request, socket, head) {
      const { searchParams } = new URL(request.url ?? '/', ground.origin());
      server.handleUpgrade(request, socket, head, (opened) => accept(room, opened, readConnecting(searchParams)));
    },
    isConnected: () => sessions.list().some((one) => one.socket?.readyState === OPEN),
    dispatch(event, data) {
      const session = sessions.ofServer();
      if (session) sessions.push(session, event, data);
    },
    drop(code) {
      for (const { socket } of sessions.list()) if (socket) close(socket, code);
      if (FINAL.has(code)) sessions.clear();
    },
    ask(what) {
      for (const session of sessions.list()) if (session.socket) askBot(room, session, session.socket, what);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      sessions.clear();
    },
  };
}

function askBot({ sessions, post }: Room, session: Session, socket: WebSocket, what: Asking): void {
  if (what === 'heartbeat') return post(socket, { op: OP.heartbeat, s: null, t: null, d: null });
  if (what === 'reconnect') return post(socket, { op: OP.reconnect, s: null, t: null, d: null });
  sessions.end(session);
  return post(socket, { op: OP.invalidSession, s: null, t: null, d: false });
}

function accept(room: Room, socket: WebSocket, connecting: Connecting): void {
  const { ground, sessions, post } = room;
  const frames = room.openFrames(socket, connecting);
  const connection: Connection = { socket, frames, session: undefined, receivedAt: [] };
  // A broken connection also closes, and that is dealt with below.
  socket.on('error', () => undefined);
  socket.on('close', (code) => {
    ground.wire.write({ direction: 'from-bot', kind: 'gateway', note: `The connection closed with ${code}.` });
    const { session } = connection;
    if (session?.socket !== socket) return;
    session.socket = null;
    // Told once the session itself is in order.
    queueMicrotask(room.tellChange);
    // A client that closes with 1000 or 1001 gives its session up.
    if (code === 1000 || code === 1001) sessions.end(session);
  });
  socket.on('message', (raw) => {
    if (isTooMuch(ground, connection)) return room.close(socket, CLOSE.rate);
    const message = parse(raw);
    return message ? receive(room, connection, message) : room.close(socket, CLOSE.decode);
  });
  const refusal = refuseConnecting(connecting);
  if (refusal !== undefined) return room.close(socket, refusal);
  return post(socket, { op: OP.hello, s: null, t: null, d: { heartbeat_interval: HEARTBEAT_MS, _trace: [] } });
}

/** What a bot in a session may say, and the sandbox has no answer to. */
const TAKEN: ReadonlySet<number> = new Set([OP.presence, OP.voice, OP.members, OP.sounds, OP.channelInfo]);

function receive(room: Room, connection: Connection, message: Json): void {
  const { ground, sessions, post, close } = room;
  const { socket, session } = connection;
  const op = readNumber(message, 'op') ?? -1;
  const data = readJson(message, 'd') ?? {};
  ground.wire.write({ direction: 'from-bot', kind: 'gateway', op, body: message['d'] });
  if (op === OP.heartbeat) post(socket, { op: OP.ack });
  else if (op === OP.identify || op === OP.resume) {
    if (session && sessions.has(session)) close(socket, CLOSE.twice);
    else enter(room, connection, op, data);
  } else if (!TAKEN.has(op)) close(socket, CLOSE.unknownOp);
  else if (!session) close(socket, CLOSE.notAuthenticated);
}

function enter(room: Room, connection: Connection, op: number, data: Json): void {
  const { ground, sessions, post, close, tellChange } = room;
  const { socket } = connection;
  const token = (readText(data, 'token') ?? '').replace(/^Bot /, '');
  if (token !== ground.token || ground.access.isRevoked) return close(socket, CLOSE.badToken);
  const refusal = op === OP.identify ? refuseIdentify(data) : undefined;
  if (refusal !== undefined) return close(socket, refusal);
  if (op === OP.resume && sessions.isAhead(data)) return close(socket, CLOSE.sequence);
  if (data['compress'] === true) connection.frames.compressPayloads();
  connection.session = op === OP.identify ? sessions.start(socket, data) : sessions.resume(socket, data);
  if (!connection.session) return post(socket, { op: OP.invalidSession, s: null, t: null, d: false });
  return tellChange();
}

function isTooMuch({ clock }: Ground, { receivedAt }: Connection): boolean {
  const now = clock.monotonicMs();
  receivedAt.push(now);
  if (receivedAt.length <= SEND_LIMIT.count) return false;
  return now - (receivedAt.shift() ?? -Infinity) < SEND_LIMIT.windowMs;
}

function parse(raw: unknown): Json | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.isBuffer(raw) ? raw.toString('utf8') : '');
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
