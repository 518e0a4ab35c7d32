import { createHash } from 'node:crypto';
import type { Text } from './texts.ts';
import {
  HOUR,
  isIn,
  listAt,
  type Phase,
  type Piece,
  type PlannedFeed,
  sourceOf,
  textOf,
  versionAt,
  type WebPlan,
} from './web-plan.ts';
import { contentTypeOf, type Listed, spoil, writeFeed } from './write-feed.ts';
import { writeBillboard, writeLogin, writePage } from './write-page.ts';

export type Answer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** None: nothing is listed in it. */
  body?: Uint8Array;
  retryAfterMs?: number;
  gzip?: boolean;
  manner?: 'silent' | 'drip' | 'cut' | 'bad-gzip' | 'other';
  /** The wordings that the body holds, of a feed or of pages. */
  holds?: { of: 'served' | 'pages'; isSure: boolean; pieces: readonly (readonly [piece: number, version: number])[] };
};

export type Question = {
  now: number;
  host: string;
  port: number;
  etag: string | undefined;
  modifiedSince: string | undefined;
};

export type Shelf = {
  plan: WebPlan;
  find(host: string, path: string): { feed: PlannedFeed | undefined; piece: Piece | undefined };
  textOf(piece: Piece, version: number): Text;
  /** When a strict feed may be asked again. */
  freeAt: Map<number, number>;
};

const PAGE_LATE_MS = 3 * HOUR;
const LATER_S = 3_600;

/** What stands where on a web. */
export function createShelf(plan: WebPlan): Shelf {
  const feeds = new Map<string, PlannedFeed>();
  for (const feed of plan.feeds) {
    feeds.set(`${feed.host}${feed.path}`, feed);
    for (const phase of feed.phases)
      if (phase.does === 'redirect' && 'host' in phase.target) feeds.set(`${phase.target.host}${feed.path}`, feed);
  }
  const texts = new Map<string, Text>();
  return {
    plan,
    find: (host, path) => {
      const id = /^\/p\/(\d+)/.exec(path)?.[1];
      return { feed: feeds.get(`${host}${path}`), piece: id === undefined ? undefined : plan.pieces.get(Number(id)) };
    },
    textOf: (piece, version) => {
      const key = `${piece.id} ${version}`;
      const known = texts.get(key) ?? textOf(piece, version, plan.feeds[piece.feed]?.tongue ?? 'en');
      texts.set(key, known);
      return known;
    },
    freeAt: new Map(),
  };
}

/** What a feed's address answers at a moment. */
export function answerFeed(shelf: Shelf, feed: PlannedFeed, question: Question): Answer {
  const { now, host } = question;
  const phase = phaseAt(feed, now);
  // The new address of one that moved is the feed itself.
  if (phase?.does === 'redirect' && 'host' in phase.target && phase.target.host === host)
    return answerList(shelf, feed, question);
  if (phase) return answerMishap(shelf, feed, { phase, question });
  const free = shelf.freeAt.get(feed.n) ?? 0;
  if (feed.minGapMs !== null && now < free) return refuse(429, free - now);
  if (feed.minGapMs !== null) shelf.freeAt.set(feed.n, now + feed.minGapMs);
  return answerList(shelf, feed, question);
}

/** The mishap that befalls a feed at a moment. */
function phaseAt(feed: PlannedFeed, now: number): Phase | undefined {
  return feed.phases.find((phase) => isIn(phase, now));
}

function answerMishap(
  shelf: Shelf,
  feed: PlannedFeed,
  { phase, question }: { phase: Phase; question: Question },
): Answer {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  switch (phase.does) {
    case 'status':
      return refuse(phase.status, phase.retryAfterMs);
    case 'redirect': {
      const other = 'feed' in phase.target ? shelf.plan.feeds[phase.target.feed] : undefined;
      const host = 'host' in phase.target ? phase.target.host : (other?.host ?? feed.host);
      return { status: phase.status, headers: { location: `http://${host}:${question.port}${(other ?? feed).path}` } };
    }
    case 'silent':
      return { status: 0, headers: {}, manner: 'silent' };
    case 'drip':
    case 'cut':
      return { ...answerWhole(shelf, feed, question, 'nothing'), manner: phase.does };
    case 'bad-gzip':
      return { ...answerWhole(shelf, feed, question, 'nothing'), manner: 'bad-gzip', gzip: true };
    case 'login':
      return { status: 200, headers: html, body: writeLogin(), manner: 'other' };
    case 'page':
      return { status: 200, headers: html, body: writeBillboard(feed), manner: 'other' };
    case 'empty':
      return { status: 200, headers: { 'content-type': contentTypeOf(feed) }, body: new Uint8Array(), manner: 'other' };
    case 'malformed': {
      const whole = answerWhole(shelf, feed, question, 'perhaps');
      // Whether a reader saves it is the reader's affair.
      return { ...whole, body: spoil(whole.body ?? new Uint8Array()), manner: 'other' };
    }
  }
}

