import type { PageChannel } from '../../page-protocol.ts';
import { KINDS, type Leaf, type Option } from './leaves.ts';

/** One option as the visitor fills it: `value` is sent, `text` is seen. */
export type Field = { option: Option; text: string; value: string };

/** A command being written. */
export type Draft = { leaf: Leaf; fields: readonly Field[] };

const MAX_TEXT = 6000;

/** The value of a file until the sandbox has it. */
export const SENDING = 'sending';

/** A command just chosen: its required options stand there, empty. */
export function startDraft(leaf: Leaf): Draft {
  return { leaf, fields: leaf.options.filter(({ isRequired }) => isRequired).map(emptyField) };
}

/** The options that can still be added. */
export function remainingOptions({ leaf, fields }: Draft): readonly Option[] {
  return leaf.options.filter((option) => !fields.some((field) => field.option.name === option.name));
}

export function addField(draft: Draft, option: Option): Draft {
  return { ...draft, fields: [...draft.fields, emptyField(option)] };
}

export function removeField(draft: Draft, name: string): Draft {
  return { ...draft, fields: draft.fields.filter(({ option }) => option.name !== name) };
}

export function fillField(draft: Draft, name: string, text: string, value = text): Draft {
  return {
    ...draft,
    fields: draft.fields.map((field) => (field.option.name === name ? { ...field, text, value } : field)),
  };
}

/** The form that the sandbox reads: `/digest create channel:#news time:08:00`. Optional fields left empty are left out. */
export function writeDraft({ leaf, fields }: Draft): string {
  const filled = fields.filter(({ value, option }) => value !== '' || option.isRequired);
  return [`/${leaf.path.join(' ')}`, ...filled.map((field) => `${field.option.name}:${quote(field.value)}`)].join(' ');
}

/** The text of a draft whose option `name` is being completed: that option stands last. */
export function writeCompletion({ leaf, fields }: Draft, name: string): string {
  const others = fields.filter(({ option, value }) => option.name !== name && value !== '');
  const own = fields.filter(({ option }) => option.name === name).map((field) => ({ ...field, value: field.text }));
  const all = [...others, ...own].map((field) => `${field.option.name}:${quote(field.value)}`);
  return [`/${leaf.path.join(' ')}`, ...all].join(' ');
}

/** The first thing that Discord's client would not send; null when all is well. */
export function findFault(draft: Draft, channels: readonly PageChannel[]): { name: string; sentence: string } | null {
  for (const { option, value } of draft.fields) {
    const sentence = faultOf(option, value, channels);
    if (sentence !== null) return { name: option.name, sentence };
  }
  return null;
}

function faultOf(option: Option, value: string, channels: readonly PageChannel[]): string | null {
  if (value === '') return option.isRequired ? `“${option.shown}” is required.` : null;
  if (option.choices.length > 0)
    return option.choices.some((choice) => String(choice.value) === value)
      ? null
      : `Choose “${option.shown}” from the list.`;
  if (option.kind === KINDS.attachment) {
    if (value === SENDING) return `The file for “${option.shown}” is still on its way: try again in a moment.`;
    return /^\d+$/.test(value) ? null : `“${option.shown}” takes a file: choose one.`;
  }
  if (option.kind === KINDS.boolean) return /^(true|false)$/.test(value) ? null : `“${option.shown}” is True or False.`;
  if (option.kind === KINDS.channel)
    return channels.some((channel) => `#${channel.name}` === value)
      ? null
      : `“${option.shown}” takes a channel of the list.`;
  if (option.kind === KINDS.integer || option.kind === KINDS.number) return numberFault(option, value);
  return lengthFault(option, value);
}

function numberFault(option: Option, value: string): string | null {
  const isWhole = option.kind === KINDS.integer;
  const isRight = /^[-+]?\d+(\.\d+)?$/.test(value) && (!isWhole || Number.isSafeInteger(Number(value)));
  if (!isRight) return `“${option.shown}” takes a ${isWhole ? 'whole ' : ''}number.`;
  if (option.min !== undefined && Number(value) < option.min) return `“${option.shown}” is at least ${option.min}.`;
  if (option.max !== undefined && Number(value) > option.max) return `“${option.shown}” is at most ${option.max}.`;
  return null;
}

function lengthFault(option: Option, value: string): string | null {
  const max = option.max ?? MAX_TEXT;
  if (option.min !== undefined && value.length < option.min)
    return `“${option.shown}” takes at least ${option.min} characters.`;
  return value.length > max ? `“${option.shown}” takes at most ${max} characters; these are ${value.length}.` : null;
}

function emptyField(option: Option): Field {
  return { option, text: '', value: '' };
}

function quote(value: string): string {
  const isPlain = /^[^\s"\\:]+$/.test(value) || /^\d+(:\d+)+$/.test(value);
  return isPlain ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}
