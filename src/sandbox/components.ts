import type { Refusal } from './command-text.ts';
import { isJson, type Json, readList, readNumber, readText } from './json.ts';
import { TYPES } from './component-rules.ts';
import { allComponents } from './message-rules.ts';

const LINK = 5;

/** The buttons that can be pressed, in the order in which they are shown; disabled ones keep their number. Links have none. */
export function buttonsOf(body: unknown): readonly Json[] {
  return allComponents(body).filter((one) => one['type'] === TYPES.button && one['style'] !== LINK);
}

/** The selects of a list of texts, in the order in which they are shown. */
export function selectsOf(body: unknown): readonly Json[] {
  return allComponents(body).filter((one) => one['type'] === TYPES.stringSelect);
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

/** The data of a choice in a select, or why it cannot be made. `values` are values or labels. */
export function buildSelection(body: unknown, which: number, values: readonly string[]): { data: Json } | Refusal {
  const select = selectsOf(body)[which - 1];
  if (!select) return { refusal: `The message has no select ${which}.` };
  if (select['disabled'] === true) return { refusal: `The select ${which} is disabled.` };
  const options = readList(select, 'options').filter(isJson);
  const chosen: unknown[] = [];
  for (const value of values) {
    const option = options.find((one) => one['value'] === value) ?? options.find((one) => one['label'] === value);
    if (!option) return { refusal: `“${value}” is not among the options of select ${which}.` };
    chosen.push(option['value']);
  }
  const min = readNumber(select, 'min_values') ?? 1;
  const max = readNumber(select, 'max_values') ?? 1;
  if (chosen.length < min || chosen.length > max) return { refusal: `Select ${which} takes ${min} to ${max} values.` };
  return {
    data: { custom_id: select['custom_id'], component_type: TYPES.stringSelect, id: select['id'], values: chosen },
  };
}

/** The data of a filled form: its inputs in their own nesting, with their values. */
export function buildSubmission(modal: Json, values: Readonly<Record<string, string>>): { data: Json } | Refusal {
  const inputs = allComponents(modal).filter((one) => one['type'] === TYPES.textInput);
  const missing = inputs.find((one) => one['required'] !== false && fill(one, values) === '');
  if (missing) return { refusal: `The form needs “${readText(missing, 'label') ?? readText(missing, 'custom_id')}”.` };
  const send = (one: unknown): Json | undefined => {
    if (!isJson(one)) return undefined;
    const { type, id } = one;
    if (type === TYPES.textInput) return { type, id, custom_id: one['custom_id'], value: fill(one, values) };
    if (isJson(one['component'])) return { type, id, component: send(one['component']) };
    return { type, id, components: readList(one, 'components').map(send) };
  };
  return { data: { custom_id: modal['custom_id'], components: readList(modal, 'components').map(send) } };
}

function fill(input: Json, values: Readonly<Record<string, string>>): string {
  return values[readText(input, 'custom_id') ?? ''] ?? readText(input, 'value') ?? '';
}
