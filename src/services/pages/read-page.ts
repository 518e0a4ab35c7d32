import { cleanBlocks } from '../clean.ts';
import { decodeText } from '../decoding/decode-text.ts';
import { readAccess } from './access.ts';
import { readBlocks, type RawBlock } from './blocks.ts';
import { parsePage } from './dom.ts';
import { extractBlocks } from './extract.ts';
import { filterBlocks } from './filter-blocks.ts';
import { findMain, type Main } from './main-element.ts';
import { readAuthor } from './page-author.ts';
import { readFacts } from './page-facts.ts';
import { findExcess, PAGE_MAX_BYTES } from './page-limits.ts';
import { readDates } from './page-published.ts';
import { readTitle } from './page-title.ts';
import { prunePage } from './prune.ts';
import { readStripped } from './read-stripped.ts';
import type { PageInput, ReadPage } from './page-article.ts';
import { stripPage } from './strip-page.ts';
import { type ArticleData, readStructuredData } from './structured-data.ts';
import { type Survey, surveyPage } from './survey.ts';

/** Below this share of the text in the page's main element the extractor took the wrong part. */
const WRONG_PART = 0.35;
/** Where the page names its article itself, that says more. */
const WRONG_PART_OF_ARTICLE = 0.45;
/** Where structured data hold a text this many times longer, it is the article. */
const LONGER = 2;
const TITLE_MAX_CHARS = 2_000;
const BODY_MIN_CHARS = 400;

/** Reads a page of HTML into its article. Never throws for what a page holds: the worst page gives its text without tags. */
export function readPage(input: PageInput): ReadPage {
  const { text: html } = decodeText({ ...input, syntax: 'html', maxBytes: PAGE_MAX_BYTES });
  if (findExcess(html) !== null) return readStripped(html);
  try {
    return readTree(html, input);
  } catch (error) {
    // Only what a hostile page can bring about in parser and extractor; anything else is a fault of ours.
    if (error instanceof RangeError || isParserFault(error)) return readStripped(html);
    throw error;
  }
}

function isParserFault(error: unknown): boolean {
  return (
    error instanceof Error && /node_modules[\\/](?:linkedom|@mozilla|htmlparser2|css-select)/.test(error.stack ?? '')
  );
}

function readTree(html: string, { url, now, status }: PageInput): ReadPage {
  const page = parsePage(html);
  const survey = surveyPage(page.documentElement);
  const data = readStructuredData(survey.jsonLd);
  const facts = readFacts(page.documentElement, survey, data, url);
  const title = readTitle(survey, data, facts.site);
  const author = readAuthor(survey, data, facts.site, now);
  const dates = readDates(survey, data, facts.canonicalUrl ?? url, { now, language: facts.language });
  takeLongTitles(survey);
  prunePage(page.body, survey);
  const main = findMain(page.body);
  const found = chooseBlocks({ found: extractBlocks(page), main, html, data });
  const names = facts.site === null ? [] : [facts.site];
  const blocks = cleanBlocks(filterBlocks(found.blocks, title), names);
  const chars = blocks.reduce((sum, { text }) => sum + text.length, 0);
  return {
    title,
    blocks,
    author,
    publishedAt: dates.published?.at ?? null,
    publishedOn: dates.published?.at === null ? dates.published.on : null,
    modifiedAt: dates.modified?.at ?? null,
    ...facts,
    access: readAccess({ survey, data, status: status ?? null, url, title, chars }),
    extractor: found.extractor,
  };
}

/** The extractor compares headings with the page's title, in more than linear time. */
function takeLongTitles({ headings }: Survey): void {
  for (const heading of headings)
    if (heading.localName === 'title' && (heading.textContent ?? '').length > TITLE_MAX_CHARS) heading.remove();
}

type Candidates = { found: readonly RawBlock[]; main: Main; html: string; data: ArticleData | null };

function chooseBlocks({ found, main, html, data }: Candidates): {
  blocks: readonly RawBlock[];
  extractor: ReadPage['extractor'];
} {
  const least = main.chars * (main.isArticle ? WRONG_PART_OF_ARTICLE : WRONG_PART);
  const best =
    lettersOf(found) < least
      ? { blocks: rereadMain(html), extractor: 'second' as const }
      : { blocks: found, extractor: 'readability' as const };
  const body = data?.body ?? '';
  if (body.length < BODY_MIN_CHARS || body.length < lettersOf(best.blocks) * LONGER) return best;
  return { blocks: bodyBlocks(body), extractor: 'json-ld' };
}

/** Characters outside links. */
function lettersOf(blocks: readonly RawBlock[]): number {
  return blocks.reduce((sum, { text, linked }) => sum + text.length - linked, 0);
}

/** The extractor changed the tree: it is read again. */
function rereadMain(html: string): readonly RawBlock[] {
  const page = parsePage(html);
  prunePage(page.body, surveyPage(page.documentElement));
  return readBlocks(findMain(page.body).element);
}

/** The text in structured data: some put HTML there, some one line a paragraph, some one line. */
function bodyBlocks(body: string): readonly RawBlock[] {
  if (/<(?:p|br|div|h[1-6])[\s/>]/i.test(body)) return stripPage(body).blocks;
  return body
    .split(/\n+/)
    .map((line) => ({ kind: 'paragraph' as const, text: line.trim(), linked: 0, tag: 'p', inList: false }))
    .filter(({ text }) => text !== '');
}
