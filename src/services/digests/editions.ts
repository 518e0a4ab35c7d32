import { findArticles } from '../../data/article-store.ts';
import type { Database } from '../../data/database.ts';
import type { DigestRow } from '../../data/schema.ts';
import type { Article } from '../articles.ts';
import type { Asker } from '../asker.ts';
import { isSameLanguage } from '../languages.ts';
import type { Summaries, SummaryRequest, SummaryResult } from '../summaries.ts';
import { type Choice, type ChoosingDigest, type ChosenStory, chooseStories } from './editions-choice.ts';

/** Summaries asked for at once: a local model answers one after the other. */
const AT_ONCE = 3;
/** Sentences of a story. */
const MAX_SENTENCES = 2;

/** What is said of a story in a language. `model` is empty for the article's own words; `isDoubtful`: code could not confirm a sentence. */
export type Told = {
  headline: string | null;
  sentences: readonly string[];
  language: string;
  model: string;
  isDoubtful: boolean;
  /** The original words behind the sentences. */
  quotes: readonly string[];
};

/** A story of an edition; `told` is null where no sentence could be had, `second` also where it would say nothing else. */
export type EditionStory = Omit<ChosenStory, 'lead'> & { lead: Article; told: Told | null; second: Told | null };

/** What an edition holds. `coversSeq` is the highest articles.seq it accounts for, shown or counted; `isLabeling` is the choice's. */
export type EditionNews = Omit<Choice, 'stories'> & { stories: readonly EditionStory[] };

export type NewsSource = { db: Database; summaries: Summaries };

/** How stories are told: in which languages (null: no second one), in whose name, and to whom a failure is said. */
export type Telling = {
  language: string;
  secondLanguage: string | null;
  asker: Asker;
  signal: AbortSignal;
  onFailure(articleId: string, error: unknown): Promise<void>;
};

export type EditionDigest = ChoosingDigest & Pick<DigestRow, 'language' | 'second_language'>;

/**
 * The stories of the digest's next edition, each told from its lead article in each language. One that cannot be summarized
 * is shown without a sentence and told to `onFailure`. Throws the signal's reason when it aborts.
 */
export async function gatherNews(
  source: NewsSource,
  digest: EditionDigest,
  telling: Omit<Telling, 'language' | 'secondLanguage'>,
): Promise<EditionNews> {
  const { stories, ...rest } = await chooseStories(source.db, digest);
  const languages = { language: digest.language, secondLanguage: digest.second_language };
  return { ...rest, stories: await tellStories(source, stories, { ...telling, ...languages }) };
}

/** In whose name an edition is made that a member wants now: their server's, which pays for it (docs/decisions/cost.md). */
export function askerOf({ guild_id: guildId }: Pick<DigestRow, 'guild_id'>): Asker {
  return { command: 'digest', guildId, userId: '' };
}

/** The chosen stories with their sentences, in the same order; one whose lead article is gone is left out. */
export async function tellStories(
  source: NewsSource,
  chosen: readonly ChosenStory[],
  telling: Telling,
): Promise<readonly EditionStory[]> {
  const texts = await findArticles(
    source.db,
    chosen.map(({ lead }) => lead.id),
  );
  const stories: EditionStory[] = [];
  for (let first = 0; first < chosen.length; first += AT_ONCE) {
    telling.signal.throwIfAborted();
    const told = chosen.slice(first, first + AT_ONCE).map(async (story) => {
      const lead = texts.get(story.lead.id);
      if (!lead) return undefined;
      // What is shown on request alone is not summarized for everybody either.
      const sentences = story.isHeld ? { told: null, second: null } : await tellInBoth(source, lead, telling);
      return { ...story, lead, ...sentences };
    });
    stories.push(...(await Promise.all(told)).filter((story) => story !== undefined));
  }
  return stories;
}

async function tellInBoth(source: NewsSource, article: Article, telling: Telling) {
  const { language, secondLanguage } = telling;
  const told = await tellArticle(source, article, { ...telling, language });
  if (secondLanguage === null || isSameLanguage(language, secondLanguage)) return { told, second: null };
  const second = await tellArticle(source, article, { ...telling, language: secondLanguage });
  // Extracts stay in the article's language: they stand for the second one only where it is that, and the first says something else.
  const isOther = second && isSameLanguage(second.language, secondLanguage) && !isSameWords(second, told);
  return { told, second: isOther ? second : null };
}

/** What is said of an article; null where no sentence could be had. */
export async function tellArticle(
  source: NewsSource,
  article: Article,
  telling: Omit<Telling, 'secondLanguage'>,
): Promise<Told | null> {
  const { signal } = telling;
  signal.throwIfAborted();
  try {
    return readTold(await source.summaries.summarize(requestOf(article, telling)));
  } catch (error) {
    signal.throwIfAborted();
    await telling.onFailure(article.id, error);
    return null;
  }
}

/** The one request by which every digest, and what prepares it, asks for an article in a language: they share its text. */
export function requestOf(
  article: Article,
  asked: Pick<SummaryRequest, 'language' | 'asker' | 'signal'>,
): SummaryRequest {
  const { language, asker, signal } = asked;
  return { article, length: 'one-line', language, extractsOnly: false, asker, signal };
}

function readTold({ article, summary, origin, model, language }: SummaryResult): Told | null {
  const sure = summary.points.filter(({ toCheck }) => toCheck !== true);
  const points = (sure.length > 0 ? sure : summary.points).slice(0, MAX_SENTENCES);
  // An article without a sentence of its own is extracted as its title, which stands above already.
  const sentences = points.map(({ text }) => text).filter((text) => text !== article.title);
  const quotes = points.flatMap(({ evidence }) => evidence.map(({ quote }) => quote));
  const { headline } = summary;
  if (sentences.length === 0 && headline === null) return null;
  return {
    headline,
    sentences,
    language,
    model: origin === 'model' ? model : '',
    isDoubtful: sure.length === 0,
    quotes,
  };
}

function isSameWords(one: Told, other: Told | null): boolean {
  return one.sentences.join(' ') === other?.sentences.join(' ');
}
