import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { isJson, type Json, readJson, readNumber, readText } from '../../src/sandbox/json.ts';
import { createPage, type Page } from '../../src/sandbox/page-server.ts';
import type { ControlDeed, ControlState, PageControls } from '../../src/sandbox/page-state.ts';
import type { Deed } from '../../src/sandbox/page-protocol.ts';
import type { Bundle } from '../../src/sandbox/page-bundle.ts';
import { type Ground, openSandbox } from './raw-bot.ts';

const QUIET: ControlState = {
  bot: 'ready',
  standIn: { mode: 'off', requests: 0 },
  breakages: [],
  clock: { offsetMs: 0, nextDigestAt: null },
};

/** Controls that only note what they are asked. */
export type NotedControls = PageControls & { asked: ControlDeed[]; change(state: Partial<ControlState>): void };

function notedControls(): NotedControls {
  let state = QUIET;
  const asked: ControlDeed[] = [];
  const listeners = new Set<() => void>();
  return {
    asked,
    state: () => state,
    change(changes) {
      state = { ...state, ...changes };
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async perform(deed) {
      asked.push(deed);
      return deed.do === 'to-next-digest' ? 'No digest is due.' : undefined;
    },
  };
}

/** A sandbox with a page; the bot is the test's own. */
export async function openPaged(
  bundle: Bundle = { absent: 'Not built.' },
): Promise<Ground & { page: Page; controls: NotedControls }> {
  const page = createPage(Promise.resolve(bundle));
  const ground = await openSandbox({ page: page.page, pageSocket: page.pageSocket });
  const controls = notedControls();
  page.open({ sandbox: ground.sandbox, controls });
  onTestFinished(() => page.stop());
  return { ...ground, page, controls };
}

/** A page by hand. */
export type Visitor = {
  /** The next frame of this kind that has not been taken. */
  next(kind: string, matches?: (frame: Json) => boolean): Promise<Json>;
  /** The answer to one deed. */
  ask(deed: Deed): Promise<Json>;
  send(text: string | Buffer): void;
  /** Frames that nobody took. */
  held: readonly Json[];
  closed: Promise<number>;
  close(): void;
  socket: WebSocket;
};

export type Knock = { origin?: string; host?: string; path?: string };

export function visit(port: number, { origin, host, path = '/page/socket' }: Knock = {}): Visitor {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
    headers: { origin: origin ?? `http://127.0.0.1:${port}`, ...(host !== undefined && { host }) },
  });
  const held: Json[] = [];
  const waiters = new Set<() => void>();
  socket.on('message', (raw) => {
    const frame: unknown = JSON.parse(Buffer.isBuffer(raw) ? raw.toString('utf8') : '');
    if (isJson(frame)) held.push(frame);
    for (const waiter of waiters) waiter();
  });
  socket.on('error', () => undefined);
  onTestFinished(() => socket.terminate());
  const next: Visitor['next'] = (kind, matches = () => true) =>
    new Promise((resolve) => {
      const look = () => {
        const at = held.findIndex((frame) => readText(frame, 'kind') === kind && matches(frame));
        if (at === -1) return;
        waiters.delete(look);
        const [found = {}] = held.splice(at, 1);
        resolve(found);
      };
      waiters.add(look);
      look();
    });
  let last = 0;
  return {
    next,
    held,
    socket,
    async ask(deed) {
      const id = ++last;
      socket.send(JSON.stringify({ id, deed }));
      const frame = await next('answer', (one) => readNumber(one, 'to') === id);
      return readJson(frame, 'answer') ?? {};
    },
    send: (text) => socket.send(text),
    closed: new Promise((resolve) => socket.on('close', resolve)),
    close: () => socket.terminate(),
  };
}
