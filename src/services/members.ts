import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { findMemberLanguage, saveMemberLanguage } from '../data/member-store.ts';

/** What a member chose: the language to read in. */
export type Members = {
  findLanguage(userId: string): Promise<string | undefined>;
  chooseLanguage(userId: string, language: string): Promise<void>;
};

/** Members' choices, kept in `db`. */
export function createMembers({ db, clock }: { db: Database; clock: Clock }): Members {
  return {
    findLanguage: (userId) => findMemberLanguage(db, userId),
    chooseLanguage: (userId, language) => saveMemberLanguage(db, { id: userId, language, chosenAt: clock.now() }),
  };
}
