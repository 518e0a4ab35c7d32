import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SandboxOptions } from './contract.ts';
import type { Asset, Bundle } from './page-bundle.ts';
import { FILES_PATH, takeFile } from './page-files.ts';
import { createPageSocket } from './page-socket.ts';
import type { PageHost } from './page-state.ts';

/** The page beside a sandbox: made before the sandbox, which asks it, and opened once that listens. */
export type Page = Required<Pick<SandboxOptions, 'page' | 'pageSocket'>> & {
  /** From now on pages are told what happens. */
  open: (host: PageHost) => void;
  /** Resolves when the page can be served, or it is known why not. */
  ready: Promise<Bundle>;
  stop: () => void;
};

/** Serves the page and its WebSocket. `bundle` is being built meanwhile. */
export function createPage(bundle: Promise<Bundle>): Page {
  const socket = createPageSocket();
  let opened: PageHost | undefined;
  return {
    page(request, response) {
      if (new URL(request.url ?? '/', 'http://page').pathname === FILES_PATH) {
        // A connection that ends while it sends is the browser's affair.
        takeFile(opened?.sandbox, request, response).catch(() => response.destroy());
        return true;
      }
      bundle.then(
        (built) => serve(built, request, response),
        () => response.destroy(),
      );
      return true;
    },
    pageSocket: socket.upgrade,
    open(host) {
      opened = host;
      socket.open(host);
    },
    ready: bundle,
    stop: socket.stop,
  };
}

/** `ws:` is named for browsers that do not count it under 'self'. The host was checked to be this server's own. */
function headersFor(host: string): Record<string, string> {
  const policy = [
    "default-src 'self'",
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    vary: 'accept-encoding',
  };
}

function serve(bundle: Bundle, request: IncomingMessage, response: ServerResponse): void {
  const headers = headersFor(request.headers.host ?? '');
  const plain = { ...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  const end = (status: number, text: string) => void response.writeHead(status, plain).end(text);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return end(405, 'This page can be read only.');
  }
  const path = new URL(request.url ?? '/', 'http://page').pathname;
  if ('absent' in bundle) return path === '/' ? end(503, bundle.absent) : end(404, 'Nothing here.');
  const asset = bundle.assets.get(path);
  if (!asset) return end(404, 'Nothing here.');
  return send(asset, request, response, headers);
}

function send(
  asset: Asset,
  request: IncomingMessage,
  response: ServerResponse,
  given: Readonly<Record<string, string>>,
): void {
  const encoding = chooseEncoding(readAccepted(request));
  const body = encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.plain;
  const etag = `"${asset.hash}${encoding === undefined ? '' : `-${encoding}`}"`;
  const headers = {
    ...given,
    etag,
    'cache-control': asset.isFixed ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag)) return void response.writeHead(304, headers).end();
  response.writeHead(200, {
    ...headers,
    'content-type': asset.type,
    'content-length': body.length,
    ...(encoding !== undefined && { 'content-encoding': encoding }),
  });
  return void response.end(request.method === 'HEAD' ? undefined : body);
}

function readAccepted({ headers }: IncomingMessage): string {
  const accepted = headers['accept-encoding'];
  return typeof accepted === 'string' ? accepted : '';
}

/** The best of what the browser takes; `;q=0` takes an encoding back. */
function chooseEncoding(accepted: string): 'br' | 'gzip' | undefined {
  const takes = (name: string) =>
    accepted.split(',').some((one) => {
      const [what = '', ...parameters] = one.split(';').map((word) => word.trim());
      return what === name && !parameters.some((word) => /^q=0(?:\.0*)?$/.test(word));
    });
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : undefined;
}
