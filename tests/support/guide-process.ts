import type { KyselyPlugin } from 'kysely';
import { systemClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/data/database.ts';
import { systemRandom as random } from '../../src/ids.ts';
import { createGuide } from '../../src/services/onboarding/guide.ts';

/**
 * A process of its own that starts a draft and prints what became of it: `node guide-process.ts <file> <server> <member> <draft>
 * [<k>]`. With `k` it is killed at once when its k-th statement is about to run, or at the end where it has fewer.
 */
const [path = '', guildId = '', memberId = '', id = '', last] = process.argv.slice(2);
let statements = 0;
const killer: KyselyPlugin = {
  transformQuery({ node }) {
    if (++statements === Number(last)) process.kill(process.pid, 'SIGKILL');
    return node;
  },
  transformResult: async ({ result }) => result,
};
const db = await openDatabase(path);
const guide = createGuide({
  db: db.withPlugin(killer),
  clock: systemClock(),
  random,
  memberKey: 'test',
  digests: { remove: () => Promise.reject(new Error('not here')) },
  feeds: { find: async () => undefined, unfollow: async () => undefined },
  wake: () => undefined,
});
const state = await guide.start({ guildId, memberId }, id);
process.stdout.write(`${JSON.stringify(state)}\n${statements}`);
if (last !== undefined) process.kill(process.pid, 'SIGKILL');
await db.destroy();
