import type { Clock } from '../clock.ts';
import {
  addContestWords,
  closeContest,
  type Contest,
  insertContest,
  listOpenContests,
  markContest,
} from '../data/contest-store.ts';
import type { Database } from '../data/database.ts';
import { newId, type Random } from '../ids.ts';
import type { Log } from '../log.ts';
import { notice, type Reply } from '../reply.ts';
import { type Locale, wordsFor } from '../words/words.ts';
import { hashMember } from './ledger-payer.ts';

export type { Contest } from '../data/contest-store.ts';

/** What a member may say is wrong with an outlet's card. */
export const CONTESTED = ['kind', 'owner', 'country', 'outdated', 'mixed-up'] as const;
/** In the member's own words alone. */
export const OWN_WORDS = 'other';
export type Contested = (typeof CONTESTED)[number] | typeof OWN_WORDS;

/** Characters of a member's own words. */
export const CONTEST_CHARS = 500;
const LISTED = 200;

/** What a member says against the card of an outlet. `words`: their own, at most CONTEST_CHARS are kept. */
export type Contesting = {
  outlet: { id: string; name: string };
  said: Contested;
  words?: string | undefined;
  by: { guildId: string; userId: string };
};

/** What members say against outlets' cards: a queue for the operators. */
export type Contests = {
  /**
   * Writes it down and tells the operators where they have a channel. Once a day of each member and outlet: the day's first may
   * be given words later (`added`), and is left as it is otherwise (`again`).
   */
  write(contest: Contesting): Promise<'written' | 'added' | 'again'>;
  /** The open ones, the oldest first: of a server those that its managers have not dealt with, or (undefined) all. */
  list(guildId?: string): Promise<readonly Contest[]>;
  /** Ends it for everybody; its words are forgotten. False where no open one has that id. */
  close(id: string): Promise<boolean>;
  /** Takes it off its server's list, or puts it back there; the operators' queue keeps it. False where the server has no open one of that id. */
  mark(guildId: string, id: string, as: 'done' | 'open'): Promise<boolean>;
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
  const { contest: sentences } = wordsFor(options.locale);
  return {
    async write({ outlet, said, words: typed = '', by }) {
      const writtenAt = clock.now();
      const words = tidy(typed);
      const day = new Date(writtenAt).toISOString().slice(0, 10);
      const once = { memberHash: hashMember(options.memberKey, by.userId), outletId: outlet.id, day };
      const contest = { id: newId(random), guildId: by.guildId, outletName: outlet.name, said, words, writtenAt };
      const isNew = await insertContest(db, { ...contest, ...once });
      const first = isNew || words === null ? undefined : await addContestWords(db, once, words);
      if (!isNew && first === undefined) return 'again';
      // It stands in the queue whether they can be told now or not.
      await tellAdmin?.(notice(sentences.told(outlet.name, nameReason(sentences.reasons, first ?? said), words))).catch(
        (error: unknown) => log.warn('administrators not told of a contest', { outlet: outlet.id, error }),
      );
      return isNew ? 'written' : 'added';
    },
    list: (guildId) => listOpenContests(db, { guildId, limit: LISTED }),
    close: (id) => closeContest(db, id, clock.now()),
    mark: (guildId, id, as) => markContest(db, { guildId, id, at: as === 'done' ? clock.now() : null }),
  };
}

/** What a contest says is wrong, in a reader's words; a reason of another version is one in own words. */
export function nameReason(reasons: Readonly<Record<Contested, string>>, said: string): string {
  return reasons[CONTESTED.find((one) => one === said) ?? OWN_WORDS];
}

/** One line without controls, which a terminal might obey; null for nothing. */
function tidy(typed: string): string | null {
  const line = typed
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, CONTEST_CHARS)
    .toWellFormed();
  return line === '' ? null : line;
}
