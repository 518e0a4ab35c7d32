import { sql } from 'kysely';
import type { Database } from './database.ts';
import { formerAddresses } from './feed-store.ts';
import type { FeedRow } from './schema.ts';

export type PollTerms = {
  now: number;
  /** Names this process among those that open the database. */
  owner: string;
  leaseMs: number;
  /** No feed waits longer: what is due later was written before the clock went back. */
  longestMs: number;
};

/** Leases the feed that is due first, of those that somebody follows and has not paused. */
export async function claimDueFeed(db: Database, terms: PollTerms): Promise<FeedRow | undefined> {
  // Nearly always there is none: no transaction then.
  if (!(await findDue(db, terms))) return undefined;
  return db.transaction().execute(async (tx) => {
    const feed = await findDue(tx, terms);
    if (!feed) return undefined;
    const lease = { lease_owner: terms.owner, lease_until: terms.now + terms.leaseMs };
    await tx.updateTable('feeds').set(lease).where('id', '=', feed.id).execute();
    return { ...feed, ...lease };
  });
}

/** When the next feed is due or the lease on a due one ends, epoch milliseconds; null for none. */
export async function findNextPoll(db: Database): Promise<number | null> {
  const row = await selectPolled(db)
    .select(sql<number | null>`min(max(feeds.due_at, coalesce(feeds.lease_until, 0)))`.as('at'))
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Writes down what came of a poll and gives the lease back; false where the lease was lost, and nothing is written. */
export async function finishPoll(
  db: Database,
  feed: Pick<FeedRow, 'id' | 'lease_owner' | 'lease_until'>,
  changes: Partial<Omit<FeedRow, 'id' | 'lease_owner' | 'lease_until'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('feeds')
    .set({ ...changes, lease_owner: null, lease_until: null })
    .where('id', '=', feed.id)
    .where('lease_owner', 'is not distinct from', feed.lease_owner)
    .where('lease_until', 'is not distinct from', feed.lease_until)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * One feed becomes part of another: who follows it follows the other, its items are the other's, and its addresses are
 * remembered. An item that both have stays the other's; no article becomes news again.
 */
export async function mergeFeeds(db: Database, from: FeedRow, into: FeedRow, now: number): Promise<void> {
  await sql`insert into guild_feeds (guild_id, feed_id, state, added_by, added_at)
    select guild_id, ${into.id}, state, added_by, added_at from guild_feeds where feed_id = ${from.id}
    on conflict do nothing`.execute(db);
  await sql`update feed_items set feed_id = ${into.id} where feed_id = ${from.id} and not exists (
    select 1 from feed_items as other where other.feed_id = ${into.id} and other.guid = feed_items.guid)`.execute(db);
  const addresses = [...formerAddresses(into), ...formerAddresses(from), from.url];
  await db
    .updateTable('feeds')
    // What its address gives was read a moment ago: it is asked when its own turn comes.
    .set((one) => ({
      moved_json: JSON.stringify([...new Set(addresses)]),
      left_at: null,
      // Where it had said that it is gone, it has come back.
      state: 'active' as const,
      due_at: one.fn.coalesce('due_at', one.val(now)),
    }))
    .where('id', '=', into.id)
    .execute();
  await db.deleteFrom('feeds').where('id', '=', from.id).execute();
}

/** A feed of which the administrators are to be told: that it fails for long or has ended, or that it can be read again. */
export async function listUntoldFeeds(
  db: Database,
  { failingSince, resting }: { failingSince: number; resting: readonly string[] },
): Promise<readonly FeedRow[]> {
  let query = selectFollowed(db)
    .selectAll('feeds')
    .where((one) =>
      one.or([
        one.and([one('problem_json', 'is', null), one('told_at', 'is not', null)]),
        one.and([
          one('told_at', 'is', null),
          one('problem_json', 'is not', null),
          one.or([one('state', '=', 'gone'), one('problem_since', '<=', failingSince)]),
        ]),
      ]),
    )
    .orderBy('problem_since')
    .limit(20);
  if (resting.length > 0) query = query.where('id', 'not in', resting);
  return query.execute();
}

/** Leases a feed so that one process alone tells of it. False where another has it. */
export async function leaseFeed(db: Database, id: string, terms: PollTerms): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('feeds')
    .set({ lease_owner: terms.owner, lease_until: terms.now + terms.leaseMs })
    .where('id', '=', id)
    .where(isFree(terms))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Two looks at the index rather than one at every feed. */
async function findDue(db: Database, terms: PollTerms): Promise<FeedRow | undefined> {
  const free = selectPolled(db).selectAll('feeds').where(isFree(terms)).orderBy('feeds.due_at').limit(1);
  const due = await free.where('feeds.due_at', '<=', terms.now).executeTakeFirst();
  return due ?? (await free.where('feeds.due_at', '>', terms.now + terms.longestMs).executeTakeFirst());
}

function isFree({ now, leaseMs }: PollTerms) {
  return sql<boolean>`(lease_until is null or lease_until <= ${now} or lease_until > ${now + leaseMs})`;
}

function selectPolled(db: Database) {
  return selectFollowed(db).where('feeds.state', '=', 'active').where('feeds.due_at', 'is not', null);
}

/** Feeds that somebody follows and has not paused. */
function selectFollowed(db: Database) {
  return db
    .selectFrom('feeds')
    .where((one) =>
      one.exists(
        one
          .selectFrom('guild_feeds')
          .select('guild_feeds.feed_id')
          .whereRef('guild_feeds.feed_id', '=', 'feeds.id')
          .where('guild_feeds.state', '=', 'active'),
      ),
    );
}
