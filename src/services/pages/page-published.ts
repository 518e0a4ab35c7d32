import { lineOf, type PageElement } from './dom.ts';
import { type DateContext, type PageDate, readAddressDate, readDate } from './page-dates.ts';
import type { ArticleData } from './structured-data.ts';
import type { Survey } from './survey.ts';

const PUBLISHED = [
  'article:published_time',
  'og:article:published_time',
  'og:published_time',
  'article:published',
  'datepublished',
  'parsely-pub-date',
  'sailthru.date',
  'date.published',
  'publish-date',
  'publish_date',
  'publishdate',
  'published_date',
  'published-date',
  'publication_date',
  'publicationdate',
  'pubdate',
  'pub_date',
  'article_date_original',
  'originalpublicationdate',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.created',
  'dc.date.created',
  'dc.date',
  'dcterms.date',
  'citation_online_date',
  'citation_publication_date',
  'citation_date',
  'cxenseparse:recs:publishtime',
  'cxenseparse:publishtime',
  'bt:pubdate',
  'displaydate',
  'ptime',
  'rnews:datepublished',
  'prism.publicationdate',
  'datecreated',
  'date',
  'created',
  'article.published',
  'article:created',
  'timestamp',
];
const MODIFIED = [
  'article:modified_time',
  'og:updated_time',
  'og:modified_time',
  'datemodified',
  'dcterms.modified',
  'dc.date.modified',
  'last-modified',
  'lastmod',
  'article.updated',
  'modified',
];
/** More visible dates than this belong to teasers. */
const LINES_MAX = 12;
const LINE_MAX_CHARS = 120;
const LONE_DATE_MAX_CHARS = 45;

export type Dates = { published: PageDate | null; modified: PageDate | null };

/**
 * When the article was published and changed: by structured data, metadata, Microdata, the time element or the visible date
 * line, then the address. The same day with its hour in another place wins over the day alone.
 */
export function readDates(survey: Survey, data: ArticleData | null, url: string | null, context: DateContext): Dates {
  const found: PageDate[] = [];
  for (const text of publishedTexts(survey, data)) {
    const date = readDate(text, context);
    if (date) found.push(date);
    if (date?.at !== null && date !== null) break;
    if (found.length >= 3) break;
  }
  const address = url === null ? null : readAddressDate(url, context);
  const first = found[0] ?? visibleDate(survey, context) ?? address ?? dateAfterTitle(survey, context);
  const exact = found.find(
    ({ at, on }) => at !== null && Math.abs(Date.parse(on) - Date.parse(first?.on ?? on)) <= 86_400_000,
  );
  const modified = [data?.modified, ...metaTexts(survey, MODIFIED), ...propertyTexts(survey, 'datemodified')]
    .flatMap((text) => (text ? [readDate(text, context)] : []))
    .find((date) => date !== null);
  return { published: (first?.at === null ? exact : undefined) ?? first ?? null, modified: modified ?? null };
}

function metaTexts(survey: Survey, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => survey.metas.get(name)?.slice(0, 1) ?? []);
}

function* publishedTexts(survey: Survey, data: ArticleData | null): Generator<string> {
  if (data?.published) yield data.published;
  yield* metaTexts(survey, PUBLISHED);
  yield* propertyTexts(survey, 'datepublished');
  const times = survey.times.filter(isPublished);
  for (const time of times.slice(0, 4)) yield* textsOf(time);
}

function propertyTexts(survey: Survey, name: string): readonly string[] {
  return (survey.properties.get(name) ?? []).slice(0, 2).flatMap(textsOf);
}

function textsOf(element: PageElement): readonly string[] {
  const attributes = ['content', 'datetime', 'title', 'data-datetime'].map((key) => element.getAttribute(key));
  return [...attributes, lineOf(element, LINE_MAX_CHARS)].flatMap((text) => (text ? [text] : []));
}

function isPublished(time: PageElement): boolean {
  const marks = `${time.getAttribute('class') ?? ''} ${time.getAttribute('itemprop') ?? ''}`;
  return !/updat|modif|comment|event|startdate|duration/i.test(marks);
}

/** The first date of a visible date line or byline; of a line that says both, the first. */
function visibleDate(survey: Survey, context: DateContext): PageDate | null {
  for (const element of [...survey.dateLines, ...survey.bylines].slice(0, LINES_MAX * 3)) {
    const line = lineOf(element, LINE_MAX_CHARS * 2);
    if (line === '' || line.length > LINE_MAX_CHARS || /comment|event/i.test(element.getAttribute('class') ?? ''))
      continue;
    const date = readDate(line, context);
    if (date) return date;
  }
  return null;
}

/** A short text under the title that is a date and little else. */
function dateAfterTitle({ afterTitle }: Survey, context: DateContext): PageDate | null {
  for (const text of afterTitle) {
    const date = text.length <= LONE_DATE_MAX_CHARS ? readDate(text, context) : null;
    if (date) return date;
  }
  return null;
}
