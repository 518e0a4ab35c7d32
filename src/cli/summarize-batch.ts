import * as z from 'zod';
import { type ExtractMethod, extractFromText } from '../services/extracts-text.ts';
import { answerLines, type LineAnswer, lineId, type LineStreams } from './line-batch.ts';

/** null as absent: what other programs write for a missing field. */
const optionalText = z.string().nullish();
const lineSchema = z.object({ id: lineId, title: optionalText, document: z.string(), lang: optionalText });

/** So many lines between two signs of life. */
const PROGRESS_STEP = 100;

export type Batch = LineStreams & { method: ExtractMethod };

/** One line {id, summary} for each line {id, title?, document, lang?}, or {id?, error}; gives the number of errors. */
export async function summarizeBatch({ method, ...streams }: Batch): Promise<number> {
  const answer = (line: z.output<typeof lineSchema>) => answerLine(line, method);
  return answerLines(streams, { schema: lineSchema, answer, progressEach: PROGRESS_STEP });
}

function answerLine({ id, title, document, lang }: z.output<typeof lineSchema>, method: ExtractMethod): LineAnswer {
  try {
    const text = { title: title ?? undefined, document, language: lang ?? undefined };
    return { id, summary: extractFromText(text, { method, length: 'short' }).join(' ') };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { id, error: `lang: ${JSON.stringify(lang)} is no language tag such as fr or pt-BR` };
  }
}
