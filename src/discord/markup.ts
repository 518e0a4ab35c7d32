/** A span of emphasis: from the start of its opening mark to the end of its closing one. */
type Span = { start: number; end: number; mark: string };

/** What of a text must stay whole, and what is open where. */
export type Markup = {
  /** Whether a cut at `at` falls inside an escape, a link, a mention, code or a mark itself. */
  splits(at: number): boolean;
  /** The marks open at `at`, outermost first. */
  openAt(at: number): readonly string[];
};

/**
 * Escapes, code, mentions and timestamps, links, then emphasis marks, in the order in which they bind
 * (https://docs.discord.com/developers/reference#message-formatting).
 */
const TOKEN =
  /(?<atom>\\[^]|```[^]*?```|`[^`]*`|<(?:[@#/:]|a:|t:|id:|https?:)[^<>\n]*>|\[(?:\\[^]|[^\]\\])*\]\((?:<[^<>\s]*>|[^()\s]*)\)|https?:\/\/\S+)|(?<mark>\*\*\*|\*\*|\*|___|__|_|~~|\|\|)/gu;

/** Reads the markup of a text once, for many questions about where it may be cut. */
export function readMarkup(text: string): Markup {
  const whole: { start: number; end: number }[] = [];
  const spans: Span[] = [];
  const open: Span[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const piece = { start: match.index, end: match.index + match[0].length };
    whole.push(piece);
    const mark = match.groups?.['mark'];
    if (mark === undefined) continue;
    const opened = open.findLastIndex((span) => span.mark === mark);
    if (opened === -1) open.push({ ...piece, mark });
    // Marks opened inside and not closed are plain characters.
    else for (const span of open.splice(opened).slice(0, 1)) spans.push({ start: span.start, end: piece.end, mark });
  }
  spans.sort((a, b) => a.start - b.start);
  return {
    splits: (at) => isInside(whole, at),
    openAt: (at) => spans.filter((span) => span.start < at && at < span.end).map((span) => span.mark),
  };
}

/** Whether `at` is strictly inside one of the sorted, disjoint pieces. */
function isInside(pieces: readonly { start: number; end: number }[], at: number): boolean {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const piece = pieces[low];
  return piece !== undefined && piece.start < at && at < piece.end;
}
