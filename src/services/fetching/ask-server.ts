import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { FetchFault } from './fetch-fault.ts';
import type { HostAddress } from './resolve-host.ts';
import { findLiteralAddress, portOf } from './web-address.ts';

export type Question = {
  url: URL;
  /** Where to connect, and nowhere else. */
  addresses: readonly HostAddress[];
  headers: Readonly<Record<string, string>>;
  maxHeaderBytes: number;
  signal: AbortSignal;
};

/** How long one of several addresses is tried before the next: Node's quarter of a second is too short for another continent. */
const CONNECTING = { autoSelectFamilyAttemptTimeout: 2_000 };

/** How far a request came: it decides what an error means. */
type Stage = 'connecting' | 'securing' | 'asking';

/**
 * The head of the answer to a GET, its body still to be read: one connection for one request, no redirect followed, nothing
 * decoded. Throws a FetchFault, or the signal's reason.
 */
export function askServer({ url, addresses, headers, maxHeaderBytes, signal }: Question): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const isSecure = url.protocol === 'https:';
  let stage: Stage = 'connecting';
  const request = (isSecure ? requestSecure : requestPlain)({
    hostname: findLiteralAddress(url) ?? url.hostname,
    port: portOf(url),
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, Host: url.host },
    // No shared connections: each is to an address that was checked for this very request. An agent of its own also knows no proxy.
    agent: false,
    lookup: answerWith(addresses),
    ...CONNECTING,
    maxHeaderSize: maxHeaderBytes,
    // Old servers end lines with LF alone, fold headers or send a length beside chunks; browsers read them. What this opens are
    // smuggled answers on a shared connection, and none is shared.
    insecureHTTPParser: true,
    signal,
  });
  request.on('socket', (socket: Socket) => {
    socket.once('connect', () => (stage = isSecure ? 'securing' : 'asking'));
    socket.once('secureConnect', () => (stage = 'asking'));
  });
  request.once('response', resolve);
  // An agreement to speak another protocol, which nobody proposed.
  request.once('upgrade', (_answer, socket: Socket) => {
    socket.destroy();
    reject(new FetchFault('broken', 'The server changed to another protocol'));
  });
  request.on('error', (error) => reject(signal.aborted ? signal.reason : toFault(error, stage)));
  request.end();
  return promise;
}

/** A lookup without a name server: the addresses that were checked. */
function answerWith(addresses: readonly HostAddress[]): LookupFunction {
  return (_host, options, done) => {
    const [first] = addresses;
    if (options.all) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family ?? 4);
  };
}

function toFault(error: Error, stage: Stage): FetchFault {
  const code = 'code' in error ? String(error.code) : error.name;
  if (stage === 'securing') return new FetchFault('tls', `No secure connection (${code})`, { cause: error });
  if (stage === 'connecting')
    return code === 'ETIMEDOUT'
      ? new FetchFault('timeout', 'No connection in time (ETIMEDOUT)', { cause: error })
      : new FetchFault('refused', `No connection (${code})`, { cause: error });
  if (code === 'HPE_HEADER_OVERFLOW')
    return new FetchFault('too-large', 'The head of the answer is too large', { cause: error });
  return new FetchFault('broken', `No whole answer (${code})`, { cause: error });
}
