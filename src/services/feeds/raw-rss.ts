import type { RdfFeed, RssFeed } from 'feedsmith';
import { given, type RawFeed, type RawItem, type RawText } from './raw-feed.ts';
import { linksOf, toTexts } from './raw-atom.ts';
import { readImages } from './raw-media.ts';
import { readTtl } from './feed-ttl.ts';

/** RSS 0.9x and 2.0 as the parser gives it, with Dublin Core, Media RSS, Atom and what podcasts add. */
export function fromRss(feed: RssFeed.Feed<string>): RawFeed {
  const { atom, dc } = feed;
  return {
    title: toMarkup(feed.title ?? dc?.titles?.[0] ?? feed.itunes?.title),
    siteLinks: given(feed.link, ...linksOf(atom?.links, 'alternate')),
    selfLink: given(...linksOf(atom?.links, 'self'))[0] ?? null,
    language: given(feed.language, dc?.languages?.[0], feed.xml?.lang)[0] ?? null,
    ttlMs: readTtl(feed.ttl, feed.sy),
    authors: [],
    base: feed.xml?.base ?? null,
    items: (feed.items ?? []).map(fromRssItem),
  };
}

function fromRssItem(item: RssFeed.Item<string>): RawItem {
  const { atom, dc, dcterms, guid, media, itunes } = item;
  const authors = (item.authors ?? []).map(({ name }) => name);
  return {
    guid: guid?.value ?? atom?.id ?? null,
    links: given(item.link, ...linksOf(atom?.links, 'alternate'), guid?.isPermaLink === false ? null : guid?.value),
    mediaLinks: given(...(item.enclosures ?? []).map(({ url }) => url)),
    title: toMarkup(item.title ?? dc?.titles?.[0] ?? media?.title?.value ?? itunes?.title),
    texts: [...markup(item.content?.encoded, item.description), ...toTexts(atom?.content, atom?.summary)],
    otherTexts: markup(
      dc?.descriptions?.[0],
      dcterms?.descriptions?.[0],
      itunes?.summary,
      media?.description?.value,
      media?.groups?.[0]?.description?.value,
    ),
    published: given(
      item.pubDate,
      dc?.dates?.[0],
      dcterms?.issued?.[0],
      dcterms?.created?.[0],
      dcterms?.dates?.[0],
      atom?.published,
      item.prism?.publicationDates?.[0],
      atom?.updated,
    ),
    modified: given(atom?.updated, dcterms?.modified?.[0]),
    authors: firstOf(
      authors,
      dc?.creators,
      dcterms?.creators,
      atom?.authors?.map(({ name }) => name),
      [itunes?.author],
    ),
    language: given(dc?.languages?.[0], item.xml?.lang)[0] ?? null,
    images: readImages({ media, enclosures: item.enclosures, others: [itunes?.image] }),
    base: item.xml?.base ?? null,
  };
}

/** RSS 0.90 and 1.0. */
export function fromRdf(feed: RdfFeed.Feed<string>): RawFeed {
  const { atom, dc } = feed;
  return {
    title: toMarkup(feed.title ?? dc?.titles?.[0]),
    siteLinks: given(feed.link, ...linksOf(atom?.links, 'alternate')),
    selfLink: given(...linksOf(atom?.links, 'self'))[0] ?? null,
    language: given(dc?.languages?.[0], feed.xml?.lang)[0] ?? null,
    ttlMs: readTtl(undefined, feed.sy),
    authors: [],
    base: feed.xml?.base ?? null,
    items: (feed.items ?? []).map(fromRdfItem),
  };
}

function fromRdfItem(item: RdfFeed.Item<string>): RawItem {
  const { atom, dc, dcterms, media } = item;
  return {
    guid: item.rdf?.about ?? dc?.identifiers?.[0] ?? null,
    links: given(item.link, ...linksOf(atom?.links, 'alternate'), item.rdf?.about),
    mediaLinks: [],
    title: toMarkup(item.title ?? dc?.titles?.[0]),
    texts: [...markup(item.content?.encoded, item.description), ...toTexts(atom?.content, atom?.summary)],
    otherTexts: markup(dc?.descriptions?.[0]),
    published: given(dc?.dates?.[0], dcterms?.issued?.[0], dcterms?.created?.[0], atom?.published, atom?.updated),
    modified: given(dcterms?.modified?.[0], atom?.updated),
    authors: firstOf(
      dc?.creators,
      dcterms?.creators,
      atom?.authors?.map(({ name }) => name),
    ),
    language: given(dc?.languages?.[0], item.xml?.lang)[0] ?? null,
    images: readImages({ media }),
    base: item.xml?.base ?? null,
  };
}

/** RSS does not say whether a text is markup: most are. */
function toMarkup(text: string | undefined): RawText | null {
  return text === undefined ? null : { text, isPlain: false };
}

function markup(...texts: readonly (string | undefined)[]): readonly RawText[] {
  return given(...texts).map((text) => ({ text, isPlain: false }));
}

function firstOf(...lists: readonly (readonly (string | undefined)[] | undefined)[]): readonly string[] {
  return lists.map((list) => given(...(list ?? []))).find((list) => list.length > 0) ?? [];
}
