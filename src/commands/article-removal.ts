import * as z from 'zod';
import { UserError } from '../errors.ts';
import { type Button, notice, type Reply, textBlock } from '../reply.ts';
import type { Article } from '../services/articles.ts';
import { resolveArticle } from './article-option.ts';
import { type Ask, action, guildOf, isInstalledHere, mayManage } from './command.ts';

/** The way to take an article away, for who manages the server; it asks once more before it does. */
export function removeButtons(ask: Ask, article: Pick<Article, 'id'>): readonly Button[] {
  if (ask.guildId === undefined || !mayManage(ask) || !isInstalledHere(ask)) return [];
  const { button: label } = ask.words.removal;
  return [{ label, action: { command: 'article', action: 'remove', args: [article.id] } }];
}

/** Removing an article from the server, or for good where nobody else has it: `[article id]` each. */
export const removalActions = {
  remove: action({
    input: z.tuple([z.string()]),
    reply: 'ephemeral',
    requires: 'ManageGuild',
    async run([id], ask) {
      const { removal: words } = ask.words;
      const article = await resolveArticle(ask, id);
      return withButton(words.confirm(article.title), {
        label: words.confirmButton,
        style: 'danger',
        action: { command: 'article', action: 'remove-now', args: [article.id] },
      });
    },
  }),
  'remove-now': action({
    input: z.tuple([z.string()]),
    reply: 'update',
    requires: 'ManageGuild',
    run: async ([id], ask) => removeArticle(ask, id),
  }),
  restore: action({
    input: z.tuple([z.string()]),
    reply: 'update',
    requires: 'ManageGuild',
    async run([id], ask) {
      const { removal: words } = ask.words;
      const isBack = await ask.services.keeping.restore(id, guildOf(ask));
      const article = isBack ? await ask.services.articles.find(id) : undefined;
      return notice(article ? words.restored(article.title) : words.notThere());
    },
  }),
};

async function removeArticle(ask: Ask, id: string): Promise<Reply> {
  const { removal: words } = ask.words;
  // Before it goes: afterwards only a removal for good leaves a title.
  const article = await ask.services.articles.find(id);
  if (!article) throw new UserError('unknown-article', { query: id });
  const outcome = await ask.services.keeping.remove(id, { guildId: guildOf(ask), memberId: ask.userId });
  if (outcome === undefined) return notice(words.notThere());
  if (outcome === 'removed') return notice(words.removed(article.title));
  return withButton(words.hidden(article.title), {
    label: words.undo,
    action: { command: 'article', action: 'restore', args: [id] },
  });
}

function withButton(said: Parameters<typeof notice>[0], button: Button): Reply {
  return { accent: 'notice', blocks: [textBlock(said), { kind: 'buttons', buttons: [button] }] };
}
