import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Form, FormField } from '../reply.ts';
import { drawOptions, isVisible, label } from './components.ts';
import { encodeCustomId } from './custom-id.ts';
import { LIMITS } from './limits.ts';
import { shortenPlain } from './shorten.ts';

/**
 * A form as Discord opens it (https://docs.discord.com/developers/components/using-modal-components), its texts shortened
 * to its limits. Throws a RangeError for more fields than it may have, and what encodeCustomId throws.
 */
export function drawForm({ title, action, fields }: Form): APIModalInteractionResponseCallbackData {
  if (fields.length > LIMITS.formFields)
    throw new RangeError(`The form ${title} has more than ${LIMITS.formFields} fields`);
  return {
    custom_id: encodeCustomId(action),
    title: label(title, LIMITS.formTitle),
    components: fields.map(drawField),
  };
}

function drawField(field: FormField, index: number): APILabelComponent {
  const { description = '' } = field;
  return {
    type: ComponentType.Label,
    label: label(field.label, LIMITS.fieldLabel),
    ...(isVisible(description) && { description: shortenPlain(description, LIMITS.fieldDescription) }),
    // Fields are told apart by their order: their names mean nothing to anybody.
    component: drawInput(field, `f${index}`),
  };
}

function drawInput(field: FormField, name: string): APIComponentInLabel {
  const { placeholder = '', isRequired: required } = field;
  const shown = isVisible(placeholder) && { placeholder: shortenPlain(placeholder, LIMITS.fieldPlaceholder) };
  if (field.kind === 'choice')
    return { type: ComponentType.StringSelect, custom_id: name, ...shown, required, options: drawOptions(field) };
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: field.isLong === true ? TextInputStyle.Paragraph : TextInputStyle.Short,
    max_length: Math.min(field.maxLength, LIMITS.fieldText),
    required,
    ...shown,
  };
}
