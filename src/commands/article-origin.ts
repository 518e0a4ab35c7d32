import { type Block, linkText, type Markdown, md, startSentence, subtext, textBlock } from '../reply.ts';
import type { Article } from '../services/articles.ts';
import { dateFormat } from '../words/formats.ts';
import { type Ask, sightOf } from './command.ts';

/**
 * What an article brings along from where it was read, in quiet lines: its author, when it was changed, how much of it is
 * there, the way to the original, and whose text it is where another outlet had the same first.
 */
export async function originBlocks(ask: Ask, article: Article): Promise<readonly Block[]> {
  const { origin: words } = ask.words;
  const { author, modifiedAt, publishedAt, url, sameTextAs } = article;
  const lines: Markdown[] = [];
  const isChanged = modifiedAt !== null && (publishedAt === null || modifiedAt > publishedAt);
  const facts = [
    ...(author === null ? [] : [md`${words.by(author)}`]),
    ...(isChanged ? [md`${words.updated(formatMoment(ask, modifiedAt))}`] : []),
    ...(url === null ? [] : [linkText(words.original, url)]),
  ];
  if (facts.length > 0) lines.push({ md: startSentence(facts.map((fact) => fact.md).join(' · ')) });
  if (article.extent === 'excerpt') lines.push(words.excerpt[article.access]());
  else if (article.access === 'paywall') lines.push(words.paywall());
  // The first one may be another server's, a member's own, or of an outlet that is not shown here.
  const first = sameTextAs === null ? undefined : await ask.services.articles.findSeen(sameTextAs, sightOf(ask));
  if (first) lines.push(words.sameText(linkText(first.outlet?.name ?? first.title, first.url)));
  return lines.length === 0 ? [] : [textBlock(...lines.map(subtext))];
}

/** In UTC, as the outlet line says dates. */
function formatMoment({ locale }: Ask, epochMs: number): string {
  return dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(epochMs);
}
