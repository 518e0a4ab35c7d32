import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { OperatorError } from '../errors.ts';
import { createApi } from './api-server.ts';
import { createBreakageList } from './breakages.ts';
import type { Breakages, Sandbox, SandboxFile, SandboxOptions } from './contract.ts';
import { createGateway, type Gateway } from './gateway.ts';
import type { Ground } from './ground.ts';
import { createInspector } from './inspector.ts';
import { createInteractions } from './interactions.ts';
import { readList, readText } from './json.ts';
import { createMessageStore } from './message-store.ts';
import { createSnowflakes } from './snowflakes.ts';
import { createUploads, findUpload } from './uploads.ts';
import { createUse } from './use.ts';
import { createWireLog } from './wire-log.ts';
import { createWorld } from './world.ts';

export type {
  Act,
  Actor,
  Attaching,
  Change,
  ChannelChoice,
  ChannelName,
  Choice,
  Exchange,
  NewChannel,
  Sandbox,
  SandboxMessage,
  SandboxOptions,
  SeenMessage,
  WireEntry,
} from './contract.ts';
export { selectsOf } from './components.ts';
export { renderMessageAsText } from './render-text.ts';

const ADDRESS = '127.0.0.1';
const PORTS_TRIED = 21;
/** https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const GLOBAL_LIMIT = 50;
const PICTURES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

/**
 * Starts a Discord on this machine alone: REST and gateway on one port, to which the real bot logs in with `token`.
 * Throws an OperatorError when no port is free.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock, random, token } = options;
  const nextId = createSnowflakes(clock);
  const ending = new AbortController();
  let port = options.port;
  const wire = createWireLog(clock, token, options.wireEntries);
  const ground: Ground = {
    clock,
    random,
    token,
    nextId,
    wire,
    world: createWorld(nextId, () => ground.tellChannels?.()),
    messages: createMessageStore(),
    uploads: createUploads(nextId),
    interactions: createInteractions(),
    inspector: await createInspector(options.checkSchema ?? true),
    commands: { list: [], isRegistered: false },
    access: { isRevoked: false },
    ended: ending.signal,
    origin: () => `http://${ADDRESS}:${port}`,
  };
  if (options.checkSchema !== false && ground.inspector.checks.schema === 'absent')
    wire.write({
      direction: 'to-bot',
      kind: 'rest',
      note: 'discord-api-spec is not installed: own rules alone judge.',
    });
  const gateway = createGateway(ground);
  const list = createBreakageList();
  const server = serve(ground, gateway, createApi(ground, list, options.globalLimit ?? GLOBAL_LIMIT), options);
  port = await listen(server, options.port);
  const { application, guild, channels, users } = ground.world.ids;
  return {
    port,
    apiUrl: `${ground.origin()}/api`,
    ids: { application, guild, channels, users },
    names: ground.world.names,
    targets: ground.world.targets,
    guildName: String(ground.world.guildJson()['name']),
    ...createUse(ground, gateway, options.locales ?? {}),
    breakages: createBreakages(ground, gateway, list),
    wire: { entries: () => wire.entries(), clear: () => wire.clear(), onEntry: (listener) => wire.onEntry(listener) },
    checks: ground.inspector.checks,
    async stop() {
      ending.abort(new Error('The sandbox was stopped'));
      gateway.stop();
      server.closeAllConnections();
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function serve(
  ground: Ground,
  gateway: Gateway,
  api: ReturnType<typeof createApi>,
  { page, pageSocket }: SandboxOptions,
): Server {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', ground.origin());
    if (!isOwnHost(ground, request)) return void response.writeHead(403).end('Not the name of this machine.');
    const attached = findAttachment(ground, url.pathname) ?? findUpload(ground.uploads, url.pathname);
    if (attached !== undefined) return void response.writeHead(200, headersOf(attached)).end(attached.bytes);
    if (!url.pathname.startsWith('/api/')) {
      if (!page?.(request, response)) response.writeHead(404).end('Nothing here.');
      return undefined;
    }
    // A connection that ends while it sends is the bot's affair.
    api(request, response, url).catch(() => response.destroy());
    return undefined;
  });
  server.on('upgrade', (request, socket: Duplex, head) => {
    const isPage = request.headers.origin !== undefined || request.url?.startsWith('/page/') === true;
    if (isOwnHost(ground, request) && !isPage) return gateway.upgrade(request, socket, head);
    if (isOwnHost(ground, request) && pageSocket?.(request, socket, head)) return undefined;
    return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  return server;
}

/** A message's file, by the address that the message says. */
function findAttachment({ messages }: Ground, path: string): SandboxFile | undefined {
  const [, id] = /^\/attachments\/\d+\/(\d+)\//.exec(path) ?? [];
  for (const { body, files } of id === undefined ? [] : messages.all()) {
    const at = readList(body, 'attachments').findIndex((one) => readText(one, 'id') === id);
    if (at !== -1) return files[at];
  }
  return undefined;
}

/** What a bot attached is shown as a picture or as plain text, never as a page. */
function headersOf({ name }: SandboxFile): Record<string, string> {
  const kind = PICTURES[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'text/plain; charset=utf-8';
  return { 'content-type': kind, 'x-content-type-options': 'nosniff' };
}

/** A page elsewhere that points its own name at this machine (DNS rebinding) sends that name. */
function isOwnHost(ground: Ground, request: IncomingMessage): boolean {
  const { port } = new URL(ground.origin());
  return [`${ADDRESS}:${port}`, `localhost:${port}`].includes(request.headers.host ?? '');
}

async function listen(server: Server, first: number): Promise<number> {
  for (let tried = 0; tried < PORTS_TRIED; tried++) {
    const isOpen = await tryPort(server, first === 0 ? 0 : first + tried);
    const address = server.address();
    if (isOpen && typeof address === 'object' && address) return address.port;
  }
  throw new OperatorError(`Ports ${first} to ${first + PORTS_TRIED - 1} are taken: set PORT to another one.`);
}

function tryPort(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error));
    server.once('error', fail);
    server.listen(port, ADDRESS, () => {
      server.off('error', fail);
      resolve(true);
    });
  });
}

function createBreakages(ground: Ground, gateway: Gateway, list: ReturnType<typeof createBreakageList>): Breakages {
  const { world, access } = ground;
  return {
    add: list.add,
    setPermissions: world.channels.setBotPermissions,
    deleteChannel: world.channels.remove,
    dropGateway: gateway.drop,
    askGateway: gateway.ask,
    revokeToken() {
      access.isRevoked = true;
      gateway.drop(4004);
    },
    clear() {
      list.clear();
      world.channels.restore();
      access.isRevoked = false;
    },
  };
}
