import { BlockList, createServer, isIPv6, type Server } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** libuv's word for a connection that is not allowed: Node makes an EACCES of it, as a firewall's refusal would be. */
const UV_EACCES = -13;

type Connect = (request: unknown, address: string, port: number) => number;
type Handle = { connect: Connect; connect6: Connect };

/**
 * Refuses every connection of this process but those to itself, below all that parses requests, resolves names or shares sockets:
 * what has an address of its own comes by here. Gives each refused address to `tell`, and gives back what opens the way again.
 */
export function closeSockets(tell: (address: string) => void): () => void {
  const handles = handlePrototype();
  const { connect, connect6 } = handles;
  const guard = (real: Connect): Connect =>
    function guarded(this: unknown, request, address, port) {
      if (loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) return real.call(this, request, address, port);
      tell(isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`);
      return UV_EACCES;
    };
  handles.connect = guard(connect);
  handles.connect6 = guard(connect6);
  return () => void Object.assign(handles, { connect, connect6 });
}

/** What all TCP sockets of this process connect by. Node gives it no name, so a server's own handle leads to it. */
function handlePrototype(): Handle {
  const server: Server & { _handle?: object | null } = createServer().listen(0);
  // oxlint-disable-next-line no-underscore-dangle -- Node's own name for it
  const handle = server._handle;
  server.close();
  if (!handle) throw new Error('A listening server has no handle: Node changed what this guard stands on');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node has no type for it; its two methods are checked here
  const prototype = Object.getPrototypeOf(handle) as Handle;
  if (typeof prototype.connect !== 'function' || typeof prototype.connect6 !== 'function')
    throw new Error('A TCP handle cannot connect: Node changed what this guard stands on');
  return prototype;
}
