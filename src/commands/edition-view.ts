import { type Block, md, type Reply, textBlock } from '../reply.ts';
import { listEntry } from './article.ts';
import { nameChoice } from './article-option.ts';
import type { Ask } from './command.ts';

/** As many as an edition shows. */
const LATEST = 10;

/** The articles of an edition, each to be read or summarized by the presser alone; the latest ones where it held none. */
export async function listArticles(ask: Ask, ids: readonly string[]): Promise<Reply> {
  const { edition: words } = ask.words;
  const found = await Promise.all(ids.map((id) => ask.services.articles.find(id)));
  const held = found.filter((article) => article !== undefined);
  // An edition without news, or one that is not known any more, still leads to something to read.
  const articles = held.length > 0 ? held : (await ask.services.articles.search({ limit: LATEST })).hits;
  if (articles.length === 0) return { accent: 'notice', blocks: [textBlock(words.empty())] };
  const title = held.length > 0 ? words.readTitle : words.latestTitle;
  const options = articles.map((article) => ({ label: nameChoice(article), value: article.id }));
  const select = (placeholder: string, command: 'article' | 'summary'): Block => ({
    kind: 'select',
    select: { placeholder, action: { command, action: 'show', args: [] }, options },
  });
  return {
    accent: 'notice',
    blocks: [
      textBlock(md`### ${title}`),
      ...articles.map((article) => listEntry(ask, article)),
      select(words.pickRead, 'article'),
      select(words.pickSummary, 'summary'),
    ],
  };
}
