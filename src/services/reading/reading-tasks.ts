import type { FeedInput, FeedReading } from '../feeds/feed-types.ts';
import type { Detected } from '../detection/detected.ts';
import type { PageInput, ReadPage } from '../pages/page-article.ts';

/**
 * What can be read apart from the bot's own thread. Each reader is loaded when it is first asked for, in the worker: the bot's
 * memory holds none of them.
 */
export const readingTasks = {
  feed: async (input: FeedInput): Promise<FeedReading> => (await import('../feeds/read-feed.ts')).readFeed(input),
  page: async (input: PageInput): Promise<ReadPage> => (await import('../pages/read-page.ts')).readPage(input),
  'page-stripped': async (input: PageInput): Promise<ReadPage> =>
    (await import('../pages/read-stripped.ts')).readPageStripped(input),
  languages: async (texts: readonly string[]): Promise<readonly Detected[]> => {
    const { detectText } = await import('../detection/detect-text.ts');
    return texts.map(detectText);
  },
};

export type ReadingTasks = typeof readingTasks;
export type ReadingTask = keyof ReadingTasks;
export type ReadingInput<Task extends ReadingTask> = Parameters<ReadingTasks[Task]>[0];
export type ReadingValue<Task extends ReadingTask> = Awaited<ReturnType<ReadingTasks[Task]>>;

/** What comes back from the worker. */
export type ReadingAnswer<Value> = { value: Value } | { fault: string };
