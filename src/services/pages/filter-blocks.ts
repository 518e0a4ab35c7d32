import { foldLine } from '../clean.ts';
import type { RawBlock } from './blocks.ts';
import { AFTERWARDS } from './page-phrases-after.ts';
import { CALLS, CREDITS, MORE_POINTERS } from './page-phrases.ts';

const afterwards = new Set(AFTERWARDS.map(foldLine));
const calls = CALLS.map(foldLine);
const pointers = new Set(MORE_POINTERS.map(foldLine));
const credits = new Set(CREDITS.map(foldLine));

/** A block with this share of links leads elsewhere. */
const LINKED = 0.75;
/** A longer block that is a link may still be a sentence of the article. */
const LINK_MAX_CHARS = 160;
const LABEL_MAX_CHARS = 100;
const CALL_MAX_CHARS = 200;

/**
 * The blocks that are the article's: without lists of links, pointers, credits of pictures, calls to subscribe, and without
 * what stands under a title such as “Related articles” in the second half. The title, if it opens the blocks, goes too.
 */
export function filterBlocks(blocks: readonly RawBlock[], title: string | null): readonly RawBlock[] {
  const own = blocks.filter((block) => !isLink(block) && !isCall(block) && !isPointer(block) && !isCredit(block));
  const cut = own.slice(0, endOf(own));
  return withoutIdleHeadings(withoutTitle(cut, title));
}

function isLink({ text, linked, kind }: RawBlock): boolean {
  if (linked < text.length * LINKED || kind === 'heading') return false;
  return text.length <= LINK_MAX_CHARS;
}

function isCall({ text, kind }: RawBlock): boolean {
  if (text.length > CALL_MAX_CHARS || kind === 'heading') return false;
  const folded = foldLine(text);
  return calls.some((call) => folded.startsWith(call));
}

function isPointer({ text, linked }: RawBlock): boolean {
  const match = /^([^:：]{2,40})\s?[:：]/u.exec(text);
  return match !== null && text.length <= CALL_MAX_CHARS && linked > 0 && pointers.has(foldLine(match[1] ?? ''));
}

function isCredit({ text }: RawBlock): boolean {
  if (text.length > LABEL_MAX_CHARS * 1.5) return false;
  const match = /^[([]?([^:：©–—]{2,24}?)\s?(?:\d{1,2}\s?)?[:：©–—]/u.exec(text);
  if (match && credits.has(foldLine(match[1] ?? ''))) return true;
  return (
    text.length <= LABEL_MAX_CHARS &&
    (/^[([]?(?:©|\(c\))/iu.test(text) ||
      /getty images|shutterstock|istock|unsplash|adobe stock|picture alliance/iu.test(text))
  );
}

/** Where what follows the article begins. */
function endOf(blocks: readonly RawBlock[]): number {
  const total = blocks.reduce((sum, { text }) => sum + text.length, 0);
  let before = 0;
  for (const [i, { text }] of blocks.entries()) {
    if (before >= total / 2 && text.length <= LABEL_MAX_CHARS && afterwards.has(foldLine(text))) return i;
    before += text.length;
  }
  return blocks.length;
}

function withoutTitle(blocks: readonly RawBlock[], title: string | null): readonly RawBlock[] {
  const folded = foldLine(title ?? '');
  const at = blocks.findIndex(({ text }, i) => i < 3 && folded !== '' && foldLine(text) === folded);
  return at < 0 ? blocks : blocks.toSpliced(at, 1);
}

/** An inter-title has something under it: text, or an inter-title of a lower rank. */
function withoutIdleHeadings(blocks: readonly RawBlock[]): readonly RawBlock[] {
  const kept: RawBlock[] = [];
  for (const block of blocks.toReversed()) {
    const next = kept.at(-1);
    const isIdle = block.kind === 'heading' && (!next || (next.kind === 'heading' && next.tag <= block.tag));
    if (!isIdle) kept.push(block);
  }
  return kept.toReversed();
}
