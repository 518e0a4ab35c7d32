export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json';

/** Where the first element of a document begins, and what it makes of it. */
export type Root = { kind: FeedFormat | 'page' | 'other'; at: number };

/** Warnings of the server's program, comments and white space stand before real feeds; not more than this. */
const HEAD_CHARS = 100_000;
const COMMENT = '<!--';
const KINDS: readonly (readonly [RegExp, Root['kind']])[] = [
  [/^(?:[\w.-]+:)?rss$/i, 'rss'],
  [/^(?:[\w.-]+:)?rdf$/i, 'rdf'],
  [/^(?:[\w.-]+:)?feed$/i, 'atom'],
  [/^(?:html|head|body|frameset)$/i, 'page'],
];

/** A root with more is no feed's: its attributes alone would take seconds. The longest of 300 real ones has 3,000. */
const ROOT_MAX_CHARS = 50_000;

/** What a text is, by the first element that says so; the prolog before it is left out (a DTD defines nothing that is needed). */
export function findRoot(text: string): Root {
  const first = /\S/.exec(text);
  if (first?.[0] === '{') return { kind: 'json', at: first.index };
  const tags = /<!--|<!doctype\s+html|<([a-z][\w.:-]{0,40})(?=[\s/>])/gi;
  const head = text.slice(0, HEAD_CHARS);
  for (let match = tags.exec(head); match; match = tags.exec(head)) {
    if (match[0] === COMMENT) {
      const end = head.indexOf('-->', match.index + COMMENT.length);
      if (end < 0) break;
      tags.lastIndex = end;
      continue;
    }
    const name = match[1];
    if (name === undefined) return { kind: 'page', at: match.index };
    const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1];
    if (kind) return { kind: isLong(text, match.index) ? 'other' : kind, at: match.index };
  }
  return { kind: 'other', at: 0 };
}

function isLong(text: string, at: number): boolean {
  const end = text.indexOf('>', at);
  return end - at > ROOT_MAX_CHARS;
}

/** xml:base and xml:lang of the root element: the parser keeps those of a channel only. */
export function rootAttributes(xml: string): { base: string | null; language: string | null } {
  const tag = /^<[^>]{0,10000}/.exec(xml)?.[0] ?? '';
  const valueOf = (name: string) => new RegExp(`\\sxml:${name}\\s*=\\s*["']([^"']{1,2000})["']`, 'i').exec(tag)?.[1];
  return { base: valueOf('base') ?? null, language: valueOf('lang') ?? null };
}
