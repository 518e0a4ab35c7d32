import { foldText } from '../../data/analyzer.ts';
import type { Database } from '../../data/database.ts';
import {
  countFeedArticles,
  EVERY_SERVER,
  findFeed,
  leaveFeed,
  listEveryFollowed,
  listFollowed,
  setFollowing,
} from '../../data/feed-store.ts';
import { checkAddress } from './check.ts';
import { discoverFeeds } from './discover.ts';
import { followAddress, followKnown, followList } from './follow.ts';
import type { FeedsGrounds } from './feeds-grounds.ts';
import { toFollowed } from './followed-feed.ts';
import type { FollowedFeed, Feeds } from './feeds.ts';

/** The feeds of every server, as commands and the command line see them. */
export function createFeeds(grounds: FeedsGrounds): Feeds {
  const { db, clock, wake } = grounds;
  const find = async (guildId: string, id: string) => (await view(db, guildId, id))[0];
  return {
    discover: (address, signal) => discoverFeeds(grounds, address, signal),
    check: (address, signal) => checkAddress(grounds, address, signal),
    async follow(address, by, signal) {
      const followed = await followAddress(grounds, address, { by, signal });
      if (followed.kind === 'refused') return followed;
      wake();
      return { kind: followed.kind, feed: await mustFind(db, by.guildId, followed.feedId) };
    },
    list: (guildId) => view(db, guildId),
    find,
    async setPaused(guildId, id, isPaused) {
      const state = isPaused ? 'paused' : 'active';
      if (!(await setFollowing(db, { guildId, feedId: id, state, now: clock.now() }))) return undefined;
      if (!isPaused) wake();
      return find(guildId, id);
    },
    async unfollow(guildId, id) {
      const feed = await find(guildId, id);
      if (!feed || (feed.isShared && guildId !== EVERY_SERVER)) return undefined;
      await db.transaction().execute((tx) => leaveFeed(tx, guildId, id, clock.now()));
      return feed;
    },
    async refollow(id, by) {
      const feed = await findFeed(db, id);
      if (!feed) return undefined;
      await db.transaction().execute((tx) => followKnown(tx, feed, { by, now: clock.now() }));
      wake();
      return find(by.guildId, id);
    },
    async suggest(guildId, typed, limit) {
      const wanted = foldText(typed.trim());
      const feeds = await view(db, guildId);
      return feeds.filter(({ title, url }) => foldText(`${title} ${url}`).includes(wanted)).slice(0, limit);
    },
    async followAll(feeds, by) {
      const { ids, known, refused } = await followList(grounds, feeds, by);
      if (ids.length > 0) wake();
      return { added: ids.length, known, refused };
    },
  };
}

/** The feeds that any server follows, each once: for the operator. One that rests somewhere is active where another reads it. */
export async function listEveryFeed(db: Database): Promise<readonly FollowedFeed[]> {
  return (await listEveryFollowed(db)).map((row) => toFollowed(row, 0));
}

async function view(db: Database, guildId: string, feedId?: string): Promise<readonly FollowedFeed[]> {
  const rows = await listFollowed(db, guildId, feedId);
  const articles = await countFeedArticles(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toFollowed(row, articles.get(row.id) ?? 0));
}

async function mustFind(db: Database, guildId: string, id: string): Promise<FollowedFeed> {
  const [feed] = await view(db, guildId, id);
  if (!feed) throw new Error(`The feed ${id} was left while it was followed`);
  return feed;
}
