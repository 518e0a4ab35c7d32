import { decodeReferences } from '../pages/entities.ts';

/** A feed as a list names it. */
export type ListedFeed = { url: string; title: string | null };

/** `left`: entries that are no feed that can be followed. */
export type FeedList = { feeds: readonly ListedFeed[]; left: number };

/** A reader of feeds has hundreds; this is beyond any person's list. */
const MAX_FEEDS = 5_000;
const MAX_URL_CHARS = 2_000;
const MAX_TITLE_CHARS = 200;
/** What OPML 2.0 calls an outline that points elsewhere than at a feed (http://opml.org/spec2.opml). */
const OTHER_TYPES: ReadonlySet<string> = new Set(['link', 'include']);

/**
 * The feeds of an OPML file in its order, folders flattened, each address once under its first title; null for a text that is
 * none. An OPML file is a list of tags with attributes, and real ones are often not well-formed (a bare & in an address): the
 * tags are read one by one, in one pass. There is nothing to expand or to nest, so a hostile file costs no more than its length.
 */
export function readOpml(text: string): FeedList | null {
  const feeds = new Map<string, ListedFeed>();
  let [isOpml, left] = [false, 0];
  for (const tag of tagsOf(text)) {
    if (tag.name === 'opml') isOpml = true;
    const entry = tag.name === 'outline' ? entryOf(tag.attributes) : undefined;
    if (!entry) continue;
    const isRead = entry.url !== null && (feeds.has(entry.url) || feeds.size < MAX_FEEDS);
    if (!isRead || entry.url === null) left++;
    else if (!feeds.has(entry.url)) feeds.set(entry.url, { url: entry.url, title: entry.title });
  }
  if (!isOpml && feeds.size === 0) return null;
  return { feeds: [...feeds.values()], left };
}

/** Undefined for a folder; a null url for what is no address of a feed. */
function entryOf(attributes: ReadonlyMap<string, string>): { url: string | null; title: string | null } | undefined {
  const xmlUrl = attributes.get('xmlurl');
  const given = xmlUrl ?? attributes.get('url');
  if (given === undefined) return undefined;
  const title = lineOf(attributes.get('text') ?? '') || lineOf(attributes.get('title') ?? '');
  const isOther = xmlUrl === undefined && OTHER_TYPES.has(attributes.get('type')?.toLowerCase() ?? '');
  return { url: isOther ? null : addressOf(given), title: title === '' ? null : title };
}

function lineOf(text: string): string {
  const line = text.replace(/[\s\p{Cc}\ufffe\uffff]+/gu, ' ').trim();
  return line.length > MAX_TITLE_CHARS
    ? `${line
        .slice(0, MAX_TITLE_CHARS - 1)
        .toWellFormed()
        .trimEnd()}…`
    : line;
}

function addressOf(given: string): string | null {
  // Browsers once handed feeds over as feed://host/path and feed:https://host/path.
  const address = given
    .trim()
    .replace(/^feed:(?=https?:)/i, '')
    .replace(/^feed:/i, 'http:');
  if (address.length > MAX_URL_CHARS || !/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  url.hash = '';
  return url.href;
}

type Tag = { name: string; attributes: ReadonlyMap<string, string> };

const SKIPPED = [
  { start: '<!--', end: '-->' },
  { start: '<![CDATA[', end: ']]>' },
  { start: '<?', end: '?>' },
] as const;

/** The start tags of a text of XML, comments, CDATA and the document type left out. */
function* tagsOf(text: string): Generator<Tag> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const skipped = SKIPPED.find(({ start }) => text.startsWith(start, at));
    if (skipped) {
      const end = text.indexOf(skipped.end, at + skipped.start.length);
      if (end < 0) return;
      at = end + skipped.end.length;
    } else if (text.startsWith('<!', at)) {
      at = endOfDocumentType(text, at);
    } else {
      const read = readTag(text, at);
      if (read.tag) yield read.tag;
      at = read.end;
    }
  }
}

/** Past `<!DOCTYPE …>` with the entities between its brackets, which are not expanded: no feed list needs any. */
function endOfDocumentType(text: string, at: number): number {
  const end = text.indexOf('>', at);
  const bracket = text.indexOf('[', at);
  if (end < 0) return text.length;
  if (bracket < 0 || bracket > end) return end + 1;
  const close = text.indexOf(']', bracket);
  return close < 0 ? text.length : close + 1;
}

const NAME = /[A-Za-z][\w:.-]*/y;
/** A value in quotes, or bare up to a blank; an attribute without a value. */
const ATTRIBUTE = /[\s/]*([^\s=/>"'<]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]*)))?/y;
const MAX_ATTRIBUTES = 40;

function readTag(text: string, at: number): { tag?: Tag; end: number } {
  NAME.lastIndex = at + 1;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return { end: at + 1 };
  const attributes = new Map<string, string>();
  let end = at + 1 + name.length;
  for (let i = 0; i < MAX_ATTRIBUTES; i++) {
    ATTRIBUTE.lastIndex = end;
    const found = ATTRIBUTE.exec(text);
    if (!found) break;
    end = ATTRIBUTE.lastIndex;
    const [, key = '', double, single, bare] = found;
    const value = double ?? single ?? bare;
    if (value !== undefined && !attributes.has(key.toLowerCase()))
      attributes.set(key.toLowerCase(), decodeReferences(value));
  }
  return { tag: { name: name.toLowerCase(), attributes }, end };
}

/** An OPML 2.0 file of feeds (http://opml.org/spec2.opml). `now`: epoch milliseconds. */
export function writeOpml({
  title,
  feeds,
  now,
}: {
  title: string;
  feeds: readonly (ListedFeed & { siteUrl?: string | null })[];
  now: number;
}): string {
  const outlines = feeds.map(({ url, title: name, siteUrl }) => {
    const shown = lineOf(name ?? '') || url;
    const attributes = { type: 'rss', text: shown, title: shown, xmlUrl: url, htmlUrl: siteUrl ?? '' };
    const written = Object.entries(attributes).flatMap(([key, value]) =>
      value === '' ? [] : [`${key}="${escape(value)}"`],
    );
    return `    <outline ${written.join(' ')}/>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>${escape(title)}</title>
    <dateCreated>${new Date(now).toUTCString()}</dateCreated>
  </head>
  <body>
${outlines.join('')}  </body>
</opml>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** As XML 1.0 takes it: without the control characters that it forbids, broken surrogates replaced. */
function escape(text: string): string {
  return lineOf(text.toWellFormed()).replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark);
}
