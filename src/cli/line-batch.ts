import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import * as z from 'zod';

/** The streams of a batch. `onProgress` is called with the number of lines read so far, now and then. */
export type LineStreams = { input: Readable; output: Writable; onProgress(lines: number): void };

/** A line's answer as JSON; `error` says in words what kept it from being one. */
export type LineAnswer = Readonly<Record<string, unknown>>;

/** The id of a batch's line. */
export const lineId = z.union([z.string(), z.number()]);
const namedSchema = z.object({ id: lineId });

/**
 * Writes an answer for each line of JSON in the shape of `schema`, {id?, error} for a line in another; blank lines are
 * skipped. Gives the number of errors. Holds one line at a time, and ends quietly when nobody reads the output any more.
 * `progressEach`: lines between two signs of life.
 */
export async function answerLines<Line>(
  { input, output, onProgress }: LineStreams,
  {
    schema,
    answer,
    progressEach,
  }: { schema: z.ZodType<Line>; answer(line: Line): LineAnswer | Promise<LineAnswer>; progressEach: number },
): Promise<number> {
  let isClosed = false;
  const stop = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isClosed = true;
    input.destroy();
  };
  output.on('error', stop);
  let [lines, errors] = [0, 0];
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      if (isClosed) break;
      if (text.trim() === '') continue;
      const line = parseLine(text, schema);
      const answered = 'value' in line ? await answer(line.value) : line;
      if ('error' in answered) errors++;
      if (!output.write(`${JSON.stringify(answered)}\n`))
        await Promise.race([once(output, 'drain'), once(output, 'close')]);
      if (++lines % progressEach === 0) onProgress(lines);
    }
  } catch (error) {
    // The reader went away while a write was waited for, or the input was destroyed under the loop.
    if (!isClosed) throw error;
  } finally {
    output.off('error', stop);
  }
  return errors;
}

function parseLine<Line>(
  text: string,
  schema: z.ZodType<Line>,
): { value: Line } | { id?: string | number; error: string } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { error: 'the line is not JSON' };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  const error = `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'not as expected'}`;
  return { ...namedSchema.safeParse(value).data, error };
}
