import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import type { Random } from '../../ids.ts';
import type { Log } from '../../log.ts';
import type { Reply } from '../../reply.ts';
import type { Locale } from '../../words/words.ts';
import type { Adding } from '../adding.ts';
import { chooseLanguage } from '../detection/choose-language.ts';
import { detectLanguages } from '../detection/detect-languages.ts';
import type { Tick } from '../digests/planner.ts';
import { createFetcher, type FetcherOptions } from '../fetching/create-fetcher.ts';
import type { Fetcher } from '../fetching/fetching.ts';
import { createAdding } from '../ingest/adding.ts';
import type { FindLanguage } from '../ingest/languages-of.ts';
import { readPageApart } from '../pages/read-page-apart.ts';
import { createReadingHost, type ReadingHost } from '../reading/reading-host.ts';
import { createStories } from '../stories/stories.ts';
import { createFeeds } from './create-feeds.ts';
import type { Feeds } from './feeds.ts';
import { createPolling, type Polling } from './polling.ts';
import { readFeedApart } from './read-feed-apart.ts';

export type IntakeOptions = {
  db: Database;
  clock: Clock;
  random: Random;
  log: Log;
  /** Which addresses may be asked, and how names are looked up; public ones by DNS where left out. */
  web?: Omit<FetcherOptions, 'clock'> | undefined;
  /** Shows a reply to the operators; absent where they named no channel. */
  tellAdmin?: ((reply: Reply) => Promise<void>) | undefined;
  /** Of what the operators read. */
  locale: Locale;
  tick?: Tick;
  /** In place of its own; closed with it all the same. */
  fetcher?: Fetcher;
  host?: ReadingHost;
};

export type Intake = {
  feeds: Feeds;
  adding: Adding;
  polling: Polling;
  /** In the reading worker, which `close` ends. */
  findLanguage: FindLanguage;
  /** Ends the polling, the reader and what is fetched; may be called twice. */
  close(): Promise<void>;
};

/** Everything by which articles come in from the web and from members. Nothing heavy is loaded before it is needed, and then in a worker. */
export function createIntake(options: IntakeOptions): Intake {
  const { clock, web, tick, ...grounds } = options;
  const { fetcher = createFetcher({ clock, ...web }), host = createReadingHost(clock) } = options;
  const stories = createStories({ clock });
  const readers: Pick<Parameters<typeof createPolling>[0], 'readFeed' | 'readPage' | 'findLanguage' | 'placeInStory'> =
    {
      readFeed: (input) => readFeedApart(host, input),
      readPage: (input) => readPageApart(host, input),
      findLanguage: languageFinder(host),
      placeInStory: (db, article) => stories.place(db, article.id),
    };
  const all = { ...grounds, ...readers, clock, fetcher };
  const polling = createPolling({ ...all, ...(tick && { tick }) });
  const intake: Intake = {
    feeds: createFeeds({ ...all, wake: polling.wake }),
    adding: createAdding(all),
    polling: rememberFirst(polling, (signal) => stories.remember(options.db, signal), options.log),
    findLanguage: readers.findLanguage,
    async close() {
      await intake.polling.stop();
      await fetcher.close();
      await host.close();
    },
  };
  return intake;
}

/** Polling that begins when the last days' stories are remembered: else the first article's transaction would last as long as that takes. */
function rememberFirst(polling: Polling, remember: (signal: AbortSignal) => Promise<void>, log: Log): Polling {
  const ending = new AbortController();
  let remembering: Promise<void> | undefined;
  return {
    ...polling,
    start: () => {
      remembering ??= remember(ending.signal)
        .catch((error: unknown) => log.error('stories not remembered', { error }))
        .then(() => (ending.signal.aborted ? undefined : polling.start()));
    },
    stop: async () => {
      ending.abort();
      await remembering;
      await polling.stop();
    },
  };
}

/** What a text's sources declare, against what it is written in. */
function languageFinder(host: ReadingHost): FindLanguage {
  return async ({ declared, title, text }) => {
    const [detected = null] = await detectLanguages(host, [`${title}\n${text}`]);
    const { language, inferred } = chooseLanguage({ declared, detected });
    return { language, inferred: inferred ? [inferred] : [] };
  };
}
