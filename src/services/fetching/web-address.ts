import { isIP } from 'node:net';
import { FetchFault } from './fetch-fault.ts';

/**
 * The address as it will be asked: http or https, without credentials, fragment or the dot that may end a name. Throws a
 * FetchFault `address` for anything else and for names that no public site has.
 */
export function parseWebAddress(text: string, origin?: URL): URL {
  const url = URL.parse(text, origin);
  if (!url) throw new FetchFault('address', 'It is not an address');
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FetchFault('address', `${url.protocol} is not asked, only http and https`);
  // A password in an address would be stored, shown and sent on by whoever the address is shared with.
  if (url.username !== '' || url.password !== '') throw new FetchFault('address', 'It carries a user name or password');
  url.hash = '';
  url.hostname = url.hostname.replace(/\.$/, '');
  if (isLocalName(url.hostname)) throw new FetchFault('address', `${url.hostname} is a name of a local network`);
  return url;
}

/** The literal IP address that an address names, without brackets; undefined for a name. */
export function findLiteralAddress({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? undefined : bare;
}

export function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/** An address for the log: a feed's query and credentials may be secrets. */
export function redactAddress(text: string): string {
  const url = URL.parse(text);
  if (!url) return '(not an address)';
  if (url.host === '') return `${url.protocol}…`;
  return `${url.protocol}//${url.host}${url.pathname}${url.search === '' ? '' : '?…'}`;
}

/** RFC 6761, 6762, 8375 and what routers and companies use; a name of one label is looked up in the local network only. */
const LOCAL_NAMES = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|corp|home|lan|private|home\.arpa)$/;

function isLocalName(hostname: string): boolean {
  if (hostname.startsWith('[')) return false;
  return !hostname.includes('.') || LOCAL_NAMES.test(hostname);
}
