import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createRawServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createFetcher, type FetcherOptions } from '../../src/services/fetching/create-fetcher.ts';
import type { Fetched } from '../../src/services/fetching/fetching.ts';
import { FETCH_LIMITS } from '../../src/services/fetching/fetch-limits.ts';
import { testClock } from './clock.ts';

export type Loopback = { port: number; url: string; asked: IncomingMessage[] };

/** A server of HTTP on this machine until the test's end, with what it was asked. */
export async function serve(answer: RequestListener): Promise<Loopback> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  const port = await listen(server);
  onTestFinished(() => server.closeAllConnections());
  return { port, url: `http://127.0.0.1:${port}/`, asked };
}

/** A server that speaks in bytes, so that it may lie in every way; `talk` gets each connection once its request has come. */
export async function serveRaw(
  talk: (socket: Socket, request: string) => void,
): Promise<{ port: number; url: string; asked: string[] }> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const server = createRawServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (request) => {
      const text = request.toString('latin1');
      asked.push(text);
      talk(socket, text);
    });
  });
  const port = await listen(server);
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
  });
  return { port, url: `http://127.0.0.1:${port}/`, asked };
}

/** A port of this machine at which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createRawServer();
  const port = await new Promise<number>((done) => server.listen(0, '127.0.0.1', () => done(portOf(server))));
  await new Promise((done) => server.close(done));
  return port;
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  onTestFinished(() => void server.close());
  return portOf(server);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens at no port');
  return address.port;
}

/** A fetcher for which this machine is the web, every name leads to it, and no pause holds up: closed at the test's end. */
export function loopbackFetcher(options: Partial<FetcherOptions> = {}) {
  const clock = testClock();
  const { limits, ...rest } = options;
  const underWay = new Set<object>();
  const fetcher = createFetcher({
    clock: { ...clock, wait: (ms, signal) => watchDeadline(underWay, ms, clock.wait(ms, signal)) },
    allowAddress: () => true,
    lookup: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    limits: { pauseMs: 0, ...limits },
    ...rest,
  });
  onTestFinished(() => fetcher.close());
  const get = (url: string, kind: 'feed' | 'page' = 'page'): Promise<Fetched> => fetcher.fetch({ url, for: kind });
  /** Moves the clock until a promise settles, but not while a request is under way: what waits for turns alone takes its time. */
  const moveUntil = async <Value>(promise: Promise<Value>, stepMs = 1_000): Promise<Value> => {
    const settled = promise.then(
      () => true,
      () => true,
    );
    const step = () => (underWay.size > 0 ? nextTurn() : clock.move(stepMs));
    while (!(await Promise.race([settled, step().then(() => false)])));
    return promise;
  };
  return { clock, fetcher, get, moveUntil };
}

/** A wait as long as a request may take is the watch over one that is under way. */
function watchDeadline(underWay: Set<object>, ms: number, wait: Promise<void>): Promise<void> {
  if (ms !== FETCH_LIMITS.page.timeoutMs) return wait;
  underWay.add(wait);
  return wait.finally(() => underWay.delete(wait));
}

const nextTurn = () => new Promise<void>((done) => setImmediate(done));

/** Lets this process's servers and sockets go on until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await nextTurn();
}

export function textOf(fetched: Fetched): string {
  if (fetched.kind !== 'ok') throw new Error(`not ok: ${JSON.stringify(fetched)}`);
  return Buffer.from(fetched.bytes).toString('utf8');
}
