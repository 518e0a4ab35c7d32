import { cleanLine } from '../clean.ts';
import type { PageElement } from './dom.ts';
import type { ArticleData } from './structured-data.ts';
import type { Survey } from './survey.ts';

const FEED_TYPES = /^application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json)$|^application\/json$/i;
const FEEDS_MAX = 20;

export type PageFacts = {
  canonicalUrl: string | null;
  language: string | null;
  image: { url: string; alt: string | null } | null;
  site: string | null;
  feeds: readonly { url: string; title: string | null }[];
};

/** The facts that stand in a page's head or structured data. Addresses are absolute http ones; `url` is the page's own, where known. */
export function readFacts(root: PageElement, survey: Survey, data: ArticleData | null, url: string | null): PageFacts {
  const base = absolute(root.querySelector('base[href]')?.getAttribute('href') ?? null, url) ?? url;
  const { metas } = survey;
  return {
    canonicalUrl: readCanonical(survey, data, base),
    language: readLanguage(root, survey, data),
    image: readImage(survey, data, base),
    site: readSite(survey, data),
    feeds: readFeeds(survey, base),
  };

  function readCanonical(found: Survey, article: ArticleData | null, from: string | null): string | null {
    const link = found.links.find((element) => relOf(element).includes('canonical'))?.getAttribute('href') ?? null;
    const said = [link, metas.get('og:url')?.[0], article?.url].map((address) => absolute(address ?? null, from));
    return said.find((address) => address !== null) ?? null;
  }
}

function relOf(element: PageElement): readonly string[] {
  return (element.getAttribute('rel') ?? '').toLowerCase().split(/\s+/);
}

/** The outlet's name as the page gives it: where none does, unknown. */
function readSite({ metas }: Survey, data: ArticleData | null): string | null {
  const names = [
    metas.get('og:site_name')?.[0],
    data?.publisher,
    metas.get('application-name')?.[0],
    metas.get('apple-mobile-web-app-title')?.[0],
    metas.get('dc.publisher')?.[0],
    metas.get('citation_publisher')?.[0],
  ];
  const name = names
    .map((one) => cleanLine(one ?? ''))
    .find((one) => one.length > 1 && one.length <= 100 && !/^https?:/i.test(one));
  return name ?? null;
}

/** The declared language as BCP 47; one that is no tag counts as none. */
function readLanguage(root: PageElement, { metas }: Survey, data: ArticleData | null): string | null {
  const said = [
    root.getAttribute('lang'),
    root.getAttribute('xml:lang'),
    data?.language,
    metas.get('og:locale')?.[0],
    metas.get('dc.language')?.[0],
    metas.get('language')?.[0],
    metas.get('content-language')?.[0],
  ];
  for (const tag of said) {
    const language = canonicalTag(tag ?? '');
    if (language !== null) return language;
  }
  return null;
}

function canonicalTag(tag: string): string | null {
  const bare =
    tag
      .trim()
      .split(/[,;\s]/)[0]
      ?.replaceAll('_', '-') ?? '';
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(bare)) return null;
  try {
    return Intl.getCanonicalLocales(bare)[0] ?? null;
  } catch {
    return null;
  }
}

function readImage({ metas }: Survey, data: ArticleData | null, base: string | null): PageFacts['image'] {
  const meta = ['og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image', 'twitter:image:src'].flatMap(
    (name) => metas.get(name)?.slice(0, 1) ?? [],
  );
  const alt = cleanLine(metas.get('og:image:alt')?.[0] ?? metas.get('twitter:image:alt')?.[0] ?? '');
  for (const address of meta) {
    const url = absolute(address, base);
    if (url !== null) return { url, alt: alt === '' ? null : alt };
  }
  const url = absolute(data?.image?.url ?? null, base);
  return url === null ? null : { url, alt: data?.image?.alt ?? null };
}

function readFeeds({ links }: Survey, base: string | null): PageFacts['feeds'] {
  const feeds = new Map<string, { url: string; title: string | null }>();
  for (const link of links) {
    if (!relOf(link).includes('alternate') || !FEED_TYPES.test(link.getAttribute('type')?.trim() ?? '')) continue;
    const url = absolute(link.getAttribute('href'), base);
    const title = cleanLine(link.getAttribute('title') ?? '');
    // A WordPress page lists its REST answers under the same type as JSON Feed.
    if (url === null || /\/wp-json\/|oembed/i.test(url)) continue;
    if (!feeds.has(url) && feeds.size < FEEDS_MAX) feeds.set(url, { url, title: title === '' ? null : title });
  }
  return [...feeds.values()];
}

/** An http address without its fragment; null for others and unreadable ones. */
function absolute(address: string | null, base: string | null): string | null {
  if (address === null || address.trim() === '') return null;
  const url = URL.parse(address.trim(), base ?? undefined);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  url.hash = '';
  return url.href;
}
