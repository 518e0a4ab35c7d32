import type { ReadingHost, ReadingOutcome } from '../reading/reading-host.ts';
import type { PageInput, ReadPage } from './page-article.ts';

/** Together no page takes over five seconds. */
const PAGE_LIMITS = { timeoutMs: 3_500, memoryMb: 200 };
const STRIPPED_LIMITS = { timeoutMs: 1_400, memoryMb: 200 };

/** Reads a page in the worker; one that takes too long or too much memory there gives its text without tags. Throws for faults of the reader. */
export async function readPageApart(host: Pick<ReadingHost, 'runReading'>, input: PageInput): Promise<ReadPage> {
  const read = await host.runReading('page', input, PAGE_LIMITS);
  if ('value' in read) return read.value;
  if (read.failure === 'fault' || read.failure === 'closed') throw toError(read);
  const stripped = await host.runReading('page-stripped', input, STRIPPED_LIMITS);
  if ('value' in stripped) return stripped.value;
  throw toError(stripped);
}

function toError(outcome: Exclude<ReadingOutcome<never>, { value: never }>): Error {
  return new Error(`The page could not be read (${outcome.failure}): ${outcome.detail}`);
}
