import { childrenOf, isElement, type PageElement } from './dom.ts';
import type { Survey, Weight } from './survey.ts';

/** Never part of an article's text, whatever is inside. */
const DROPPED = new Set([
  'script',
  'style',
  'template',
  'svg',
  'canvas',
  'iframe',
  'object',
  'embed',
  'select',
  'textarea',
  'button',
  'input',
  'dialog',
  'menu',
]);
const DROPPED_ROLES = new Set([
  'navigation',
  'search',
  'dialog',
  'alertdialog',
  'menu',
  'menubar',
  'toolbar',
  'contentinfo',
]);
/** Tokens of classes and ids that name what stands around an article. */
const CHROME =
  /^(?:share|sharing|sharebar|sharedaddy|social|socials|related|relateds|recommended|recommendations|recirc|recirculation|readmore|newsletter|newsletters|subscribe|signup|breadcrumb|breadcrumbs|comments|commentlist|respond|disqus|cookie|cookies|consent|gdpr|promo|promos|advert|adverts|advertisement|adsbygoogle|sponsored|outbrain|taboola|addthis|sharethis|pagination|pager|paging|navbar|nav|toolbar|masthead|trending|mostread|taglist|tagcloud|postnav|nextprev|prevnext|noprint|offscreen|visuallyhidden|skiplink|skiplinks|copyright|modal|popup|lightbox|paywall|regwall|ratings|poll)$/;

/** An element named as chrome with more than this share of the page's own text holds the article after all. */
const SMALL = 0.2;

/**
 * Takes out what surely is not the article, before the extractor weighs the rest: less to read, less to mistake. An element
 * that only its class or role gives away goes where it is a small part of the page's prose. `body` is changed.
 */
export function prunePage(body: PageElement, { weights }: Survey): void {
  const total = ownText(weights.get(body));
  const isSmall = (element: PageElement) => ownText(weights.get(element)) <= total * SMALL;
  const visit = (element: PageElement) => {
    for (const child of childrenOf(element)) {
      if (!isElement(child)) continue;
      if (DROPPED.has(child.localName) || (isChrome(child) && isSmall(child))) child.remove();
      else visit(child);
    }
  };
  visit(body);
}

/** Characters outside links. */
function ownText(weight: Weight | undefined): number {
  return weight ? weight.text - weight.link : 0;
}

function isChrome(element: PageElement): boolean {
  const name = element.localName;
  if (name === 'nav') return true;
  if (DROPPED_ROLES.has(element.getAttribute('role')?.toLowerCase() ?? '')) return true;
  if (name === 'body' || name === 'main' || name === 'article' || name === 'p' || name === 'a') return false;
  const marks = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`.slice(0, 500);
  if (marks.length < 2) return false;
  return marks
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_-]+|(?<=\D)\d+/)
    .some((token) => CHROME.test(token));
}
