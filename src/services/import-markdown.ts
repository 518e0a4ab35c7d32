import type { MarkedBlock } from './clean.ts';
import { decodeReferences } from './pages/entities.ts';

const HEADING = /^ {0,3}#{1,6}(?:[ \t]+|$)/;
const UNDERLINE = /^ {0,3}(?:=+|-{2,})[ \t]*$/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const QUOTE = /^[ \t]*(?:>[ \t]?)+/;
/** Fences, definitions of links, lines of a table that hold no words. */
const NO_TEXT = /^ {0,3}(?:```|~~~|\[[^\]]{1,200}\]:[ \t]|[|: -]*-[|: -]*$)/;

/**
 * The paragraphs and headings of Markdown (https://spec.commonmark.org/0.31.2/), as far as articles use it: marks go, the words
 * stay, pictures are left out, each item of a list is a paragraph. One pass, whatever the text.
 */
export function readMarkdown(text: string): readonly MarkedBlock[] {
  const blocks: MarkedBlock[] = [];
  let open: string[] = [];
  const close = (kind: MarkedBlock['kind'] = 'paragraph') => {
    const said = readInline(open.join('\n'));
    if (said !== '') blocks.push({ kind, text: said });
    open = [];
  };
  for (const raw of withoutComments(text).split(/\r\n?|\n/)) {
    const line = raw.replace(QUOTE, '');
    if (open.length > 0 && UNDERLINE.test(line)) close('heading');
    else if (line.trim() === '' || RULE.test(line) || NO_TEXT.test(line)) close();
    else if (HEADING.test(line)) {
      close();
      open = [line.replace(HEADING, '').replace(/[ \t]+#+[ \t]*$/, '')];
      close('heading');
    } else {
      if (ITEM.test(line)) close();
      open.push(line.replace(ITEM, ''));
    }
  }
  close();
  return blocks;
}

/** One piece of Markdown as its words: a line break stays only where it was meant (two blanks or a backslash before it). */
export function readInline(text: string): string {
  const escaped: string[] = [];
  const plain = text
    .replace(/(?: {2,}|\\)\n/g, '\u2028')
    // Out of the way of all marks, and back at the end.
    .replace(/\\([!-/:-@[-`{-~])/g, (_, mark: string) => `\ue000${escaped.push(mark) - 1}\ue001`)
    .replace(/!\[[^[\]]*\](?:\([^()\n]*\)|\[[^[\]]*\])/g, '')
    .replace(/\[([^[\]]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^[\]]*\])/g, '$1')
    .replace(/<(https?:\/\/[^<>\s]+)>/g, '$1')
    .replace(/<br\s*\/?>/gi, '\u2028')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/(\*\*|__|~~)(?=\S)([^*_~]+)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*]+)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_]+)_(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/`+([^`]+)`+/g, '$1')
    .replace(/[ \t]*\n[ \t]*/g, ' ')
    .replace(/[ \t]*\u2028[ \t]*/g, '\n');
  return decodeReferences(plain)
    .replace(/\ue000(\d+)\ue001/g, (_, at: string) => escaped[Number(at)] ?? '')
    .trim();
}

function withoutComments(text: string): string {
  let said = '';
  let at = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', at)) {
    const end = text.indexOf('-->', start + 4);
    if (end < 0) break;
    said += text.slice(at, start);
    at = end + 3;
  }
  return said + text.slice(at);
}
