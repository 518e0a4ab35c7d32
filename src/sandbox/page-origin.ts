import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from a page that this server itself served: another site's page may open a WebSocket or post to
 * any address, and says its own origin. The Host was checked before.
 */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  const port = request.socket.localPort;
  const isOwn = [`127.0.0.1:${port}`, `localhost:${port}`].some((own) => origin === `http://${own}`);
  const isLocal = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '');
  return isOwn && isLocal && host !== undefined;
}
