import { childrenOf, countSqueezed, isElement, isText, type PageElement } from './dom.ts';

/** A container goes on to its child that holds this share of its own text. */
const HOLDS = 0.75;

/** Below this an element called article is a teaser. */
const ARTICLE_MIN_CHARS = 300;

export type Main = { element: PageElement; chars: number; isArticle: boolean };

/** The smallest element that holds most of the page's own text (text outside links), within its one article where it has one. */
export function findMain(body: PageElement): Main {
  const own = new Map<PageElement, number>();
  measure(body, own);
  const article = findArticle(own);
  let element = article ?? body;
  for (;;) {
    const chars = own.get(element) ?? 0;
    const next = childrenOf(element).find((child) => isElement(child) && (own.get(child) ?? 0) > chars * HOLDS);
    if (!next || !isElement(next)) return { element, chars, isArticle: article !== undefined };
    element = next;
  }
}

/** The element that the page calls its article: several of about the same size are a list of teasers. */
function findArticle(own: ReadonlyMap<PageElement, number>): PageElement | undefined {
  const named = [...own].filter(
    ([element]) => element.localName === 'article' || element.getAttribute('itemprop') === 'articleBody',
  );
  const sorted = named.toSorted(([, a], [, b]) => b - a);
  const [first] = sorted;
  if (!first || first[1] < ARTICLE_MIN_CHARS) return undefined;
  const rivals = sorted.filter(
    ([element, chars]) => chars > first[1] / 2 && !isWithin(element, first[0]) && element !== first[0],
  );
  return rivals.length > 0 ? undefined : first[0];
}

function isWithin(element: PageElement, outer: PageElement): boolean {
  for (let up = element.parentNode; up; up = up.parentNode) if (up === outer) return true;
  return false;
}

function measure(element: PageElement, own: Map<PageElement, number>): number {
  let chars = 0;
  if (element.localName !== 'a')
    for (const child of childrenOf(element)) {
      if (isElement(child)) chars += measure(child, own);
      else if (isText(child)) chars += countSqueezed((child.textContent ?? '').trim());
    }
  own.set(element, chars);
  return chars;
}
