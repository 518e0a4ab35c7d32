import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import {
  addToStory,
  findForStories,
  keepStored,
  listForStories,
  mergeStory,
  type StoryArticle,
} from '../../data/story-store.ts';
import { newsTime } from '../digests/stories.ts';
import { createStoryIndex, type Placed, STORY_WINDOW_MS } from './story-index.ts';

/** So many articles are read at once where the memory is behind the database. */
const BATCH = 500;

export type Stories = {
  /**
   * Puts a stored article into its story, in the caller's transaction, and gives the story's id: that of its first article. A
   * story of one article is not written down; it becomes one when the second comes.
   */
  place(db: Database, articleId: string): Promise<string>;
};

/**
 * Groups articles by event as they are stored. What it remembers is made of the last 72 hours of stored articles when it is first
 * asked, and kept up with what other processes store, always by order of storage: a restart goes on as though there was none.
 */
export function createStories({ clock }: { clock: Clock }): Stories {
  const index = createStoryIndex();
  let reached: number | undefined;

  const placeOne = (article: StoryArticle): Placed =>
    index.place({ ...article, at: newsTime(article) }, article.sameTextAs);

  /** Places what was stored before an article and is not remembered yet, and the article itself where its turn comes. */
  async function catchUp(db: Database, { id, seq }: StoryArticle): Promise<Placed | undefined> {
    let placed: Placed | undefined;
    const storedSince = reached === undefined ? { storedSince: clock.now() - STORY_WINDOW_MS } : {};
    for (let after = reached ?? 0, isMore = true; isMore; ) {
      const articles = await listForStories(db, { after, ...storedSince, to: seq, limit: BATCH });
      for (const article of articles) {
        const found = placeOne(article);
        if (article.id === id) placed = found;
        after = article.seq;
      }
      reached = Math.max(reached ?? 0, after);
      isMore = articles.length === BATCH;
    }
    return placed;
  }
  return {
    async place(db, articleId) {
      const article = await findForStories(db, articleId);
      if (!article) throw new Error(`The article ${articleId} is not stored`);
      const placed = (await catchUp(db, article)) ?? placeOne(article);
      if (!placed.isAlone) await writeDown(db, articleId, placed);
      return placed.storyId;
    },
  };
}

async function writeDown(db: Database, articleId: string, { storyId, absorbed, startedAt }: Placed): Promise<void> {
  // A story that had one article until now is named by it, and not written down yet; the article may have been removed since.
  const ids = await keepStored(db, [...new Set([storyId, ...absorbed, articleId])]);
  await addToStory(db, { id: storyId, startedAt }, ids);
  for (const gone of absorbed) await mergeStory(db, gone, storyId);
}
