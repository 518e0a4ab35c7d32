import type { Database } from './database.ts';
import { LEFT_BY_FEED } from './feed-store.ts';

/** How many articles were added by hand in a server since an instant (epoch milliseconds): by everybody, and by one member. */
export async function countAdded(
  db: Database,
  { guildId, memberId, since }: { guildId: string; memberId: string; since: number },
): Promise<{ server: number; member: number }> {
  return db
    .selectFrom('article_guilds')
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('server'),
      fn
        .coalesce(fn.sum<number>(eb.case().when('added_by', '=', memberId).then(1).else(0).end()), eb.lit(0))
        .as('member'),
    ])
    .where('guild_id', '=', guildId)
    .where('added_by', '!=', LEFT_BY_FEED)
    .where('added_at', '>', since)
    .executeTakeFirstOrThrow();
}
