import { cleanBlocks } from '../clean.ts';
import { decodeText } from '../decoding/decode-text.ts';
import { filterBlocks } from './filter-blocks.ts';
import type { PageInput, ReadPage } from './page-article.ts';
import { PAGE_MAX_BYTES } from './page-limits.ts';
import { stripPage } from './strip-page.ts';

/** The text of a page by the linear stripper alone, without any parser: for pages that took too long or too much memory. */
export function readPageStripped(input: PageInput): ReadPage {
  return readStripped(decodeText({ ...input, syntax: 'html', maxBytes: PAGE_MAX_BYTES }).text);
}

/** The same for a page that is decoded. */
export function readStripped(html: string): ReadPage {
  const { title, language, blocks } = stripPage(html);
  return {
    title,
    blocks: cleanBlocks(filterBlocks(blocks, title)),
    author: null,
    publishedAt: null,
    publishedOn: null,
    modifiedAt: null,
    canonicalUrl: null,
    language,
    image: null,
    site: null,
    feeds: [],
    access: 'open',
    extractor: 'stripper',
  };
}
