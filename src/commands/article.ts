import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import * as z from 'zod';
import { type Block, type Button, type Markdown, type Reply, subtext } from '../reply.ts';
import { md, textBlock } from '../reply.ts';
import type { Article } from '../services/articles.ts';
import { isSameLanguage } from '../services/languages.ts';
import { accentOf, cardLines, outletLine, titleBlock } from './article-card.ts';
import { articleOption, resolveArticle, suggestArticles } from './article-option.ts';
import { originBlocks } from './article-origin.ts';
import { removalActions, removeButtons } from './article-removal.ts';
import { type Ask, action, command, isInstalledHere } from './command.ts';
import { languageName, readingLanguage } from './language-option.ts';
import { contestActions, contestButtons } from './contest.ts';
import { localize } from './localize.ts';
import { paginate, pickPage } from './paging.ts';
import { openArticle } from './source-gate.ts';

/** A page's number as a custom id carries it. */
export const pageNumber = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number);

/** Buttons in the one row that a reply has. */
const ROW = 5;

/** `/article`: the stored text with its outlet's card, paged. */
export const articleCommand = command({
  data: {
    type: ApplicationCommandType.ChatInput,
    ...localize((words) => words.commands.article),
    options: [
      articleOption,
      { ...localize((words) => words.commands.shareOption), type: ApplicationCommandOptionType.Boolean },
    ],
  },
  input: z.object({ article: z.string().optional(), share: z.boolean().default(false) }),
  reply: 'ephemeral',
  async run(input, ask) {
    return showArticle(ask, await resolveArticle(ask, input.article, { shared: input.share }), {
      page: 1,
      shared: input.share,
    });
  },
  async complete(_option, typed, ask) {
    return suggestArticles(ask, typed);
  },
  actions: {
    show: action({
      input: z.tuple([z.string()]),
      reply: 'ephemeral',
      run: async ([id], ask) => showArticle(ask, await resolveArticle(ask, id), { page: 1, shared: false }),
    }),
    /** What the server shows on request, now asked for: `[article id]`. */
    open: action({
      input: z.tuple([z.string()]),
      reply: 'update',
      async run([id], ask) {
        await openArticle(ask, id);
        return showArticle(ask, await resolveArticle(ask, id), { page: 1, shared: false });
      },
    }),
    page: action({
      input: z.tuple([z.string(), pageNumber]),
      reply: 'update',
      run: async ([id, page], ask) => showArticle(ask, await resolveArticle(ask, id), { page, shared: false }),
    }),
    more: action({
      input: z.tuple([z.string(), pageNumber]),
      reply: 'ephemeral',
      run: async ([id, page], ask) => showMore(ask, await resolveArticle(ask, id), page),
    }),
    ...removalActions,
    ...contestActions,
    share: action({
      input: z.tuple([z.string(), pageNumber]),
      reply: 'public',
      async run([id, page], ask) {
        const article = await resolveArticle(ask, id, { shared: true });
        const reply = await showArticle(ask, article, { page, shared: true });
        return signShare(ask, reply);
      },
    }),
  },
});

/** A shared reply, with the name of the member who shared it. */
export function signShare(ask: Ask, reply: Reply): Reply {
  const at = reply.blocks.findIndex((block) => block.kind === 'buttons');
  const line = textBlock(subtext(ask.words.card.sharedBy(ask.userId)));
  return { ...reply, blocks: at === -1 ? [...reply.blocks, line] : reply.blocks.toSpliced(at, 0, line) };
}

/** The buttons that turn pages of the action `turn`, whose last argument is the page's number; none for a single page. */
export function pageButtons(ask: Ask, turn: Button['action'], number: number, pages: number): readonly Button[] {
  if (pages <= 1) return [];
  const to = (page: number) => ({ ...turn, args: [...turn.args, String(page)] });
  return [
    { label: ask.words.buttons.back, action: to(Math.max(number - 1, 1)), disabled: number <= 1 },
    { label: ask.words.buttons.next, action: to(Math.min(number + 1, pages)), disabled: number >= pages },
  ];
}

type Shown = { page: number; shared: boolean; said?: Markdown };

