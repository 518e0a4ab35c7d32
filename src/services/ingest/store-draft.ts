import { findIdentities, type StoredIdentity } from '../../data/article-identity.ts';
import type { ArticleContent, Inference } from '../../data/article-store.ts';
import type { Database } from '../../data/database.ts';
import { findByHosts, type KnownOutlet, saveOutlet } from '../../data/outlet-store.ts';
import { newId, type Random } from '../../ids.ts';
import type { Article } from '../articles.ts';
import { UNSTATED } from '../outlets-merge.ts';
import { findOutlet, hostsOf } from '../outlets-match.ts';
import { addressKey, hostOfKey, isFrontPage } from './address-key.ts';
import { wordsOfBlocks } from './item-json.ts';
import { isAlike } from './likeness.ts';
import { bodyOf, type Draft, isSameSite, outletGround } from './make-draft.ts';
import { hashContent, indexStored, storeContent } from './store-content.ts';
import { lettersOf, textKey } from './text-key.ts';

export type StoreGrounds = {
  random: Random;
  /** Puts a new article into its story. */
  placeInStory(db: Database, article: Article): Promise<unknown>;
};

/** A draft whose language is known; `scope` is what a new article is for. */
export type ReadyDraft = Draft & {
  language: string;
  inferred: readonly Inference[];
  /** The article that it is known to be a version of. */
  knownAs: string | null;
  /** Where the feed that it came with lives, for an item without an address. */
  feedSite: { url: string | null; title: string | null };
  /** Whether a person asked for just this text: a change then counts even where the earlier text was longer. */
  isAsked: boolean;
  now: number;
};

export type StoreOutcome = {
  outcome: 'stored' | 'revised' | 'unchanged';
  articleId: string;
  /** Its place in the order of storage. */
  seq: number;
};

/**
 * Stores a text as a new article or a revision, or finds that it is stored already, with outlet, search words and story: all in the
 * caller's transaction. Undefined where cleaning leaves no paragraph.
 */
export async function storeDraft(
  db: Database,
  draft: ReadyDraft,
  grounds: StoreGrounds,
): Promise<StoreOutcome | undefined> {
  const outlet = await matchOutlet(db, draft);
  const content = toContent(draft, outlet);
  if (!content.body.some(({ kind }) => kind === 'paragraph')) return undefined;
  const before = await findStored(db, draft, content);
  if (before && !isRevision(before, draft, content))
    return { outcome: 'unchanged', articleId: before.id, seq: before.seq };
  const outletId = content.outletId ?? (await nameOutlet(db, draft, grounds.random));
  const key = await storeContent(
    db,
    { ...content, outletId, ...(before && keepAddress(before)) },
    { before, id: newId(grounds.random), now: draft.now },
  );
  const article = await indexStored(db, key.id);
  if (!before) await grounds.placeInStory(db, article);
  return { outcome: before ? 'revised' : 'stored', articleId: key.id, seq: key.seq };
}

type FoundOutlet = { outlet: KnownOutlet | undefined; inference: readonly Inference[] };

/**
 * By the address first: who publishes a page is who has its host. Then by what the page and its site's feed call themselves, and
 * only then by an outlet that is known by no more than this host.
 */
async function matchOutlet(db: Database, draft: ReadyDraft): Promise<FoundOutlet> {
  const { url, language, feedSite } = draft;
  const hosting = url === null ? undefined : await findOutlet(db, { url, language });
  const byHost: FoundOutlet = { outlet: hosting, inference: hosting && url !== null ? [outletGround(url)] : [] };
  if (hosting && !hosting.domains.includes(hosting.name)) return byHost;
  const feed = url === null || isOnSite(url, feedSite.url) ? feedSite : { title: null, url: null };
  for (const sighting of [{ name: draft.site }, { name: feed.title, url: feed.url }]) {
    const outlet = await findOutlet(db, { ...sighting, language });
    if (outlet && outlet.id !== hosting?.id) return { outlet, inference: [] };
  }
  return byHost;
}

/** A feed of links to other sites is no outlet of what it leads to. */
function isOnSite(url: string, siteUrl: string | null): boolean {
  const [one, site] = [addressKey(url), siteUrl === null ? null : addressKey(siteUrl)];
  return one !== null && site !== null && isSameSite(one, site);
}

