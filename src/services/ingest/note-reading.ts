import type { Database } from '../../data/database.ts';
import {
  findItemWords,
  findKnownItems,
  type ItemChanges,
  type ItemWords,
  type KnownItem,
  saveReading,
} from '../../data/feed-item-store.ts';
import type { ReadFeed, ReadItem } from '../feeds/feed-types.ts';
import { pathOfKey } from './address-key.ts';
import { readItem, wordsOfBlocks, writeItem } from './item-json.ts';
import { identifyItems, type ItemIdentity } from './item-identity.ts';
import { isAlike, type Words } from './likeness.ts';
import { lettersOf } from './text-key.ts';

/** So many of a new feed's newest items are stored: a new feed does not flood a digest. */
const FIRST_ITEMS = 20;
/** An item of fewer letters may say the same as another by chance. */
const TELLING_LETTERS = 100;

type Identified = { item: ReadItem; identity: ItemIdentity };

/**
 * Notes what a reading of a feed gave, in a transaction of the caller's: what is new or changed waits to be stored, what is known
 * by id, address or text is not. Of a feed read for the first time only the newest items wait. Gives how many wait now.
 */
export async function noteReading(
  db: Database,
  feed: { id: string; isFirst: boolean; now: number },
  { items, siteUrl }: Pick<ReadFeed, 'items' | 'siteUrl'>,
): Promise<{ added: number; changed: number }> {
  const identified = identifyItems(items, siteUrl);
  const known = await findKnownItems(db, feed.id, {
    guids: identified.map(({ identity }) => identity.guid),
    addressKeys: identified.flatMap(({ identity }) => identity.addressKey ?? []),
    hashes: identified.map(({ identity }) => identity.hash),
  });
  const words = await readWords(db, feed.id, { identified, known });
  const changes = toChanges(identified, matchItems(identified, known, words), { known, ...feed });
  await saveReading(db, { feedId: feed.id, now: feed.now }, changes);
  return { added: changes.added.filter(({ itemJson }) => itemJson !== null).length, changed: changes.changed.length };
}

/** The words of the stored items that must be compared: those that share a name with an item that says something else. */
async function readWords(
  db: Database,
  feedId: string,
  { identified, known }: { identified: readonly Identified[]; known: readonly KnownItem[] },
): Promise<ReadonlyMap<string, ItemWords>> {
  const hashes = new Map<string, Set<string>>();
  for (const { identity } of identified)
    for (const name of [`guid ${identity.guid}`, `address ${identity.addressKey}`])
      hashes.set(name, (hashes.get(name) ?? new Set()).add(identity.hash));
  const isOther = (name: string, { item_hash: hash }: KnownItem) =>
    [...(hashes.get(name) ?? [])].some((one) => one !== hash);
  const wanted = known.filter((row) => isOther(`guid ${row.guid}`, row) || isOther(`address ${row.address_key}`, row));
  const found = await findItemWords(
    db,
    feedId,
    wanted.map(({ guid }) => guid),
  );
  return new Map(
    [...found].flatMap(([guid, { title, bodyJson, itemJson }]) => {
      if (itemJson !== null) return [[guid, wordsOfItem(readItem(itemJson))] as const];
      return title === null ? [] : [[guid, { title, text: wordsOfBlocks(bodyJson) }] as const];
    }),
  );
}

/** Which known item each of a reading is, by guid first, then by address, then by what it says; no two are the same one. */
function matchItems(
  identified: readonly Identified[],
  known: readonly KnownItem[],
  words: ReadonlyMap<string, Words>,
): ReadonlyMap<Identified, KnownItem> {
  const byGuid = Map.groupBy(known, ({ guid }) => guid);
  const byAddress = Map.groupBy(known, ({ address_key: key }) => key);
  const byHash = Map.groupBy(known, ({ item_hash: hash }) => hash);
  const found = new Map<Identified, KnownItem>();
  const taken = new Set<KnownItem>();
  const match = (rowsOf: (one: Identified) => readonly KnownItem[] | undefined, isSame: Comparison) => {
    for (const one of identified.filter((each) => !found.has(each))) {
      const row = rowsOf(one)?.find((each) => !taken.has(each) && isSame(one, each, words.get(each.guid)));
      if (!row) continue;
      found.set(one, row);
      taken.add(row);
    }
  };
  match(({ identity }) => byGuid.get(identity.guid), isSameById);
  match(({ identity }) => (identity.addressKey === null ? [] : byAddress.get(identity.addressKey)), isSameByAddress);
  match(({ identity }) => byHash.get(identity.hash), isSameByText);
  return found;
}

