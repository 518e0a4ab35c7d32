import { openNewsroom } from '../../src/app.ts';
import type { Clock } from '../../src/clock.ts';
import { parseConfig } from '../../src/config.ts';
import { renderParts } from '../../src/discord/render-parts.ts';
import type { Random } from '../../src/ids.ts';
import type { Office } from './crash-process.ts';

const closed: Office = {
  post: async () => ({ kind: 'retry', reason: 'network', afterMs: null, detail: 'no network' }),
  find: async () => ({ kind: 'retry', afterMs: null, detail: 'no network' }),
  publish: async () => ({ kind: 'retry', afterMs: null, detail: 'no network' }),
  mayPost: async () => false,
};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Opens the newsroom on a database file beside the bot's own process, and closes it after `work`. Nothing is posted from here. */
export async function atDesk<Value>(
  given: { path: string; clock: Clock; random: Random },
  work: (desk: Awaited<ReturnType<typeof openNewsroom>> & { ground: Ground }) => Promise<Value>,
): Promise<Value> {
  const { clock, random } = given;
  const config = parseConfig({ DATABASE_URL: given.path, SEED_ARTICLE: 'off' });
  const posting = { renderParts, office: closed };
  const newsroom = await openNewsroom({ config, clock, random, log: silent }, posting);
  try {
    return await work({ ...newsroom, ground: { db: newsroom.db, clock, random } });
  } finally {
    await newsroom.close();
  }
}

type Ground = { db: Awaited<ReturnType<typeof openNewsroom>>['db']; clock: Clock; random: Random };

function nothing(): void {}
