import type { Attaching } from './contract.ts';
import { nameOf, readCommandText, type Refusal, type TypedCommand } from './command-text.ts';
import type { Ground } from './ground.ts';
import { isJson, type Json, readList, readNumber, readText } from './json.ts';
import { convertOption, KINDS, type OptionValue } from './option-values.ts';
import { CONTEXTS, contextOf, type Place } from './payloads.ts';
import { PERMISSIONS } from './permissions.ts';
import { resolveValues } from './resolved.ts';
import { MAX_UPLOAD_BYTES } from './uploads.ts';

/** The `data` of a command's interaction. */
export type CommandData = { data: Json };

type Sent = { name: string; type: number; value: string | number | boolean; focused?: true };

/** `files`: what a text typed for a file stands for. */
type Typing = { isRaw: boolean; files: ((typed: string) => Attaching | undefined) | undefined };

/**
 * The data that Discord's client sends for a typed command, or why it would send none. `isRaw` sends what it would
 * refuse: unknown and missing options, values of the wrong kind (as text), commands that are hidden from the member.
 */
export function buildCommand(
  ground: Ground,
  place: Place,
  text: string,
  { isRaw, files }: Typing,
): CommandData | Refusal {
  const typed = readCommandText(text, ground.commands.list);
  if ('refusal' in typed) return typed;
  const hidden = isRaw ? undefined : findHidden(ground, place, typed.command);
  if (hidden) return hidden;
  const sent: Sent[] = [];
  for (const { option, name, text: value } of typed.options) {
    const one = !option
      ? { refusal: `There is no option “${name}” in ${describe(typed)}.` }
      : option['type'] === KINDS.attachment
        ? attachFile(ground, option, value, files)
        : convertOption(ground, place.userId, option, value);
    const type = option ? (readNumber(option, 'type') ?? KINDS.string) : KINDS.string;
    const known = option ? nameOf(option) : name;
    if ('value' in one) sent.push({ name: known, type, value: one.value });
    else if (isRaw) sent.push({ name: known, type, value });
    else return one;
  }
  const missing = requiredOptions(typed).filter((name) => !sent.some((one) => one.name === name));
  if (missing.length > 0 && !isRaw)
    return { refusal: `${describe(typed)} needs ${missing.map((name) => `“${name}”`).join(', ')}.` };
  return { data: composeData(ground, place, typed, sent) };
}

/** A file is attached before the command is sent, and stands in it by its id. */
function attachFile(ground: Ground, option: Json, text: string, files: Typing['files']): OptionValue | Refusal {
  if (ground.uploads.find(text)) return { value: text };
  const file = files?.(text);
  if (file && file.bytes.length <= MAX_UPLOAD_BYTES) return { value: ground.uploads.add(file).id };
  if (file) return { refusal: `This sandbox takes files of up to ${MAX_UPLOAD_BYTES / 1024 / 1024} MiB.` };
  return { refusal: `“${nameOf(option)}” takes a file, and “${text}” is none.` };
}

/** The same while the last option is being typed: only autocomplete options can be. */
export function buildCompletion(ground: Ground, place: Place, text: string): CommandData | Refusal {
  const typed = readCommandText(text, ground.commands.list);
  if ('refusal' in typed) return typed;
  const hidden = findHidden(ground, place, typed.command);
  if (hidden) return hidden;
  const focused = typed.options.at(-1);
  if (focused?.option?.['autocomplete'] !== true)
    return { refusal: `${focused ? `“${focused.name}”` : describe(typed)} is not completed by the bot.` };
  const sent = typed.options.flatMap(({ option, text: value }): Sent[] => {
    if (!option) return [];
    const type = readNumber(option, 'type') ?? KINDS.string;
    if (option === focused.option) return [{ name: nameOf(option), type, value, focused: true }];
    const one = convertOption(ground, place.userId, option, value);
    return 'value' in one ? [{ name: nameOf(option), type, value: one.value }] : [];
  });
  return { data: composeData(ground, place, typed, sent) };
}

/** Why this member is not offered the command here; undefined when it is. */
export function findHidden({ world }: Ground, place: Place, command: Json): Refusal | undefined {
  const { userId, channelId, installation } = place;
  const held = world.permissions(userId, channelId);
  if ((held & PERMISSIONS.viewChannel) === 0n) return { refusal: 'You do not see that channel.' };
  const needed = command['default_member_permissions'];
  const bits = typeof needed === 'string' || typeof needed === 'number' ? BigInt(needed) : 0n;
  const isAllowed = (held & PERMISSIONS.useApplicationCommands) !== 0n && (held & bits) === bits;
  const shown = readNumber(command, 'type') === 3 ? `“${nameOf(command)}”` : `/${nameOf(command)}`;
  const context = contextOf(world, channelId);
  // A bot of somebody's server is none of a group's: only what its users installed comes along.
  const isOffered =
    (context !== CONTEXTS.group || installation === 'user') &&
    holds(command, 'integration_types', installation === 'user' ? 1 : 0) &&
    holds(command, 'contexts', context);
  if (!isOffered) return { refusal: `${shown} is not offered here.` };
  return isAllowed ? undefined : { refusal: `${shown} is hidden from members without its permissions.` };
}

/** Whether a command's list has the value; without a list nothing is left out. */
function holds(command: Json, list: 'integration_types' | 'contexts', value: number): boolean {
  return !Array.isArray(command[list]) || readList(command, list).includes(value);
}

function requiredOptions({ command, trail }: TypedCommand): string[] {
  return readList(trail.at(-1) ?? command, 'options').flatMap((option) =>
    isJson(option) && option['required'] === true ? [nameOf(option)] : [],
  );
}

function composeData(ground: Ground, place: Place, { command, trail }: TypedCommand, sent: readonly Sent[]): Json {
  const options = trail.reduceRight<readonly Json[]>(
    (inner, one) => [{ name: nameOf(one), type: readNumber(one, 'type') ?? 1, options: inner }],
    sent.map((one) => ({ ...one })),
  );
  const resolved = resolveValues(ground, place, sent);
  return {
    id: command['id'],
    name: nameOf(command),
    type: 1,
    ...(readText(command, 'guild_id') !== undefined && { guild_id: command['guild_id'] }),
    ...(options.length > 0 && { options }),
    ...(Object.keys(resolved).length > 0 && { resolved }),
  };
}

function describe({ command, trail }: TypedCommand): string {
  return `/${[command, ...trail].map(nameOf).join(' ')}`;
}
