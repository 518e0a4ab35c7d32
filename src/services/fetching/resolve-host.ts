import { lookup } from 'node:dns/promises';
import { FetchFault } from './fetch-fault.ts';
import type { AddressRule } from './public-address.ts';
import { findLiteralAddress, portOf } from './web-address.ts';

export type HostAddress = { address: string; family: number };
/** The addresses of a name; rejects where there is no such name. */
export type Lookup = (host: string) => Promise<readonly HostAddress[]>;

/** What the system's own resolver says: hosts file, name server and all. */
export const systemLookup: Lookup = (host) => lookup(host, { all: true, order: 'verbatim' });

/** One name may have hundreds of addresses; a connection is tried at these. */
const MAX_ADDRESSES = 6;

/**
 * The addresses to connect to, each allowed by the rule. The connection is made to these very ones, so that a name server that
 * gives another answer the next time gains nothing. Throws a FetchFault `address` or `unknown-host`.
 */
export async function resolveHost(
  url: URL,
  { allowAddress, lookup: ask }: { allowAddress: AddressRule; lookup: Lookup },
): Promise<readonly HostAddress[]> {
  const literal = findLiteralAddress(url);
  const found = literal === undefined ? await askNames(url.hostname, ask) : [literalAddress(literal)];
  const allowed = found.filter(({ address }) => allowAddress(address, portOf(url))).slice(0, MAX_ADDRESSES);
  if (allowed.length > 0) return allowed;
  throw new FetchFault('address', `${url.host} is not at a public address and a port of the web`);
}

/** The same refusal for a literal address before its host's turn has come. */
export function refuseLiteral(url: URL, allowAddress: AddressRule): void {
  const literal = findLiteralAddress(url);
  if (literal !== undefined && !allowAddress(literal, portOf(url)))
    throw new FetchFault('address', `${url.host} is not a public address and a port of the web`);
}

function literalAddress(address: string): HostAddress {
  return { address, family: address.includes(':') ? 6 : 4 };
}

async function askNames(host: string, ask: Lookup): Promise<readonly HostAddress[]> {
  const found = await ask(host).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new FetchFault('unknown-host', `${host} has no address${code}`, { cause });
  });
  if (found.length === 0) throw new FetchFault('unknown-host', `${host} has no address`);
  return found;
}
