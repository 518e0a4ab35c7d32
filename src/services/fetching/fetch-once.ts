import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../clock.ts';
import { readFreshForMs, readRetryAfterMs } from './answer-times.ts';
import { askServer } from './ask-server.ts';
import { ACCEPT_ENCODING, readBody } from './decode-body.ts';
import { FetchFault } from './fetch-fault.ts';
import type { FetchLimits } from './fetch-limits.ts';
import type { Fetched, FetchRequest } from './fetching.ts';
import type { AddressRule } from './public-address.ts';
import { type Lookup, resolveHost } from './resolve-host.ts';
import { parseWebAddress } from './web-address.ts';

export type FetchGrounds = {
  clock: Clock;
  userAgent: string;
  allowAddress: AddressRule;
  lookup: Lookup;
  limits: FetchLimits;
};

type Good = Exclude<Fetched, { kind: 'failed' }>;
/** One answer of one server: where it leads to, or the end of the way. `movedTo` is the way's matter. */
export type OneAnswer = { redirect: URL; isPermanent: boolean } | { answer: Good };

const ACCEPT: Readonly<Record<FetchRequest['for'], string>> = {
  feed: 'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1',
  page: 'text/html, application/xhtml+xml, application/xml;q=0.5, */*;q=0.1',
};

/** Asks one server once. Throws a FetchFault, or the signal's reason. */
export async function fetchOnce(
  url: URL,
  request: FetchRequest,
  { grounds, signal }: { grounds: FetchGrounds; signal: AbortSignal },
): Promise<OneAnswer> {
  const { clock, limits } = grounds;
  const addresses = await unlessAborted(signal, resolveHost(url, grounds));
  const headers = composeHeaders(request, grounds.userAgent);
  const asked = await askServer({ url, addresses, headers, maxHeaderBytes: limits.maxHeaderBytes, signal });
  try {
    const redirect = findRedirect(asked, url);
    if (redirect) return redirect;
    const facts = {
      url: url.href,
      movedTo: null,
      etag: asked.headers.etag ?? null,
      lastModified: asked.headers['last-modified'] ?? null,
      freshForMs: readFreshForMs(asked.headers, clock.now()),
    };
    const status = checkStatus(asked, request, clock.now());
    if (status === 304) return { answer: withValidators({ ...facts, kind: 'not-modified' }, request) };
    const bytes = await readWithin(asked, limits[request.for].maxBytes);
    return { answer: { ...facts, kind: 'ok', status, bytes, contentType: asked.headers['content-type'] ?? null } };
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    asked.destroy();
  }
}

function composeHeaders({ for: what, etag, lastModified }: FetchRequest, userAgent: string): Record<string, string> {
  return {
    'User-Agent': userAgent,
    Accept: ACCEPT[what],
    'Accept-Encoding': ACCEPT_ENCODING,
    ...(isHeaderText(etag) ? { 'If-None-Match': etag } : {}),
    ...(isHeaderText(lastModified) ? { 'If-Modified-Since': lastModified } : {}),
  };
}

/** What came out of a database may not be what went in. */
function isHeaderText(value: string | null | undefined): value is string {
  return typeof value === 'string' && value.length <= 1_000 && /^[\x20-\x7e\x80-\xff]+$/.test(value);
}

function findRedirect({ statusCode, headers }: IncomingMessage, from: URL): OneAnswer | undefined {
  if (statusCode === undefined || ![301, 302, 303, 307, 308].includes(statusCode)) return undefined;
  if (!headers.location) throw new FetchFault('broken', 'A redirect that names no address', { status: statusCode });
  const redirect = parseWebAddress(readBytesOf(headers.location), from);
  return { redirect, isPermanent: statusCode === 301 || statusCode === 308 };
}

/** Node reads headers as Latin-1; servers write addresses in UTF-8. */
function readBytesOf(header: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}

function checkStatus({ statusCode = 0, headers }: IncomingMessage, request: FetchRequest, now: number): number {
  const status = statusCode;
  if (status >= 400) {
    const retryAfterMs = readRetryAfterMs(headers, now);
    throw new FetchFault('status', `The server answered ${status}`, { status, retryAfterMs });
  }
  const isConditional = Boolean(request.etag ?? request.lastModified);
  if (status >= 300 && !(status === 304 && isConditional))
    throw new FetchFault('broken', `The server answered ${status}, which answers nothing`, { status });
  return status;
}

/** An answer that says nothing new need not repeat its validators. */
function withValidators(answer: Good, { etag = null, lastModified = null }: FetchRequest): Good {
  return { ...answer, etag: answer.etag ?? etag, lastModified: answer.lastModified ?? lastModified };
}

async function readWithin(asked: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  if (Number(asked.headers['content-length'] ?? 0) > maxBytes)
    throw new FetchFault('too-large', `The body is said to be over ${maxBytes} bytes`);
  return readBody(asked, asked.headers['content-encoding'] ?? '', maxBytes);
}

async function unlessAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
