import { namesOf, type Refusal } from './command-text.ts';
import type { Ground } from './ground.ts';
import { type Json, readNumber } from './json.ts';
import type { Place } from './payloads.ts';
import { findHidden } from './slash-commands.ts';

/** A command in the menu of a message (https://docs.discord.com/developers/interactions/application-commands#message-commands). */
export const MESSAGE_COMMAND = 3;

/** The data that Discord's client sends for a command of a message's menu, or why it would send none. */
export function buildMessageCommand(
  ground: Ground,
  place: Place,
  name: string,
  message: Json,
): { data: Json } | Refusal {
  const command = ground.commands.list.find(
    (one) => readNumber(one, 'type') === MESSAGE_COMMAND && namesOf(one).has(name),
  );
  if (!command) return { refusal: `A message's menu has no “${name}”.` };
  const hidden = findHidden(ground, place, command);
  if (hidden) return hidden;
  const { id } = message;
  const data = { id: command['id'], name: command['name'], type: MESSAGE_COMMAND, target_id: id };
  return { data: { ...data, resolved: { messages: { [String(id)]: message } } } };
}
