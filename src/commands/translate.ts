import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import * as z from 'zod';
import {
  type Block,
  type Button,
  type Markdown,
  md,
  notice,
  type Reply,
  type ReplyFile,
  subtext,
  textBlock,
} from '../reply.ts';
import type { Article } from '../services/articles.ts';
import type { TranslationResult } from '../services/translations.ts';
import { mineButton, pageButtons, pageNumber, shareButtons, signShare } from './article.ts';
import { accentOf, titleBlock } from './article-card.ts';
import { resolveShown, shownOption, suggestArticles } from './article-option.ts';
import { type Ask, action, command } from './command.ts';
import { grammarOf } from '../words/formats.ts';
import { languageName, languageOption, languageTag, readingLanguage, suggestLanguages } from './language-option.ts';
import { localize } from './localize.ts';
import { paginate, pickPage } from './paging.ts';
import { openArticle } from './source-gate.ts';
import { explainOffline } from './summary.ts';
import { markDoubts } from './translation-doubts.ts';

type Translated = Extract<TranslationResult, { kind: 'translated' }>;

/** Whose translation a button belongs to: `m` the model's where there is one, `p` a person's. */
const whose = z.enum(['m', 'p']);
const placeSchema = z.tuple([z.string(), languageTag, whose, pageNumber]);

/** `/translate`: the whole article, paragraph by paragraph, paged. */
export const translateCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.translate),
    options: [
      shownOption,
      languageOption,
      { ...localize((words) => words.commands.translate.file), type: ApplicationCommandOptionType.Boolean },
      { ...localize((words) => words.commands.shareOption), type: ApplicationCommandOptionType.Boolean },
    ],
  },
  input: z.object({
    article: z.string().optional(),
    language: z.string().optional(),
    file: z.boolean().default(false),
    share: z.boolean().default(false),
  }),
  reply: 'ephemeral',
  async *run(input, ask) {
    const language = await readingLanguage(ask, input.language);
    const showing = { page: 1, shared: input.share, file: input.file };
    return yield* followTranslation(ask, [input.article, language], showing);
  },
  async complete(option, typed, ask) {
    return option === 'language' ? suggestLanguages(ask, typed) : suggestArticles(ask, typed);
  },
  actions: {
    show: action({
      input: z.tuple([z.string(), languageTag]),
      reply: 'ephemeral',
      run: (place, ask) => followTranslation(ask, place, { page: 1, shared: false, file: false }),
    }),
    /** In the language of whoever presses: `[article id]`. */
    mine: action({
      input: z.tuple([z.string()]),
      reply: 'ephemeral',
      async *run([id], ask) {
        const language = await readingLanguage(ask, undefined);
        return yield* followTranslation(ask, [id, language], { page: 1, shared: false, file: false });
      },
    }),
    /** An article chosen among several: `[language, article id]`. */
    pick: action({
      input: z.tuple([languageTag, z.string()]),
      reply: 'update',
      run: ([language, id], ask) => followTranslation(ask, [id, language], { page: 1, shared: false, file: false }),
    }),
    /** The language that a member chose, and what they were shown last. */
    forget: action({ input: z.tuple([]), reply: 'ephemeral', run: (_, ask) => forgetLanguage(ask) }),
    /** What the server shows on request, now asked for: `[article id, language]`. */
    open: action({
      input: z.tuple([z.string(), languageTag]),
      reply: 'update',
      async *run(place, ask) {
        await openArticle(ask, place[0]);
        return yield* followTranslation(ask, place, { page: 1, shared: false, file: false });
      },
    }),
    page: action({
      input: placeSchema,
      reply: 'update',
      run: async ([id, language, who, page], ask) =>
        showResult(ask, await translateArticle(ask, id, language, [who, false]), {
          page,
          shared: false,
          file: false,
        }),
    }),
    share: action({
      input: placeSchema,
      reply: 'public',
      async run([id, language, who, page], ask) {
        return signShare(
          ask,
          showResult(ask, await translateArticle(ask, id, language, [who, true]), { page, shared: true, file: false }),
        );
      },
    }),
  },
});

async function forgetLanguage(ask: Ask): Promise<Reply> {
  const { forgetting: words } = ask.words;
  const isForgotten = await ask.services.members.forget(ask.userId);
  const language = languageName(await readingLanguage(ask, undefined), ask.locale);
  return notice(isForgotten ? words.forgotten(language) : words.nothing(language));
}

/** The button that shows a held article in that language. */
function opensIn(language: string) {
  return (id: string) => ({ command: 'translate', action: 'open', args: [id, language] });
}

async function translateArticle(
  ask: Ask,
  id: string | undefined,
  language: string,
  [who, shared]: readonly ['m' | 'p', boolean],
): Promise<TranslationResult> {
  return translate(ask, await resolveShown(ask, id, { open: opensIn(language), shared }), language, who);
}

function translate(ask: Ask, article: Article, language: string, who: 'm' | 'p'): Promise<TranslationResult> {
  const asker = { command: 'translate', guildId: ask.guildId ?? '', userId: ask.userId, owners: ask.owners };
  return ask.services.translations.translate({ article, language, personOnly: who === 'p', asker, signal: ask.signal });
}

/** The translation; a word of its coming and the original first where the model is slow. */
export async function* followTranslation(
  ask: Ask,
  [id, language]: readonly [string | undefined, string],
  showing: Showing,
): AsyncGenerator<Reply, Reply> {
  const article = await resolveShown(ask, id, { open: opensIn(language), shared: showing.shared });
  const meanwhile = async () => showWorking(ask, article, language);
  const result = yield* ask.services.progress.follow(translate(ask, article, language, 'm'), meanwhile, ask.signal);
  return showResult(ask, result, showing);
}

