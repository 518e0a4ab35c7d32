import { countFollowed, EVERY_SERVER, findFeedByAddress, followFeed, insertFeed } from '../../data/feed-store.ts';
import type { Database } from '../../data/database.ts';
import type { FeedRow } from '../../data/schema.ts';
import { UserError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { hostOfKey } from '../ingest/address-key.ts';
import type { FeedsGrounds } from './feeds-grounds.ts';
import type { Follower, SourceProblem } from './feeds.ts';
import { noteSuccess } from './note-poll.ts';
import { readAddress, readSource } from './read-source.ts';

/** So many feeds of its own may a server follow. */
export const MAX_FEEDS = 100;

type Address = { url: string; key: string };
export type Followed = { kind: 'followed' | 'again'; feedId: string } | { kind: 'refused'; problem: SourceProblem };

/**
 * Has a server follow the feed at an address: one that is known is not asked for again, a new one must be a feed now, and its
 * newest items are stored at once. Throws UserError too-many-feeds.
 */
export async function followAddress(
  grounds: FeedsGrounds,
  given: string,
  { by, signal }: { by: Follower; signal: AbortSignal },
): Promise<Followed> {
  const { db, clock } = grounds;
  const address = readAddress(given);
  if (!address) return { kind: 'refused', problem: { what: 'address', status: null } };
  const known = await findFeedByAddress(db, { addressKey: address.key, url: address.url });
  if (known && known.state === 'active') return followKnown(db, known, { by, now: clock.now() });
  await checkRoom(db, by.guildId, known?.id);
  const reading = await readSource(grounds, address.url, { now: clock.now(), signal, isAwaited: true });
  if (reading.kind === 'problem') return { kind: 'refused', problem: reading.problem };
  const { feed, answer } = reading;
  const now = clock.now();
  return db.transaction().execute(async (tx) => {
    const moved = answer.movedTo === null ? undefined : readAddress(answer.movedTo);
    const other = await findOther(tx, [moved, address, ownAddress(feed.selfUrl, moved ?? address)]);
    if (other?.state === 'active') return followKnown(tx, other, { by, now });
    const row = other ?? (await addFeed(tx, grounds, { address: moved ?? address, title: feed.title, now }));
    const isNew = await followFeed(tx, row.id, { ...by, now });
    await noteSuccess(tx, grounds, { feed: row, reading, now });
    return { kind: isNew ? 'followed' : 'again', feedId: row.id };
  });
}

/** A feed that is known already. Throws UserError too-many-feeds. */
export async function followKnown(
  db: Database,
  feed: Pick<FeedRow, 'id'>,
  { by, now }: { by: Follower; now: number },
): Promise<Extract<Followed, { feedId: string }>> {
  await checkRoom(db, by.guildId, feed.id);
  const isNew = await followFeed(db, feed.id, { ...by, now });
  return { kind: isNew ? 'followed' : 'again', feedId: feed.id };
}

/** What following a list came to: `ids` of the feeds that are followed now and were not. */
export type FollowedList = { known: number; refused: readonly string[]; ids: readonly string[] };

type Listed = { url: string; title: string | null };

/** Follows all of a list: each is polled soon, a second apart. */
export async function followList(
  { db, ...grounds }: FeedsGrounds,
  feeds: readonly Listed[],
  by: Follower,
): Promise<FollowedList> {
  return db.transaction().execute((tx) => followListIn({ ...grounds, db: tx }, feeds, by));
}

/** The same in the caller's transaction. */
export async function followListIn(
  { db: tx, clock, random }: Pick<FeedsGrounds, 'db' | 'clock' | 'random'>,
  feeds: readonly Listed[],
  by: Follower,
): Promise<FollowedList> {
  const now = clock.now();
  const refused: string[] = [];
  const ids: string[] = [];
  let known = 0;
  let room = by.guildId === EVERY_SERVER ? Infinity : MAX_FEEDS - (await countFollowed(tx, by.guildId));
  for (const { url, title } of feeds) {
    const address = readAddress(url);
    const found = address && (await findFeedByAddress(tx, { addressKey: address.key, url: address.url }));
    const isFollowed = found && (await followsAlready(tx, by.guildId, found.id));
    if (isFollowed) known++;
    else if (!address || room <= 0) refused.push(url);
    else {
      const dueAt = now + ids.length * 1_000;
      const row = found ?? (await addFeed(tx, { random }, { address, title, now }));
      await followFeed(tx, row.id, { ...by, now, dueAt });
      ids.push(row.id);
      room--;
    }
  }
  return { known, refused, ids };
}

/** Throws UserError too-many-feeds where the server follows as many as it may, and not this one among them. */
async function checkRoom(db: Database, guildId: string, feedId: string | undefined): Promise<void> {
  if (guildId === EVERY_SERVER || (await countFollowed(db, guildId)) < MAX_FEEDS) return;
  if (feedId !== undefined && (await followsAlready(db, guildId, feedId))) return;
  throw new UserError('too-many-feeds', { max: MAX_FEEDS });
}

async function followsAlready(db: Database, guildId: string, feedId: string): Promise<boolean> {
  const row = await db
    .selectFrom('guild_feeds')
    .select('feed_id')
    .where('guild_id', '=', guildId)
    .where('feed_id', '=', feedId)
    .executeTakeFirst();
  return row !== undefined;
}

async function findOther(db: Database, addresses: readonly (Address | undefined)[]): Promise<FeedRow | undefined> {
  for (const address of addresses) {
    const found = address && (await findFeedByAddress(db, { addressKey: address.key, url: address.url }));
    if (found) return found;
  }
  return undefined;
}

/** What a feed says that its address is, where that is on its own host: templates are copied from site to site. */
function ownAddress(selfUrl: string | null, found: Address): Address | undefined {
  const own = selfUrl === null ? undefined : readAddress(selfUrl);
  return own && hostOfKey(own.key) === hostOfKey(found.key) ? own : undefined;
}

async function addFeed(
  db: Database,
  { random }: Pick<FeedsGrounds, 'random'>,
  { address, title, now }: { address: Address; title: string | null; now: number },
): Promise<FeedRow> {
  return insertFeed(db, { id: newId(random), url: address.url, addressKey: address.key, title, now });
}
