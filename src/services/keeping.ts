import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { deleteArticles, findGoneArticle, findReaders, hideArticle, showArticle } from '../data/keeping-store.ts';
import type { Log } from '../log.ts';

/** What is left of an article that is not kept any more. */
export type GoneArticle = { id: string; title: string; url: string | null; reason: 'age' | 'removed'; goneAt: number };

/** Removing articles, and what is said of those that are gone. */
export type Keeping = {
  /** Undefined for an id that never was, or is still kept. */
  findGone(id: string): Promise<GoneArticle | undefined>;
  /**
   * `removed`: for good. `hidden`: others keep it (every server's news, or that of another server), and this one shows it no
   * more. Undefined for an article that is unknown or none of this server's.
   */
  remove(articleId: string, by: { guildId: string; memberId: string }): Promise<'removed' | 'hidden' | undefined>;
  /** Shows a hidden article again; false where it is not hidden. */
  restore(articleId: string, guildId: string): Promise<boolean>;
};

/** Removal by the managers of servers: nobody takes an article away from another server. */
export function createKeeping({ db, clock, log }: { db: Database; clock: Clock; log: Log }): Keeping {
  return {
    findGone: (id) => findGoneArticle(db, id),
    remove: async (articleId, { guildId, memberId }) => {
      const outcome = await db.transaction().execute(async (tx) => {
        const known = await findReaders(tx, articleId);
        if (!known) return undefined;
        const { readers, hidden, shownTo } = known;
        if (hidden.has(guildId)) return 'hidden';
        if (!readers.has(guildId) && !readers.has('')) return undefined;
        // The buttons under another server's edition are kept alive too.
        const others = [...readers, ...shownTo].filter((one) => one !== guildId);
        if (others.length > 0) {
          await hideArticle(tx, articleId, { guildId, memberId, at: clock.now() });
          return 'hidden';
        }
        const removers = [guildId, ...hidden];
        await deleteArticles(tx, [articleId], { reason: 'removed', at: clock.now(), guildIds: removers });
        return 'removed';
      });
      if (outcome) log.info('article removed', { articleId, guildId, memberId, outcome });
      return outcome;
    },
    restore: (articleId, guildId) => showArticle(db, articleId, guildId),
  };
}
