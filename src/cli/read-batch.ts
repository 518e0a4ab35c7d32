import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import * as z from 'zod';
import type { PageInput, ReadPage } from '../services/pages/page-article.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  file: z.string().nullish(),
  base64: z.base64().nullish(),
  url: z.string().nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
});
type Line = z.output<typeof lineSchema>;
const namedSchema = z.object({ id: z.union([z.string(), z.number()]) });

/** So many pages between two signs of life. */
const PROGRESS_STEP = 10;

export type PagesBatch = {
  input: Readable;
  output: Writable;
  /** Called with the number of lines read so far, now and then. */
  onProgress(lines: number): void;
  read(page: Omit<PageInput, 'now'>): Promise<ReadPage>;
};

/**
 * One line {id, ...article} for each line {id, file or base64, url?, headers?}, or {id?, error} for one that cannot be read;
 * blank lines are skipped. Gives the number of errors. Ends quietly when nobody reads the output any more.
 */
export async function readPagesBatch({ input, output, onProgress, read }: PagesBatch): Promise<number> {
  let isClosed = false;
  const stop = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isClosed = true;
    input.destroy();
  };
  output.on('error', stop);
  let [lines, errors] = [0, 0];
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (isClosed) break;
      if (line.trim() === '') continue;
      const answer = await answerLine(line, read);
      if ('error' in answer) errors++;
      if (!output.write(`${JSON.stringify(answer)}\n`))
        await Promise.race([once(output, 'drain'), once(output, 'close')]);
      if (++lines % PROGRESS_STEP === 0) onProgress(lines);
    }
  } catch (error) {
    // The reader went away while a write was waited for, or the input was destroyed under the loop.
    if (!isClosed) throw error;
  } finally {
    output.off('error', stop);
  }
  return errors;
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

type Answer = Readonly<Record<string, unknown>>;

async function answerLine(text: string, read: PagesBatch['read']): Promise<Answer> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { error: 'the line is not JSON' };
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const error = `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'not as expected'}`;
    return { ...namedSchema.safeParse(value).data, error };
  }
  const { id, url } = parsed.data;
  const bytes = await bytesOf(parsed.data);
  if (typeof bytes === 'string') return { id, error: bytes };
  try {
    return { id, ...toJsonPage(await read({ bytes, contentType: contentTypeOf(parsed.data), url: addressOf(url) })) };
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
