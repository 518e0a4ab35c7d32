/** Bytes that are read of a page at most; the longest real article pages have some 2 MB. */
export const PAGE_MAX_BYTES = 4_000_000;

/** Above these the tree and the extractor take more than linear time or memory. The largest of 465 real pages has 5,000 elements. */
const MAX_TAGS = 40_000;
const MAX_DEPTH = 500;
const MAX_ANGLES = 120_000;
const MAX_ATTRIBUTE_CHARS = 20_000;
/** Of `&…;` the parser makes a piece of text each. Whole pages of Japanese are written so: of 467 real ones the most has 30,000. */
const MAX_REFERENCES = 120_000;

/** Tags that pages leave open: they say nothing of depth. */
const UNCOUNTED = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th tbody thead tfoot option html body head'.split(
    ' ',
  ),
);

export type Excess = 'tags' | 'depth' | 'angles' | 'attribute' | 'references';

/** Why a page is not given to the parser; null for one that is. One pass over the text, in linear time. */
export function findExcess(html: string): Excess | null {
  if (hasMore(html, '&', MAX_REFERENCES)) return 'references';
  const seen = { tags: 0, angles: 0, depth: 0 };
  // Kept between tags: a search to the end of the page for each tag would take quadratic time.
  let [close, checked] = [0, 0];
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    if (++seen.angles > MAX_ANGLES) return 'angles';
    const isEnd = html.charCodeAt(at + 1) === SLASH;
    const name = nameAt(html, at + (isEnd ? 2 : 1));
    if (name === '') {
      if (html.startsWith('<!--', at)) at = after(html.indexOf('-->', at), html) - 1;
      continue;
    }
    if (++seen.tags > MAX_TAGS) return 'tags';
    if (close < at) close = after(html.indexOf('>', at), html);
    const isWhole = UNCOUNTED.has(name) || html.charCodeAt(close - 1) === SLASH;
    if (!isWhole) seen.depth = Math.max(0, seen.depth + (isEnd ? -1 : 1));
    if (seen.depth > MAX_DEPTH) return 'depth';
    if (close !== checked && close - at > MAX_ATTRIBUTE_CHARS && hasLongClass(html.slice(at, close)))
      return 'attribute';
    checked = close;
    if (isEnd || (name !== 'script' && name !== 'style')) continue;
    at = after(html.indexOf(`</${name}`, at), html) - 1;
  }
  return null;
}

function hasMore(html: string, sign: string, most: number): boolean {
  let left = most;
  for (let at = html.indexOf(sign); at >= 0; at = html.indexOf(sign, at + 1)) if (--left < 0) return true;
  return false;
}

/** The end of the page where nothing was found: a search is never repeated in vain. */
function after(index: number, html: string): number {
  return index < 0 ? html.length : index;
}

const SLASH = 47;

function nameAt(html: string, at: number): string {
  let end = at;
  while (end < at + 16 && /[a-z0-9]/i.test(html[end] ?? '')) end++;
  return html.slice(at, end).toLowerCase();
}

function hasLongClass(tag: string): boolean {
  const value = /\sclass\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
  return (value?.[1] ?? value?.[2] ?? '').length > MAX_ATTRIBUTE_CHARS;
}
