/** Bytes that are read of a page at most; the longest real article pages have some 2 MB. */
export const PAGE_MAX_BYTES = 4_000_000;

/** Above these the tree and the extractor take more than linear time or memory; the largest of 465 real pages are far below. */
const MAX_TAGS = 60_000;
const MAX_DEPTH = 1_500;
const MAX_ANGLES = 120_000;
const MAX_ATTRIBUTE_CHARS = 20_000;

/** Tags that pages leave open: they say nothing of depth. */
const UNCOUNTED = new Set(
  'area base br col embed hr img input link meta param source track wbr !doctype p li dt dd tr td th tbody thead tfoot option html body head'.split(
    ' ',
  ),
);

export type Excess = 'tags' | 'depth' | 'angles' | 'attribute';

/** Why a page is not given to the parser; null for one that is. One pass over the text, in linear time. */
export function findExcess(html: string): Excess | null {
  const seen = { tags: 0, angles: 0, depth: 0 };
  // Kept between tags: a search to the end of the page for each tag would take quadratic time.
  let close = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    if (++seen.angles > MAX_ANGLES) return 'angles';
    const isEnd = html.charCodeAt(at + 1) === SLASH;
    const name = nameAt(html, at + (isEnd ? 2 : 1));
    if (name === '') continue;
    if (++seen.tags > MAX_TAGS) return 'tags';
    if (!UNCOUNTED.has(name)) seen.depth = Math.max(0, seen.depth + (isEnd ? -1 : 1));
    if (seen.depth > MAX_DEPTH) return 'depth';
    if (close < at) close = html.indexOf('>', at);
    if (close < 0) return null;
    if (close - at > MAX_ATTRIBUTE_CHARS && hasLongClass(html.slice(at, close))) return 'attribute';
    if (isEnd || (name !== 'script' && name !== 'style')) continue;
    const end = html.indexOf(`</${name}`, at);
    if (end < 0) return null;
    at = end - 1;
  }
  return null;
}

const SLASH = 47;

function nameAt(html: string, at: number): string {
  let end = at;
  while (end < at + 16 && /[a-z0-9!]/i.test(html[end] ?? '')) end++;
  return html.slice(at, end).toLowerCase();
}

function hasLongClass(tag: string): boolean {
  const value = /\sclass\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
  return (value?.[1] ?? value?.[2] ?? '').length > MAX_ATTRIBUTE_CHARS;
}
