import { TYPES } from './component-rules.ts';
import { buttonsOf, isSelect, selectsOf } from './components.ts';
import type { SandboxMessage } from './contract.ts';
import { isJson, type Json, readJson, readList, readNumber, readText } from './json.ts';

export type RenderOptions = {
  /** Columns; default 88. */
  width?: number;
};

type Names = Readonly<Record<string, string>>;
/** `at`: when the message was sent, epoch milliseconds. */
type View = { names: Names; at: number };
const NOWHERE: View = { names: {}, at: 0 };
type Context = { view: View; buttons: readonly Json[]; selects: readonly Json[] };

const DEFAULT_WIDTH = 88;
const THINKING = 128;
const LINK = 5;

/** A message as a reader would see it, as plain text: blocks with a blank line between, buttons as `[1] Label`. */
export function renderMessageAsText(message: SandboxMessage, options: RenderOptions = {}): string {
  const { body } = message;
  const { width = DEFAULT_WIDTH } = options;
  const view = { names: message.names ?? {}, at: message.editedAt ?? message.sentAt };
  if (((readNumber(body, 'flags') ?? 0) & THINKING) !== 0) return 'Kiosque is thinking…';
  const context: Context = { view, buttons: buttonsOf(body), selects: selectsOf(body) };
  const blocks = [
    renderMarkdown(readText(body, 'content') ?? '', view),
    ...readList(body, 'embeds').map((embed) => renderEmbed(embed, view)),
    ...readList(body, 'components').flatMap((one) => renderComponent(one, context)),
    ...unshownFiles(body, message.files),
  ];
  return blocks
    .filter((block) => block.trim() !== '')
    .map((block) => wrap(block, width))
    .join('\n\n');
}

function renderComponent(one: unknown, context: Context): string[] {
  if (!isJson(one)) return [];
  const children = readList(one, 'components');
  if (isSelect(one)) return [renderSelect(one, context)];
  const accessory = one['accessory'] === undefined ? [] : renderComponent(one['accessory'], context);
  switch (one['type']) {
    case TYPES.text:
      return [renderMarkdown(readText(one, 'content') ?? '', context.view)];
    case TYPES.separator:
      return one['divider'] === false ? [] : ['---'];
    case TYPES.actionRow: {
      const inner = children.flatMap((child) => renderComponent(child, context));
      // Buttons stand in one line, a select stands alone.
      return [inner.join('  ')];
    }
    case TYPES.button:
      return [renderButton(one, context)];
    case TYPES.file:
      return [`(file: ${readText(one, 'name') ?? baseName(readText(one['file'], 'url') ?? '')})`];
    case TYPES.thumbnail:
      return [`(image: ${readText(one, 'description') ?? baseName(readText(one['media'], 'url') ?? '')})`];
    case TYPES.gallery:
      return readList(one, 'items').map(
        (item) =>
          `(image: ${readText(item, 'description') ?? baseName(readText(readJson(item, 'media'), 'url') ?? '')})`,
      );
    default:
      return [...children.flatMap((child) => renderComponent(child, context)), ...accessory];
  }
}

function renderButton(button: Json, { buttons }: Context): string {
  const label = readText(button, 'label') ?? readText(button['emoji'], 'name') ?? '';
  if (button['style'] === LINK) return `${label} <${readText(button, 'url') ?? ''}>`;
  const shown = button['disabled'] === true ? `(${label})` : `[${numberOf(button, buttons)}] ${label}`;
  return shown;
}

function renderSelect(select: Json, { selects, view }: Context): string {
  const options = readList(select, 'options').map((option, i) => {
    const about = readText(option, 'description');
    const isChosen = isJson(option) && option['default'] === true;
    return `  ${i + 1}. ${readText(option, 'label') ?? ''}${about === undefined ? '' : `: ${about}`}${isChosen ? ' (chosen)' : ''}`;
  });
  const chosen = readList(select, 'default_values').map((one) => {
    const id = readText(one, 'id') ?? '';
    return `  ${view.names[id] ?? id} (chosen)`;
  });
  return [
    `Select ${numberOf(select, selects)}: ${readText(select, 'placeholder') ?? 'Make a selection'}`,
    ...options,
    ...chosen,
  ].join('\n');
}

/** Custom ids are unique in a message, so they say which one it is. */
function numberOf(one: Json, all: readonly Json[]): number {
  return all.findIndex((other) => other['custom_id'] === one['custom_id']) + 1;
}

