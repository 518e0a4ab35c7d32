import type { Database } from '../data/database.ts';
import { findListVersion, saveListVersion } from '../data/outlet-store.ts';
import { listSeqsAfter } from '../data/search-store.ts';
import type { Log } from '../log.ts';
import { indexStored } from './ingest/store-content.ts';

/** Raise it with every change of what the analyzer makes of a text: words of before would not be found. */
const ANALYZER_VERSION = '2';
const LIST = 'search-words';

/** Few enough that other processes on the file do not wait long. */
const BATCH = 50;

/**
 * Gives every stored article its search words anew where they were made by another version of the analyzer; some 2 ms an
 * article, once. Ended early, it begins anew at the next start. How many articles that were.
 */
export async function renewSearchIndex({ db, log }: { db: Database; log: Log }): Promise<number> {
  if ((await findListVersion(db, LIST)) === ANALYZER_VERSION) return 0;
  let renewed = 0;
  for (let batch = await listSeqsAfter(db, 0, BATCH); batch.length > 0; ) {
    if (renewed === 0) log.info('the search words of all articles are made anew: this takes a while, once');
    await db.transaction().execute(async (transaction) => {
      for (const { id } of batch) await indexStored(transaction, id);
    });
    renewed += batch.length;
    batch = await listSeqsAfter(db, batch.at(-1)?.seq ?? 0, BATCH);
  }
  await saveListVersion(db, LIST, ANALYZER_VERSION);
  return renewed;
}
