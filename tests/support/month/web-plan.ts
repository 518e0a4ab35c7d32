import { type Draw, drawFrom } from '../crash-draw.ts';
import { composeText, correctText, type Text, type Tongue } from './texts.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type Span = { from: number; to: number };

/** What a server does instead of giving its feed. */
export type Mishap =
  | { does: 'status'; status: number; retryAfterMs?: number }
  /** `target`: another feed's number, or a host on which this one lives on. */
  | { does: 'redirect'; status: 301 | 302 | 307 | 308; target: { feed: number } | { host: string } }
  | { does: 'silent' | 'drip' | 'cut' | 'bad-gzip' | 'login' | 'page' | 'empty' | 'malformed' };

export type Phase = Span & Mishap;

/** How a feed writes its items. */
export type Style = {
  format: 'rss' | 'rss091' | 'rdf' | 'atom' | 'json';
  charset: 'utf-8' | 'windows-1252' | 'iso-8859-1' | 'windows-1251' | 'utf-16le';
  guid: 'own' | 'none' | 'one-for-all';
  dates: 'exact' | 'none' | 'day' | 'short-year' | 'future' | 'asked' | 'wanders';
  links: 'plain' | 'none' | 'relative' | 'tracked' | 'flips';
  text: 'full' | 'excerpt';
  order: 'newest' | 'oldest';
  validators: 'both' | 'etag' | 'last-modified' | 'none' | 'ignored' | 'stuck' | 'by-day';
  gzip: boolean;
};

/** What the page of an item answers: `late`: an error for its first hours. */
export type PageManner = 'open' | 'late' | 'forbidden' | 'paywall';

/** A true item: one text on one site. Instants are epoch milliseconds. */
export type Piece = {
  id: number;
  /** The number that the text says; copies of one wire text say the same. */
  mark: number;
  feed: number;
  publishedAt: number;
  /** When it got each of its wordings; the first one when it was published. */
  versionsAt: readonly number[];
  /** When its feed does not list it, though it would. */
  hidden: readonly Span[];
};

export type PlannedFeed = {
  n: number;
  trait: string;
  host: string;
  path: string;
  tongue: Tongue;
  style: Style;
  /** How many items it lists. */
  window: number;
  everyMs: number;
  pages: PageManner;
  phases: readonly Phase[];
  /** Whose items it shows, where not its own. */
  mirrors: number | null;
  /** All ids are other ones from then on. */
  renumbersAt: number | null;
  /** Its items are on that host from then on. */
  movesAt: number | null;
  movesTo: string | null;
  /** It answers 429 to who asks again sooner. */
  minGapMs: number | null;
  /** By publication, the oldest first. */
  pieces: readonly Piece[];
};

export type WebPlan = { start: number; end: number; feeds: readonly PlannedFeed[]; pieces: ReadonlyMap<number, Piece> };

/** The days of the web, and a feed without trouble that others may point at. */
export type Round = { start: number; end: number; sound: { n: number; host: string } };
/** How a trait changes a feed that is drawn. */
export type Trait = (feed: PlannedFeed, draw: Draw, round: Round) => Partial<TraitGives>;
export type TraitGives = Omit<PlannedFeed, 'style' | 'pieces' | 'n' | 'trait'> & {
  style: Partial<Style>;
  /** Texts that the feed has from an agency, with others. */
  wire: boolean;
  corrections: number;
  hides: 'never' | 'for-good' | 'comes-back';
};

const TONGUES: readonly [Tongue, ...Tongue[]] = ['en', 'fr', 'de', 'es', 'ru', 'en', 'fr'];
/** From several an hour to one in five days; the busy ones are few, as on the real web. */
const RHYTHMS: readonly (readonly [share: number, everyMs: number])[] = [
  [0.005, HOUR],
  [0.04, 2 * HOUR],
  [0.22, 8 * HOUR],
  [0.7, DAY],
  [1, 5 * DAY],
];
const WIRE_EVERY_MS = 12 * HOUR;
const FIRST_MARK = 100_000;
const SOUND = 'plain';

/** A web of feeds drawn from a seed: which there are, how they write, what befalls them, and every item that they publish. */
export function planWeb(given: {
  seed: number;
  start: number;
  days: number;
  /** No feed lists more. */
  maxWindow?: number;
  /** One for each feed. */
  traits: readonly (readonly [name: string, trait: Trait])[];
}): WebPlan {
  const { seed, start, days, maxWindow = Infinity } = given;
  const end = start + days * DAY;
  const pieces = new Map<number, Piece>();
  const feeds: PlannedFeed[] = [];
  for (const [n, [name, trait]] of given.traits.entries()) {
    const draw = drawFrom(seed * 10_007 + n);
    const drawn = drawFeed(n, name, draw, feeds[n - 1]);
    const sound = feeds.findLast((one) => one.trait === SOUND) ?? drawn;
    const {
      style,
      wire = false,
      corrections = 0.03,
      hides = 'never',
      ...rest
    } = trait(drawn, draw, { start, end, sound });
    const tongue = rest.tongue ?? feeds[rest.mirrors ?? n]?.tongue ?? drawn.tongue;
    const window = Math.min(rest.window ?? drawn.window, maxWindow);
    const feed = { ...drawn, ...rest, tongue, style: settleStyle({ ...drawn.style, ...style }), window };
    const own = feed.mirrors === null ? drawPieces(feed, draw, { start, end, corrections, hides }) : [];
    const copies = wire ? drawCopies(feed, draw, { start, end }) : [];
    const all = [...own, ...copies].toSorted((a, b) => a.publishedAt - b.publishedAt);
    const numbered = all.map((one) => {
      const id = FIRST_MARK + pieces.size;
      const piece = { ...one, id, mark: one.mark === 0 ? id : one.mark };
      pieces.set(id, piece);
      return piece;
    });
    feeds.push({ ...feed, pieces: numbered });
  }
  return { start, end, feeds, pieces };
}

