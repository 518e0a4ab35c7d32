import { parseInline } from './markdown-inline.ts';
import type { ListBlock, ListItem } from './markdown-tree.ts';

type Line = { indent: number; isOrdered: boolean; number: number; text: string };
type OpenList = { indent: number; isOrdered: boolean; start: number; items: OpenItem[] };
type OpenItem = { text: string; lists: OpenList[] };

/** Discord draws no more than this many lists within each other. */
const DEEPEST = 11;

/** The parts of a list's line ("- text", "* text", "3. text"); null for any other line. */
export function readListLine(line: string): Line | null {
  const found = /^(?<indent> *)(?:[-*]|(?<number>\d{1,9})\.) +(?<text>\S.*)$/.exec(line);
  const { indent = '', number, text = '' } = found?.groups ?? {};
  return found && { indent: indent.length, isOrdered: number !== undefined, number: Number(number ?? 1), text };
}

/** The list that begins at the line `start`, as one list or (bullets and numbers side by side) several, and where it ends. */
export function parseList(lines: readonly string[], start: number): { list: readonly ListBlock[]; end: number } {
  const roots: OpenList[] = [];
  const open: OpenList[] = [];
  let end = start;
  for (; end < lines.length; end += 1) {
    const text = lines[end] ?? '';
    const line = readListLine(text);
    if (line) addLine(roots, open, line);
    else if (/^ {2,}\S/.test(text)) continueItem(open, text.trim());
    else break;
  }
  return { list: roots.map(finish), end };
}

function addLine(roots: OpenList[], open: OpenList[], line: Line): void {
  while (open.length > 1 && line.indent < (open.at(-1)?.indent ?? 0)) open.pop();
  const top = open.at(-1);
  const item: OpenItem = { text: line.text, lists: [] };
  const isDeeper = top !== undefined && line.indent > top.indent && open.length < DEEPEST;
  if (top && !isDeeper && top.isOrdered === line.isOrdered) {
    top.items.push(item);
    return;
  }
  if (top && !isDeeper) open.pop();
  const list: OpenList = { indent: line.indent, isOrdered: line.isOrdered, start: line.number, items: [item] };
  const parent = open.at(-1)?.items.at(-1);
  if (parent) parent.lists.push(list);
  else roots.push(list);
  open.push(list);
}

function continueItem(open: readonly OpenList[], text: string): void {
  const item = open.at(-1)?.items.at(-1);
  if (item) item.text += `\n${text}`;
}

function finish({ isOrdered, start, items }: OpenList): ListBlock {
  return { kind: 'list', isOrdered, start, items: items.map(finishItem) };
}

function finishItem({ text, lists }: OpenItem): ListItem {
  return { children: parseInline(text), lists: lists.map(finish) };
}
