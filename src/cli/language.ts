import { text as readAll } from 'node:stream/consumers';
import * as z from 'zod';
import { systemClock } from '../clock.ts';
import { detectLanguages } from '../services/detection/detect-languages.ts';
import type { Detected } from '../services/detection/detected.ts';
import { createReadingHost } from '../services/reading/reading-host.ts';
import { answerLines, lineId } from './line-batch.ts';
import { batchInput, parseBatchCall, wrongCall } from './line-call.ts';
import { readText } from './read-text.ts';
import type { SummarizeWorld } from './summarize.ts';

export const LANGUAGE_USAGE = `  language FILE|-         the language of a text, and how sure that is
  language --jsonl [FILE] lines {id, text} to lines {id, language}`;

/** Lines between two signs of life. */
const PROGRESS_STEP = 500;
const lineSchema = z.object({ id: lineId, text: z.string() });

/** `kiosque language` with its arguments; gives the exit code: 65 when a line of a batch could not be read. Throws OperatorErrors. */
export async function runLanguage(argv: readonly string[], world: SummarizeWorld): Promise<number> {
  const { subject, options } = parseBatchCall(argv, { name: 'language', usage: LANGUAGE_USAGE });
  const host = createReadingHost(systemClock());
  try {
    if (options.jsonl) {
      const errors = await answerLines(
        { ...batchInput(subject, world), onProgress: (lines) => world.showProgress(`${lines} texts`) },
        {
          schema: lineSchema,
          answer: async ({ id, text }) => ({ id, ...(await detectOne(host, text)) }),
          progressEach: PROGRESS_STEP,
        },
      );
      return errors > 0 ? 65 : 0;
    }
    if (subject === undefined) throw wrongCall('Which file, or - for the input?', LANGUAGE_USAGE);
    const text = subject === '-' ? await readAll(world.input) : await readText(subject);
    const found = await detectOne(host, text);
    world.print(options.json ? JSON.stringify(found) : format(found));
    return 0;
  } finally {
    await host.close();
  }
}

async function detectOne(host: Parameters<typeof detectLanguages>[0], text: string): Promise<Detected> {
  const [found] = await detectLanguages(host, [text]);
  if (!found) throw new Error('A text was given and no language came back');
  return found;
}

function format({ language, confidence, isSure }: Detected): string {
  if (language === null) return 'no language can be told';
  const name = new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;
  return `${language}  ${name}, confidence ${confidence.toFixed(2)}${isSure ? ', sure' : ''}`;
}
