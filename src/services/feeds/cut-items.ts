import { readFeedDate } from '../dates/feed-date.ts';

/** A feed with as many items as are read, and how many that leaves out. */
export type Cut = { xml: string; leftOut: number };

const ITEM = /<!\[CDATA\[|<!--|<(\/?)(?:[\w.-]{1,30}:)?(?:item|entry)(?=[\s>/])/gi;
const DATE =
  /<(?:[\w.-]{1,30}:)?(?:pubDate|published|issued|date|updated|modified|created)(?:\s[^<>]{0,200})?>\s*(?:<!\[CDATA\[)?([^<\]]{4,60})/i;
const CONTENTS = /<(?:[\w.-]{1,30}:)?items[\s>][\s\S]*?<\/(?:[\w.-]{1,30}:)?items>/i;

/**
 * Takes the items beyond `maxItems` out of a feed before it is parsed: a tree of 200,000 would take the memory that the limit
 * is for. The newest stay, in their order, where the items are dated, else the first. A feed that was cut off within an item
 * (`isCut`) ends with the last whole one.
 */
export function cutItems(xml: string, limit: { maxItems: number; now: number; isCut: boolean }): Cut {
  if (!limit.isCut && !hasMore(xml, limit.maxItems)) return { xml, leftOut: 0 };
  const spans = findItems(xml);
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last || (!limit.isCut && spans.length <= limit.maxItems)) return { xml, leftOut: 0 };
  const kept = spans.length > limit.maxItems ? newest(xml, spans, limit) : spans;
  const items = kept.map(({ start, end }) => xml.slice(start, end)).join('\n');
  const head = xml.slice(0, first.start).replace(CONTENTS, '');
  const tail = limit.isCut ? '' : xml.slice(last.end);
  return { xml: head + items + tail, leftOut: spans.length - kept.length };
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

function newest(
  xml: string,
  spans: readonly Span[],
  { maxItems, now }: { maxItems: number; now: number },
): readonly Span[] {
  const dated = spans.map((span, i) => {
    const raw = DATE.exec(xml.slice(span.start, Math.min(span.end, span.start + 20_000)))?.[1];
    const date = raw === undefined ? null : readFeedDate(raw, { now, language: null });
    return { span, i, at: date ? (date.at ?? Date.parse(date.on)) : null };
  });
  if (dated.filter(({ at }) => at !== null).length < dated.length * 0.9) return spans.slice(0, maxItems);
  return dated
    .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0) || a.i - b.i)
    .slice(0, maxItems)
    .toSorted((a, b) => a.i - b.i)
    .map(({ span }) => span);
}
