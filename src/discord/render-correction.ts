import * as z from 'zod';
import type { Correction } from '../reply.ts';
import { LIMITS } from './limits.ts';
import { shortenMarkdown } from './shorten.ts';

type Component = {
  type: number;
  content?: string | undefined;
  label?: string | undefined;
  placeholder?: string | undefined;
  components?: Component[] | undefined;
};

const component: z.ZodType<Component> = z.looseObject({
  type: z.number(),
  content: z.string().optional(),
  label: z.string().optional(),
  placeholder: z.string().optional(),
  get components() {
    return z.array(component).optional();
  },
});
const message = z.looseObject({ flags: z.number(), components: z.array(component) });
const sent = z.union([z.looseObject({ message }).transform((post) => post.message), message]);

/** A note shorter than this says nothing. */
const LEAST_NOTE = 40;

/**
 * The body of a message that was sent, as that of an edit: with `now` in the place of `was` and the note below it, or
 * `instead` and the note below its other texts; within Discord's 4,000 characters. Nobody is mentioned by it again, its
 * buttons stay. The same arguments always give the same bytes. Throws a ZodError for what is no body of ours.
 */
export function correctBody(body: string, correction: Correction): string {
  const { flags, components } = sent.parse(JSON.parse(body));
  const all = flatten(components);
  const texts = all.filter(({ content }) => content !== undefined);
  const holder = texts.find(({ content = '' }) => content.includes(correction.was.md));
  // The last one stands above the rows that end a message.
  const changed = holder ?? texts.at(-1);
  if (changed) {
    const others = all.reduce((sum, one) => sum + (one === changed ? 0 : charsOf(one)), 0);
    const room = LIMITS.text - others;
    changed.content = holder ? replaced(holder, correction, room) : appended(changed, correction, room);
  }
  return JSON.stringify({ flags, components, allowed_mentions: { parse: [] } });
}

/** The note stands below the line that was changed. */
function replaced({ content = '' }: Component, { was, now, note }: Correction, room: number): string {
  const at = content.indexOf(was.md);
  const start = content.slice(0, at);
  const rest = content.slice(at + was.md.length);
  const end = rest.indexOf('\n') === -1 ? rest.length : rest.indexOf('\n');
  const [line, below] = [rest.slice(0, end), rest.slice(end)];
  const left = room - start.length - rest.length;
  const text = fit(now.md, left);
  const said = fitNote(note.md, left - text.length - 1);
  const isBare = text + line === '' && (start === '' || start.endsWith('\n'));
  return start + text + line + (said === '' || isBare ? said : `\n${said}`) + below;
}

function appended({ content = '' }: Component, { instead, note }: Correction, room: number): string {
  const left = room - content.length - 2;
  if (left < LEAST_NOTE) return content;
  const text = fit(instead.md, left);
  const said = fitNote(note.md, left - text.length - 1);
  const lines = [text, said].filter((line) => line !== '');
  return lines.length === 0 ? content : `${content}\n\n${lines.join('\n')}`;
}

function fit(text: string, max: number): string {
  return text.length <= max ? text : shortenMarkdown(text, Math.max(0, max));
}

function fitNote(note: string, max: number): string {
  return max < LEAST_NOTE ? '' : fit(note, max);
}

function charsOf({ content = '', label = '', placeholder = '' }: Component): number {
  return content.length + label.length + placeholder.length;
}

function flatten(components: readonly Component[]): readonly Component[] {
  return components.flatMap((one) => [one, ...flatten(one.components ?? [])]);
}
