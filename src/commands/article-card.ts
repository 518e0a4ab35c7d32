import { type Accent, type Block, type Markdown, md, textBlock, subtext } from '../reply.ts';
import type { Article, ArticleHit, OutletKind } from '../services/articles.ts';
import { isOfTheState } from '../services/sources.ts';
import { describeSource, linkCitation } from '../words/outlet-line.ts';
import { formatDay, grammarOf } from '../words/formats.ts';
import type { Ask } from './command.ts';

const ACCENTS: Record<OutletKind, Accent> = {
  'state-controlled': 'state',
  'captured-public': 'state',
  'captured-private': 'state',
  'state-funded-and-managed': 'public',
  'state-funded': 'public',
  'state-managed': 'public',
  'independent-public': 'public',
  private: 'private',
  agency: 'agency',
  unknown: 'unknown',
};

/** The color of a reply about an article: by the kind of its outlet. */
export function accentOf(hit: Pick<Article, 'outlet'>): Accent {
  return ACCENTS[hit.outlet?.kind ?? 'unknown'];
}

/** Who published it, what kind of outlet that is, when, in what language: one quiet line below a title. */
export function outletLine(ask: Ask, hit: ArticleHit): Markdown {
  return describeSource(ask.words, ask.locale, hit);
}

/** Whether each of an interaction's replies says who calls an outlet state-controlled: known once its article passed the gate. */
const labeled = new WeakMap<Ask, boolean>();

/** Notes for this interaction what the server's source policy said. */
export function labelBy(ask: Ask, isLabeled: boolean): void {
  labeled.set(ask, isLabeled);
}

/** The heading of every reply about an article; where the server labels such outlets, with who says that a state controls it. */
export function titleBlock(ask: Ask, article: ArticleHit, title: string = article.title): Block {
  return textBlock(md`### ${title}`, subtext(outletLine(ask, article)), ...labelLines(ask, article));
}

function labelLines(ask: Ask, { outlet }: ArticleHit): readonly Markdown[] {
  return isOfTheState(outlet) && labeled.get(ask) === true ? ownerLines(ask, outlet) : [];
}

/** The outlet's owner with who says so, and what was inferred about the article: for the page that introduces it. */
export function cardLines(ask: Ask, article: Article): readonly Markdown[] {
  const { card } = ask.words;
  // Where it stands below the title already, once is enough.
  const isSaid = labelLines(ask, article).length > 0;
  const lines = isSaid ? [] : [...ownerLines(ask, article.outlet)];
  if (article.inferred.length > 0) {
    const fields = article.inferred.map(({ field }) => card.inferred[field]);
    lines.push(subtext(card.inferredNote(grammarOf(ask.locale).list(fields))));
  }
  return lines;
}

function ownerLines(ask: Ask, outlet: ArticleHit['outlet']): readonly Markdown[] {
  const { card } = ask.words;
  const source = outlet && linkCitation(outlet);
  if (!source) return [];
  const day = outlet.statedOn && formatDay(ask.locale, outlet.statedOn);
  const owner = outlet.owner ? md`${card.owner(outlet.owner)}. ` : md``;
  return [subtext(md`${startMarkdown(owner)}${card.stated(source, day)}.`)];
}

function startMarkdown(text: Markdown): Markdown {
  return { md: text.md.charAt(0).toLocaleUpperCase() + text.md.slice(1) };
}
