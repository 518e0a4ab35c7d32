import type { Fault } from './api-error.ts';
import { isJson, type Json, readList, readText } from './json.ts';

const MAX_CHOICES = 25;
const MAX_CHOICE = 100;
const MAX_TITLE = 45;
const MAX_INPUTS = 5;

/** What Discord would refuse in choices (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete). */
export function choiceFaults(data: Json): Fault[] {
  const choices = readList(data, 'choices');
  const faults = choices.flatMap((choice, i) => {
    const { name, value } = isJson(choice) ? choice : {};
    const path = ['data', 'choices', i];
    const isRight = typeof value === 'number' || hasLength(value, 1, MAX_CHOICE);
    return [
      ...(hasLength(name, 1, MAX_CHOICE) ? [] : [badLength([...path, 'name'], 1, MAX_CHOICE)]),
      ...(isRight ? [] : [badLength([...path, 'value'], 1, MAX_CHOICE)]),
    ];
  });
  return choices.length <= MAX_CHOICES ? faults : [badLength(['data', 'choices'], 0, MAX_CHOICES), ...faults];
}

/** What Discord would refuse in a form (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal). */
export function modalFaults(data: Json): Fault[] {
  const { length } = readList(data, 'components');
  return [
    ...(hasLength(readText(data, 'custom_id'), 1, MAX_CHOICE) ? [] : [badLength(['data', 'custom_id'], 1, MAX_CHOICE)]),
    ...(hasLength(readText(data, 'title'), 1, MAX_TITLE) ? [] : [badLength(['data', 'title'], 1, MAX_TITLE)]),
    ...(length >= 1 && length <= MAX_INPUTS ? [] : [badLength(['data', 'components'], 1, MAX_INPUTS)]),
  ];
}

function hasLength(text: unknown, min: number, max: number): boolean {
  return typeof text === 'string' && text.trim().length >= min && text.length <= max;
}

function badLength(path: Fault['path'], min: number, max: number): Fault {
  return { path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${min} and ${max} in length.` };
}
