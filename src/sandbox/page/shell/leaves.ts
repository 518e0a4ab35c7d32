import type { Actor, Choice } from '../../contract.ts';
import type { PageCommand } from '../../page-protocol.ts';
import { isJson, type Json, readList, readNumber, readText } from './json.ts';

/** Option types (https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type). */
export const KINDS = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  channel: 7,
  number: 10,
  attachment: 11,
} as const;
const CHAT_INPUT = 1;
const MESSAGE = 3;

export type Option = {
  name: string;
  /** In the member's language. */
  shown: string;
  description: string;
  kind: number;
  isRequired: boolean;
  hasAutocomplete: boolean;
  choices: readonly (Choice & { shown: string })[];
  channelTypes: readonly number[];
  min: number | undefined;
  max: number | undefined;
};

/** What can be sent: a command without subcommands, or one subcommand. `path` is the registered names. */
export type Leaf = { path: readonly string[]; shown: string; description: string; options: readonly Option[] };

// The rights of the sandbox's two members (https://docs.discord.com/developers/topics/permissions).
const EVERYBODY = [6n, 10n, 11n, 14n, 15n, 16n, 18n, 26n, 31n, 38n];
const RIGHTS: Readonly<Record<Actor, bigint>> = {
  member: bitsOf(EVERYBODY),
  manager: bitsOf([...EVERYBODY, 4n, 5n, 13n]),
};

/** What a member may type, subcommands one by one, in their language. */
export function listLeaves(commands: readonly PageCommand[], actor: Actor, locale: string): readonly Leaf[] {
  return commands
    .filter((one) => (readNumber(one, 'type') ?? CHAT_INPUT) === CHAT_INPUT && isOffered(one, actor))
    .flatMap((one) => leavesOf([one], locale));
}

/** The registered names of the commands in a message's menu. */
export function listMessageCommands(commands: readonly PageCommand[], actor: Actor): readonly string[] {
  return commands
    .filter((one) => readNumber(one, 'type') === MESSAGE && isOffered(one, actor))
    .map((one) => readText(one, 'name') ?? '');
}

/** The languages that the commands are written in, beside English. */
export function writtenLocales(commands: readonly PageCommand[]): ReadonlySet<string> {
  const keys = commands.flatMap((one) => {
    const texts = one['description_localizations'];
    return isJson(texts) ? Object.keys(texts) : [];
  });
  return new Set(['en-US', 'en-GB', ...keys]);
}

function leavesOf(trail: readonly Json[], locale: string): readonly Leaf[] {
  const last = trail.at(-1) ?? {};
  const inner = readList(last, 'options');
  const parts = inner.filter((one) => isPart(one));
  if (parts.length > 0) return parts.flatMap((part) => leavesOf([...trail, part], locale));
  return [
    {
      path: trail.map((one) => readText(one, 'name') ?? ''),
      shown: trail.map((one) => localized(one, 'name', locale)).join(' '),
      description: localized(last, 'description', locale),
      options: inner.map((one) => describeOption(one, locale)),
    },
  ];
}

function isPart(option: Json): boolean {
  const kind = readNumber(option, 'type');
  return kind === KINDS.subcommand || kind === KINDS.group;
}

function describeOption(one: Json, locale: string): Option {
  const kind = readNumber(one, 'type') ?? KINDS.string;
  const types: unknown = one['channel_types'];
  return {
    name: readText(one, 'name') ?? '',
    shown: localized(one, 'name', locale),
    description: localized(one, 'description', locale),
    kind,
    isRequired: one['required'] === true,
    hasAutocomplete: one['autocomplete'] === true,
    choices: readList(one, 'choices').flatMap((choice) => {
      const value = choice['value'];
      if (typeof value !== 'string' && typeof value !== 'number') return [];
      return [{ name: readText(choice, 'name') ?? String(value), value, shown: localized(choice, 'name', locale) }];
    }),
    channelTypes: Array.isArray(types) ? types.filter((type) => typeof type === 'number') : [],
    min: readNumber(one, kind === KINDS.string ? 'min_length' : 'min_value'),
    max: readNumber(one, kind === KINDS.string ? 'max_length' : 'max_value'),
  };
}

/** Discord falls back between the two Englishes, and from Latin American to European Spanish. */
const NEAREST: Readonly<Record<string, string>> = { 'en-US': 'en-GB', 'en-GB': 'en-US', 'es-419': 'es-ES' };

function localized(one: Json, key: 'name' | 'description', locale: string): string {
  const texts = one[`${key}_localizations`];
  const found = isJson(texts) ? (readText(texts, locale) ?? readText(texts, NEAREST[locale] ?? '')) : undefined;
  return found ?? readText(one, key) ?? '';
}

function isOffered(command: Json, actor: Actor): boolean {
  const needed = command['default_member_permissions'];
  if (typeof needed !== 'string' || !/^\d+$/.test(needed)) return true;
  const bits = BigInt(needed);
  // No bits at all: administrators only (https://docs.discord.com/developers/interactions/application-commands#permissions).
  return bits !== 0n && (RIGHTS[actor] & bits) === bits;
}

function bitsOf(places: readonly bigint[]): bigint {
  return places.reduce((bits, place) => bits | (1n << place), 0n);
}
