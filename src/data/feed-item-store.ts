import type { Database } from './database.ts';
import type { FeedItemRow } from './schema.ts';

/** Values of one statement: far below SQLite's limit of 32,766. */
const CHUNK = 400;

export type KnownItem = Pick<FeedItemRow, 'guid' | 'state' | 'item_hash' | 'address_key' | 'article_id'>;

/** What an item said when it was last read. */
export type ItemWords = { title: string; text: string };

/** What a reading changes in the items of a feed. `from` is the guid that an item had, `to` the one it has now. */
export type ItemChanges = {
  /** The same as before, but perhaps for its id or address. */
  repeated: readonly (ItemNames & { from: string; isMoved: boolean })[];
  /** Its text is another: to be stored again. `itemJson` is null for one that is not stored anyway. */
  changed: readonly (ItemNames & { from: string; itemJson: string | null; dueAt: number })[];
  /** `itemJson` is null for one that is older than what is stored of a new feed. */
  added: readonly (ItemNames & { itemJson: string | null; dueAt: number })[];
  /** Guids that another item has now, while theirs is not listed any more. */
  displaced: readonly string[];
};

type ItemNames = { to: string; addressKey: string | null; hash: string };

/** The items of a feed that have one of these guids, address keys or hashes. */
export async function findKnownItems(
  db: Database,
  feedId: string,
  by: { guids: readonly string[]; addressKeys: readonly string[]; hashes: readonly string[] },
): Promise<readonly KnownItem[]> {
  const found = new Map<string, KnownItem>();
  const columns = { guid: by.guids, address_key: by.addressKeys, item_hash: by.hashes } as const;
  for (const column of ['guid', 'address_key', 'item_hash'] as const)
    for (const values of chunksOf(columns[column])) {
      const rows = await db
        .selectFrom('feed_items')
        .select(['guid', 'state', 'item_hash', 'address_key', 'article_id'])
        .where('feed_id', '=', feedId)
        .where(column, 'in', values)
        .execute();
      for (const row of rows) found.set(row.guid, row);
    }
  return [...found.values()];
}

/** The beginning of what is stored of these items, by guid; absent where nothing is. Rows of which the item itself is kept are the caller's to read. */
export async function findItemWords(
  db: Database,
  feedId: string,
  guids: readonly string[],
): Promise<ReadonlyMap<string, { title: string | null; bodyJson: string | null; itemJson: string | null }>> {
  const found = new Map<string, { title: string | null; bodyJson: string | null; itemJson: string | null }>();
  for (const values of chunksOf(guids)) {
    const rows = await db
      .selectFrom('feed_items')
      .leftJoin('articles', 'articles.id', 'feed_items.article_id')
      .leftJoin('revisions', (join) =>
        join.onRef('revisions.article_id', '=', 'articles.id').onRef('revisions.revision', '=', 'articles.revision'),
      )
      .select(['guid', 'item_json as itemJson', 'revisions.title', 'revisions.body_json as bodyJson'])
      .where('feed_id', '=', feedId)
      .where('guid', 'in', values)
      .execute();
    for (const { guid, ...words } of rows) found.set(guid, words);
  }
  return found;
}

/** Writes down what a reading of a feed at `now` gave, in a transaction of the caller's. The same twice changes nothing more. */
export async function saveReading(
  db: Database,
  { feedId, now }: { feedId: string; now: number },
  changes: ItemChanges,
): Promise<void> {
  await moveNames(db, { feedId, now }, changes);
  for (const item of changes.changed) {
    const isStored = item.itemJson !== null;
    await itemOf(db, feedId, item.to)
      .set({
        item_hash: item.hash,
        address_key: item.addressKey,
        ...(isStored && { state: 'waiting' as const, item_json: item.itemJson, due_at: item.dueAt, tries: 0 }),
      })
      .execute();
  }
  for (const items of chunksOf(changes.added, CHUNK / 10))
    await db
      .insertInto('feed_items')
      .values(
        items.map((item) => ({
          feed_id: feedId,
          guid: item.to,
          article_id: null,
          seen_at: now,
          state: item.itemJson === null ? ('skipped' as const) : ('waiting' as const),
          item_hash: item.hash,
          address_key: item.addressKey,
          item_json: item.itemJson,
          due_at: item.itemJson === null ? null : item.dueAt,
        })),
      )
      .onConflict((on) => on.doNothing())
      .execute();
  const listed = [...changes.repeated, ...changes.changed].map(({ to }) => to);
  for (const guids of chunksOf(listed))
    await db
      .updateTable('feed_items')
      .set({ seen_at: now })
      .where('feed_id', '=', feedId)
      .where('guid', 'in', guids)
      .execute();
}

/** Names change hands: by way of names that nobody has. */
async function moveNames(
  db: Database,
  { feedId, now }: { feedId: string; now: number },
  changes: ItemChanges,
): Promise<void> {
  for (const guid of changes.displaced)
    await itemOf(db, feedId, guid)
      .set({ guid: `past ${now} ${guid}` })
      .execute();
  for (const { from, addressKey } of changes.repeated.filter(({ isMoved }) => isMoved))
    await itemOf(db, feedId, from).set({ address_key: addressKey }).execute();
  const moving = [...changes.repeated, ...changes.changed].filter(({ from, to }) => from !== to);
  for (const { from } of moving)
    await itemOf(db, feedId, from)
      .set({ guid: `moving ${from}` })
      .execute();
  for (const { from, to } of moving) await itemOf(db, feedId, `moving ${from}`).set({ guid: to }).execute();
}

