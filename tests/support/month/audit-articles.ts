import {
  type Audit,
  hasWritten,
  joinAudits,
  type LifeSpan,
  mustBeNone,
  mustReach,
  plain,
  when,
} from './audit-figures.ts';
import type { StoredArticle, StoredText } from './stored.ts';
import { findMark, type Text } from './texts.ts';
import type { Served, WebLog } from './web-log.ts';
import { type Piece, type PlannedFeed, textOf, type WebPlan } from './web-plan.ts';
import { trueDate } from './write-dates.ts';
import { excerptOf } from './write-feed.ts';
import { promisedPieces } from './promise.ts';

export type Evidence = { plan: WebPlan; log: WebLog; lives: readonly LifeSpan[]; articles: readonly StoredArticle[] };

/** What is known of one true item. */
type Case = {
  piece: Piece;
  feed: PlannedFeed;
  articles: readonly StoredArticle[];
  /** Given by feeds: all, and those that a poller lived to write down. */
  served: readonly Served[];
  sure: readonly Served[];
  /** It stood there when its feed was first seen: only the newest of those are stored. */
  isOld: boolean;
};

/** Whether each true item is stored once, as it was given, and nothing else is. */
export function auditArticles(evidence: Evidence): Audit {
  const { plan, articles } = evidence;
  const byPiece = Map.groupBy(articles, (article) => pieceOf(plan, article));
  const cases = casesOf(evidence, byPiece);
  const stored = cases.filter((one) => one.articles.length > 0);
  const due = cases.filter(({ sure, isOld }) => sure.length > 0 && !isOld);
  const missed = promisedPieces(plan).filter((piece) => !evidence.log.served.has(piece.id));
  return joinAudits([
    plain(
      'true items published in the time',
      cases.filter((one) => one.piece.publishedAt > plan.start).length,
      'items',
    ),
    plain('items listed for a poller', due.length, 'items'),
    plain('items that stood there before and are stored', stored.filter((one) => one.isOld).length, 'items'),
    plain('articles', articles.length, 'articles'),
    mustBeNone(
      'items lost',
      'items',
      due.filter((one) => one.articles.length === 0).map((one) => nameCase(one)),
    ),
    mustBeNone(
      'items stored twice',
      'items',
      cases
        .filter((one) => one.articles.length > 1)
        .map((one) => `${nameCase(one)} as ${one.articles.map(({ id }) => id).join(', ')}`),
    ),
    mustBeNone(
      'articles that nobody published',
      'articles',
      (byPiece.get(undefined) ?? []).map((one) => `${one.id} (${one.url}): ${titleOf(one)}`),
    ),
    mustBeNone(
      'items promised and never asked for in time',
      'items',
      missed.map((piece) => namePiece(plan, piece)),
    ),
    ...auditTexts(stored, evidence),
    ...auditRevisions(stored, evidence),
    ...auditTwins(stored),
    ...auditFacts(stored),
  ]);
}

/** The true item that an article is of: by its address, else by the number in its text; both must agree. */
function pieceOf(plan: WebPlan, article: StoredArticle): Piece | undefined {
  const mark = findMark(titleOf(article));
  const id = article.url === null ? mark : Number(/\/p\/(\d+)/.exec(article.url)?.[1]);
  const piece = id === undefined ? undefined : plan.pieces.get(id);
  return piece?.mark === mark ? piece : undefined;
}

function titleOf({ revisions }: StoredArticle): string {
  return revisions.at(-1)?.title ?? '';
}

function casesOf(
  { plan, log, lives }: Evidence,
  byPiece: ReadonlyMap<Piece | undefined, readonly StoredArticle[]>,
): readonly Case[] {
  const firstSeen = new Map<number, number>();
  for (const { feed, at, isWhole, status } of log.asked)
    if (feed !== null && isWhole && status === 200 && !firstSeen.has(feed)) firstSeen.set(feed, at);
  return [...plan.pieces.values()].flatMap((piece) => {
    const feed = plan.feeds[piece.feed];
    if (!feed) return [];
    const served = log.served.get(piece.id) ?? [];
    const sure = served.filter((one) => one.isSure && hasWritten(lives, one.life, one.lastAt));
    // Through whichever feed it came first.
    const isOld =
      served.some((one) => one.feed !== null && one.at <= (firstSeen.get(one.feed) ?? 0)) || sure.length === 0;
    return [{ piece, feed, articles: byPiece.get(piece) ?? [], served, sure, isOld }];
  });
}

/** The text that is shown must be the one that was given last. */
function auditTexts(stored: readonly Case[], { plan, log }: Evidence): readonly Audit[] {
  const wrong: string[] = [];
  const short: string[] = [];
  for (const one of stored) {
    const { piece, feed, sure, articles } = one;
    const [article] = articles;
    const shown = article?.revisions.at(-1);
    if (!article || !shown) continue;
    const isExcerpt = feed.style.text === 'excerpt';
    const newest = Math.max(0, ...sure.map(({ version }) => version));
    const [from, to] = isExcerpt ? [0, piece.versionsAt.length - 1] : [newest, piece.versionsAt.length - 1];
    const texts = versions(from, to).map((n) => textOf(piece, n, feed.tongue));
    const wantsFull = feed.pages === 'open' || feed.pages === 'late' || !isExcerpt;
    if (wantsFull && article.extent !== 'full') {
      // A page that was never asked for long enough to come.
      if (log.pages.has(piece.id) || !isExcerpt) short.push(nameCase(one));
    } else if (!texts.some((text) => isSameText(shown, text, article.extent === 'excerpt')))
      wrong.push(`${nameCase(one)}: “${shown.title}” / ${shown.paragraphs.join(' ').slice(0, 160)}`);
  }
  const share = stored.filter(
    ({ feed }) => feed.style.text === 'excerpt' && (feed.pages === 'open' || feed.pages === 'late'),
  );
  const full = share.filter(({ articles }) => articles[0]?.extent === 'full');
  return [
    mustBeNone('articles with another text than the last one given', 'articles', wrong),
    mustBeNone('excerpts stored though the page was given', 'articles', short),
    mustReach('excerpts whose page can be read, stored in full', shareOf(full.length, share.length), {
      least: 0.99,
      unit: 'share',
    }),
    plain('of a web of', plan.feeds.length, 'feeds'),
  ];
}

