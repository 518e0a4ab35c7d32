import type { WireEntry } from './contract.ts';
import { isJson, readText } from './json.ts';
import type { WireLine } from './page-protocol.ts';
import { readUse, type Told } from './page-words-use.ts';

type Said = Pick<WireLine, 'words'> & Partial<WireLine>;

/** Codes with which a client leaves on purpose (https://docs.discord.com/developers/events/gateway#disconnecting). */
const LEFT = new Set(['1000', '1001']);

/** A sentence for what crossed the gateway; undefined for heartbeats and what else only keeps it going. */
export function sayGateway({ event, body, note, direction }: WireEntry, { uses }: Told): Said | undefined {
  if (note !== undefined) return sayEnd(note, direction);
  if (direction === 'from-bot') return undefined;
  if (event === 'READY') return { words: 'Discord let the bot in' };
  if (event === 'RESUMED') return { words: 'The bot is back, and Discord sent what it had missed' };
  if (event !== 'INTERACTION_CREATE' || !isJson(body)) return undefined;
  const use = readUse(body);
  const id = readText(body, 'id');
  if (id !== undefined) uses.set(id, use);
  return { words: `${use.who} ${use.did}` };
}

function sayEnd(note: string, direction: WireEntry['direction']): Said | undefined {
  const code = /[Cc]losed with (\d+)/.exec(note)?.[1];
  if (code === undefined) return undefined;
  if (direction === 'to-bot') return { words: `Discord closed the bot's connection (code ${code})`, kind: 'broken' };
  if (LEFT.has(code)) return { words: 'The bot left' };
  return { words: "The bot's connection broke off", kind: 'broken' };
}