function refuse(status: number, retryAfterMs?: number): Answer {
  const answer: Answer = { status, headers: {}, body: Buffer.from(`<h1>${status}</h1>`), manner: 'other' };
  if (retryAfterMs === undefined) return answer;
  const seconds = Math.ceil(retryAfterMs / 1_000);
  return { ...answer, headers: { 'retry-after': String(seconds) }, retryAfterMs: seconds * 1_000 };
}

/** Without its validators a body that was cut is never taken for one that did not change. `kept`: what a reader may have of it. */
function answerWhole(shelf: Shelf, feed: PlannedFeed, question: Question, kept: 'nothing' | 'perhaps'): Answer {
  const { headers, holds, ...answer } = answerList(shelf, feed, {
    ...question,
    etag: undefined,
    modifiedSince: undefined,
  });
  const { 'content-type': type = 'text/xml' } = headers;
  const held = kept === 'perhaps' && holds ? { holds: { ...holds, isSure: false } } : {};
  return { ...answer, ...held, headers: { 'content-type': type } };
}

function answerList(shelf: Shelf, feed: PlannedFeed, question: Question): Answer {
  const { now, host, port } = question;
  const pieces = listAt(shelf.plan, feed, now);
  const versions = pieces.map((piece) => [piece.id, versionAt(piece, now)] as const);
  const state = stateOf(feed, versions, now);
  const validators = validatorsOf(feed, { state, pieces, now });
  if (isSame(feed, validators, question)) return { status: 304, headers: validators };
  const source = sourceOf(shelf.plan, feed);
  const home = source.movesAt !== null && now >= source.movesAt ? (source.movesTo ?? source.host) : source.host;
  const listed = pieces.map((piece, n): Listed => {
    const version = versions[n]?.[1] ?? 0;
    return { piece, text: shelf.textOf(piece, version), modifiedAt: piece.versionsAt[version] ?? piece.publishedAt };
  });
  const body = writeFeed(feed, listed, {
    now,
    origin: `http://${home}:${port}`,
    self: `http://${host}:${port}${feed.path}`,
  });
  return {
    status: 200,
    headers: { 'content-type': contentTypeOf(feed), ...validators },
    body,
    gzip: feed.style.gzip,
    holds: { of: 'served', isSure: true, pieces: versions },
  };
}

/** What changes when the answer changes. */
function stateOf(
  { style, renumbersAt, movesAt }: PlannedFeed,
  versions: readonly (readonly [number, number])[],
  now: number,
): string {
  const turns = [
    renumbersAt !== null && now >= renumbersAt,
    movesAt !== null && now >= movesAt,
    style.dates === 'asked' || style.links === 'tracked' ? now : 0,
    style.dates === 'wanders' ? Math.floor(now / (5 * HOUR)) : 0,
    style.links === 'flips' ? Math.floor(now / (2 * HOUR)) : 0,
  ];
  return createHash('sha1')
    .update(JSON.stringify([versions, turns]))
    .digest('base64url');
}

function validatorsOf(
  { style }: PlannedFeed,
  { state, pieces, now }: { state: string; pieces: readonly Piece[]; now: number },
): Record<string, string> {
  const times = pieces.flatMap((piece) => piece.versionsAt.filter((at) => at <= now));
  const last = { 'last-modified': new Date(Math.max(0, ...times)).toUTCString() };
  switch (style.validators) {
    case 'none':
      return {};
    case 'stuck':
      return { etag: '"1"' };
    case 'by-day':
      return { etag: `"${new Date(now).toISOString().slice(0, 10)}"` };
    case 'last-modified':
      return last;
    case 'etag':
    case 'ignored':
      return { etag: `"${state}"` };
    case 'both':
      return { etag: `W/"${state}"`, ...last };
  }
}

/** RFC 9110, 13.2.2: an ETag decides where one is given. */
function isSame(
  { style }: PlannedFeed,
  validators: Record<string, string>,
  { etag, modifiedSince }: Question,
): boolean {
  if (style.validators === 'ignored') return false;
  if (validators['etag'] !== undefined && etag !== undefined) return validators['etag'] === etag;
  return validators['last-modified'] !== undefined && validators['last-modified'] === modifiedSince;
}

/** What the page of a piece answers at a moment. */
export function answerPage(shelf: Shelf, piece: Piece, { now, host, port }: Question): Answer {
  const feed = shelf.plan.feeds[piece.feed];
  if (!feed || now < piece.publishedAt) return refuse(404);
  if (feed.pages === 'forbidden') return refuse(403);
  if (feed.pages === 'late' && now < piece.publishedAt + PAGE_LATE_MS) return refuse(500);
  const version = versionAt(piece, now);
  const address = `http://${host}:${port}/p/${piece.id}`;
  const isPaid = feed.pages === 'paywall';
  const body = writePage(feed, shelf.textOf(piece, version), { address, publishedAt: piece.publishedAt, isPaid });
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': `max-age=${LATER_S}` },
    body,
    holds: { of: 'pages', isSure: true, pieces: isPaid ? [] : [[piece.id, version]] },
  };
}
