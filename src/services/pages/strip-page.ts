import { decodeReferences } from './entities.ts';
import type { RawBlock } from './blocks.ts';

/** What is left of a page without its tags. */
export type Stripped = { title: string | null; language: string | null; blocks: readonly RawBlock[] };

const BLOCKS = new Set(
  'address article aside blockquote body br center dd details div dl dt fieldset figure form h1 h2 h3 h4 h5 h6 head header hr html legend li main ol option p pre section summary table tbody td tfoot th thead title tr ul'.split(
    ' ',
  ),
);
/** What they hold goes with them. */
const DROPPED = new Set(
  'script style template noscript svg iframe select textarea button nav footer figcaption title'.split(' '),
);
const MAX_BLOCKS = 5_000;
const MAX_TEXT_CHARS = 500_000;
const NAME = /^\/?([a-z][a-z0-9]{0,15})/i;

/**
 * The text of a page in one pass, for pages that no parser should be given: blocks where block elements begin or end, nothing
 * of scripts, styles and menus. Linear in time and memory whatever the page holds.
 */
export function stripPage(html: string): Stripped {
  const blocks: RawBlock[] = [];
  let [text, linked, tag, inLink, chars] = ['', 0, 'body', false, 0];
  const flush = (next: string) => {
    const line = decodeReferences(text)
      .replace(/[ \t\n\r\f]+/g, ' ')
      .trim();
    const kind = /^h[1-6]$/.test(tag) ? 'heading' : 'paragraph';
    if (line !== '') blocks.push({ kind, text: line, linked, tag, inList: tag === 'li' });
    [text, linked, tag] = ['', 0, next];
  };
  for (const piece of pieces(html)) {
    if (blocks.length >= MAX_BLOCKS || chars > MAX_TEXT_CHARS) break;
    if ('text' in piece) {
      text += piece.text.slice(0, MAX_TEXT_CHARS - chars);
      chars += piece.text.length;
      if (inLink) linked += piece.text.trim().length;
    } else if (BLOCKS.has(piece.name)) flush(piece.isEnd ? 'div' : piece.name);
    else if (piece.name === 'a') inLink = !piece.isEnd;
  }
  flush('body');
  return { title: titleOf(html), language: languageOf(html), blocks };
}

type Piece = { text: string } | { name: string; isEnd: boolean };

function* pieces(html: string): Generator<Piece> {
  const ends = new Map<string, number>();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      yield { text: html.slice(at) };
      return;
    }
    if (open > at) yield { text: html.slice(at, open) };
    at = open;
    const next = yield* tagAt(html, open, ends);
    if (next < 0) return;
    at = next;
  }
}

/** Gives where the tag, the comment or the dropped element ends; below zero where the page ends first. */
function* tagAt(html: string, open: number, ends: Map<string, number>): Generator<Piece, number> {
  if (html.startsWith('<!--', open)) return after(html.indexOf('-->', open + 4), 3);
  const name = NAME.exec(html.slice(open + 1, open + 18))?.[1]?.toLowerCase();
  if (name === undefined && !/[!?/]/.test(html[open + 1] ?? '')) {
    // Not a tag: a sign in the text. A run of them is none, and is passed over at once.
    const run = /^<+/.exec(html.slice(open, open + 4_096))?.[0].length ?? 1;
    if (run === 1) yield { text: '<' };
    return open + run;
  }
  const close = html.indexOf('>', open);
  if (close < 0 || name === undefined) return after(close, 1);
  const isEnd = html[open + 1] === '/';
  if (!isEnd && DROPPED.has(name) && html[close - 1] !== '/') return endOf(html, name, { from: close + 1, ends });
  yield { name, isEnd };
  return close + 1;
}

function after(index: number, length: number): number {
  return index < 0 ? -1 : index + length;
}

/** Past the end tag of a dropped element; where it has none, what follows is kept, unless it is program text. */
function endOf(html: string, name: string, { from, ends }: { from: number; ends: Map<string, number> }): number {
  // Kept between elements: without it, many that never end would each be searched to the end of the page.
  if ((ends.get(name) ?? -1) < from) {
    const tag = new RegExp(`</${name}\\s{0,20}>`, 'gi');
    tag.lastIndex = from;
    ends.set(name, tag.exec(html) ? tag.lastIndex : Number.POSITIVE_INFINITY);
  }
  const end = ends.get(name) ?? Number.POSITIVE_INFINITY;
  if (Number.isFinite(end)) return end;
  return name === 'script' || name === 'style' ? -1 : from;
}

function titleOf(html: string): string | null {
  const title = /<title(?:\s[^>]{0,200})?>([^<]{1,500})/i.exec(html.slice(0, 100_000))?.[1];
  const line = decodeReferences(title ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return line === '' ? null : line;
}

function languageOf(html: string): string | null {
  return (
    /<html\s[^>]{0,300}?lang\s*=\s*["']?([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3})/i.exec(html.slice(0, 10_000))?.[1] ?? null
  );
}
