import { createRequire } from 'node:module';

/** What is used of a parsed page. The parser's own types stand on the browser's, which the program does not load. */
export type PageNode = {
  readonly nodeType: number;
  readonly parentNode: PageElement | null;
  readonly firstChild: PageNode | null;
  readonly nextSibling: PageNode | null;
  readonly textContent: string | null;
};

export type PageElement = PageNode & {
  readonly localName: string;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): PageElement | null;
  appendChild(node: PageNode): void;
  remove(): void;
};

export type PageDocument = PageNode & {
  readonly documentElement: PageElement;
  readonly head: PageElement;
  readonly body: PageElement;
};

/** Without its types: they bring those of a browser, window and all, into the whole program. */
const { parseHTML }: { parseHTML(html: string): { document: PageDocument } } = createRequire(import.meta.url)(
  'linkedom',
);

const IN_HEAD = new Set(['title', 'meta', 'link', 'script', 'style', 'base', 'noscript', 'template']);

/**
 * The page as a tree with one html, one head and one body, whatever of them the page left out (all three are optional in HTML,
 * and minified pages use that). Throws what the parser throws.
 */
export function parsePage(html: string): PageDocument {
  return parseHTML(frame(html)).document;
}

/** The parser supplies no tag that the page left out. */
function frame(page: string): string {
  const html = fromDoctype(page);
  const lower = html.slice(0, 200_000).toLowerCase();
  const hasBody = /<body[\s>]/.test(lower);
  if (hasBody && /<html[\s>]/.test(lower)) return html;
  if (/<frameset[\s>]/.test(lower)) return html;
  const bare = html.replace(/<!doctype[^>]{0,500}>|<\/?html(?:\s[^>]{0,2000})?>/gi, '');
  const lang = /<html(?:\s[^>]{0,500})?\slang\s*=\s*["']?([\w-]{1,35})/i.exec(html.slice(0, 10_000))?.[1];
  const open = `<!doctype html><html${lang === undefined ? '' : ` lang="${lang}"`}>`;
  if (hasBody) return `${open}${bare}</html>`;
  const { head, rest } = splitHead(bare);
  return `${open}<head>${head}</head><body>${rest}</body></html>`;
}

/** Without what stands before the document: warnings of the server's program, mostly. */
function fromDoctype(page: string): string {
  const start = /<!doctype|<html[\s>]/i.exec(page.slice(0, 20_000))?.index ?? 0;
  return page.slice(start);
}

/** The head ends at its end tag, or at the first tag that cannot stand in it. */
function splitHead(html: string): { head: string; rest: string } {
  const close = /<\/head\s*>/i.exec(html);
  if (close) {
    const head = html.slice(0, close.index).replace(/<head(?:\s[^>]{0,500})?>/i, '');
    return { head, rest: html.slice(close.index + close[0].length) };
  }
  const bare = html.replace(/<head(?:\s[^>]{0,500})?>/i, '');
  for (const tag of bare.matchAll(/<([a-z][a-z0-9]*)[\s/>]/gi)) {
    if (IN_HEAD.has((tag[1] ?? '').toLowerCase())) continue;
    return { head: bare.slice(0, tag.index), rest: bare.slice(tag.index) };
  }
  return { head: '', rest: bare };
}

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === 1;
}

export function isText(node: PageNode): boolean {
  return node.nodeType === 3;
}

/** The children of a node, read before any of them is moved. */
export function childrenOf(node: PageNode): readonly PageNode[] {
  const children: PageNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** A text with HTML's white space (no-break spaces are none) as single spaces. */
export function squeeze(text: string): string {
  return text.replace(/[ \t\n\r\f]+/g, ' ').trim();
}

/** How long `text` would be with each run of white space as one space. Nothing is built: of a text of millions of words it took 70 MB. */
export function countSqueezed(text: string): number {
  let length = text.length;
  for (const [run] of text.matchAll(/\s{2,}/g)) length -= run.length - 1;
  return length;
}

/** A node's text on one line, at most `max` characters of it. */
export function lineOf(node: PageNode, max = 2_000): string {
  return squeeze((node.textContent ?? '').slice(0, max * 4)).slice(0, max);
}
