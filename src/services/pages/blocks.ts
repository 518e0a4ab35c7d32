import { childrenOf, isElement, isText, type PageElement, type PageNode } from './dom.ts';

/** One block of a page as it stands there, with what is needed to tell chrome from text. */
export type RawBlock = {
  kind: 'paragraph' | 'heading';
  /** Lines parted by line feeds where the page breaks a line. */
  text: string;
  /** Characters of the text that are links. */
  linked: number;
  /** The element that holds the text, and whether it is in a list. */
  tag: string;
  inList: boolean;
};

/** Elements that begin and end a block. */
export const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption'.split(
    ' ',
  ),
);
/** Elements that hold no text of an article. */
export const SKIPPED: ReadonlySet<string> = new Set(
  'script style template noscript svg canvas iframe object embed video audio map select textarea button input label nav head img picture source'.split(
    ' ',
  ),
);

/** The blocks of an element in reading order: paragraphs, list items, table rows, quotations, inter-titles. */
export function readBlocks(root: PageElement): readonly RawBlock[] {
  const blocks: RawBlock[] = [];
  let open: { text: string; linked: number } = { text: '', linked: 0 };
  const flush = (tag: string, inList: boolean) => {
    const text = tidy(open.text);
    if (text !== '')
      blocks.push({ kind: /^h[1-6]$/.test(tag) ? 'heading' : 'paragraph', text, linked: open.linked, tag, inList });
    open = { text: '', linked: 0 };
  };
  const visit = (node: PageNode, at: { tag: string; inList: boolean; inLink: boolean; isPre: boolean }) => {
    if (isText(node)) {
      const raw = node.textContent ?? '';
      const text = at.isPre ? raw : raw.replace(/[ \t\n\r\f]+/g, ' ');
      open.text += text;
      if (at.inLink) open.linked += text.trim().length;
      return;
    }
    if (!isElement(node) || SKIPPED.has(node.localName)) return;
    const tag = node.localName;
    if (tag === 'br') {
      open.text += '\n';
      return;
    }
    if ((tag === 'td' || tag === 'th') && !hasBlocks(node)) {
      if (open.text.trim() !== '') open.text += ' | ';
      for (const child of childrenOf(node)) visit(child, at);
      return;
    }
    const isBlock = BLOCKS.has(tag);
    if (isBlock) flush(at.tag, at.inList);
    const inner = {
      tag: isBlock ? tag : at.tag,
      inList: at.inList || tag === 'li',
      inLink: at.inLink || tag === 'a',
      isPre: at.isPre || tag === 'pre',
    };
    for (const child of childrenOf(node)) visit(child, inner);
    if (isBlock) flush(inner.tag, inner.inList);
  };
  for (const child of childrenOf(root))
    visit(child, { tag: root.localName, inList: false, inLink: false, isPre: false });
  flush(root.localName, false);
  return blocks;
}

function hasBlocks(element: PageElement): boolean {
  return childrenOf(element).some((child) => isElement(child) && (BLOCKS.has(child.localName) || hasBlocks(child)));
}

/** Each line without white space around it; two line breaks in a row part paragraphs. */
export function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/[ \t\r\f]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{2,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}
