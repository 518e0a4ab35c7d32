import { type Block, joinMarkdown, linkText, md, type Reply, textBlock } from '../reply.ts';
import { listEntry } from './article.ts';
import { subtext } from './article-card.ts';
import { nameChoice } from './article-option.ts';
import { type Ask, sightOf } from './command.ts';
import { withoutBlocked } from './source-gate.ts';

/** As many as an edition shows. */
const LATEST = 10;

/** The articles of an edition, each to be read or summarized by the presser alone, but for what was removed here; the latest ones where it held none. */
export async function listArticles(ask: Ask, ids: readonly string[]): Promise<Reply> {
  const { edition: words } = ask.words;
  const found = await Promise.all(ids.map((id) => ask.services.articles.find(id, sightOf(ask))));
  const held = await withoutBlocked(ask, found);
  const gone = await listGone(
    ask,
    ids.filter((_, at) => found[at] === undefined),
  );
  // An edition without news, or one that is not known any more, still leads to something to read.
  const articles =
    held.length > 0 ? held : (await ask.services.articles.search({ limit: LATEST, guildId: sightOf(ask) })).hits;
  if (articles.length === 0) return { accent: 'notice', blocks: [textBlock(words.empty()), ...gone] };
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
      ...gone,
      select(words.pickRead, 'article'),
      select(words.pickSummary, 'summary'),
    ],
  };
}

/** What an edition showed and is no longer kept, with the way to each original. */
async function listGone(ask: Ask, ids: readonly string[]): Promise<readonly Block[]> {
  const { keeping, sources } = ask.services;
  const found = await Promise.all(
    ids.map(async (id) => {
      const gone = await keeping.findGone(id);
      return gone && (await sources.findBlocked([gone.url], ask.guildId ?? '')) ? undefined : gone;
    }),
  );
  const links = found.flatMap((gone) => (gone ? [linkText(gone.title, gone.url)] : []));
  return links.length === 0 ? [] : [textBlock(subtext(ask.words.edition.notKept(joinMarkdown(links, ' · '))))];
}
