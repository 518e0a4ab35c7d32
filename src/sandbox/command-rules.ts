import type { Fault } from './api-error.ts';
import { isJson, type Json, readList, readNumber, readText } from './json.ts';

/** Discord's locales (https://docs.discord.com/developers/reference#locales). */
export const LOCALES = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const MAX_OPTIONS = 25;
const MAX_COMMANDS = 100;
const MAX_CHARS = 8000;
const CHAT_INPUT = 1;

/**
 * What Discord would refuse in a list of commands and its published schema lets pass
 * (https://docs.discord.com/developers/interactions/application-commands#application-command-object).
 */
export function commandFaults(commands: readonly unknown[]): Fault[] {
  const names = commands.map((command) => `${readNumber(command, 'type') ?? CHAT_INPUT}:${readText(command, 'name')}`);
  const faults = commands.flatMap((command, i) => checkCommand(command, [i]));
  names.forEach((name, i) => {
    if (names.indexOf(name) < i)
      faults.push(
        fault([i, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique'),
      );
  });
  if (commands.length > MAX_COMMANDS)
    faults.push(fault([], 'BASE_TYPE_BAD_LENGTH', `Must be ${MAX_COMMANDS} or fewer in length.`));
  return faults;
}

function checkCommand(command: unknown, path: Fault['path']): Fault[] {
  if (!isJson(command)) return [fault(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType')];
  // A command on a message or member has a name for people and no description.
  if ((readNumber(command, 'type') ?? CHAT_INPUT) !== CHAT_INPUT) return lengthFaults(command, 'name', path, 32);
  const faults = checkNamed(command, path);
  if (charsOf(command) > MAX_CHARS)
    faults.push(fault(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${MAX_CHARS})`));
  return faults;
}

function checkNamed(one: Json, path: Fault['path']): Fault[] {
  const faults = [...nameFaults(one, path), ...lengthFaults(one, 'description', path, 100), ...localeFaults(one, path)];
  const options = readList(one, 'options');
  if (options.length > MAX_OPTIONS)
    faults.push(fault([...path, 'options'], 'BASE_TYPE_BAD_LENGTH', `Must be ${MAX_OPTIONS} or fewer in length.`));
  const names = options.map((option) => readText(option, 'name'));
  options.forEach((option, i) => {
    const at = [...path, 'options', i];
    if (!isJson(option))
      return faults.push(fault(at, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType'));
    faults.push(...checkNamed(option, at), ...choiceFaults(option, at));
    if (names.indexOf(names[i]) < i)
      faults.push(fault([...at, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID', 'Option names must be unique'));
    const isLate =
      option['required'] === true && options.slice(0, i).some((other) => isJson(other) && other['required'] !== true);
    if (isLate)
      faults.push(
        fault(
          at,
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options must be placed before non-required options',
        ),
      );
    return undefined;
  });
  return faults;
}

function nameFaults(one: Json, path: Fault['path']): Fault[] {
  const localized = isJson(one['name_localizations']) ? one['name_localizations'] : {};
  const names: [Fault['path'], unknown][] = [
    [[...path, 'name'], one['name']],
    ...Object.entries(localized).map(([locale, name]): [Fault['path'], unknown] => [
      [...path, 'name_localizations', locale],
      name,
    ]),
  ];
  return names
    .filter(
      ([, name]) => name !== null && !(typeof name === 'string' && NAME.test(name) && name === name.toLowerCase()),
    )
    .map(([at]) => fault(at, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid'));
}

function localeFaults(one: Json, path: Fault['path']): Fault[] {
  return ['name_localizations', 'description_localizations'].flatMap((key) => {
    const held = one[key];
    const unknown = isJson(held) ? Object.keys(held).filter((locale) => !LOCALES.has(locale)) : [];
    return unknown.map((locale) =>
      fault([...path, key, locale], 'BASE_TYPE_CHOICES', `"${locale}" is not a locale of Discord`),
    );
  });
}

function choiceFaults(option: Json, path: Fault['path']): Fault[] {
  const choices = readList(option, 'choices');
  if (option['autocomplete'] === true && choices.length > 0)
    return [
      fault(
        [...path, 'choices'],
        'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID',
        'Autocomplete options cannot have choices',
      ),
    ];
  if (choices.length > MAX_OPTIONS)
    return [fault([...path, 'choices'], 'BASE_TYPE_BAD_LENGTH', 'Must be 25 or fewer in length.')];
  return choices.flatMap((choice, i) =>
    isJson(choice) ? lengthFaults(choice, 'name', [...path, 'choices', i], 100) : [],
  );
}

function lengthFaults(one: Json, key: string, path: Fault['path'], max: number): Fault[] {
  const text = readText(one, key)?.trim() ?? '';
  if (text.length >= 1 && text.length <= max) return [];
  return [fault([...path, key], 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${max} in length.`)];
}

/** Characters that count against a command's size: for each text its longest localization. */
function charsOf(one: Json): number {
  const longest = (key: string) => {
    const localized = one[`${key}_localizations`];
    const texts = [one[key], ...(isJson(localized) ? Object.values(localized) : [])];
    return Math.max(...texts.map((text) => (typeof text === 'string' ? text.length : 0)));
  };
  const choices = readList(one, 'choices').reduce(
    (sum: number, choice) => sum + (readText(choice, 'name')?.length ?? 0) + (readText(choice, 'value')?.length ?? 0),
    0,
  );
  const options = readList(one, 'options').reduce(
    (sum: number, option) => sum + (isJson(option) ? charsOf(option) : 0),
    0,
  );
  return longest('name') + longest('description') + choices + options;
}

function fault(path: Fault['path'], code: string, message: string): Fault {
  return { path, code, message };
}
