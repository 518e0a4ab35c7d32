import { DAY, HOUR, isIn, MINUTE, type Piece, type PlannedFeed, type Span, type WebPlan } from './web-plan.ts';

/**
 * What is promised of an item that no poll has seen yet: it is found when its feed can be read and lists it for this long without
 * a break. `failed`: after trouble a feed is asked again within a day. `steady`: otherwise a feed is asked at its own rhythm,
 * every ten minutes at the most, and so within a few of its gaps.
 */
const PROMISE = { failedMs: 26 * HOUR, gaps: 4, leastMs: 45 * MINUTE } as const;

/** The items that must have been listed for some poll, if the promise holds. */
export function promisedPieces(plan: WebPlan): readonly Piece[] {
  return plan.feeds.flatMap((feed) => {
    const ends = listedUntil(feed);
    return feed.pieces.filter((piece, n) => {
      if (piece.publishedAt <= plan.start) return false;
      const listed = { from: piece.publishedAt, to: Math.min(ends[n] ?? Infinity, plan.end) };
      return readableSpans(feed, piece, listed).some((span) => isEnough(feed, span));
    });
  });
}

/** When newer items push each one off the list. */
function listedUntil({ pieces, window }: PlannedFeed): readonly number[] {
  return pieces.map((_, n) => pieces[n + window]?.publishedAt ?? Infinity);
}

/** The stretches in which a feed gives the item to whoever asks. */
function readableSpans(feed: PlannedFeed, piece: Piece, listed: Span): readonly Span[] {
  const breaks = [...feed.phases.filter((phase) => !isMove(feed, phase)), ...piece.hidden];
  const edges = [listed.from, listed.to, ...breaks.flatMap(({ from, to }) => [from, to])]
    .filter((at) => at >= listed.from && at <= listed.to)
    .toSorted((a, b) => a - b);
  return edges.flatMap((from, n) => {
    const to = edges[n + 1];
    return to === undefined || to <= from || breaks.some((one) => isIn(one, from)) ? [] : [{ from, to }];
  });
}

/** A redirect to where the same feed lives on keeps nothing from anybody. */
function isMove(_feed: PlannedFeed, phase: PlannedFeed['phases'][number]): boolean {
  return phase.does === 'redirect' && 'host' in phase.target;
}

function isEnough(feed: PlannedFeed, { from, to }: Span): boolean {
  if (to - from >= PROMISE.failedMs) return true;
  const hadTrouble = feed.phases.some((phase) => phase.from < to && phase.to > from - DAY - 2 * HOUR);
  const isPlain = !hadTrouble && feed.minGapMs === null && !/ETag/.test(feed.trait);
  return isPlain && to - from >= Math.max(PROMISE.leastMs, PROMISE.gaps * feed.everyMs);
}
