import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Whether a connection to this address may be made; `ip` is an IPv4 or IPv6 address without brackets. */
export type AddressRule = (ip: string, port: number) => boolean;

/**
 * The rule of production: public addresses (IANA's special-purpose registries), and the ports that web servers use. Nothing
 * loosens it but another rule given to the fetcher.
 */
export const allowPublicAddress: AddressRule = (ip, port) => WEB_PORTS.has(port) && isPublicAddress(ip);

/** HTTP, HTTPS and their usual alternatives (IANA: http-alt, https-alt, and 8000 in the wild): no mail, database or shell speaks there. */
const WEB_PORTS = new Set([80, 443, 8000, 8008, 8080, 8443]);

/** https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast. */
const CLOSED_V4 = blockList('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Looks public and is not: what every machine of one large cloud reaches its host's own services by.
  '168.63.129.16/32',
]);

/** The only space given out as public; loopback, mapped, local, site-local and multicast addresses lie outside of it. */
const OPEN_V6 = blockList('ipv6', ['2000::/3']);
/** https://www.iana.org/assignments/iana-ipv6-special-registry: protocol assignments with Teredo, documentation, 6to4, 6bone. */
const CLOSED_V6 = blockList('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3ffe::/16', '3fff::/20']);

/** Whether an address is one of the public internet; false for what is no address, or carries a zone. */
export function isPublicAddress(ip: string): boolean {
  if (isIPv4(ip)) return !CLOSED_V4.check(ip, 'ipv4');
  if (!isIPv6(ip) || ip.includes('%')) return false;
  const wrapped = translatedAddress(ip);
  if (wrapped !== undefined) return isPublicAddress(wrapped);
  return OPEN_V6.check(ip, 'ipv6') && !CLOSED_V6.check(ip, 'ipv6');
}

/** The IPv4 address inside 64:ff9b::/96 (RFC 6052): networks without IPv4 give every older site such an address. */
function translatedAddress(ip: string): string | undefined {
  const short = new URL(`http://[${ip}]`).hostname.slice(1, -1);
  const [, high = '0', low = '0'] = /^64:ff9b::(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})?$/.exec(short) ?? [];
  if (!short.startsWith('64:ff9b::') || (high === '0' && low === '0')) return undefined;
  const [upper, lower] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [upper >> 8, upper & 255, lower >> 8, lower & 255].join('.');
}

function blockList(family: 'ipv4' | 'ipv6', networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}
