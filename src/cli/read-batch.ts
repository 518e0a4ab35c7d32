import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { PageInput, ReadPage } from '../services/pages/page-article.ts';
import { answerLines, type LineAnswer, lineId, type LineStreams } from './line-batch.ts';

const lineSchema = z.object({
  id: lineId,
  file: z.string().nullish(),
  base64: z.base64().nullish(),
  url: z.string().nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
});
type Line = z.output<typeof lineSchema>;

/** So many pages between two signs of life. */
const PROGRESS_STEP = 10;

export type PagesBatch = LineStreams & { read(page: Omit<PageInput, 'now'>): Promise<ReadPage> };

/** One line {id, ...article} for each line {id, file or base64, url?, headers?}, or {id?, error}; gives the number of errors. */
export async function readPagesBatch({ read, ...streams }: PagesBatch): Promise<number> {
  const answer = (line: Line) => answerLine(line, read);
  return answerLines(streams, { schema: lineSchema, answer, progressEach: PROGRESS_STEP });
}

/** A page as JSON output gives it: instants in ISO 8601, paragraphs without the inter-titles beside the blocks with them. */
export function toJsonPage(page: ReadPage): Readonly<Record<string, unknown>> {
  const { publishedAt, modifiedAt, blocks, ...rest } = page;
  return {
    ...rest,
    publishedAt: toIso(publishedAt),
    modifiedAt: toIso(modifiedAt),
    blocks,
    text: blocks.map(({ text }) => text).join('\n\n'),
  };
}

/** ISO 8601 of epoch milliseconds. */
export function toIso(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

async function answerLine(line: Line, read: PagesBatch['read']): Promise<LineAnswer> {
  const { id, url } = line;
  const bytes = await bytesOf(line);
  if (typeof bytes === 'string') return { id, error: bytes };
  try {
    return { id, ...toJsonPage(await read({ bytes, contentType: contentTypeOf(line), url: addressOf(url) })) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

/** The bytes of a line's page, or what is wrong in words. */
async function bytesOf({ file, base64 }: Line): Promise<Uint8Array | string> {
  if (base64 !== null && base64 !== undefined) return Buffer.from(base64, 'base64');
  if (file === null || file === undefined) return 'give a file: pages are not fetched from the command line';
  try {
    return await readFile(file);
  } catch (error) {
    return `file: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function contentTypeOf({ headers }: Line): string | null {
  const header = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type');
  return header?.[1] ?? null;
}

/** A page without a real address is read all the same. */
function addressOf(url: string | null | undefined): string | null {
  return url && URL.canParse(url) ? url : null;
}