function showWorking(ask: Ask, article: Article, tag: string): Reply {
  const count = article.body.filter(({ kind }) => kind === 'paragraph').length;
  const waiting = ask.words.translation.working(ask.services.model ?? '', count, languageName(tag, ask.locale));
  const [first = []] = pagesOf(article, (block) => block.text, article.language);
  const blocks: Block[] = [titleBlock(ask, article), textBlock(subtext(waiting)), { kind: 'separator' }];
  return { accent: accentOf(article), blocks: [...blocks, ...first.slice(0, 3).map((piece) => textBlock(piece))] };
}

function pagesOf(article: Article, textOf: (block: Article['body'][number], i: number) => string, language: string) {
  return paginate(
    article.body.map((block, i) => ({
      label: block.kind === 'heading' ? '' : `${block.n}`,
      heading: block.kind === 'heading',
      text: textOf(block, i),
    })),
    language,
  );
}

type Showing = { page: number; shared: boolean; file: boolean };

function showResult(ask: Ask, result: TranslationResult, showing: Showing): Reply {
  const words = ask.words.translation;
  switch (result.kind) {
    case 'same-language':
      return notice(words.sameLanguage(languageName(result.language, ask.locale)));
    case 'missing':
      return showMissing(ask, result);
    case 'translated':
      return showTranslation(ask, result, showing);
  }
}

function showMissing(ask: Ask, result: Extract<TranslationResult, { kind: 'missing' }>): Reply {
  const words = ask.words.translation;
  const lines = [words.missing(explainOffline(ask.words, result.offline), languageName(result.language, ask.locale))];
  const others = result.available.map((tag) => languageName(tag, ask.locale));
  if (others.length > 0) lines.push(words.available(grammarOf(ask.locale).list(others)));
  if (result.offline.reason === 'no-model') lines.push(subtext(words.howTo()));
  const buttons: Button[] = result.available.slice(0, 4).map((tag) => ({
    label: ask.words.buttons.translateTo(languageName(tag, ask.locale)),
    action: { command: 'translate', action: 'show', args: [result.article.id, tag] },
  }));
  buttons.push({
    label: ask.words.buttons.original,
    action: { command: 'article', action: 'show', args: [result.article.id] },
  });
  return { accent: 'notice', blocks: [textBlock(...lines), { kind: 'buttons', buttons }] };
}

function showTranslation(ask: Ask, result: Translated, showing: Showing): Reply {
  const { article, translation } = result;
  const marked = markDoubts(ask, translation);
  const pages = pagesOf(article, (_, i) => marked[i] ?? '', result.language);
  const { page = [], number } = pickPage(pages, showing.page);
  const blocks: Block[] = [
    titleBlock(ask, article, translation.title),
    textBlock(...originLines(ask, result)),
    { kind: 'separator' },
  ];
  blocks.push(...page.map((piece) => textBlock(piece)));
  if (pages.length > 1) blocks.push(textBlock(subtext(md`${ask.words.card.page(number, pages.length)}`)));
  if (showing.file) blocks.push(textBlock(subtext(md`${ask.words.translation.file}`)));
  blocks.push({ kind: 'buttons', buttons: buttonsOf(ask, result, number, pages.length, showing.shared) });
  return {
    accent: accentOf(article),
    blocks,
    about: article.id,
    ...(showing.file && { files: [fileOf(result, marked)] }),
  };
}

/** Whose words these are, and why a person's stand in for a model's. */
function originLines(ask: Ask, result: Translated): readonly Markdown[] {
  const words = ask.words.translation;
  const from = languageName(result.article.language, ask.locale);
  const to = languageName(result.language, ask.locale);
  const doubts = result.translation.doubts.length;
  if (result.origin === 'model')
    return [words.byModel(result.model, from, to), ...(doubts > 0 ? [words.doubts(doubts)] : [])].map(subtext);
  const byPerson = subtext(words.byPerson(result.author, from, to));
  return result.offline ? [words.provided(explainOffline(ask.words, result.offline)), byPerson] : [byPerson];
}

function buttonsOf(ask: Ask, result: Translated, number: number, pages: number, shared: boolean): readonly Button[] {
  const { buttons } = ask.words;
  const who = result.origin === 'person' ? 'p' : 'm';
  const args = [result.article.id, result.language, who];
  const list = [...pageButtons(ask, { command: 'translate', action: 'page', args }, number, pages)];
  list.push({ label: buttons.original, action: { command: 'article', action: 'show', args: [result.article.id] } });
  if (result.provided && result.origin === 'model') {
    list.push({
      label: buttons.humanTranslation,
      action: { command: 'translate', action: 'page', args: [result.article.id, result.language, 'p', '1'] },
    });
  }
  const place = { command: 'translate', action: 'share', args: [...args, String(number)] };
  list.push(...(shared ? [mineButton(ask, result.article.id)] : shareButtons(ask, place)));
  return list;
}

function fileOf(result: Translated, marked: readonly string[]): ReplyFile {
  const { article, translation } = result;
  return {
    name: `${nameFile(article)}.${result.language}.txt`,
    contentType: 'text/plain; charset=utf-8',
    text: [translation.title, ...marked].join('\n\n'),
  };
}

function nameFile(article: Article): string {
  const slug = article.title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return slug.slice(0, 60) || article.id;
}
