import type { Fault } from './api-error.ts';
import { isJson, type Json, readList, readNumber, readText } from './json.ts';

type Path = Fault['path'];

/** Component types (https://docs.discord.com/developers/components/reference#component-object-component-types). */
export const TYPES = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
} as const;

const SELECTS = new Set([3, 5, 6, 7, 8]);
const IN_CONTAINER = new Set([1, 9, 10, 12, 13, 14]);
const AT_TOP = new Set([...IN_CONTAINER, TYPES.container]);
const LINK = 5;
const PREMIUM = 6;

/** What is wrong with the components of a message. A custom id that occurs twice is told at its second place. */
export function componentFaults(components: readonly unknown[], path: Path): Fault[] {
  const seen = new Set<string>();
  return components.flatMap((one, i) => checkComponent(one, [...path, i], AT_TOP, seen));
}

function checkComponent(one: unknown, path: Path, allowed: ReadonlySet<number>, seen: Set<string>): Fault[] {
  const type = readNumber(one, 'type');
  if (!isJson(one) || type === undefined || !allowed.has(type))
    return [
      fault(
        [...path, 'type'],
        'UNION_TYPE_CHOICES',
        `Value of field "type" must be one of (${[...allowed].join(', ')}).`,
      ),
    ];
  const inner = (types: ReadonlySet<number>) =>
    readList(one, 'components').flatMap((child, i) => checkComponent(child, [...path, 'components', i], types, seen));
  if (type === TYPES.container) return [...lengthFaults(one, 'components', path, 1, 40), ...inner(IN_CONTAINER)];
  if (type === TYPES.actionRow) return [...rowFaults(one, path), ...inner(new Set([TYPES.button, ...SELECTS]))];
  if (type === TYPES.section) return [...sectionFaults(one, path, seen), ...inner(new Set([TYPES.text]))];
  if (type === TYPES.text) return textFaults(one, 'content', [...path, 'content'], 1, 4000);
  if (type === TYPES.button) return [...buttonFaults(one, path), ...customIdFaults(one, path, seen)];
  if (SELECTS.has(type)) return [...selectFaults(one, type, path), ...customIdFaults(one, path, seen)];
  if (type === TYPES.gallery) return lengthFaults(one, 'items', path, 1, 10);
  if (type === TYPES.file) return attachmentFaults(one, path);
  return [];
}

function rowFaults(row: Json, path: Path): Fault[] {
  const children = readList(row, 'components');
  const hasSelect = children.some((child) => SELECTS.has(readNumber(child, 'type') ?? 0));
  const max = hasSelect ? 1 : 5;
  return lengthFaults(row, 'components', path, 1, max);
}

function sectionFaults(section: Json, path: Path, seen: Set<string>): Fault[] {
  const accessory = checkComponent(
    section['accessory'],
    [...path, 'accessory'],
    new Set([TYPES.button, TYPES.thumbnail]),
    seen,
  );
  return [...lengthFaults(section, 'components', path, 1, 3), ...accessory];
}

function buttonFaults(button: Json, path: Path): Fault[] {
  const style = readNumber(button, 'style') ?? 0;
  const faults = button['label'] === undefined ? [] : textFaults(button, 'label', [...path, 'label'], 1, 80);
  if (style < 1 || style > PREMIUM)
    faults.push(fault([...path, 'style'], 'BASE_TYPE_CHOICES', 'Value must be one of (1, 2, 3, 4, 5, 6).'));
  if (style !== PREMIUM && button['label'] === undefined && button['emoji'] === undefined)
    faults.push(
      fault([...path, 'label'], 'BUTTON_COMPONENT_NEEDS_LABEL_OR_EMOJI', 'A button needs a label or an emoji'),
    );
  if (style === LINK && !/^(https?|discord):\/\/\S+$/.test(readText(button, 'url') ?? ''))
    faults.push(fault([...path, 'url'], 'BASE_TYPE_REQUIRED', 'A url is required'));
  if (style === LINK && button['custom_id'] !== undefined)
    faults.push(fault(path, 'BUTTON_COMPONENT_INVALID_FIELDS', 'A custom id and url cannot both be specified'));
  if (style !== LINK && button['url'] !== undefined)
    faults.push(fault(path, 'BUTTON_COMPONENT_INVALID_FIELDS', 'A url cannot be specified for this style'));
  return faults;
}

function customIdFaults(one: Json, path: Path, seen: Set<string>): Fault[] {
  if (one['type'] === TYPES.button && (one['style'] === LINK || one['style'] === PREMIUM)) return [];
  const faults = textFaults(one, 'custom_id', [...path, 'custom_id'], 1, 100);
  const id = readText(one, 'custom_id');
  if (id === undefined) return faults;
  if (seen.has(id))
    faults.push(
      fault([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated'),
    );
  seen.add(id);
  return faults;
}

function selectFaults(select: Json, type: number, path: Path): Fault[] {
  const faults =
    select['placeholder'] === undefined ? [] : textFaults(select, 'placeholder', [...path, 'placeholder'], 0, 150);
  if (type !== TYPES.stringSelect) return faults;
  const options = readList(select, 'options');
  faults.push(...lengthFaults(select, 'options', path, 1, 25));
  const values = options.map((option) => readText(option, 'value'));
  options.forEach((option, i) => {
    const at = [...path, 'options', i];
    if (!isJson(option)) return;
    faults.push(
      ...textFaults(option, 'label', [...at, 'label'], 1, 100),
      ...textFaults(option, 'value', [...at, 'value'], 1, 100),
    );
    if (option['description'] !== undefined && option['description'] !== null)
      faults.push(...textFaults(option, 'description', [...at, 'description'], 1, 100));
    if (values.indexOf(values[i]) < i)
      faults.push(
        fault(
          [...at, 'value'],
          'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
          'The specified option value is already used',
        ),
      );
  });
  const max = readNumber(select, 'max_values') ?? 1;
  if (max > options.length || (readNumber(select, 'min_values') ?? 1) > max)
    faults.push(fault([...path, 'max_values'], 'SELECT_COMPONENT_INVALID_RANGE', 'More values than options'));
  return faults;
}

function attachmentFaults(file: Json, path: Path): Fault[] {
  const url = readText(file['file'], 'url') ?? '';
  // What the API itself returned may be sent again in an edit.
  if (/^(attachment:\/\/\S+|https?:\/\/\S+)$/.test(url)) return [];
  return [fault([...path, 'file', 'url'], 'URL_TYPE_INVALID_URL', 'Not a well formed URL.')];
}

function lengthFaults(one: Json, key: string, path: Path, min: number, max: number): Fault[] {
  const { length } = readList(one, key);
  if (length >= min && length <= max) return [];
  return [fault([...path, key], 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)];
}

function textFaults(one: Json, key: string, path: Path, min: number, max: number): Fault[] {
  const text = one[key];
  if (typeof text !== 'string') return [fault(path, 'BASE_TYPE_REQUIRED', 'This field is required')];
  const { length } = min > 0 ? text.trim() : text;
  if (length >= min && text.length <= max) return [];
  return [fault(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)];
}

function fault(path: Path, code: string, message: string): Fault {
  return { path, code, message };
}
