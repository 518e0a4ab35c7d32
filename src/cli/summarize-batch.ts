import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import * as z from 'zod';
import { type ExtractMethod, extractFromText } from '../services/extracts-text.ts';

/** null as absent: what other programs write for a missing field. */
const optionalText = z.string().nullish();
const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  title: optionalText,
  document: z.string(),
  lang: optionalText,
});
const namedSchema = z.object({ id: z.union([z.string(), z.number()]) });

/** So many lines between two signs of life. */
const PROGRESS_STEP = 100;

export type Batch = {
  input: Readable;
  output: Writable;
  method: ExtractMethod;
  /** Called with the number of lines read so far, now and then. */
  onProgress(lines: number): void;
};

/**
 * One line {id, summary} for each line {id, title?, document, lang?}, or {id?, error} for a line that cannot be read; blank lines
 * are skipped. Gives the number of errors. Holds one line at a time, and ends quietly when nobody reads the output any more.
 */
export async function summarizeBatch({ input, output, method, onProgress }: Batch): Promise<number> {
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
      const answer = answerLine(line, method);
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

type Answer = { id: string | number; summary: string } | { id?: string | number; error: string };

function answerLine(line: string, method: ExtractMethod): Answer {
  let value: unknown;
  try {
    value = JSON.parse(line.replace(/^\ufeff/, ''));
  } catch {
    return { error: 'the line is not JSON' };
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const error = `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'not as expected'}`;
    return { ...namedSchema.safeParse(value).data, error };
  }
  const { id, title, document, lang } = parsed.data;
  try {
    const text = { title: title ?? undefined, document, language: lang ?? undefined };
    return { id, summary: extractFromText(text, { method, length: 'short' }).join(' ') };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { id, error: `lang: ${JSON.stringify(lang)} is no language tag such as fr or pt-BR` };
  }
}