/** Each wording that was given is one revision; none is made of anything else. */
function auditRevisions(stored: readonly Case[], { log }: Evidence): readonly Audit[] {
  const few: string[] = [];
  const many: string[] = [];
  const wrong: string[] = [];
  let revisions = 0;
  for (const one of stored) {
    const { piece, feed, articles, served, sure, isOld } = one;
    const [article] = articles;
    if (!article) continue;
    revisions += article.revisions.length - 1;
    const isExcerpt = feed.style.text === 'excerpt';
    const given = new Set([...served, ...(log.pages.get(piece.id) ?? [])].map(({ version }) => version));
    const owed = new Set(sure.map(({ version }) => version));
    const said = `${nameCase(one)}: ${article.revisions.length} revisions, wordings given ${[...given].join(', ')}`;
    if (article.revisions.length > given.size + (isExcerpt ? 1 : 0)) many.push(said);
    if (!isExcerpt && !isOld && article.revisions.length < owed.size) few.push(said);
    const texts = versions(0, piece.versionsAt.length - 1).map((n) => textOf(piece, n, feed.tongue));
    for (const kept of article.revisions)
      if (!texts.some((text) => isSameText(kept, text, isExcerpt))) wrong.push(`${nameCase(one)}: “${kept.title}”`);
  }
  return [
    plain('corrections stored as revisions', revisions, 'revisions'),
    mustBeNone('corrections lost', 'articles', few),
    mustBeNone('revisions without a correction', 'articles', many),
    mustBeNone('revisions that nobody wrote', 'revisions', wrong),
  ];
}

/** Copies of a wire text know the first of them. */
function auditTwins(stored: readonly Case[]): readonly Audit[] {
  const faults: string[] = [];
  const wires = Map.groupBy(
    stored.filter(({ piece }) => piece.mark !== piece.id),
    ({ piece }) => piece.mark,
  );
  for (const copies of wires.values()) {
    const articles = copies.flatMap((one) => one.articles).toSorted((a, b) => a.seq - b.seq);
    const [first, ...others] = articles;
    if (first?.sameTextAs) faults.push(`${first.id} was the first and points at ${first.sameTextAs}`);
    for (const other of others)
      if (other.sameTextAs !== first?.id)
        faults.push(`${other.id} (${other.url}) points at ${other.sameTextAs}, not at ${first?.id}`);
  }
  const alone = stored.filter(({ piece }) => piece.mark === piece.id).flatMap(({ articles }) => articles);
  const strays = alone.filter(({ sameTextAs }) => sameTextAs !== null);
  return [
    plain('wire texts on several sites', [...wires.values()].filter((copies) => copies.length > 1).length, 'texts'),
    mustBeNone('copies of a wire text not known as one', 'articles', faults),
    mustBeNone(
      'texts of their own taken for copies',
      'articles',
      strays.map((one) => `${one.id} points at ${one.sameTextAs}`),
    ),
  ];
}

function auditFacts(stored: readonly Case[]): readonly Audit[] {
  const dates: string[] = [];
  let spoken = 0;
  for (const one of stored) {
    const [article] = one.articles;
    if (!article) continue;
    if (article.language.split('-')[0] === one.feed.tongue) spoken++;
    const wanted = trueDate(one.piece, one.feed.style.dates, article.revisions.at(-1)?.storedAt ?? 0);
    if (wanted === 'any') continue;
    const isNone = article.publishedAt === null && article.publishedOn === null;
    const isRight =
      wanted === 'none'
        ? isNone || article.publishedAt === one.piece.publishedAt
        : article.publishedAt === (wanted.at ?? null) && article.publishedOn === (wanted.on ?? null);
    if (!isRight)
      dates.push(`${nameCase(one)}: ${article.publishedAt === null ? article.publishedOn : when(article.publishedAt)}`);
  }
  return [
    mustBeNone('dates that are not the item’s', 'articles', dates),
    mustReach('languages known', shareOf(spoken, stored.length), { least: 0.99, unit: 'share' }),
  ];
}

function isSameText(kept: Pick<StoredText, 'title' | 'paragraphs'>, text: Text, mayBeExcerpt: boolean): boolean {
  if (kept.title !== text.title) return false;
  const said = fold(kept.paragraphs.join(' '));
  // Of a page that must be paid for, what it shows to everybody.
  const short = mayBeExcerpt ? [excerptOf(text), text.paragraphs[0] ?? ''] : [];
  return [text.paragraphs.join(' '), ...short].some((one) => said === fold(one));
}

function fold(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

function versions(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
}

function shareOf(part: number, all: number): number {
  return all === 0 ? 1 : Math.floor((part / all) * 10_000) / 10_000;
}

function nameCase({ piece, feed }: Pick<Case, 'piece' | 'feed'>): string {
  return `item ${piece.id} of feed ${feed.n} (${feed.trait}), published ${when(piece.publishedAt)}`;
}

function namePiece(plan: WebPlan, piece: Piece): string {
  const feed = plan.feeds[piece.feed];
  return feed ? nameCase({ piece, feed }) : String(piece.id);
}
