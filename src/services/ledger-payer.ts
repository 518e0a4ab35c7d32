import { createHmac } from 'node:crypto';
import { encodeBase32 } from '../ids.ts';
import type { Asker } from './asker.ts';

/** Installation types of `authorizing_integration_owners` (https://docs.discord.com/developers/resources/application#application-object-application-integration-types). */
const SERVER_INSTALL = '0';
const USER_INSTALL = '1';

/**
 * Who pays for an asker's calls: `server:<id>` or `user:<hash>`, whichever installed the bot; the server asked in where
 * Discord names nobody; empty for nobody. In a direct message Discord gives the server that installed as "0".
 */
export function payerOf({ owners = {}, guildId }: Pick<Asker, 'owners' | 'guildId'>, memberKey: string): string {
  const server = owners[SERVER_INSTALL];
  if (server !== undefined && server !== '0') return `server:${server}`;
  const user = owners[USER_INSTALL];
  if (user !== undefined) return `user:${hashMember(memberKey, user)}`;
  return guildId === '' ? '' : `server:${guildId}`;
}

/** Whether a payer is a user who installed the bot for themselves. */
export function isUser(payer: string): boolean {
  return payer.startsWith('user:');
}

/** A member's or user's id as the ledger keeps it: an HMAC under `memberKey`. */
export function hashMember(memberKey: string, userId: string): string {
  return encodeBase32(createHmac('sha256', memberKey).update(userId).digest(), 26);
}
