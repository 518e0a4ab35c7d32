import { OperatorError } from '../errors.ts';
import type { Fetched, Fetcher, FetchProblem } from '../services/fetching/fetching.ts';
import { redactAddress } from '../services/fetching/web-address.ts';
import type { PageInput } from '../services/pages/page-article.ts';

type Failed = Extract<Fetched, { kind: 'failed' }>;

/** What is wrong, after the address and before the full stop. */
const PROBLEMS: Readonly<Record<Exclude<FetchProblem, 'status'>, string>> = {
  address: 'is not fetched: only http and https at public addresses and ports of the web are, without a password',
  'unknown-host': 'has a name that leads nowhere',
  refused: 'takes no connection',
  tls: 'gives no secure connection',
  timeout: 'took too long to answer',
  'too-large': 'is too large',
  'too-many-redirects': 'leads from one address to the next without end',
  broken: 'gave an answer that is broken',
};

/** sysexits.h: a wrong call, no such host, no service. */
const EXIT_CODES: Partial<Record<FetchProblem, number>> = { address: 64, 'unknown-host': 68 };
const NO_SERVICE = 69;
const NO_DATA = 65;

/** Fetches the page at an address; what went wrong is an OperatorError of one sentence. */
export async function fetchPage(address: string, fetcher: Fetcher): Promise<Omit<PageInput, 'now'>> {
  const fetched = await fetcher.fetch({ url: address, for: 'page', isAwaited: true });
  const name = redactAddress(address);
  if (fetched.kind === 'failed') throw toFetchFault(fetched, address);
  if (fetched.kind === 'not-modified' || fetched.bytes.length === 0)
    throw new OperatorError(`${name} is there, but it is empty.`, { exitCode: NO_DATA });
  const { bytes, contentType, url, status } = fetched;
  if (contentType !== null && !/^\s*(?:text\/|application\/(?:[\w.-]+\+)?xml|application\/xhtml)/i.test(contentType))
    throw new OperatorError(`${name} is not a page: it says ${nameType(contentType)}.`, { exitCode: NO_DATA });
  return { bytes, contentType, url, status };
}

/** What kept an address from being fetched, in one sentence, with the exit code for it. */
export function toFetchFault(failed: Failed, address: string): OperatorError {
  return new OperatorError(`${redactAddress(address)} ${wordProblem(failed)}.`, {
    exitCode: EXIT_CODES[failed.problem] ?? NO_SERVICE,
    cause: failed.detail,
  });
}

function wordProblem({ problem, status, retryAfterMs }: Failed): string {
  if (problem !== 'status') return PROBLEMS[problem];
  const wait = retryAfterMs === null ? '' : ` and asks to wait ${Math.ceil(retryAfterMs / 1000)} s`;
  if (status === 404 || status === 410) return `is not there (${status})${wait}`;
  if (status === 401 || status === 402 || status === 403 || status === 451)
    return `is not given to everyone (${status})${wait}`;
  return `answered with an error (${status})${wait}`;
}

/** A server may say anything here. */
function nameType(contentType: string): string {
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(contentType.trim())?.[0] ?? 'something else';
}
