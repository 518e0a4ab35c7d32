import type { Channel } from './channel.ts';
import { nameOf, namesOf, type Refusal } from './command-text.ts';
import type { Ground } from './ground.ts';
import { isJson, type Json, readList, readNumber } from './json.ts';
import { PERMISSIONS } from './permissions.ts';

/** Option types (https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type). */
export const KINDS = {
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

export type OptionValue = { value: string | number | boolean };

const MAX_TEXT = 6000;

/** The value that Discord's client sends for what `userId` typed, or why it would send none. */
export function convertOption(ground: Ground, userId: string, option: Json, text: string): OptionValue | Refusal {
  const name = nameOf(option);
  const type = readNumber(option, 'type') ?? KINDS.string;
  const choices = readList(option, 'choices').filter(isJson);
  if (choices.length > 0) return chooseChoice(name, choices, text);
  if (type === KINDS.integer || type === KINDS.number) return convertNumber(option, name, type, text);
  if (type === KINDS.boolean) return convertBoolean(name, text);
  if (type === KINDS.channel) return convertChannel(ground, userId, option, text);
  if (type === KINDS.user || type === KINDS.mentionable) return convertUser(ground, name, text);
  if (type === KINDS.role) return convertRole(ground, name, text);
  if (type === KINDS.attachment) return { refusal: `“${name}” takes a file.` };
  return convertText(option, name, text);
}

function chooseChoice(name: string, choices: readonly Json[], text: string): OptionValue | Refusal {
  const chosen = choices.find((one) => namesOf(one).has(text) || String(one['value']) === text);
  const value = chosen?.['value'];
  if (typeof value === 'string' || typeof value === 'number') return { value };
  return { refusal: `“${text}” is not a choice of “${name}”: ${choices.map(nameOf).join(', ')}.` };
}

function convertText(option: Json, name: string, text: string): OptionValue | Refusal {
  const min = readNumber(option, 'min_length') ?? (option['autocomplete'] === true ? 0 : 1);
  const max = readNumber(option, 'max_length') ?? MAX_TEXT;
  if (text.length < min || text.length > max)
    return { refusal: `“${name}” takes ${min} to ${max} characters; these are ${text.length}.` };
  return { value: text };
}

function convertNumber(option: Json, name: string, type: number, text: string): OptionValue | Refusal {
  const value = Number(text);
  const isRight = /^[-+]?\d+(\.\d+)?$/.test(text) && (type === KINDS.number || Number.isSafeInteger(value));
  if (!isRight) return { refusal: `“${text}” is not a ${type === KINDS.integer ? 'whole ' : ''}number for “${name}”.` };
  const min = readNumber(option, 'min_value') ?? -(2 ** 53);
  const max = readNumber(option, 'max_value') ?? 2 ** 53;
  if (value < min || value > max) return { refusal: `“${name}” takes ${min} to ${max}.` };
  return { value };
}

function convertBoolean(name: string, text: string): OptionValue | Refusal {
  if (/^(true|false)$/i.test(text)) return { value: text.toLowerCase() === 'true' };
  return { refusal: `“${name}” takes true or false, not “${text}”.` };
}

function convertChannel({ world }: Ground, userId: string, option: Json, text: string): OptionValue | Refusal {
  const id = /^(?:<#)?(\d+)>?$/.exec(text)?.[1];
  const found = id === undefined ? world.channels.findByName(text.replace(/^#/, '')) : world.channels.find(id);
  const isSeen = (channel: Channel) => (world.permissions(userId, channel.id) & PERMISSIONS.viewChannel) !== 0n;
  if (!found || !isSeen(found)) return { refusal: `There is no channel “${text}” that you see.` };
  const types = readList(option, 'channel_types');
  if (types.length > 0 && !types.includes(found.type))
    return { refusal: `“${nameOf(option)}” takes no channel of the kind of #${found.name}.` };
  return { value: found.id };
}

function convertUser({ world }: Ground, name: string, text: string): OptionValue | Refusal {
  const { users, application } = world.ids;
  const byName = new Map([
    ['manager', users.manager],
    ['member', users.member],
    ['kiosque', application],
  ]);
  const id = /^(?:<@!?)?(\d+)>?$/.exec(text)?.[1] ?? byName.get(text.replace(/^@/, '').toLowerCase());
  if (id !== undefined && world.userJson(id)) return { value: id };
  return { refusal: `“${text}” is no member of this server for “${name}”.` };
}

function convertRole({ world }: Ground, name: string, text: string): OptionValue | Refusal {
  const bare = text.replace(/^<?@&?/, '').replace(/>$/, '');
  const role = world
    .roleJsons()
    .find((one) => one['id'] === bare || String(one['name']).toLowerCase() === bare.toLowerCase());
  return role ? { value: String(role['id']) } : { refusal: `“${text}” is no role of this server for “${name}”.` };
}
