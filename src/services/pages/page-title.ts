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
    .filter((heading) => isTitle(heading) && !isSite(heading, site));
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
  const shownAs = pickShown([...shown, ...properties], said);
  if (shownAs !== undefined) return withoutKicker(withoutSite(shownAs, site), named);
  const second = survey.headings
    .filter(({ localName }) => localName === 'h2')
    .map(clean)
    .find((title) => letters(title).length >= 12 && said.some((other) => letters(other).startsWith(letters(title))));
  const fromTag = tag ? withoutTail(withoutSite(tag, site)) : undefined;
  return (
    second ??
    named.map(withoutTail).find(isTitle) ??
    (fromTag && isTitle(fromTag) ? fromTag : undefined) ??
    shown[0] ??
    null
  );
}

/** The heading that is the title by the metadata; a page's only h1 needs less to agree with it. */
function pickShown(shown: readonly string[], said: readonly string[]): string | undefined {
  const agreed = shown.find((title) => said.some((other) => agree(title, other)));
  if (agreed !== undefined) return agreed;
  const [like] = shown
    .map((title) => ({ title, likeness: Math.max(0, ...said.map((other) => likenessOf(title, other))) }))
    .toSorted((a, b) => b.likeness - a.likeness);
  if (!like || letters(like.title).length < 10) return undefined;
  return like.likeness >= (new Set(shown).size === 1 ? 0.15 : 0.4) ? like.title : undefined;
}

/** Dice's coefficient of the pairs of letters: 0 to 1, in any script. */
function likenessOf(a: string, b: string): number {
  const [first, second] = [pairsOf(a), pairsOf(b)];
  let both = 0;
  for (const pair of first) if (second.has(pair)) both++;
  return first.size + second.size === 0 ? 0 : (2 * both) / (first.size + second.size);
}

function pairsOf(title: string): ReadonlySet<string> {
  const all = letters(title);
  return new Set(Array.from({ length: Math.max(0, all.length - 1) }, (_, i) => all.slice(i, i + 2)));
}

/** A heading that ends in the title that the metadata gives has a kicker before it. */
function withoutKicker(heading: string, named: readonly string[]): string {
  const all = letters(heading);
  const bare = named.find((title) => {
    const own = letters(title);
    return own.length >= 12 && own.length < all.length && own.length >= all.length * 0.4 && all.endsWith(own);
  });
  return bare ?? heading;
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

/** A logo, not a title. */
function isSite(heading: string, site: string | null): boolean {
  const [own, other] = [letters(heading), letters(site ?? '')];
  return other.length > 2 && own.startsWith(other) && own.length < other.length * 3;
}

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

/** A title before the outlet's name or slogan: what follows a bar is short and no part of a title. */
function withoutTail(title: string): string {
  const match = /^(.{12,}?)(?:\s+[|–—-]\s+|\s*[|｜»]\s*|_)[^|–—_]{2,40}(?:_[^_]{1,20})?$/u.exec(title);
  return match?.[1] ?? title;
}
