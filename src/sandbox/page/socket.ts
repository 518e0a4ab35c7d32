import type { Answer, Deed, PageRequest, Push } from '../page-protocol.ts';

/** One connection; a browser's WebSocket behind it. */
export type Line = { send(text: string): void; close(): void };

export type LineEvents = { onOpen: () => void; onFrame: (data: unknown) => void; onClose: () => void };

export type SocketOptions = {
  open: (events: LineEvents) => Line;
  onPush: (push: Exclude<Push, { kind: 'answer' }>) => void;
  onAway: () => void;
  /** Runs `work` after `ms`; gives the way to stop it. */
  later: (work: () => void, ms: number) => () => void;
};

export type Socket = {
  /** Never rejects: what cannot be asked is answered as refused, with a sentence. */
  ask(deed: Deed): Promise<Answer>;
  stop(): void;
};

const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 5000;
const CLOSED = 'The sandbox is not connected. It is tried again by itself; then ask once more.';
const LOST = 'The connection was lost before an answer came. Look whether it happened, then try again.';

/** Keeps one connection to the sandbox: after a loss it tries again, waiting twice as long each time up to 5 s. */
export function createSocket({ open, onPush, onAway, later }: SocketOptions): Socket {
  const waiting = new Map<number, (answer: Answer) => void>();
  let line: Line | null = null;
  let isOpen = false;
  let isStopped = false;
  let waitMs = FIRST_WAIT_MS;
  let lastId = 0;
  let cancel: (() => void) | null = null;

  const receive = (data: unknown) => {
    const push = readPush(data);
    if (push?.kind !== 'answer') return push && onPush(push);
    waiting.get(push.to)?.(push.answer);
    return waiting.delete(push.to);
  };
  const refuseAll = (sentence: string) => {
    isOpen = false;
    for (const resolve of waiting.values()) resolve({ kind: 'refused', sentence });
    waiting.clear();
  };
  const lose = () => {
    refuseAll(LOST);
    if (isStopped) return;
    onAway();
    cancel = later(connect, waitMs);
    waitMs = Math.min(waitMs * 2, MAX_WAIT_MS);
  };
  const connect = () => {
    line = open({
      onOpen() {
        isOpen = true;
        waitMs = FIRST_WAIT_MS;
      },
      onFrame: receive,
      onClose: lose,
    });
  };
  connect();
  return {
    ask(deed) {
      if (!line || !isOpen) return Promise.resolve({ kind: 'refused', sentence: CLOSED });
      const request: PageRequest = { id: ++lastId, deed };
      line.send(JSON.stringify(request));
      return new Promise((resolve) => waiting.set(request.id, resolve));
    },
    stop() {
      isStopped = true;
      cancel?.();
      line?.close();
      refuseAll(CLOSED);
    },
  };
}

/** A frame of the page's own server; null for what is none. */
function readPush(data: unknown): Push | null {
  if (typeof data !== 'string') return null;
  try {
    const value: unknown = JSON.parse(data);
    return isPush(value) ? value : null;
  } catch {
    return null;
  }
}

// The server is the same build's: its frames are told apart, not checked field by field.
function isPush(value: unknown): value is Push {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}
