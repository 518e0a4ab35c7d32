import { type APIApplicationCommandStringOption, ApplicationCommandOptionType } from 'discord.js';
import { UserError } from '../errors.ts';
import { cutText } from '../reply.ts';
import { ID_PATTERN } from '../ids.ts';
import type { Article, ArticleHit } from '../services/articles.ts';
import { type Ask, type Choice, sightOf } from './command.ts';
import { localize } from './localize.ts';
import { passGate, type Purpose, withoutBlocked } from './source-gate.ts';

/** Discord shows at most this many characters of a choice's name. */
const CHOICE_NAME_MAX = 100;

/** The option by which every reading command names its article. */
export const articleOption: APIApplicationCommandStringOption = {
  ...localize((words) => words.commands.articleOption),
  type: ApplicationCommandOptionType.String,
  autocomplete: true,
};

/** The same where none named means the one that was shown last in the channel. */
export const shownOption: APIApplicationCommandStringOption = {
  ...localize((words) => words.commands.shownOption),
  type: ApplicationCommandOptionType.String,
  autocomplete: true,
};

/** The article that a member named, or the one last shown in the channel, or the latest. Throws as resolveArticle does. */
export async function resolveShown(ask: Ask, named: string | undefined, purpose?: Purpose): Promise<Article> {
  if (named !== undefined && named.trim() !== '') return resolveArticle(ask, named, purpose);
  const { shown, articles } = ask.services;
  const last = await shown.findLast(ask);
  // It may have been removed or blocked here since.
  const found = last === undefined ? undefined : await articles.find(last, sightOf(ask));
  const [article] = await withoutBlocked(ask, [found]);
  if (!article) return resolveArticle(ask, undefined, purpose);
  await passGate(ask, article, purpose);
  return article;
}

/** The article that a member named, or the latest, of those that the server sees. Throws UserError no-articles, unknown-article, article-gone or article-hidden, and what passGate throws: `purpose` is for that. */
export async function resolveArticle(ask: Ask, named: string | undefined, purpose?: Purpose): Promise<Article> {
  const query = named?.trim() ?? '';
  const { articles } = ask.services;
  const guildId = sightOf(ask);
  const article = query === '' ? await articles.findLatest(guildId) : await articles.resolve(query, guildId);
  if (article) {
    await passGate(ask, article, purpose);
    return article;
  }
  if (query === '') throw new UserError('no-articles', {});
  await rejectUnseen(ask, query.toLowerCase());
  throw new UserError('unknown-article', { query: query.length > 80 ? `${query.slice(0, 80)}…` : query });
}

/**
 * Says of an id that the server finds no article by what became of it. Throws UserError article-gone, with the way to the
 * original, where it is no longer kept, article-hidden where a manager removed it here, and outlet-blocked where the server shows
 * nothing of its outlet.
 */
export async function rejectUnseen(ask: Ask, id: string): Promise<void> {
  const gone = ID_PATTERN.test(id) ? await ask.services.keeping.findGone(id) : undefined;
  if (gone) {
    const blocked = await ask.services.sources.findBlocked([gone.url], ask.guildId ?? '');
    if (blocked) throw new UserError('outlet-blocked', { outlet: blocked.name });
    throw new UserError('article-gone', { title: gone.title, url: gone.url, reason: gone.reason });
  }
  const article = await ask.services.articles.find(id);
  if (!article) return;
  const [shown] = await withoutBlocked(ask, [article]);
  if (!shown) throw new UserError('outlet-blocked', { outlet: article.outlet?.name ?? '' });
  // A button outlives what a manager does.
  throw new UserError('article-hidden', {});
}

/** Choices for that option: newest first, or what matches the words so far. */
export async function suggestArticles(ask: Ask, typed: string): Promise<readonly Choice[]> {
  const hits = await ask.services.articles.suggest(typed, 25, sightOf(ask));
  return hits.map((hit) => ({ name: nameChoice(hit), value: hit.id }));
}

/** Title and outlet in the room that a choice has; whole words. */
export function nameChoice(hit: ArticleHit): string {
  const outlet = hit.outlet ? ` · ${hit.outlet.name}` : '';
  const room = CHOICE_NAME_MAX - outlet.length;
  return `${cutText(hit.title, room)}${outlet}`.slice(0, CHOICE_NAME_MAX);
}
