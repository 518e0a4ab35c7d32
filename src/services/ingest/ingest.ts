import type { Clock } from '../../clock.ts';
import { findIdentities, takeSeq } from '../../data/article-identity.ts';
import type { Database } from '../../data/database.ts';
import {
  claimWaiting,
  findNewsSeq,
  isStillWaiting,
  putOffItem,
  settleItem,
  type WaitingItem,
} from '../../data/feed-item-store.ts';
import { isRemovedForFeed } from '../../data/keeping-store.ts';
import type { Log } from '../../log.ts';
import type { FetchProblem, Fetcher } from '../fetching/fetching.ts';
import type { PageInput } from '../pages/page-article.ts';
import { addressKey } from './address-key.ts';
import { isCutText, isWholeText } from './excerpt.ts';
import { type KeptItem, readItem, wordsOfBlocks } from './item-json.ts';
import type { FindLanguage } from './languages-of.ts';
import { isAlike } from './likeness.ts';
import { type Draft, draftOfItem, type PageOfItem, type PageParts } from './make-draft.ts';
import { storeDraft, type StoreGrounds } from './store-draft.ts';

export type IngestGrounds = StoreGrounds & {
  db: Database;
  clock: Clock;
  log: Log;
  fetcher: Pick<Fetcher, 'fetch'>;
  /** Reads a page; throws where the reader itself fails. */
  readPage(input: PageInput): Promise<PageParts>;
  findLanguage: FindLanguage;
};

/** How long an item is its taker's: longer than a page may take to come and be read. */
const LEASE_MS = 5 * 60_000;
/** How long to wait for a page after each failed try; after the last the feed's own text is stored. */
const RETRY_MS = [10 * 60_000, 3_600_000, 6 * 3_600_000] as const;
/** No item waits longer than this. */
const LONGEST_MS = 24 * 3_600_000;
/** An item at which storing itself fails is given up after so many tries. */
const MAX_TRIES = 10;
/** Answers that a later try does not change: no such page, or not for us. */
const FINAL_STATUS: ReadonlySet<number> = new Set([400, 401, 402, 403, 404, 405, 406, 410, 451]);
const FINAL: ReadonlySet<FetchProblem> = new Set(['address', 'too-large', 'too-many-redirects']);

/**
 * Stores the waiting item whose turn it is, and reads its page first where its feed gives an excerpt; false where none waits.
 * `onTaken` is called before the work. What
 * goes wrong with one item is logged and tried again later. Throws only what the database does.
 */
export async function ingestNext(
  grounds: IngestGrounds,
  signal: AbortSignal,
  onTaken: () => void = () => undefined,
): Promise<boolean> {
  const { db, clock, log } = grounds;
  const item = await claimWaiting(db, { now: clock.now(), leaseMs: LEASE_MS, longestMs: LONGEST_MS });
  if (!item) return false;
  onTaken();
  try {
    await ingestItem(grounds, item, signal);
  } catch (error) {
    if (signal.aborted) {
      // A stop is no try.
      await putOffItem(db, { ...item, tries: item.tries - 1 }, clock.now());
      return true;
    }
    log.error('item of a feed not stored', { feed: item.feed_id, item: item.guid, tries: item.tries, error });
    if (item.tries >= MAX_TRIES) await settleItem(db, item, { state: 'refused' });
  }
  return true;
}

async function ingestItem(grounds: IngestGrounds, row: WaitingItem, signal: AbortSignal): Promise<void> {
  const { db, clock } = grounds;
  const item = readItem(row.item_json);
  // Without an address the feed's text is all there is.
  const isWhole = isWholeText(item.blocks) || (item.url === null && !isCutText(item.blocks));
  const known = isWhole || row.article_id !== null ? undefined : await findWhole(db, item);
  if (known !== undefined) {
    await link(db, row, known);
    return;
  }
  const read = isWhole ? null : await readItsPage(grounds, { row, item }, signal);
  if (read === 'later') return;
  const now = clock.now();
  const draft = draftOfItem(item, read, { isWhole, now, feedLanguage: row.feed_language });
  if (!draft) await settleItem(db, row, { state: 'refused' });
  else await store(grounds, row, draft);
}

