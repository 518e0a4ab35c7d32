import { type Block, joinMarkdown, linkText, md, notice, type Reply, subtext, textBlock } from '../reply.ts';
import { listEntry } from './article.ts';
import { nameChoice } from './article-option.ts';
import { type Ask, sightOf } from './command.ts';
import { languageName } from './language-option.ts';
import { isSameLanguage } from '../services/languages.ts';
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

/** As a part's key is written in its buttons. */
const PART_KEY = /^[0-9a-z]{25}$/;

/**
 * A part of an edition in a language, for one member; a word of its coming first where the model is slow. Undefined where nothing
 * of it is known, or nothing of it is shown in the server any more.
 */
export async function* followPart(ask: Ask, key: string, language: string): AsyncGenerator<Reply, Reply | undefined> {
  const { digests, progress, model = '' } = ask.services;
  const asker = { command: 'digest', guildId: ask.guildId ?? '', userId: ask.userId, owners: ask.owners };
  const told = digests.partIn(key, { language, asker, signal: ask.signal });
  const meanwhile = async () => notice(ask.words.menu.working(model, languageName(language, ask.locale)));
  return yield* progress.follow(told, meanwhile, ask.signal);
}

/**
 * The part of an edition that a message is, by the words that its buttons name, where it is told in another language than this one
 * and a model is there to tell it anew.
 */
export async function findForeignPart(
  { services: { digests, model } }: Ask,
  named: readonly string[],
  language: string,
): Promise<string | undefined> {
  const key = model === undefined ? undefined : named.find((one) => PART_KEY.test(one));
  const [story] = key === undefined ? [] : await digests.storiesOfPart(key);
  const digest = story && (await digests.find(story.guildId, story.digestId));
  return digest && isSameLanguage(digest.language, language) ? undefined : story && key;
}
