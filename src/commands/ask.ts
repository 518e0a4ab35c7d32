import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import * as z from 'zod';
import { type Block, type Markdown, md, type Reply, subtext, textBlock } from '../reply.ts';
import { type AnswerResult, type CitedSentence, QUESTION_MAX_CHARS } from '../services/answers/answers.ts';
import type { Article } from '../services/articles.ts';
import { accentOf, outletLine, titleBlock } from './article-card.ts';
import { nameChoice, resolveArticle, suggestArticles } from './article-option.ts';
import { type Ask, command, sightOf } from './command.ts';
import { languageOption, readingLanguage, suggestLanguages } from './language-option.ts';
import { localize } from './localize.ts';
import { explainOffline } from './summary.ts';
import { cutPassage } from './who-says-pages.ts';

/** `/ask`: an answer made of cited sentences, from one article or from the archive; or that it does not say. */
export const askCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.ask),
    options: [
      {
        ...localize((words) => words.commands.ask.question),
        type: ApplicationCommandOptionType.String,
        required: true,
        max_length: QUESTION_MAX_CHARS,
      },
      {
        ...localize((words) => words.commands.ask.article),
        type: ApplicationCommandOptionType.String,
        autocomplete: true,
      },
      languageOption,
    ],
  },
  input: z.object({
    question: z.string().trim().min(1).max(QUESTION_MAX_CHARS),
    article: z.string().default(''),
    language: z.string().optional(),
  }),
  reply: 'ephemeral',
  async *run({ question, article: named, language: given }, ask) {
    const language = await readingLanguage(ask, given);
    const article = named.trim() === '' ? undefined : await resolveArticle(ask, named);
    const { answers, progress, model = '' } = ask.services;
    const asker = { command: 'ask', guildId: ask.guildId ?? '', userId: ask.userId, owners: ask.owners };
    const sight = sightOf(ask);
    const meanwhile = async (): Promise<Reply> => {
      const extracts = await answers.extract({ question, article, sight }, { reason: 'no-model' });
      const note = textBlock(subtext(ask.words.answers.reading(model)));
      return { accent: 'notice', blocks: [note, ...listSentences(ask, extracts, article)] };
    };
    const answer = answers.answer({ question, article, sight, language, asker, signal: ask.signal });
    return showAnswer(ask, yield* progress.follow(answer, meanwhile, ask.signal), article);
  },
  async complete(option, typed, ask) {
    return option === 'language' ? suggestLanguages(ask, typed) : suggestArticles(ask, typed);
  },
});

function showAnswer(ask: Ask, result: AnswerResult, article: Article | undefined): Reply {
  const words = ask.words.answers;
  const heading = article ? titleBlock(ask, article) : textBlock(md`### ${words.archive}`);
  const silent = article ? words.silent() : words.archiveSilent();
  const body = result.sentences.length > 0 ? listSentences(ask, result, article) : [textBlock(silent)];
  return {
    accent: article ? accentOf(article) : 'notice',
    blocks: [
      heading,
      textBlock(md`**${result.question}**`),
      { kind: 'separator' },
      ...body,
      textBlock(...originLines(ask, result)),
      ...readBlocks(ask, result, article),
    ],
  };
}

/** Each sentence above the words that it rests on, with their paragraph, and their article where the archive was asked. */
function listSentences(ask: Ask, { sentences }: AnswerResult, asked: Article | undefined): readonly Block[] {
  return sentences.map((sentence): Block => {
    const isExtract = sentence.evidence.some(({ quote }) => quote === sentence.text);
    const claim = isExtract ? [] : [md`${sentence.text}`];
    const doubt = sentence.toCheck ? [subtext(md`${ask.words.summary.toCheck}`)] : [];
    return textBlock(...claim, ...doubt, ...evidenceLines(ask, sentence, asked === undefined));
  });
}

function evidenceLines(ask: Ask, { article, evidence }: CitedSentence, namesArticle: boolean): readonly Markdown[] {
  return evidence.flatMap(({ paragraph, quote }) => {
    const place = ask.words.summary.paragraph(paragraph);
    const source = namesArticle ? md`${place} · ${article.title} · ${outletLine(ask, article)}` : md`${place}`;
    return [md`> ${cutPassage(quote).replace(/\s*\n\s*/gu, ' ')}`, subtext(source)];
  });
}

function originLines(ask: Ask, result: AnswerResult): readonly Markdown[] {
  const words = ask.words.answers;
  const dropped = result.dropped > 0 ? [words.dropped(result.dropped)] : [];
  if (result.origin === 'model') return [words.byModel(result.model), ...dropped].map(subtext);
  const how = result.sentences.length > 0 ? words.byWords : words.silentByWords;
  return [how(explainOffline(ask.words, result.offline)), ...dropped].map(subtext);
}

/** The way to the articles themselves: a button for the one, a choice among several. */
function readBlocks(ask: Ask, result: AnswerResult, article: Article | undefined): readonly Block[] {
  const cited = new Map(result.sentences.map((sentence) => [sentence.article.id, sentence.article]));
  const [first, ...rest] = article ? [article] : [...cited.values()];
  if (!first) return [];
  const show = { command: 'article', action: 'show', args: [] };
  if (rest.length === 0)
    return [
      { kind: 'buttons', buttons: [{ label: ask.words.buttons.original, action: { ...show, args: [first.id] } }] },
    ];
  const options = [first, ...rest].map((one) => ({ label: nameChoice(one), value: one.id }));
  return [{ kind: 'select', select: { placeholder: ask.words.answers.pick, action: show, options } }];
}
