import type { Article, Block, Inference } from '../../data/article-store.ts';
import { cleanBlocks, cleanLine, foldLine, type MarkedBlock } from '../clean.ts';
import type { ReadPage } from '../pages/page-article.ts';
import { addressKey, hostOfKey, isFrontPage } from './address-key.ts';
import { isCutText, worthOf } from './excerpt.ts';
import type { KeptItem } from './item-json.ts';

/** A text from the web before its outlet and language are known. Instants are epoch milliseconds. */
export type Draft = {
  title: string;
  blocks: readonly MarkedBlock[];
  url: string | null;
  /** Other addresses under which the same text is known. */
  alsoAt: readonly string[];
  publishedAt: number | null;
  publishedOn: string | null;
  modifiedAt: number | null;
  author: string | null;
  image: Article['image'];
  extent: Article['extent'];
  access: Article['access'];
  /** As declared, the most particular first. */
  declared: readonly (string | null)[];
  /** What the page calls its site. */
  site: string | null;
};

/** The parts of a page that an article is made of. */
export type PageParts = Omit<ReadPage, 'feeds' | 'extractor'>;

const TITLE_MAX_CHARS = 300;
const AUTHOR_MAX_CHARS = 200;
/** A title made of a text's first words, where it has none. */
const OPENING_CHARS = 90;
/** A page that gives less than this of what it shows is no article: an error, a notice, a wall. */
const PAGE_MIN_WORTH = 250;
/** 1970 and earlier are clocks that were never set; no feed is older than the web. */
const EARLIEST = Date.UTC(1990, 0, 1);
const DAY_MS = 24 * 3_600_000;

/** What is known of a page that was read for an item. `from`: where the answer came from. */
export type PageOfItem = { page: PageParts; from: string };

/**
 * The text of a feed's item, with its page where that was read: the longer text of the two; title, date and picture from the feed
 * first, address, language and author from the page where the feed has none. Null where there is no text at all.
 */
export function draftOfItem(
  item: KeptItem,
  read: PageOfItem | null,
  { isWhole, now, feedLanguage }: { isWhole: boolean; now: number; feedLanguage: string | null },
): Draft | null {
  const page = read?.page ?? null;
  const isPageText = page !== null && isArticle(page) && worth(page.blocks) >= worth(item.blocks);
  const blocks = isPageText ? page.blocks : item.blocks;
  const title = titleOf([item.title, page?.title], blocks);
  if (title === null || !blocks.some(({ kind }) => kind === 'paragraph')) return null;
  const url = chooseAddress(item.url, read);
  return {
    title,
    blocks,
    url,
    alsoAt: [item.url, read?.from].filter((one) => typeof one === 'string'),
    ...chooseDate(item, page, now),
    modifiedAt: plausible(item.modifiedAt ?? page?.modifiedAt ?? null, now),
    author: shorten(item.author ?? page?.author ?? null, AUTHOR_MAX_CHARS),
    image: item.image ?? page?.image ?? null,
    // An open page that has no more than its feed has shows that this is all there is.
    extent: isWhole || (page?.access === 'open' && (isPageText || !isCutText(item.blocks))) ? 'full' : 'excerpt',
    access: page?.access ?? 'open',
    declared: [item.language, page?.language ?? null, feedLanguage],
    site: page?.site ?? null,
  };
}

/** The text of a page that somebody pointed at, or of a file without an address. Null where there is no text. */
export function draftOfPage(page: PageParts, from: string | null, now: number): Draft | null {
  const title = titleOf([page.title], page.blocks);
  if (title === null || !page.blocks.some(({ kind }) => kind === 'paragraph')) return null;
  const read = from === null ? null : { page, from };
  return {
    title,
    blocks: page.blocks,
    url: from === null ? page.canonicalUrl : chooseAddress(null, read),
    alsoAt: from === null ? [] : [from],
    ...chooseDate({ publishedAt: null, publishedOn: null }, page, now),
    modifiedAt: plausible(page.modifiedAt, now),
    author: shorten(page.author, AUTHOR_MAX_CHARS),
    image: page.image,
    extent: page.access === 'open' ? 'full' : 'excerpt',
    access: page.access,
    declared: [page.language],
    site: page.site,
  };
}

