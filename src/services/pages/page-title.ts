import { cleanLine, foldLine } from '../clean.ts';
import { lineOf, type PageElement } from './dom.ts';
import type { ArticleData } from './structured-data.ts';
import type { Survey } from './survey.ts';

const MAX_CHARS = 400;
const SEPARATOR = /\s+[|–—\-:·•»›/\\<>]+\s+|\s*[|｜»]\s*/u;

/**
 * The article's title: what the page shows as its heading where its metadata agrees, else the metadata's. The outlet's name
 * that pages append is taken off. Null where the page has none.
 */
export function readTitle(survey: Survey, data: ArticleData | null, site: string | null): string | null {
  const [tag] = survey.headings.filter(({ localName }) => localName === 'title').map(clean);
  const shown = survey.headings
    .filter(({ localName }) => localName === 'h1')
    .map(clean)
    .filter(isTitle);
  const named = [
    data?.headline,
    ...(survey.metas.get('og:title') ?? []),
    ...(survey.metas.get('twitter:title') ?? []),
    ...['headline', 'citation_title', 'dc.title', 'dcterms.title', 'parsely-title', 'sailthru.title'].flatMap(
      (name) => survey.metas.get(name)?.slice(0, 1) ?? [],
    ),
  ].flatMap((title) => (title ? [withoutSite(tidy(title), site)] : []));
  const properties = (survey.properties.get('headline') ?? []).map(clean).filter(isTitle);
  const said = [...named, ...(tag ? [tag] : [])];
  const agreed = [...shown, ...properties].find((title) => said.some((other) => agree(title, other)));
  if (agreed !== undefined) return agreed;
  const h2 = survey.headings
    .filter(({ localName }) => localName === 'h2')
    .map(clean)
    .find(
      (title) =>
        isTitle(title) &&
        title.length > 20 &&
        said.some(
          (other) => foldLine(other) === foldLine(title) || foldLine(withoutSite(other, site)) === foldLine(title),
        ),
    );
  if (h2 !== undefined) return h2;
  const fromTag = tag ? shortenTag(tag, site) : undefined;
  return named.find(isTitle) ?? (fromTag && isTitle(fromTag) ? fromTag : undefined) ?? shown[0] ?? null;
}

function clean(element: PageElement): string {
  return tidy(lineOf(element, MAX_CHARS));
}

/** Some pages escape their titles twice. */
function tidy(title: string): string {
  const unescaped = title.replace(
    /&(amp|quot|#0?39|apos|lt|gt|nbsp|#8217|#8216|#8220|#8221|rsquo|lsquo|ldquo|rdquo);/g,
    (all, name: string) => ENTITIES[name] ?? all,
  );
  return cleanLine(unescaped.replace(/<\/?[a-z][^>]{0,100}>/gi, '')).slice(0, MAX_CHARS);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  '#39': "'",
  '#039': "'",
  apos: "'",
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
  '#8217': '’',
  '#8216': '‘',
  '#8220': '“',
  '#8221': '”',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
};

function isTitle(title: string): boolean {
  return title.length >= 4 && /\p{L}/u.test(title);
}

/** Whether a heading is the title that the metadata gives, perhaps with a name or a slogan around. */
function agree(heading: string, other: string): boolean {
  const [a, b] = [letters(heading), letters(other)];
  if (a === b) return true;
  if (a.length < 8 || b.length < 8) return false;
  return (b.includes(a) && a.length >= b.length * 0.4) || (a.includes(b) && b.length >= a.length * 0.6);
}

function letters(title: string): string {
  return foldLine(title).replace(/[^\p{L}\p{N}]+/gu, '');
}

function withoutSite(title: string, site: string | null): string {
  if (!site) return title;
  const parts = title.split(SEPARATOR);
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (parts.length > 1 && letters(last) === letters(site))
    return title.slice(0, title.lastIndexOf(last)).replace(/[\s|–—\-:·•»›/\\<>｜]+$/u, '');
  if (parts.length > 1 && letters(first) === letters(site))
    return title.slice(first.length).replace(/^[\s|–—\-:·•»›/\\<>｜]+/u, '');
  return title;
}

/** The part of the page's own title before the outlet's name: the last one is short and comes after a separator. */
function shortenTag(tag: string, site: string | null): string {
  const bare = withoutSite(tag, site);
  if (bare !== tag) return bare;
  const match = /^(.{15,}?)(?:\s+[|–—-]\s+|\s*[|｜»]\s*)[^|–—]{2,40}$/u.exec(tag);
  return match?.[1] ?? tag;
}
