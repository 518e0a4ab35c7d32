import { AnswerInstead, UserError } from '../errors.ts';
import { type ActionRef, type Button, md, type Reply, subtext, textBlock } from '../reply.ts';
import type { Article } from '../services/articles.ts';
import { treatmentOf } from '../services/sources.ts';
import { accentOf, cardLines, labelBy, outletLine } from './article-card.ts';
import type { Ask } from './command.ts';
import { contestButtons } from './contest.ts';

/** What an article is wanted for. `open`: by its id, an action that remembers that it was asked for and shows it to the presser. */
export type Purpose = { open?: (articleId: string) => ActionRef; shared?: boolean };

const READ = (id: string): ActionRef => ({ command: 'article', action: 'open', args: [id] });

/**
 * Lets an article through as the server's source policy has it. Throws UserError outlet-blocked; or AnswerInstead with the
 * outlet's card and a button where the text is shown on request. What is shared speaks to everybody, so there the card stands
 * whoever asked before.
 */
export async function passGate(
  ask: Ask,
  article: Article,
  { open = READ, shared = false }: Purpose = {},
): Promise<void> {
  const { guildId = '', userId } = ask;
  const treatment = await ask.services.sources.treat(article, { guildId, userId: shared ? '' : userId });
  labelBy(ask, treatment === 'labeled');
  if (treatment === 'blocked') throw new UserError('outlet-blocked', { outlet: article.outlet?.name ?? '' });
  if (treatment === 'held') throw new AnswerInstead(showHeld(ask, article, { open: open(article.id), shared }));
}

/** Remembers that this member asked for the article. */
export async function openArticle(ask: Ask, articleId: string): Promise<void> {
  await ask.services.sources.open(articleId, ask.userId);
}

/** Of several articles those that are there and that the server does not block. */
export async function withoutBlocked(ask: Ask, found: readonly (Article | undefined)[]): Promise<readonly Article[]> {
  const policy = await ask.services.sources.policyOf(ask.guildId ?? '');
  return found.flatMap((article) => (article && treatmentOf(article.outlet, policy) !== 'blocked' ? [article] : []));
}

/** Title and card of an article whose text is a press away. */
function showHeld(ask: Ask, article: Article, { open, shared }: { open: ActionRef; shared: boolean }): Reply {
  const { sources: words, card } = ask.words;
  const buttons: Button[] = [{ label: words.open, action: open }, ...contestButtons(ask, article)];
  return {
    accent: accentOf(article),
    blocks: [
      textBlock(md`### ${article.title}`, subtext(outletLine(ask, article)), ...cardLines(ask, article)),
      textBlock(words.held()),
      ...(shared ? [textBlock(subtext(card.sharedBy(ask.userId)))] : []),
      { kind: 'buttons', buttons },
    ],
  };
}
