import * as z from 'zod';
import { type Button, md, notice, type Reply, textBlock } from '../reply.ts';
import type { Article } from '../services/articles.ts';
import { CONTESTED } from '../services/contests.ts';
import { isOfTheState } from '../services/sources.ts';
import { subtext } from './article-card.ts';
import { type Ask, action } from './command.ts';

/** The way to say that an outlet's card is wrong, where the card has weight: a source policy may rest on it. */
export function contestButtons(ask: Ask, { id, outlet }: Pick<Article, 'id' | 'outlet'>): readonly Button[] {
  if (!isOfTheState(outlet)) return [];
  return [{ label: ask.words.contest.button, action: { command: 'article', action: 'contest', args: [id] } }];
}

/** Contesting a card: `[article id]`, then `[article id, what is wrong]`. */
export const contestActions = {
  contest: action({
    input: z.tuple([z.string()]),
    reply: 'ephemeral',
    run: async ([id], ask) => askWhat(ask, id),
  }),
  'contest-as': action({
    input: z.tuple([z.string(), z.enum(CONTESTED)]),
    reply: 'update',
    async run([id, said], ask) {
      const { contest: words } = ask.words;
      const outlet = (await ask.services.articles.find(id))?.outlet;
      if (!outlet) return notice(words.gone());
      const by = { guildId: ask.guildId ?? '', userId: ask.userId };
      const written = await ask.services.contests.write({ outlet, said, by });
      return notice(written === 'written' ? words.thanks(outlet.name) : words.again(outlet.name));
    },
  }),
};

async function askWhat(ask: Ask, id: string): Promise<Reply> {
  const { contest: words } = ask.words;
  const outlet = (await ask.services.articles.find(id))?.outlet;
  if (!outlet) return notice(words.gone());
  const options = CONTESTED.map((value) => ({ label: words.reasons[value], value }));
  const select = { placeholder: words.pick, action: { command: 'article', action: 'contest-as', args: [id] }, options };
  const readers = ask.guildId === undefined ? words.readBy.operators : words.readBy.server;
  return {
    accent: 'notice',
    blocks: [textBlock(words.what(outlet.name), subtext(md`${readers}`)), { kind: 'select', select }],
  };
}
