import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import * as z from 'zod';
import { type Block, type Button, joinMarkdown, type Markdown, md, type Reply, textBlock } from '../reply.ts';
import type { Offline } from '../services/asker.ts';
import type { Point, SummaryLength, SummaryResult } from '../services/summaries.ts';
import type { Words } from '../words/words.ts';
import { signShare, translateButtons } from './article.ts';
import { accentOf, subtext, titleBlock } from './article-card.ts';
import { articleOption, resolveArticle, suggestArticles } from './article-option.ts';
import { type Ask, action, command } from './command.ts';
import { languageName, languageOption, readingLanguage, suggestLanguages } from './language-option.ts';
import { localize, localizeChoice } from './localize.ts';

const LENGTHS = ['one-line', 'short', 'detailed'] as const satisfies readonly SummaryLength[];
const lengthSchema = z.enum(LENGTHS);
/** Which kind of summary a button belongs to: `m` what the model wrote, `x` extracts. */
const kindSchema = z.enum(['m', 'x']);
const place = z.tuple([z.string(), lengthSchema, z.string(), kindSchema]);

/** `/summary`: headline and points, each with its original words one tap away; extracts without a model. */
export const summaryCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.summary),
    options: [
      articleOption,
      {
        ...localize((words) => words.commands.summary.length),
        type: ApplicationCommandOptionType.String,
        choices: LENGTHS.map((value) => localizeChoice(value, (words) => words.commands.summary.lengths[value])),
      },
      languageOption,
      { ...localize((words) => words.commands.summary.extracts), type: ApplicationCommandOptionType.Boolean },
      { ...localize((words) => words.commands.shareOption), type: ApplicationCommandOptionType.Boolean },
    ],
  },
  input: z.object({
    article: z.string().optional(),
    length: lengthSchema.default('short'),
    language: z.string().optional(),
    extracts: z.boolean().default(false),
    share: z.boolean().default(false),
  }),
  reply: 'ephemeral',
  async run(input, ask) {
    const language = await readingLanguage(ask, input.language);
    const result = await summarize(ask, [input.article, input.length, language, input.extracts ? 'x' : 'm']);
    return showSummary(ask, result, input.share);
  },
  async complete(option, typed, ask) {
    return option === 'language' ? suggestLanguages(ask, typed) : suggestArticles(ask, typed);
  },
  actions: {
    show: action({
      input: z.tuple([z.string()]),
      reply: 'ephemeral',
      async run([id], ask) {
        const language = await readingLanguage(ask, undefined);
        return showSummary(ask, await summarize(ask, [id, 'short', language, 'm']), false);
      },
    }),
    evidence: action({
      input: place,
      reply: 'ephemeral',
      run: async (input, ask) => showEvidence(ask, await summarize(ask, input)),
    }),
    share: action({
      input: place,
      reply: 'public',
      run: async (input, ask) => signShare(ask, await showSummary(ask, await summarize(ask, input), true)),
    }),
  },
});

type Place = readonly [id: string | undefined, length: SummaryLength, language: string, kind: 'm' | 'x'];

async function summarize(ask: Ask, [id, length, language, kind]: Place): Promise<SummaryResult> {
  const article = await resolveArticle(ask, id);
  const asker = { command: 'summary', guildId: ask.guildId ?? '', userId: ask.userId };
  return ask.services.summaries.summarize({
    article,
    length,
    language,
    extractsOnly: kind === 'x',
    asker,
    signal: ask.signal,
  });
}

async function showSummary(ask: Ask, result: SummaryResult, shared: boolean): Promise<Reply> {
  const { article } = result;
  const blocks: Block[] = [titleBlock(ask, article, result.summary.headline ?? article.title), { kind: 'separator' }];
  blocks.push(...listPoints(result.summary.points), textBlock(...originLines(ask, result)), {
    kind: 'buttons',
    buttons: await buttonsOf(ask, result, shared),
  });
  return { accent: accentOf(article), blocks };
}

function listPoints(points: readonly Point[]): readonly Block[] {
  if (points.length === 1) return points.map((point) => textBlock(md`${point.text}`));
  return points.map((point, i) => textBlock(md`**${i + 1}** ${point.text}`));
}

function originLines(ask: Ask, result: SummaryResult): readonly Markdown[] {
  const words = ask.words.summary;
  const language = languageName(result.article.language, ask.locale);
  if (result.origin === 'model') {
    return [words.byModel(result.model, language), ...(result.dropped > 0 ? [words.dropped(result.dropped)] : [])].map(
      subtext,
    );
  }
  return [subtext(words.extracts(explainOffline(ask.words, result.offline), language))];
}

async function buttonsOf(ask: Ask, result: SummaryResult, shared: boolean): Promise<readonly Button[]> {
  const { buttons } = ask.words;
  const args = [result.article.id, result.length, result.language, result.origin === 'offline' ? 'x' : 'm'];
  const list: Button[] = [
    { label: buttons.evidence, style: 'primary', action: { command: 'summary', action: 'evidence', args } },
    { label: buttons.original, action: { command: 'article', action: 'show', args: [result.article.id] } },
  ];
  list.push(...(await translateButtons(ask, result.article)));
  if (!shared) list.push({ label: buttons.share, action: { command: 'summary', action: 'share', args } });
  return list;
}

/** Each point above the words of the article that it rests on. */
function showEvidence(ask: Ask, result: SummaryResult): Reply {
  const words = ask.words.summary;
  const blocks = result.summary.points.map((point, i): Block => {
    const quotes = point.evidence.map(({ paragraph, quote }) =>
      joinMarkdown([md`> ${quote}`, subtext(md`${words.paragraph(paragraph)}`)], '\n'),
    );
    // A point in the article's own words is its own evidence: the quotation alone says it.
    const isQuoted = point.evidence.some(({ quote }) => quote === point.text);
    return isQuoted ? textBlock(...quotes) : textBlock(md`**${i + 1}** ${point.text}`, ...quotes);
  });
  return {
    accent: accentOf(result.article),
    blocks: [titleBlock(ask, result.article, words.evidenceTitle), { kind: 'separator' }, ...blocks],
  };
}

/** Why no model answered, in the reader's words. */
export function explainOffline(words: Words, offline: Offline | undefined): string {
  if (!offline) return words.offline['no-model'];
  return offline.reason === 'model-failed' ? words.offline['model-failed'](offline.id) : words.offline[offline.reason];
}