async function store(grounds: IngestGrounds, row: WaitingItem, draft: Draft): Promise<void> {
  const { db, clock } = grounds;
  const text = draft.blocks.map((block) => block.text).join('\n');
  const told = await grounds.findLanguage({ declared: draft.declared, title: draft.title, text });
  const feedSite = { url: row.feed_site_url, title: row.feed_title };
  const ready = { ...draft, ...told, knownAs: row.article_id, feedSite, isAsked: false, now: clock.now() };
  await db.transaction().execute(async (tx) => {
    // What the feed says now is another text, or another process was here.
    if (!(await isStillWaiting(tx, row))) return;
    for (const address of [draft.url, ...draft.alsoAt]) {
      const key = address === null ? null : addressKey(address);
      if (row.article_id === null && key !== null && (await isRemovedForFeed(tx, row.feed_id, key)))
        return settleItem(tx, row, { state: 'gone' });
    }
    const stored = await storeDraft(tx, ready, grounds);
    if (!stored) return settleItem(tx, row, { state: 'refused' });
    const { articleId, seq } = stored;
    const before = await findNewsSeq(tx, row.feed_id, articleId);
    const newsSeq = before ?? (stored.outcome === 'stored' ? seq : await takeSeq(tx));
    await settleItem(tx, row, { state: 'stored', articleId, newsSeq });
  });
}

/** The article that another feed, or a member, brought in full from the same address: its page need not be read again. */
async function findWhole(db: Database, item: KeptItem): Promise<string | undefined> {
  const key = item.url === null ? null : addressKey(item.url);
  if (key === null) return undefined;
  const words = { title: item.title ?? '', text: item.blocks.map(({ text }) => text).join(' ') };
  const found = await findIdentities(db, { addressKeys: [key] });
  return found.find(
    (one) => one.extent === 'full' && isAlike({ title: one.title, text: wordsOfBlocks(one.bodyJson) }, words),
  )?.id;
}

async function link(db: Database, row: WaitingItem, articleId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await isStillWaiting(tx, row))) return;
    // It may have been removed since it was found: the next try reads the page.
    const [article] = await findIdentities(tx, { id: articleId });
    if (!article) return;
    const newsSeq = (await findNewsSeq(tx, row.feed_id, articleId)) ?? (await takeSeq(tx));
    await settleItem(tx, row, { state: 'stored', articleId, newsSeq });
  });
}

/** The item's page; null where it cannot be had, `later` where it is to be tried again. */
async function readItsPage(
  { db, clock, log, fetcher, readPage }: IngestGrounds,
  { row, item }: { row: WaitingItem; item: KeptItem },
  signal: AbortSignal,
): Promise<PageOfItem | null | 'later'> {
  const retryMs = RETRY_MS[row.tries - 1];
  // One try more than there are waits: an item that ended the process each time has none left.
  if (item.url === null || row.tries > RETRY_MS.length + 1) return null;
  const answer = await fetcher.fetch({ url: item.url, for: 'page', signal });
  const now = clock.now();
  if (answer.kind === 'ok' && answer.bytes.length > 0) {
    const { bytes, contentType, url, status } = answer;
    return { page: await readPage({ bytes, contentType, url, now, status }), from: url };
  }
  const isFinal = answer.kind === 'failed' && (FINAL.has(answer.problem) || FINAL_STATUS.has(answer.status ?? 0));
  if (isFinal || retryMs === undefined) return null;
  const askedMs = answer.kind === 'failed' ? (answer.retryAfterMs ?? 0) : 0;
  log.debug('page of an item not read yet', { feed: row.feed_id, item: row.guid, tries: row.tries });
  await putOffItem(db, row, now + Math.min(Math.max(retryMs, askedMs), LONGEST_MS));
  return 'later';
}
