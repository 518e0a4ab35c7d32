import { sql } from 'kysely';
import * as z from 'zod';
import type { Database } from './database.ts';
import type { FeedRow } from './schema.ts';

/** The guild_id of a feed that every server follows. */
export const EVERY_SERVER = '';

/** The added_by of an article that a server keeps from a feed that it follows no more. */
export const LEFT_BY_FEED = '';
/** Before every place in the order of storage, so after nothing that a digest has covered. */
const NEVER_NEWS = -1;

export type Following = { guildId: string; memberId: string; now: number };

/** A feed with how one server follows it. */
export type FollowedRow = FeedRow & {
  guild_id: string;
  following: 'active' | 'paused';
  added_by: string;
  followed_at: number;
};

/** The feed with this address key, or one that had this very address before it moved. */
export async function findFeedByAddress(
  db: Database,
  { addressKey, url }: { addressKey: string; url: string },
): Promise<FeedRow | undefined> {
  const known = await db
    .selectFrom('feeds')
    .selectAll()
    .where('address_key', '=', addressKey)
    .orderBy('added_at')
    .limit(1)
    .executeTakeFirst();
  if (known) return known;
  const moved = await db.selectFrom('feeds').selectAll().where('moved_json', '!=', '[]').orderBy('added_at').execute();
  return moved.find((feed) => formerAddresses(feed).includes(url));
}

/** Where a feed was before it moved, the first address first. */
export function formerAddresses({ moved_json: moved }: Pick<FeedRow, 'moved_json'>): readonly string[] {
  return z.array(z.string()).parse(JSON.parse(moved));
}

