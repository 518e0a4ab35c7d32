import { childrenOf, countSqueezed, isElement, isText, type PageElement, type PageNode } from './dom.ts';

/** What one walk over a page finds for its facts, each list in the page's order. */
export type Survey = {
  /** By name, property or itemprop in lower case. */
  metas: ReadonlyMap<string, readonly string[]>;
  jsonLd: readonly string[];
  links: readonly PageElement[];
  headings: readonly PageElement[];
  times: readonly PageElement[];
  /** Elements with an itemprop, by it. */
  properties: ReadonlyMap<string, readonly PageElement[]>;
  /** Elements whose class, id or rel speaks of an author or a date. */
  bylines: readonly PageElement[];
  dateLines: readonly PageElement[];
  /** Short texts after the first h1, in order: a byline or a date may stand there without any mark. */
  afterTitle: readonly string[];
  hasPassword: boolean;
  /** Classes and ids of the page in lower case, at most MARKS_MAX. */
  marks: ReadonlySet<string>;
  /** Letters of text, whole page and inside links. */
  weights: ReadonlyMap<PageElement, Weight>;
};

/** The text inside an element: characters in all, in links, in paragraphs. */
export type Weight = { text: number; link: number; prose: number };

type Draft = {
  metas: Map<string, string[]>;
  jsonLd: string[];
  links: PageElement[];
  headings: PageElement[];
  times: PageElement[];
  properties: Map<string, PageElement[]>;
  bylines: PageElement[];
  dateLines: PageElement[];
  afterTitle: string[];
  hasPassword: boolean;
  marks: Set<string>;
  weights: Map<PageElement, Weight>;
};

const MARKS_MAX = 20_000;
/** A byline and a date stand among the first texts under a title. */
const AFTER_TITLE_MAX = 24;
const CLASS_MAX_CHARS = 1_000;
const BYLINE = /(?:^|[\s_-])(?:by-?line|author|auteur|autor|authors|writer|journalist|signature|vcard|contributor)/i;
const DATE_LINE =
  /(?:^|[\s_-])(?:date|pub-?date|published|publish|dateline|time-?stamp|posted|entry-date|post-?date|updated|datum|fecha|meta)(?:$|[\s_-]|line)/i;
const NO_TEXT = new Set(['script', 'style', 'template', 'noscript', 'svg', 'iframe', 'select', 'textarea', 'button']);

/** Reads a page once, before anything is taken from it. Deep pages do not reach this: page-limits.ts turns them away. */
export function surveyPage(root: PageElement): Survey {
  const draft: Draft = {
    metas: new Map(),
    jsonLd: [],
    links: [],
    headings: [],
    times: [],
    properties: new Map(),
    bylines: [],
    dateLines: [],
    afterTitle: [],
    hasPassword: false,
    marks: new Set(),
    weights: new Map(),
  };
  visit(root, draft);
  return draft;
}

function visit(element: PageElement, draft: Draft): Weight {
  note(element, draft);
  const weight: Weight = { text: 0, link: 0, prose: 0 };
  if (!NO_TEXT.has(element.localName)) for (const child of childrenOf(element)) add(weight, weigh(child, draft));
  if (element.localName === 'a') weight.link = weight.text;
  if (element.localName === 'p') weight.prose = weight.text - weight.link;
  draft.weights.set(element, weight);
  return weight;
}

function weigh(node: PageNode, draft: Draft): Weight | undefined {
  if (isElement(node)) return visit(node, draft);
  if (!isText(node)) return undefined;
  const text = node.textContent ?? '';
  noteAfterTitle(text.trim(), draft);
  return { text: countSqueezed(text), link: 0, prose: 0 };
}

function noteAfterTitle(text: string, draft: Draft): void {
  if (text === '' || draft.afterTitle.length >= AFTER_TITLE_MAX) return;
  if (draft.headings.some(({ localName }) => localName === 'h1'))
    draft.afterTitle.push(text.slice(0, 4_000).replace(/\s+/g, ' ').slice(0, 200));
}

function add(sum: Weight, more: Weight | undefined): void {
  if (!more) return;
  sum.text += more.text;
  sum.link += more.link;
  sum.prose += more.prose;
}

function note(element: PageElement, draft: Draft): void {
  noteByName(element, draft);
  const property = element.getAttribute('itemprop');
  if (property !== null) for (const name of property.toLowerCase().split(/\s+/)) push(draft.properties, name, element);
  const marks = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`.slice(0, CLASS_MAX_CHARS);
  if (marks.length > 1) {
    if (draft.marks.size < MARKS_MAX) for (const mark of marks.toLowerCase().split(/\s+/)) draft.marks.add(mark);
    if (DATE_LINE.test(marks)) draft.dateLines.push(element);
  }
  if (BYLINE.test(marks) || /\bauthor\b/i.test(element.getAttribute('rel') ?? '')) draft.bylines.push(element);
}

function noteByName(element: PageElement, draft: Draft): void {
  switch (element.localName) {
    case 'meta': {
      // Some pages, and copies that programs saved, say value where HTML says content.
      const content = element.getAttribute('content') ?? element.getAttribute('value');
      if (content === null || content.trim() === '') return;
      const names = ['property', 'name', 'itemprop'].map((key) => element.getAttribute(key)?.trim().toLowerCase());
      for (const name of new Set(names)) if (name) push(draft.metas, name, content.trim());
      return;
    }
    case 'script':
      if (/^application\/ld\+json/i.test(element.getAttribute('type')?.trim() ?? ''))
        draft.jsonLd.push(element.textContent ?? '');
      return;
    case 'link':
      draft.links.push(element);
      return;
    case 'h1':
    case 'h2':
    case 'title':
      draft.headings.push(element);
      return;
    case 'time':
      draft.times.push(element);
      return;
    case 'input':
      if (element.getAttribute('type')?.toLowerCase() === 'password') draft.hasPassword = true;
      return;
    default:
      return;
  }
}

function push<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}
