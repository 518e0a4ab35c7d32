import { type APIMessageTopLevelComponent, MessageFlags, type RawFile } from 'discord.js';
import type { Accent, Reply, ReplyFile } from '../reply.ts';
import { blockLines, container, fileLine, isVisible, type Line, textLine } from './components.ts';
import { LIMITS } from './limits.ts';
import { shortenMarkdown } from './shorten.ts';

/** A message made of components, as every room of Discord takes it: nobody is mentioned by it. */
export type MessageBody = {
  flags: number;
  components: APIMessageTopLevelComponent[];
  allowed_mentions: { parse: [] };
};

/** A reply's message: `body` for the edit of the deferred answer, `files` to send along. */
export type Rendered = {
  body: MessageBody & { attachments: { id: string; filename: string }[] };
  files: RawFile[];
};

/** What the lines of a message may hold: components, nested ones included, and characters. */
export type Room = { count: number; chars: number };

/** The room of a whole message; the container itself is the one component that no line counts. */
export const MESSAGE_ROOM: Room = { count: LIMITS.components - 1, chars: LIMITS.text };

/**
 * A reply as one message within all of Discord's limits. Too long texts are shortened, the longest first, so that a
 * label or a source line stays whole beside a long text; of too many components, separators go first, then adjacent texts
 * become one, then the lines before the last go. Throws a TypeError or RangeError for an action that no custom id can hold.
 */
export function render(reply: Reply): Rendered {
  const given = reply.files ?? [];
  const files = drawFiles(given);
  const sent = new Map(files.map((file, index) => [given[index]?.name ?? '', file.name]));
  const taken = new Set<string>();
  const lines = reply.blocks.flatMap((block) => blockLines(block, taken, sent));
  const pictures = new Set(reply.blocks.map((block) => (block.kind === 'image' ? sent.get(block.file) : undefined)));
  const others = files.filter((file) => !pictures.has(file.name)).map((file) => fileLine(file.name));
  const fitted = fitLines([...lines, ...others], MESSAGE_ROOM);
  return {
    body: {
      ...messageBody(reply.accent, fitted),
      // Said even when empty: it takes away the files of an earlier version of the message.
      attachments: files.map((file, index) => ({ id: String(index), filename: file.name })),
    },
    files,
  };
}

/** One text and nothing else: for when a reply was refused by Discord. */
export function renderPlain(text: string): Rendered {
  const { component } = textLine(isVisible(text) ? shortenMarkdown(text, LIMITS.text) : '…');
  return { body: { ...envelope, components: [component], attachments: [] }, files: [] };
}

/** A message of one container with these lines; never empty, for Discord refuses that. */
export function messageBody(accent: Accent, lines: readonly Line[]): MessageBody {
  return { ...envelope, components: [container(accent, lines.length > 0 ? lines : [textLine('…')])] };
}

const envelope = {
  flags: MessageFlags.IsComponentsV2,
  allowed_mentions: { parse: [] },
} satisfies Omit<MessageBody, 'components'>;

/** Names that a multipart form and `attachment://` both carry unchanged, none twice. */
function drawFiles(files: readonly ReplyFile[]): RawFile[] {
  const taken = new Set<string>();
  return files.slice(0, LIMITS.files).map((file, index) => {
    const safe = file.name
      .normalize('NFKD')
      .replace(/[^\w.-]+/gu, '_')
      .slice(-80);
    const name = safe === '' || taken.has(safe) ? `${index}-${safe}` : safe;
    taken.add(name);
    return { name, data: 'text' in file ? file.text : file.bytes, contentType: file.contentType };
  });
}

/** The lines within `room`, as `render` says: none is longer than it was, and the last one stays. */
export function fitLines(lines: readonly Line[], room: Room): Line[] {
  return fitText(fitCount(lines, room.count), room.chars);
}

/** In time that grows with the lines alone: a reply may have thousands. */
function fitCount(lines: readonly Line[], max: number): Line[] {
  let over = lines.reduce((sum, line) => sum + line.count, 0) - max;
  if (over <= 0) return [...lines];
  const kept: Line[] = [];
  for (const line of lines.toReversed()) {
    if (line.kind === 'separator' && over > 0) over -= line.count;
    else kept.push(line);
  }
  const runs: Line[][] = [];
  for (const line of kept) {
    const below = runs.at(-1);
    if (over > 0 && isText(line) && isText(below?.[0])) below?.push(line);
    else runs.push([line]);
    if (runs.at(-1) === below) over -= line.count;
  }
  // The last line is most often how to go on: the next page, the whole list.
  const [last = [], ...others] = runs;
  while (over > 0 && others.length > 0) {
    const [nearest = []] = others.splice(0, 1);
    over -= nearest[0]?.count ?? 0;
    if (isText(nearest[0]) && isText(last[0])) last.push(...nearest);
  }
  return [...others.toReversed(), last].flatMap((run) => (run.length > 1 ? joinTexts(run.toReversed()) : run));
}

function isText(line: Line | undefined): boolean {
  return line?.kind === 'text';
}

/** Adjacent texts as one. */
function joinTexts(lines: readonly Line[]): Line[] {
  const contents = lines.flatMap(({ component }) => ('content' in component ? [component.content] : []));
  return [textLine(contents.join('\n'))];
}

/** Shortens texts to a common height, as water levels: each text below it stays whole. */
function fitText(lines: readonly Line[], max: number): Line[] {
  const texts = lines.filter((line) => line.kind === 'text').map((line) => line.chars);
  const others = lines.reduce((sum, line) => sum + (line.kind === 'text' ? 0 : line.chars), 0);
  const level = waterLevel(texts, max - others);
  return lines.map((line) =>
    line.chars > level && 'content' in line.component ? textLine(shortenMarkdown(line.component.content, level)) : line,
  );
}

/** The greatest level at which the lengths, each cut to it, sum to at most `total`. */
function waterLevel(lengths: readonly number[], total: number): number {
  const ascending = lengths.toSorted((a, b) => a - b);
  let left = total;
  for (const [index, length] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (length > share) return share;
    left -= length;
  }
  return Infinity;
}