/** A site that no list knows is an outlet of unknown kind: by the name that its page gives it, else by its host. */
async function nameOutlet(db: Database, { url, site, feedSite }: ReadyDraft, random: Random): Promise<string | null> {
  const host = hostsOf(url ?? feedSite.url ?? '')[0]?.replace(/^www\d?\./, '');
  if (host === undefined) return null;
  const known = await findByHosts(db, [host]);
  if (known) return known.id;
  const id = newId(random);
  const name = site !== null && site.length <= 80 ? site : host;
  await saveOutlet(db, id, { ...UNSTATED, name, names: [], domains: [host] });
  return id;
}

function toContent(draft: ReadyDraft, { outlet, inference }: FoundOutlet): ArticleContent {
  const names = outlet ? [outlet.name, ...outlet.names] : [];
  const { title, language, url, publishedAt, publishedOn, modifiedAt, author, image, extent, access } = draft;
  const body = bodyOf(draft, draft.site === null ? names : [...names, draft.site]);
  return {
    title,
    body,
    contentHash: hashContent(title, body),
    language,
    outletId: outlet?.id ?? null,
    url,
    publishedAt,
    publishedOn,
    inferred: [...draft.inferred, ...inference],
    author,
    image,
    modifiedAt,
    extent,
    access,
    addressKey: url === null ? null : addressKey(url),
    textKey: extent === 'full' ? textKey(body) : null,
    scope: 'some',
  };
}

/**
 * The article that a text is: the one that its item led to before; one under the same address; one on the same site with the same
 * words; the very same text where one of the two has no address.
 */
async function findStored(
  db: Database,
  draft: ReadyDraft,
  content: ArticleContent,
): Promise<StoredIdentity | undefined> {
  if (draft.knownAs !== null) {
    const [known] = await findIdentities(db, { id: draft.knownAs });
    if (known) return known;
  }
  const keys = keysOf(draft).filter((key) => !isFrontPage(key));
  const words = wordsOf(content);
  const byAddress = await findIdentities(db, { addressKeys: keys });
  const same = byAddress.find(
    (one) =>
      one.contentHash === content.contentHash ||
      isAlike({ title: one.title, text: wordsOfBlocks(one.bodyJson) }, words),
  );
  if (same) return same;
  const host = keys[0] === undefined ? null : hostOfKey(keys[0]);
  const twins = content.textKey === null ? [] : await findIdentities(db, { textKey: content.textKey });
  const onSite = twins.find((one) => one.addressKey !== null && hostOfKey(one.addressKey) === host);
  if (onSite) return onSite;
  const equal = await findIdentities(db, { contentHash: content.contentHash });
  return equal.find((one) => one.addressKey === null || keys.length === 0);
}

/** Whether a text is a new version of a stored one. An excerpt is none of the whole text. */
function isRevision(before: StoredIdentity, draft: ReadyDraft, content: ArticleContent): boolean {
  if (before.contentHash === content.contentHash) return before.extent === 'excerpt' && draft.extent === 'full';
  if (draft.extent === 'excerpt' && before.extent === 'full') return false;
  if (before.extent === 'excerpt' && draft.extent === 'full') return true;
  // Another feed words the same text its own way: only the one that the article came by tells of changes, or a person who points
  // at a text, and there another title alone is none.
  return draft.isAsked
    ? lettersOf(wordsOf(content).text) !== lettersOf(wordsOfBlocks(before.bodyJson))
    : draft.knownAs === before.id;
}

/** A revision stays under the address that the article is known by. */
function keepAddress(before: StoredIdentity) {
  return before.addressKey === null ? {} : { url: before.url, addressKey: before.addressKey };
}

function keysOf({ url, alsoAt }: Pick<Draft, 'url' | 'alsoAt'>): readonly string[] {
  return [...new Set([url, ...alsoAt].flatMap((one) => (one === null ? [] : (addressKey(one) ?? []))))];
}

function wordsOf({ title, body }: ArticleContent) {
  return { title, text: body.map(({ text }) => text).join(' ') };
}
