import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import * as z from 'zod';
import { type Block, type Button, joinMarkdown, type Markdown, md, type Reply, subtext, textBlock } from '../reply.ts';
import type { Article } from '../services/articles.ts';
import type { Asker, Offline } from '../services/asker.ts';
import type { SideBySide } from '../services/side-by-side.ts';
import type { Point, SummaryLength, SummaryResult } from '../services/summaries.ts';
import type { Words } from '../words/words.ts';
import { shareButtons, signShare, translateButtons } from './article.ts';
import { accentOf, titleBlock } from './article-card.ts';
import { resolveShown, shownOption, suggestArticles } from './article-option.ts';
import { type Ask, action, command } from './command.ts';
import { languageName, languageOption, readingLanguage, suggestLanguages } from './language-option.ts';
import { localize, localizeChoice } from './localize.ts';
import { openArticle } from './source-gate.ts';

const LENGTHS = ['one-line', 'short', 'detailed'] as const satisfies readonly SummaryLength[];
const lengthSchema = z.enum(LENGTHS);
/** Which kind of summary a button belongs to: `m` what the model wrote, `x` extracts. */
const kindSchema = z.enum(['m', 'x']);
const placeSchema = z.tuple([z.string(), lengthSchema, z.string(), kindSchema]);

/** `/summary`: headline and points, each with its original words one tap away; extracts without a model. */
export const summaryCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.summary),
    options: [
      shownOption,
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
  async *run(input, ask) {
    const language = await readingLanguage(ask, input.language);
    const place: Place = [input.article, input.length, language, input.extracts ? 'x' : 'm'];
    return yield* followSummary(ask, place, { shared: input.share, language });
  },
  async complete(option, typed, ask) {
    return option === 'language' ? suggestLanguages(ask, typed) : suggestArticles(ask, typed);
  },
  actions: {
    show: action({
      input: z.tuple([z.string()]),
      reply: 'ephemeral',
      async *run([id], ask) {
        const language = await readingLanguage(ask, undefined);
        return yield* followSummary(ask, [id, 'short', language, 'm'], { shared: false, language });
      },
    }),
    /** An article chosen among several: `[article id]`. */
    pick: action({
      input: z.tuple([z.string()]),
      reply: 'update',
      async *run([id], ask) {
        const language = await readingLanguage(ask, undefined);
        return yield* followSummary(ask, [id, 'short', language, 'm'], { shared: false, language });
      },
    }),
    /** What the server shows on request, now asked for. */
    open: action({
      input: placeSchema,
      reply: 'update',
      async *run(place, ask) {
        await openArticle(ask, place[0]);
        return yield* followSummary(ask, place, { shared: false, language: await readingLanguage(ask, undefined) });
      },
    }),
    evidence: action({
      input: placeSchema,
      reply: 'ephemeral',
      async *run(input, ask) {
        const result = await summarize(ask, input);
        return yield* followEvidence(ask, result, input[3] === 'm');
      },
    }),
    share: action({
      input: placeSchema,
      reply: 'public',
      async run(input, ask) {
        const language = await readingLanguage(ask, undefined);
        return signShare(ask, await showSummary(ask, await summarize(ask, input, true), { shared: true, language }));
      },
    }),
  },
});

/** The button that shows a held summary. */
function opensAs([, length, language, kind]: Place) {
  return (id: string) => ({ command: 'summary', action: 'open', args: [id, length, language, kind] });
}

type Place = readonly [id: string | undefined, length: SummaryLength, language: string, kind: 'm' | 'x'];

async function summarize(ask: Ask, place: Place, shared = false): Promise<SummaryResult> {
  const article = await resolveShown(ask, place[0], { open: opensAs(place), shared });
  return summarizeArticle(ask, article, place);
}

async function summarizeArticle(ask: Ask, article: Article, [, length, language, kind]: Place): Promise<SummaryResult> {
  const extractsOnly = kind === 'x';
  const asker = askerOf(ask);
  return ask.services.summaries.summarize({ article, length, language, extractsOnly, asker, signal: ask.signal });
}

function askerOf(ask: Ask): Asker {
  return { command: 'summary', guildId: ask.guildId ?? '', userId: ask.userId, owners: ask.owners };
}

/** `language`: what the reader reads in, whatever the summary is in. */
type Showing = { shared: boolean; language: string };

/** The summary; extracts first where the model is slow. */
export async function* followSummary(ask: Ask, place: Place, showing: Showing): AsyncGenerator<Reply, Reply> {
  const article = await resolveShown(ask, place[0], { open: opensAs(place), shared: showing.shared });
  const { progress } = ask.services;
  const meanwhile = async () => {
    const [, length, language] = place;
    return showReading(ask, await summarizeArticle(ask, article, [article.id, length, language, 'x']));
  };
  const result = yield* progress.follow(summarizeArticle(ask, article, place), meanwhile, ask.signal);
  return showSummary(ask, result, showing);
}

function showReading(ask: Ask, { article, summary }: SummaryResult): Reply {
  const language = languageName(article.language, ask.locale);
  const waiting = subtext(ask.words.summary.reading(ask.services.model ?? '', language));
  const blocks: Block[] = [titleBlock(ask, article), { kind: 'separator' }, textBlock(waiting)];
  return { accent: accentOf(article), blocks: [...blocks, ...listPoints(ask, summary.points, undefined)] };
}