/** Whether a page shows an article, and not a wall or a notice in its place. */
export function isArticle(page: Pick<PageParts, 'blocks'>): boolean {
  return worth(page.blocks) >= PAGE_MIN_WORTH;
}

/** The paragraphs, numbered, and inter-titles of a draft, without what is no text and without its own title on top. */
export function bodyOf(
  { title, blocks }: Pick<Draft, 'title' | 'blocks'>,
  outletNames: readonly string[],
): readonly Block[] {
  const cleaned = cleanBlocks(blocks, outletNames);
  const isTitle = (one: MarkedBlock | undefined) => one !== undefined && foldLine(one.text) === foldLine(title);
  let n = 0;
  return (cleaned.length > 1 && isTitle(cleaned[0]) ? cleaned.slice(1) : cleaned).map(({ kind, text }) =>
    kind === 'heading' ? { kind, text } : { kind, n: ++n, text },
  );
}

/** Why an outlet is thought to be one's: its address. */
export function outletGround(url: string): Inference {
  return { field: 'outlet', ground: `The address is on ${new URL(url).hostname}.` };
}

/**
 * The address that a text is stored under: what its page says is its own, if that is on the same site and no front page; else the
 * feed's link; else where the page was found.
 */
function chooseAddress(link: string | null, read: PageOfItem | null): string | null {
  const canonical = read?.page.canonicalUrl ?? null;
  const found = read?.from ?? link;
  if (canonical !== null && found !== null) {
    const [own, other] = [addressKey(canonical), addressKey(found)];
    if (own !== null && other !== null && !isFrontPage(own) && isSameSite(own, other)) return canonical;
  }
  return link ?? found;
}

/** Whether two address keys are of one host, or one of them is of a host below the other's. */
export function isSameSite(one: string, other: string): boolean {
  const [a, b] = [hostOfKey(one), hostOfKey(other)];
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}

type Dated = { publishedAt: number | null; publishedOn: string | null };

/** The feed's date, else the page's; the instant where both have the same day. One that cannot be is none. */
function chooseDate(item: Dated, page: Dated | null, now: number): Dated {
  for (const { publishedAt, publishedOn } of [item, page ?? { publishedAt: null, publishedOn: null }]) {
    if (plausible(publishedAt, now) !== null) return { publishedAt, publishedOn: null };
    if (publishedOn !== null && plausible(Date.parse(`${publishedOn}T00:00:00Z`), now) !== null)
      return { publishedAt: null, publishedOn };
  }
  return { publishedAt: null, publishedOn: null };
}

function plausible(instant: number | null, now: number): number | null {
  return instant !== null && instant >= EARLIEST && instant <= now + DAY_MS ? instant : null;
}

function titleOf(titles: readonly (string | null | undefined)[], blocks: readonly MarkedBlock[]): string | null {
  for (const title of titles) {
    const line = shorten(title ?? null, TITLE_MAX_CHARS);
    if (line !== null) return line;
  }
  const opening = cleanLine(blocks.find(({ kind }) => kind === 'paragraph')?.text ?? '');
  if (opening === '') return null;
  if (opening.length <= OPENING_CHARS) return opening;
  const cut = opening.slice(0, OPENING_CHARS);
  const end = cut.lastIndexOf(' ');
  return `${cut.slice(0, end > OPENING_CHARS / 2 ? end : OPENING_CHARS)}…`;
}

function shorten(text: string | null, max: number): string | null {
  const line = cleanLine(text ?? '');
  if (line === '') return null;
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`;
}

function worth(blocks: readonly MarkedBlock[]): number {
  return worthOf(blocks.flatMap(({ kind, text }) => (kind === 'paragraph' ? [text] : [])).join(' '));
}
