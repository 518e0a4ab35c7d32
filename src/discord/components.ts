import {
  type APIButtonComponentWithCustomId,
  type APIChannelSelectComponent,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  type APISelectMenuComponent,
  type APISelectMenuOption,
  ButtonStyle,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord.js';
import type { Accent, Block, Button, ChannelSelect, Select, SelectOption } from '../reply.ts';
import { encodeCustomId } from './custom-id.ts';
import { LIMITS } from './limits.ts';
import { shortenPlain } from './shorten.ts';

/** The bar beside a reply. Kinds of outlets differ in lightness too, for readers who do not tell the hues apart. */
const COLORS: Record<Accent, number> = {
  state: 0xc2410c,
  public: 0x1d4ed8,
  private: 0x94a3b8,
  agency: 0x0f766e,
  unknown: 0x52525b,
  notice: 0x6366f1,
  problem: 0xfacc15,
};

const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;

/** One line of a container: a text, a separator, a row, a file or a picture, with what it counts against Discord's limits. */
export type Line = {
  kind: 'text' | 'separator' | 'row' | 'file' | 'image';
  component: APIComponentInContainer;
  /** Components, its own included. */
  count: number;
  /** Characters shown. */
  chars: number;
};

/** By the name that a reply gives a file, the name under which it is sent. */
export type SentNames = ReadonlyMap<string, string>;

/**
 * The lines of a block: none for a text of blanks, a select without options, a button whose custom id is in `taken`, or a
 * picture whose file is not sent along.
 */
export function blockLines(block: Block, taken: Set<string>, sent: SentNames = new Map()): Line[] {
  if (block.kind === 'separator') return [separatorLine()];
  if (block.kind === 'buttons') return buttonLines(block.buttons, taken);
  if (block.kind === 'select') return selectLines(block.select, taken);
  if (block.kind === 'channel-select') return channelLines(block.select, taken);
  if (block.kind === 'image') return imageLines(block, sent);
  return isVisible(block.text.md) ? [textLine(block.text.md.toWellFormed())] : [];
}

/** A text display of Markdown that is known to fit. */
export function textLine(content: string): Line {
  return { kind: 'text', component: { type: ComponentType.TextDisplay, content }, count: 1, chars: content.length };
}

/** A file of the same message, shown by its name. */
export function fileLine(name: string): Line {
  const component = { type: ComponentType.File, file: { url: `attachment://${name}` } } as const;
  return { kind: 'file', component, count: 1, chars: 0 };
}

function imageLines({ file, alt }: { file: string; alt: string }, sent: SentNames): Line[] {
  const name = sent.get(file);
  if (name === undefined) return [];
  const media = { url: `attachment://${name}` };
  const item = isVisible(alt) ? { media, description: shortenPlain(alt, LIMITS.mediaDescription) } : { media };
  return [{ kind: 'image', component: { type: ComponentType.MediaGallery, items: [item] }, count: 1, chars: 0 }];
}

/** One container of these lines. */
export function container(accent: Accent, lines: readonly Line[]): APIMessageTopLevelComponent {
  return {
    type: ComponentType.Container,
    accent_color: COLORS[accent],
    components: lines.map((line) => line.component),
  };
}

/** Whether anything would be seen: Discord refuses a text display of blanks alone. */
export function isVisible(text: string): boolean {
  return /[^\s\p{C}\p{Default_Ignorable_Code_Point}]/u.test(text);
}

function separatorLine(): Line {
  return { kind: 'separator', component: { type: ComponentType.Separator }, count: 1, chars: 0 };
}

function buttonLines(buttons: readonly Button[], taken: Set<string>): Line[] {
  const drawn = buttons.map(drawButton).filter((button) => take(button.custom_id, taken));
  const rows: Line[] = [];
  for (let first = 0; first < drawn.length; first += LIMITS.buttonsInRow) {
    const components = drawn.slice(first, first + LIMITS.buttonsInRow);
    const chars = components.reduce((sum, button) => sum + (button.label?.length ?? 0), 0);
    rows.push({
      kind: 'row',
      component: { type: ComponentType.ActionRow, components },
      count: 1 + components.length,
      chars,
    });
  }
  return rows;
}

function drawButton(button: Button): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: STYLES[button.style ?? 'secondary'],
    label: label(button.label, LIMITS.buttonLabel),
    custom_id: encodeCustomId(button.action),
    ...(button.disabled === true && { disabled: true }),
  };
}

function selectLines(select: Select, taken: Set<string>): Line[] {
  const options = drawOptions(select);
  const id = encodeCustomId(select.action);
  if (options.length === 0 || !take(id, taken)) return [];
  const placeholder = label(select.placeholder, LIMITS.placeholder);
  const menu: APISelectMenuComponent = { type: ComponentType.StringSelect, custom_id: id, placeholder, options };
  if (select.most !== undefined) {
    menu.min_values = 0;
    menu.max_values = Math.min(select.most, options.length);
  }
  return [menuLine(menu)];
}

/** What it offers is Discord's own list of the channels that the member sees. */
function channelLines({ action, types, chosen, ...select }: ChannelSelect, taken: Set<string>): Line[] {
  const id = encodeCustomId(action);
  if (!take(id, taken)) return [];
  const placeholder = label(select.placeholder, LIMITS.placeholder);
  const menu: APIChannelSelectComponent = { type: ComponentType.ChannelSelect, custom_id: id, placeholder };
  menu.channel_types = [...types];
  if (chosen !== undefined) menu.default_values = [{ id: chosen, type: SelectMenuDefaultValueType.Channel }];
  return [menuLine(menu)];
}

function menuLine(menu: APISelectMenuComponent): Line {
  return {
    kind: 'row',
    component: { type: ComponentType.ActionRow, components: [menu] },
    count: 2,
    chars: menu.placeholder?.length ?? 0,
  };
}

/** The options that a select shows: at most 25, no value twice. A value past the limit is left out: shortened, it would name something else. */
export function shownOptions(options: readonly SelectOption[]): readonly SelectOption[] {
  const values = new Set<string>();
  return options
    .filter(
      ({ value }) => value !== '' && value.length <= LIMITS.optionValue && value.isWellFormed() && take(value, values),
    )
    .slice(0, LIMITS.selectOptions);
}

/** No more are selected than may be chosen. */
export function drawOptions(select: Pick<Select, 'options' | 'most'>): APISelectMenuOption[] {
  const shown = shownOptions(select.options);
  const selected = new Set(shown.filter((option) => option.selected).slice(0, select.most ?? 1));
  return shown.map((option) => ({
    label: label(option.label, LIMITS.optionLabel),
    value: option.value,
    ...(option.description !== undefined &&
      isVisible(option.description) && { description: shortenPlain(option.description, LIMITS.optionDescription) }),
    ...(selected.has(option) && { default: true }),
  }));
}

/** A text of at most `max` characters for what Discord wants to say something. */
export function label(text: string, max: number): string {
  return isVisible(text) ? shortenPlain(text, max) : '…';
}

/** Whether `value` is new to `taken`, which then holds it. Discord refuses a message with one custom id twice. */
function take(value: string, taken: Set<string>): boolean {
  if (taken.has(value)) return false;
  taken.add(value);
  return true;
}
