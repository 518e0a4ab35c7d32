import type { JsonFeed } from 'feedsmith';
import { given, type RawFeed, type RawItem } from './raw-feed.ts';
import { readImages } from './raw-media.ts';

/** JSON Feed 1.0 and 1.1. */
export function fromJson(feed: JsonFeed.Feed<string>): RawFeed {
  return {
    title: feed.title === undefined ? null : { text: feed.title, isPlain: true },
    siteLinks: given(feed.home_page_url),
    selfLink: feed.feed_url ?? null,
    language: feed.language ?? null,
    ttlMs: null,
    authors: given(...(feed.authors ?? []).map(({ name }) => name)),
    base: null,
    items: (feed.items ?? []).map(fromItem),
  };
}

function fromItem(item: JsonFeed.Item<string>): RawItem {
  const enclosures = (item.attachments ?? []).map(({ url, mime_type: type }) => ({
    ...(url === undefined ? {} : { url }),
    ...(type === undefined ? {} : { type }),
  }));
  return {
    guid: item.id ?? null,
    links: given(item.url, item.external_url, /^https?:\/\//i.test(item.id ?? '') ? item.id : null),
    mediaLinks: given(...enclosures.map(({ url }) => url)),
    title: item.title === undefined ? null : { text: item.title, isPlain: true },
    texts: [
      ...given(item.content_html).map((text) => ({ text, isPlain: false })),
      ...given(item.content_text, item.summary).map((text) => ({ text, isPlain: true })),
    ],
    otherTexts: [],
    published: given(item.date_published, item.date_modified),
    modified: given(item.date_modified),
    authors: given(...(item.authors ?? []).map(({ name }) => name)),
    language: item.language ?? null,
    images: readImages({
      enclosures: [...given(item.image, item.banner_image).map((url) => ({ url, type: 'image/*' })), ...enclosures],
    }),
    base: null,
  };
}
