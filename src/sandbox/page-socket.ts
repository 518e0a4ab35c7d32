import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { isOwnOrigin } from './page-origin.ts';
import type { Answer, PageRequest, Push } from './page-protocol.ts';
import { performDeed } from './page-socket-deeds.ts';
import { createPageFeed, type PageFeed } from './page-socket-feed.ts';
import { readRequest } from './page-socket-requests.ts';
import type { PageHost } from './page-state.ts';

const PATH = '/page/socket';
const MAX_FRAME_BYTES = 64 * 1024;
/** A page that reads this far behind is dropped: it comes back and gets a snapshot. */
const MAX_BEHIND_BYTES = 4 * 1024 * 1024;
const MAX_PAGES = 32;
/** Requests of one page that wait for an answer at the same time. */
const MAX_WAITING = 50;
const OPEN = 1;
const TOO_MANY = 1013;

export type PageSocket = {
  /** Takes the WebSocket of a page of this server's own; false for any other. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  open: (host: PageHost) => void;
  stop: () => void;
};

/** The WebSocket of the pages. Until `open` none is taken. */
export function createPageSocket(): PageSocket {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  const pages = new Set<WebSocket>();
  let served: { host: PageHost; feed: PageFeed } | undefined;
  const sendAll = (push: Push) => {
    const text = JSON.stringify(push);
    for (const page of pages) post(page, text);
  };
  return {
    upgrade(request, socket, head) {
      const { host, feed } = served ?? {};
      if (!host || !feed || !isOwnPage(request)) return false;
      server.handleUpgrade(request, socket, head, (page) => {
        // A broken connection also closes.
        page.on('error', () => undefined);
        if (pages.size >= MAX_PAGES) return page.close(TOO_MANY, 'Too many pages are open.');
        page.on('close', () => pages.delete(page));
        // What is still to be told is in the snapshot already.
        feed.flush();
        pages.add(page);
        post(page, JSON.stringify(feed.snapshot()));
        return listen(page, host, feed);
      });
      return true;
    },
    open(host) {
      served = { host, feed: createPageFeed(host, sendAll) };
    },
    stop() {
      served?.feed.stop();
      served = undefined;
      for (const page of server.clients) page.terminate();
      server.close();
    },
  };
}

/** Answers each request of a page, as they come and beside each other. */
function listen(page: WebSocket, host: PageHost, feed: PageFeed): void {
  let waiting = 0;
  const answer = (to: number, given: Answer) => {
    // A message comes before the answer that names it.
    feed.flush();
    post(page, JSON.stringify({ kind: 'answer', to, answer: given } satisfies Push));
  };
  async function work({ id, deed }: PageRequest): Promise<void> {
    waiting++;
    const given = await performDeed(host, deed);
    waiting--;
    answer(id, given);
  }
  page.on('message', (raw, isBinary) => {
    const request = isBinary ? { id: 0, fault: 'Pages send text.' } : readRequest(textOf(raw));
    if ('fault' in request) return answer(request.id, { kind: 'refused', sentence: request.fault });
    if (waiting >= MAX_WAITING)
      return answer(request.id, { kind: 'refused', sentence: 'Too much at once: wait a moment.' });
    return void work(request);
  });
}

function post(page: WebSocket, text: string): void {
  if (page.readyState !== OPEN) return;
  if (page.bufferedAmount > MAX_BEHIND_BYTES) page.terminate();
  else page.send(text);
}

function isOwnPage(request: IncomingMessage): boolean {
  return isOwnOrigin(request) && new URL(request.url ?? '/', 'http://page').pathname === PATH;
}

function textOf(raw: RawData): string {
  if (Array.isArray(raw)) return Buffer.concat(raw).toString('utf8');
  return Buffer.isBuffer(raw) ? raw.toString('utf8') : Buffer.from(raw).toString('utf8');
}
