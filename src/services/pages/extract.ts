import { Readability } from '@mozilla/readability';
import { readBlocks, type RawBlock } from './blocks.ts';
import type { PageDocument, PageElement } from './dom.ts';

/** The extractor gives up on a page below this many characters and tries again with less strictness. */
const ENOUGH_CHARS = 400;

/** The blocks of what Mozilla's Readability takes for the article; none where it finds nothing. The document is changed. */
export function extractBlocks(page: PageDocument): readonly RawBlock[] {
  const options = {
    keepClasses: true,
    disableJSONLD: true,
    charThreshold: ENOUGH_CHARS,
    // The element itself: its text is read here, so nothing is written out and parsed again.
    serializer: (node: unknown) => node,
  };
  const found = new Readability<PageElement>(page, options).parse();
  const root = found?.content;
  return root ? readBlocks(root) : [];
}
