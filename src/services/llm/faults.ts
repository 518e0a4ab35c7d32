import { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import * as z from 'zod';
import { ModelError, type ModelErrorKind } from './model.ts';

/** What an endpoint or the network said, without anything secret: the `cause` of a ModelError. */
export class EndpointFault extends Error {
  override readonly name = 'EndpointFault';
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

const MAX_DETAIL_CHARS = 500;
const errorBody = z.object({
  message: z.string().optional().catch(undefined),
  code: z.union([z.string(), z.number()]).nullish().catch(undefined),
});

/** A ModelError for whatever a request threw: each status of the endpoint, a broken connection, an answer that is no JSON. */
export function toModelError(error: unknown, apiKey: string): ModelError {
  const own = findModelError(error);
  if (own) return own;
  const cause = new EndpointFault(hideSecrets(describe(error), apiKey), statusOf(error));
  if (error instanceof APIUserAbortError) return new ModelError('aborted', { cause });
  // Node's fetch waits five minutes for headers, whatever LLM_TIMEOUT_SECONDS says: what took so long is not sent again.
  if (/UND_ERR_(?:HEADERS|BODY)_TIMEOUT/.test(describe(error))) return new ModelError('timeout', { cause });
  if (error instanceof APIConnectionError) return new ModelError('network', { cause });
  if (error instanceof APIError && typeof error.status === 'number')
    return new ModelError(kindOfStatus(error.status, describe(error), hasErrorBody(error)), {
      cause,
      retryAfterMs: readRetryAfter(error.headers),
    });
  // The SDK lets JSON.parse's own error through when a 200 body is announced as JSON and is none.
  if (error instanceof SyntaxError) return new ModelError('not-an-api', { cause });
  return new ModelError('network', { cause });
}

/** The ModelError of an error object that came with status 200 (routers do that once the headers are sent). */
export function errorInBody(body: unknown, apiKey: string): ModelError {
  const parsed = errorBody.safeParse(typeof body === 'string' ? { message: body } : body);
  const { message, code } = parsed.data ?? {};
  const cause = new EndpointFault(hideSecrets(`${code ?? ''} ${message ?? 'an error without words'}`.trim(), apiKey));
  const status = Number(code);
  return new ModelError(status >= 400 && status < 600 ? kindOfStatus(status, message ?? '', true) : 'server', {
    cause,
  });
}

/** A ModelError of ours, also where the SDK wrapped it as a failed connection. */
function findModelError(error: unknown): ModelError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++)
    if (at instanceof ModelError) return at;
  return undefined;
}

function kindOfStatus(status: number, detail: string, hasBody: boolean): ModelErrorKind {
  const namesModel = /model/i.test(detail);
  if (status === 401) return 'unauthorized';
  if (status === 402 || status === 403) return 'forbidden';
  // A wrong base URL answers 404 too: only an API says that it lacks a model.
  if (status === 404) return hasBody && namesModel ? 'unknown-model' : 'not-an-api';
  if (status === 400 && /model_not_found|unknown model|model.{0,80}(?:not found|does not exist)/i.test(detail))
    return 'unknown-model';
  if (status === 405 || status < 400) return 'not-an-api';
  // llama.cpp answers 500 to a schema that it cannot make a grammar of.
  if (status >= 500 && /grammar|json_schema|response_format/i.test(detail)) return 'bad-request';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'server' : 'bad-request';
}

/** Whether a try that failed so may succeed in a moment. A spent account answers 429 as well and never does. */
export function isTransient(error: ModelError): boolean {
  const detail = error.cause instanceof EndpointFault ? error.cause : undefined;
  if (error.kind === 'rate-limited') return !/insufficient_quota|billing/i.test(detail?.message ?? '');
  return error.kind === 'network' || (error.kind === 'server' && detail?.status !== 501);
}

function hasErrorBody(error: APIError): boolean {
  return typeof error.error === 'string' || errorBody.safeParse(error.error).success;
}

function statusOf(error: unknown): number | undefined {
  return error instanceof APIError && typeof error.status === 'number' ? error.status : undefined;
}

/** The words of an error and of its causes, without its headers or the request. */
function describe(error: unknown): string {
  const words: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    words.push(at.message);
    if ('code' in at && typeof at.code === 'string') words.push(at.code);
    if ('param' in at && typeof at.param === 'string') words.push(at.param);
  }
  return words.join(': ') || String(error);
}

/** `text` without the key, anything shaped like one, or credentials in an address; shortened. */
function hideSecrets(text: string, apiKey: string): string {
  const withoutKey = apiKey.length >= 6 ? text.replaceAll(apiKey, '[secret]') : text;
  return withoutKey
    .replace(/\b(?:sk|key|gsk)-[\w*.-]{6,}/g, '[secret]')
    .replace(/\/\/[^/\s@]+@/g, '//[secret]@')
    .slice(0, MAX_DETAIL_CHARS);
}

/** Milliseconds from `retry-after-ms`, or from `retry-after`: seconds, or a date, which is held against the endpoint's own. */
function readRetryAfter(headers: Headers | undefined): number | undefined {
  const exact = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const given = headers?.get('retry-after') ?? '';
  const seconds = given.trim() === '' ? Number.NaN : Number(given);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  const wait = Date.parse(given) - Date.parse(headers?.get('date') ?? '');
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
