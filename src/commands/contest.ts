import * as z from 'zod';
import { ID_PATTERN } from '../ids.ts';
import { type Button, type Form, notice, type Reply, textBlock } from '../reply.ts';
import type { Article } from '../services/articles.ts';
import { CONTEST_CHARS, CONTESTED, OWN_WORDS } from '../services/contests.ts';
import { isOfTheState } from '../services/sources.ts';
import { type Ask, action, isInstalledHere, opening } from './command.ts';

const articleId = z.string().regex(ID_PATTERN);
const REASONS = [...CONTESTED, OWN_WORDS] as const;

/** The way to say that an outlet's card is wrong, where the card has weight: a source policy may rest on it. */
export function contestButtons(ask: Ask, { id, outlet }: Pick<Article, 'id' | 'outlet'>): readonly Button[] {
  return isOfTheState(outlet) ? [contestButton(ask, id)] : [];
}

/** Contesting a card: `[article id]` opens the form, which sends `[article id, what is wrong, words]`. */
export const contestActions = {
  contest: opening({ input: z.tuple([articleId]), open: ([id], ask) => askWhat(ask, id) }),
  'contest-as': action({
    input: z.tuple([articleId, z.enum(REASONS), z.string()]),
    reply: 'ephemeral',
    async run([id, said, words], ask) {
      const { contest: sentences } = ask.words;
      const outlet = (await ask.services.articles.find(id))?.outlet;
      if (!outlet) return notice(sentences.gone());
      if (said === OWN_WORDS && words.trim() === '') return askAgain(ask, id);
      const by = { guildId: hereOf(ask), userId: ask.userId };
      const written = await ask.services.contests.write({ outlet, said, words, by });
      return notice(sentences[written](outlet.name));
    },
  }),
};

/** The server whose managers read it, too; empty where there is none that the bot is in. */
function hereOf(ask: Ask): string {
  return ask.guildId !== undefined && isInstalledHere(ask) ? ask.guildId : '';
}

function askWhat(ask: Ask, id: string): Form {
  const { contest: words } = ask.words;
  const { form } = words;
  const options = REASONS.map((value) => ({ label: words.reasons[value], value }));
  return {
    title: form.title,
    action: { command: 'article', action: 'contest-as', args: [id] },
    fields: [
      { kind: 'choice', label: form.reason, placeholder: words.pick, options, isRequired: true },
      {
        kind: 'text',
        label: form.words,
        description: hereOf(ask) === '' ? words.readBy.operators : words.readBy.server,
        maxLength: CONTEST_CHARS,
        isLong: true,
        isRequired: false,
      },
    ],
  };
}

/** “Something else” that says nothing. */
function askAgain(ask: Ask, id: string): Reply {
  const buttons = [contestButton(ask, id)];
  return { accent: 'notice', blocks: [textBlock(ask.words.contest.wordless()), { kind: 'buttons', buttons }] };
}

function contestButton(ask: Ask, id: string): Button {
  return { label: ask.words.contest.button, action: { command: 'article', action: 'contest', args: [id] } };
}
