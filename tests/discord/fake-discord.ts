import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { afterEach } from 'vitest';
import * as z from 'zod';

export type FakeRequest = {
  method: string;
  /** Without the version: `/channels/1/messages`. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** Byte for byte. */
  text: string;
};
/** 'hang' never answers; 'cut' closes the connection. */
export type FakeAnswer =
  | { status?: number; headers?: Record<string, string>; json?: unknown; html?: string }
  | 'hang'
  | 'cut';
export type FakeDiscord = {
  apiUrl: string;
  port: number;
  requests: FakeRequest[];
  /** `METHOD /path` of every request so far. */
  routes(): string[];
  server: Server;
};

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A loopback HTTP server that answers as `answer` says; it goes away after the test. */
export async function fakeDiscord(answer: (request: FakeRequest) => FakeAnswer): Promise<FakeDiscord> {
  const requests: FakeRequest[] = [];
  const sockets = new Set<Duplex>();
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const request = await readRequest(incoming);
    requests.push(request);
    const said = answer(request);
    if (said === 'hang') return;
    if (said === 'cut') return void incoming.socket.destroy();
    const { status = 200, headers = {}, json = {}, html } = said;
    const type = html === undefined ? 'application/json' : 'text/html';
    outgoing.writeHead(status, status === 204 ? headers : { 'content-type': type, ...headers });
    outgoing.end(status === 204 ? undefined : (html ?? JSON.stringify(json)));
  };
  const server = createServer((incoming, outgoing) => void respond(incoming, outgoing));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const routes = () => requests.map(({ method, path }) => `${method} ${path}`);
  return { apiUrl: `http://127.0.0.1:${port}/api`, port, requests, routes, server };
}

/** Runs after the test, before the servers close. */
export function afterThisTest(close: () => Promise<void>): void {
  closers.unshift(close);
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const url = new URL(incoming.url ?? '', 'http://127.0.0.1');
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return {
    method: incoming.method ?? '',
    path: url.pathname.replace(/^\/api\/v\d+/, ''),
    query: url.searchParams,
    headers: incoming.headers,
    text: Buffer.concat(chunks).toString(),
  };
}
