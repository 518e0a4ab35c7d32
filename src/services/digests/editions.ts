import type { Database } from '../../data/database.ts';
import { findNews } from '../../data/edition-store.ts';
import type { DigestRow } from '../../data/schema.ts';
import { type Block, escapeMarkdown, type Markdown, md, type Reply, textBlock, timestamp } from '../../reply.ts';
import { describeSource } from '../../words/outlet-line.ts';
import { type Locale, localeFor, type Words, wordsFor } from '../../words/words.ts';
import type { Article, Articles } from '../articles.ts';
import type { Summaries } from '../summaries.ts';
import type { EditionAsker } from './digests.ts';

/** What one message or two show well on a phone; a line says how many more there are. */
const SHOWN = 10;
/** Summaries asked for at once: a local model answers one after the other. */
const AT_ONCE = 3;

/** An article of an edition; `sentence` is null where none could be had. `model` is empty for the article's own words. */
export type EditionItem = { article: Article; sentence: { text: string; model: string } | null };

/** What an edition holds. `coversSeq` is the highest articles.seq it accounts for, shown or counted. */
export type EditionNews = { items: readonly EditionItem[]; more: number; coversSeq: number | null };

export type NewsSource = { db: Database; articles: Pick<Articles, 'find'>; summaries: Summaries };

/**
 * The articles stored since the digest's last posted edition, newest first, each with one evidenced sentence. One that
 * cannot be summarized is shown without and told to `onFailure`. Throws the signal's reason when it aborts.
 */
export async function gatherNews(
  source: NewsSource,
  digest: Pick<DigestRow, 'guild_id' | 'language' | 'covered_seq'>,
  options: { signal: AbortSignal; onFailure(articleId: string, error: unknown): Promise<void> },
): Promise<EditionNews> {
  const news = await findNews(source.db, digest.covered_seq, SHOWN);
  const items: EditionItem[] = [];
  for (let first = 0; first < news.ids.length; first += AT_ONCE) {
    const found = await Promise.all(
      news.ids.slice(first, first + AT_ONCE).map((id) => findItem(source, digest, id, options)),
    );
    items.push(...found.filter((item) => item !== undefined));
  }
  return { items, more: news.total - news.ids.length, coversSeq: news.lastSeq ?? digest.covered_seq };
}

async function findItem(
  source: NewsSource,
  digest: Pick<DigestRow, 'guild_id' | 'language'>,
  id: string,
  options: Parameters<typeof gatherNews>[2],
): Promise<EditionItem | undefined> {
  const { signal } = options;
  signal.throwIfAborted();
  const article = await source.articles.find(id);
  if (!article) return undefined;
  const asker: EditionAsker = { command: 'digest', guildId: digest.guild_id, userId: '' };
  const request = {
    article,
    length: 'one-line',
    language: digest.language,
    extractsOnly: false,
    asker,
    signal,
  } as const;
  try {
    const { summary, origin, model } = await source.summaries.summarize(request);
    const text = summary.points[0]?.text;
    return { article, sentence: text === undefined ? null : { text, model: origin === 'model' ? model : '' } };
  } catch (error) {
    signal.throwIfAborted();
    await options.onFailure(id, error);
    return { article, sentence: null };
  }
}

/** An edition as a reply: heading with the local day, a block for each article, and what the sentences are. `late`: say that it is. */
export function composeEdition(
  digest: Pick<DigestRow, 'language' | 'zone' | 'covered_seq'>,
  edition: { news: EditionNews; dueAt: number; late: boolean },
): Reply {
  const locale = localeFor(digest.language);
  const words = wordsFor(locale);
  const { news, dueAt } = edition;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: digest.zone }).format(dueAt);
  const late = edition.late ? [subtext(words.edition.late(timestamp(dueAt)))] : [];
  const blocks: Block[] = [textBlock(words.edition.heading(day), ...late)];
  blocks.push(...news.items.map((item) => textBlock(...itemLines(words, locale, item))));
  if (news.items.length === 0)
    blocks.push(textBlock(digest.covered_seq === null ? words.edition.empty() : words.edition.none()));
  const notes = noteLines(words, news);
  if (notes.length > 0) blocks.push(textBlock(...notes));
  return { accent: 'notice', blocks };
}

function itemLines(words: Words, locale: Locale, { article, sentence }: EditionItem): readonly Markdown[] {
  const lines = [linkTitle(article), subtext(describeSource(words, locale, article))];
  if (sentence) lines.push(sentence.model === '' ? words.edition.extract(sentence.text) : md`${sentence.text}`);
  return lines;
}

function linkTitle({ title, url }: Article): Markdown {
  const isWeb = url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  // The address as URL writes it has neither blanks nor angle brackets, so that it cannot end the link early.
  return isWeb ? { md: `**[${escapeMarkdown(title)}](<${new URL(url).href}>)**` } : md`**${title}**`;
}

function noteLines(words: Words, { items, more }: EditionNews): readonly Markdown[] {
  const models = new Set(items.flatMap(({ sentence }) => (sentence ? [sentence.model] : [])));
  const notes = more > 0 ? [words.edition.more(more)] : [];
  if (models.has('')) notes.push(words.edition.extracts());
  for (const model of models) if (model !== '') notes.push(words.edition.byModel(model));
  return notes.map(subtext);
}

/** Small gray text, one line of it. */
function subtext(line: Markdown): Markdown {
  return { md: `-# ${line.md.replace(/\n+/g, ' ')}` };
}