/** The text of a piece in one of its wordings, the same each time. */
export function textOf(piece: Piece, version: number, tongue: Tongue): Text {
  let text = composeText(drawFrom(piece.mark), tongue, piece.mark);
  for (let n = 1; n <= version; n++) text = correctText(drawFrom(piece.mark * 31 + n), tongue, text);
  return text;
}

/** Which wording a piece has at an instant, from 0. */
export function versionAt(piece: Piece, at: number): number {
  return Math.max(
    0,
    piece.versionsAt.findLastIndex((since) => since <= at),
  );
}

/** The feed that publishes what this one lists. */
export function sourceOf(plan: WebPlan, feed: PlannedFeed): PlannedFeed {
  return (feed.mirrors === null ? undefined : plan.feeds[feed.mirrors]) ?? feed;
}

/** What a feed lists at an instant, the newest first. */
export function listAt(plan: WebPlan, feed: PlannedFeed, at: number): readonly Piece[] {
  const { pieces } = sourceOf(plan, feed);
  const listed: Piece[] = [];
  for (let n = lastBefore(pieces, at); n >= 0 && listed.length < feed.window; n--) {
    const piece = pieces[n];
    if (piece && !piece.hidden.some((span) => isIn(span, at))) listed.push(piece);
  }
  return listed;
}

export function isIn({ from, to }: Span, at: number): boolean {
  return from <= at && at < to;
}

function lastBefore(pieces: readonly Piece[], at: number): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.publishedAt ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function drawFeed(n: number, trait: string, draw: Draw, before: PlannedFeed | undefined): PlannedFeed {
  const tongue = draw.pick(TONGUES);
  const chance = draw.int(0, 999) / 1_000;
  // Three hosts for four feeds.
  const host = n % 4 === 3 && before ? before.host : `news${n}.example`;
  return {
    n,
    trait,
    host,
    path: draw.pick([`/feed/${n}`, `/rss-${n}.xml`, `/${n}/atom`, `/flux?id=${n}`] as const),
    tongue,
    style: {
      format: draw.pick(['rss', 'rss', 'rss', 'atom', 'atom', 'rdf', 'json'] as const),
      charset: drawCharset(tongue, draw),
      guid: 'own',
      dates: 'exact',
      links: 'plain',
      text: 'full',
      order: 'newest',
      validators: draw.pick(['both', 'etag', 'last-modified', 'none'] as const),
      gzip: draw.chance(0.3),
    },
    window: draw.int(8, 14),
    everyMs: (RHYTHMS.find(([share]) => chance < share) ?? [1, DAY])[1],
    pages: 'open',
    phases: [],
    mirrors: null,
    renumbersAt: null,
    movesAt: null,
    movesTo: null,
    minGapMs: null,
    pieces: [],
  };
}

function drawCharset(tongue: Tongue, draw: Draw): Style['charset'] {
  if (tongue === 'ru') return draw.pick(['utf-8', 'windows-1251'] as const);
  return draw.pick(['utf-8', 'utf-8', 'windows-1252', 'iso-8859-1', 'utf-16le'] as const);
}

/** RSS 0.91 knows neither ids nor dates of items; JSON is UTF-8. */
function settleStyle(style: Style): Style {
  if (style.format === 'rss091') return { ...style, guid: 'none', dates: 'none' };
  return style.format === 'json' ? { ...style, charset: 'utf-8' } : style;
}

type DrawnPiece = Omit<Piece, 'id'>;

function drawPieces(
  { n: feed, window, everyMs }: PlannedFeed,
  draw: Draw,
  given: { start: number; end: number; corrections: number; hides: TraitGives['hides'] },
): readonly DrawnPiece[] {
  const { start, end } = given;
  const pieces: DrawnPiece[] = [];
  // Seconds, since a feed's dates have no more.
  const gap = () => Math.round((everyMs * draw.int(70, 130)) / 100_000) * 1_000;
  for (let at = start - window * everyMs; at < end; at += gap()) {
    const isCorrected = draw.chance(given.corrections);
    const later = isCorrected ? [at + draw.int(30, 600) * MINUTE] : [];
    if (isCorrected && draw.chance(0.3)) later.push(at + draw.int(660, 1_500) * MINUTE);
    pieces.push({ mark: 0, feed, publishedAt: at, versionsAt: [at, ...later], hidden: drawHidden(at, draw, given) });
  }
  return pieces;
}

function drawHidden(at: number, draw: Draw, { hides }: { hides: TraitGives['hides'] }): readonly Span[] {
  if (hides === 'never' || !draw.chance(0.3)) return [];
  const from = at + draw.int(20, 60) * HOUR;
  return [{ from, to: hides === 'for-good' ? Infinity : from + draw.int(24, 72) * HOUR }];
}

/** An agency's texts, which each of its customers prints within hours; some leave one out. */
function drawCopies(
  { n: feed }: PlannedFeed,
  draw: Draw,
  { start, end }: { start: number; end: number },
): readonly DrawnPiece[] {
  const copies: DrawnPiece[] = [];
  for (let k = 0; start + k * WIRE_EVERY_MS < end; k++) {
    const publishedAt = start + k * WIRE_EVERY_MS + draw.int(1, 180) * MINUTE;
    if (draw.chance(0.8)) copies.push({ mark: 900_000 + k, feed, publishedAt, versionsAt: [publishedAt], hidden: [] });
  }
  return copies;
}
