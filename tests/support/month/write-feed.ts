import { encodeXml } from './encode.ts';
import type { Text } from './texts.ts';
import type { Piece, PlannedFeed } from './web-plan.ts';
import { writeDate } from './write-dates.ts';

/** A piece in one wording, with the addresses that its feed gives it now. */
export type Listed = {
  piece: Piece;
  text: Text;
  modifiedAt: number;
};

type Moment = { now: number; origin: string; self: string };
type Item = {
  guid: string | undefined;
  link: string | undefined;
  title: string;
  date: string | undefined;
  modified: string;
  html: string;
  plain: string;
  isFull: boolean;
};

const CONTENT_TYPES = {
  rss: 'application/rss+xml',
  rss091: 'text/xml',
  rdf: 'application/rdf+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const;

/** Where a feed stands on its host, and where a piece of it does. */
function addressOfPiece(piece: Piece): string {
  return `/p/${piece.id}`;
}

export function contentTypeOf({ style }: PlannedFeed): string {
  const type = CONTENT_TYPES[style.format];
  // UTF-16 says so by its mark, a third of the others in the header too.
  return style.charset === 'utf-8' || style.charset === 'utf-16le' ? type : `${type}; charset=${style.charset}`;
}

/** The feed's bytes at a moment. `origin`: of its items' addresses, without a slash at the end. */
export function writeFeed(feed: PlannedFeed, listed: readonly Listed[], moment: Moment): Uint8Array {
  const { style } = feed;
  const items = listed.map((one) => toItem(feed, one, moment));
  if (style.order === 'oldest') items.reverse();
  if (style.format === 'json') return Buffer.from(writeJson(feed, items, moment));
  const declared = style.charset === 'utf-16le' ? 'utf-16' : style.charset;
  const body = { rss: writeRss, rss091: writeRss, rdf: writeRdf, atom: writeAtom }[style.format](feed, items, moment);
  return encodeXml(`<?xml version="1.0" encoding="${declared}"?>\n${body}`, style.charset);
}

/** The same, broken in ways that leave each item whole: a stray ampersand, an element that never closes. */
export function spoil(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  return Buffer.from(text.replace(/<\/(channel|feed)>/, '<br> wind & weather &nosuch; </wrong>'), 'latin1');
}

/** What a feed calls itself. */
export function titleOf(feed: PlannedFeed): string {
  return `Gazette ${feed.mirrors ?? feed.n}`;
}

function toItem(feed: PlannedFeed, { piece, text, modifiedAt }: Listed, { now, origin }: Moment): Item {
  const { style } = feed;
  const iso = style.format !== 'rss' && style.format !== 'rss091';
  const isFull = style.text === 'full';
  return {
    guid: guidOf(feed, piece, now),
    link: linkOf(feed, piece, { now, origin }),
    title: text.title,
    date: writeDate(piece, style.dates, { now, form: iso ? 'iso' : 'rfc' }),
    modified: new Date(modifiedAt).toISOString(),
    html: isFull
      ? text.paragraphs.map((one) => `<p>${escape(one)}</p>`).join('\n')
      : `<p>${escape(excerptOf(text))}</p>`,
    plain: excerptOf(text),
    isFull,
  };
}

/** What a feed of excerpts gives of a text: its first sentences. */
export function excerptOf({ paragraphs }: Text): string {
  const [first = ''] = paragraphs;
  return `${first.slice(0, first.lastIndexOf(' ', 170))}…`;
}

function guidOf({ style, renumbersAt }: PlannedFeed, piece: Piece, now: number): string | undefined {
  if (style.guid === 'none') return undefined;
  if (style.guid === 'one-for-all') return 'the-only-one';
  return renumbersAt !== null && now >= renumbersAt ? `new:${piece.id * 7}` : `item-${piece.id}`;
}

function linkOf(
  { style }: PlannedFeed,
  piece: Piece,
  { now, origin }: { now: number; origin: string },
): string | undefined {
  const path = addressOfPiece(piece);
  if (style.links === 'none') return undefined;
  if (style.links === 'relative') return path;
  if (style.links === 'tracked') return `${origin}${path}?utm_source=feed&utm_campaign=c${now}&fbclid=x${now % 997}`;
  if (style.links === 'plain') return `${origin}${path}`;
  const { host } = new URL(origin);
  const forms = [`http://${host}`, `https://${host}`, `http://www.${host}`, `https://www.${host}`];
  return `${forms[Math.floor(now / 7_200_000) % forms.length]}${path}`;
}

function writeRss(feed: PlannedFeed, items: readonly Item[], { origin }: Moment): string {
  const version = feed.style.format === 'rss091' ? '0.91' : '2.0';
  const spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"';
  const written = items.map(
    (item) => `<item><title>${escape(item.title)}</title>
${element('link', item.link)}${item.guid === undefined ? '' : `<guid isPermaLink="false">${escape(item.guid)}</guid>`}
${element('pubDate', item.date)}${rssText(item)}</item>`,
  );
  return `<rss version="${version}" ${spaces}><channel><title>${titleOf(feed)}</title><link>${origin}/</link>
<description>${titleOf(feed)}</description><language>${feed.tongue}</language>\n${written.join('\n')}\n</channel></rss>`;
}

function rssText({ html, isFull }: Item): string {
  if (!isFull) return element('description', html);
  return `<content:encoded><![CDATA[${html}]]></content:encoded>`;
}

function writeRdf(feed: PlannedFeed, items: readonly Item[], { origin }: Moment): string {
  const written = items.map(
    (item) => `<item rdf:about="${escape(item.guid ?? item.link ?? '')}"><title>${escape(item.title)}</title>
${element('link', item.link)}${element('dc:date', item.date)}${rssText(item)}</item>`,
  );
  return `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="${origin}/"><title>${titleOf(feed)}</title><link>${origin}/</link>
<description>${titleOf(feed)}</description><dc:language>${feed.tongue}</dc:language></channel>\n${written.join('\n')}\n</rdf:RDF>`;
}

function writeAtom(feed: PlannedFeed, items: readonly Item[], { origin, self }: Moment): string {
  const written = items.map(
    (item) => `<entry><title>${escape(item.title)}</title>${element('id', item.guid)}
${item.link === undefined ? '' : `<link rel="alternate" href="${escape(item.link)}"/>`}${element('published', item.date)}
<updated>${item.modified}</updated>${item.isFull ? `<content type="html">${escape(item.html)}</content>` : `<summary type="html">${escape(item.html)}</summary>`}</entry>`,
  );
  return `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.tongue}"><title>${titleOf(feed)}</title>
<id>${self}</id><link rel="self" href="${escape(self)}"/><link href="${origin}/"/>\n${written.join('\n')}\n</feed>`;
}

function writeJson(feed: PlannedFeed, items: readonly Item[], { origin, self }: Moment): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: titleOf(feed),
    home_page_url: `${origin}/`,
    feed_url: self,
    language: feed.tongue,
    items: items.map((item) => ({
      id: item.guid,
      url: item.link,
      title: item.title,
      ...(item.isFull ? { content_html: item.html } : { summary: item.plain }),
      date_published: item.date,
    })),
  });
}

function element(name: string, value: string | undefined): string {
  return value === undefined ? '' : `<${name}>${escape(value)}</${name}>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