/** The feed with this id. */
export async function findFeed(db: Database, id: string): Promise<FeedRow | undefined> {
  return db.selectFrom('feeds').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A new feed that nobody follows yet. */
export async function insertFeed(
  db: Database,
  feed: Pick<FeedRow, 'id' | 'url' | 'title'> & { addressKey: string; now: number },
): Promise<FeedRow> {
  return db
    .insertInto('feeds')
    .values({
      id: feed.id,
      url: feed.url,
      address_key: feed.addressKey,
      title: feed.title,
      state: 'active',
      due_at: feed.now,
      added_at: feed.now,
      left_at: feed.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Feeds of a server's own, paused ones too; without those of every server. */
export async function countFollowed(db: Database, guildId: string): Promise<number> {
  const { total } = await db
    .selectFrom('guild_feeds')
    .select((one) => one.fn.countAll<number>().as('total'))
    .where('guild_id', '=', guildId)
    .executeTakeFirstOrThrow();
  return total;
}

/** A server follows a feed from now on, and the feed is polled again, at `dueAt`, where nobody did. False where it does already. */
export async function followFeed(db: Database, feedId: string, by: Following & { dueAt?: number }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('guild_feeds')
    .values({ guild_id: by.guildId, feed_id: feedId, state: 'active', added_by: by.memberId, added_at: by.now })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  await db
    .updateTable('feeds')
    .set({ left_at: null, due_at: by.dueAt ?? by.now })
    .where('id', '=', feedId)
    .where('left_at', 'is not', null)
    .execute();
  // What it left to the server is its feed's again.
  await db
    .deleteFrom('article_guilds')
    .where('guild_id', '=', by.guildId)
    .where('added_by', '=', LEFT_BY_FEED)
    .where('article_id', 'in', (one) =>
      one
        .selectFrom('feed_items')
        .select('article_id')
        .where('feed_id', '=', feedId)
        .where('article_id', 'is not', null),
    )
    .execute();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

/**
 * A server follows a feed no more. The articles that it has by no other feed stay its own, as old as they are and news no more.
 * False where it did not follow the feed.
 */
export async function leaveFeed(db: Database, guildId: string, feedId: string, now: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('guild_feeds')
    .where('guild_id', '=', guildId)
    .where('feed_id', '=', feedId)
    .executeTakeFirst();
  if (numDeletedRows > 0n)
    await sql`insert into article_guilds (article_id, guild_id, added_by, added_at, news_seq)
      select id, ${guildId}, ${LEFT_BY_FEED}, stored_at, ${NEVER_NEWS} from articles
      where scope = 'some' and id in (select article_id from feed_items where feed_id = ${feedId})
        and not exists (
          select 1 from feed_items join guild_feeds on guild_feeds.feed_id = feed_items.feed_id
          where feed_items.article_id = articles.id and guild_feeds.guild_id in (${guildId}, ${EVERY_SERVER}))
      on conflict do nothing`.execute(db);
  await db
    .updateTable('feeds')
    .set({ left_at: now })
    .where('id', '=', feedId)
    .where('left_at', 'is', null)
    .where((one) => one.not(one.exists(one.selectFrom('guild_feeds').select('feed_id').where('feed_id', '=', feedId))))
    .execute();
  return numDeletedRows > 0n;
}

/** Pauses a feed for a server, or has it go on, due at once. False where the server does not follow it itself. */
export async function setFollowing(
  db: Database,
  { guildId, feedId, state, now }: { guildId: string; feedId: string; state: 'active' | 'paused'; now: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('guild_feeds')
    .set({ state })
    .where('guild_id', '=', guildId)
    .where('feed_id', '=', feedId)
    .executeTakeFirst();
  if (numUpdatedRows > 0n && state === 'active')
    await db.updateTable('feeds').set({ state: 'active', due_at: now }).where('id', '=', feedId).execute();
  return numUpdatedRows > 0n;
}

/** The feeds of a server and those of every server, by title; `feedId` keeps to one. A feed that is both comes as the server's own. */
export async function listFollowed(db: Database, guildId: string, feedId?: string): Promise<readonly FollowedRow[]> {
  let query = selectFollowed(db)
    .where('guild_feeds.guild_id', 'in', [guildId, EVERY_SERVER])
    .orderBy('guild_feeds.guild_id', 'desc');
  if (feedId !== undefined) query = query.where('feeds.id', '=', feedId);
  return onceEach(await query.execute());
}

/** The feeds of all servers, by title, each once: as one has it that reads it, where there is one. */
export async function listEveryFollowed(db: Database): Promise<readonly FollowedRow[]> {
  const rows = await selectFollowed(db)
    .orderBy(sql`guild_feeds.state = 'paused'`)
    .orderBy('guild_feeds.guild_id')
    .execute();
  return onceEach(rows);
}

function selectFollowed(db: Database) {
  return db
    .selectFrom('guild_feeds')
    .innerJoin('feeds', 'feeds.id', 'guild_feeds.feed_id')
    .selectAll('feeds')
    .select([
      'guild_feeds.guild_id',
      'guild_feeds.state as following',
      'guild_feeds.added_by',
      'guild_feeds.added_at as followed_at',
    ])
    .orderBy(sql`lower(coalesce(feeds.title, feeds.url))`)
    .orderBy('feeds.id');
}

function onceEach(rows: readonly FollowedRow[]): readonly FollowedRow[] {
  return rows.filter((row, i) => rows[i - 1]?.id !== row.id);
}

/** How many articles each of these feeds has brought, by feed id; absent for none. */
export async function countFeedArticles(
  db: Database,
  feedIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (feedIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('feed_items')
    .select(['feed_id', (one) => one.fn.count<number>('article_id').distinct().as('total')])
    .where('feed_id', 'in', feedIds)
    .where('article_id', 'is not', null)
    .groupBy('feed_id')
    .execute();
  return new Map(rows.map((row) => [row.feed_id, row.total]));
}

/** Removes feeds that nobody has followed since `before`, at most `limit`; their articles stay. Gives how many went. */
export async function removeLeftFeeds(db: Database, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('feeds')
    .where('id', 'in', (one) =>
      one.selectFrom('feeds').select('id').where('left_at', '<', before).orderBy('left_at').limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
