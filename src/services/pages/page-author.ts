import { cleanLine, foldLine } from '../clean.ts';
import { childrenOf, isElement, lineOf, type PageElement } from './dom.ts';
import { readDate } from './page-dates.ts';
import type { ArticleData } from './structured-data.ts';
import type { Survey } from './survey.ts';

const MAX_CHARS = 120;
const MAX_AUTHORS = 8;
const METAS = [
  'author',
  'article:author',
  'parsely-author',
  'sailthru.author',
  'dc.creator',
  'dcterms.creator',
  'byl',
  'byline',
  'authors',
  'cxenseparse:author',
  'article:author_name',
  'og:article:author',
  'twitter:creator:name',
];
const BY =
  /^(?:(?:written|posted|published|reported|reviewed|words|text|story|article|analysis|opinion|report)\s+)?(?:by|par|von|por|di|da|door|przez|av|af|автор|авторы|текст|autor|autorin|auteur|author|authors|redakteur|redaktion|escrito por|publicado por|scritto da|rédigé par|publié par|propos recueillis par|geschreven door)(?=[\s:])\s*[:：]?\s*/iu;
const PLACES = /(?:^|[\s_-])(?:by-?line|author|auteur|autor|authors|writer)(?:$|[\s_-]|name|s$)/i;

/** Who wrote the article, names joined by commas, as structured data, metadata or the visible byline say. Null where nobody is named. */
export function readAuthor(survey: Survey, data: ArticleData | null, site: string | null, now: number): string | null {
  const context = { now, site };
  for (const names of candidates(survey, data)) {
    const clean = [...new Set(names.map((name) => cleanName(name, context)).filter((name) => name !== null))];
    if (clean.length > 0) return clean.slice(0, MAX_AUTHORS).join(', ');
  }
  return null;
}

function* candidates(survey: Survey, data: ArticleData | null): Generator<readonly string[]> {
  if (data) yield data.authors;
  yield survey.metas.get('citation_author')?.map(unreverse) ?? [];
  for (const name of METAS) yield (survey.metas.get(name) ?? []).slice(0, 1);
  yield itempropNames(survey.properties.get('author') ?? []);
  const visible = survey.bylines.filter((element) => lineOf(element, 400).length > 2);
  const marked = visible.filter((element) => /\bauthor\b/i.test(element.getAttribute('rel') ?? ''));
  yield firstGroup(marked);
  for (const element of visible.filter(isByline).slice(0, 6)) {
    const named = nameInside(element);
    if (named.length > 0) yield named;
    yield [lineOf(element, 400)];
  }
}

/** Citations give “Last, First”. */
function unreverse(name: string): string {
  return name.replace(/^([^,]+),\s*([^,]+)$/, '$2 $1');
}

function itempropNames(elements: readonly PageElement[]): readonly string[] {
  return [...elements].slice(0, MAX_AUTHORS).map((element) => {
    const name = element.querySelector('[itemprop~="name"]');
    return (
      (name?.getAttribute('content') ?? '') || lineOf(name ?? element, 400) || (element.getAttribute('content') ?? '')
    );
  });
}

/** Links to authors that stand together: later ones belong to other articles. */
function firstGroup(elements: readonly PageElement[]): readonly string[] {
  const [first] = elements;
  if (!first) return [];
  const near = elements.filter((element) => element.parentNode === first.parentNode);
  return near.map((element) => lineOf(element, 200));
}

function isByline(element: PageElement): boolean {
  const marks = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
  return PLACES.test(marks) && lineOf(element, 400).length <= 200;
}

/** The links in a byline, or its part that is called a name. */
function nameInside(element: PageElement): readonly string[] {
  const name = element.querySelector(
    '.fn, .name, [class*="author-name"], [class*="authorName"], [class*="byline-name"]',
  );
  if (name) return [lineOf(name, 200)];
  const links: string[] = [];
  const visit = (node: PageElement) => {
    for (const child of childrenOf(node)) {
      if (!isElement(child)) continue;
      if (child.localName === 'a') links.push(lineOf(child, 200));
      else visit(child);
    }
  };
  visit(element);
  return links.filter((link) => isName(link));
}

function cleanName(raw: string, { now, site }: { now: number; site: string | null }): string | null {
  let name = cleanLine(raw.replace(/<[^>]{0,200}>/g, ' ')).replace(/^[\s|•·–—:,-]+/u, '');
  name = name.replace(BY, '').replace(/^@(?=\w)/, '');
  // What follows a name in a byline: a date, a job after a bar, an address.
  name = (name.split(/\s*(?:\||•|·|\n|\s[–—-]\s|;\s|\s\/\s)\s*/u)[0] ?? '').replace(/\s*\(?\S+@\S+\)?/g, '');
  name = name.replace(
    /,?\s*(?:on\s|le\s|am\s|el\s|updated|published|publié|veröffentlicht|posted|last\s).*$/iu,
    (tail) => (/\d/.test(tail) ? '' : tail),
  );
  name = name.replace(/[\s,:;–—|-]+$/u, '').trim();
  if (!isName(name) || readDate(name, { now, language: null })) return null;
  return site !== null && foldLine(name) === foldLine(site) && name.length < 3 ? null : name;
}

function isName(name: string): boolean {
  if (name.length < 2 || name.length > MAX_CHARS || !/\p{L}/u.test(name)) return false;
  if (/^(?:https?:|www\.|\/)|\.(?:com|org|net)\/|[{}<>]|\d{4,}/i.test(name)) return false;
  if (
    /^(?:admin|administrator|root|author|authors|null|undefined|none|unknown|share|follow|contributor|see all|view|more|about|by|n\/a|user|guest|editor)$/i.test(
      name,
    )
  )
    return false;
  return name.split(/\s+/).length <= 14;
}
