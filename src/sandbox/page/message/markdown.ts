import { parseInline } from './markdown-inline.ts';
import { parseList, readListLine } from './markdown-list.ts';
import type { Block } from './markdown-tree.ts';

const FENCE = '```';

type Reader = { lines: string[]; at: number; blocks: Block[]; held: string[]; isQuoted: boolean };

/**
 * Discord's markdown as a tree of blocks. Takes any text, never throws, and its time grows with the text's length.
 * https://docs.discord.com/developers/reference#message-formatting
 */
export function parseMarkdown(text: string): readonly Block[] {
  return parseBlocks(text.replaceAll('\r\n', '\n'), false);
}

function parseBlocks(text: string, isQuoted: boolean): readonly Block[] {
  const reader: Reader = { lines: text.split('\n'), at: 0, blocks: [], held: [], isQuoted };
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at] ?? '';
    if (readQuote(reader, line) || readFence(reader, line) || readTitle(reader, line) || readList(reader, line))
      continue;
    reader.held.push(line);
    reader.at += 1;
  }
  endParagraph(reader);
  return reader.blocks;
}

function endParagraph(reader: Reader): void {
  const text = reader.held.join('\n');
  reader.held = [];
  if (text !== '') reader.blocks.push({ kind: 'paragraph', children: parseInline(text) });
}

function readQuote(reader: Reader, line: string): boolean {
  if (reader.isQuoted) return false;
  const inner: string[] = [];
  if (line.startsWith('>>> ')) {
    inner.push(line.slice(4), ...reader.lines.slice(reader.at + 1));
    reader.at = reader.lines.length;
  } else
    for (let next = line; next.startsWith('> '); next = reader.lines[reader.at] ?? '') {
      inner.push(next.slice(2));
      reader.at += 1;
    }
  if (inner.length === 0) return false;
  endParagraph(reader);
  reader.blocks.push({ kind: 'quote', blocks: parseBlocks(inner.join('\n'), true) });
  return true;
}

/** A code block may begin and end within a line; what stands before and after it stays text. */
function readFence(reader: Reader, line: string): boolean {
  const open = line.indexOf(FENCE);
  if (open === -1 || line.charAt(open - 1) === '\\') return false;
  const { lines, at } = reader;
  const sameLine = line.indexOf(FENCE, open + 3);
  const end = sameLine === -1 ? findFence(lines, at + 1) : at;
  if (end === -1) return false;
  const last = lines[end] ?? '';
  const close = end === at ? sameLine : last.indexOf(FENCE);
  const body =
    end === at
      ? line.slice(open + 3, close)
      : [line.slice(open + 3), ...lines.slice(at + 1, end), last.slice(0, close)].join('\n');
  if (body.trim() === '') return false;
  if (open > 0) reader.held.push(line.slice(0, open));
  endParagraph(reader);
  reader.blocks.push(readCode(body));
  const rest = last.slice(close + 3);
  reader.at = end + 1;
  if (rest !== '') {
    lines[end] = rest;
    reader.at = end;
  }
  return true;
}

function findFence(lines: readonly string[], start: number): number {
  for (let i = start; i < lines.length; i += 1) if (lines[i]?.includes(FENCE)) return i;
  return -1;
}

function readCode(body: string): Block {
  const language = /^[\w+.#-]{1,20}(?=\n)/.exec(body)?.[0] ?? '';
  const text = body.slice(language.length).replace(/^\n/, '').trimEnd();
  return text === '' ? { kind: 'code', language: '', text: body.trim() } : { kind: 'code', language, text };
}

function readTitle(reader: Reader, line: string): boolean {
  const found = /^(?<mark>#{1,3}|-#) +(?<text>\S.*)$/.exec(line);
  const { mark = '', text = '' } = found?.groups ?? {};
  if (!found) return false;
  endParagraph(reader);
  const children = parseInline(text);
  if (mark === '-#') reader.blocks.push({ kind: 'subtext', children });
  else reader.blocks.push({ kind: 'heading', level: mark === '#' ? 1 : mark === '##' ? 2 : 3, children });
  reader.at += 1;
  return true;
}

function readList(reader: Reader, line: string): boolean {
  if (!readListLine(line)) return false;
  endParagraph(reader);
  const { list, end } = parseList(reader.lines, reader.at);
  reader.blocks.push(...list);
  reader.at = end;
  return true;
}
