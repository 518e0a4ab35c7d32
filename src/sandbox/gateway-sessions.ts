import type { WebSocket } from 'ws';
import type { Ground } from './ground.ts';
import { type Json, readList, readNumber, readText } from './json.ts';

/** Opcodes (https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway). */
export const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalidSession: 9,
  hello: 10,
  ack: 11,
  sounds: 31,
  channelInfo: 43,
} as const;

/** A bot's stay at the gateway, which outlives a lost connection. */
export type Session = {
  id: string;
  shard: readonly [index: number, count: number];
  /** Null while the bot is away. */
  socket: WebSocket | null;
  sequence: number;
  /** What a resumed connection may have missed. */
  sent: { sequence: number; message: Json }[];
};

export type Sessions = {
  start: (socket: WebSocket, identify: Json) => Session;
  /** Undefined when there is none to resume. */
  resume: (socket: WebSocket, data: Json) => Session | undefined;
  /** Whether a resume claims to have seen more than was ever sent. */
  isAhead: (data: Json) => boolean;
  end: (session: Session) => void;
  has: (session: Session) => boolean;
  /** Sends an event, or keeps it for when the bot is back. */
  push: (session: Session, event: string, data: Json) => void;
  /** The session of the server's shard, a connected one first. */
  ofServer: () => Session | undefined;
  list: () => readonly Session[];
  clear: () => void;
};

export const OPEN = 1;
const MAX_SENT = 500;
const GUILDS_INTENT = 1;

/** All sessions of the gateway; `post` writes to a socket. */
export function createSessions(ground: Ground, post: (socket: WebSocket, message: Json) => void): Sessions {
  const sessions = new Map<string, Session>();
  const push = (session: Session, event: string, data: Json) => {
    session.sequence++;
    const message = { op: OP.dispatch, t: event, s: session.sequence, d: data };
    session.sent.push({ sequence: session.sequence, message });
    if (session.sent.length > MAX_SENT) session.sent.shift();
    if (session.socket?.readyState === OPEN) post(session.socket, message);
  };
  return {
    push,
    start(socket, identify) {
      const shard = readShard(identify);
      // A bot that was killed left its session behind: whoever identifies anew takes its place.
      for (const old of sessions.values()) if (old.shard[0] === shard[0] && !old.socket) sessions.delete(old.id);
      const session: Session = { id: ground.nextId(), shard, socket, sequence: 0, sent: [] };
      sessions.set(session.id, session);
      push(session, 'READY', describeReady(ground, session));
      // Without the intent no event tells of servers.
      if (((readNumber(identify, 'intents') ?? 0) & GUILDS_INTENT) !== 0 && ownsGuild(ground, session))
        push(session, 'GUILD_CREATE', describeGuild(ground));
      return session;
    },
    resume(socket, data) {
      const session = sessions.get(readText(data, 'session_id') ?? '');
      if (!session) return undefined;
      session.socket?.terminate();
      session.socket = socket;
      const from = readNumber(data, 'seq') ?? 0;
      for (const { sequence, message } of session.sent) if (sequence > from) post(socket, message);
      push(session, 'RESUMED', {});
      return session;
    },
    isAhead(data) {
      const session = sessions.get(readText(data, 'session_id') ?? '');
      return session !== undefined && (readNumber(data, 'seq') ?? 0) > session.sequence;
    },
    end: (session) => void sessions.delete(session.id),
    has: (session) => sessions.has(session.id),
    ofServer() {
      const owners = [...sessions.values()].filter((one) => ownsGuild(ground, one));
      return owners.findLast((one) => one.socket !== null) ?? owners.at(-1);
    },
    list: () => [...sessions.values()],
    clear: () => sessions.clear(),
  };
}

function readShard(identify: Json): readonly [number, number] {
  const [index, count] = readList(identify, 'shard');
  return typeof index === 'number' && typeof count === 'number' ? [index, count] : [0, 1];
}

/** The shard that a server belongs to (https://docs.discord.com/developers/events/gateway#sharding). */
function ownsGuild({ world }: Ground, { shard: [index, count] }: Session): boolean {
  return Number((BigInt(world.ids.guild) >> 22n) % BigInt(Math.max(1, count))) === index;
}

function describeReady(ground: Ground, session: Session): Json {
  const { world, origin } = ground;
  return {
    v: 10,
    user: world.ownUserJson(),
    guilds: ownsGuild(ground, session) ? [{ id: world.ids.guild, unavailable: true }] : [],
    session_id: session.id,
    session_type: 'normal',
    resume_gateway_url: `${origin().replace('http:', 'ws:')}/gateway`,
    shard: session.shard,
    application: { id: world.ids.application, flags: 0 },
    private_channels: [],
    relationships: [],
    user_settings: {},
    geo_ordered_rtc_regions: [],
    _trace: [],
  };
}

function describeGuild({ world }: Ground): Json {
  return {
    ...world.guildJson(),
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: 4,
    voice_states: [],
    members: [world.memberJson(world.ids.application)],
    channels: world.channels.list().map(world.channelJson),
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