/** An item whose turn it is to be stored. */
export type WaitingItem = Pick<FeedItemRow, 'feed_id' | 'guid' | 'article_id' | 'item_hash' | 'tries'> & {
  item_json: string;
  feed_title: string | null;
  feed_language: string | null;
  feed_site_url: string | null;
};

/**
 * Takes the waiting item that is due first, the oldest of a feed before its newer ones: nobody else gets it for `leaseMs`. Each
 * taking counts as a try, so that an item that ends its reader's process is not tried for ever.
 */
export async function claimWaiting(
  db: Database,
  { now, leaseMs, longestMs }: { now: number; leaseMs: number; longestMs: number },
): Promise<WaitingItem | undefined> {
  // Nearly always there is none: no transaction then.
  if (!(await findWaiting(db, now, longestMs))) return undefined;
  return db.transaction().execute(async (tx) => {
    const row = await findWaiting(tx, now, longestMs);
    if (!row) return undefined;
    await itemOf(tx, row.feed_id, row.guid)
      .set({ due_at: now + leaseMs, tries: row.tries + 1 })
      .execute();
    return { ...row, item_json: row.item_json ?? 'null', tries: row.tries + 1 };
  });
}

/** When the next waiting item is due, epoch milliseconds; null for none. */
export async function findNextWaiting(db: Database): Promise<number | null> {
  const row = await db
    .selectFrom('feed_items')
    .select((one) => one.fn.min('due_at').as('due_at'))
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return row?.due_at ?? null;
}

/** A waiting item is tried again at `dueAt`, if it still says the same; `tries` is how often it was tried until now. */
export async function putOffItem(
  db: Database,
  item: Pick<WaitingItem, 'feed_id' | 'guid' | 'item_hash' | 'tries'>,
  dueAt: number,
): Promise<void> {
  await itemOf(db, item.feed_id, item.guid)
    .set({ due_at: dueAt, tries: item.tries })
    .where('state', '=', 'waiting')
    .where('item_hash', '=', item.item_hash)
    .execute();
}

/** Whether an item still waits to be stored as it was when it was taken. */
export async function isStillWaiting(
  db: Database,
  item: Pick<WaitingItem, 'feed_id' | 'guid' | 'item_hash'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('feed_items')
    .select('guid')
    .where('feed_id', '=', item.feed_id)
    .where('guid', '=', item.guid)
    .where('state', '=', 'waiting')
    .where('item_hash', '=', item.item_hash)
    .executeTakeFirst();
  return row !== undefined;
}

/** What became of a waiting item: its article, or that there is nothing in it to store, or that its article was removed. */
export async function settleItem(
  db: Database,
  item: Pick<WaitingItem, 'feed_id' | 'guid'>,
  end: { state: 'refused' | 'gone' } | { state: 'stored'; articleId: string; newsSeq: number },
): Promise<void> {
  const stored = end.state === 'stored' && { article_id: end.articleId, news_seq: end.newsSeq };
  await itemOf(db, item.feed_id, item.guid)
    .set({ state: end.state, item_json: null, due_at: null, ...stored })
    .execute();
}

/** When an article became news of a feed, in the order of storage; null where none of the feed's items led to it. */
export async function findNewsSeq(db: Database, feedId: string, articleId: string): Promise<number | null> {
  const row = await db
    .selectFrom('feed_items')
    .select((one) => one.fn.min('news_seq').as('news_seq'))
    .where('feed_id', '=', feedId)
    .where('article_id', '=', articleId)
    .executeTakeFirst();
  return row?.news_seq ?? null;
}

/** Two looks at the index rather than one at every item that waits. */
async function findWaiting(db: Database, now: number, longestMs: number) {
  const waiting = db
    .selectFrom('feed_items')
    .innerJoin('feeds', 'feeds.id', 'feed_items.feed_id')
    .select([
      'feed_items.feed_id',
      'feed_items.guid',
      'feed_items.article_id',
      'feed_items.item_hash',
      'feed_items.tries',
      'feed_items.item_json',
      'feeds.title as feed_title',
      'feeds.language as feed_language',
      'feeds.site_url as feed_site_url',
    ])
    .where('feed_items.state', '=', 'waiting')
    .orderBy('feed_items.due_at')
    .limit(1);
  const due = await waiting.where('feed_items.due_at', '<=', now).executeTakeFirst();
  // A moment further away than any wait was written before the clock went back.
  return due ?? (await waiting.where('feed_items.due_at', '>', now + longestMs).executeTakeFirst());
}

function itemOf(db: Database, feedId: string, guid: string) {
  return db.updateTable('feed_items').where('feed_id', '=', feedId).where('guid', '=', guid);
}

function chunksOf<Value>(values: readonly Value[], size: number = CHUNK): readonly (readonly Value[])[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, i) => values.slice(i * size, (i + 1) * size));
}
