import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import {
  addToStory,
  findFirstStoredSince,
  findForStories,
  keepStored,
  listForStories,
  mergeStory,
  type StoryArticle,
} from '../../data/story-store.ts';
import { newsTime } from '../digests/stories.ts';
import { createStoryIndex, type Placed, STORY_WINDOW_MS } from './story-index.ts';

/** So many articles are read and placed, or placed for so long, before what else waits has its turn: some 10 ms. */
const SLICE = 20;
const SLICE_MS = 10;

export type Stories = {
  /**
   * Makes the memory of the last 72 hours, a slice at a time, until it is whole or the signal aborts. Not to be waited for within
   * a transaction. What is not remembered yet when `place` is asked, `place` reads itself: within its transaction, which lasts so
   * much longer.
   */
  remember(db: Database, signal: AbortSignal): Promise<void>;
  /**
   * Puts a stored article into its story, in the caller's transaction, and gives the story's id: that of its first article. A
   * story of one article is not written down; it becomes one when the second comes.
   */
  place(db: Database, articleId: string): Promise<string>;
};

export type StoriesOptions = {
  clock: Clock;
  /** Lets what else waits in the process have its turn. */
  turn?: () => Promise<void>;
};

/**
 * Groups articles by event as they are stored. What it remembers is made of the last 72 hours of stored articles, and kept up with
 * what other processes store, always by order of storage: a restart goes on as though there was none.
 */
export function createStories({ clock, turn = nextTurn }: StoriesOptions): Stories {
  const index = createStoryIndex();
  let reached: number | undefined;
  /** What became of articles that are asked for: another that catches up at the same time may come to them first. */
  const asked = new Map<string, Placed | undefined>();

  const placeOne = (article: StoryArticle): Placed => {
    const placed = index.place({ ...article, at: newsTime(article) }, article.sameTextAs);
    if (asked.has(article.id)) asked.set(article.id, asked.get(article.id) ?? placed);
    return placed;
  };

  /**
   * Places what was stored up to seq `to` and is not remembered yet. Several may be at it at once, in and outside of transactions,
   * none of which waits for another: each reads on from where all have come to, and leaves out what another placed meanwhile.
   */
  async function catchUp(db: Database, to: number, signal?: AbortSignal): Promise<void> {
    if (reached === undefined) {
      const first = await findFirstStoredSince(db, clock.now() - STORY_WINDOW_MS);
      if (first === undefined) return;
      reached ??= first - 1;
    }
    for (let isMore = true; isMore; ) {
      if (signal?.aborted) return;
      const articles = await listForStories(db, { after: reached, to, limit: SLICE });
      const until = clock.monotonicMs() + SLICE_MS;
      isMore = articles.length === SLICE;
      for (const article of articles) {
        if (article.seq <= reached) continue;
        reached = article.seq;
        placeOne(article);
        if (clock.monotonicMs() < until) continue;
        isMore = true;
        break;
      }
      if (isMore) await turn();
    }
  }
  return {
    remember: (db, signal) => catchUp(db, Number.MAX_SAFE_INTEGER, signal),
    async place(db, articleId) {
      const article = await findForStories(db, articleId);
      if (!article) throw new Error(`The article ${articleId} is not stored`);
      asked.set(articleId, undefined);
      try {
        await catchUp(db, article.seq);
        const placed = asked.get(articleId) ?? placeOne(article);
        if (!placed.isAlone) await writeDown(db, articleId, placed);
        return placed.storyId;
      } finally {
        asked.delete(articleId);
      }
    },
  };
}

/** A turn of the event loop, without waiting for any time. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

async function writeDown(db: Database, articleId: string, { storyId, absorbed, startedAt }: Placed): Promise<void> {
  // A story that had one article until now is named by it, and not written down yet; the article may have been removed since.
  const ids = await keepStored(db, [...new Set([storyId, ...absorbed, articleId])]);
  await addToStory(db, { id: storyId, startedAt }, ids);
  for (const gone of absorbed) await mergeStory(db, gone, storyId);
}
