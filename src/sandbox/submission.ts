import { TYPES } from './component-rules.ts';
import { allComponents } from './message-rules.ts';
import { isJson, type Json, readList, readText } from './json.ts';

/** The kinds of field that only forms have (https://docs.discord.com/developers/components/reference). */
const FORM_TYPES = { upload: 19, radioGroup: 21, checkboxGroup: 22, checkbox: 23 } as const;
const LISTS: ReadonlySet<unknown> = new Set([
  TYPES.stringSelect,
  5,
  6,
  7,
  8,
  FORM_TYPES.checkboxGroup,
  FORM_TYPES.upload,
]);
const TEXTS: ReadonlySet<unknown> = new Set([TYPES.textInput, FORM_TYPES.radioGroup]);

type Values = Readonly<Record<string, string>>;

/**
 * What Discord sends when a form is submitted. `values` by custom id: a text's and a radio group's as it is, a checkbox as
 * "true" or "false", lists (selects, checkbox groups) as a JSON array of texts. Or a refusal, as Discord's client would.
 */
export function buildSubmission(modal: Json, values: Values): { data: Json } | { refusal: string } {
  const fields = allComponents(modal);
  const missing = fields.find((one) => isFillable(one) && one['required'] !== false && isEmpty(one, values));
  if (missing) return { refusal: `The form needs “${nameField(modal, missing)}”.` };
  if (fields.some((one) => one['type'] === FORM_TYPES.upload && !isEmpty(one, values)))
    return { refusal: 'Forms of this sandbox take no files.' };
  const send = (one: unknown): Json | undefined => {
    if (!isJson(one)) return undefined;
    const { type, id } = one;
    if (isFillable(one) || type === FORM_TYPES.checkbox)
      return { type, id, custom_id: one['custom_id'], ...answerOf(one, values) };
    if (isJson(one['component'])) return { type, id, component: send(one['component']) };
    return { type, id, components: readList(one, 'components').map(send) };
  };
  return { data: { custom_id: modal['custom_id'], components: readList(modal, 'components').map(send) } };
}

function isFillable({ type }: Json): boolean {
  return TEXTS.has(type) || LISTS.has(type);
}

function isEmpty(field: Json, values: Values): boolean {
  return LISTS.has(field['type']) ? listOf(field, values).length === 0 : textOf(field, values) === '';
}

function answerOf(field: Json, values: Values): Json {
  if (LISTS.has(field['type'])) return { values: listOf(field, values) };
  const text = textOf(field, values);
  return { value: field['type'] === FORM_TYPES.checkbox ? text === 'true' : text };
}

function textOf(field: Json, values: Values): string {
  return values[readText(field, 'custom_id') ?? ''] ?? readText(field, 'value') ?? '';
}

function listOf(field: Json, values: Values): readonly string[] {
  try {
    const list: unknown = JSON.parse(values[readText(field, 'custom_id') ?? ''] ?? '[]');
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}

/** A field's own label, or that of the label component around it. */
function nameField(modal: Json, field: Json): string {
  const around = readList(modal, 'components').find((one) => isJson(one) && one['component'] === field);
  return readText(field, 'label') ?? readText(around, 'label') ?? readText(field, 'custom_id') ?? '';
}
