import { cleanBlocks, type MarkedBlock } from '../clean.ts';
import { decodeReferences, withoutC1 } from '../pages/entities.ts';
import { filterBlocks } from '../pages/filter-blocks.ts';
import { findExcess } from '../pages/page-limits.ts';
import { stripPage } from '../pages/strip-page.ts';
import { readMarkup } from './feed-markup.ts';
import type { RawText } from './raw-feed.ts';

/** The longest articles have 200,000 characters; what is beyond this is none. */
const TEXT_MAX_CHARS = 500_000;
const SIGN_OFF =
  /^(?:The post|The article|L[’']article|Der Beitrag|La entrada|L[’']articolo|O post|Het bericht|Запись) .{1,300} (?:appeared first on|est apparu en premier sur|erschien zuerst auf|se publicó primero en|proviene da|sembra essere il primo su|apareceu primeiro em|verscheen eerst op|впервые появилась) .{1,100}$/u;

/** The longest of an item's texts: a feed with the whole text has its excerpt beside it. Null where it has none. */
export function longestText(texts: readonly RawText[]): RawText | null {
  let [longest, most]: [RawText | null, number] = [null, 0];
  for (const raw of texts) {
    const text = raw.text.slice(0, TEXT_MAX_CHARS);
    const length = raw.isPlain ? text.length : lengthWithoutTags(text);
    if (length > most || longest === null) [longest, most] = [{ text, isPlain: raw.isPlain }, length];
  }
  return longest;
}

function lengthWithoutTags(text: string): number {
  let length = text.length;
  for (let at = text.indexOf('<'); at >= 0; ) {
    const end = text.indexOf('>', at);
    if (end < 0) break;
    length -= end + 1 - at;
    at = text.indexOf('<', end);
  }
  return length;
}

/** An item's text as clean blocks, without the title that it repeats. */
export function readBody(raw: RawText | null, title: string | null): readonly MarkedBlock[] {
  if (raw === null) return [];
  const blocks = raw.isPlain || !/<[a-z!/]/i.test(raw.text) ? plainBlocks(raw) : markupBlocks(raw.text, title);
  const meant = blocks.map(({ kind, text }) => ({ kind, text: withoutC1(text) }));
  return cleanBlocks(meant).filter(({ text }) => !SIGN_OFF.test(text));
}

function plainBlocks({ text, isPlain }: RawText): readonly MarkedBlock[] {
  return [{ kind: 'paragraph', text: isPlain ? text : decodeReferences(text) }];
}

function markupBlocks(html: string, title: string | null): readonly MarkedBlock[] {
  return filterBlocks(findExcess(html) === null ? readMarkup(html) : stripPage(html).blocks, title);
}
