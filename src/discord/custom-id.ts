import { UserError } from '../errors.ts';
import type { ActionRef } from '../reply.ts';
import { LIMITS } from './limits.ts';

const VERSION = 'k1';

/**
 * `k1.<command>.<action>.<args>`: what a button or select carries. Throws a TypeError when a piece is empty or holds a
 * dot, a RangeError past Discord's 100 characters: both are the programmer's faults.
 */
export function encodeCustomId(ref: ActionRef): string {
  const pieces = [VERSION, ref.command, ref.action, ...ref.args];
  const bad = pieces.find((piece) => piece === '' || piece.includes('.'));
  if (bad !== undefined)
    throw new TypeError(`A piece of the custom id ${JSON.stringify(pieces)} is empty or holds a dot`);
  const id = pieces.join('.');
  if (id.length > LIMITS.customId) throw new RangeError(`The custom id ${id} is longer than ${LIMITS.customId}`);
  return id;
}

/**
 * The action that a custom id names. Throws UserError stale-button for any other version or shape: the member is told the
 * id's command, or `fallback` where it has none, as `nameOf` writes it.
 */
export function decodeCustomId(id: string, fallback: string, nameOf = (command: string) => command): ActionRef {
  const [version, command = '', action = '', ...args] = id.split('.');
  if (version !== VERSION || command === '' || action === '')
    throw new UserError('stale-button', { command: nameOf(command === '' ? fallback : command) });
  return { command, action, args };
}
