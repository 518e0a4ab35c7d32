import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../../../src/clock.ts';
import { type Answer, answerFeed, answerPage, createShelf } from './answers.ts';
import { type Asked, newWebLog, noteServed, type WebLog } from './web-log.ts';
import type { PlannedFeed, WebPlan } from './web-plan.ts';

export type Web = {
  /** Every name is this machine. */
  lookup(host: string): Promise<readonly { address: string; family: number }[]>;
  allowAddress(ip: string, port: number): boolean;
  /** Where a planned feed was first. */
  addressOf(feed: PlannedFeed): string;
  log: WebLog;
  /** Requests that are left without the rest of their answer on purpose. */
  held(): number;
  /** Grows with each request, answer and end of one. */
  steps(): number;
  stop(): Promise<void>;
};

/** A drip waits so long for its next byte. */
const DRIP_MS = 1_000;

/** A loopback server that is the whole web of a plan: which host is asked for, the request says; what it answers, the clock. */
export async function serveWeb(plan: WebPlan, clock: Clock): Promise<Web> {
  const log = newWebLog();
  const shelf = createShelf(plan);
  const ending = new AbortController();
  /** By host: the pollers whose requests are open. */
  const open = new Map<string, string[]>();
  let held = 0;
  let steps = 0;

  const server = createServer((request, response) => {
    steps++;
    const asked = note(request);
    const answer = choose(asked, request);
    asked.status = answer.status;
    asked.retryAfterMs = answer.retryAfterMs ?? null;
    asked.hasValidators = 'etag' in answer.headers || 'last-modified' in answer.headers;
    asked.isWhole = answer.body !== undefined && answer.manner === undefined;
    const leave = enter(asked);
    const { at, life, feed } = asked;
    const { of, isSure = true, pieces = [] } = answer.holds ?? {};
    for (const [piece, version] of pieces) noteServed(log[of ?? 'served'], piece, { version, at, life, feed, isSure });
    if (answer.manner === 'silent' || answer.manner === 'drip') {
      held++;
      response.once('close', () => {
        steps++;
        held--;
        leave();
      });
      if (answer.manner === 'drip') void drip(response, answer);
      return;
    }
    send(response, answer);
    leave();
  });

  function note(request: IncomingMessage): Asked {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const path = request.url ?? '/';
    const life = /\((\S+)\)/.exec(request.headers['user-agent'] ?? '')?.[1] ?? '';
    const { feed, piece } = shelf.find(host, path);
    const isConditional =
      request.headers['if-none-match'] !== undefined || request.headers['if-modified-since'] !== undefined;
    const others = open.get(host) ?? [];
    const asked: Asked = {
      at: clock.now(),
      host,
      path,
      life,
      feed: feed?.n ?? null,
      piece: piece?.id ?? null,
      status: 0,
      retryAfterMs: null,
      isConditional,
      hasValidators: false,
      overlaps: others.includes(life) ? 'own' : others.length > 0 ? 'other' : 'no',
      isWhole: false,
    };
    log.asked.push(asked);
    return asked;
  }

  function enter({ host, life }: Asked): () => void {
    const lives = open.get(host) ?? [];
    lives.push(life);
    open.set(host, lives);
    return () => lives.splice(lives.indexOf(life), 1);
  }

  function choose({ at, host, feed: n, piece: id }: Asked, request: IncomingMessage): Answer {
    const feed = n === null ? undefined : plan.feeds[n];
    const question = {
      now: at,
      host,
      port: portOf(server),
      etag: request.headers['if-none-match'],
      modifiedSince: request.headers['if-modified-since'],
    };
    if (feed) return answerFeed(shelf, feed, question);
    const piece = id === null ? undefined : plan.pieces.get(id);
    return piece ? answerPage(shelf, piece, question) : { status: 404, headers: {}, body: Buffer.from('Not found') };
  }

  async function drip(response: ServerResponse, { headers, body }: Answer): Promise<void> {
    response.writeHead(200, headers);
    try {
      for (const byte of body ?? []) {
        if (response.destroyed) return;
        response.write(Uint8Array.of(byte));
        await clock.wait(DRIP_MS, ending.signal);
      }
    } catch {
      response.destroy();
    }
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
    allowAddress: (ip, port) => ip === '127.0.0.1' && port === portOf(server),
    addressOf: (feed) => `http://${feed.host}:${portOf(server)}${feed.path}`,
    log,
    held: () => held,
    steps: () => steps,
    stop: async () => {
      ending.abort(new Error('The web is closed'));
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, { status, headers, body = Buffer.alloc(0), manner, gzip }: Answer): void {
  const sent = gzip ? gzipSync(body, { level: 1 }) : body;
  const encoding = gzip ? { 'content-encoding': 'gzip' } : {};
  if (manner === 'cut') {
    response.writeHead(status, { ...headers, ...encoding, 'content-length': sent.length });
    response.write(sent.subarray(0, sent.length >> 1), () => response.destroy());
    return;
  }
  // The end of a compressed body is where its check stands.
  const spoiled =
    manner === 'bad-gzip' ? Buffer.concat([sent.subarray(0, sent.length >> 1), Buffer.alloc(40, 255)]) : sent;
  response.writeHead(status, { ...headers, ...encoding, 'content-length': spoiled.length, connection: 'close' });
  response.end(spoiled);
}

function portOf(server: { address(): unknown }): number {
  const address = server.address();
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
}
