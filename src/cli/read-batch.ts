import type { PageInput, ReadPage } from '../services/pages/page-article.ts';
import { answerDocuments, toIso } from './document-batch.ts';
import type { LineAnswer, LineStreams } from './line-batch.ts';

/** So many pages between two signs of life. */
const PROGRESS_STEP = 10;

export type PagesBatch = LineStreams & { read(page: Omit<PageInput, 'now'>): Promise<ReadPage> };

/** One line {id, ...article} for each line {id, file or base64, url?, headers?}, or {id?, error}; gives the number of errors. */
export async function readPagesBatch({ read, ...streams }: PagesBatch): Promise<number> {
  return answerDocuments(streams, {
    answer: async (document) => toJsonPage(await read(document)),
    progressEach: PROGRESS_STEP,
  });
}

/** A page as JSON output gives it: instants in ISO 8601, paragraphs without the inter-titles beside the blocks with them. */
export function toJsonPage(page: ReadPage): LineAnswer {
  const { publishedAt, modifiedAt, blocks, ...rest } = page;
  return {
    ...rest,
    publishedAt: toIso(publishedAt),
    modifiedAt: toIso(modifiedAt),
    blocks,
    text: blocks.map(({ text }) => text).join('\n\n'),
  };
}
