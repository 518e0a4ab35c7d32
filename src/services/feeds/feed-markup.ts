import { Parser } from 'htmlparser2';
import { BLOCKS, type RawBlock, SKIPPED, tidy } from '../pages/blocks.ts';

/** Where the reading stands: the block that is open, and what is open around it. */
type State = {
  text: string;
  linked: number;
  tags: string[];
  lists: number;
  links: number;
  pres: number;
  skipped: number;
};

/**
 * The blocks of a fragment of HTML in reading order, as pages/blocks.ts gives those of a tree. A feed may hold five hundred
 * fragments: they are read as they come, at a tenth of a tree's cost. Deep fragments do not reach this (findExcess).
 */
export function readMarkup(html: string): readonly RawBlock[] {
  const blocks: RawBlock[] = [];
  const state: State = { text: '', linked: 0, tags: ['body'], lists: 0, links: 0, pres: 0, skipped: 0 };
  const flush = () => {
    const [text, tag] = [tidy(state.text), state.tags.at(-1) ?? 'body'];
    const kind = /^h[1-6]$/.test(tag) ? 'heading' : 'paragraph';
    if (text !== '')
      blocks.push({ kind, text, linked: Math.min(state.linked, text.length), tag, inList: state.lists > 0 });
    [state.text, state.linked] = ['', 0];
  };
  const parser = new Parser({
    onopentagname: (name) => open(state, name, flush),
    onclosetag: (name) => close(state, name, flush),
    ontext: (raw) => {
      if (state.skipped > 0) return;
      const line = raw.replace(/[ \t\n\r\f]+/g, ' ');
      state.text += state.pres > 0 ? raw : line;
      if (state.links > 0) state.linked += line.length;
    },
  });
  parser.end(html);
  flush();
  return blocks;
}

/** Cells stand in their row's block, with a bar between. */
const isCell = (name: string) => name === 'td' || name === 'th';
const isBlock = (name: string) => BLOCKS.has(name) && !isCell(name);

function open(state: State, name: string, flush: () => void): void {
  // Void elements have no end tag to take them back.
  if (name === 'img' || name === 'source' || name === 'input' || name === 'embed') return;
  if (SKIPPED.has(name)) state.skipped++;
  if (state.skipped > 0) return;
  if (name === 'br') state.text += '\n';
  if (isCell(name) && state.text.trim() !== '') state.text += ' | ';
  if (isBlock(name)) {
    flush();
    state.tags.push(name);
  }
  count(state, name, 1);
}

function close(state: State, name: string, flush: () => void): void {
  if (state.skipped > 0) {
    if (SKIPPED.has(name)) state.skipped--;
    return;
  }
  if (isBlock(name)) {
    flush();
    if (state.tags.length > 1) state.tags.pop();
  }
  count(state, name, -1);
}

function count(state: State, name: string, by: 1 | -1): void {
  if (name === 'li') state.lists = Math.max(0, state.lists + by);
  if (name === 'a') state.links = Math.max(0, state.links + by);
  if (name === 'pre') state.pres = Math.max(0, state.pres + by);
}
