import { createRequire } from 'node:module';
import { readBlocks, type RawBlock } from './blocks.ts';
import type { PageDocument, PageElement } from './dom.ts';

type Extractor = new (
  page: PageDocument,
  options: Readonly<Record<string, unknown>>,
) => { parse(): { content: PageElement | null | undefined } | null };

/** Without its types: they ask for a browser's document, and the parser's is one in what is used of it. */
const { Readability }: { Readability: Extractor } = createRequire(import.meta.url)('@mozilla/readability');

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
  const found = new Readability(page, options).parse();
  const root = found?.content;
  return root ? readBlocks(root) : [];
}
