import { setupServer } from 'msw/node';
import { closeSockets } from './closed-sockets.ts';
import * as z from 'zod';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const unhandled: string[] = [];
const server = setupServer();
let openSockets: () => void = () => undefined;

/** The closed network of a test file. `server.use(...)` answers a host; anything else but loopback is recorded, refused and fails the test. */
export const network = {
  server,
  open() {
    openSockets = closeSockets((address) => void unhandled.push(address));
    server.listen({
      // msw 3's name; the old onUnhandledRequest is silently ignored. A throw here reaches the caller as a 500, so it is recorded too.
      onUnhandledFrame({ frame }) {
        const address = addressOf(frame.data) ?? frame.protocol;
        if (URL.canParse(address) && LOOPBACK.has(new URL(address).hostname)) return;
        unhandled.push(address);
        throw new Error(`No test answers ${address}`);
      },
    });
  },
  close() {
    server.close();
    openSockets();
  },
  /** What was refused since the last call. */
  takeUnhandled(): string[] {
    return unhandled.splice(0);
  },
};

const httpFrame = z.object({ request: z.object({ url: z.string() }) });
const socketFrame = z.object({
  connection: z.object({ client: z.object({ url: z.union([z.string(), z.instanceof(URL)]) }) }),
});

/** The address that a request or a WebSocket of msw's goes to. */
function addressOf(data: unknown): string | undefined {
  const http = httpFrame.safeParse(data);
  if (http.success) return http.data.request.url;
  const socket = socketFrame.safeParse(data);
  return socket.success ? String(socket.data.connection.client.url) : undefined;
}
