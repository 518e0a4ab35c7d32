import { type Payload, readAll, readNumber, readOne, readText } from './payload.ts';
import { rangeOf } from './choices.ts';

/** Component types of forms (https://docs.discord.com/developers/components/reference). */
export const FORM = {
  row: 1,
  textInput: 4,
  text: 10,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

/** A form's fields as they are filled in: a text, or a list of chosen values. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/**
 * Form values as the protocol carries them, by custom id: a text input's and a radio group's text as it is, a checkbox
 * as "true" or "false", and lists (selects, checkbox groups, uploads) as a JSON array of texts.
 */
export function encodeValues(values: FormValues): Record<string, string> {
  const entries = Object.entries(values).map(([id, value]): [string, string] => [
    id,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(entries);
}

/** The fields of a form in the order in which they are shown, each with the label that stands above it. */
function fieldsOf(body: Payload): readonly { field: Payload; label: string }[] {
  return readAll(body, 'components').flatMap((one) => {
    const type = readNumber(one, 'type', 0);
    if (type === FORM.label) return [{ field: readOne(one, 'component'), label: readText(one, 'label') }];
    if (type === FORM.row)
      return readAll(one, 'components').map((field) => ({ field, label: readText(field, 'label') }));
    return readText(one, 'custom_id') === '' ? [] : [{ field: one, label: readText(one, 'label') }];
  });
}

/** What the fields hold before the visitor changes anything. */
export function startingValues(body: Payload): FormValues {
  const entries = fieldsOf(body).map(({ field }): [string, string | readonly string[]] => [
    readText(field, 'custom_id'),
    startingValue(field),
  ]);
  return Object.fromEntries(entries);
}

function startingValue(field: Payload): string | readonly string[] {
  const chosen = () => [
    ...readAll(field, 'options')
      .filter((one) => one['default'] === true)
      .map((one) => readText(one, 'value')),
    ...readAll(field, 'default_values').map((one) => readText(one, 'id')),
  ];
  switch (readNumber(field, 'type', 0)) {
    case FORM.textInput:
      return readText(field, 'value');
    case FORM.radioGroup:
      return chosen()[0] ?? '';
    case FORM.checkbox:
      return String(field['default'] === true);
    default:
      return chosen();
  }
}

/** By custom id, what is wrong with a form's values, in one sentence each; Discord's client would not send them. */
export function formFaults(body: Payload, values: FormValues): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  for (const { field } of fieldsOf(body)) {
    const id = readText(field, 'custom_id');
    const fault = faultOf(field, values[id] ?? '');
    if (fault !== null) faults[id] = fault;
  }
  return faults;
}

function faultOf(field: Payload, value: string | readonly string[]): string | null {
  const isRequired = field['required'] !== false;
  if (readNumber(field, 'type', 0) === FORM.checkbox) return null;
  if (value.length === 0) return isRequired ? 'This is needed.' : null;
  if (typeof value === 'string') {
    const min = readNumber(field, 'min_length', 0);
    const max = readNumber(field, 'max_length', 4000);
    if (value.length < min) return `At least ${min} characters are needed.`;
    return value.length > max ? `No more than ${max} characters fit.` : null;
  }
  const { min, max } = listRange(field);
  if (value.length < min) return `Choose at least ${min}.`;
  return value.length > max ? `Choose no more than ${max}.` : null;
}

/** A checkbox group takes all of its options where it does not say; other lists take one. */
function listRange(field: Payload): { min: number; max: number } {
  if (readNumber(field, 'type', 0) !== FORM.checkboxGroup) return rangeOf(field);
  return {
    min: readNumber(field, 'min_values', 1),
    max: readNumber(field, 'max_values', readAll(field, 'options').length),
  };
}
