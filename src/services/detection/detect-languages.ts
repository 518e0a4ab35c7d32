import type { ReadingHost } from '../reading/reading-host.ts';
import type { Detected } from './detected.ts';

/** The same memory as for pages, so that both share one worker. */
const LIMITS = { timeoutMs: 10_000, memoryMb: 200 };
/** More of a text tells nothing more of its language. */
const TEXT_CHARS = 2_000;
/** So many texts go to the worker at once: a tenth of a second. */
const BATCH = 500;

/**
 * The languages of texts, in their order, told in the reading worker; of each the first 2,000 characters count. Throws where
 * the worker cannot answer.
 */
export async function detectLanguages(
  host: Pick<ReadingHost, 'runReading'>,
  texts: readonly string[],
): Promise<readonly Detected[]> {
  const found: Detected[] = [];
  for (let from = 0; from < texts.length; from += BATCH) {
    const batch = texts.slice(from, from + BATCH).map((text) => text.slice(0, TEXT_CHARS));
    const outcome = await host.runReading('languages', batch, LIMITS);
    if (!('value' in outcome))
      throw new Error(`The language could not be told (${outcome.failure}): ${outcome.detail}`);
    found.push(...outcome.value);
  }
  return found;
}
