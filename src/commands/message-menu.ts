import { ApplicationCommandType } from 'discord.js';
import * as z from 'zod';
import { notice, type Reply } from '../reply.ts';
import { isSameLanguage } from '../services/languages.ts';
import { command, targetMessage } from './command.ts';
import { findForeignPart, followPart } from './edition-view.ts';
import { readingLanguage } from './language-option.ts';
import { localizeName } from './localize.ts';
import { askWhich, findPointed } from './pointed-article.ts';
import { followShortTranslation } from './short-translation.ts';
import { followSummary } from './summary.ts';
import { followTranslation } from './translate.ts';

const input = z.object({ message: targetMessage });

/** "Summarize link" in the menu of a message: the summary of the article that it shows or leads to. */
export const summarizeLinkCommand = command({
  data: { type: ApplicationCommandType.Message, ...localizeName((words) => words.menu.labels.summarize) },
  input,
  reply: 'ephemeral',
  async *run({ message }, ask): AsyncGenerator<Reply, Reply> {
    const pointed = yield* findPointed(ask, message);
    if (pointed.kind === 'none') return notice(ask.words.menu.none());
    if (pointed.kind === 'unreadable') return notice(pointed.said, 'problem');
    if (pointed.kind === 'several') return askWhich(ask, pointed.articles, { command: 'summary', args: [] });
    const language = await readingLanguage(ask, undefined);
    return yield* followSummary(ask, [pointed.article.id, 'short', language, 'm'], { shared: false, language });
  },
});

/**
 * "Translate" in the menu of a message: an edition in the reader's language, where it is in another; the article that a message
 * shows or leads to; else, or where that one is in the reader's language or cannot be read, the message's own words.
 */
export const translateMessageCommand = command({
  data: { type: ApplicationCommandType.Message, ...localizeName((words) => words.menu.labels.translate) },
  input,
  reply: 'ephemeral',
  async *run({ message }, ask): AsyncGenerator<Reply, Reply> {
    const language = await readingLanguage(ask, undefined);
    const part = await findForeignPart(ask, message.named, language);
    const edition = part === undefined ? undefined : yield* followPart(ask, part, language);
    if (edition) return edition;
    const pointed = yield* findPointed(ask, message);
    if (pointed.kind === 'several') return askWhich(ask, pointed.articles, { command: 'translate', args: [language] });
    const words = message.named.length > 0 ? '' : ownWords(message.text);
    if (pointed.kind === 'article' && (words === '' || !isSameLanguage(pointed.article.language, language)))
      return yield* followTranslation(ask, [pointed.article.id, language], { page: 1, shared: false, file: false });
    if (words === '') return notice(pointed.kind === 'unreadable' ? pointed.said : ask.words.menu.noWords());
    return yield* followShortTranslation(ask, { text: words, language, ...saidOf(pointed) });
  },
});

function saidOf(pointed: { kind: string; said?: Parameters<typeof notice>[0] }) {
  return pointed.said ? { said: pointed.said } : {};
}

/** Its words without addresses; empty where nothing else is left. */
function ownWords(text: string): string {
  const bare = text.replace(/https?:\/\/[^\s<>]+/giu, '').trim();
  return /\p{L}{2}/u.test(bare) ? text : '';
}