function renderEmbed(embed: unknown, view: View): string {
  const fields = readList(embed, 'fields').map(
    (field) =>
      `${renderMarkdown(readText(field, 'name') ?? '', view)}: ${renderMarkdown(readText(field, 'value') ?? '', view)}`,
  );
  const lines = [
    readText(readJson(embed, 'author'), 'name') ?? '',
    renderMarkdown(readText(embed, 'title') ?? '', view),
    readText(embed, 'url') ?? '',
    renderMarkdown(readText(embed, 'description') ?? '', view),
    ...fields,
    readText(readJson(embed, 'footer'), 'text') ?? '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** Files that no component shows. */
function unshownFiles(body: unknown, files: SandboxMessage['files']): string[] {
  const shown = JSON.stringify(readList(body, 'components'));
  return files.filter(({ name }) => !shown.includes(JSON.stringify(name))).map(({ name }) => `(file: ${name})`);
}

/**
 * Markdown as it is read: escapes undone, emphasis and code marks gone, links as "text (address)", subtext and headings
 * as plain lines, quotations kept as "> ", mentions by name, moments in UTC.
 */
export function renderMarkdown(text: string, view: View = NOWHERE): string {
  return text
    .split('\n')
    .map((line) => {
      const quote = /^(?:>>> |> )/.exec(line)?.[0] ?? '';
      const rest = line.slice(quote.length).replace(/^(?:-# |#{1,3} )/, '');
      return (quote === '' ? '' : '> ') + renderInline(rest, view);
    })
    .join('\n');
}

/** Escapes and addresses first: what they hold is not markup. */
const INLINE =
  /\\(?<escaped>[^])|<t:(?<moment>-?\d+)(?::(?<style>[a-zA-Z]))?>|<@!?(?<user>\d+)>|<#(?<channel>\d+)>|<\/(?<command>[^:>]+):\d+>|<(?<bare>https?:[^>\s]+)>|\[(?<label>(?:\\[^]|[^\]\\])*)\]\(<?(?<address>[^()\s>]+)>?\)|(?<plain>https?:\/\/\S+)|`(?<code>[^`]+)`|(?<mark>\*{1,3}|_{2,3}|~~|\|\||(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}]))/gu;

function renderInline(text: string, view: View): string {
  return text.replace(INLINE, (whole: string, ...rest: unknown[]) => {
    const groups = rest.at(-1);
    const held = (key: string) => readText(groups, key);
    const moment = held('moment');
    const user = held('user');
    const channel = held('channel');
    const command = held('command');
    const label = held('label');
    if (moment !== undefined) return renderMoment(Number(moment), held('style') === 'R' ? view.at : undefined);
    if (user !== undefined) return `@${view.names[user] ?? user}`;
    if (channel !== undefined) return `#${view.names[channel] ?? channel}`;
    if (command !== undefined) return `/${command}`;
    if (label !== undefined) return `${renderInline(label, view)} (${held('address') ?? ''})`;
    if (held('mark') !== undefined) return '';
    return held('escaped') ?? held('bare') ?? held('code') ?? whole;
  });
}

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** A moment in UTC; with `from`, in epoch milliseconds, how far it is from there. */
function renderMoment(seconds: number, from: number | undefined): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `<t:${seconds}>`;
  if (from === undefined) return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const ms = date.getTime() - from;
  const [unit, size] = STEPS.find(([, step]) => Math.abs(ms) >= step) ?? ['second', 1000];
  return new Intl.RelativeTimeFormat('en').format(Math.round(ms / size), unit);
}

/** Breaks lines between words; what follows a quotation's or list's mark stays behind it. */
function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, width))
    .join('\n');
}

function wrapLine(line: string, width: number): string[] {
  const lead = /^(?:> | {2}\d+\. |- )/.exec(line)?.[0] ?? '';
  const indent = lead === '> ' ? lead : ' '.repeat(lead.length);
  const lines: string[] = [];
  let current = lead;
  let isEmpty = true;
  // Two blanks part buttons: they stay where they are.
  for (const word of line.slice(lead.length).split(/(?<=\S) (?=\S)/)) {
    if (!isEmpty && current.length + 1 + word.length > width) {
      lines.push(current);
      current = indent;
      isEmpty = true;
    }
    current += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, current];
}

function baseName(url: string): string {
  return url.split('/').at(-1) ?? url;
}
