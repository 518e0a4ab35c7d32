import type { Clock } from '../clock.ts';
import { closeContest, type Contest, insertContest, listOpenContests } from '../data/contest-store.ts';
import type { Database } from '../data/database.ts';
import { newId, type Random } from '../ids.ts';
import type { Log } from '../log.ts';
import { notice, type Reply } from '../reply.ts';
import { type Locale, wordsFor } from '../words/words.ts';
import { hashMember } from './ledger-payer.ts';

export type { Contest } from '../data/contest-store.ts';

/** What a member may say is wrong with an outlet's card. */
export const CONTESTED = ['kind', 'owner', 'country', 'outdated', 'mixed-up'] as const;
export type Contested = (typeof CONTESTED)[number];

const LISTED = 200;

/** What members say against outlets' cards: a queue for the operators. */
export type Contests = {
  /** Writes it down and tells the operators where they have a channel; `again` where this member did so today already. */
  write(contest: {
    outlet: { id: string; name: string };
    said: Contested;
    by: { guildId: string; userId: string };
  }): Promise<'written' | 'again'>;
  /** The open ones, the oldest first, of one server or (undefined) of all. */
  list(guildId?: string): Promise<readonly Contest[]>;
  /** False where no open one has that id. */
  close(id: string): Promise<boolean>;
};

/** The queue over `db`; members are kept as an HMAC under `memberKey`. The operators are told in `locale`. */
export function createContests(options: {
  db: Database;
  clock: Clock;
  random: Random;
  log: Log;
  memberKey: string;
  locale: Locale;
  tellAdmin?: ((reply: Reply) => Promise<void>) | undefined;
}): Contests {
  const { db, clock, random, log, tellAdmin } = options;
  const { contest: words } = wordsFor(options.locale);
  return {
    async write({ outlet, said, by }) {
      const writtenAt = clock.now();
      const isNew = await insertContest(db, {
        id: newId(random),
        guildId: by.guildId,
        outletId: outlet.id,
        outletName: outlet.name,
        said,
        writtenAt,
        memberHash: hashMember(options.memberKey, by.userId),
        day: new Date(writtenAt).toISOString().slice(0, 10),
      });
      if (!isNew) return 'again';
      // It stands in the queue whether they can be told now or not.
      await tellAdmin?.(notice(words.told(outlet.name, words.reasons[said]))).catch((error: unknown) =>
        log.warn('administrators not told of a contest', { outlet: outlet.id, error }),
      );
      return 'written';
    },
    list: (guildId) => listOpenContests(db, { guildId, limit: LISTED }),
    close: (id) => closeContest(db, id, clock.now()),
  };
}