/** A page of an article with its buttons; `said` stands above it. */
export async function showArticle(ask: Ask, article: Article, options: Shown): Promise<Reply> {
  const { words } = ask;
  const pages = pagesOf(article);
  const { page = [], number } = pickPage(pages, options.page);
  const blocks: Block[] = [...(options.said ? [textBlock(options.said)] : []), titleBlock(ask, article)];
  if (number === 1) blocks.push(textBlock(...cardLines(ask, article)), ...(await originBlocks(ask, article)));
  blocks.push({ kind: 'separator' }, ...page.map((piece) => textBlock(piece)));
  if (pages.length > 1) blocks.push(textBlock(subtext(md`${words.card.page(number, pages.length)}`)));
  const buttons = await articleButtons(ask, article, { number, pages: pages.length, shared: options.shared });
  blocks.push({
    kind: 'buttons',
    buttons: buttons.length <= ROW ? buttons : [...buttons.slice(0, ROW - 1), more(ask, article.id, number)],
  });
  return { accent: accentOf(article), blocks, about: article.id };
}

function pagesOf(article: Article) {
  return paginate(
    article.body.map((block) =>
      block.kind === 'heading'
        ? { label: '', heading: true, text: block.text }
        : { label: `${block.n}`, heading: false, text: block.text },
    ),
    article.language,
  );
}

type Place = { number: number; pages: number; shared: boolean };

/** What can be done with an article, the more wanted first. */
async function articleButtons(
  ask: Ask,
  article: Article,
  { number, pages, shared }: Place,
): Promise<readonly Button[]> {
  const { id } = article;
  const { summarize, whoSays } = ask.words.buttons;
  return [
    ...pageButtons(ask, { command: 'article', action: 'page', args: [id] }, number, pages),
    { label: summarize, style: 'primary', action: { command: 'summary', action: 'show', args: [id] } },
    ...(await translateButtons(ask, article, { shared })),
    ...(shared ? [] : shareButtons(ask, { command: 'article', action: 'share', args: [id, String(number)] })),
    { label: whoSays, action: { command: 'who-says', action: 'show', args: [id] } },
    ...contestButtons(ask, article),
    ...(shared ? [] : removeButtons(ask, article)),
  ];
}

/** The way to what finds no room in the row. */
function more(ask: Ask, articleId: string, page: number): Button {
  return {
    label: ask.words.buttons.more,
    action: { command: 'article', action: 'more', args: [articleId, String(page)] },
  };
}

/** What the row of a page left out, for its presser alone. */
async function showMore(ask: Ask, article: Article, number: number): Promise<Reply> {
  const pages = pagesOf(article).length;
  const all = await articleButtons(ask, article, { number, pages, shared: false });
  return {
    accent: accentOf(article),
    blocks: [titleBlock(ask, article), { kind: 'buttons', buttons: all.slice(ROW - 1) }],
  };
}

/** "Share here", where the bot is there to share it. */
export function shareButtons(ask: Ask, share: Button['action']): readonly Button[] {
  return isInstalledHere(ask) ? [{ label: ask.words.buttons.share, action: share }] : [];
}

/**
 * "In English" for a reader of English; none where the article is in the reader's language already. Below what is shared
 * "Translate": whoever presses is answered alone and in their own language.
 */
export async function translateButtons(
  ask: Ask,
  article: Pick<Article, 'id' | 'language'>,
  { shared }: { shared: boolean },
): Promise<readonly Button[]> {
  if (shared) return [mineButton(ask, article.id)];
  const language = await readingLanguage(ask, undefined);
  if (isSameLanguage(language, article.language)) return [];
  const label = ask.words.buttons.translateTo(languageName(language, ask.locale));
  return [{ label, action: { command: 'translate', action: 'show', args: [article.id, language] } }];
}

/** "Translate", for whoever presses. */
export function mineButton(ask: Ask, articleId: string): Button {
  return { label: ask.words.buttons.translate, action: { command: 'translate', action: 'mine', args: [articleId] } };
}

/** Title and outlet of a found article, for lists. */
export function listEntry(ask: Ask, hit: Parameters<typeof outletLine>[1]): Block {
  return textBlock(md`**${hit.title}**`, subtext(outletLine(ask, hit)));
}
