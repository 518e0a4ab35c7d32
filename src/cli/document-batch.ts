import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { answerLines, type LineAnswer, lineId, type LineStreams } from './line-batch.ts';

const lineSchema = z.object({
  id: lineId,
  file: z.string().nullish(),
  base64: z.base64().nullish(),
  url: z.string().nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
});
type Line = z.output<typeof lineSchema>;

/** A document of a line as a reader takes it: its bytes, what the HTTP header says they are, and its own address. */
export type LineDocument = { bytes: Uint8Array; contentType: string | null; url: string | null };

/**
 * One line {id, ...answer} for each line {id, file or base64, url?, headers?}, or {id?, error}; gives the number of errors.
 * `progressEach`: lines between two signs of life.
 */
export async function answerDocuments(
  streams: LineStreams,
  { answer, progressEach }: { answer(document: LineDocument): Promise<LineAnswer>; progressEach: number },
): Promise<number> {
  return answerLines(streams, { schema: lineSchema, answer: (line) => answerLine(line, answer), progressEach });
}

/** ISO 8601 of epoch milliseconds. */
export function toIso(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

async function answerLine(line: Line, answer: (document: LineDocument) => Promise<LineAnswer>): Promise<LineAnswer> {
  const { id } = line;
  const bytes = await bytesOf(line);
  if (typeof bytes === 'string') return { id, error: bytes };
  try {
    return { id, ...(await answer({ bytes, contentType: contentTypeOf(line), url: addressOf(line) })) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

/** The bytes of a line's document, or what is wrong in words. */
async function bytesOf({ file, base64 }: Line): Promise<Uint8Array | string> {
  if (base64 !== null && base64 !== undefined) return Buffer.from(base64, 'base64');
  if (file === null || file === undefined) return 'give a file: lines of a batch are not fetched';
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

/** A document without a real address is read all the same. */
function addressOf({ url }: Line): string | null {
  return url && URL.canParse(url) ? url : null;
}
