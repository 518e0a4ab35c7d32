import type { Refusal } from './command-text.ts';
import type { Ground } from './ground.ts';
import { isJson, type Json, readList, readNumber, readText } from './json.ts';
import { TYPES } from './component-rules.ts';
import { allComponents } from './message-rules.ts';
import { convertOption, KINDS } from './option-values.ts';
import type { Place } from './payloads.ts';
import { resolveValues } from './resolved.ts';

const LINK = 5;
const MENTIONABLE = 7;
/** By type of select, the kind of option that takes the same; a list of texts (3) has none. */
const OPTION_KINDS: ReadonlyMap<number, number> = new Map([
  [5, KINDS.user],
  [6, KINDS.role],
  [MENTIONABLE, KINDS.mentionable],
  [8, KINDS.channel],
]);
const SELECTS: ReadonlySet<number> = new Set([TYPES.stringSelect, ...OPTION_KINDS.keys()]);

/** The buttons that can be pressed, in the order in which they are shown; disabled ones keep their number. Links have none. */
export function buttonsOf(body: unknown): readonly Json[] {
  return allComponents(body).filter((one) => one['type'] === TYPES.button && one['style'] !== LINK);
}

/** The selects of every kind, in the order in which they are shown. */
export function selectsOf(body: unknown): readonly Json[] {
  return allComponents(body).filter(isSelect);
}

/** Whether a component is a select of any kind. */
export function isSelect(one: Json): boolean {
  return SELECTS.has(readNumber(one, 'type') ?? 0);
}

/** The data of a press, or why it cannot be pressed. `which` is a number from 1 or a label. */
export function buildPress(body: unknown, which: number | string): { data: Json } | Refusal {
  const buttons = buttonsOf(body);
  const button = typeof which === 'number' ? buttons[which - 1] : buttons.find((one) => one['label'] === which);
  if (!button) return { refusal: `The message has no button ${typeof which === 'number' ? which : `“${which}”`}.` };
  if (button['disabled'] === true)
    return { refusal: `The button “${readText(button, 'label') ?? which}” is disabled.` };
  return { data: { custom_id: button['custom_id'], component_type: TYPES.button, id: button['id'] } };
}

/**
 * The data of a choice in a select, or why it cannot be made. `values` are values or labels of a list of texts, ids or
 * names of members, roles and channels.
 */
export function buildSelection(
  ground: Ground,
  place: Place,
  body: unknown,
  { which, values }: { which: number; values: readonly string[] },
): { data: Json } | Refusal {
  const select = selectsOf(body)[which - 1];
  if (!select) return { refusal: `The message has no select ${which}.` };
  if (select['disabled'] === true) return { refusal: `The select ${which} is disabled.` };
  const type = readNumber(select, 'type') ?? TYPES.stringSelect;
  const chosen: unknown[] = [];
  for (const value of values) {
    const one = type === TYPES.stringSelect ? chooseText(select, which, value) : choose(ground, place, select, value);
    if ('refusal' in one) return one;
    chosen.push(one.value);
  }
  const min = readNumber(select, 'min_values') ?? 1;
  const max = readNumber(select, 'max_values') ?? 1;
  if (chosen.length < min || chosen.length > max) return { refusal: `Select ${which} takes ${min} to ${max} values.` };
  const data = { custom_id: select['custom_id'], component_type: type, id: select['id'], values: chosen };
  const kind = OPTION_KINDS.get(type);
  if (kind === undefined) return { data };
  const resolved = resolveValues(
    ground,
    place,
    chosen.map((value) => ({ type: kind, value })),
  );
  return { data: { ...data, resolved } };
}

function chooseText(select: Json, which: number, value: string): { value: unknown } | Refusal {
  const options = readList(select, 'options').filter(isJson);
  const option = options.find((one) => one['value'] === value) ?? options.find((one) => one['label'] === value);
  return option ? { value: option['value'] } : { refusal: `“${value}” is not among the options of select ${which}.` };
}

/** A member, role or channel: what a command's option of that kind would take. */
function choose(ground: Ground, { userId }: Place, select: Json, value: string): { value: unknown } | Refusal {
  const type = readNumber(select, 'type') ?? 0;
  const as = (kind: number | undefined) => {
    const name = readText(select, 'placeholder') ?? 'the list';
    return convertOption(ground, userId, { name, type: kind, channel_types: select['channel_types'] }, value);
  };
  const found = as(OPTION_KINDS.get(type));
  return 'refusal' in found && type === MENTIONABLE ? as(KINDS.role) : found;
}
