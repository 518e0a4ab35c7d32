import { type Json, readList } from './json.ts';

/** What the address of the gateway asks for (https://docs.discord.com/developers/events/gateway#connecting). */
export type Connecting = { version: string | null; encoding: string | null; compress: string | null };

/** Close codes that end a bot's try to enter (https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes). */
const CLOSE = { decode: 4002, shard: 4010, version: 4012, intents: 4013, notAllowed: 4014 } as const;

const VERSIONS: ReadonlySet<string> = new Set(['9', '10']);
/** https://docs.discord.com/developers/events/gateway#list-of-intents: bits 0 to 16, 20, 21, 24 and 25. */
const INTENTS = 0x1_ffff | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);
/** Members, presences and message content, of which the sandbox's application has none enabled. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);

/** Reads the query of the gateway's address. */
export function readConnecting(query: URLSearchParams): Connecting {
  return { version: query.get('v'), encoding: query.get('encoding'), compress: query.get('compress') };
}

/** The close code for an address that the gateway does not serve; undefined for one that it does. ETF is Discord's, not the sandbox's. */
export function refuseConnecting({ version, encoding }: Connecting): number | undefined {
  if (version !== null && !VERSIONS.has(version)) return CLOSE.version;
  return encoding === null || encoding === 'json' ? undefined : CLOSE.decode;
}

/** The close code for an identify that Discord would not take; undefined for one that it would. */
export function refuseIdentify(identify: Json): number | undefined {
  const { intents, shard } = identify;
  if (typeof intents !== 'number' || !Number.isInteger(intents) || intents < 0) return CLOSE.intents;
  if (intents > INTENTS || (intents & ~INTENTS) !== 0) return CLOSE.intents;
  if ((intents & PRIVILEGED) !== 0) return CLOSE.notAllowed;
  return shard === undefined || isShard(readList(identify, 'shard')) ? undefined : CLOSE.shard;
}

function isShard([index, count, ...rest]: readonly unknown[]): boolean {
  const areWhole = Number.isInteger(index) && Number.isInteger(count) && rest.length === 0;
  return areWhole && Number(index) >= 0 && Number(index) < Number(count);
}
