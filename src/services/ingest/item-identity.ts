import { hashFields } from '../../ids.ts';
import type { ReadItem } from '../feeds/feed-types.ts';
import { addressKey, isFrontPage } from './address-key.ts';
import { lettersOf } from './text-key.ts';

/** By what an item of a feed is known again. */
export type ItemIdentity = {
  /** Names it in its feed: its id, else its address, else a hash of what it says. */
  guid: string;
  /** The key of its address where that is its own: null for a front page, or an address that other items share. */
  addressKey: string | null;
  /** Of title and text; never of date or address. */
  hash: string;
};

const HASH_CHARS = 26;
/** Ids are kept as written up to here. */
const GUID_MAX_CHARS = 500;

/**
 * The identities of the items of one reading of a feed, in its order; an item that the feed lists twice is left out the second
 * time. An id or address that several different items have names none of them.
 */
export function identifyItems(
  items: readonly ReadItem[],
  siteUrl: string | null = null,
): readonly { item: ReadItem; identity: ItemIdentity }[] {
  const site = siteUrl === null ? null : addressKey(siteUrl);
  const known = items.map((item) => {
    const key = item.url === null ? null : addressKey(item.url);
    const own = key === null || key === site || isFrontPage(key) ? null : key;
    return { item, hash: itemHash(item), address: own, id: item.guid === null ? null : shorten(item.guid) };
  });
  const sharedIds = findShared(known, ({ id }) => id);
  const sharedAddresses = findShared(known, ({ address }) => address);
  const found = known.map(({ item, hash, address, id }) => {
    const own = address !== null && !sharedAddresses.has(address) ? address : null;
    const name = id !== null && !sharedIds.has(id) ? id : null;
    return { item, identity: { guid: name ?? own ?? `text ${hash}`, addressKey: own, hash } };
  });
  return [...Map.groupBy(found, ({ identity }) => identity.guid).values()].flatMap(([first]) => first ?? []);
}

/** A hash of what an item says, blind to how it is marked up. */
function itemHash({ title, blocks }: Pick<ReadItem, 'title' | 'blocks'>): string {
  return hashFields([lettersOf(title ?? ''), lettersOf(blocks.map(({ text }) => text).join(' '))], HASH_CHARS);
}

/** Names that items of different words have. */
function findShared<Known extends { hash: string }>(
  items: readonly Known[],
  nameOf: (item: Known) => string | null,
): ReadonlySet<string> {
  const hashes = new Map<string, string>();
  const shared = new Set<string>();
  for (const item of items) {
    const name = nameOf(item);
    if (name === null) continue;
    const other = hashes.get(name);
    if (other !== undefined && other !== item.hash) shared.add(name);
    hashes.set(name, item.hash);
  }
  return shared;
}

function shorten(guid: string): string {
  const plain = guid.trim();
  return plain.length <= GUID_MAX_CHARS
    ? plain
    : `${plain.slice(0, GUID_MAX_CHARS)} ${hashFields([plain], HASH_CHARS)}`;
}
