import type { AtomFeed } from 'feedsmith';
import { given, type RawFeed, type RawItem, type RawText } from './raw-feed.ts';
import { readTtl } from './feed-ttl.ts';
import { readImages } from './raw-media.ts';

type Link = { href?: string; rel?: string; type?: string };
type Text = { value?: string | undefined; type?: string | undefined };

/** Atom 0.3 and 1.0 as the parser gives it. */
export function fromAtom(feed: AtomFeed.Feed<string>): RawFeed {
  return {
    title: toText(feed.title ?? { value: feed.dc?.titles?.[0] }),
    siteLinks: given(...linksOf(feed.links, 'alternate')),
    selfLink: linksOf(feed.links, 'self')[0] ?? null,
    language: given(feed.xml?.lang, feed.dc?.languages?.[0])[0] ?? null,
    ttlMs: readTtl(undefined, feed.sy),
    authors: given(...(feed.authors ?? []).map(({ name }) => name)),
    base: feed.xml?.base ?? null,
    items: (feed.entries ?? []).map(fromEntry),
  };
}

function fromEntry(entry: AtomFeed.Entry<string>): RawItem {
  const { content, dc, media, links } = entry;
  const authors = given(...(entry.authors ?? entry.source?.authors ?? []).map(({ name }) => name));
  return {
    guid: entry.id ?? null,
    links: given(...linksOf(links, 'alternate'), content?.src, ...addressOf(entry.id)),
    mediaLinks: linksOf(links, 'enclosure'),
    title: toText(entry.title ?? { value: dc?.titles?.[0] }),
    texts: toTexts(content, entry.summary),
    otherTexts: toTexts(media?.groups?.[0]?.description, media?.description),
    published: given(entry.published, dc?.dates?.[0], entry.dcterms?.issued?.[0], entry.updated),
    modified: given(entry.updated, entry.dcterms?.modified?.[0]),
    authors: authors.length > 0 ? authors : given(...(dc?.creators ?? [])),
    language: given(entry.xml?.lang, content?.xml?.lang, dc?.languages?.[0])[0] ?? null,
    images: readImages({
      media,
      enclosures: (links ?? []).flatMap(({ rel, href, type }) =>
        rel === 'enclosure' && href !== undefined ? [{ url: href, ...(type === undefined ? {} : { type }) }] : [],
      ),
    }),
    base: entry.xml?.base ?? null,
  };
}

/** Addresses with a relation; `alternate` is what a link without one is, and HTML comes first among several. */
export function linksOf(links: readonly Link[] | undefined, wanted: string): readonly string[] {
  const found = (links ?? []).filter(({ rel = 'alternate' }) => rel.toLowerCase() === wanted);
  const isPage = ({ type = 'text/html' }: Link) => /html/i.test(type);
  return given(...[...found.filter(isPage), ...found.filter((link) => !isPage(link))].map(({ href }) => href));
}

export function toTexts(...texts: readonly (Text | undefined)[]): readonly RawText[] {
  return texts.flatMap((text) => toText(text) ?? []);
}

/** Without a type a text is plain; one that clearly holds tags is markup all the same, as readers take it. */
function toText(text: Text | undefined): RawText | null {
  if (text?.value === undefined) return null;
  const isPlain =
    /^(?:text(?:\/plain)?)?$/i.test(text.type ?? '') &&
    !/<\/(?:p|a|div|b|i|em|strong|span|ul|li|h\d)>|<br\s?\/?>|<img\s/i.test(text.value);
  return { text: text.value, isPlain };
}

function addressOf(id: string | undefined): readonly string[] {
  return id !== undefined && /^https?:\/\//i.test(id) ? [id] : [];
}