type Comparison = (one: Identified, row: KnownItem, words: Words | undefined) => boolean;

/** An id that is given to another item again: neither its address nor its words are those of before. */
const isSameById: Comparison = ({ item, identity }, row, words) => {
  if (row.item_hash === identity.hash) return true;
  if (identity.addressKey !== null && identity.addressKey === row.address_key) return true;
  if (words) return isAlike(words, wordsOfItem(item));
  // Of what was not stored nothing is left to compare.
  return identity.addressKey === null || row.address_key === null;
};

/** An address that is given to another item again: its words are not those of before. */
const isSameByAddress: Comparison = ({ item, identity }, row, words) =>
  row.item_hash === identity.hash || words === undefined || isAlike(words, wordsOfItem(item));

/** The same words under another id and address: too few of them say nothing, unless the path is the same on another host. */
const isSameByText: Comparison = ({ item, identity: { addressKey } }, row) => {
  if (addressKey === null || row.address_key === null || addressKey === row.address_key) return true;
  if (pathOfKey(addressKey) === pathOfKey(row.address_key)) return true;
  const { title, text } = wordsOfItem(item);
  return lettersOf(title + text).length >= TELLING_LETTERS;
};

function wordsOfItem({ title, blocks }: Pick<ReadItem, 'title' | 'blocks'>): Words {
  return { title: title ?? '', text: blocks.map(({ text }) => text).join(' ') };
}

function toChanges(
  identified: readonly Identified[],
  matched: ReadonlyMap<Identified, KnownItem>,
  { known, isFirst, now }: { known: readonly KnownItem[]; isFirst: boolean; now: number },
): ItemChanges {
  const ranks = rankByAge(identified);
  const repeated: ItemChanges['repeated'][number][] = [];
  const changed: ItemChanges['changed'][number][] = [];
  const added: ItemChanges['added'][number][] = [];
  for (const one of identified) {
    const { item, identity } = one;
    const row = matched.get(one);
    const names = {
      to: identity.guid,
      addressKey: identity.addressKey ?? row?.address_key ?? null,
      hash: identity.hash,
    };
    const rank = ranks.get(one) ?? 0;
    // A millisecond apart: the oldest is stored first, and the order of storage is that of the news.
    const dueAt = now - rank;
    if (!row) added.push({ ...names, itemJson: isFirst && rank >= FIRST_ITEMS ? null : writeItem(item), dueAt });
    else if (row.item_hash === identity.hash)
      repeated.push({ ...names, from: row.guid, isMoved: names.addressKey !== row.address_key });
    else {
      const isKept = row.state !== 'gone' && row.state !== 'skipped';
      changed.push({ ...names, from: row.guid, itemJson: isKept ? writeItem(item) : null, dueAt });
    }
  }
  const names = new Set(identified.map(({ identity }) => identity.guid));
  const kept = new Set(matched.values());
  const displaced = known.filter((row) => names.has(row.guid) && !kept.has(row)).map(({ guid }) => guid);
  return { repeated, changed, added, displaced };
}

/** How many items of the reading are newer than each: by date, and in the feed's order where there is none. */
function rankByAge(identified: readonly Identified[]): ReadonlyMap<Identified, number> {
  const timeOf = ({ item }: Identified) =>
    item.publishedAt ?? (item.publishedOn === null ? null : Date.parse(`${item.publishedOn}T12:00:00Z`));
  const isDated = identified.every((one) => timeOf(one) !== null);
  const ordered = isDated ? identified.toSorted((a, b) => (timeOf(b) ?? 0) - (timeOf(a) ?? 0)) : identified;
  return new Map(ordered.map((one, rank) => [one, rank]));
}
