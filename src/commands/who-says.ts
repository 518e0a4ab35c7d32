import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import * as z from 'zod';
import { type Block, type Button, type Markdown, md, type Reply, subtext, textBlock } from '../reply.ts';
import type { Article } from '../services/articles.ts';
import type { VoicesResult } from '../services/voices/voices.ts';
import { pageButtons, pageNumber, shareButtons, signShare, translateButtons } from './article.ts';
import { accentOf, titleBlock } from './article-card.ts';
import { resolveArticle, resolveShown, shownOption, suggestArticles } from './article-option.ts';
import { type Ask, action, command } from './command.ts';
import { languageName, languageOption, readingLanguage, suggestLanguages } from './language-option.ts';
import { localize } from './localize.ts';
import { pickPage } from './paging.ts';
import { openArticle } from './source-gate.ts';
import { explainOffline } from './summary.ts';
import { cutPassage, pageVoices } from './who-says-pages.ts';

/** Which list a button belongs to: `m` what the model wrote, `x` what the rules find. */
const kindSchema = z.enum(['m', 'x']);
const placeSchema = z.tuple([z.string(), z.string(), kindSchema, pageNumber]);
const OPENS = (id: string) => ({ command: 'who-says', action: 'open', args: [id] });
/** `language` is the reader's: pages turned later ask for the same list. */
type Showing = { page: number; shared: boolean; language: string };

/** `/who-says`: speakers with what they claim; direct speech, reported speech and the outlet's own words told apart. */
export const whoSaysCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.whoSays),
    options: [
      shownOption,
      languageOption,
      { ...localize((words) => words.commands.shareOption), type: ApplicationCommandOptionType.Boolean },
    ],
  },
  input: z.object({
    article: z.string().optional(),
    language: z.string().optional(),
    share: z.boolean().default(false),
  }),
  reply: 'ephemeral',
  async *run(input, ask) {
    const language = await readingLanguage(ask, input.language);
    const article = await resolveShown(ask, input.article, { open: OPENS, shared: input.share });
    return yield* follow(ask, article, { page: 1, shared: input.share, language });
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
        return yield* follow(ask, await resolveArticle(ask, id, { open: OPENS }), { page: 1, shared: false, language });
      },
    }),
    /** What the server shows on request, now asked for. */
    open: action({
      input: z.tuple([z.string()]),
      reply: 'update',
      async *run([id], ask) {
        await openArticle(ask, id);
        const language = await readingLanguage(ask, undefined);
        return yield* follow(ask, await resolveArticle(ask, id), { page: 1, shared: false, language });
      },
    }),
    page: action({
      input: placeSchema,
      reply: 'update',
      run: async ([id, language, kind, page], ask) =>
        showVoices(ask, await list(ask, await resolveArticle(ask, id), language, kind), {
          page,
          shared: false,
          language,
        }),
    }),
    evidence: action({
      input: placeSchema,
      reply: 'ephemeral',
      run: async ([id, language, kind, page], ask) =>
        showEvidence(ask, await list(ask, await resolveArticle(ask, id), language, kind), page),
    }),
    share: action({
      input: placeSchema,
      reply: 'public',
      async run([id, language, kind, page], ask) {
        const article = await resolveArticle(ask, id, { open: OPENS, shared: true });
        const result = await list(ask, article, language, kind);
        return signShare(ask, await showVoices(ask, result, { page, shared: true, language }));
      },
    }),
  },
});

function list(ask: Ask, article: Article, language: string, kind: 'm' | 'x'): Promise<VoicesResult> {
  const asker = { command: 'who-says', guildId: ask.guildId ?? '', userId: ask.userId, owners: ask.owners };
  return ask.services.voices.listVoices({ article, language, offlineOnly: kind === 'x', asker, signal: ask.signal });
}

/** What the rules find first, where the model is slow. */
async function* follow(ask: Ask, article: Article, showing: Showing): AsyncGenerator<Reply, Reply> {
  const { language } = showing;
  const meanwhile = async (): Promise<Reply> => {
    const { blocks, accent } = await showVoices(ask, await list(ask, article, language, 'x'), {
      ...showing,
      shared: true,
    });
    const note = textBlock(subtext(ask.words.voices.reading(ask.services.model ?? '')));
    return { accent, blocks: [note, ...blocks.filter((block) => block.kind !== 'buttons')] };
  };
  const result = yield* ask.services.progress.follow(list(ask, article, language, 'm'), meanwhile, ask.signal);
  return showVoices(ask, result, showing);
}

async function showVoices(ask: Ask, result: VoicesResult, { page, shared, language }: Showing): Promise<Reply> {
  const { article } = result;
  const pages = pageVoices(ask, result);
  const { page: shown, number } = pickPage(pages, page);
  const lines = originLines(ask, result);
  if (pages.length > 1) lines.push(subtext(md`${ask.words.card.page(number, pages.length)}`));
  return {
    accent: accentOf(article),
    about: article.id,
    blocks: [
      titleBlock(ask, article, ask.words.voices.title(article.title)),
      { kind: 'separator' },
      ...(shown?.blocks ?? [textBlock(ask.words.voices.none())]),
      { kind: 'separator' },
      textBlock(...lines),
      { kind: 'buttons', buttons: await buttonsOf(ask, result, { number, pages: pages.length, shared, language }) },
    ],
  };
}

function originLines(ask: Ask, result: VoicesResult): Markdown[] {
  const words = ask.words.voices;
  const language = languageName(result.article.language, ask.locale);
  if (result.origin === 'model') {
    const dropped = result.dropped > 0 ? [words.dropped(result.dropped)] : [];
    return [words.byModel(result.model, language), ...dropped].map(subtext);
  }
  const how = result.knowsVerbs ? words.byRules : words.byMarks;
  return [subtext(how(explainOffline(ask.words, result.offline), language))];
}

async function buttonsOf(
  ask: Ask,
  result: VoicesResult,
  { number, pages, shared, language }: { number: number; pages: number; shared: boolean; language: string },
): Promise<readonly Button[]> {
  const { buttons } = ask.words;
  // A page turned after a failure asks no model again; every other reason is told anew on each page.
  const kind = result.offline?.reason === 'model-failed' || result.offline?.reason === 'asked' ? 'x' : 'm';
  const place = [result.article.id, language, kind];
  const args = [...place, String(number)];
  const turns = pageButtons(ask, { command: 'who-says', action: 'page', args: place }, number, pages);
  const row: Button[] = shared ? [] : [...turns];
  // Without a model every passage is its own evidence.
  if (result.origin === 'model')
    row.push({ label: buttons.evidence, style: 'primary', action: { command: 'who-says', action: 'evidence', args } });
  row.push({ label: buttons.original, action: { command: 'article', action: 'show', args: [result.article.id] } });
  if (row.length < 4) row.push(...(await translateButtons(ask, result.article, { shared })));
  if (!shared) row.push(...shareButtons(ask, { command: 'who-says', action: 'share', args }));
  return row;
}

/** The passages behind one page of a model's claims. */
function showEvidence(ask: Ask, result: VoicesResult, wanted: number): Reply {
  const words = ask.words.summary;
  const { page } = pickPage(pageVoices(ask, result), wanted);
  const blocks = (page?.voices ?? []).map(({ claim, evidence }): Block => {
    const place = subtext(md`${words.paragraph(evidence.paragraph)}`);
    return textBlock(md`${claim}`, md`> ${cutPassage(evidence.quote)}`, place);
  });
  return {
    accent: accentOf(result.article),
    blocks: [titleBlock(ask, result.article, words.evidenceTitle), { kind: 'separator' }, ...blocks],
  };
}
