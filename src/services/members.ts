import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { forgetDrafts } from '../data/draft-store.ts';
import { deleteMember, findMemberLanguage, saveMemberLanguage } from '../data/member-store.ts';
import { forgetOpened } from '../data/opened-store.ts';
import { forgetShown } from '../data/shown-store.ts';
import { hashMember } from './ledger-payer.ts';

/** What is kept of a member beside the ledger: the language that they chose to read in, what they were shown last, what they asked to see, and digests that they were about to set up. */
export type Members = {
  findLanguage(userId: string): Promise<string | undefined>;
  chooseLanguage(userId: string, language: string): Promise<void>;
  /** Forgets all of it; false where no language was chosen. */
  forget(userId: string): Promise<boolean>;
};

/** Members' choices, kept in `db`; `memberKey` is that of the hashes. */
export function createMembers(grounds: { db: Database; clock: Clock; memberKey: string }): Members {
  const { db, clock, memberKey } = grounds;
  return {
    findLanguage: (userId) => findMemberLanguage(db, userId),
    chooseLanguage: (userId, language) => saveMemberLanguage(db, { id: userId, language, chosenAt: clock.now() }),
    forget: (userId) =>
      db.transaction().execute(async (tx) => {
        const hash = hashMember(memberKey, userId);
        await forgetShown(tx, hash);
        await forgetOpened(tx, hash);
        await forgetDrafts(tx, hash);
        return deleteMember(tx, userId);
      }),
  };
}
