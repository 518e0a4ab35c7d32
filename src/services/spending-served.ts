import type { Log } from '../log.ts';
import type { Asker } from './asker.ts';
import type { Ledger } from './ledger.ts';
import type { Summaries } from './summaries.ts';
import type { Translations } from './translations.ts';

type Counting = { ledger: Pick<Ledger, 'noteServed'>; log: Log };

/** Summaries that count what they serve without a call. */
export function countSummaries(summaries: Summaries, counting: Counting): Summaries {
  const summarize = countServed(summaries.summarize, {
    ...counting,
    task: 'summary',
    isText: (result) => result.origin === 'model',
  });
  return { ...summaries, summarize };
}

/** Translations that count what they serve without a call; a person's are not counted. */
export function countTranslations(translations: Translations, counting: Counting): Translations {
  const translate = countServed(translations.translate, {
    ...counting,
    task: 'translation',
    isText: (result) => result.kind === 'translated' && result.origin === 'model',
  });
  return { ...translations, translate };
}

/**
 * `act` with a count of the texts that it served without a call: `isText` says whether a result is a model's text. A count
 * that cannot be stored is logged; the reader gets the text all the same.
 */
export function countServed<Request extends { asker: Asker }, Result>(
  act: (request: Request) => Promise<Result>,
  { ledger, log, task, isText }: Counting & { task: string; isText(result: Result): boolean },
): (request: Request) => Promise<Result> {
  return async (request) => {
    let charged = false;
    const asker: Asker = {
      ...request.asker,
      onCharge() {
        charged = true;
        request.asker.onCharge?.();
      },
    };
    const result = await act({ ...request, asker });
    if (!charged && isText(result))
      await ledger
        .noteServed(request.asker, task)
        .catch((error: unknown) => log.warn('usage.served-not-counted', { task, error }));
    return result;
  };
}
