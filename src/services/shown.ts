import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { findPosted, findShown, pruneShown, saveShown } from '../data/shown-store.ts';
import { hashMember } from './ledger-payer.ts';

/** What members see of an article: the article that a channel showed last. */
export type Shown = {
  /** An article was shown in a channel: to everybody there, or to one member alone. */
  note(shown: { articleId: string; channelId: string; userId: string; isPublic: boolean }): Promise<void>;
  /** The article that this member saw last in the channel: in a reply to everybody, in one of their own within a day, or first in an edition. */
  findLast(where: { channelId: string; userId: string }): Promise<string | undefined>;
};

/** What one member reads alone is remembered no longer than a conversation about it lasts. */
const PRIVATE_MS = 24 * 3_600_000;

/** What channels showed, kept in `db`; of single members under the hash of their id. */
export function createShown(grounds: { db: Database; clock: Clock; memberKey: string }): Shown {
  const { db, clock, memberKey } = grounds;
  return {
    async note({ articleId, channelId, userId, isPublic }) {
      const now = clock.now();
      await pruneShown(db, now - PRIVATE_MS);
      const reader = isPublic ? '' : hashMember(memberKey, userId);
      await saveShown(db, { articleId, channelId, reader, shownAt: now });
    },
    async findLast({ channelId, userId }) {
      const since = clock.now() - PRIVATE_MS;
      const [shown] = await findShown(db, { channelId, reader: hashMember(memberKey, userId), since });
      const posted = await findPosted(db, channelId);
      return posted && posted.shownAt > (shown?.shownAt ?? -Infinity) ? posted.articleId : shown?.articleId;
    },
  };
}
