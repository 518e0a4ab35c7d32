import { readFeedDate } from '../dates/feed-date.ts';

/** A feed with as many items as are read, and how many that leaves out. */
export type Cut<Value> = { value: Value; leftOut: number };
export type CutLimit = { maxItems: number; now: number; isCut: boolean };

const ITEM = /<!\[CDATA\[|<!--|<(\/?)(?:[\w.-]{1,30}:)?(?:item|entry)(?=[\s>/])/gi;
const DATE =
  /<(?:[\w.-]{1,30}:)?(?:pubDate|published|issued|date|updated|modified|created)(?:\s[^<>]{0,200})?>\s*(?:<!\[CDATA\[)?([^<\]]{4,60})/i;
const CONTENTS = /<(?:[\w.-]{1,30}:)?items[\s>][\s\S]*?<\/(?:[\w.-]{1,30}:)?items>/i;

/**
 * Takes the items beyond `maxItems` out of a feed before it is parsed: a tree of 200,000 would take the memory that the limit
 * is for. The newest stay, in their order, where the items are dated, else the first. A feed that was cut off within an item
 * (`isCut`) ends with the last whole one.
 */
export function cutItems(xml: string, limit: CutLimit): Cut<string> {
  if (!limit.isCut && !hasMore(xml, limit.maxItems)) return { value: xml, leftOut: 0 };
  const spans = findItems(xml);
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last || (!limit.isCut && spans.length <= limit.maxItems)) return { value: xml, leftOut: 0 };
  const kept = spans.length > limit.maxItems ? newest(xml, spans, limit) : spans;
  const items = kept.map(({ start, end }) => xml.slice(start, end)).join('\n');
  const head = xml.slice(0, first.start).replace(CONTENTS, '');
  const tail = limit.isCut ? '' : xml.slice(last.end);
  return { value: head + items + tail, leftOut: spans.length - kept.length };
}

type Span = { start: number; end: number };

function hasMore(xml: string, maxItems: number): boolean {
  const starts = /<(?:[\w.-]{1,30}:)?(?:item|entry)[\s>]/gi;
  for (let n = 0; n <= maxItems; n++) if (!starts.test(xml)) return false;
  return true;
}

function findItems(xml: string): readonly Span[] {
  const spans: Span[] = [];
  let start = -1;
  ITEM.lastIndex = 0;
  for (let match = ITEM.exec(xml); match; match = ITEM.exec(xml)) {
    if (match[1] === undefined) {
      const isComment = match[0] === '<!--';
      const end = xml.indexOf(isComment ? '-->' : ']]>', match.index);
      if (end < 0) break;
      ITEM.lastIndex = end + 3;
    } else if (match[1] === '') {
      if (start < 0) start = match.index;
    } else if (start >= 0) {
      const close = xml.indexOf('>', match.index);
      if (close < 0) break;
      spans.push({ start, end: close + 1 });
      start = -1;
    }
  }
  return spans;
}

function newest(xml: string, spans: readonly Span[], limit: CutLimit): readonly Span[] {
  const dates = spans.map(({ start, end }) => DATE.exec(xml.slice(start, Math.min(end, start + 20_000)))?.[1] ?? null);
  return pickNewest(dates, limit).flatMap((i) => spans[i] ?? []);
}

/** The places of the newest items by their dates, as written, in the items' order; of the first where a tenth has none. */
export function pickNewest(
  dates: readonly (string | null)[],
  { maxItems, now }: { maxItems: number; now: number },
): readonly number[] {
  const instants = dates.map((raw) => {
    const date = raw === null ? null : readFeedDate(raw, { now, language: null });
    return date && (date.at ?? Date.parse(date.on));
  });
  const places = [...dates.keys()];
  const isDated = instants.filter((instant) => instant !== null).length >= dates.length * 0.9;
  if (!isDated) return places.slice(0, maxItems);
  return places
    .toSorted((a, b) => (instants[b] ?? 0) - (instants[a] ?? 0) || a - b)
    .slice(0, maxItems)
    .toSorted((a, b) => a - b);
}
