import { cleanLine, foldLine } from '../clean.ts';
import { childrenOf, isElement, lineOf, type PageElement } from './dom.ts';
import { decodeReferences } from './entities.ts';
import { readDate } from './page-dates.ts';
import type { ArticleData } from './structured-data.ts';
import type { Survey } from './survey.ts';

const MAX_CHARS = 120;
const MAX_AUTHORS = 20;
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
const BY_NAME = /^(?:[Bb]y|BY|[Pp]ar|PAR|[Vv]on|VON|[Pp]or|[Dd]oor|Автор|Text)\s*:?\s+(\p{Lu}.{2,78})$/u;
/** What links to an author's page say. */
const MORE_BY =
  /^(?:view all posts by|view all articles by|view all stories by|all posts by|more posts by|more stories by|more articles by|more from|more by|read more (?:about|by|from)|posts by|articles by|zeige alle beiträge von|alle beiträge von|alle artikel von|mehr von|voir tous les articles de|tous les articles de|ver todas las entradas de|ver todos los artículos de|tutti gli articoli di|все статьи автора)\s+/iu;
const NO_NAME =
  /^(?:admin|administrator|root|authors?|null|undefined|none|unknown|share|edit|follow|contributor|see all|view|more|about|by|posted|n\/a|user|guest|editor|beitrag|updated|published)$|^(?:view|get|see|follow|read|click|updated by|edited by|fact.?checked|reviewed by)\b/i;
const PLACES = /(?:^|[\s_-])(?:by-?line|author|auteur|autor|authors|writer)(?:$|[\s_-]|name|s$)/i;

/** Who wrote the article, names joined by commas, as structured data, metadata or the visible byline say. Null where nobody is named. */
export function readAuthor(survey: Survey, data: ArticleData | null, site: string | null, now: number): string | null {
  let outlet: string | null = null;
  for (const names of candidates(survey, data)) {
    const clean = [...new Set(names.map((name) => cleanName(name, now)).filter((name) => name !== null))];
    const persons = clean.filter((name) => !isOutlet(name, site, data));
    if (persons.length > 0) return persons.slice(0, MAX_AUTHORS).join(', ');
    outlet ??= clean[0] ?? null;
  }
  return outlet;
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
  yield bylineAfterTitle(survey.afterTitle);
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

function cleanName(raw: string, now: number): string | null {
  const plain = decodeReferences(raw).replace(/<[^>]{0,200}>/g, ' ');
  let name = cleanLine(plain)
    .replace(/^[\s|•·–—:,-]+/u, '')
    .replace(MORE_BY, '')
    .replace(BY, '')
    .replace(/^@(?=\w)/, '');
  // What follows a name in a byline: a date, a job after a bar, an address.
  name = (name.split(/\s*(?:\||•|·|\s[–—-]\s|;\s|\s\/\s)\s*/u)[0] ?? '').replace(/\s*\(?\S+@\S+\)?/g, '');
  name = name.replace(TAIL, (tail) => (/\d/.test(tail) ? '' : tail));
  name = name.replace(/[\s,:;–—|-]+$/u, '').trim();
  return isName(name) && readDate(name, { now, language: null }) === null ? name : null;
}

const TAIL = /,?\s*(?:on\s|le\s|am\s|el\s|updated|published|publié|veröffentlicht|posted|last\s).*$/iu;

function isName(name: string): boolean {
  if (name.length < 2 || name.length > MAX_CHARS || !/\p{L}/u.test(name)) return false;
  if (/^(?:https?:|www\.|\/)|\.(?:com|org|net)\/|[{}<>_]|\w\.\w+\.\w|\d{4,}/i.test(name)) return false;
  return !NO_NAME.test(name) && name.split(/\s+/).length <= 14;
}

/** A text under the title that opens with “by”: the name follows in it, or in the next one. */
function bylineAfterTitle(texts: readonly string[]): readonly string[] {
  for (const [i, text] of texts.entries()) {
    const isAlone = /^(?:by|par|von|por|di|door|автор|text|words)\s*:?$/iu.test(text);
    const rest = isAlone ? (texts[i + 1] ?? '') : (BY_NAME.exec(text)?.[1] ?? '');
    if (rest !== '' && rest.length <= 80 && /^\p{Lu}/u.test(rest)) return [rest];
  }
  return [];
}

/** Whether a name is the outlet's own: a byline names a person where it can. */
function isOutlet(name: string, site: string | null, data: ArticleData | null): boolean {
  const own = letters(name);
  return [site, data?.publisher].some((outlet) => {
    const other = letters(outlet ?? '');
    return other.length > 2 && (own === other || (own.length > 4 && other.startsWith(own)) || own.startsWith(other));
  });
}

function letters(name: string): string {
  return foldLine(name).replace(/[^\p{L}\p{N}]+/gu, '');
}