async function showSummary(ask: Ask, result: SummaryResult, { shared, language }: Showing): Promise<Reply> {
  const { article, summary, origin } = result;
  // Extracts stay in the article's language: a translation that somebody made already is put beside them.
  const beside = origin === 'offline' ? await findBeside(ask, result, { language, mayAsk: false }) : undefined;
  const blocks: Block[] = [titleBlock(ask, article, summary.headline ?? article.title), { kind: 'separator' }];
  blocks.push(...listPoints(ask, summary.points, beside), textBlock(...originLines(ask, result)));
  if (beside) blocks.push(textBlock(passagesLine(ask, beside, language)));
  blocks.push({ kind: 'buttons', buttons: await buttonsOf(ask, result, shared) });
  return { accent: accentOf(article), blocks, about: article.id };
}

function findBeside(
  ask: Ask,
  { article, summary }: SummaryResult,
  { language, mayAsk }: { language: string; mayAsk: boolean },
): Promise<SideBySide | undefined> {
  const evidence = summary.points.flatMap((point) => point.evidence);
  const asker = askerOf(ask);
  return ask.services.passages.translate({ article, evidence, language, asker, mayAsk, signal: ask.signal });
}

function listPoints(ask: Ask, points: readonly Point[], beside: SideBySide | undefined): readonly Block[] {
  return points.map((point, i) => {
    const text = points.length === 1 ? md`${point.text}` : md`**${i + 1}** ${point.text}`;
    return textBlock(
      text,
      besideLine(beside?.texts[i]),
      point.toCheck ? subtext(md`${ask.words.summary.toCheck}`) : md``,
    );
  });
}

function besideLine(text: string | undefined): Markdown {
  return text === undefined || text === '' ? md`` : subtext(md`↳ ${text}`);
}

function passagesLine(ask: Ask, { by }: SideBySide, tag: string): Markdown {
  const words = ask.words.summary;
  const language = languageName(tag, ask.locale);
  return subtext(
    by.kind === 'person' ? words.passagesBy(by.author, language) : words.passagesByModel(by.model, language),
  );
}

function originLines(ask: Ask, result: SummaryResult): readonly Markdown[] {
  const words = ask.words.summary;
  const language = languageName(result.article.language, ask.locale);
  if (result.origin === 'model') {
    return [words.byModel(result.model, language), ...(result.dropped > 0 ? [words.dropped(result.dropped)] : [])].map(
      subtext,
    );
  }
  const fell = result.offline?.reason === 'unsupported' && result.dropped > 0;
  const why = words.extracts(explainOffline(ask.words, result.offline), language);
  return [why, ...(fell ? [words.dropped(result.dropped)] : [])].map(subtext);
}

async function buttonsOf(ask: Ask, result: SummaryResult, shared: boolean): Promise<readonly Button[]> {
  const { buttons } = ask.words;
  const args = [result.article.id, result.length, result.language, result.origin === 'offline' ? 'x' : 'm'];
  const list: Button[] = [
    { label: buttons.evidence, style: 'primary', action: { command: 'summary', action: 'evidence', args } },
    { label: buttons.original, action: { command: 'article', action: 'show', args: [result.article.id] } },
  ];
  list.push(...(await translateButtons(ask, result.article, { shared })));
  if (!shared) list.push(...shareButtons(ask, { command: 'summary', action: 'share', args }));
  list.push({ label: buttons.whoSays, action: { command: 'who-says', action: 'show', args: [result.article.id] } });
  return list;
}

/** The evidence, at once without its translation where that takes long. */
async function* followEvidence(ask: Ask, result: SummaryResult, mayAsk: boolean): AsyncGenerator<Reply, Reply> {
  const language = result.origin === 'model' ? result.language : await readingLanguage(ask, undefined);
  const meanwhile = async () => showEvidence(ask, result, undefined, language);
  const beside = yield* ask.services.progress.follow(
    findBeside(ask, result, { language, mayAsk }),
    meanwhile,
    ask.signal,
  );
  return showEvidence(ask, result, beside, language);
}

/** Each point above the words of the article that it rests on, with the same in the reader's language below them. */
function showEvidence(ask: Ask, result: SummaryResult, beside: SideBySide | undefined, language: string): Reply {
  const words = ask.words.summary;
  let at = 0;
  const blocks = result.summary.points.map((point, i): Block => {
    const quotes = point.evidence.map(({ paragraph, quote }) => {
      const lines = [md`> ${quote}`, besideLine(beside?.texts[at++]), subtext(md`${words.paragraph(paragraph)}`)];
      return joinMarkdown(
        lines.filter((line) => line.md !== ''),
        '\n',
      );
    });
    if (point.toCheck) quotes.push(subtext(md`${words.toCheck}`));
    // A point in the article's own words is its own evidence: the quotation alone says it.
    const isQuoted = point.evidence.some(({ quote }) => quote === point.text);
    return isQuoted ? textBlock(...quotes) : textBlock(md`**${i + 1}** ${point.text}`, ...quotes);
  });
  if (beside) blocks.push(textBlock(passagesLine(ask, beside, language)));
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
